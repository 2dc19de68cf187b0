/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a campaign to a day that can be played. Pure.
 */
#include "shared/rehearsal/campaign-scenario.h"

#define ONE_PER_AGENT_X10 10 /* who goes on after a stop */

/* The lower of two limits, of which 0 is none. */
static int
get_lower (gint64 a, gint64 b)
{
  return (int) (a == 0 || b == 0 ? MAX (a, b) : MIN (a, b));
}

gboolean
od_campaign_scenario_set (OdScenario *scenario,
                          const OdCampaign *campaign,
                          const OdPast *past)
{
  double people = past->talked > 0 ? (double) past->people / past->talked : 1;
  guint multiplier_x10 = campaign->go_on != NULL ? ONE_PER_AGENT_X10
                                                 : campaign->multiplier_x10;

  *scenario = (OdScenario){ .agents = (int) past->agents,
                            .hours = OD_CAMPAIGN_SCENARIO_HOURS,
                            .people = CLAMP (people, 0, 1),
                            .leads = past->leads,
                            .seed = OD_CAMPAIGN_SCENARIO_SEED };
  scenario->dialing = (OdPacedSettings){
    .pacing = { (int) multiplier_x10, (int) od_calling_rules_get (campaign->rules)->cap },
    .calls_per_second = get_lower (campaign->calls_per_second, past->calls_per_second),
    .channels = get_lower (campaign->channels, past->channels),
    .month_people = MAX (past->month_people, 0),
    .month_abandoned = MAX (past->month_abandoned, 0),
  };
  return od_scenario_set_learned (scenario, past->learned);
}
