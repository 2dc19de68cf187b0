/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** od_supervisor_shortcuts_new: (transfer full): the window that tells the keys; main
 * thread. */
GtkShortcutsWindow *od_supervisor_shortcuts_new (void);
