/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's limits are the tighter ones, and its rules those it dials under.
 */
#include "shared/rehearsal/campaign-scenario.h"

#include "daemon/pacing/learned.h"

#include <stdlib.h>

/* (transfer full): of malloc() */
static char *
learn (int n)
{
  OdLearned learned = { 0 };

  for (int i = 1; i <= n; i++) {
    od_hazard_end (&learned.ring, i % 4 == 0 ? 0 : 1, 8.5);
    od_hazard_end (&learned.talk, 0, 60);
    od_hazard_end (&learned.wrap, 0, 20);
  }
  return od_learned_write (&learned);
}

static void
test_the_tighter_limit_holds (void)
{
  OdCampaign campaign = {
    .rules = OD_RULES_US_TSR, .multiplier_x10 = 25, .calls_per_second = 4, .channels = 0
  };
  char *learned = learn (400);
  OdPast past = { .agents = 12,
                  .leads = 300,
                  .talked = 80,
                  .people = 60,
                  .month_people = 50,
                  .month_abandoned = 1,
                  .calls_per_second = 10,
                  .channels = 30,
                  .learned = learned };
  OdScenario scenario;

  g_assert_true (od_campaign_scenario_set (&scenario, &campaign, &past));
  g_assert_cmpint (scenario.agents, ==, 12);
  g_assert_cmpint (scenario.leads, ==, 300);
  g_assert_cmpfloat (scenario.people, ==, .75);
  g_assert_cmpfloat_with_epsilon (scenario.answers, .25, .001);
  g_assert_cmpint (scenario.dialing.pacing.multiplier_x10, ==, 25);
  g_assert_cmpint (scenario.dialing.pacing.cap_permille, ==, 30);
  g_assert_cmpint (scenario.dialing.calls_per_second, ==, 4);
  g_assert_cmpint (scenario.dialing.channels, ==, 30);
  g_assert_cmpint (scenario.dialing.month_people, ==, 50);
  g_assert_cmpint (scenario.dialing.month_abandoned, ==, 1);

  campaign.go_on = (char *) "Codec mended";
  past.talked = past.people = 0;
  g_assert_true (od_campaign_scenario_set (&scenario, &campaign, &past));
  g_assert_cmpint (scenario.dialing.pacing.multiplier_x10, ==, 10);
  g_assert_cmpfloat (scenario.people, ==, 1);
  free (learned);
}

static void
test_sums_below_nothing_are_nothing (void)
{
  OdCampaign campaign = { .rules = OD_RULES_UK, .multiplier_x10 = 10 };
  char *learned = learn (400);
  OdPast past = { .talked = 3,
                  .people = -1,
                  .month_people = -5,
                  .month_abandoned = -2,
                  .learned = learned };
  OdScenario scenario;

  g_assert_true (od_campaign_scenario_set (&scenario, &campaign, &past));
  g_assert_cmpfloat (scenario.people, ==, 0);
  g_assert_cmpint (scenario.dialing.month_people, ==, 0);
  g_assert_cmpint (scenario.dialing.month_abandoned, ==, 0);
  free (learned);
}

static void
test_too_few_calls_are_no_day (void)
{
  OdCampaign campaign = { .rules = OD_RULES_UK, .multiplier_x10 = 10 };
  OdPast past = { .learned = (char *) "" };
  OdScenario scenario;

  g_assert_false (od_campaign_scenario_set (&scenario, &campaign, &past));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign-scenario/limits", test_the_tighter_limit_holds);
  g_test_add_func ("/campaign-scenario/sums", test_sums_below_nothing_are_nothing);
  g_test_add_func ("/campaign-scenario/too-few", test_too_few_calls_are_no_day);
  return g_test_run ();
}
