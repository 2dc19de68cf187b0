/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns and what their calling rules mean in numbers.
 */
#include "shared/model/campaign.h"

static const struct {
  OdCallingRules rules;
  const char *name;
  guint cap;
} laws[] = {
  { OD_RULES_US_TSR, "US-TSR", 30 },
  { OD_RULES_UK, "UK", 0 },
  { OD_RULES_EU, "EU", 0 },
  { OD_RULES_TEST, "TEST", 30 },
};

static void
test_every_law_has_its_name_and_its_cap (void)
{
  OdCallingRules back;

  for (gsize i = 0; i < G_N_ELEMENTS (laws); i++) {
    g_assert_cmpstr (od_calling_rules_get_name (laws[i].rules), ==, laws[i].name);
    g_assert_cmpuint (od_calling_rules_get_cap (laws[i].rules), ==, laws[i].cap);
    g_assert_true (od_calling_rules_from_name (laws[i].name, &back));
    g_assert_cmpint (back, ==, laws[i].rules);
  }
  g_assert_cmpuint (G_N_ELEMENTS (laws), ==, OD_RULES_N - 1);
}

static void
test_no_law_cannot_be_chosen (void)
{
  OdCallingRules back;

  g_assert_false (od_calling_rules_from_name ("", &back));
  g_assert_false (od_calling_rules_from_name ("uk", &back));
  g_assert_false (od_calling_rules_from_name (NULL, &back));
  g_assert_cmpuint (od_calling_rules_get_cap (OD_RULES_NONE), ==, 0);
}

static void
test_a_new_campaign_is_careful (void)
{
  g_autoptr (OdCampaign) campaign = od_campaign_new ();

  g_assert_false (campaign->active);
  g_assert_cmpuint (campaign->multiplier_x10, ==, 10);
  g_assert_cmpint (campaign->rules, ==, OD_RULES_NONE);
  g_assert_cmpint (campaign->ring_limit_ms, >=, OD_CAMPAIGN_RING_MIN_MS);
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
  g_test_add_func ("/campaign/every-law-has-its-name-and-its-cap",
                   test_every_law_has_its_name_and_its_cap);
  g_test_add_func ("/campaign/no-law-cannot-be-chosen", test_no_law_cannot_be_chosen);
  g_test_add_func ("/campaign/a-new-campaign-is-careful", test_a_new_campaign_is_careful);
  g_test_add_func ("/campaign/a-copy-owns-its-texts", test_a_copy_owns_its_texts);
  return g_test_run ();
}
