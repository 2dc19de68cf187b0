/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/form/form-dialog.h"

/**
 * OdDncImportDialog:
 *
 * A file of numbers that are not dialed any more: what it holds is seen before it is
 * sent, a batch at a time; stopping it leaves what was sent. At the end it tells how many
 * came to the list, were there, and are no numbers. Main thread.
 */
#define OD_TYPE_DNC_IMPORT_DIALOG (od_dnc_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdDncImportDialog,
                      od_dnc_import_dialog,
                      OD,
                      DNC_IMPORT_DIALOG,
                      OdFormDialog)

/** od_dnc_import_dialog_new: of @file, which is read at once. */
OdFormDialog *od_dnc_import_dialog_new (OdDesk *desk, GFile *file);
