/*
 * Windows that belong to windows. Main thread.
 */
#include "app/form/follow.h"

static void
on_parent_gone (GtkWindow *parent, GtkWindow *window)
{
  gtk_window_set_transient_for (window, NULL);
  gtk_window_destroy (window);
}

void
od_follow (GtkWindow *window, GtkWindow *parent)
{
  gtk_window_set_transient_for (window, parent);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (on_parent_gone), window, 0);
}
