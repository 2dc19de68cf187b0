/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any spelling of a telephone number becomes digits with the country code first, or a
 * sentence that says why not. Pure; any thread.
 */
#include "shared/model/phone-number.h"

#include <string.h>

#define MIN_DIGITS  4  /* the guide's own leads have five */
#define MAX_DIGITS  15 /* ITU-T E.164 */
#define FULL_DIGITS 8  /* fewer cannot be country code and subscriber number */

G_DEFINE_QUARK (od_phone_number_error, od_phone_number_error)

/* @what follows the number as typed, cut to what a message can bear. */
static gboolean
fail (GError **error, OdPhoneNumberError code, const char *text, const char *what)
{
  g_autofree char *shown = g_utf8_make_valid (text, MIN ((gssize) strlen (text), 24));

  g_set_error (error, OD_PHONE_NUMBER_ERROR, code, "“%s” %s", shown, what);
  return FALSE;
}

/* Digits of @text into @digits; "(0)" is how the British write a zero to leave out. One
 * plus may come before them, wherever the brackets are. */
static gboolean
collect (const char *text, GString *digits, gboolean *plus, GError **error)
{
  *plus = FALSE;
  for (const char *c = text; *c != '\0'; c++) {
    if (g_str_has_prefix (c, "(0)") && digits->len > 0)
      c += 2;
    else if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);
    else if (*c == '+' && digits->len == 0 && !*plus)
      *plus = TRUE;
    else if (strchr (" -./()\t", *c) == NULL)
      return fail (error, OD_PHONE_NUMBER_ERROR_NO_NUMBER, text, "is not a phone number");
  }

  return TRUE;
}

/* Puts the country code first where the spelling does not already have it. */
static gboolean
internationalize (GString *digits, const char *text, const char *country, GError **error)
{
  if (g_str_has_prefix (digits->str, "00")) {
    g_string_erase (digits, 0, 2);
    return TRUE;
  }
  if (country != NULL) {
    if (digits->str[0] == '0')
      g_string_erase (digits, 0, 1);
    g_string_prepend (digits, country);
    return TRUE;
  }
  if (digits->str[0] == '0')
    return fail (error, OD_PHONE_NUMBER_ERROR_NO_COUNTRY, text,
                 "has no country code: set a default country");

  return TRUE;
}

char *
od_phone_number_normalize (const char *text, const char *country, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean plus;

  if (trimmed[0] == '\0') {
    g_set_error (error, OD_PHONE_NUMBER_ERROR, OD_PHONE_NUMBER_ERROR_EMPTY,
                 "The phone number is empty");
    return NULL;
  }
  if (!collect (trimmed, digits, &plus, error)
      || (!plus && !internationalize (digits, trimmed, country, error)))
    return NULL;

  if (digits->len < MIN_DIGITS || digits->str[0] == '0') {
    fail (error, OD_PHONE_NUMBER_ERROR_TOO_SHORT, trimmed,
          digits->len < MIN_DIGITS ? "has fewer than 4 digits"
                                   : "has a zero where its country code should be");
    return NULL;
  }
  if (digits->len > MAX_DIGITS) {
    fail (error, OD_PHONE_NUMBER_ERROR_TOO_LONG, trimmed, "has more than 15 digits");
    return NULL;
  }

  return g_string_free (g_steal_pointer (&digits), FALSE);
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
od_phone_number_mask (const char *phone)
{
  gsize length = strlen (phone);
  gsize shown = length > MIN_DIGITS ? 3 : 1;
  char *mask = g_strdup (phone);

  for (gsize i = 0; i + shown < length; i++)
    mask[i] = '*';

  return mask;
}
