/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record.h"

/*
 * An agent's record in words: what a supervisor reads. Main thread. All texts are
 * transfer full.
 */

/** od_agent_words_is_online: signed in, whatever the agent does. */
gboolean od_agent_words_is_online (OdRecord *agent);

/** od_agent_words_dup_presence: "Online", "No phone" or "Offline". */
char *od_agent_words_dup_presence (OdRecord *agent);
const char *od_agent_words_get_presence_css (OdRecord *agent);

/** od_agent_words_dup_state: "In call", "Wrap-up" …; the server's own word if it is new
 * to this program. */
char *od_agent_words_dup_state (OdRecord *agent);
const char *od_agent_words_get_state_css (OdRecord *agent);

/** od_agent_words_get_age_ms: how long in this state; -1: not known. */
gint64 od_agent_words_get_age_ms (OdRecord *agent, gint64 now_us);

/** od_agent_words_dup_phone: what the registered phone said of itself: @field is
 * "user_agent", "registrar" or "protocol"; "-" if it did not, or there is none. */
char *od_agent_words_dup_phone (OdRecord *agent, const char *field);

/** od_agent_words_get_ping_us: to the phone and back; -1: not known. */
gint64 od_agent_words_get_ping_us (OdRecord *agent);

/** od_agent_words_dup_ping: "0.4 ms", or "-". */
char *od_agent_words_dup_ping (OdRecord *agent);

/** od_agent_words_get_registered_ms: the phone is for so long; -1: it is not. */
gint64 od_agent_words_get_registered_ms (OdRecord *agent, gint64 now_us);

/** od_agent_words_dup_length: 75000 is "1:15". */
char *od_agent_words_dup_length (gint64 ms);
