/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What keeps a softphone from running; every message is a sentence for people. */
#define OD_PHONE_ERROR (od_phone_error_quark ())
GQuark od_phone_error_quark (void);

typedef enum {
  OD_PHONE_ERROR_NOT_INSTALLED, /* a program or library is missing: install it */
  OD_PHONE_ERROR_CANNOT_WRITE,  /* the private folder cannot be made */
  OD_PHONE_ERROR_BAD_SOUND,     /* the WAV file is not of the one kind we can say */
  OD_PHONE_ERROR_BAD_ACCOUNT,   /* the account cannot be told to baresip */
  OD_PHONE_ERROR_CANNOT_START,  /* the child could not be started */
  OD_PHONE_ERROR_NO_SOUND,      /* no microphone or no speaker: it may come yet */
} OdPhoneError;
