/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of a lead when its call has ended. Most of its SQL is that of leads and
 * rules, which have their stores.
 */
#include "daemon/store/settle-store.h"

#include "daemon/store/lead-state-store.h"
#include "daemon/store/rest-store.h"
#include "daemon/store/retry-rule-store.h"
#include "daemon/store/state-sql.h"

#define LONGEST_WAIT_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define UNSPENT_WAIT_MS 60000

/* clang-format off */
static const char accuse[] =
  "UPDATE lead SET refusals = refusals + 1,"
  " attempts = attempts + (refusals + 1 >= :limit),"
  " given_back = given_back - (refusals + 1 >= :limit)"
  " WHERE id = :id AND dial_state = " OD_SQL_LEAD_WAITING_RETRY " AND given_back > 0"
  " RETURNING refusals >= :limit";
/* clang-format on */

static gint64
wait_ms (gint64 given_back)
{
  return MIN ((gint64) OD_SETTLE_GIVEN_BACK_MS << MIN (given_back, 8), LONGEST_WAIT_MS);
}

/* That is how it came out: a retry rule may say that it waits. */
static gboolean
settle_outcome (OdTx *tx, const OdCall *call, OdLeadDialState from, GError **error)
{
  OdRetryVerdict verdict;

  if (!od_retry_rule_store_judge (tx, call, &verdict, error)
      || !od_rest_store_begin (tx, call, error))
    return FALSE;

  return od_lead_state_store_move (tx, call->lead_id, from,
                                   verdict.again_ms != 0 ? OD_LEAD_WAITING_RETRY
                                                         : OD_LEAD_DONE,
                                   verdict.again_ms, error);
}

static gboolean
settle_refused (OdTx *tx, const OdCall *call, const OdLeadTries *tries, GError **error)
{
  return od_lead_state_store_give_back (tx, call->lead_id,
                                        tx->steady_ms + wait_ms (tries->given_back),
                                        error);
}

static gboolean
settle_stopped (OdTx *tx, const OdCall *call, GError **error)
{
  return od_lead_state_store_move (tx, call->lead_id, OD_LEAD_DIALING,
                                   OD_LEAD_WAITING_RETRY, tx->steady_ms + UNSPENT_WAIT_MS,
                                   error);
}

gboolean
od_settle_store_end (OdTx *tx, const OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  gboolean refused = od_end_reason_is_trunks (call->end_reason);
  OdLeadTries tries;

  if (call->state == OD_CALL_INTERRUPTED)
    return TRUE;
  if (call->end_reason == OD_END_NOT_PLACED)
    return od_lead_state_store_unspend (tx, call->lead_id,
                                        tx->steady_ms + UNSPENT_WAIT_MS, error);
  if (call->answered_at_ms != 0 || (!refused && call->end_reason != OD_END_SHUTDOWN))
    return settle_outcome (tx, call, OD_LEAD_DIALING, error);

  if (!od_lead_state_store_get_tries (tx, call->lead_id, &tries, error))
    return FALSE;
  if (tries.invites >= OD_SETTLE_MAX_INVITES)
    return settle_outcome (tx, call, OD_LEAD_DIALING, error);

  return refused ? settle_refused (tx, call, &tries, error)
                 : settle_stopped (tx, call, error);
}

/* @guilty: it was the last refusal there may be: it is spent after all, and the lead is
 * the caller's to move. One that does not wait for its turn after a refusal is left
 * alone. */
static gboolean
accuse_lead (OdTx *tx, gint64 lead_id, gboolean *guilty, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, accuse, error, OD_INT (":id", lead_id),
                      OD_INT (":limit", OD_LEAD_MAX_REFUSALS));

  *guilty = FALSE;
  if (!od_statement_next (st, error))
    return od_statement_is_through (st);

  *guilty = od_statement_get_int (st, 0) != 0;
  return TRUE;
}

gboolean
od_settle_store_accuse (OdTx *tx, const OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  gboolean guilty;

  if (call->answered_at_ms != 0 || !od_end_reason_is_trunks (call->end_reason))
    return TRUE;
  if (!accuse_lead (tx, call->lead_id, &guilty, error))
    return FALSE;

  return !guilty || settle_outcome (tx, call, OD_LEAD_WAITING_RETRY, error);
}

gboolean
od_settle_store_answer_late (OdTx *tx, const OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  OdLeadDialState state;
  gboolean spent;

  if (!od_end_reason_is_trunks (call->end_reason))
    return TRUE;
  if (!od_lead_state_store_spend (tx, call->lead_id, &spent, &state, error))
    return FALSE;

  return !spent || settle_outcome (tx, call, state, error);
}
