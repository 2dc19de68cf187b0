/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/rehearsal/rehearsal.h"
#include "shared/model/campaign.h"
#include "shared/model/past.h"

#include <glib.h>

#define OD_CAMPAIGN_SCENARIO_HOURS 8
#define OD_CAMPAIGN_SCENARIO_SEED  1

/**
 * od_campaign_scenario_set:
 * @campaign: of which rules, multiplier, limits and go_on are read
 * @past: lent to @scenario
 *
 * A day of @campaign as its latest calls went, with all who are assigned, who may be
 * nobody or too many. Pure; any thread. FALSE: it has called too few (rehearsal.h).
 */
gboolean od_campaign_scenario_set (OdScenario *scenario,
                                   const OdCampaign *campaign,
                                   const OdPast *past);
