/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/numbers/number.h"

#include <stddef.h>

/*
 * What was typed, before any plan is asked: its digits in order, and the marks among them
 * that change what the digits mean. For this room alone.
 */
#define OD_NUMBER_SPELLING_DIGITS 31
#define OD_NUMBER_SPELLING_SPLITS 4

typedef struct {
  uint8_t before; /* how many digits stand before it */
  bool slash;     /* else a dash with a space on each side */
} OdNumberSplit;

typedef struct {
  char digits[OD_NUMBER_SPELLING_DIGITS + 1];
  uint8_t n;
  bool plus;
  int8_t bracket_zero; /* which digit is the zero of "(0)"; -1: none */
  int8_t lone_dash;    /* how many digits, in one run, stand before the only dash; -1 */
  uint8_t n_splits;    /* where a second number may begin */
  OdNumberSplit splits[OD_NUMBER_SPELLING_SPLITS];
  char extension[OD_NUMBER_MAX_EXTENSION + 1];
} OdNumberSpelling;

/** od_number_spelling_read: Returns: OK, or what is wrong with the spelling itself */
OdNumberReason
od_number_spelling_read (const char *utf8, size_t n, OdNumberSpelling *spelling);
