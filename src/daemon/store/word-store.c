/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about what an agent's word means for a lead, in the transaction that saves it.
 */
#include "daemon/store/word-store.h"

#include "daemon/store/lead-store.h"
#include "daemon/store/retry-rule-store.h"

#include <string.h>

/* clang-format off */
static const char forbids_calls[] =
  "SELECT EXISTS (SELECT 1 FROM call WHERE lead_id = :lead AND disposition IS NOT NULL"
  " AND disposition <> '" OD_DISPOSITION_WRONG "'"
  " AND disposition NOT IN " OD_WORDS_THAT_PROVE_NOTHING ")";
static const char is_last[] =
  "SELECT NOT EXISTS (SELECT 1 FROM call WHERE lead_id = :lead"
  " AND (queued_at_ms, id) > (:queued, :id))";
/* clang-format on */

static gboolean
take_answer (OdStatement *st, gboolean *yes, GError **error)
{
  if (st == NULL || !od_statement_next (st, error))
    return FALSE;

  *yes = od_statement_get_int (st, 0) != 0;
  return TRUE;
}

gboolean
od_word_store_forbids (OdTx *tx, gint64 lead_id, gboolean *forbids, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, forbids_calls, error, OD_INT (":lead", lead_id));

  return take_answer (st, forbids, error);
}

static gboolean
check_last (OdTx *tx, const OdCall *call, gboolean *last, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, is_last, error, OD_INT (":lead", call->lead_id),
                      OD_INT (":queued", call->queued_at_ms), OD_TEXT (":id", call->id));

  return take_answer (st, last, error);
}

static gboolean
is_taken_by_final (OdLeadDialState state)
{
  return state == OD_LEAD_READY || state == OD_LEAD_WAITING_RETRY
         || state == OD_LEAD_INTERRUPTED;
}

/* A call a crash cut is finished business once its agent has spoken: the lead is not
 * called again when the gap is over. It may have been already. */
static gboolean
is_taken_by_open (const OdCall *call, OdLeadDialState state)
{
  return call->state == OD_CALL_INTERRUPTED
           ? state == OD_LEAD_INTERRUPTED
           : state == OD_LEAD_DONE || state == OD_LEAD_WAITING_RETRY;
}

static gboolean
move (OdTx *tx, const OdCall *call, gboolean final, gint64 again_ms, GError **error)
{
  g_autoptr (OdLead) lead = od_lead_store_get (tx, call->lead_id, error);
  OdLeadDialState to = again_ms != 0 ? OD_LEAD_WAITING_RETRY : OD_LEAD_DONE;

  if (lead == NULL)
    return FALSE;
  if (!(final ? is_taken_by_final (lead->dial_state)
              : is_taken_by_open (call, lead->dial_state)))
    return TRUE;

  return od_lead_store_move (tx, lead->id, lead->dial_state, to, again_ms, error);
}

/* An earlier word that proved nothing, too, may have begun something that ends here. */
static gboolean
settle_open (OdTx *tx, const OdCall *call, const char *was, GError **error)
{
  OdRetryVerdict verdict;
  gboolean last;

  if (!od_retry_rule_store_judge (tx, call, &verdict, error))
    return FALSE;
  if (!verdict.found && od_recycle_find_outcome (was) == NULL)
    return TRUE;
  if (!check_last (tx, call, &last, error))
    return FALSE;

  return !last || move (tx, call, FALSE, verdict.again_ms, error);
}

gboolean
od_word_store_settle (OdTx *tx, const OdCall *call, const char *was, GError **error)
{
  if (strcmp (was, call->disposition) == 0)
    return TRUE;
  if (od_recycle_find_outcome (call->disposition) == NULL)
    return move (tx, call, TRUE, 0, error);
  if (call->state == OD_CALL_INTERRUPTED)
    return move (tx, call, FALSE, 0, error);

  return settle_open (tx, call, was, error);
}
