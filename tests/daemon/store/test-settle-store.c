/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * No lead is burnt by a trunk: what it refuses is given back, waits longer each time and
 * stands behind the others; only who is refused while others get through is spent.
 */
#include "daemon/store/settle-store.h"

#include "daemon/store/lead-state-store.h"
#include "daemon/store/retry-rule-store.h"
#include "daemon/store/store-scene.h"

static guint
wake (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  guint woken;

  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 100, &woken, &error));
  od_scene_commit (s);
  return woken;
}

/* One attempt at whichever lead is next, which ends before an answer. */
static void
attempt (OdScene *s, OdEndReason end)
{
  static guint n;
  g_autofree char *id = g_strdup_printf ("call-%u", ++n);

  g_assert_true (od_scene_begin_call (s, s->campaign, id));
  od_scene_step (s, id, OD_CALL_FAIL, 0, end);
}

static void
accuse (OdScene *s, gint64 lead)
{
  g_autoptr (GError) error = NULL;

  OD_OK (od_call_store_accuse (od_scene_begin (s), lead, &error));
  od_scene_commit (s);
}

/* Returns how long the only lead waits; 0: it does not. */
static gint64
get_wait_ms (OdScene *s)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT coalesce(max(not_before_ms), %" G_GINT64_FORMAT
                     ") - %" G_GINT64_FORMAT " FROM lead WHERE dial_state = %d",
                     s->now_ms, s->now_ms, OD_LEAD_WAITING_RETRY);

  return od_scene_look (s, sql);
}

static void
test_a_refused_lead_waits_ever_longer_and_is_spent_at_last (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 wait_ms = OD_SETTLE_GIVEN_BACK_MS;

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  for (int n = 1; n < OD_SETTLE_MAX_INVITES; n++) {
    attempt (s, n % 2 ? OD_END_TRUNK_REFUSED : OD_END_NO_REPLY);
    g_assert_cmpint (get_wait_ms (s), ==, wait_ms);
    g_assert_cmpint (od_scene_look (s, "SELECT attempts FROM lead"), ==, 0);
    g_assert_cmpint (od_scene_look (s, "SELECT given_back FROM lead"), ==, n);
    s->now_ms += wait_ms;
    g_assert_cmpuint (wake (s), ==, 1);
    wait_ms = MIN (wait_ms * 2, G_GINT64_CONSTANT (24) * 3600 * 1000);
  }
  attempt (s, OD_END_TRANSPORT);
  g_assert_cmpint (od_scene_look (s, "SELECT dial_state FROM lead"), ==, OD_LEAD_DONE);
  g_assert_cmpint (od_scene_look (s, "SELECT attempts + given_back FROM lead"), ==,
                   OD_SETTLE_MAX_INVITES);
}

static void
test_who_comes_back_stands_behind_the_others (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 3);
  attempt (s, OD_END_TRUNK_REFUSED);
  g_assert_cmpint (od_scene_look (s, "SELECT phone FROM lead WHERE given_back = 1"), ==,
                   44100);
  s->now_ms += OD_SETTLE_GIVEN_BACK_MS;
  wake (s);
  for (int n = 0; n < 2; n++)
    attempt (s, OD_END_BUSY);
  g_assert_cmpint (od_scene_look (s, "SELECT phone FROM lead WHERE attempts = 0"), ==,
                   44100);
}

static void
test_what_never_left_costs_nothing (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  for (int n = 0; n < 15; n++) {
    attempt (s, OD_END_NOT_PLACED);
    g_assert_cmpint (get_wait_ms (s), ==, 60000);
    g_assert_cmpint (od_scene_look (s, "SELECT attempts + given_back FROM lead"), ==, 0);
    s->now_ms += 60000;
    g_assert_cmpuint (wake (s), ==, 1);
  }
}

static void
test_the_third_refusal_among_others_is_the_leads_own (void)
{
  g_autoptr (GError) error = NULL;

  for (int ruled = 0; ruled < 2; ruled++) {
    g_autoptr (OdScene) s = od_scene_new ();
    gint64 lead = od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
    g_autoptr (GArray) rules = od_retry_rule_list_new ();
    OdRetryRule rule = { g_strdup ("trunk-refused"), 120000, 2 };

    g_array_append_val (rules, rule);
    if (ruled)
      OD_OK (od_retry_rule_store_set (od_scene_begin (s), s->leadset, rules, &error));
    if (ruled)
      od_scene_commit (s);
    for (int n = 1; n <= OD_LEAD_MAX_REFUSALS; n++) {
      s->now_ms += get_wait_ms (s);
      wake (s);
      attempt (s, OD_END_TRUNK_REFUSED);
      accuse (s, lead);
    }
    g_assert_cmpint (od_scene_look (s, "SELECT attempts FROM lead"), ==, 1);
    g_assert_cmpint (get_wait_ms (s), ==, ruled ? 120000 : 0);
  }
}

/* Whoever was dialed again, or called, since then is not accused of the past. */
static void
test_an_accusation_may_come_too_late (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 lead = od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);

  attempt (s, OD_END_TRUNK_REFUSED);
  s->now_ms += OD_SETTLE_GIVEN_BACK_MS;
  wake (s);
  for (int n = 0; n < 5; n++)
    accuse (s, lead);
  attempt (s, OD_END_BUSY);
  accuse (s, lead);
  g_assert_cmpint (od_scene_look (s, "SELECT refusals FROM lead"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settle-store/waits-longer",
                   test_a_refused_lead_waits_ever_longer_and_is_spent_at_last);
  g_test_add_func ("/settle-store/behind", test_who_comes_back_stands_behind_the_others);
  g_test_add_func ("/settle-store/not-placed", test_what_never_left_costs_nothing);
  g_test_add_func ("/settle-store/accused",
                   test_the_third_refusal_among_others_is_the_leads_own);
  g_test_add_func ("/settle-store/too-late", test_an_accusation_may_come_too_late);
  return g_test_run ();
}
