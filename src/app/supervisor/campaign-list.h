/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_campaign_list_new: the Campaigns tab: all campaigns, and the overview of the one
 * that was opened, until Back. Main thread. */
GtkWidget *od_campaign_list_new (OdDesk *desk);

/** od_campaign_list_open: the overview of @id, as if it had been chosen in @list; nothing
 * if no such campaign is known. */
void od_campaign_list_open (GtkWidget *list, OdDesk *desk, gint64 id);
