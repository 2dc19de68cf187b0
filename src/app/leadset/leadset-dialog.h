/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_leadset_dialog_show: Create Leadset, or the details of @leadset to edit, over the
 * window that @widget is in. It closes by itself. */
void od_leadset_dialog_show (GtkWidget *widget, OdDesk *desk, OdRecord *leadset);
