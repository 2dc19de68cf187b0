/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_lead_dialog_show: (transfer none): Edit Lead over the window that @widget is in. It
 * closes by itself. Returns: an OdFormDialog, for its "saved". It has another signal:
 * "corrected" (OdRecord *lead): one of its calls came out differently, and with that
 * @lead is perhaps another at the server. */
GtkWidget *od_lead_dialog_show (GtkWidget *widget, OdDesk *desk, OdRecord *lead);

/** od_lead_dialog_show_new: the same for a lead that @leadset does not have yet: Add Lead
 * (Form). */
void od_lead_dialog_show_new (GtkWidget *widget, OdDesk *desk, OdRecord *leadset);
