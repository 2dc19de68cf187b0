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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign/a-new-campaign-is-careful", test_a_new_campaign_is_careful);
  return g_test_run ();
}
