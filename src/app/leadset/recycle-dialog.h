/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_recycle_dialog_show: Data Recycle of one leadset, over the window that @widget is
 * in. It closes by itself. Returns: an OdFormDialog, for its "saved" {"leads": n}. */
GtkWidget *od_recycle_dialog_show (GtkWidget *widget, OdDesk *desk, OdRecord *leadset);
