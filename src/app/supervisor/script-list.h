/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_script_list_new: the Scripts tab: what agents say. Main thread. */
GtkWidget *od_script_list_new (OdDesk *desk);
