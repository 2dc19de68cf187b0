/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign: a plain value. Pure.
 */
#include "shared/model/campaign.h"

OdCampaign *
od_campaign_new (void)
{
  OdCampaign *campaign = g_new0 (OdCampaign, 1);

  campaign->multiplier_x10 = od_calling_rules_get (campaign->rules)->multiplier_x10;
  campaign->dispositions = od_disposition_list_new ();
  campaign->wrap_up_ms = OD_CAMPAIGN_WRAP_UP_MS;
  campaign->ring_limit_ms = OD_CAMPAIGN_RING_LIMIT_MS;
  return campaign;
}

void
od_campaign_free (OdCampaign *campaign)
{
  g_free (campaign->name);
  g_free (campaign->notes);
  g_free (campaign->caller_id);
  g_free (campaign->stopped);
  g_free (campaign->go_on);
  g_strfreev (campaign->source_statuses);
  g_ptr_array_unref (campaign->dispositions);
  g_free (campaign);
}
