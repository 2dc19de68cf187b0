/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"
#include "daemon/store/call-store.h"

/* What has happened goes to the store; nothing waits for it, and what a full disk refuses
 * is kept in order until it can be written. Main thread. */

void od_journal_call_step (OdEngine *engine, const OdCallStep *step);

/** od_journal_late_answer: somebody picked up for a call that was over. */
void od_journal_late_answer (OdEngine *engine, const char *call_id);

void od_journal_latency (OdEngine *engine, const char *call_id, gint64 latency_us);
void od_journal_agent_moved (OdEngine *engine,
                             gint64 agent_id,
                             OdAgentState from,
                             OdAgentState to);

/** od_journal_give_back: a claimed lead whose call is not placed after all. */
void od_journal_give_back (OdEngine *engine, gint64 lead_id);

/** od_journal_unbegin: a begun call whose INVITE never left. */
void od_journal_unbegin (OdEngine *engine, const char *call_id);

/** od_journal_stop_campaign: @why: a sentence. */
void od_journal_stop_campaign (OdEngine *engine, gint64 campaign_id, const char *why);

/** od_journal_accuse: the trunk refused @lead_id's last call, and let others through. */
void od_journal_accuse (OdEngine *engine, gint64 lead_id);

/** od_journal_flush: while the store fails: tries it, with all that waits. */
void od_journal_flush (OdEngine *engine);

void od_journal_free_backlog (OdEngine *engine);

/** od_journal_wake: leads whose time has come are ready again. */
void od_journal_wake (OdEngine *engine);
