/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks through a window's widgets, first children first.
 */
#include "support/seen.h"

#include "support/waiting.h"

#include <string.h>

#define LIMIT_S 20

GtkWidget *
od_test_find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = od_test_find_widget (child, type);
  return found;
}

GtkWidget *
od_test_find_button (GtkWidget *widget, const char *words)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), words) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = od_test_find_button (child, words);
  return found;
}

GtkWidget *
od_test_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_visible (window))
      return window;
  }
  return NULL;
}

void
od_test_close_windows (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  while (g_list_model_get_n_items (windows) > 0) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, 0);

    gtk_window_destroy (window);
  }
}

void
od_test_press (GtkWidget *widget, const char *words)
{
  GtkWidget *button = od_test_find_button (widget, words);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

gboolean
od_test_says (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (od_test_says (child, words))
      return TRUE;
  }

  return FALSE;
}

typedef struct {
  GtkWidget *widget;
  const char *words;
} Wish;

static gboolean
is_said (gpointer data)
{
  const Wish *wish = data;

  return od_test_says (wish->widget, wish->words);
}

void
od_test_await_words (GtkWidget *widget, const char *words)
{
  Wish wish = { widget, words };

  od_test_wait_until (is_said, &wish, LIMIT_S, words);
}
