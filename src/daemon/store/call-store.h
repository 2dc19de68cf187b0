/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"
#include "shared/model/lead.h"

/**
 * od_call_store_begin:
 * @call: as od_call_new() made it, with ids, phone, caller_id and script filled in
 * @begun: (out): FALSE: the number is in another call, and the lead waits a minute; or it
 *   rests after a call of another lead, and this one waits as long; or an
 *   agent's final word, or one on its number, came while it stood in some queue, and it
 *   is done
 *
 * The second durable step: the attempt, the number's lock and the lead's move, in one
 * transaction. Only after its commit may the INVITE leave.
 */
gboolean
od_call_store_begin (OdTx *tx, const OdCall *call, gboolean *begun, GError **error);

/** od_call_store_unbegin: the INVITE never left: the call ends as our own fault, the
 * number is free and the lead ready again soon. */
gboolean od_call_store_unbegin (OdTx *tx, const char *call_id, GError **error);

/** od_call_store_accuse: the trunk refused @lead_id's last call, and let others through:
 * at the third time that is its outcome. */
gboolean od_call_store_accuse (OdTx *tx, gint64 lead_id, GError **error);

/** What became of a call; fields that do not belong to @event are not looked at. */
typedef struct {
  const char *call_id;
  OdCallEvent event;
  gint64 agent_id; /* BRIDGE */
  OdEndReason end; /* FAIL, HANGUP, EXPIRE */
  guint sip_code;  /* FAIL */
  const char *sip_reason;
  guint reach_ms; /* FAIL: its INVITE may ring for so long still: the number is locked */
  gint64 at_ms;   /* when it happened; 0: now */
} OdCallStep;

/** od_call_store_step: moves the call along its table, its lead, its number's lock and
 * the sums with it. What the table does not have is OD_STORE_ERROR_REFUSED. */
gboolean od_call_store_step (OdTx *tx, const OdCallStep *step, GError **error);

/** od_call_store_answer_late: somebody picked up after the call had ended and was hung up
 * on: it counts as answered and abandoned, and its attempt as spent. Nothing happens to a
 * call that had been answered. */
gboolean
od_call_store_answer_late (OdTx *tx, const char *call_id, gint64 at_ms, GError **error);

/**
 * od_call_store_dispose:
 * @agent_id: who says so
 * @disposition: normalized
 * @call_back_at_ms: when the lead has asked to be called; 0: it has not
 *
 * Saves an agent's disposition; saving again corrects it, and what was said before is
 * noted (od_correction_store_list). Another agent's call, or one
 * that never reached an agent, is OD_STORE_ERROR_REFUSED. A call that a crash cut before
 * its bridge was on disk takes the agent who disposes of it. After BUSY and ANSWERING
 * MACHINE the leadset's retry rules say whether the lead waits for another call; a final
 * word takes it out of every queue, at the latest when its next call would begin. One
 * that means do_not_call takes out all leads with its number, and keeps it from being
 * dialed.
 */
gboolean od_call_store_dispose (OdTx *tx,
                                const char *call_id,
                                gint64 agent_id,
                                const char *disposition,
                                gint64 call_back_at_ms,
                                GError **error);

/** od_call_store_correct: @account_id, a supervisor's, says what an agent should have
 * said; OD_STORE_ERROR_REFUSED: no agent has said anything. All that follows from a
 * disposition follows from this one, and what followed from the one before does not. */
gboolean od_call_store_correct (OdTx *tx,
                                const char *call_id,
                                gint64 account_id,
                                const char *disposition,
                                gint64 call_back_at_ms,
                                GError **error);

/** od_call_store_set_reason: of the disposition just saved; NULL: it has none. */
gboolean od_call_store_set_reason (OdTx *tx,
                                   const char *call_id,
                                   const char *reason,
                                   GError **error);

/** od_call_store_get: NULL with OD_STORE_ERROR_NOT_FOUND. */
OdCall *od_call_store_get (OdTx *tx, const char *call_id, GError **error);

/** od_call_store_has_work_on: whether @agent_id was bridged to @lead_id in a campaign the
 * agent still is in, or owes that call's disposition: who was taken off a campaign
 * finishes what was begun. */
gboolean od_call_store_has_work_on (OdTx *tx,
                                    gint64 agent_id,
                                    gint64 lead_id,
                                    gboolean *has_work,
                                    GError **error);

/** od_call_store_list_of_lead: (element-type OdCall): the last @limit, newest first. */
GPtrArray *
od_call_store_list_of_lead (OdTx *tx, gint64 lead_id, guint limit, GError **error);

/** od_call_store_list_undisposed: (element-type OdCall): ended calls @agent_id talked on
 * and has not disposed of, oldest first, up to @limit. */
GPtrArray *
od_call_store_list_undisposed (OdTx *tx, gint64 agent_id, guint limit, GError **error);

/** od_call_store_list_all_undisposed: (element-type OdCall): of all agents, ended calls
 * that wait for a disposition, oldest first. */
GPtrArray *od_call_store_list_all_undisposed (OdTx *tx, GError **error);

/** od_call_store_list_live: (element-type OdCall): what a crash left. */
GPtrArray *od_call_store_list_live (OdTx *tx, GError **error);
