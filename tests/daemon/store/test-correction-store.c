/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was said wrong is said right: sums, the lead, the number and the list follow, and
 * what was said before can be read. Every test ends with a recount of all sums.
 */
#include "daemon/store/correction-store.h"

#include "daemon/store/dnc-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/retry-rule-store.h"
#include "daemon/store/store-scene.h"

static void
correct (OdScene *s, const char *id, const char *label)
{
  g_autoptr (GError) error = NULL;

  OD_OK (od_call_store_correct (od_scene_begin (s), id, s->bob, label, 0, &error));
  od_scene_commit (s);
}

static GPtrArray *
list (OdScene *s, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = od_correction_store_list (od_scene_begin (s), id, &error);

  g_assert_no_error (error);
  od_scene_commit (s);
  return found;
}

static void
again_after_busy (OdScene *s)
{
  const OdRetryRule rule = { (char *) "BUSY", 3600000, 3 };
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof rule);
  g_autoptr (GError) error = NULL;

  g_array_append_val (rules, rule);
  OD_OK (od_retry_rule_store_set (od_scene_begin (s), s->leadset, rules, &error));
  od_scene_commit (s);
}

static void
test_what_was_said_before_can_be_read (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GPtrArray) found = NULL;
  const OdCorrection *one;
  gint64 said_ms;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  od_scene_talk (s, s->campaign, "a", s->ann);
  said_ms = s->now_ms;
  od_scene_dispose (s, "a", "SALE MADE");
  od_scene_dispose (s, "a", "SALE MADE");
  s->now_ms += 5000;
  od_scene_dispose (s, "a", "NOT INTERESTED");
  s->now_ms += 5000;
  correct (s, "a", "BUSY");

  found = list (s, "a");
  g_assert_cmpuint (found->len, ==, 2);
  one = found->pdata[0];
  g_assert_cmpstr (one->was, ==, "SALE MADE");
  g_assert_cmpstr (one->word, ==, "NOT INTERESTED");
  g_assert_cmpint (one->was_at_ms, ==, said_ms);
  g_assert_cmpint (one->at_ms, ==, said_ms + 5000);
  g_assert_cmpint (one->account_id, ==, s->ann);
  one = found->pdata[1];
  g_assert_cmpstr (one->was, ==, "NOT INTERESTED");
  g_assert_cmpint (one->account_id, ==, s->bob);
  g_assert_cmpstr (one->user, ==, "bob");
  g_assert_cmpint (od_scene_look (s,
                                  "SELECT sum(n) FROM counter WHERE name = 'slice:BUSY'"
                                  " AND agent_id = 0 AND leadset_id = 0"),
                   ==, 1);
  g_assert_cmpint (od_scene_look (s, "SELECT sum(n) FROM counter WHERE name = 'disposed'"
                                     " AND agent_id = 0 AND leadset_id = 0"),
                   ==, 1);
}

/* Its agent takes it back: the number is free, and that is written down. */
static void
test_do_not_call_is_taken_back (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = od_scene_add_leads (s, s->leadset, "READY", 44100, 1), elsewhere;

  again_after_busy (s);
  od_scene_talk (s, s->campaign, "a", s->ann);
  elsewhere = od_scene_add_leads (s, od_scene_add_leadset (s, "Two", s->campaign, TRUE),
                                  "READY", 44100, 1);
  od_scene_dispose (s, "a", "DO NOT CALL");
  g_assert_cmpint (od_scene_get_lead_state (s, elsewhere), ==, OD_LEAD_DO_NOT_CALL);
  od_scene_dispose (s, "a", "BUSY");
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_WAITING_RETRY);
  g_assert_false (od_lead_dial_state_is_barred (od_scene_get_lead_state (s, elsewhere)));
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM barred_number"), ==, 0);
  g_assert_cmpint (od_scene_look (s,
                                  "SELECT count(*) FROM barred_history WHERE listed = 0"),
                   ==, 1);

  correct (s, "a", "DO NOT CALL");
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DO_NOT_CALL);
  g_assert_cmpint (od_scene_look (s, "SELECT account_id FROM barred_number"), ==, s->bob);
}

/* A word that was too much: the rule for the right one counts from now. */
static void
test_a_final_word_becomes_another_try (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = od_scene_add_leads (s, s->leadset, "READY", 44100, 1);

  again_after_busy (s);
  od_scene_talk (s, s->campaign, "a", s->ann);
  od_scene_dispose (s, "a", "DISCONNECTED NUMBER");
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_BAD_NUMBER);
  correct (s, "a", "BUSY");
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_WAITING_RETRY);
  correct (s, "a", "SALE MADE");
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DONE);
}

static gboolean
may_change (OdScene *s, const char *id)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdCall) call = od_call_store_get (tx, id, &error);
  gboolean may = od_correction_store_check (tx, call, &error);

  od_scene_commit (s);
  g_assert_true (may || g_error_matches (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED));
  return may;
}

/* Another agent's call is not its next one. */
static void
test_until_the_next_call (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  od_scene_add_leads (s, s->leadset, "READY", 44100, 3);
  od_scene_talk (s, s->campaign, "a", s->ann);
  od_scene_dispose (s, "a", "BUSY");
  s->now_ms += 1000;
  od_scene_talk (s, s->campaign, "b", s->bob);
  g_assert_true (may_change (s, "a"));
  s->set_ms -= 3600000;
  od_scene_talk (s, s->campaign, "c", s->ann);
  g_assert_false (may_change (s, "a"));
  g_assert_true (may_change (s, "c"));
  correct (s, "a", "SALE MADE");
}

/* A lead whose call "a" met BUSY, and whose rule has made it ready again. */
static gint64
add_woken (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  gint64 lead = od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  guint woken;

  again_after_busy (s);
  od_scene_talk (s, s->campaign, "a", s->ann);
  od_scene_dispose (s, "a", "BUSY");
  s->now_ms += 3600000;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 9, &woken, &error));
  od_scene_commit (s);
  g_assert_cmpuint (woken, ==, 1);
  return lead;
}

/* By the clock, which was set, it was made long before the one before it. */
static void
test_the_last_call_is_the_one_after_the_others (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = add_woken (s);

  s->set_ms -= 2 * 3600000;
  od_scene_talk (s, s->campaign, "b", s->ann);
  od_scene_dispose (s, "b", "ANSWERING MACHINE");
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DONE);
  correct (s, "a", "ANSWERING MACHINE");
  correct (s, "a", "BUSY"); /* whose rule would call again */
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DONE);
}

static void
test_only_what_an_agent_said_is_corrected (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 2);
  od_scene_talk (s, s->campaign, "a", s->ann);
  OD_REFUSED (od_call_store_correct (od_scene_begin (s), "a", s->bob, "BUSY", 0, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
  g_assert_true (od_scene_begin_call (s, s->campaign, "b"));
  od_scene_step (s, "b", OD_CALL_FAIL, 0, OD_END_NO_ANSWER);
  OD_REFUSED (od_call_store_correct (od_scene_begin (s), "b", s->bob, "BUSY", 0, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
}

/* Corrected to an appointment in an hour. Returns: how many leads may be called when it
 * has come, after none before. */
static guint
correct_to_appointment (OdScene *s, const char *id)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  guint early, woken;

  OD_OK (
    od_call_store_correct (tx, id, s->bob, "CALL BACK", s->now_ms + 3600000, &error));
  od_scene_commit (s);
  s->now_ms += 3599999;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 9, &early, &error));
  od_scene_commit (s);
  s->now_ms += 1;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 9, &woken, &error));
  od_scene_commit (s);
  g_assert_cmpuint (early, ==, 0);
  return woken;
}

/* Returns: corrections of the call until now. */
static guint
say (OdScene *s, const char *id, const char *word, gint64 at_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  OD_OK (od_call_store_dispose (od_scene_begin (s), id, s->ann, word, at_ms, &error));
  od_scene_commit (s);
  found = list (s, id);
  return found->len;
}

/* The word is the same, and yet something else was said; or the word is another one, and
 * the time that went with the old one is gone. */
static void
test_another_time_is_a_correction (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GPtrArray) found = NULL;
  const OdCorrection *one;
  gint64 first_ms = s->now_ms + 3600000, second_ms = s->now_ms + 7200000;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  od_scene_talk (s, s->campaign, "a", s->ann);
  g_assert_cmpuint (say (s, "a", "CALL BACK", first_ms), ==, 0);
  g_assert_cmpuint (say (s, "a", "CALL BACK", first_ms), ==, 0);
  g_assert_cmpuint (say (s, "a", "CALL BACK", second_ms), ==, 1);
  g_assert_cmpuint (say (s, "a", "BUSY", 0), ==, 2);
  g_assert_cmpuint (say (s, "a", "CALL BACK", first_ms), ==, 3);
  found = list (s, "a");
  one = found->pdata[0];
  g_assert_cmpstr (one->was, ==, "CALL BACK");
  g_assert_cmpint (one->was_call_back_at_ms, ==, first_ms);
  g_assert_cmpstr (one->word, ==, "CALL BACK");
  g_assert_cmpint (one->account_id, ==, s->ann);
  one = found->pdata[1];
  g_assert_cmpint (one->was_call_back_at_ms, ==, second_ms);
  g_assert_cmpstr (one->word, ==, "BUSY");
  one = found->pdata[2];
  g_assert_cmpint (one->was_call_back_at_ms, ==, 0);
}

/* Its rule had made it ready again: nobody calls before the time that was said. */
static void
test_an_appointment_takes_a_ready_lead_back (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = add_woken (s);

  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_READY);
  g_assert_cmpuint (correct_to_appointment (s, "a"), ==, 1);
}

/* The first word had finished the lead of a call that a crash cut. */
static void
test_an_appointment_after_a_crash_is_kept (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = od_scene_add_leads (s, s->leadset, "READY", 44100, 1);

  g_assert_true (od_scene_begin_call (s, s->campaign, "a"));
  od_scene_step (s, "a", OD_CALL_ANSWER, 0, OD_END_NONE);
  od_scene_step (s, "a", OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  od_scene_reopen (s);
  od_scene_dispose (s, "a", "NOT INTERESTED");
  g_assert_cmpint (od_scene_get_lead_state (s, lead), ==, OD_LEAD_DONE);
  g_assert_cmpuint (correct_to_appointment (s, "a"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/correction-store/history", test_what_was_said_before_can_be_read);
  g_test_add_func ("/correction-store/do-not-call", test_do_not_call_is_taken_back);
  g_test_add_func ("/correction-store/again", test_a_final_word_becomes_another_try);
  g_test_add_func ("/correction-store/until-the-next-call", test_until_the_next_call);
  g_test_add_func ("/correction-store/last-call",
                   test_the_last_call_is_the_one_after_the_others);
  g_test_add_func ("/correction-store/only-an-agents-word",
                   test_only_what_an_agent_said_is_corrected);
  g_test_add_func ("/correction-store/another-time", test_another_time_is_a_correction);
  g_test_add_func ("/correction-store/appointment-of-a-ready-lead",
                   test_an_appointment_takes_a_ready_lead_back);
  g_test_add_func ("/correction-store/appointment-after-a-crash",
                   test_an_appointment_after_a_crash_is_kept);
  return g_test_run ();
}
