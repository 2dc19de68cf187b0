/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a new process makes of an old one's death. The kill is a store that is closed in
 * the middle of everything; test-store has a real one.
 */
#include "daemon/store/recovery-store.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/event-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"
#include "shared/db/copy.h"
#include "support/waiting.h"

#include <string.h>

/* Four calls that get as far as the four live states, and one claimed lead. */
static void
be_busy (OdScene *s)
{
  static const OdCallEvent way[] = { OD_CALL_RING, OD_CALL_ANSWER, OD_CALL_BRIDGE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claimed = NULL;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 10);
  for (int i = 0; i < 4; i++) {
    g_autofree char *id = g_strdup_printf ("call-%d", i);

    g_assert_true (od_scene_begin_call (s, s->campaign, id));
    for (int j = 0; j < i; j++)
      od_scene_step (s, id, way[j], s->ann, OD_END_NONE);
  }
  claimed = od_lead_store_claim (od_scene_begin (s), s->campaign, 1, &error);
  g_assert_cmpuint (claimed->len, ==, 1);
  od_scene_commit (s);
}

static void
test_the_first_start_is_epoch_one (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  g_assert_cmpint (od_scene_begin (s)->epoch, ==, 1);
  od_scene_commit (s);
  od_scene_reopen (s);
  g_assert_cmpint (od_scene_begin (s)->epoch, ==, 2);
  od_scene_commit (s);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM epoch"), ==, 2);
}

static void
test_a_claimed_lead_is_ready_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  be_busy (s);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead WHERE dial_state = 1"),
                   ==, 1);
  od_scene_reopen (s);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead WHERE dial_state = 1"),
                   ==, 0);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead WHERE dial_state = 0"),
                   ==, 6);
}

static void
test_a_live_call_is_interrupted_and_its_lead_left_alone (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  guint woken;

  be_busy (s);
  od_scene_reopen (s);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM call WHERE state = 6"), ==, 4);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM call WHERE end_reason = 15"),
                   ==, 4);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead WHERE dial_state = 5"),
                   ==, 4);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM active_number WHERE until_ms "
                                     "IS NOT NULL"),
                   ==, 4);

  s->now_ms += OD_STORE_RETRY_GAP_MS - 1;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 100, &woken, &error));
  od_scene_commit (s);
  g_assert_cmpuint (woken, ==, 0);
  s->now_ms += 1;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 100, &woken, &error));
  od_scene_commit (s);
  g_assert_cmpuint (woken, ==, 4);
}

static void
test_a_crashed_calls_number_stays_locked_in_every_campaign (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);

  be_busy (s);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Twin", other, TRUE), "READY", 44100,
                      1);
  od_scene_reopen (s);
  for (int over = 0; over < 2; over++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray)
      leads = od_lead_store_claim (od_scene_begin (s), other, 9, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (leads->len, ==, over);
    od_scene_undo (s);
    s->now_ms += OD_STORE_RETRY_GAP_MS;
  }
  g_assert_true (od_scene_begin_call (s, other, "again"));
}

static void
test_agents_are_offline_until_they_come_back (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdAgent) agent = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_agent_store_move (tx, s->ann, OD_AGENT_OFFLINE, OD_AGENT_PAUSED, &error));
  OD_OK (od_agent_store_move (tx, s->ann, OD_AGENT_PAUSED, OD_AGENT_READY, &error));
  OD_OK (od_agent_store_set_wish (tx, s->ann, s->campaign, TRUE, &error));
  od_scene_commit (s);
  od_scene_reopen (s);

  agent = od_agent_store_get (od_scene_begin (s), s->ann, &error);
  od_scene_commit (s);
  g_assert_cmpint (agent->state, ==, OD_AGENT_OFFLINE);
  g_assert_true (agent->wants_ready);
  g_assert_cmpint (agent->campaign_id, ==, s->campaign);
}

static void
test_the_log_says_what_was_interrupted (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gint64 before;
  guint moved = 0, recovered = 0;

  be_busy (s);
  before = od_scene_look (s, "SELECT max(seq) FROM event");
  od_scene_reopen (s);
  events = od_event_store_since (od_scene_begin (s), before, 100, &error);
  od_scene_commit (s);
  for (guint i = 0; i < events->len; i++) {
    const OdEvent *event = g_ptr_array_index (events, i);

    if (event->kind == OD_EVENT_CALL_MOVED) {
      g_assert_cmpstr (event->word, ==, "interrupted");
      moved++;
    }
    if (event->kind == OD_EVENT_RECOVERED) {
      g_assert_cmpint (event->n, ==, 4);
      recovered++;
    }
  }
  g_assert_cmpuint (moved, ==, 4);
  g_assert_cmpuint (recovered, ==, 1);
}

static void
test_a_second_death_interrupts_nothing_twice (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 until;

  be_busy (s);
  od_scene_reopen (s);
  until = od_scene_look (s, "SELECT min(until_ms) FROM active_number");
  s->now_ms += 1000;
  od_scene_reopen (s);
  g_assert_cmpint (od_scene_look (s, "SELECT n FROM event ORDER BY seq DESC LIMIT 1"), ==,
                   0);
  g_assert_cmpint (od_scene_look (s, "SELECT max(until_ms) FROM active_number"), ==,
                   until);
}

/* A data folder with a copy of what @s has now. */
static char *
copy_data (OdScene *s)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *from = g_build_filename (s->dir, "outdial.db", NULL);
  g_autofree char *to = g_build_filename (dir, "outdial.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) db = od_db_open (from, OD_DB_READER, &error);

  g_assert_no_error (error);
  OD_OK (od_db_copy (db, to, &error));
  return dir;
}

static const char n_active[] = "SELECT count(*) FROM campaign WHERE active = 1";

static void
test_a_restored_copy_starts_with_every_campaign_off (void)
{
  static const char told[] =
    "SELECT count(*) FROM event e JOIN campaign c ON c.id = e.campaign_id"
    " AND c.version = e.n WHERE e.kind = 5 AND c.version = 2";
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (OdScene) restored = NULL;
  g_autofree char *log = NULL, *later = NULL;

  od_scene_add_campaign (s, "Wind", TRUE);
  od_scene_add_campaign (s, "Water", FALSE);
  be_busy (s);
  g_free (od_scene_take_log ());
  restored = od_scene_open (copy_data (s));
  log = od_scene_take_log ();
  g_assert_nonnull (strstr (log, "restored copy: 2 campaigns"));
  g_assert_cmpint (od_scene_look (restored, n_active), ==, 0);
  g_assert_cmpint (od_scene_look (restored, told), ==, 2);
  g_assert_cmpint (od_scene_look (restored,
                                  "SELECT count(*) FROM campaign WHERE version = 1"),
                   ==, 1);

  g_assert_cmpint (od_scene_look (s, n_active), ==, 2);
  g_assert_cmpint (od_scene_look (s, told), ==, 0);
  od_scene_reopen (s);
  g_assert_cmpint (od_scene_look (s, n_active), ==, 2);
  later = od_scene_take_log ();
  g_assert_null (strstr (later, "restored"));
}

static void
test_a_copy_is_restored_only_once (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (OdScene) restored = od_scene_open (copy_data (s));
  g_autoptr (GError) error = NULL;
  gboolean copy;

  OD_OK (od_db_is_copy (od_scene_begin (restored)->db, &copy, &error));
  g_assert_false (copy);
  OD_OK (od_db_exec (restored->tx->db, "UPDATE campaign SET active = 1", &error));
  od_scene_commit (restored);
  od_scene_reopen (restored);
  g_assert_cmpint (od_scene_look (restored, n_active), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  od_scene_hear_log ();
  g_test_add_func ("/recovery-store/the-first-start-is-epoch-one",
                   test_the_first_start_is_epoch_one);
  g_test_add_func ("/recovery-store/a-claimed-lead-is-ready-again",
                   test_a_claimed_lead_is_ready_again);
  g_test_add_func ("/recovery-store/a-live-call-is-interrupted",
                   test_a_live_call_is_interrupted_and_its_lead_left_alone);
  g_test_add_func ("/recovery-store/a-crashed-calls-number-stays-locked",
                   test_a_crashed_calls_number_stays_locked_in_every_campaign);
  g_test_add_func ("/recovery-store/agents-are-offline-until-they-come-back",
                   test_agents_are_offline_until_they_come_back);
  g_test_add_func ("/recovery-store/the-log-says-what-was-interrupted",
                   test_the_log_says_what_was_interrupted);
  g_test_add_func ("/recovery-store/a-second-death-interrupts-nothing-twice",
                   test_a_second_death_interrupts_nothing_twice);
  g_test_add_func ("/recovery-store/a-restored-copy-starts-with-campaigns-off",
                   test_a_restored_copy_starts_with_every_campaign_off);
  g_test_add_func ("/recovery-store/a-copy-is-restored-only-once",
                   test_a_copy_is_restored_only_once);
  return g_test_run ();
}
