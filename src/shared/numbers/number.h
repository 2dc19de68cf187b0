/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/*
 * What a spelling is found to be. Plain values; number-plan.h is the door to them.
 */

#define OD_NUMBER_MAX_DIGITS    15 /* ITU-T E.164 */
#define OD_NUMBER_MAX_EXTENSION 11

typedef enum {
  OD_NUMBER_OK,
  OD_NUMBER_NOT_IN_PLAN, /* the length is right, but no such range is given out */
  OD_NUMBER_SHORT, /* 4 to 6 digits, no 0 first, nobody's of the plan: e164 as typed */
  OD_NUMBER_EMPTY, /* refusals from here on: e164 is "" */
  OD_NUMBER_NO_DIGITS,
  OD_NUMBER_NOT_UTF8,
  OD_NUMBER_LETTERS,      /* vanity numbers too: they are never mapped to digits */
  OD_NUMBER_STRANGE_SIGN, /* a sign no number has */
  OD_NUMBER_FRACTION,     /* 447400555101.5 */
  OD_NUMBER_SCIENTIFIC,   /* 4.474E+11: the last digits are lost */
  OD_NUMBER_TWO_NUMBERS,
  OD_NUMBER_BAD_EXTENSION,
  OD_NUMBER_NO_COUNTRY,      /* a national spelling and no country */
  OD_NUMBER_UNKNOWN_COUNTRY, /* the country given is none */
  OD_NUMBER_UNKNOWN_CODE,    /* + and then no country's code */
  OD_NUMBER_TOO_SHORT,
  OD_NUMBER_TOO_LONG,
  OD_NUMBER_WRONG_LENGTH, /* between the shortest and the longest, but none is so long */
  OD_NUMBER_NO_AREA_CODE, /* can be dialed only from the same town */
} OdNumberReason;

/* What a caller does about a reason. */
typedef enum {
  OD_NUMBER_LEVEL_FINE,
  OD_NUMBER_LEVEL_WARNING, /* to be counted and taken: plans grow faster than tables */
  OD_NUMBER_LEVEL_SHORT,   /* a test number or a switchboard's own: to be marked */
  OD_NUMBER_LEVEL_REFUSED,
} OdNumberLevel;

typedef enum {
  OD_NUMBER_KIND_UNKNOWN,
  OD_NUMBER_KIND_FIXED,
  OD_NUMBER_KIND_MOBILE,
  OD_NUMBER_KIND_FIXED_OR_MOBILE, /* the plan does not tell, as in +1 */
  OD_NUMBER_KIND_TOLL_FREE,
  OD_NUMBER_KIND_PREMIUM,
  OD_NUMBER_KIND_SHARED_COST,
  OD_NUMBER_KIND_VOIP,
  OD_NUMBER_KIND_PERSONAL,
  OD_NUMBER_KIND_PAGER,
  OD_NUMBER_KIND_UAN,
  OD_NUMBER_KIND_VOICEMAIL,
} OdNumberKind;

typedef struct {
  char e164[OD_NUMBER_MAX_DIGITS + 1]; /* digits without + */
  char extension[OD_NUMBER_MAX_EXTENSION + 1];
  char region[4];          /* "GB"; "001" where the code is no country's (+800) */
  uint16_t country_code;   /* 44; 0: not known */
  uint16_t zones;          /* a list of zones, for od_number_plan_get_zones() */
  uint8_t national_digits; /* how many follow the country's code, refused or not */
  uint8_t kind;            /* OdNumberKind */
  uint8_t reason;          /* OdNumberReason */
} OdNumber;
