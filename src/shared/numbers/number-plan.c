/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digits become a number of some country's plan: the best of the ways to read them, and
 * what it is. Where it goes further than libphonenumber, or refuses what that joins,
 * stands in data/numbers/README.md. Pure; any thread.
 */
#include "shared/numbers/number-plan.h"

#include <string.h>

#include "shared/numbers/number-country.h"
#include "shared/numbers/number-reading.h"
#include "shared/numbers/number-spelling.h"

#define SHORT_LEAST 4
#define SHORT_MOST  6
#define WHOLE_LEAST 12 /* digits that have their country's code in them, + or not */

/* --- choosing among readings ----------------------------------------------------- */

static void
prefer (OdNumberReading *best, const OdNumberReading *other)
{
  if (od_number_reading_rank (other->reason) < od_number_reading_rank (best->reason))
    *best = *other;
}

static void
read_as (const OdNumberHome *home,
         bool plus,
         const OdNumberDigits *digits,
         OdNumberReading *reading)
{
  if (plus || (home->international && digits->digits[0] != '0')) {
    od_number_reading_international (digits, reading);
    if (reading->reason == OD_NUMBER_UNKNOWN_CODE && home->region != NULL)
      od_number_reading_abroad (home->region, digits, reading); /* "+0044…" */
    return;
  }
  if (home->region != NULL) {
    od_number_reading_domestic (home->region, digits, reading);
    return;
  }
  reading->code = NULL;
  reading->region = NULL;
  reading->kind = OD_NUMBER_KIND_UNKNOWN;
  reading->reason = home->international ? OD_NUMBER_NO_COUNTRY : home->reason;
}

/* 011 is an area code in many countries (Delhi, Johannesburg, São Paulo), at most nine
 * digits behind it. It is a prefix only if the number is in the plan and nothing else
 * fits; where people begin with 0 at home, only before their own country's code. */
static bool
is_sure_prefix (const OdNumberHome *home,
                const OdNumberReading *reading,
                const OdNumberReading *best)
{
  if (reading->reason != OD_NUMBER_OK || od_number_reading_rank (best->reason) <= 1)
    return false;
  return home->region == NULL || home->region->trunk[0] != '0'
         || home->region->code == reading->code->code;
}

/* Lists come from everywhere: 00, 011 and 0011 are meant as + if nothing else fits; also
 * after a +, where somebody put one before a number that had its prefix. */
static void
try_prefixes (const OdNumberHome *home,
              const OdNumberDigits *digits,
              OdNumberReading *best)
{
  static const struct {
    const char *digits;
    unsigned least_behind;
  } prefixes[] = { { "00", 2 }, { "0011", 10 }, { "011", 10 } };

  for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
    unsigned length = (unsigned) strlen (prefixes[i].digits);
    bool doubtful = prefixes[i].digits[1] == '1';
    OdNumberDigits rest = *digits;
    OdNumberReading reading;

    if (digits->n < length + prefixes[i].least_behind || digits->digits[length] == '0'
        || memcmp (digits->digits, prefixes[i].digits, length) != 0)
      continue;
    od_number_reading_cut (&rest, length);
    od_number_reading_international (&rest, &reading);
    /* Without a country 00 is the better explanation even of a number that is wrong. */
    if (best->code == NULL && reading.code != NULL && length == 2)
      *best = reading;
    else if (!doubtful || is_sure_prefix (home, &reading, best))
      prefer (best, &reading);
  }
}

/* "+34 (0)91…": the writer says himself that the zero is to be left out. */
static void
try_without_zero (const OdNumberHome *home,
                  const OdNumberSpelling *spelling,
                  OdNumberDigits digits,
                  OdNumberReading *best)
{
  unsigned at = (unsigned) spelling->bracket_zero;
  OdNumberReading reading;

  memmove (digits.digits + at, digits.digits + at + 1, digits.n - at - 1);
  digits.n--;
  if (digits.n == 0)
    return;
  read_as (home, spelling->plus, &digits, &reading);
  prefer (best, &reading);
}

/* "3125550188-21": what is too much behind the only dash is an extension. */
static void
try_dash (const OdNumberHome *home,
          OdNumberSpelling *spelling,
          const OdNumberDigits *digits,
          OdNumberReading *best)
{
  OdNumberDigits front = *digits;
  unsigned extra = digits->n - (unsigned) spelling->lone_dash;
  OdNumberReading reading;

  if (extra == 0 || extra > 5 || spelling->extension[0] != '\0'
      || spelling->lone_dash < 7)
    return;
  front.n -= extra;
  read_as (home, spelling->plus, &front, &reading);
  if (reading.reason != OD_NUMBER_OK)
    return;
  *best = reading;
  memcpy (spelling->extension, digits->digits + front.n, extra);
  spelling->extension[extra] = '\0';
}

/* 447700900456 of nobody's country: so many digits are no national spelling, except in a
 * handful of places, and these are as many as a number with its code has. Fewer may be
 * one: 3125550199 is Chicago's, and could be Holland's. */
static void
try_whole (const OdNumberDigits *digits, OdNumberReading *best)
{
  OdNumberReading reading;
  unsigned length;

  if (digits->n < WHOLE_LEAST || digits->digits[0] == '0')
    return;
  od_number_reading_international (digits, &reading);
  if (od_number_reading_rank (reading.reason) > 1
      || od_number_reading_find_code (digits, &length) != reading.code
      || length + reading.national.n != digits->n)
    return;
  *best = reading;
}

static void
read_best (const OdNumberHome *home,
           OdNumberSpelling *spelling,
           const OdNumberDigits *digits,
           OdNumberReading *best)
{
  read_as (home, spelling->plus, digits, best);
  if (best->reason == OD_NUMBER_OK || best->kind != OD_NUMBER_KIND_UNKNOWN)
    return; /* also where it is in the plan, but too long to be dialed from abroad */
  if (best->reason == OD_NUMBER_NO_COUNTRY)
    try_whole (digits, best);
  if (spelling->bracket_zero >= 0)
    try_without_zero (home, spelling, *digits, best);
  if (digits->digits[0] == '0')
    try_prefixes (home, digits, best);
  if (od_number_reading_rank (best->reason) > 1 && spelling->lone_dash >= 0)
    try_dash (home, spelling, digits, best);
}

/* A slash or a dash between spaces may part two numbers, or an area code from the rest
 * ("030 / 123456"). It is one number only if the first part is none and the whole is one.
 */
static bool
is_two_numbers (const OdNumberHome *home,
                const OdNumberSpelling *spelling,
                const OdNumberDigits *digits,
                const OdNumberReading *whole)
{
  bool area_marked = spelling->plus || digits->digits[0] == '0';

  for (unsigned i = 0; i < spelling->n_splits; i++) {
    OdNumberDigits first = *digits;
    unsigned before = spelling->splits[i].before, after = digits->n - before;
    OdNumberReading reading;

    if (after == 0 || (!spelling->splits[i].slash && after < 5))
      continue;
    if (before >= 5 && after >= 3
        && (od_number_reading_rank (whole->reason) > 1 || !area_marked))
      return true;
    first.n = before;
    read_as (home, spelling->plus, &first, &reading);
    if (reading.reason == OD_NUMBER_OK
        || (before >= 8 && after >= 3 && od_number_reading_rank (reading.reason) == 1
            && od_number_reading_rank (whole->reason) == 1))
      return true;
  }

  return false;
}

/* --- the answer ------------------------------------------------------------------ */

/* Zones as libphonenumber gives them: by place where the number tells one, else the
 * country's. It gives none to a number outside the plan; we do: whoever may call it after
 * all must know the hours there. */
static uint16_t
zones_for (const OdNumberReading *reading,
           const char *e164,
           unsigned code_length,
           unsigned n)
{
  bool has_place = reading->kind == OD_NUMBER_KIND_FIXED
                   || reading->kind == OD_NUMBER_KIND_FIXED_OR_MOBILE
                   || reading->kind == OD_NUMBER_KIND_UNKNOWN
                   || (reading->kind == OD_NUMBER_KIND_MOBILE
                       && reading->code->mobile_has_place);

  return (uint16_t) od_number_tables_walk (od_number_zone_root, e164,
                                           has_place ? n : code_length);
}

static unsigned
write_code (unsigned code, char *to)
{
  unsigned n = 0;

  if (code >= 100)
    to[n++] = (char) ('0' + code / 100);
  if (code >= 10)
    to[n++] = (char) ('0' + code / 10 % 10);
  to[n++] = (char) ('0' + code % 10);

  return n;
}

static void
fill (OdNumber *out, const OdNumberReading *reading)
{
  const OdNumberDigits *national = &reading->national;
  unsigned length;

  out->reason = (uint8_t) reading->reason;
  if (reading->code == NULL)
    return;
  out->country_code = reading->code->code;
  out->national_digits = (uint8_t) national->n;
  memcpy (out->region, reading->region->name, sizeof out->region);
  if (od_number_reading_rank (reading->reason) > 1)
    return;
  out->kind = (uint8_t) reading->kind;
  length = write_code (reading->code->code, out->e164);
  memcpy (out->e164 + length, national->digits, national->n);
  out->e164[length + national->n] = '\0';
  out->zones = zones_for (reading, out->e164, length, length + national->n);
}

/* Test numbers and switchboards' own: the caller may want them as they are. With a 0 in
 * front it is a piece of a national number: nothing that is kept begins with one. */
static bool
is_short (const OdNumberSpelling *spelling, const OdNumberReading *reading)
{
  return !spelling->plus && spelling->extension[0] == '\0' && spelling->n >= SHORT_LEAST
         && spelling->n <= SHORT_MOST && spelling->digits[0] != '0'
         && reading->reason != OD_NUMBER_OK;
}

OdNumberReason
od_number_plan_read (const char *utf8, size_t n, const char *country, OdNumber *out)
{
  OdNumberSpelling spelling;
  OdNumberReading reading;
  OdNumberDigits digits;
  OdNumberHome home;

  memset (out, 0, sizeof *out);
  out->reason = (uint8_t) od_number_spelling_read (utf8, n, &spelling);
  if (out->reason != OD_NUMBER_OK)
    return (OdNumberReason) out->reason;

  home = od_number_country_find_home (country);
  digits.n = spelling.n;
  memcpy (digits.digits, spelling.digits, spelling.n);
  reading.national.n = 0;
  read_best (&home, &spelling, &digits, &reading);
  if (spelling.n_splits > 0 && is_two_numbers (&home, &spelling, &digits, &reading)) {
    out->reason = OD_NUMBER_TWO_NUMBERS;
    return OD_NUMBER_TWO_NUMBERS;
  }
  if (is_short (&spelling, &reading)) {
    out->reason = OD_NUMBER_SHORT;
    memcpy (out->e164, spelling.digits, spelling.n + 1U);
  } else {
    fill (out, &reading);
  }
  memcpy (out->extension, spelling.extension, sizeof out->extension);

  return (OdNumberReason) out->reason;
}

const uint16_t *
od_number_plan_get_zones (const OdNumber *number, size_t *count)
{
  const uint16_t *starts = &od_number_zone_starts[number->zones];

  *count = (size_t) (starts[1] - starts[0]);
  return &od_number_zone_lists[starts[0]];
}

const char *
od_number_plan_get_zone_name (uint16_t zone)
{
  return od_number_zone_names[zone];
}

OdNumberLevel
od_number_plan_get_level (OdNumberReason reason)
{
  switch (reason) {
  case OD_NUMBER_OK:
    return OD_NUMBER_LEVEL_FINE;
  case OD_NUMBER_NOT_IN_PLAN:
    return OD_NUMBER_LEVEL_WARNING;
  case OD_NUMBER_SHORT:
    return OD_NUMBER_LEVEL_SHORT;
  default:
    return OD_NUMBER_LEVEL_REFUSED;
  }
}
