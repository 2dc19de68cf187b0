/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digits of one spelling are understood one way: whose number they are, what of them is a
 * prefix, whether the plan has it. The order of steps is libphonenumber's parse (), so
 * that both agree on every number both accept. Pure; any thread.
 */
#include "shared/numbers/number-reading.h"

#include <string.h>

#define USUAL_MOST 11 /* digits of a national number as people have it */

/* The longest prefix the machine prefers, cut off or transformed. False: none matches. */
static bool
drop_prefix (unsigned machine, const OdNumberDigits *from, OdNumberDigits *to)
{
  unsigned node = machine, best = 0, length = 0;
  const OdNumberAction *action;

  for (unsigned i = 0; node != 0; i++) {
    unsigned output = od_number_nodes[node].output;

    if ((output & 0xFF) != 0) {
      best = output & 0xFF;
      length = i;
    }
    if (i == from->n) {
      if (output >> 8 != 0) {
        best = output >> 8;
        length = i;
      }
      break;
    }
    node = od_number_tables_step (node, from->digits[i]);
  }
  if (best == 0)
    return false;

  action = &od_number_actions[best];
  to->n = 0;
  if (action->keep) {
    for (const char *c = action->literal; *c != '\0'; c++)
      to->digits[to->n++] = *c;
    for (unsigned i = action->front; i + action->back < length; i++)
      to->digits[to->n++] = from->digits[i];
  }
  memcpy (to->digits + to->n, from->digits + length, from->n - length);
  to->n += from->n - length;

  return true;
}

static bool
may_begin (unsigned machine, const OdNumberDigits *digits)
{
  return od_number_nodes[machine].output != 0
         || (digits->n > 0 && od_number_tables_step (machine, digits->digits[0]) != 0);
}

/* --- one region's rules ---------------------------------------------------------- */

static bool
looks_right (const OdNumberRegion *region, const OdNumberDigits *national)
{
  return od_number_tables_walk (region->general, national->digits, national->n) != 0;
}

OdNumberReason
od_number_reading_check_length (const OdNumberRegion *region, unsigned n)
{
  uint32_t bit = n < 32 ? UINT32_C (1) << n : 0;

  if ((region->lengths & bit) != 0)
    return OD_NUMBER_OK;
  if ((region->local_lengths & bit) != 0)
    return OD_NUMBER_NO_AREA_CODE;
  if (bit == 0 || bit > region->lengths)
    return OD_NUMBER_TOO_LONG;

  return (region->lengths & (bit - 1)) == 0 ? OD_NUMBER_TOO_SHORT
                                            : OD_NUMBER_WRONG_LENGTH;
}

/* Leaves out a national prefix, but not if that spoils a number that was right with it.
 */
static void
strip_national (const OdNumberRegion *region, OdNumberDigits *national)
{
  OdNumberDigits stripped;

  if (!drop_prefix (region->national, national, &stripped)
      || (looks_right (region, national) && !looks_right (region, &stripped)))
    return;
  *national = stripped;
}

void
od_number_reading_cut (OdNumberDigits *digits, unsigned n)
{
  digits->n -= n;
  memmove (digits->digits, digits->digits + n, digits->n);
}

/* Codes are free of prefixes: at most one of 1, 2 or 3 digits is a country's. */
const OdNumberCode *
od_number_reading_find_code (const OdNumberDigits *digits, unsigned *length)
{
  unsigned code = 0;

  for (*length = 1; *length <= 3 && *length <= digits->n; ++*length) {
    code = code * 10 + (unsigned) (digits->digits[*length - 1] - '0');
    if (code == 0)
      return NULL;
    if (od_number_code_places[code] != 0)
      return &od_number_codes[od_number_code_places[code] - 1];
  }

  return NULL;
}

/* --- readings -------------------------------------------------------------------- */

unsigned
od_number_reading_rank (OdNumberReason reason)
{
  return reason == OD_NUMBER_OK ? 0 : reason == OD_NUMBER_NOT_IN_PLAN ? 1 : 2;
}

/* Region, kind and reason, once the national number stands. */
static void
judge (OdNumberReading *reading)
{
  const OdNumberDigits *national = &reading->national;
  unsigned output = od_number_tables_walk (reading->code->kinds, national->digits,
                                           national->n);
  unsigned length = reading->code->code >= 100 ? 3 : reading->code->code >= 10 ? 2 : 1;

  reading->region = &od_number_regions[reading->code->first];
  reading->kind = (OdNumberKind) (output & 15);
  reading->reason = OD_NUMBER_OK;
  if (reading->kind == OD_NUMBER_KIND_UNKNOWN) {
    reading->reason = od_number_reading_check_length (reading->region, national->n);
    if (reading->reason == OD_NUMBER_OK)
      reading->reason = OD_NUMBER_NOT_IN_PLAN;
  }
  if (output >> 4 != 0)
    reading->region += (output >> 4) - 1;
  if (national->n + length > OD_NUMBER_MAX_DIGITS)
    reading->reason = OD_NUMBER_TOO_LONG;
}

/* Takes off the prefix that @region's people write before a number, if what is left can
 * be one. Returns whether anything changed. */
static bool
take_prefix_off (const OdNumberRegion *region, OdNumberDigits *national)
{
  OdNumberDigits stripped;
  OdNumberReason length;

  if (!may_begin (region->national, national)) /* nearly always: nothing to copy */
    return false;
  stripped = *national;
  strip_national (region, &stripped);
  length = od_number_reading_check_length (region, stripped.n);
  if (length != OD_NUMBER_OK && length != OD_NUMBER_TOO_LONG)
    return false;
  if (stripped.n == national->n
      && memcmp (stripped.digits, national->digits, stripped.n) == 0)
    return false;
  *national = stripped;

  return true;
}

/* What we give must be the same number when it is read again, or lists hold it twice.
 * Where one more prefix would come off then (Mexico's 1), it comes off now. */
static void
settle (OdNumberReading *reading)
{
  const OdNumberRegion *main_region = &od_number_regions[reading->code->first];

  for (unsigned i = 0; i < 3 && reading->reason == OD_NUMBER_OK; i++) {
    OdNumberReading again = { .code = reading->code, .national = reading->national };

    if (!take_prefix_off (main_region, &again.national))
      return;
    judge (&again);
    if (again.reason != OD_NUMBER_OK)
      return;
    *reading = again;
  }
}

static void
read_national (const OdNumberCode *code,
               const OdNumberRegion *region,
               OdNumberReading *reading)
{
  reading->code = code;
  take_prefix_off (region, &reading->national);
  judge (reading);
  settle (reading);
}

void
od_number_reading_international (const OdNumberDigits *digits, OdNumberReading *reading)
{
  unsigned length;
  const OdNumberCode *code = od_number_reading_find_code (digits, &length);

  reading->code = code;
  reading->region = NULL;
  reading->kind = OD_NUMBER_KIND_UNKNOWN;
  if (code == NULL) {
    reading->reason = OD_NUMBER_UNKNOWN_CODE;
    return;
  }
  reading->region = &od_number_regions[code->first];
  reading->national = *digits;
  od_number_reading_cut (&reading->national, length);
  if (reading->national.n < 2)
    reading->reason = OD_NUMBER_TOO_SHORT;
  else
    read_national (code, reading->region, reading);
}

/* 447400555901 with region GB: the code is there already, without +. */
static bool
has_own_code (const OdNumberRegion *region,
              const OdNumberCode *code,
              OdNumberDigits *digits)
{
  unsigned length;
  OdNumberDigits rest = *digits;

  if (od_number_reading_find_code (digits, &length) != code)
    return false;
  od_number_reading_cut (&rest, length);
  strip_national (region, &rest);
  if (od_number_reading_check_length (region, digits->n) != OD_NUMBER_TOO_LONG
      && (looks_right (region, digits) || !looks_right (region, &rest)))
    return false;
  *digits = rest;

  return true;
}

/* No country's code begins with 0: before a 0 it is no such prefix. */
bool
od_number_reading_abroad (const OdNumberRegion *region,
                          const OdNumberDigits *digits,
                          OdNumberReading *reading)
{
  OdNumberDigits rest;

  if (region->idd == 0 || !drop_prefix (region->idd, digits, &rest) || rest.n == 0
      || rest.digits[0] == '0')
    return false;
  od_number_reading_international (&rest, reading);

  return true;
}

/* 4915155500188 with region DE: a plan of open lengths finds a national number in it too.
 * But so many digits are no national number as people have them, and a 0 behind the code
 * is the national prefix: it is the code then, if the number is in the plan without it.
 */
static void
prefer_own_code (const OdNumberRegion *region,
                 const OdNumberCode *code,
                 const OdNumberDigits *digits,
                 OdNumberReading *reading)
{
  unsigned length;
  OdNumberReading other;

  if (region->trunk[0] != '0' || reading->national.n != digits->n
      || od_number_reading_find_code (digits, &length) != code
      || (digits->n <= USUAL_MOST && digits->digits[length] != '0'))
    return;
  od_number_reading_international (digits, &other);
  if (other.reason == OD_NUMBER_OK)
    *reading = other;
}

void
od_number_reading_domestic (const OdNumberRegion *region,
                            const OdNumberDigits *digits,
                            OdNumberReading *reading)
{
  const OdNumberCode *code = &od_number_codes[od_number_code_places[region->code] - 1];

  if (od_number_reading_abroad (region, digits, reading))
    return;
  reading->national = *digits;
  if (has_own_code (region, code, &reading->national)) {
    read_national (code, &od_number_regions[code->first], reading);
    return;
  }
  read_national (code, region, reading);
  prefer_own_code (region, code, digits, reading);
}
