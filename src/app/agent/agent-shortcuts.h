#pragma once

#include <gtk/gtk.h>

/** od_agent_shortcuts_new: (transfer floating): the agent's keys, as
 * gtk_application_window_set_help_overlay() takes them. */
GtkShortcutsWindow *od_agent_shortcuts_new (void);
