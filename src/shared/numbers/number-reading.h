/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/numbers/number.h"
#include "shared/numbers/number-spelling.h"
#include "shared/numbers/number-tables.h"

/*
 * One way to understand digits. For this room alone.
 */

/* A transform puts up to four digits in front. */
#define OD_NUMBER_DIGITS_SIZE (OD_NUMBER_SPELLING_DIGITS + 8)

typedef struct {
  char digits[OD_NUMBER_DIGITS_SIZE];
  unsigned n;
} OdNumberDigits;

typedef struct {
  const OdNumberCode *code; /* NULL: no country is known */
  const OdNumberRegion
    *region; /* whose lengths count; the number's own once it is known */
  OdNumberDigits national;
  OdNumberKind kind;
  OdNumberReason reason;
} OdNumberReading;

/** od_number_reading_international: @digits begin with a country's code. */
void od_number_reading_international (const OdNumberDigits *digits,
                                      OdNumberReading *reading);

/** od_number_reading_domestic: @digits as they are dialed in @region. */
void od_number_reading_domestic (const OdNumberRegion *region,
                                 const OdNumberDigits *digits,
                                 OdNumberReading *reading);

/** od_number_reading_abroad: @digits begin with what @region dials to reach other
 * countries. Returns: FALSE: they do not, and @reading is as it was. */
bool od_number_reading_abroad (const OdNumberRegion *region,
                               const OdNumberDigits *digits,
                               OdNumberReading *reading);

/** od_number_reading_rank: how good an answer is: 0 in the plan, 1 of the right length, 2
 * refused. */
unsigned od_number_reading_rank (OdNumberReason reason);

/** od_number_reading_find_code: (nullable): the code that @digits begin with, of @length
 * digits. */
const OdNumberCode *od_number_reading_find_code (const OdNumberDigits *digits,
                                                 unsigned *length);

/** od_number_reading_cut: takes the first @n digits off. */
void od_number_reading_cut (OdNumberDigits *digits, unsigned n);

/** od_number_reading_check_length: whether @region has numbers of @n digits, OK if so. */
OdNumberReason od_number_reading_check_length (const OdNumberRegion *region, unsigned n);
