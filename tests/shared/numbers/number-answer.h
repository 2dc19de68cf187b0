/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/numbers/number-plan.h"
#include "shared/numbers/number-words.h"

#include <glib.h>
#include <string.h>

/* What od_number_plan_read() says of @text, as the line that spellings.tsv.gz keeps and
 * compare-plan reads: reason, digits, region, kind, extension. */
static inline char *
number_answer (const char *text, const char *country)
{
  static const char *const reasons[] = {
    [OD_NUMBER_OK] = "ok",
    [OD_NUMBER_NOT_IN_PLAN] = "not-in-plan",
    [OD_NUMBER_SHORT] = "short",
    [OD_NUMBER_EMPTY] = "empty",
    [OD_NUMBER_NO_DIGITS] = "no-digits",
    [OD_NUMBER_NOT_UTF8] = "not-utf8",
    [OD_NUMBER_LETTERS] = "letters",
    [OD_NUMBER_STRANGE_SIGN] = "strange-sign",
    [OD_NUMBER_FRACTION] = "fraction",
    [OD_NUMBER_SCIENTIFIC] = "scientific",
    [OD_NUMBER_TWO_NUMBERS] = "two-numbers",
    [OD_NUMBER_BAD_EXTENSION] = "bad-extension",
    [OD_NUMBER_NO_COUNTRY] = "no-country",
    [OD_NUMBER_UNKNOWN_COUNTRY] = "unknown-country",
    [OD_NUMBER_UNKNOWN_CODE] = "unknown-code",
    [OD_NUMBER_TOO_SHORT] = "too-short",
    [OD_NUMBER_TOO_LONG] = "too-long",
    [OD_NUMBER_WRONG_LENGTH] = "wrong-length",
    [OD_NUMBER_NO_AREA_CODE] = "no-area-code",
  };
  OdNumber number;

  od_number_plan_read (text, strlen (text), country, &number);
  return g_strjoin ("\t", reasons[number.reason], number.e164, number.region,
                    od_number_words_get_kind (number.kind), number.extension, NULL);
}
