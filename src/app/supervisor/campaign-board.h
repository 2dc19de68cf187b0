/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdCampaignBoard:
 *
 * One campaign's overview, live: its calls, its agents, its leads. Main thread.
 *
 * Signals:
 *   "back"  to the list of campaigns
 */
#define OD_TYPE_CAMPAIGN_BOARD (od_campaign_board_get_type ())
G_DECLARE_FINAL_TYPE (OdCampaignBoard, od_campaign_board, OD, CAMPAIGN_BOARD, AdwBin)

GtkWidget *od_campaign_board_new (OdDesk *desk, OdRecord *campaign);
