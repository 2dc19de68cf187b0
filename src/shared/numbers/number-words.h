/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/numbers/number.h"

#include <stddef.h>

/*
 * What there is to say to a person about a number. Pure; any thread.
 */

/** od_number_words_explain: what is wrong, to follow the number as typed: "is too long
 * for GB: …". Returns: @buffer, always ended, never cut inside a sign */
const char *od_number_words_explain (const OdNumber *number, char *buffer, size_t size);

/** od_number_words_get_kind: "mobile", for a column or a log. Static. */
const char *od_number_words_get_kind (OdNumberKind kind);
