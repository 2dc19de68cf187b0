/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/form/form-dialog.h"

/**
 * OdBulkAgentsDialog:
 *
 * Asks how many agents, makes them, and shows their passwords once. Main thread.
 */
#define OD_TYPE_BULK_AGENTS_DIALOG (od_bulk_agents_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdBulkAgentsDialog,
                      od_bulk_agents_dialog,
                      OD,
                      BULK_AGENTS_DIALOG,
                      OdFormDialog)

OdFormDialog *od_bulk_agents_dialog_new (OdDesk *desk);
