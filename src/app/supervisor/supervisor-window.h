/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdSupervisorWindow:
 *
 * The dashboard on top, the tabs Campaigns, Agents, Scripts and Leadset under it. Main
 * thread.
 *
 * Actions it expects of the application: "app.sign-out", "app.about" and "app.style" (a
 * string: "system", "light" or "dark").
 */
#define OD_TYPE_SUPERVISOR_WINDOW (od_supervisor_window_get_type ())
G_DECLARE_FINAL_TYPE (OdSupervisorWindow,
                      od_supervisor_window,
                      OD,
                      SUPERVISOR_WINDOW,
                      AdwApplicationWindow)

GtkWidget *od_supervisor_window_new (GtkApplication *app, OdDesk *desk);

/** od_supervisor_window_set_leadset_page: what the Leadset tab shows; without it there is
 * no such tab. */
void od_supervisor_window_set_leadset_page (OdSupervisorWindow *self, GtkWidget *page);

/** od_supervisor_window_show_tab: "campaigns", "agents", "scripts" or "leadsets". */
void od_supervisor_window_show_tab (OdSupervisorWindow *self, const char *name);
