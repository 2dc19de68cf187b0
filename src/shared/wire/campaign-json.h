/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/campaign.h"

#include <jansson.h>

json_t *od_campaign_json_to (const OdCampaign *campaign);

/** od_campaign_json_take_dialing: rules, multiplier, limits and go_on of a campaign as
 * the server tells it; what is missing stays. */
void od_campaign_json_take_dialing (OdCampaign *campaign, json_t *told);

/** od_campaign_json_apply: as od_leadset_json_apply(). `calling_rules` has no default. */
gboolean od_campaign_json_apply (OdCampaign *campaign, json_t *object, GError **error);
