/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/form/form-dialog.h"

/**
 * OdScriptDialog:
 *
 * A new script, or one that is changed. Main thread.
 */
#define OD_TYPE_SCRIPT_DIALOG (od_script_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdScriptDialog, od_script_dialog, OD, SCRIPT_DIALOG, OdFormDialog)

/** od_script_dialog_new: @script: (nullable): which to change; NULL: a new one. */
OdFormDialog *od_script_dialog_new (OdDesk *desk, OdRecord *script);
