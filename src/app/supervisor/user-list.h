/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_user_list_new: the page of everybody who may sign in: add one, open one to change
 * it, sign one out everywhere. Only an administrator changes who is no agent; nobody
 * does so here to themselves. Main thread. */
GtkWidget *od_user_list_new (OdDesk *desk);
