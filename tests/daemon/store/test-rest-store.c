/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a number is left alone after a call, whichever of its leads was called, and
 * when somebody is called back. Every test ends with a recount of all sums.
 */
#include "daemon/store/rest-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/retry-rule-store.h"
#include "daemon/store/store-scene.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

static void
set_rule (OdScene *s, gint64 leadset, const char *outcome, gint64 delay_ms)
{
  const OdRetryRule rule = { (char *) outcome, delay_ms, 9 };
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (OdRetryRule));
  g_autoptr (GError) error = NULL;

  g_array_append_val (rules, rule);
  OD_OK (od_retry_rule_store_set (od_scene_begin (s), leadset, rules, &error));
  od_scene_commit (s);
}

/* After @ms: who waits still, and until when. */
static void
let_pass (OdScene *s, gint64 ms)
{
  g_autoptr (GError) error = NULL;
  guint woken;

  s->now_ms += ms;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 100, &woken, &error));
  od_scene_commit (s);
}

static OdLeadDialState
state (OdScene *s, gint64 lead_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLead) lead = od_lead_store_get (od_scene_begin (s), lead_id, &error);

  g_assert_no_error (error);
  od_scene_undo (s);
  return lead->dial_state;
}

static void
dispose (OdScene *s, const char *id, const char *label, gint64 call_back_at_ms)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_call_store_dispose (tx, id, s->ann, label, call_back_at_ms, &error));
  od_scene_commit (s);
}

/* --- rest ------------------------------------------------------------------------- */

static void
test_the_longest_pause_counts_for_every_row (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 campaign = od_scene_add_campaign (s, "Other", TRUE);
  gint64 leadset = od_scene_add_leadset (s, "Others", campaign, TRUE);
  gint64 own = od_scene_add_leads (s, s->leadset, "NEW", 44100, 1), other;

  set_rule (s, s->leadset, "busy", HOUR_MS);
  set_rule (s, leadset, "no-answer", 3 * HOUR_MS);
  other = od_scene_add_leads (s, leadset, "NEW", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_FAIL, 0, OD_END_BUSY);
  g_assert_cmpint (state (s, other), ==, OD_LEAD_WAITING_RETRY);
  let_pass (s, 3 * HOUR_MS - 1);
  g_assert_cmpint (state (s, own), ==, OD_LEAD_WAITING_RETRY);
  g_assert_cmpint (state (s, other), ==, OD_LEAD_WAITING_RETRY);
  let_pass (s, 1);
  g_assert_cmpint (state (s, own), ==, OD_LEAD_READY);
  g_assert_cmpint (state (s, other), ==, OD_LEAD_READY);
}

/* Imported while the number rests; and its own lead is its own leadset's business. */
static void
test_a_row_that_comes_later_waits_too (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 campaign = od_scene_add_campaign (s, "Other", TRUE);
  gint64 leadset = od_scene_add_leadset (s, "Others", campaign, TRUE);
  gint64 own = od_scene_add_leads (s, s->leadset, "NEW", 44100, 1), other;

  set_rule (s, s->leadset, "busy", HOUR_MS);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_FAIL, 0, OD_END_BUSY);
  other = od_scene_add_leads (s, leadset, "NEW", 44100, 1);
  g_assert_false (od_scene_begin_call (s, campaign, "too-soon"));
  g_assert_cmpint (state (s, other), ==, OD_LEAD_WAITING_RETRY);
  let_pass (s, HOUR_MS);
  g_assert_cmpint (state (s, own), ==, OD_LEAD_READY);
  g_assert_true (od_scene_begin_call (s, campaign, "in-time"));
  od_scene_step (s, "in-time", OD_CALL_FAIL, 0, OD_END_BUSY);
}

/* What the trunk refused has called nobody. */
static void
test_what_reached_no_phone_lets_the_others_be (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 campaign = od_scene_add_campaign (s, "Other", TRUE);
  gint64 leadset = od_scene_add_leadset (s, "Others", campaign, TRUE);
  gint64 other = od_scene_add_leads (s, leadset, "NEW", 44100, 1);

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  set_rule (s, s->leadset, "busy", HOUR_MS);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_FAIL, 0, OD_END_TRUNK_REFUSED);
  g_assert_cmpint (state (s, other), ==, OD_LEAD_READY);
}

/* --- call back -------------------------------------------------------------------- */

static void
test_a_call_back_waits_for_its_time (void)
{
  for (int during = 0; during < 2; during++) {
    g_autoptr (OdScene) s = od_scene_new ();
    gint64 lead = od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
    gint64 at_ms = s->now_ms + 5 * HOUR_MS;

    if (during) {
      g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
      od_scene_step (s, "call-1", OD_CALL_ANSWER, 0, OD_END_NONE);
      od_scene_step (s, "call-1", OD_CALL_BRIDGE, s->ann, OD_END_NONE);
      dispose (s, "call-1", "CALL BACK", at_ms);
      od_scene_step (s, "call-1", OD_CALL_HANGUP, 0, OD_END_AGENT_HUNG_UP);
    } else {
      od_scene_talk (s, s->campaign, "call-1", s->ann);
      dispose (s, "call-1", "CALL BACK", at_ms);
    }
    g_assert_cmpint (state (s, lead), ==, OD_LEAD_WAITING_RETRY);
    let_pass (s, at_ms - 1 - s->now_ms);
    g_assert_cmpint (state (s, lead), ==, OD_LEAD_WAITING_RETRY);
    let_pass (s, 1);
    od_scene_talk (s, s->campaign, "call-2", s->ann);
    dispose (s, "call-2", "SALE MADE", 0);
    g_assert_cmpint (state (s, lead), ==, OD_LEAD_DONE);
  }
}

static void
test_a_call_back_can_be_put_off_and_taken_back (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  gint64 start_ms = s->now_ms;

  od_scene_talk (s, s->campaign, "call-1", s->ann);
  dispose (s, "call-1", "CALL BACK", start_ms + HOUR_MS);
  dispose (s, "call-1", "CALL BACK", start_ms + 2 * HOUR_MS);
  let_pass (s, HOUR_MS);
  g_assert_cmpint (state (s, lead), ==, OD_LEAD_WAITING_RETRY);
  dispose (s, "call-1", "NOT INTERESTED", 0);
  g_assert_cmpint (state (s, lead), ==, OD_LEAD_DONE);
}

static void
test_a_call_back_without_a_time_is_left_to_rules (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = od_scene_add_leads (s, s->leadset, "NEW", 44100, 2);

  od_scene_talk (s, s->campaign, "call-1", s->ann);
  dispose (s, "call-1", "CALL BACK", 0);
  g_assert_cmpint (state (s, lead - 1), ==, OD_LEAD_DONE);
  set_rule (s, s->leadset, "CALL BACK", HOUR_MS);
  od_scene_talk (s, s->campaign, "call-2", s->ann);
  dispose (s, "call-2", "CALL BACK", 0);
  g_assert_cmpint (state (s, lead), ==, OD_LEAD_WAITING_RETRY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/rest-store/" name, func)
  ADD ("longest", test_the_longest_pause_counts_for_every_row);
  ADD ("later", test_a_row_that_comes_later_waits_too);
  ADD ("refused", test_what_reached_no_phone_lets_the_others_be);
  ADD ("call-back", test_a_call_back_waits_for_its_time);
  ADD ("put-off", test_a_call_back_can_be_put_off_and_taken_back);
  ADD ("without-a-time", test_a_call_back_without_a_time_is_left_to_rules);
  return g_test_run ();
}
