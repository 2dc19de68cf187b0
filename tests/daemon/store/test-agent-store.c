/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who answers, where they stand, what they asked for.
 */
#include "daemon/store/agent-store.h"

#include "daemon/store/campaign-store.h"
#include "daemon/store/store-scene.h"

static void
test_agents_are_listed_by_id_and_by_campaign (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);
  g_autoptr (GPtrArray) all = NULL, some = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_campaign_store_set_agents (tx, other, &s->bob, 1, &error));
  all = od_agent_store_list (tx, 0, &error);
  some = od_agent_store_list (tx, other, &error);
  od_scene_commit (s);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (((OdAgent *) g_ptr_array_index (all, 0))->id, ==, s->ann);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpstr (((OdAgent *) g_ptr_array_index (some, 0))->name, ==, "bob");
}

static void
test_a_move_is_kept_and_logged (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdAgent) agent = NULL;
  const OdEvent *event;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_agent_store_move (tx, s->ann, OD_AGENT_OFFLINE, OD_AGENT_PAUSED, &error));
  event = g_ptr_array_index (tx->events, 0);
  g_assert_cmpint (event->agent_id, ==, s->ann);
  g_assert_cmpstr (event->was, ==, "offline");
  g_assert_cmpstr (event->word, ==, "paused");
  agent = od_agent_store_get (tx, s->ann, &error);
  od_scene_commit (s);
  g_assert_cmpint (agent->state, ==, OD_AGENT_PAUSED);
}

static void
test_a_wish_needs_an_assignment_and_zero_keeps_the_campaign (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);
  g_autoptr (OdAgent) agent = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_agent_store_set_wish (tx, s->ann, s->campaign, TRUE, &error));
  OD_REFUSED (od_agent_store_set_wish (tx, s->ann, other, FALSE, &error),
              OD_STORE_ERROR_REFUSED);
  OD_REFUSED (od_agent_store_set_wish (tx, 999, 0, TRUE, &error), OD_STORE_ERROR_REFUSED);
  OD_OK (od_agent_store_set_wish (tx, s->ann, 0, FALSE, &error));
  agent = od_agent_store_get (tx, s->ann, &error);
  od_scene_commit (s);
  g_assert_cmpint (agent->campaign_id, ==, s->campaign);
  g_assert_false (agent->wants_ready);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-store/agents-are-listed-by-id-and-by-campaign",
                   test_agents_are_listed_by_id_and_by_campaign);
  g_test_add_func ("/agent-store/a-move-is-kept-and-logged",
                   test_a_move_is_kept_and_logged);
  g_test_add_func ("/agent-store/a-wish-needs-an-assignment",
                   test_a_wish_needs_an_assignment_and_zero_keeps_the_campaign);
  return g_test_run ();
}
