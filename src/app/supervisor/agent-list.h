/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_agent_list_new: the Agents tab: all agents and what they do now. Main thread. */
GtkWidget *od_agent_list_new (OdDesk *desk);
