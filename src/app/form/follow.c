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

static GtkWindow *
find_follower (GtkWindow *parent, GListModel *windows, guint *at)
{
  for (; *at < g_list_model_get_n_items (windows); (*at)++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, *at);

    if (gtk_window_get_transient_for (window) == parent
        && gtk_widget_get_visible (GTK_WIDGET (window)))
      return window; /* GTK's list holds it */
  }
  return NULL;
}

gboolean
od_follow_ask_to_close (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *window;
  guint at = 0;

  while ((window = find_follower (parent, windows, &at)) != NULL) {
    guint before = g_list_model_get_n_items (windows);

    gtk_window_close (window);
    if (g_list_model_get_n_items (windows) >= before)
      return FALSE; /* it stays, and perhaps asks why */
  }
  return TRUE;
}
