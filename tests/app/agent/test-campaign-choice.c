/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Choosing among campaigns that come and go.
 */
#include "app/agent/campaign-choice.h"

static void
on_chosen (OdCampaignChoice *choice, gint64 id, gint64 *chosen)
{
  *chosen = id;
}

static void
show (OdCampaignChoice *choice, const char *text, gint64 current)
{
  json_t *campaigns = json_loads (text, 0, NULL);

  od_campaign_choice_show (choice, campaigns, current, FALSE);
  json_decref (campaigns);
}

static void
test_the_last_campaign_is_proposed (void)
{
  OdCampaignChoice *choice = g_object_ref_sink (
    g_object_new (OD_TYPE_CAMPAIGN_CHOICE, NULL));

  show (choice, "[{\"id\":3,\"name\":\"A <i>&\"},{\"id\":5,\"name\":\"B\"}]", 5);
  g_assert_cmpint (od_campaign_choice_get_chosen (choice), ==, 5);
  g_assert_finalize_object (choice);
}

/* A list that came again must not take away what somebody has just chosen. */
static void
test_a_choice_survives_the_news (void)
{
  OdCampaignChoice *choice = g_object_ref_sink (
    g_object_new (OD_TYPE_CAMPAIGN_CHOICE, NULL));

  show (choice, "[{\"id\":3,\"name\":\"A\"},{\"id\":5,\"name\":\"B\"}]", 5);
  show (choice, "[{\"id\":1,\"name\":\"0\"},{\"id\":5,\"name\":\"B\"}]", 3);
  g_assert_cmpint (od_campaign_choice_get_chosen (choice), ==, 5);
  show (choice, "[{\"id\":1,\"name\":\"0\"}]", 3);
  g_assert_cmpint (od_campaign_choice_get_chosen (choice), ==, 1);
  g_assert_finalize_object (choice);
}

static void
test_without_campaigns_nothing_can_be_chosen (void)
{
  OdCampaignChoice *choice = g_object_ref_sink (
    g_object_new (OD_TYPE_CAMPAIGN_CHOICE, NULL));
  gint64 chosen = -1;

  g_signal_connect (choice, "chosen", G_CALLBACK (on_chosen), &chosen);
  show (choice, "[]", 3);
  g_assert_cmpint (od_campaign_choice_get_chosen (choice), ==, 0);
  g_assert_cmpint (chosen, ==, -1);
  g_assert_finalize_object (choice);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/campaign-choice/the-last-campaign-is-proposed",
                   test_the_last_campaign_is_proposed);
  g_test_add_func ("/campaign-choice/a-choice-survives-the-news",
                   test_a_choice_survives_the_news);
  g_test_add_func ("/campaign-choice/without-campaigns-nothing-can-be-chosen",
                   test_without_campaigns_nothing_can_be_chosen);
  return g_test_run ();
}
