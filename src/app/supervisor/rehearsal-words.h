/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/charts/minutes.h"
#include "daemon/rehearsal/rehearsal.h"

/* What a rehearsed day is told by. Pure; any thread. */

/** od_rehearsal_words_dup: (transfer full): some lines, each a sentence or two. */
char *od_rehearsal_words_dup (const OdScenario *scenario, const OdRehearsal *rehearsal);

/** od_rehearsal_words_get_quarters: as columns of a chart, oldest first, at times since
 * the day began at 00:00. @columns: OD_MINUTES_MAX of them. Returns: how many there are.
 */
gsize od_rehearsal_words_get_quarters (const OdRehearsal *rehearsal, OdMinute *columns);
