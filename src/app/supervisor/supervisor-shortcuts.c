/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The supervisor's keys, as a page to read. What they do is said where it is done. Main
 * thread.
 */
#include "app/supervisor/supervisor-shortcuts.h"

GtkShortcutsWindow *
od_supervisor_shortcuts_new (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
    "/dev/outdial/Outdial/supervisor/supervisor-shortcuts.ui");

  return g_object_ref (GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "window")));
}
