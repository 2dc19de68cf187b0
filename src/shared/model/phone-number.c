/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the programs ask of the numbering plans, in their own words. Pure; any thread.
 */
#include "shared/model/phone-number.h"

#include "shared/numbers/number-plan.h"
#include "shared/numbers/number-words.h"

#include <string.h>

#define MIN_DIGITS  4  /* the guide's own leads have five */
#define MAX_DIGITS  15 /* ITU-T E.164 */
#define FULL_DIGITS 8  /* fewer cannot be country code and subscriber number */

G_DEFINE_QUARK (od_phone_number_error, od_phone_number_error)

/* As much of @text as a message can bear. */
static char *
cut (const char *text)
{
  g_autofree char *valid = g_strstrip (
    g_utf8_make_valid (text, MIN ((gssize) strlen (text), 96)));

  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), 24));
}

static OdPhoneNumberError
code_of (OdNumberReason reason)
{
  switch (reason) {
  case OD_NUMBER_EMPTY:
    return OD_PHONE_NUMBER_ERROR_EMPTY;
  case OD_NUMBER_TOO_SHORT:
  case OD_NUMBER_TOO_LONG:
  case OD_NUMBER_WRONG_LENGTH:
  case OD_NUMBER_NO_AREA_CODE:
    return OD_PHONE_NUMBER_ERROR_LENGTH;
  case OD_NUMBER_NO_COUNTRY:
  case OD_NUMBER_UNKNOWN_COUNTRY:
    return OD_PHONE_NUMBER_ERROR_NO_COUNTRY;
  default:
    return OD_PHONE_NUMBER_ERROR_NO_NUMBER;
  }
}

static void
set_error (const OdNumber *number, const char *text, const char *country, GError **error)
{
  OdNumberReason reason = number->reason;
  char buffer[160];
  const char *what = od_number_words_explain (number, buffer, sizeof buffer);
  g_autofree char *shown = cut (text);
  g_autofree char *country_shown = cut (country != NULL ? country : "");

  if (reason == OD_NUMBER_EMPTY)
    g_set_error (error, OD_PHONE_NUMBER_ERROR, OD_PHONE_NUMBER_ERROR_EMPTY,
                 "The phone number is empty");
  else if (reason == OD_NUMBER_UNKNOWN_COUNTRY)
    g_set_error (error, OD_PHONE_NUMBER_ERROR, OD_PHONE_NUMBER_ERROR_NO_COUNTRY,
                 "The phone number “%s” has no country code, and its country “%s” is not "
                 "known",
                 shown, country_shown);
  else
    g_set_error (error, OD_PHONE_NUMBER_ERROR, code_of (reason),
                 "The phone number “%s” %s", shown, what);
}

gboolean
od_phone_number_read (const char *text,
                      const char *country,
                      OdNumber *number,
                      GError **error)
{
  const char *typed = text != NULL ? text : "";
  OdNumberReason reason = od_number_plan_read (typed, strlen (typed), country, number);

  if (od_number_plan_get_level (reason) != OD_NUMBER_LEVEL_REFUSED)
    return TRUE;

  set_error (number, typed, country, error);
  return FALSE;
}

char *
od_phone_number_normalize (const char *text, const char *country, GError **error)
{
  OdNumber number;

  return od_phone_number_read (text, country, &number, error) ? g_strdup (number.e164)
                                                              : NULL;
}

gboolean
od_phone_number_is_doubtful (const OdNumber *number)
{
  return od_number_plan_get_level (number->reason) == OD_NUMBER_LEVEL_WARNING;
}

char **
od_phone_number_dup_zones (const OdNumber *number)
{
  gsize n;
  const guint16 *ids = od_number_plan_get_zones (number, &n);
  char **zones = g_new0 (char *, n + 1);

  for (gsize i = 0; i < n; i++)
    zones[i] = g_strdup (od_number_plan_get_zone_name (ids[i]));
  return zones;
}

gboolean
od_phone_number_is_normal (const char *phone)
{
  gsize length = phone != NULL ? strlen (phone) : 0;

  return length >= MIN_DIGITS && length <= MAX_DIGITS && phone[0] != '0'
         && strspn (phone, "0123456789") == length;
}

gboolean
od_phone_number_is_short (const char *phone)
{
  return strlen (phone) < FULL_DIGITS;
}

char *
od_phone_number_dup_shown (const char *phone)
{
  return g_strconcat (od_phone_number_is_short (phone) ? "" : "+", phone, NULL);
}

char *
od_phone_number_mask (const char *phone)
{
  gsize length = strlen (phone);
  gsize shown = length > MIN_DIGITS ? 3 : 1;
  char *mask = g_strdup (phone);

  for (gsize i = 0; i + shown < length; i++)
    mask[i] = '*';

  return mask;
}
