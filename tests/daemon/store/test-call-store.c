/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of a call on disk: the lock on its number, every way it can end, what is
 * counted for it, who may dispose of it. Every test ends with a recount of all sums.
 */
#include "daemon/store/call-store.h"

#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/state-sql.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/store-scene.h"

#include <stdlib.h>

static OdCall *
get (OdScene *s, const char *id)
{
  g_autoptr (GError) error = NULL;
  OdCall *call = od_call_store_get (od_scene_begin (s), id, &error);

  od_scene_commit (s);
  g_assert_no_error (error);
  return call;
}

static gboolean
dispose (OdScene *s, const char *id, gint64 agent, const char *label, GError **error)
{
  gboolean ok = od_call_store_dispose (od_scene_begin (s), id, agent, label, 0, error);

  if (ok)
    od_scene_commit (s);
  else
    od_scene_undo (s);
  return ok;
}

/* One call of the one lead there is, up to @steps of ring, answer, bridge. */
static gint64
place (OdScene *s, const char *id, gint64 phone, int steps)
{
  gint64 lead = od_scene_add_leads (s, s->leadset, "READY", phone, 1);

  g_assert_true (od_scene_begin_call (s, s->campaign, id));
  if (steps > 0)
    od_scene_step (s, id, OD_CALL_RING, 0, OD_END_NONE);
  if (steps > 1)
    od_scene_step (s, id, OD_CALL_ANSWER, 0, OD_END_NONE);
  if (steps > 2)
    od_scene_step (s, id, OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  return lead;
}

static void
test_a_begun_call_is_dialing_and_its_number_is_locked (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = place (s, "call-1", 44100, 0);
  g_autoptr (OdCall) call = get (s, "call-1");
  OdTx *tx;

  g_assert_cmpint (call->state, ==, OD_CALL_DIALING);
  g_assert_cmpint (call->queued_at_ms, ==, s->now_ms);
  g_assert_cmpint (call->latency_us, ==, -1);
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DIALING);
  tx = od_scene_begin (s);
  g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM active_number"), ==, 1);
  od_scene_commit (s);
}

/* The second lead is claimed before the first call locks the number: the race that
 * only the lock can decide. */
static void
test_a_number_in_a_call_is_refused_a_second_one (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);
  gint64 twin = od_scene_add_leadset (s, "Twin", other, TRUE);
  gint64 lead = od_scene_add_leads (s, twin, "READY", 44100, 1);
  g_autoptr (GPtrArray) claimed = NULL;
  g_autoptr (OdCall) call = od_call_new ();
  gboolean begun = TRUE;
  guint woken;
  OdTx *tx;

  claimed = od_lead_store_claim (od_scene_begin (s), other, 1, &error);
  od_scene_commit (s);
  g_assert_cmpuint (claimed->len, ==, 1);
  place (s, "call-1", 44100, 1);

  *call = (OdCall){ .id = g_strdup ("call-2"),
                    .campaign_id = other,
                    .leadset_id = twin,
                    .lead_id = lead,
                    .phone = g_strdup ("44100"),
                    .caller_id = g_strdup ("44199") };
  OD_OK (od_call_store_begin (od_scene_begin (s), call, &begun, &error));
  od_scene_commit (s);
  g_assert_false (begun);
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_WAITING_RETRY);

  s->now_ms += 59999;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 10, &woken, &error));
  od_scene_commit (s);
  g_assert_cmpuint (woken, ==, 0);
  s->now_ms += 1;
  tx = od_scene_begin (s);
  OD_OK (od_lead_state_store_wake (tx, 10, &woken, &error));
  g_assert_cmpuint (woken, ==, 1);
  OD_REFUSED (od_call_store_get (tx, "call-2", &error) != NULL, OD_STORE_ERROR_NOT_FOUND);
  od_scene_commit (s);
}

static void
test_a_call_needs_a_lead_claimed_by_this_process (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCall) call = od_call_new ();
  gboolean begun;

  call->lead_id = od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  call->id = g_strdup ("call-1");
  call->campaign_id = s->campaign;
  call->leadset_id = s->leadset;
  call->phone = g_strdup ("44100");
  call->caller_id = g_strdup ("44199");
  OD_REFUSED (od_call_store_begin (od_scene_begin (s), call, &begun, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
}

/* clang-format off */
static const struct {
  int steps; /* of ring, answer, bridge */
  OdCallEvent event;
  OdEndReason end;
  const char *slice;
  OdLeadDialState lead;
} ends[] = {
  { 0, OD_CALL_FAIL,   OD_END_BUSY,          "Rejected", OD_LEAD_DONE },
  { 1, OD_CALL_FAIL,   OD_END_NO_ANSWER,     "Rejected", OD_LEAD_DONE },
  { 1, OD_CALL_FAIL,   OD_END_DECLINED,      "Rejected", OD_LEAD_DONE },
  { 0, OD_CALL_FAIL,   OD_END_BAD_NUMBER,    "Rejected", OD_LEAD_DONE },
  { 0, OD_CALL_FAIL,   OD_END_TRUNK_REFUSED, "Connection Error", OD_LEAD_WAITING_RETRY },
  { 0, OD_CALL_FAIL,   OD_END_NO_REPLY,      "Connection Error", OD_LEAD_WAITING_RETRY },
  { 0, OD_CALL_FAIL,   OD_END_TRANSPORT,     "Connection Error", OD_LEAD_WAITING_RETRY },
  { 0, OD_CALL_FAIL,   OD_END_INTERNAL,      "Error", OD_LEAD_DONE },
  { 1, OD_CALL_FAIL,   OD_END_SHUTDOWN,      "Error", OD_LEAD_WAITING_RETRY },
  { 2, OD_CALL_EXPIRE, OD_END_NO_AGENT,      "Agent Unavailable", OD_LEAD_DONE },
  { 2, OD_CALL_HANGUP, OD_END_LEAD_LEFT,     "Agent Unavailable", OD_LEAD_DONE },
  { 2, OD_CALL_HANGUP, OD_END_NO_AUDIO,      "Agent Unavailable", OD_LEAD_DONE },
  { 3, OD_CALL_HANGUP, OD_END_LEAD_HUNG_UP,  "Null", OD_LEAD_DONE },
  { 3, OD_CALL_HANGUP, OD_END_AGENT_HUNG_UP, "Null", OD_LEAD_DONE },
  { 3, OD_CALL_HANGUP, OD_END_NO_AUDIO,      "Null", OD_LEAD_DONE },
  { 3, OD_CALL_HANGUP, OD_END_TRANSPORT,     "Null", OD_LEAD_DONE },
};
/* clang-format on */

static void
test_every_end_frees_the_number_and_settles_the_lead (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autoptr (OdScene) s = od_scene_new ();
    gint64 lead = place (s, "call-1", 44100, ends[i].steps);
    g_autoptr (OdCall) call = NULL;
    OdTx *tx;

    od_scene_step (s, "call-1", ends[i].event, 0, ends[i].end);
    call = get (s, "call-1");
    g_assert_cmpint (call->state, ==, OD_CALL_ENDED);
    g_assert_cmpint (call->end_reason, ==, ends[i].end);
    g_assert_cmpint (call->ended_at_ms, ==, s->now_ms);
    g_assert_cmpstr (od_call_get_slice (call), ==, ends[i].slice);
    g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, ends[i].lead);
    tx = od_scene_begin (s);
    g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM active_number"), ==, 0);
    od_scene_commit (s);
  }
}

static guint
count_claimable (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    leads = od_lead_store_claim (od_scene_begin (s), s->campaign, 10, &error);

  g_assert_no_error (error);
  od_scene_undo (s);
  return leads->len;
}

static void
end_in_reach (OdScene *s, const char *call, guint reach_ms)
{
  g_autoptr (GError) error = NULL;
  OdCallStep step = {
    .call_id = call, .event = OD_CALL_FAIL, .end = OD_END_NO_REPLY, .reach_ms = reach_ms
  };

  OD_OK (od_call_store_step (od_scene_begin (s), &step, &error));
  od_scene_commit (s);
}

static void
test_a_number_stays_locked_while_it_may_ring (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  place (s, "call-1", 44100, 0);
  end_in_reach (s, "call-1", 32000);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Other", s->campaign, TRUE), "READY",
                      44100, 1);
  s->now_ms += 31999;
  g_assert_cmpuint (count_claimable (s), ==, 0);
  s->now_ms += 1;
  g_assert_cmpuint (count_claimable (s), ==, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-2"));
}

/* It is what it was: answered, and abandoned; the scene's recount says whether all sums
 * follow. Silence had given the lead back: now its attempt is spent. */
static void
test_a_late_answer_counts (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCall) call = NULL;
  gint64 lead = place (s, "call-1", 44100, 0);

  end_in_reach (s, "call-1", 32000);
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_WAITING_RETRY);
  s->now_ms += 5000;
  for (int i = 0; i < 2; i++) { /* told twice, counted once */
    OD_OK (od_call_store_answer_late (od_scene_begin (s), "call-1", s->now_ms, &error));
    od_scene_commit (s);
  }

  call = get (s, "call-1");
  g_assert_cmpint (call->answered_at_ms, ==, s->now_ms);
  g_assert_cmpstr (od_call_get_slice (call), ==, "Agent Unavailable");
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DONE);
  g_assert_cmpint (od_scene_look (s, "SELECT attempts FROM lead"), ==, 1);
}

static void
test_an_answer_may_come_before_any_ring (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (OdCall) call = NULL;

  place (s, "call-1", 44100, 0);
  od_scene_step (s, "call-1", OD_CALL_ANSWER, 0, OD_END_NONE);
  call = get (s, "call-1");
  g_assert_cmpint (call->state, ==, OD_CALL_WAITING);
  g_assert_cmpint (call->ringing_at_ms, ==, 0);
}

static const struct {
  int steps;
  OdCallEvent event;
} wrong_steps[] = {
  { 0, OD_CALL_ORIGINATE }, { 0, OD_CALL_BRIDGE }, { 0, OD_CALL_HANGUP },
  { 1, OD_CALL_RING },      { 1, OD_CALL_EXPIRE }, { 2, OD_CALL_ANSWER },
  { 2, OD_CALL_FAIL },      { 3, OD_CALL_BRIDGE }, { 3, OD_CALL_EXPIRE },
};

static void
test_a_step_that_has_no_place_is_refused_and_changes_nothing (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong_steps); i++) {
    g_autofree char *id = g_strdup_printf ("call-%d", (int) i);
    OdCallStep step = { .call_id = id, .event = wrong_steps[i].event };
    OdTx *tx;

    place (s, id, 44100 + i, wrong_steps[i].steps);
    tx = od_scene_begin (s);
    OD_REFUSED (od_call_store_step (tx, &step, &error), OD_STORE_ERROR_REFUSED);
    g_assert_cmpuint (tx->events->len, ==, 0);
    od_scene_commit (s);
  }
}

static void
test_the_carriers_own_words_are_kept (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdCallStep step = { .call_id = "call-1",
                      .event = OD_CALL_FAIL,
                      .end = OD_END_BUSY,
                      .sip_code = 486,
                      .sip_reason = "Busy Here",
                      .at_ms = 1700000000123 };
  g_autoptr (OdCall) call = NULL;

  place (s, "call-1", 44100, 1);
  OD_OK (od_call_store_step (od_scene_begin (s), &step, &error));
  od_scene_commit (s);
  call = get (s, "call-1");
  g_assert_cmpuint (call->sip_code, ==, 486);
  g_assert_cmpstr (call->sip_reason, ==, "Busy Here");
  g_assert_cmpint (call->ended_at_ms, ==, 1700000000123);
}

static void
test_a_move_is_logged_with_both_states (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdCallStep step = { .call_id = "call-1", .event = OD_CALL_BRIDGE };
  const OdEvent *event;
  OdTx *tx;

  step.agent_id = s->bob;
  place (s, "call-1", 44100, 2);
  tx = od_scene_begin (s);
  OD_OK (od_call_store_step (tx, &step, &error));
  g_assert_cmpuint (tx->events->len, ==, 1);
  event = g_ptr_array_index (tx->events, 0);
  g_assert_cmpint (event->kind, ==, OD_EVENT_CALL_MOVED);
  g_assert_cmpstr (event->call_id, ==, "call-1");
  g_assert_cmpstr (event->was, ==, "waiting");
  g_assert_cmpstr (event->word, ==, "bridged");
  g_assert_cmpint (event->agent_id, ==, s->bob);
  g_assert_cmpint (event->campaign_id, ==, s->campaign);
  g_assert_cmpint (event->leadset_id, ==, s->leadset);
  od_scene_commit (s);
}

static void
test_a_disposition_may_come_before_or_after_the_end_and_be_corrected (void)
{
  for (int after = 0; after < 2; after++) {
    g_autoptr (OdScene) s = od_scene_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (OdCall) call = NULL;

    place (s, "call-1", 44100, 3);
    if (after)
      od_scene_step (s, "call-1", OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
    OD_OK (dispose (s, "call-1", s->ann, "SALE MADE", &error));
    od_scene_check (s);
    OD_OK (dispose (s, "call-1", s->ann, "CALL BACK", &error));
    od_scene_check (s);
    if (!after)
      od_scene_step (s, "call-1", OD_CALL_HANGUP, 0, OD_END_AGENT_HUNG_UP);
    OD_OK (dispose (s, "call-1", s->ann, "BUSY", &error));

    call = get (s, "call-1");
    g_assert_cmpstr (call->disposition, ==, "BUSY");
    g_assert_cmpint (call->disposed_at_ms, ==, s->now_ms);
  }
}

static void
test_only_the_calls_own_agent_may_dispose_of_it (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  place (s, "bridged", 44100, 3);
  place (s, "waiting", 44101, 2);
  place (s, "failed", 44102, 1);
  od_scene_step (s, "failed", OD_CALL_FAIL, 0, OD_END_BUSY);

  OD_REFUSED (dispose (s, "bridged", s->bob, "BUSY", &error), OD_STORE_ERROR_REFUSED);
  OD_REFUSED (dispose (s, "waiting", s->ann, "BUSY", &error), OD_STORE_ERROR_REFUSED);
  OD_REFUSED (dispose (s, "failed", s->ann, "BUSY", &error), OD_STORE_ERROR_REFUSED);
  OD_REFUSED (dispose (s, "failed", 0, "BUSY", &error), OD_STORE_ERROR_REFUSED);
  OD_REFUSED (dispose (s, "nothing", s->ann, "BUSY", &error), OD_STORE_ERROR_NOT_FOUND);
}

static void
test_an_interrupted_call_is_adopted_by_whoever_disposes_of_it (void)
{
  for (int steps = 0; steps <= 3; steps++) {
    g_autoptr (OdScene) s = od_scene_new ();
    g_autoptr (GError) error = NULL;
    gint64 lead = place (s, "call-1", 44100, steps);
    g_autoptr (OdCall) call = NULL;

    od_scene_reopen (s);
    od_scene_check (s);
    OD_OK (dispose (s, "call-1", s->ann, "SALE MADE", &error));
    call = get (s, "call-1");
    g_assert_cmpint (call->state, ==, OD_CALL_INTERRUPTED);
    g_assert_cmpint (call->agent_id, ==, s->ann);
    g_assert_cmpint (call->bridged_at_ms, !=, 0);
    g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DONE);
    od_scene_check (s);

    OD_REFUSED (dispose (s, "call-1", s->bob, "BUSY", &error), OD_STORE_ERROR_REFUSED);
    OD_OK (dispose (s, "call-1", s->ann, "CALL BACK", &error));
  }
}

static void
test_a_disposition_does_not_touch_a_lead_that_is_dialed_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 lead = place (s, "call-1", 44100, 3);
  guint woken;

  od_scene_reopen (s);
  s->now_ms += OD_STORE_RETRY_GAP_MS;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 10, &woken, &error));
  od_scene_commit (s);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-2"));
  OD_OK (dispose (s, "call-1", s->ann, "SALE MADE", &error));
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DIALING);
}

static void
test_undisposed_calls_are_listed_oldest_first (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) calls = NULL, undisposed = NULL;

  for (int i = 0; i < 4; i++) {
    g_autofree char *id = g_strdup_printf ("call-%d", i);

    s->now_ms += 1000;
    place (s, id, 44100 + i, 3);
    if (i < 3)
      od_scene_step (s, id, OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
  }
  OD_OK (dispose (s, "call-1", s->ann, "BUSY", &error));
  calls = od_call_store_list_undisposed (od_scene_begin (s), s->ann, 10, &error);
  od_scene_commit (s);
  g_assert_no_error (error);
  g_assert_cmpuint (calls->len, ==, 2);
  g_assert_cmpstr (((OdCall *) g_ptr_array_index (calls, 0))->id, ==, "call-0");
  g_assert_cmpstr (((OdCall *) g_ptr_array_index (calls, 1))->id, ==, "call-2");

  place (s, "call-9", 44109, 2); /* nobody's */
  od_scene_step (s, "call-9", OD_CALL_HANGUP, 0, OD_END_LEAD_LEFT);
  undisposed = od_call_store_list_all_undisposed (od_scene_begin (s), &error);
  od_scene_commit (s);
  g_assert_no_error (error);
  g_assert_cmpuint (undisposed->len, ==, 2);
  g_assert_cmpstr (((OdCall *) g_ptr_array_index (undisposed, 0))->id, ==, "call-0");
  g_assert_cmpint (((OdCall *) g_ptr_array_index (undisposed, 1))->agent_id, ==, s->ann);
}

static void
test_a_reason_stays_with_the_call_until_it_is_replaced (void)
{
  static const char *const reasons[] = { "the city is wrong", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autoptr (OdScene) s = od_scene_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (OdCall) call = NULL;

    place (s, "call-1", 44100, 3);
    OD_OK (od_call_store_set_reason (od_scene_begin (s), "call-1", "first", &error));
    od_scene_commit (s);
    OD_OK (od_call_store_set_reason (od_scene_begin (s), "call-1", reasons[i], &error));
    od_scene_commit (s);
    od_scene_step (s, "call-1", OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
    call = get (s, "call-1");
    g_assert_cmpstr (call->reason, ==, reasons[i]);
  }
}

static gboolean
has_work (OdScene *s, gint64 agent, gint64 lead)
{
  g_autoptr (GError) error = NULL;
  gboolean has_work;

  OD_OK (od_call_store_has_work_on (od_scene_begin (s), agent, lead, &has_work, &error));
  od_scene_commit (s);
  return has_work;
}

static void
test_an_agent_has_work_on_the_leads_of_its_calls (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = place (s, "call-1", 44100, 2);

  g_assert_false (has_work (s, s->ann, lead));
  od_scene_step (s, "call-1", OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  g_assert_true (has_work (s, s->ann, lead));
  g_assert_false (has_work (s, s->bob, lead));
}

/* What lies in the outbox of who was taken off a campaign comes through, nothing after.
 */
static void
test_who_is_taken_off_finishes_what_was_begun (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 lead = place (s, "call-1", 44100, 3);

  od_scene_step (s, "call-1", OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
  OD_OK (
    od_campaign_store_set_agents (od_scene_begin (s), s->campaign, &s->bob, 1, &error));
  od_scene_commit (s);
  g_assert_true (has_work (s, s->ann, lead));
  OD_OK (dispose (s, "call-1", s->ann, "BUSY", &error));
  g_assert_false (has_work (s, s->ann, lead));
  g_assert_false (dispose (s, "call-1", s->ann, "SALE MADE", &error));
  g_assert_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED);
}

/* One place says which states are live: the table in call-state.c. */
static void
test_the_live_states_of_sql_are_the_tables (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdTx *tx = od_scene_begin (s);

  for (OdCallState state = 0; state < OD_CALL_N_STATES; state++) {
    g_autofree char *sql = g_strdup_printf ("SELECT %u " OD_SQL_CALL_IS_LIVE, state);

    g_assert_cmpint (od_scene_ask (tx, sql), ==, od_call_state_is_live (state));
  }
  od_scene_commit (s);

  g_assert_cmpint (atoi (OD_SQL_CALL_DIALING), ==, OD_CALL_DIALING);
  g_assert_cmpint (atoi (OD_SQL_CALL_RINGING), ==, OD_CALL_RINGING);
  g_assert_cmpint (atoi (OD_SQL_CALL_WAITING), ==, OD_CALL_WAITING);
  g_assert_cmpint (atoi (OD_SQL_CALL_BRIDGED), ==, OD_CALL_BRIDGED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-store/a-begun-call-is-dialing-and-its-number-is-locked",
                   test_a_begun_call_is_dialing_and_its_number_is_locked);
  g_test_add_func ("/call-store/a-number-in-a-call-is-refused-a-second-one",
                   test_a_number_in_a_call_is_refused_a_second_one);
  g_test_add_func ("/call-store/a-call-needs-a-lead-claimed-by-this-process",
                   test_a_call_needs_a_lead_claimed_by_this_process);
  g_test_add_func ("/call-store/every-end-frees-the-number-and-finishes-the-lead",
                   test_every_end_frees_the_number_and_settles_the_lead);
  g_test_add_func ("/call-store/reach", test_a_number_stays_locked_while_it_may_ring);
  g_test_add_func ("/call-store/late-answer", test_a_late_answer_counts);
  g_test_add_func ("/call-store/an-answer-may-come-before-any-ring",
                   test_an_answer_may_come_before_any_ring);
  g_test_add_func ("/call-store/a-step-that-has-no-place-is-refused",
                   test_a_step_that_has_no_place_is_refused_and_changes_nothing);
  g_test_add_func ("/call-store/the-carriers-own-words-are-kept",
                   test_the_carriers_own_words_are_kept);
  g_test_add_func ("/call-store/a-move-is-logged-with-both-states",
                   test_a_move_is_logged_with_both_states);
  g_test_add_func ("/call-store/a-disposition-may-come-any-time-and-be-corrected",
                   test_a_disposition_may_come_before_or_after_the_end_and_be_corrected);
  g_test_add_func ("/call-store/only-the-calls-own-agent-may-dispose-of-it",
                   test_only_the_calls_own_agent_may_dispose_of_it);
  g_test_add_func ("/call-store/an-interrupted-call-is-adopted",
                   test_an_interrupted_call_is_adopted_by_whoever_disposes_of_it);
  g_test_add_func ("/call-store/a-lead-that-is-dialed-again-is-left-alone",
                   test_a_disposition_does_not_touch_a_lead_that_is_dialed_again);
  g_test_add_func ("/call-store/undisposed-calls-are-listed-oldest-first",
                   test_undisposed_calls_are_listed_oldest_first);
  g_test_add_func ("/call-store/a-reason-stays-until-it-is-replaced",
                   test_a_reason_stays_with_the_call_until_it_is_replaced);
  g_test_add_func ("/call-store/an-agent-has-work-on-the-leads-of-its-calls",
                   test_an_agent_has_work_on_the_leads_of_its_calls);
  g_test_add_func ("/call-store/who-is-taken-off-finishes-what-was-begun",
                   test_who_is_taken_off_finishes_what_was_begun);
  g_test_add_func ("/call-store/the-live-states-of-sql-are-the-tables",
                   test_the_live_states_of_sql_are_the_tables);
  return g_test_run ();
}
