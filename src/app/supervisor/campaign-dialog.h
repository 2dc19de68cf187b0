/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/form/form-dialog.h"

/**
 * OdCampaignDialog:
 *
 * A new campaign, or one that is changed: what it is, then who is assigned. Main thread.
 */
#define OD_TYPE_CAMPAIGN_DIALOG (od_campaign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdCampaignDialog,
                      od_campaign_dialog,
                      OD,
                      CAMPAIGN_DIALOG,
                      OdFormDialog)

/** od_campaign_dialog_new: @campaign: (nullable): which to change; NULL: a new one. */
OdFormDialog *od_campaign_dialog_new (OdDesk *desk, OdRecord *campaign);
