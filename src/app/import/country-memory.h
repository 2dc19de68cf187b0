/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Which Default Country a leadset was last imported with, on this computer. Main thread;
 * a few hundred bytes.
 */

/** od_country_memory_recall: (nullable): an ISO name; static. NULL: it was none. */
const char *od_country_memory_recall (const char *server, gint64 leadset_id);

/** od_country_memory_keep: @country: (nullable): an ISO name; NULL: it is forgotten. A
 * file that cannot be written is said in the log, and nothing is remembered. */
void od_country_memory_keep (const char *server, gint64 leadset_id, const char *country);
