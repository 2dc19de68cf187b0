/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to say to a person about a number. Pure; any thread.
 */
#include "shared/numbers/number-words.h"

#include <stdio.h>

#include "shared/numbers/number-reading.h"

const char *
od_number_words_get_kind (OdNumberKind kind)
{
  static const char *const names[] = { "unknown",         "fixed",     "mobile",
                                       "fixed or mobile", "toll free", "premium rate",
                                       "shared cost",     "VoIP",      "personal",
                                       "pager",           "UAN",       "voicemail" };

  return (unsigned) kind < sizeof names / sizeof names[0] ? names[kind] : names[0];
}

/* "GB", or "+800" where the code is no country's. */
static void
name_place (const OdNumber *number, char *place, size_t size)
{
  if (number->region[0] >= 'A')
    snprintf (place, size, "%s", number->region);
  else
    snprintf (place, size, "+%u", number->country_code);
}

/* "7, 9 or 10", "4 to 15" of a region's lengths. */
static void
list_lengths (uint32_t lengths, char *text, size_t size)
{
  unsigned least = 0, most = 0;
  size_t used = 0;

  for (unsigned n = 1; n < 32; n++)
    if ((lengths >> n & 1) != 0) {
      least = least == 0 ? n : least;
      most = n;
    }
  if (most > least + 1 && lengths == (UINT32_C (2) << most) - (UINT32_C (1) << least)) {
    snprintf (text, size, "%u to %u", least, most);
    return;
  }
  text[0] = '\0';
  for (unsigned n = least; n <= most && used < size; n++)
    if ((lengths >> n & 1) != 0)
      used += (size_t) snprintf (text + used, size - used, "%s%u",
                                 n == least  ? ""
                                 : n == most ? " or "
                                             : ", ",
                                 n);
}

static const char *
explain_length (const OdNumber *number, char *buffer, size_t size)
{
  const char *what = number->reason == OD_NUMBER_TOO_SHORT  ? "is too short for"
                     : number->reason == OD_NUMBER_TOO_LONG ? "is too long for"
                     : number->reason == OD_NUMBER_NO_AREA_CODE
                       ? "lacks its area code in"
                       : "has a wrong length for";
  char place[8], lengths[80];
  const OdNumberRegion *region;

  if (number->country_code == 0) {
    snprintf (buffer, size, "is too long for a phone number");
    return buffer;
  }
  region =
    &od_number_regions[od_number_codes[od_number_code_places[number->country_code] - 1]
                         .first];
  if (number->reason == OD_NUMBER_TOO_LONG
      && od_number_reading_check_length (region, number->national_digits)
           == OD_NUMBER_OK) {
    snprintf (buffer, size, "has more than 15 digits with its country code +%u",
              number->country_code);
    return buffer;
  }
  name_place (number, place, sizeof place);
  list_lengths (region->lengths, lengths, sizeof lengths);
  snprintf (buffer, size, "%s %s: %u digits after +%u, where %s are right", what, place,
            number->national_digits, number->country_code, lengths);

  return buffer;
}

static const char *
plain_sentence (OdNumberReason reason)
{
  switch (reason) {
  case OD_NUMBER_OK:
    return "is a phone number";
  case OD_NUMBER_SHORT:
    return "is a short number: it can be called only as it is";
  case OD_NUMBER_EMPTY:
    return "is empty";
  case OD_NUMBER_NO_DIGITS:
    return "has no digits";
  case OD_NUMBER_NOT_UTF8:
    return "is not UTF-8 text";
  case OD_NUMBER_LETTERS:
    return "has letters: write the digits instead";
  case OD_NUMBER_STRANGE_SIGN:
    return "has a sign that no phone number has";
  case OD_NUMBER_FRACTION:
    return "is a number with a fraction: make the column text and export again";
  case OD_NUMBER_SCIENTIFIC:
    return "is in scientific notation, its last digits are lost: make the column text "
           "and "
           "export again";
  case OD_NUMBER_TWO_NUMBERS:
    return "is more than one phone number";
  case OD_NUMBER_BAD_EXTENSION:
    return "has an extension that cannot be read";
  case OD_NUMBER_NO_COUNTRY:
    return "has no country code: begin it with + and the code, or choose a Default "
           "Country";
  case OD_NUMBER_UNKNOWN_COUNTRY:
    return "has no country code, and its country is not known";
  case OD_NUMBER_UNKNOWN_CODE:
    return "begins with a country code that no country has";
  default:
    return "is not a phone number";
  }
}

const char *
od_number_words_explain (const OdNumber *number, char *buffer, size_t size)
{
  char place[8];

  switch (number->reason) {
  case OD_NUMBER_TOO_SHORT:
  case OD_NUMBER_TOO_LONG:
  case OD_NUMBER_WRONG_LENGTH:
  case OD_NUMBER_NO_AREA_CODE:
    return explain_length (number, buffer, size);
  case OD_NUMBER_NOT_IN_PLAN:
    name_place (number, place, sizeof place);
    snprintf (buffer, size, "has the right length, but %s has given out no such number",
              place);
    return buffer;
  default:
    snprintf (buffer, size, "%s", plain_sentence (number->reason));
    return buffer;
  }
}
