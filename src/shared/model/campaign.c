/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign: a plain value, and what its calling rules mean in numbers. Pure.
 */
#include "shared/model/campaign.h"

static const struct {
  const char *name;
  guint cap; /* tenths of a percent */
} rules_table[OD_RULES_N] = {
  [OD_RULES_NONE] = { "", 0 },      [OD_RULES_US_TSR] = { "US-TSR", 30 },
  [OD_RULES_UK] = { "UK", 0 },      [OD_RULES_EU] = { "EU", 0 },
  [OD_RULES_TEST] = { "TEST", 30 },
};

OdCampaign *
od_campaign_new (void)
{
  OdCampaign *campaign = g_new0 (OdCampaign, 1);

  campaign->multiplier_x10 = 10;
  campaign->dispositions = od_disposition_list_new ();
  campaign->wrap_up_ms = OD_CAMPAIGN_WRAP_UP_MS;
  campaign->ring_limit_ms = OD_CAMPAIGN_RING_LIMIT_MS;
  return campaign;
}

OdCampaign *
od_campaign_copy (const OdCampaign *campaign)
{
  OdCampaign *copy = g_memdup2 (campaign, sizeof *campaign);

  copy->name = g_strdup (campaign->name);
  copy->notes = g_strdup (campaign->notes);
  copy->caller_id = g_strdup (campaign->caller_id);
  copy->source_statuses = g_strdupv (campaign->source_statuses);
  copy->dispositions = od_disposition_list_copy (campaign->dispositions);
  return copy;
}

void
od_campaign_free (OdCampaign *campaign)
{
  g_free (campaign->name);
  g_free (campaign->notes);
  g_free (campaign->caller_id);
  g_strfreev (campaign->source_statuses);
  g_ptr_array_unref (campaign->dispositions);
  g_free (campaign);
}

const char *
od_calling_rules_get_name (OdCallingRules rules)
{
  g_return_val_if_fail (rules < OD_RULES_N, NULL);
  return rules_table[rules].name;
}

gboolean
od_calling_rules_from_name (const char *name, OdCallingRules *rules)
{
  for (guint i = OD_RULES_NONE + 1; i < OD_RULES_N; i++) {
    if (g_strcmp0 (rules_table[i].name, name) == 0) {
      *rules = i;
      return TRUE;
    }
  }

  return FALSE;
}

guint
od_calling_rules_get_cap (OdCallingRules rules)
{
  g_return_val_if_fail (rules < OD_RULES_N, 0);
  return rules_table[rules].cap;
}
