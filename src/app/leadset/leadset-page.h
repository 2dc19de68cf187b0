/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_leadset_page_new: the Leadset tab: all leadsets, and one of them at a time. Main
 * thread. */
GtkWidget *od_leadset_page_new (OdDesk *desk);
