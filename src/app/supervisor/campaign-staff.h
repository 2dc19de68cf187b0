/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/desk/board-watch.h"

#include <gtk/gtk.h>

/**
 * OdCampaignStaff:
 *
 * The agents of one campaign: who is assigned, and who waits in it for a call, the
 * longest waiting first. Main thread.
 *
 * Signals:
 *   "failed" (const char *why)  an agent could not be removed: a sentence
 */
#define OD_TYPE_CAMPAIGN_STAFF (od_campaign_staff_get_type ())
G_DECLARE_FINAL_TYPE (OdCampaignStaff, od_campaign_staff, OD, CAMPAIGN_STAFF, GObject)

/** od_campaign_staff_new: @watch: for how many calls each agent had. */
OdCampaignStaff *
od_campaign_staff_new (OdDesk *desk, gint64 campaign_id, OdBoardWatch *watch);

/** od_campaign_staff_new_agents_list: the Campaign Agents table; lives no longer than the
 * staff. */
GtkWidget *od_campaign_staff_new_agents_list (OdCampaignStaff *self);

/** od_campaign_staff_new_queue_list: the Agents in Queue table; so too. */
GtkWidget *od_campaign_staff_new_queue_list (OdCampaignStaff *self);

/** od_campaign_staff_tick: a second is over: the waiting times are longer. */
void od_campaign_staff_tick (OdCampaignStaff *self);

/** od_campaign_staff_read: reads again who is assigned. */
void od_campaign_staff_read (OdCampaignStaff *self);
