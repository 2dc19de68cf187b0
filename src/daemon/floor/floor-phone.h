/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A registered phone, as it told of itself. A plain value of the floor; main thread. */
typedef struct {
  char *user_agent; /* NULL: it did not say; so below */
  char *registrar;  /* our host:port as it has it */
  char *protocol;   /* "SIP_TCP" */
  gint64 since_us;  /* monotonic: registered since */
  gint64 ping_us;   /* there and back; -1: not measured, or it does not answer */
} OdFloorPhone;

/** od_floor_phone_new: the texts are copied; not measured yet. */
OdFloorPhone *od_floor_phone_new (const char *user_agent,
                                  const char *registrar,
                                  const char *protocol,
                                  gint64 since_us);
void od_floor_phone_free (OdFloorPhone *phone);
