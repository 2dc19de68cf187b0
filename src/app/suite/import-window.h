/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdImportWindow:
 *
 * Import Data into one leadset: choose or paste, map, upload. Main thread.
 */
#define OD_TYPE_IMPORT_WINDOW (od_import_window_get_type ())
G_DECLARE_FINAL_TYPE (OdImportWindow, od_import_window, OD, IMPORT_WINDOW, AdwWindow)

/** od_import_window_new: @leadset: one of the desk's leadsets. */
GtkWindow *od_import_window_new (GtkWindow *parent, OdDesk *desk, OdRecord *leadset);
