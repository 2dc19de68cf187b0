/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about retry rules: after which outcomes a leadset's leads are dialed again by
 * themselves, what that means for one attempt, and for its lead once its disposition is
 * saved.
 */
#include "daemon/store/retry-rule-store.h"

#include "daemon/store/disposition-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/rest-store.h"
#include "daemon/store/steady-store.h"

#include <string.h>

/* clang-format off */
static const char list[] =
  "SELECT outcome, delay_ms, max_attempts FROM retry_rule WHERE leadset_id = :leadset"
  " ORDER BY outcome";
static const char clear[] = "DELETE FROM retry_rule WHERE leadset_id = :leadset";
static const char add[] =
  "INSERT INTO retry_rule (leadset_id, outcome, delay_ms, max_attempts)"
  " VALUES (:leadset, :outcome, :delay_ms, :max_attempts)";

/* The cross join fixes the order: the rule first, and where there is none, no more. */
static const char judge[] =
  "SELECT r.delay_ms, l.attempts < r.max_attempts AND NOT EXISTS (SELECT 1 FROM call o"
  "   WHERE o.lead_id = l.id AND o.id <> :call AND o.bridged_at_ms IS NOT NULL"
  "   AND (o.disposition IS NULL OR " OD_DISPOSITION_SQL ("o", "final") " = 1))"
  " FROM retry_rule r CROSS JOIN lead l"
  " WHERE r.leadset_id = :leadset AND r.outcome = :outcome AND l.id = :lead";
static const char is_last[] =
  "SELECT NOT EXISTS (SELECT 1 FROM call WHERE lead_id = :lead"
  " AND rowid > (SELECT rowid FROM call WHERE id = :id))";
/* clang-format on */

#define COLUMN(member) OD_COLUMN (OdRetryRule, member)
static const OdColumn columns[] = { COLUMN (outcome),
                                    COLUMN (delay_ms),
                                    COLUMN (max_attempts),
                                    { NULL } };
static const OdRowType rule_row = { columns, sizeof (OdRetryRule) };

GArray *
od_retry_rule_store_list (OdTx *tx, gint64 leadset_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GArray) rules = od_retry_rule_list_new ();
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, list, error, OD_INT (":leadset", leadset_id));

  while (od_statement_next (st, error)) {
    OdRetryRule rule = { 0 };

    od_row_fill (&rule_row, st, &rule);
    g_array_append_val (rules, rule);
  }
  return od_statement_is_through (st) ? g_steal_pointer (&rules) : NULL;
}

gboolean
od_retry_rule_store_set (OdTx *tx, gint64 leadset_id, GArray *rules, GError **error)
{
  OD_ASSERT_STORE (tx);

  OdEvent event = { .kind = OD_EVENT_RETRY_RULES_SAVED,
                    .leadset_id = leadset_id,
                    .n = rules->len };

  if (!od_db_run (tx->db, clear, error, OD_INT (":leadset", leadset_id)))
    return FALSE;
  for (guint i = 0; i < rules->len; i++) {
    const OdRetryRule *rule = &g_array_index (rules, OdRetryRule, i);

    if (!od_row_run (&rule_row, rule, tx->db, add, error,
                     OD_INT (":leadset", leadset_id)))
      return FALSE;
  }

  return od_tx_log (tx, &event);
}

/* As rules call it; NULL: none speaks of it. An end counts where no agent had the call,
 * the agent's disposition where one had. */
static const char *
outcome_of (const OdCall *call)
{
  if (call->bridged_at_ms != 0)
    return call->disposition;

  return od_recycle_is_open_end (call->end_reason)
           ? od_end_reason_get_name (call->end_reason)
           : NULL;
}

/* An appointment is kept by the wall; 0: none was made. */
static gboolean
find_call_back (OdTx *tx, const OdCall *call, gint64 *again_ms, GError **error)
{
  *again_ms = 0;
  if (call->call_back_at_ms == 0)
    return TRUE;
  if (!od_steady_store_from_wall (tx, call->call_back_at_ms, again_ms, error))
    return FALSE;

  *again_ms = MAX (*again_ms, tx->steady_ms);
  return TRUE;
}

gboolean
od_retry_rule_store_judge (OdTx *tx,
                           const OdCall *call,
                           OdRetryVerdict *verdict,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  const char *outcome = outcome_of (call);
  g_autoptr (OdStatement) st = NULL;
  gboolean final = FALSE;
  gint64 pause_ms;

  *verdict = (OdRetryVerdict){ 0 };
  if (outcome == NULL)
    return TRUE;
  if (call->call_back_at_ms != 0) {
    verdict->found = TRUE;
    return find_call_back (tx, call, &verdict->again_ms, error);
  }
  if (call->bridged_at_ms != 0
      && !od_disposition_store_is_final (tx, call->campaign_id, outcome, &final, error))
    return FALSE;
  if (final) /* its rule is from a time when it was not */
    return TRUE;

  st = od_db_query (tx->db, judge, error, OD_INT (":leadset", call->leadset_id),
                    OD_TEXT (":outcome", outcome), OD_INT (":lead", call->lead_id),
                    OD_TEXT (":call", call->id));
  verdict->found = od_statement_next (st, error);
  if (!verdict->found)
    return od_statement_is_through (st);

  if (od_statement_get_int (st, 1) == 0)
    return TRUE;
  if (!od_rest_store_get_longest (tx, call->phone, call->lead_id, &pause_ms, error))
    return FALSE;

  verdict->again_ms = tx->steady_ms + MAX (od_statement_get_int (st, 0), pause_ms);
  return TRUE;
}

/* --- what a disposition does -------------------------------------------------------- */

static gboolean
check_last (OdTx *tx, const OdCall *call, gboolean *last, GError **error)
{
  return od_statement_take_bool (od_db_query (tx->db, is_last, error,
                                              OD_INT (":lead", call->lead_id),
                                              OD_TEXT (":id", call->id)),
                                 last, error);
}

static gboolean
is_taken_by_final (OdLeadDialState state)
{
  return state == OD_LEAD_READY || state == OD_LEAD_WAITING_RETRY
         || state == OD_LEAD_INTERRUPTED;
}

/* A call a crash cut is finished business once its agent has spoken: the lead is not
 * called again when the gap is over. It may have been already. @last: no call came after;
 * an appointment then takes a lead back that stands ready. */
static gboolean
is_taken_by_open (const OdCall *call,
                  OdLeadDialState state,
                  gboolean last,
                  gint64 again_ms)
{
  if (state == OD_LEAD_INTERRUPTED)
    return call->state == OD_CALL_INTERRUPTED;
  if (state == OD_LEAD_READY)
    return last && again_ms != 0;

  return last && (state == OD_LEAD_DONE || state == OD_LEAD_WAITING_RETRY);
}

static gboolean
move (OdTx *tx, const OdCall *call, gboolean final, gint64 again_ms, GError **error)
{
  g_autoptr (OdLead) lead = od_lead_store_get (tx, call->lead_id, error);
  OdLeadDialState to = again_ms != 0 ? OD_LEAD_WAITING_RETRY : OD_LEAD_DONE;
  OdLeadDialState state; /* as if its number were not barred: that is another matter */
  gboolean last;

  if (lead == NULL || !check_last (tx, call, &last, error)
      || !od_lead_state_store_get_unbarred (tx, lead->id, &state, error))
    return FALSE;
  if (!(final ? is_taken_by_final (state)
              : is_taken_by_open (call, state, last, again_ms)))
    return TRUE;

  return od_lead_state_store_move (tx, lead->id, lead->dial_state, to, again_ms, error);
}

/* Whatever was said before of the call may have begun something that ends here. */
static gboolean
settle_open (OdTx *tx, const OdCall *call, const char *was, GError **error)
{
  OdRetryVerdict verdict;
  gboolean last, was_final;

  if (!od_retry_rule_store_judge (tx, call, &verdict, error)
      || !od_disposition_store_is_final (tx, call->campaign_id, was, &was_final, error))
    return FALSE;
  if (!verdict.found && was_final)
    return TRUE;
  if (!check_last (tx, call, &last, error))
    return FALSE;

  return !last || move (tx, call, FALSE, verdict.again_ms, error);
}

gboolean
od_retry_rule_store_settle (OdTx *tx, const OdCall *call, const char *was, GError **error)
{
  OD_ASSERT_STORE (tx);

  gboolean final;
  gint64 again_ms;

  if (strcmp (was, call->disposition) == 0 && call->call_back_at_ms == 0)
    return TRUE;
  if (!od_disposition_store_is_final (tx, call->campaign_id, call->disposition, &final,
                                      error))
    return FALSE;
  if (final)
    return move (tx, call, TRUE, 0, error);
  if (call->state == OD_CALL_INTERRUPTED)
    return find_call_back (tx, call, &again_ms, error)
           && move (tx, call, FALSE, again_ms, error);

  return settle_open (tx, call, was, error);
}
