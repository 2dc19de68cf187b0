/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns as values.
 */
#include "shared/model/campaign.h"

static void
test_a_new_campaign_is_careful (void)
{
  g_autoptr (OdCampaign) campaign = od_campaign_new ();

  g_assert_false (campaign->active);
  g_assert_cmpuint (campaign->multiplier_x10, ==, 10);
  g_assert_cmpint (campaign->rules, ==, OD_RULES_NONE);
  g_assert_cmpint (campaign->ring_limit_ms, >=, OD_CALLING_RULES_MIN_RING_MS);
}

static void
test_a_copy_owns_its_texts (void)
{
  g_autoptr (OdCampaign) campaign = od_campaign_new ();
  g_autoptr (OdCampaign) copy = NULL;

  campaign->name = g_strdup ("Solar");
  campaign->source_statuses = g_strsplit ("NEW READY", " ", 0);
  copy = od_campaign_copy (campaign);
  g_assert_cmpstr (copy->name, ==, "Solar");
  g_assert_true (copy->name != campaign->name);
  g_assert_cmpstr (copy->source_statuses[1], ==, "READY");
  g_assert_true (copy->source_statuses != campaign->source_statuses);
  g_assert_null (copy->notes);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign/a-new-campaign-is-careful", test_a_new_campaign_is_careful);
  g_test_add_func ("/campaign/a-copy-owns-its-texts", test_a_copy_owns_its_texts);
  return g_test_run ();
}
