/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record.h"

/*
 * An agent's record in words: what a supervisor reads. Main thread. All texts are
 * transfer full.
 */

/** od_agent_words_dup_presence: "Online", "No phone" or "Offline". */
char *od_agent_words_dup_presence (OdRecord *agent);
const char *od_agent_words_get_presence_css (OdRecord *agent);

/** od_agent_words_dup_state: "In call", "Wrap-up" …; the server's own word if it is new
 * to this program. */
char *od_agent_words_dup_state (OdRecord *agent);
const char *od_agent_words_get_state_css (OdRecord *agent);

/** od_agent_words_dup_phone: as od_agent_view_get_phone_text(); "-" for NULL. */
char *od_agent_words_dup_phone (OdRecord *agent, const char *field);

/** od_agent_words_dup_ping: "0.4 ms", or "-". */
char *od_agent_words_dup_ping (OdRecord *agent);

/** od_agent_words_dup_length: 75000 is "1:15". */
char *od_agent_words_dup_length (gint64 ms);
