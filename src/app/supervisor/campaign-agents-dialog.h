/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/form/form-dialog.h"

/**
 * OdCampaignAgentsDialog:
 *
 * Who is assigned to one campaign. Main thread.
 */
#define OD_TYPE_CAMPAIGN_AGENTS_DIALOG (od_campaign_agents_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdCampaignAgentsDialog,
                      od_campaign_agents_dialog,
                      OD,
                      CAMPAIGN_AGENTS_DIALOG,
                      OdFormDialog)

OdFormDialog *od_campaign_agents_dialog_new (OdDesk *desk, OdRecord *campaign);
