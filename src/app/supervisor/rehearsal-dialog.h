/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/form/form-dialog.h"

/**
 * OdRehearsalDialog:
 *
 * How would this campaign fare with so many agents, if so many answered? As its latest
 * calls went, in simulated time, on a thread of its own; nothing is dialed, and the
 * server is asked once. A day that is played when the dialog closes ends by itself,
 * unheard, in seconds. Main thread.
 */
#define OD_TYPE_REHEARSAL_DIALOG (od_rehearsal_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdRehearsalDialog,
                      od_rehearsal_dialog,
                      OD,
                      REHEARSAL_DIALOG,
                      OdFormDialog)

OdFormDialog *od_rehearsal_dialog_new (OdDesk *desk, OdRecord *campaign);
