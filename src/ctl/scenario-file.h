/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/rehearsal/rehearsal.h"
#include "shared/model/calling-rules.h"

#include <glib.h>

/*
 * A day to rehearse, as a key file with one group, [scenario]. The README has an example;
 * what a key means and may be stands in the table of scenario-file.c.
 */

/** od_scenario_file_read: @rules: (out): under which it dials. FALSE with a sentence that
 * names the file and the key, and what to write there. */
gboolean od_scenario_file_read (const char *path,
                                OdScenario *scenario,
                                OdCallingRules *rules,
                                GError **error);

/** od_scenario_file_parse: @text as it would stand behind @key, a number's, in a file: a
 * percentage with its sign. @number: (out): of “15%” it is 15. FALSE with a sentence that
 * begins with @key. */
gboolean od_scenario_file_parse (const char *key,
                                 const char *text,
                                 double *number,
                                 GError **error);
