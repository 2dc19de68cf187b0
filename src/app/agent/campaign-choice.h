/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/**
 * OdCampaignChoice:
 *
 * For which campaign an agent works: one of those that are active and open to this agent.
 *
 * Signals:
 *   "chosen" (gint64 id)
 *   "left"   the agent stays with the campaign there is
 */
#define OD_TYPE_CAMPAIGN_CHOICE (od_campaign_choice_get_type ())
G_DECLARE_FINAL_TYPE (OdCampaignChoice, od_campaign_choice, OD, CAMPAIGN_CHOICE, AdwBin)

/** od_campaign_choice_show: @campaigns: (nullable): array of {id, name}; @current:
 * proposed until the agent chooses; @may_leave: there is one to stay with. */
void od_campaign_choice_show (OdCampaignChoice *self,
                              json_t *campaigns,
                              gint64 current,
                              gboolean may_leave);

/** od_campaign_choice_get_chosen: what Confirm would choose; 0: nothing. */
gint64 od_campaign_choice_get_chosen (OdCampaignChoice *self);

/** od_campaign_choice_focus: on what the agent does first. */
void od_campaign_choice_focus (OdCampaignChoice *self);
