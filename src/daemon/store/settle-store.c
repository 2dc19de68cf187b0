/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What becomes of a lead when its call has ended. No SQL of its own: leads and rules have
 * their stores.
 */
#include "daemon/store/settle-store.h"

#include "daemon/store/lead-store.h"
#include "daemon/store/rest-store.h"
#include "daemon/store/retry-rule-store.h"

#define LONGEST_WAIT_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define UNSPENT_WAIT_MS 60000

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

  return od_lead_store_move (tx, call->lead_id, from,
                             verdict.again_ms != 0 ? OD_LEAD_WAITING_RETRY : OD_LEAD_DONE,
                             verdict.again_ms, error);
}

static gboolean
settle_refused (OdTx *tx, const OdCall *call, const OdLeadTries *tries, GError **error)
{
  return od_lead_store_give_back (tx, call->lead_id,
                                  tx->now_ms + wait_ms (tries->given_back), error);
}

static gboolean
settle_stopped (OdTx *tx, const OdCall *call, GError **error)
{
  return od_lead_store_move (tx, call->lead_id, OD_LEAD_DIALING, OD_LEAD_WAITING_RETRY,
                             tx->now_ms + UNSPENT_WAIT_MS, error);
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
    return od_lead_store_unspend (tx, call->lead_id, tx->now_ms + UNSPENT_WAIT_MS, error);
  if (call->answered_at_ms != 0 || (!refused && call->end_reason != OD_END_SHUTDOWN))
    return settle_outcome (tx, call, OD_LEAD_DIALING, error);

  if (!od_lead_store_get_tries (tx, call->lead_id, &tries, error))
    return FALSE;
  if (tries.invites >= OD_SETTLE_MAX_INVITES)
    return settle_outcome (tx, call, OD_LEAD_DIALING, error);

  return refused ? settle_refused (tx, call, &tries, error)
                 : settle_stopped (tx, call, error);
}

gboolean
od_settle_store_accuse (OdTx *tx, const OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  gboolean guilty;

  if (call->answered_at_ms != 0 || !od_end_reason_is_trunks (call->end_reason))
    return TRUE;
  if (!od_lead_store_accuse (tx, call->lead_id, &guilty, error))
    return FALSE;

  return !guilty || settle_outcome (tx, call, OD_LEAD_WAITING_RETRY, error);
}

gboolean
od_settle_store_answer_late (OdTx *tx, const OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  gboolean spent;

  if (!od_end_reason_is_trunks (call->end_reason))
    return TRUE;
  if (!od_lead_store_spend (tx, call->lead_id, &spent, error))
    return FALSE;

  return !spent || settle_outcome (tx, call, OD_LEAD_WAITING_RETRY, error);
}
