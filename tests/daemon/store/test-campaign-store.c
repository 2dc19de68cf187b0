/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns with their words and their agents.
 */
#include "daemon/store/campaign-store.h"

#include <string.h>

#include "daemon/store/agent-store.h"
#include "daemon/store/script-store.h"
#include "daemon/store/store-scene.h"

static OdCampaign *
campaign_new (const char *name)
{
  static const char *const statuses[] = { "READY", "NEW", "READY", NULL };
  OdCampaign *campaign = od_campaign_new ();

  campaign->name = g_strdup (name);
  campaign->active = TRUE;
  campaign->notes = g_strdup ("notes");
  campaign->caller_id = g_strdup ("441902555100");
  campaign->multiplier_x10 = 25;
  campaign->rules = OD_RULES_UK;
  campaign->wrap_up_ms = 5000;
  campaign->ring_limit_ms = 20000;
  campaign->source_statuses = g_strdupv ((char **) statuses);
  g_ptr_array_add (campaign->dispositions, od_disposition_new ("LOVED IT"));
  return campaign;
}

static void
test_a_campaign_comes_back_whole (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCampaign) given = campaign_new ("Wind"), back = NULL;
  OdTx *tx = od_scene_begin (s);
  const OdEvent *event;

  OD_OK (od_campaign_store_add (tx, given, &error));
  event = g_ptr_array_index (tx->events, 0);
  g_assert_cmpint (event->kind, ==, OD_EVENT_CAMPAIGN_SAVED);
  g_assert_cmpint (event->campaign_id, ==, given->id);
  back = od_campaign_store_get (tx, given->id, &error);
  od_scene_commit (s);
  g_assert_cmpstr (back->name, ==, "Wind");
  g_assert_true (back->active);
  g_assert_cmpint (back->script_id, ==, 0);
  g_assert_cmpstr (back->notes, ==, "notes");
  g_assert_cmpstr (back->caller_id, ==, "441902555100");
  g_assert_cmpuint (back->multiplier_x10, ==, 25);
  g_assert_cmpint (back->rules, ==, OD_RULES_UK);
  g_assert_cmpint (back->wrap_up_ms, ==, 5000);
  g_assert_cmpint (back->ring_limit_ms, ==, 20000);
  g_assert_cmpint (back->version, ==, 1);
  g_assert_cmpuint (g_strv_length (back->source_statuses), ==, 2);
  g_assert_cmpstr (back->source_statuses[0], ==, "NEW");
  g_assert_cmpstr (back->source_statuses[1], ==, "READY");
  g_assert_nonnull (od_disposition_find (back->dispositions, "LOVED IT"));
}

static void
test_saving_replaces_the_words_and_counts_the_version (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCampaign) given = campaign_new ("Wind"), back = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_campaign_store_add (tx, given, &error));
  g_clear_pointer (&given->source_statuses, g_strfreev);
  g_ptr_array_set_size (given->dispositions, 0);
  OD_OK (od_campaign_store_save (tx, given, &error));
  back = od_campaign_store_get (tx, given->id, &error);
  g_assert_cmpint (back->version, ==, 2);
  g_assert_cmpuint (g_strv_length (back->source_statuses), ==, 0);
  g_assert_cmpuint (back->dispositions->len, ==, 0);

  back->version = 1;
  OD_REFUSED (od_campaign_store_save (tx, back, &error), OD_STORE_ERROR_STALE);
  od_scene_commit (s);
}

static void
test_a_name_is_taken_whatever_its_case (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCampaign) again = campaign_new ("SOLAR"), scripted = campaign_new ("X");

  OD_REFUSED (od_campaign_store_add (od_scene_begin (s), again, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
  scripted->script_id = 999;
  OD_REFUSED (od_campaign_store_add (od_scene_begin (s), scripted, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
  OD_REFUSED (od_campaign_store_get (od_scene_begin (s), 999, &error) != NULL,
              OD_STORE_ERROR_NOT_FOUND);
  od_scene_undo (s);
}

static void
test_a_deleted_script_is_given_to_nobody (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdScript) script = od_script_new ();
  g_autoptr (OdCampaign) fresh = campaign_new ("Wind"), solar = NULL;
  OdTx *tx = od_scene_begin (s);

  script->name = g_strdup ("Hello");
  script->text = g_strdup ("one");
  OD_OK (od_script_store_add (tx, script, &error));
  OD_OK (od_script_store_delete (tx, script->id, 1, &error));
  fresh->script_id = script->id;
  OD_REFUSED (od_campaign_store_add (tx, fresh, &error), OD_STORE_ERROR_REFUSED);
  solar = od_campaign_store_get (tx, s->campaign, &error);
  solar->script_id = script->id;
  g_assert_false (od_campaign_store_save (tx, solar, &error));
  g_assert_cmpstr (error->message, ==,
                   "The script chosen for “Solar” is gone: choose another");
  od_scene_commit (s);
}

static void
test_campaigns_are_listed_by_name_and_active_ones_by_agent (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 asleep = od_scene_add_campaign (s, "alpha", FALSE);
  g_autoptr (GPtrArray) all = NULL, chosen = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_campaign_store_set_agents (tx, asleep, &s->ann, 1, &error));
  all = od_campaign_store_list (tx, &error);
  chosen = od_campaign_store_list_of_agent (tx, s->ann, &error);
  od_scene_commit (s);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((OdCampaign *) g_ptr_array_index (all, 0))->name, ==, "alpha");
  g_assert_cmpuint (chosen->len, ==, 1);
  g_assert_cmpstr (((OdCampaign *) g_ptr_array_index (chosen, 0))->name, ==, "Solar");
}

static void
test_an_unknown_agent_is_refused_and_nothing_changes (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 agents[] = { s->bob, 999 };
  g_autoptr (GPtrArray) left = NULL;

  OD_REFUSED (od_campaign_store_set_agents (od_scene_begin (s), s->campaign, agents, 2,
                                            &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
  left = od_agent_store_list (od_scene_begin (s), s->campaign, &error);
  od_scene_commit (s);
  g_assert_cmpuint (left->len, ==, 2);
}

/* A full disk is not the agent's fault: whoever asked must be told to try later. */
static void
test_a_full_disk_is_not_called_an_unknown_agent (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_db_exec (tx->db, "PRAGMA max_page_count = 1", &error));
  OD_OK (od_db_exec (tx->db,
                     "CREATE TRIGGER filled BEFORE INSERT ON campaign_agent BEGIN"
                     " INSERT INTO event (seq, at_ms, kind, n, word)"
                     " VALUES (999999, 0, 0, 0, hex (zeroblob (1000000))); END",
                     &error));
  g_assert_false (od_campaign_store_set_agents (tx, s->campaign, &s->ann, 1, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FULL);
  od_scene_undo (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign-store/a-campaign-comes-back-whole",
                   test_a_campaign_comes_back_whole);
  g_test_add_func ("/campaign-store/saving-replaces-the-words",
                   test_saving_replaces_the_words_and_counts_the_version);
  g_test_add_func ("/campaign-store/a-name-is-taken-whatever-its-case",
                   test_a_name_is_taken_whatever_its_case);
  g_test_add_func ("/campaign-store/a-deleted-script-is-given-to-nobody",
                   test_a_deleted_script_is_given_to_nobody);
  g_test_add_func ("/campaign-store/campaigns-are-listed-by-name",
                   test_campaigns_are_listed_by_name_and_active_ones_by_agent);
  g_test_add_func ("/campaign-store/an-unknown-agent-is-refused",
                   test_an_unknown_agent_is_refused_and_nothing_changes);
  g_test_add_func ("/campaign-store/a-full-disk-is-not-called-an-unknown-agent",
                   test_a_full_disk_is_not_called_an_unknown_agent);
  return g_test_run ();
}
