/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_retry_dialog_show: after which outcomes @leadset's leads are dialed again by
 * themselves, over the window that @widget is in. It closes by itself. Returns: it. */
GtkWidget *od_retry_dialog_show (GtkWidget *widget, OdDesk *desk, OdRecord *leadset);
