#pragma once

#include <gtk/gtk.h>

/** od_supervisor_shortcuts_new: the window that tells the keys; main thread. Floating. */
GtkShortcutsWindow *od_supervisor_shortcuts_new (void);
