/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record.h"

/*
 * An agent's record in words: what a supervisor reads. Main thread. All texts are
 * transfer full. What has an @unused is a column's (OdListColumn).
 */

/** od_agent_words_dup_presence: "Online", "No phone" or "Offline". */
char *od_agent_words_dup_presence (OdRecord *agent, gpointer unused);
const char *od_agent_words_get_presence_css (OdRecord *agent, gpointer unused);

/** od_agent_words_dup_state: "In call", "Wrap-up" …; the server's own word if it is new
 * to this program. */
char *od_agent_words_dup_state (OdRecord *agent, gpointer unused);
const char *od_agent_words_get_state_css (OdRecord *agent, gpointer unused);

/** od_agent_words_dup_moment: when that was, @age_ms ago: "21:34:05", with its day if it
 * is long ago; "-": never. The hour, not the age: it stays true without being written
 * again every second. */
char *od_agent_words_dup_moment (gint64 age_ms);

/** od_agent_words_dup_ping: "0.4 ms", or "-". */
char *od_agent_words_dup_ping (OdRecord *agent, gpointer unused);
