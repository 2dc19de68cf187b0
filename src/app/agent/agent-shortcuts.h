/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** od_agent_shortcuts_new: (transfer full): the agent's keys, for
 * gtk_application_window_set_help_overlay(). */
GtkShortcutsWindow *od_agent_shortcuts_new (void);
