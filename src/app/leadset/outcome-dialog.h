/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_outcome_dialog_show: (transfer none): Correct the Outcome of @call, as the calls of
 * its lead have it, over the window that @widget is in. It closes by itself. Returns: an
 * OdFormDialog, for its "saved". */
GtkWidget *od_outcome_dialog_show (GtkWidget *widget, OdDesk *desk, json_t *call);
