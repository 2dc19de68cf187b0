/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of the agent's keys. What they do is agent-window.ui's. Main thread.
 */
#include "app/agent/agent-shortcuts.h"

GtkShortcutsWindow *
od_agent_shortcuts_new (void)
{
  g_autoptr (GtkBuilder)
    builder = gtk_builder_new_from_resource ("/dev/outdial/Outdial/agent/"
                                             "agent-shortcuts.ui");

  return g_object_ref (GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "keys")));
}
