/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/numbers/number.h"

#include <stddef.h>

/*
 * A text, one octet a sign. For this room alone.
 */
#define OD_NUMBER_SIGNS_SIZE   160 /* longer cells hold no number, but prose */
#define OD_NUMBER_SIGNS_LETTER 'L' /* of a script that has no words we know */

typedef struct {
  char text[OD_NUMBER_SIGNS_SIZE];
  size_t from, to; /* what is left of it */
  bool rare; /* whether any sign but digits, spaces, dashes, brackets and + is in it */
} OdNumberSigns;

/** od_number_signs_read: Returns: OK, NOT_UTF8 or TOO_LONG */
OdNumberReason od_number_signs_read (const char *utf8, size_t n, OdNumberSigns *signs);
