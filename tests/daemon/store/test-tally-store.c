/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers on the screens, against a day that was counted by hand.
 */
#include "daemon/store/tally-store.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"
#include "shared/model/day.h"

/* Ten leads; calls 0 to 7 get as far as @way and end as it says; 8 and 9 stay. */
static const struct {
  int steps; /* of ring, answer, bridge */
  OdCallEvent event;
  OdEndReason end; /* NONE: still on */
  const char *disposition;
} day[] = {
  { 1, OD_CALL_FAIL, OD_END_BUSY, NULL },
  { 1, OD_CALL_FAIL, OD_END_NO_ANSWER, NULL },
  { 0, OD_CALL_FAIL, OD_END_NO_REPLY, NULL },
  { 2, OD_CALL_EXPIRE, OD_END_NO_AGENT, NULL },
  { 3, OD_CALL_HANGUP, OD_END_LEAD_HUNG_UP, "SALE MADE" },
  { 3, OD_CALL_HANGUP, OD_END_AGENT_HUNG_UP, "SALE MADE" },
  { 3, OD_CALL_HANGUP, OD_END_NO_AUDIO, "ANSWERING MACHINE" },
  { 3, OD_CALL_HANGUP, OD_END_LEAD_HUNG_UP, NULL },
  { 0, OD_CALL_FAIL, OD_END_NONE, NULL },
  { 1, OD_CALL_FAIL, OD_END_NONE, NULL },
  { 2, OD_CALL_FAIL, OD_END_NONE, NULL },
  { 3, OD_CALL_FAIL, OD_END_NONE, "CALL BACK" },
};

static void
live_a_day (OdScene *s)
{
  static const OdCallEvent way[] = { OD_CALL_RING, OD_CALL_ANSWER, OD_CALL_BRIDGE };
  g_autoptr (GError) error = NULL;

  od_scene_add_leads (s, s->leadset, "READY", 44100, G_N_ELEMENTS (day) + 5);
  for (gsize i = 0; i < G_N_ELEMENTS (day); i++) {
    g_autofree char *id = g_strdup_printf ("call-%d", (int) i);
    gint64 agent = i % 2 == 0 ? s->ann : s->bob;

    g_assert_true (od_scene_begin_call (s, s->campaign, id));
    for (int j = 0; j < day[i].steps; j++)
      od_scene_step (s, id, way[j], agent, OD_END_NONE);
    if (day[i].end != OD_END_NONE)
      od_scene_step (s, id, day[i].event, 0, day[i].end);
    if (day[i].disposition != NULL) {
      OD_OK (od_call_store_dispose (od_scene_begin (s), id, agent, day[i].disposition, 0,
                                    &error));
      od_scene_commit (s);
    }
  }
}

static void
assert_calls (const OdCallTally *calls)
{
  g_assert_cmpint (calls->placed, ==, 12);
  g_assert_cmpint (calls->dialing, ==, 2);
  g_assert_cmpint (calls->ringing, ==, 1);
  g_assert_cmpint (calls->waiting, ==, 1);
  g_assert_cmpint (calls->bridged_now, ==, 1);
  g_assert_cmpint (calls->in_progress, ==, 4);
  g_assert_cmpint (calls->answered, ==, 7);
  g_assert_cmpint (calls->bridged, ==, 5);
  g_assert_cmpint (calls->disposed, ==, 4);
  g_assert_cmpint (calls->abandoned, ==, 1);
  g_assert_cmpint (calls->failed, ==, 3);
  g_assert_cmpint (calls->dropped, ==, 2);
  g_assert_cmpint (calls->interrupted, ==, 0);
}

static gint64
slice (GArray *slices, const char *label, gint64 agent)
{
  for (guint i = 0; i < slices->len; i++) {
    const OdSlice *one = &g_array_index (slices, OdSlice, i);

    if (g_str_equal (one->label, label) && one->agent_id == agent)
      return one->n;
  }
  return 0;
}

static gint64
sum (GArray *slices)
{
  gint64 n = 0, last = G_MAXINT64;

  for (guint i = 0; i < slices->len; i++) {
    g_assert_cmpint (g_array_index (slices, OdSlice, i).n, <=, last);
    last = g_array_index (slices, OdSlice, i).n;
    n += last;
  }
  return n;
}

static void
assert_board (OdScene *s, const OdBoard *board)
{
  assert_calls (&board->calls);
  g_assert_cmpint (board->leads_total, ==, 17);
  g_assert_cmpint (board->leads_dialable, ==, 5);
  g_assert_cmpint (sum (board->pie), ==, 8);
  g_assert_cmpint (slice (board->pie, "SALE MADE", 0), ==, 2);
  g_assert_cmpint (slice (board->pie, "Rejected", 0), ==, 2);
  g_assert_cmpint (slice (board->pie, "Connection Error", 0), ==, 1);
  g_assert_cmpint (slice (board->pie, "Agent Unavailable", 0), ==, 1);
  g_assert_cmpint (slice (board->pie, "ANSWERING MACHINE", 0), ==, 1);
  g_assert_cmpint (slice (board->pie, "Null", 0), ==, 1);
  g_assert_cmpint (sum (board->activity), ==, 4);
  g_assert_cmpint (slice (board->activity, "SALE MADE", s->ann), ==, 1);
  g_assert_cmpint (slice (board->activity, "SALE MADE", s->bob), ==, 1);
  g_assert_cmpint (slice (board->activity, "Null", s->bob), ==, 1);
}

static gint64
sum_of (GArray *slices, gint64 agent_id)
{
  gint64 n = 0;

  for (guint i = 0; i < slices->len; i++) {
    const OdSlice *slice = &g_array_index (slices, OdSlice, i);

    n += slice->agent_id == agent_id ? slice->n : 0;
  }
  return n;
}

static void
test_the_boards_say_what_happened (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdBoard) campaign = NULL, leadset = NULL, nothing = NULL;
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);
  OdTx *tx;

  live_a_day (s);
  tx = od_scene_begin (s);
  OD_OK (od_agent_store_set_wish (tx, s->ann, s->campaign, TRUE, &error));
  OD_OK (od_agent_store_move (tx, s->ann, OD_AGENT_OFFLINE, OD_AGENT_READY, &error));
  OD_OK (od_agent_store_move (tx, s->bob, OD_AGENT_OFFLINE, OD_AGENT_READY, &error));
  od_scene_commit (s);
  tx = od_scene_begin (s);
  campaign = od_tally_store_get_campaign (tx, s->campaign, &error);
  leadset = od_tally_store_get_leadset (tx, s->leadset, &error);
  nothing = od_tally_store_get_campaign (tx, other, &error);
  g_assert_cmpint (campaign->seq, ==, od_scene_ask (tx, "SELECT max(seq) FROM event"));
  od_scene_commit (s);
  assert_board (s, campaign);
  assert_board (s, leadset);
  g_assert_cmpint (campaign->agents_waiting, ==, 1); /* bob has chosen no campaign */
  g_assert_cmpint (nothing->calls.placed, ==, 0);
  g_assert_cmpuint (nothing->pie->len, ==, 0);
}

static void
test_the_dashboard_counts_agents_by_state (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdDashboard d;
  OdTx *tx;

  live_a_day (s);
  tx = od_scene_begin (s);
  OD_OK (od_agent_store_move (tx, s->ann, OD_AGENT_OFFLINE, OD_AGENT_IN_CALL, &error));
  OD_OK (od_agent_store_move (tx, s->bob, OD_AGENT_OFFLINE, OD_AGENT_PAUSING, &error));
  OD_OK (od_tally_store_get_dashboard (tx, &d, &error));
  od_scene_commit (s);
  g_assert_cmpint (d.agents_logged_in, ==, 2);
  g_assert_cmpint (d.agents_in_call, ==, 1);
  g_assert_cmpint (d.agents_paused, ==, 1);
  g_assert_cmpint (d.agents_waiting, ==, 0);
  g_assert_cmpint (d.active_calls, ==, 2);
  g_assert_cmpint (d.calls_waiting, ==, 1);
  g_assert_cmpint (d.calls_ringing, ==, 2);
  g_assert_cmpint (d.data_remaining, ==, 5);
}

static void
test_data_remaining_is_the_sum_of_what_can_be_dialed (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 wind = od_scene_add_campaign (s, "Wind", TRUE);
  gint64 asleep = od_scene_add_campaign (s, "Asleep", FALSE);
  g_autoptr (OdBoard) a = NULL, b = NULL;
  OdDashboard d;
  OdTx *tx;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 3);
  od_scene_add_leads (s, s->leadset, "LATER", 44200, 4);
  od_scene_add_leads (s, od_scene_add_leadset (s, "W", wind, TRUE), "NEW", 44300, 6);
  od_scene_add_leads (s, od_scene_add_leadset (s, "V", wind, FALSE), "NEW", 44400, 7);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Z", asleep, TRUE), "NEW", 44500, 8);
  od_scene_add_leads (s, od_scene_add_leadset (s, "N", 0, TRUE), "NEW", 44600, 9);

  tx = od_scene_begin (s);
  OD_OK (od_tally_store_get_dashboard (tx, &d, &error));
  a = od_tally_store_get_campaign (tx, s->campaign, &error);
  b = od_tally_store_get_campaign (tx, wind, &error);
  od_scene_commit (s);
  g_assert_cmpint (d.data_remaining, ==, 9);
  g_assert_cmpint (a->leads_dialable + b->leads_dialable, ==, d.data_remaining);
  g_assert_cmpint (a->leads_total, ==, 7);
  g_assert_cmpint (b->leads_total, ==, 13);
}

static void
test_the_ledger_counts_people_and_not_machines (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdAbandonment window;

  live_a_day (s);
  OD_OK (od_tally_store_get_ledger (od_scene_begin (s), s->campaign, 0, &window, &error));
  od_scene_commit (s);
  g_assert_cmpint (window.abandoned, ==, 1);
  g_assert_cmpint (window.people, ==,
                   3); /* two sales, one abandoned; the call back is up */
}

/* A disposition may be saved while the call is still up: a machine must not count as a
 * person for even that long, or the ledger is too generous. */
static void
test_a_machine_on_a_call_that_is_still_up_is_no_person (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdAbandonment window;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_ANSWER, 0, OD_END_NONE);
  od_scene_step (s, "call-1", OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  OD_OK (od_call_store_dispose (od_scene_begin (s), "call-1", s->ann, "ANSWERING MACHINE",
                                0, &error));
  od_scene_commit (s);
  OD_OK (od_tally_store_get_ledger (od_scene_begin (s), s->campaign, 0, &window, &error));
  od_scene_commit (s);
  g_assert_cmpint (window.people, ==, 0);
  g_assert_cmpint (window.abandoned, ==, 0);
}

/* live_a_day() happens within a second: what is today is a matter of the question. */
static void
test_agents_calls_are_counted_for_ever_and_for_today (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  live_a_day (s);
  for (int later = 0; later < 2; later++) {
    g_autoptr (OdBoard) board = NULL;
    const OdAgentCalls *ann, *bob;
    OdTx *tx = od_scene_begin (s);

    board = od_tally_store_get_campaign (tx, s->campaign, &error);
    OD_OK (od_tally_store_read_agent_calls (tx, s->campaign,
                                            od_day_of (NULL, s->now_ms) + later, board,
                                            &error));
    od_scene_commit (s);
    g_assert_cmpuint (board->agent_calls->len, ==, 2);
    ann = od_board_get_agent_calls (board, s->ann);
    g_assert_cmpint (ann->count, ==, sum_of (board->activity, s->ann));
    g_assert_cmpint (ann->today, ==, later ? 0 : ann->count);
    bob = od_board_get_agent_calls (board, s->bob);
    g_assert_cmpint (bob->count, ==, sum_of (board->activity, s->bob));
    g_assert_cmpint (bob->today, ==, later ? 0 : bob->count);
    g_assert_cmpint (bob->count, >, 0);
  }
}

/* Each reason once more, from the leads themselves. */
/* clang-format off */
#define READY \
  "SELECT count(*) FROM lead l JOIN leadset s ON s.id = l.leadset_id" \
  " LEFT JOIN campaign c ON c.id = s.campaign_id" \
  " WHERE l.leadset_id = 1 AND l.dial_state = 0 AND "
#define DIALED \
  "l.status IN (SELECT status FROM campaign_status WHERE campaign_id = s.campaign_id)"
static const char *const whys[OD_TALLY_N_WHYS] = {
  [OD_TALLY_WHY_CALLING] =
    "SELECT count(*) FROM lead WHERE leadset_id = 1 AND dial_state IN (1, 2)",
  [OD_TALLY_WHY_RETRY] =
    "SELECT count(*) FROM lead WHERE leadset_id = 1 AND dial_state = 4",
  [OD_TALLY_WHY_INTERRUPTED] =
    "SELECT count(*) FROM lead WHERE leadset_id = 1 AND dial_state = 5",
  [OD_TALLY_WHY_FINISHED] =
    "SELECT count(*) FROM lead WHERE leadset_id = 1 AND dial_state = 3",
  [OD_TALLY_WHY_DO_NOT_CALL] =
    "SELECT count(*) FROM lead WHERE leadset_id = 1 AND dial_state = 6",
  [OD_TALLY_WHY_BAD_NUMBER] =
    "SELECT count(*) FROM lead WHERE leadset_id = 1 AND dial_state = 7",
  [OD_TALLY_WHY_LEADSET] = READY "s.active = 0",
  [OD_TALLY_WHY_NO_CAMPAIGN] = READY "s.active = 1 AND c.id IS NULL",
  [OD_TALLY_WHY_CAMPAIGN] = READY "s.active = 1 AND c.active = 0",
  [OD_TALLY_WHY_STATUS] = READY "s.active = 1 AND c.active = 1 AND NOT " DIALED,
};
static const char dialable[] = READY "s.active = 1 AND c.active = 1 AND " DIALED;
static const char *const statuses[] = { "NEW", "READY", "A", "B", "C", "D", "E", "F",
                                        "G", "H" };
/* clang-format on */

static void
assert_adds_up (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdBoard) board = od_tally_store_get_leadset (tx, s->leadset, &error);
  gint64 of[OD_TALLY_N_WHYS] = { 0 }, sum = 0;
  guint apart = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < board->not_dialable->len; i++) {
    const OdNotDialable *one = &g_array_index (board->not_dialable, OdNotDialable, i);

    g_assert_cmpint (one->n, >, 0);
    of[one->why] += one->n;
    sum += one->n;
    apart += one->why == OD_TALLY_WHY_STATUS;
  }
  g_assert_cmpuint (apart, <=, OD_TALLY_MAX_STATUSES + 1);
  g_assert_cmpint (board->leads_total, ==,
                   od_scene_ask (tx, "SELECT count(*) FROM lead WHERE leadset_id = 1"));
  g_assert_cmpint (board->leads_dialable, ==, od_scene_ask (tx, dialable));
  g_assert_cmpint (sum, ==, board->leads_total - board->leads_dialable);
  for (int i = 0; i < OD_TALLY_N_WHYS; i++)
    g_assert_cmpint (of[i], ==, od_scene_ask (tx, whys[i]));
  od_scene_undo (s);
}

/* A lead goes where it may stand without a call; what it leaves is counted down. */
static void
move_lead (OdTx *tx, gint64 id)
{
  static const OdLeadDialState places[] = { OD_LEAD_READY,       OD_LEAD_CLAIMED,
                                            OD_LEAD_DONE,        OD_LEAD_WAITING_RETRY,
                                            OD_LEAD_INTERRUPTED, OD_LEAD_DO_NOT_CALL,
                                            OD_LEAD_BAD_NUMBER };
  static const char *const ways[] = {
    [OD_LEAD_READY] = "UPDATE lead SET dial_state = 0, not_before_ms = NULL,"
                      " status = :status WHERE id = :id",
    [OD_LEAD_CLAIMED] = "UPDATE lead SET dial_state = 1, not_before_ms = NULL,"
                        " status = :status WHERE id = :id",
    [OD_LEAD_DONE] = "UPDATE lead SET dial_state = 3, not_before_ms = NULL,"
                     " status = :status WHERE id = :id",
    [OD_LEAD_WAITING_RETRY] = "UPDATE lead SET dial_state = 4, not_before_ms = 1,"
                              " status = :status WHERE id = :id",
    [OD_LEAD_INTERRUPTED] = "UPDATE lead SET dial_state = 5, not_before_ms = 1,"
                            " status = :status WHERE id = :id",
    [OD_LEAD_DO_NOT_CALL] = "UPDATE lead SET dial_state = 6, not_before_ms = NULL,"
                            " status = :status WHERE id = :id",
    [OD_LEAD_BAD_NUMBER] = "UPDATE lead SET dial_state = 7, not_before_ms = NULL,"
                           " status = :status WHERE id = :id",
  };
  static const char unlist[] = "DELETE FROM barred_number WHERE phone = :phone";
  static const char list[] =
    "INSERT INTO barred_number (phone, dial_state, call_id, at_ms, reason)"
    " VALUES (:phone, :state, '', 0, '')";
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLead) lead = od_lead_store_get (tx, id, &error);
  const char *status = statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))];
  OdLeadDialState to = places[g_test_rand_int_range (0, G_N_ELEMENTS (places))];

  g_assert_no_error (error);
  OD_OK (od_db_run (tx->db, unlist, &error, OD_TEXT (":phone", lead->phone)));
  if (od_lead_dial_state_is_barred (to))
    OD_OK (od_db_run (tx->db, list, &error, OD_TEXT (":phone", lead->phone),
                      OD_INT (":state", to)));
  OD_OK (od_db_run (tx->db, ways[to], &error, OD_INT (":id", id),
                    OD_TEXT (":status", status)));
  OD_OK (od_lead_state_store_count (tx, lead->leadset_id, lead->status, lead->dial_state,
                                    -1, &error));
  OD_OK (od_lead_state_store_count (tx, lead->leadset_id, status, to, 1, &error));
}

static void
test_why_not_adds_up_whatever_moves (void)
{
  static const char *const switches[] = {
    "UPDATE leadset SET active = 1 - active WHERE id = 1",
    "UPDATE campaign SET active = 1 - active WHERE id = 1",
    "UPDATE leadset SET campaign_id = CASE WHEN campaign_id IS NULL THEN 1 END"
    " WHERE id = 1",
  };
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  assert_adds_up (s);
  od_scene_add_leads (s, s->leadset, "NEW", 44100, 60);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Other", s->campaign, TRUE), "NEW",
                      44200, 9);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_FAIL, 0, OD_END_BUSY);
  for (int i = 0; i < 60; i++) {
    OdTx *tx = od_scene_begin (s);

    for (int j = 0; j < 10; j++)
      move_lead (tx, g_test_rand_int_range (1, 61));
    if (i % 4 == 3)
      OD_OK (
        od_db_run_binds (tx->db,
                         switches[g_test_rand_int_range (0, G_N_ELEMENTS (switches))],
                         &error, (const OdBind[]){ { NULL } }));
    od_scene_commit (s);
    assert_adds_up (s);
  }
}

/* Six by name, most first, and the small ones together. */
static void
test_only_a_few_statuses_are_told_apart (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (OdBoard) board = NULL;

  for (gint64 i = 2; i < (gint64) G_N_ELEMENTS (statuses); i++)
    od_scene_add_leads (s, s->leadset, statuses[i], 44100 + 100 * i, i);
  board = od_tally_store_get_leadset (od_scene_begin (s), s->leadset, NULL);
  od_scene_undo (s);
  g_assert_cmpuint (board->not_dialable->len, ==, OD_TALLY_MAX_STATUSES + 1);
  for (guint i = 0; i < board->not_dialable->len; i++) {
    const OdNotDialable *one = &g_array_index (board->not_dialable, OdNotDialable, i);

    g_assert_cmpint (one->why, ==, OD_TALLY_WHY_STATUS);
    g_assert_cmpstr (one->status, ==, i < OD_TALLY_MAX_STATUSES ? statuses[9 - i] : NULL);
    g_assert_cmpint (one->n, ==, i < OD_TALLY_MAX_STATUSES ? 9 - (int) i : 2 + 3);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tally-store/the-boards-say-what-happened",
                   test_the_boards_say_what_happened);
  g_test_add_func ("/tally-store/the-dashboard-counts-agents-by-state",
                   test_the_dashboard_counts_agents_by_state);
  g_test_add_func ("/tally-store/data-remaining-is-the-sum-of-what-can-be-dialed",
                   test_data_remaining_is_the_sum_of_what_can_be_dialed);
  g_test_add_func ("/tally-store/the-ledger-counts-people-and-not-machines",
                   test_the_ledger_counts_people_and_not_machines);
  g_test_add_func ("/tally-store/a-machine-on-a-call-that-is-still-up-is-no-person",
                   test_a_machine_on_a_call_that_is_still_up_is_no_person);
  g_test_add_func ("/tally-store/agents-calls-for-ever-and-for-today",
                   test_agents_calls_are_counted_for_ever_and_for_today);
  g_test_add_func ("/tally-store/why-not-adds-up-whatever-moves",
                   test_why_not_adds_up_whatever_moves);
  g_test_add_func ("/tally-store/only-a-few-statuses-are-told-apart",
                   test_only_a_few_statuses_are_told_apart);
  return g_test_run ();
}
