/* SPDX-License-Identifier: GPL-3.0-or-later */
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

/* (transfer full) (nullable) */
static GtkWindow *
find_follower (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (window) == parent
        && gtk_widget_get_visible (GTK_WIDGET (window)))
      return g_steal_pointer (&window);
  }
  return NULL;
}

gboolean
od_follow_ask_to_close (GtkWindow *parent)
{
  for (;;) {
    g_autoptr (GtkWindow) window = find_follower (parent);

    if (window == NULL)
      return TRUE;
    gtk_window_close (window);
    if (gtk_widget_get_visible (GTK_WIDGET (window)))
      return FALSE; /* it stays, and perhaps asks why */
  }
}
