/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdCampaignList:
 *
 * The Campaigns tab: all campaigns, and the overview of the one that was opened, until
 * Back. Main thread.
 */
#define OD_TYPE_CAMPAIGN_LIST (od_campaign_list_get_type ())
G_DECLARE_FINAL_TYPE (OdCampaignList, od_campaign_list, OD, CAMPAIGN_LIST, AdwBin)

GtkWidget *od_campaign_list_new (OdDesk *desk);

/** od_campaign_list_open: shows one campaign's overview. */
void od_campaign_list_open (OdCampaignList *self, OdRecord *campaign);

/** od_campaign_list_go_back: to the list. */
void od_campaign_list_go_back (OdCampaignList *self);
