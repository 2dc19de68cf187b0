/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

/*
 * The cap on people who answer and meet silence, in words. Pure; any thread.
 */

/** od_abandonment_dup_words: (transfer full) (nullable): @abandonment: {"cap_percent",
 * "day": {"people", "abandoned"}, "month": {…}}; @multiplier: the campaign's. One
 * sentence a line; NULL when it is not such an object. */
char *od_abandonment_dup_words (json_t *abandonment, double multiplier);

/** od_abandonment_dup_warning: (transfer full) (nullable): the sentence that the cap is
 * near: at least 80 % of what it allows in one of the times is used, or nothing is left.
 * NULL: it is not, it is passed, or so few have answered that it allows nothing yet. */
char *od_abandonment_dup_warning (json_t *abandonment);

/** od_abandonment_dup_alarm: (transfer full) (nullable): the sentence that the cap is
 * passed, in which time and by how much; NULL: it is not. */
char *od_abandonment_dup_alarm (json_t *abandonment);
