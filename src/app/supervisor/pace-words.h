/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

/** od_pace_words_dup: (transfer full) (nullable): how a campaign stands this moment and
 * what limits its dialing. @now: {"free_agents", "free_soon", "soon_s", "ringing",
 * "waiting", "cap_left", "next_limit"}; NULL when it is not such an object, or dialing is
 * off or in trouble, which is said elsewhere. Pure; any thread. */
char *od_pace_words_dup (json_t *now);
