/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A telephone number as we keep it: digits only, country code first, 4 to 15 digits,
 * no leading zero (ITU-T E.164 allows 15; short ones are kept and marked).
 */
#define OD_PHONE_NUMBER_ERROR (od_phone_number_error_quark ())
GQuark od_phone_number_error_quark (void);

typedef enum {
  OD_PHONE_NUMBER_ERROR_EMPTY,
  OD_PHONE_NUMBER_ERROR_NO_NUMBER, /* letters or signs that no number has */
  OD_PHONE_NUMBER_ERROR_TOO_SHORT,
  OD_PHONE_NUMBER_ERROR_TOO_LONG,
  OD_PHONE_NUMBER_ERROR_NO_COUNTRY, /* a national number and no default country */
} OdPhoneNumberError;

/**
 * od_phone_number_normalize:
 * @text: any spelling: "+44 (0)1902 555-100", "0044…", "44116"
 * @country: (nullable): calling code put before national numbers ("44"); NULL: a number
 *   without + or 00 is taken as international, and one with a leading zero is refused
 *
 * Returns: (transfer full): the digits, or NULL with a sentence in @error
 */
char *od_phone_number_normalize (const char *text, const char *country, GError **error);

/** od_phone_number_is_normal: already as od_phone_number_normalize() gives it. */
gboolean od_phone_number_is_normal (const char *phone);

/** od_phone_number_is_short: too short to be a subscriber's E.164 number; shown so. */
gboolean od_phone_number_is_short (const char *phone);

/** od_phone_number_mask: (transfer full): for logs: all but the last three digits hidden.
 */
char *od_phone_number_mask (const char *phone);
