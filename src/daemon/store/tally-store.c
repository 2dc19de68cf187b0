/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL that reads numbers for screens and ledgers: a few rows of sums each, and all of
 * one set from one snapshot.
 */
#include "daemon/store/tally-store.h"

#include "daemon/store/counter-store.h"
#include "daemon/store/day-store.h"
#include "daemon/store/event-store.h"
#include "daemon/store/state-sql.h"
#include "shared/model/agent-state.h"
#include "shared/model/lead.h"

#include <stddef.h>
#include <string.h>

/* clang-format off */
static const char agents[] =
  "SELECT state, count(*) FROM agent WHERE :campaign = 0 OR campaign_id = :campaign"
  " GROUP BY state";
static const char data_remaining[] =
  "SELECT coalesce(sum(n.n), 0) FROM campaign c CROSS JOIN leadset s"
  " CROSS JOIN lead_count n WHERE s.campaign_id = c.id AND n.leadset_id = s.id"
  " AND c.active = 1 AND s.active = 1 AND n.dial_state = :ready AND n.status IN"
  " (SELECT status FROM campaign_status WHERE campaign_id = c.id)";
/* By OdTallyWhy, -1: dialable, and what is ready by its status. A number in a call of
 * another leadset counts as dialable: it is in a minute. */
static const char leads[] =
  "SELECT why, word, sum(n) FROM (SELECT n.n, CASE n.dial_state WHEN " OD_SQL_LEAD_READY
  "  THEN"
  "   CASE WHEN s.active = 0 THEN :leadset_inactive"
  "    WHEN s.campaign_id IS NULL THEN :no_campaign"
  "    WHEN c.active = 0 THEN :campaign_inactive"
  "    WHEN EXISTS (SELECT 1 FROM campaign_status o WHERE o.campaign_id = s.campaign_id"
  "     AND o.status = n.status) THEN -1"
  "    ELSE :status END"
  "   WHEN " OD_SQL_LEAD_DONE " THEN :finished"
  "   WHEN " OD_SQL_LEAD_WAITING_RETRY " THEN :retry"
  "   WHEN " OD_SQL_LEAD_INTERRUPTED " THEN :interrupted"
  "   WHEN " OD_SQL_LEAD_DO_NOT_CALL " THEN :do_not_call"
  "   WHEN " OD_SQL_LEAD_BAD_NUMBER " THEN :bad_number"
  "   ELSE :calling END AS why,"
  "  CASE WHEN n.dial_state = " OD_SQL_LEAD_READY " THEN n.status ELSE '' END AS word"
  "  FROM leadset s JOIN lead_count n ON n.leadset_id = s.id"
  "  LEFT JOIN campaign c ON c.id = s.campaign_id"
  "  WHERE (:campaign <> 0 AND s.campaign_id = :campaign)"
  "  OR (:leadset <> 0 AND s.id = :leadset)) AS lead"
  " GROUP BY why, word HAVING sum(n) <> 0 ORDER BY why, sum(n) DESC, word";
/* One of the two is 0: a total. */
static const char counters[] =
  "SELECT name, agent_id, n FROM counter WHERE campaign_id = :campaign"
  " AND leadset_id = :leadset AND n <> 0 ORDER BY n DESC, name";
static const char live_calls[] =
  "SELECT name, agent_id, sum(n) FROM counter WHERE leadset_id = 0 AND name IN ("
  "'" OD_COUNTER_NOW "dialing', '" OD_COUNTER_NOW "ringing',"
  " '" OD_COUNTER_NOW "waiting', '" OD_COUNTER_NOW "bridged') GROUP BY name, agent_id";
static const char talked[] =
  "SELECT agent_id, n FROM day_sum WHERE campaign_id = :campaign"
  " AND name = '" OD_DAY_TALKED "' AND day = :day ORDER BY agent_id";
static const char ledger[] =
  "SELECT name, sum(n) FROM day_sum WHERE campaign_id = :campaign"
  " AND name IN ('" OD_DAY_PEOPLE "', '" OD_DAY_ABANDONED "') AND day >= :first"
  " GROUP BY name";

/* Which counter is which number of a call tally. */
static const struct {
  const char *name;
  gsize offset;
} call_counters[] = {
  { OD_COUNTER_PLACED,           offsetof (OdCallTally, placed) },
  { OD_COUNTER_ANSWERED,         offsetof (OdCallTally, answered) },
  { OD_COUNTER_BRIDGED,          offsetof (OdCallTally, bridged) },
  { OD_COUNTER_DISPOSED,         offsetof (OdCallTally, disposed) },
  { OD_COUNTER_ABANDONED,        offsetof (OdCallTally, abandoned) },
  { OD_COUNTER_FAILED,           offsetof (OdCallTally, failed) },
  { OD_COUNTER_DROPPED,          offsetof (OdCallTally, dropped) },
  { OD_COUNTER_INTERRUPTED,      offsetof (OdCallTally, interrupted) },
  { OD_COUNTER_NOW "dialing",    offsetof (OdCallTally, dialing) },
  { OD_COUNTER_NOW "ringing",    offsetof (OdCallTally, ringing) },
  { OD_COUNTER_NOW "waiting",    offsetof (OdCallTally, waiting) },
  { OD_COUNTER_NOW "bridged",    offsetof (OdCallTally, bridged_now) },
};
/* clang-format on */

static void
take_counter (OdBoard *board, const char *name, gint64 agent_id, gint64 n)
{
  if (g_str_has_prefix (name, OD_COUNTER_SLICE)) {
    od_board_add_slice (agent_id == 0 ? board->pie : board->activity,
                        name + strlen (OD_COUNTER_SLICE), agent_id, n);
    return;
  }
  for (gsize i = 0; agent_id == 0 && i < G_N_ELEMENTS (call_counters); i++) {
    if (strcmp (call_counters[i].name, name) == 0)
      *(gint64 *) ((char *) &board->calls + call_counters[i].offset) = n;
  }
}

/* Takes @statement. */
static gboolean
take_counters (OdBoard *board, OdStatement *statement, GError **error)
{
  OdCallTally *calls = &board->calls;
  g_autoptr (OdStatement) st = statement;

  while (od_statement_next (st, error))
    take_counter (board, od_statement_get_text (st, 0), od_statement_get_int (st, 1),
                  od_statement_get_int (st, 2));

  calls->dialing += calls->ringing;
  calls->in_progress = calls->dialing + calls->waiting + calls->bridged_now;
  return od_statement_is_through (st);
}

static gboolean
read_counters (OdTx *tx, OdBoard *board, gint64 campaign, gint64 leadset, GError **error)
{
  return take_counters (board,
                        od_db_query (tx->db, counters, error,
                                     OD_INT (":campaign", campaign),
                                     OD_INT (":leadset", leadset)),
                        error);
}

/* How many agents are in each state; @n has OD_AGENT_N_STATES places. */
static gboolean
read_agents (OdTx *tx, gint64 campaign_id, gint64 *n, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, agents, error, OD_INT (":campaign", campaign_id));

  while (od_statement_next (st, error)) {
    gint64 state = od_statement_get_int (st, 0);

    if (state >= 0 && state < OD_AGENT_N_STATES)
      n[state] = od_statement_get_int (st, 1);
  }
  return od_statement_is_through (st);
}

gboolean
od_tally_store_get_dashboard (OdTx *tx, OdDashboard *d, GError **error)
{
  OD_ASSERT_STORE (tx);

  gint64 n[OD_AGENT_N_STATES] = { 0 };
  g_autoptr (OdBoard) all = od_board_new ();

  memset (d, 0, sizeof *d);
  d->seq = od_event_store_last_seq (tx, error);
  if (d->seq < 0 || !read_agents (tx, 0, n, error)
      || !take_counters (all, od_db_query (tx->db, live_calls, error, { NULL }), error)
      || !od_statement_take_int (od_db_query (tx->db, data_remaining, error,
                                              OD_INT (":ready", OD_LEAD_READY)),
                                 &d->data_remaining, error))
    return FALSE;

  d->agents_paused = n[OD_AGENT_PAUSED] + n[OD_AGENT_PAUSING];
  d->agents_waiting = n[OD_AGENT_READY];
  d->agents_reserved = n[OD_AGENT_RESERVED];
  d->agents_in_call = n[OD_AGENT_IN_CALL];
  d->agents_disposing = n[OD_AGENT_DISPOSING];
  d->agents_wrap_up = n[OD_AGENT_WRAP_UP];
  d->agents_logged_in = d->agents_paused + d->agents_waiting + d->agents_reserved
                        + d->agents_in_call + d->agents_disposing + d->agents_wrap_up;
  d->active_calls = all->calls.waiting + all->calls.bridged_now;
  d->calls_waiting = all->calls.waiting;
  d->calls_ringing = all->calls.dialing;
  return TRUE;
}

/* One question: what it finds can only sum up. */
static gboolean
read_leads (OdTx *tx, OdBoard *board, gint64 campaign, gint64 leadset, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, leads, error, OD_INT (":campaign", campaign),
                      OD_INT (":leadset", leadset),
                      OD_INT (":leadset_inactive", OD_TALLY_WHY_LEADSET),
                      OD_INT (":no_campaign", OD_TALLY_WHY_NO_CAMPAIGN),
                      OD_INT (":campaign_inactive", OD_TALLY_WHY_CAMPAIGN),
                      OD_INT (":status", OD_TALLY_WHY_STATUS),
                      OD_INT (":finished", OD_TALLY_WHY_FINISHED),
                      OD_INT (":retry", OD_TALLY_WHY_RETRY),
                      OD_INT (":interrupted", OD_TALLY_WHY_INTERRUPTED),
                      OD_INT (":do_not_call", OD_TALLY_WHY_DO_NOT_CALL),
                      OD_INT (":bad_number", OD_TALLY_WHY_BAD_NUMBER),
                      OD_INT (":calling", OD_TALLY_WHY_CALLING));

  while (od_statement_next (st, error)) {
    gint64 why = od_statement_get_int (st, 0), n = od_statement_get_int (st, 2);

    board->leads_total += n;
    if (why < 0)
      board->leads_dialable += n;
    else
      od_board_add_leads (board, why, od_statement_get_text (st, 1), n);
  }
  return od_statement_is_through (st);
}

static OdBoard *
get_board (OdTx *tx, gint64 campaign, gint64 leadset, GError **error)
{
  g_autoptr (OdBoard) board = od_board_new ();

  board->seq = od_event_store_last_seq (tx, error);
  if (board->seq < 0 || !read_counters (tx, board, campaign, leadset, error)
      || !read_leads (tx, board, campaign, leadset, error))
    return NULL;

  return g_steal_pointer (&board);
}

OdBoard *
od_tally_store_get_campaign (OdTx *tx, gint64 campaign_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  gint64 n[OD_AGENT_N_STATES] = { 0 };
  OdBoard *board = get_board (tx, campaign_id, 0, error);

  if (board == NULL || !read_agents (tx, campaign_id, n, error)) {
    g_clear_pointer (&board, od_board_free);
    return NULL;
  }

  board->agents_active = n[OD_AGENT_IN_CALL];
  board->agents_waiting = n[OD_AGENT_READY];
  return board;
}

OdBoard *
od_tally_store_get_leadset (OdTx *tx, gint64 leadset_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return get_board (tx, 0, leadset_id, error);
}

gboolean
od_tally_store_read_agent_calls (OdTx *tx,
                                 gint64 campaign_id,
                                 gint64 today,
                                 OdBoard *board,
                                 GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, talked, error, OD_INT (":campaign", campaign_id),
                      OD_INT (":day", today));

  for (guint i = 0; i < board->activity->len; i++) {
    const OdSlice *slice = &g_array_index (board->activity, OdSlice, i);

    od_board_get_agent_calls (board, slice->agent_id)->count += slice->n;
  }
  while (od_statement_next (st, error))
    od_board_get_agent_calls (board, od_statement_get_int (st, 0))->today =
      od_statement_get_int (st, 1);
  return od_statement_is_through (st);
}

gboolean
od_tally_store_get_ledger (OdTx *tx,
                           gint64 campaign_id,
                           gint64 first_day,
                           OdAbandonment *window,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  gint64 people = 0;
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, ledger, error, OD_INT (":campaign", campaign_id),
                      OD_INT (":first", first_day));

  window->abandoned = 0;
  while (od_statement_next (st, error)) {
    if (strcmp (od_statement_get_text (st, 0), OD_DAY_PEOPLE) == 0)
      people = od_statement_get_int (st, 1);
    else
      window->abandoned = od_statement_get_int (st, 1);
  }

  window->people = people + window->abandoned;
  return od_statement_is_through (st);
}
