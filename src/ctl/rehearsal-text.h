/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/rehearsal/rehearsal.h"

#include <glib.h>

/** od_rehearsal_text_new: (transfer full): the figures in words and a chart of the day,
 * in lines of at most 80 characters. @rules: the name of those it dials under. */
char *od_rehearsal_text_new (const OdScenario *scenario,
                             const char *rules,
                             const OdRehearsal *rehearsal);

/** od_rehearsal_text_new_json: (transfer full): the same for a program: one object, with
 * null where there is nothing to work a figure out of. */
char *od_rehearsal_text_new_json (const OdScenario *scenario,
                                  const char *rules,
                                  const OdRehearsal *rehearsal);
