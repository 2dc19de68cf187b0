/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/numbers/number.h"

#include <glib.h>

/*
 * A telephone number as we keep it: digits only, country code first, 4 to 15 digits, no
 * leading zero (ITU-T E.164 allows 15; short ones are kept and marked). shared/numbers
 * knows the world's plans; here is what the programs ask of it.
 *
 * Who passes which country: an import its row's, else the one chosen for it; a field that
 * shows a number as it is kept (a lead's, a campaign's caller ID) "+". The server asks
 * only od_phone_number_is_normal() of a lead's number: its tables may be older than a
 * window's, and a list must not fail on that.
 */
#define OD_PHONE_NUMBER_ERROR (od_phone_number_error_quark ())
GQuark od_phone_number_error_quark (void);

typedef enum {
  OD_PHONE_NUMBER_ERROR_EMPTY,
  OD_PHONE_NUMBER_ERROR_NO_NUMBER,  /* a fraction, two numbers, words: not one number */
  OD_PHONE_NUMBER_ERROR_LENGTH,     /* its country has no number so long or so short */
  OD_PHONE_NUMBER_ERROR_NO_COUNTRY, /* a national number, and nobody said whose */
} OdPhoneNumberError;

/**
 * od_phone_number_read:
 * @text: (nullable): any spelling: "+44 (0)1902 555-100", "0044…", "44116", "٠٢٠ …"
 * @country: (nullable): whose national numbers are meant: an ISO name, a calling code or
 *   a country's name; "+": digits without + have their country code; NULL: as
 *   od_number_plan_read()
 * @number: (out): digits in `e164`, extension, region and kind
 *
 * Returns: FALSE with a sentence that quotes the number, cut, or says that it is empty
 */
gboolean od_phone_number_read (const char *text,
                               const char *country,
                               OdNumber *number,
                               GError **error);

/** od_phone_number_normalize: the same. Returns: (transfer full): the digits, or NULL. */
char *od_phone_number_normalize (const char *text, const char *country, GError **error);

/** od_phone_number_is_doubtful: of one that was read: its length is right, but no such
 * range is given out, as far as our tables know. To be counted and said, never refused.
 */
gboolean od_phone_number_is_doubtful (const OdNumber *number);

/** od_phone_number_dup_zones: (transfer full) (array zero-terminated=1): the time zones a
 * number may ring in, "Europe/London"; a mobile's are all of its country. */
char **od_phone_number_dup_zones (const OdNumber *number);

/** od_phone_number_is_normal: already as od_phone_number_normalize() gives it. */
gboolean od_phone_number_is_normal (const char *phone);

/** od_phone_number_is_short: too short to be a subscriber's E.164 number; shown so. */
gboolean od_phone_number_is_short (const char *phone);

/** od_phone_number_dup_shown: (transfer full): @phone, normal, as every window writes it:
 * "+442079460000", which can be pasted anywhere; a short one without the +, because no
 * country has it. */
char *od_phone_number_dup_shown (const char *phone);

/** od_phone_number_mask: (transfer full): for logs: all but the last three digits hidden.
 */
char *od_phone_number_mask (const char *phone);
