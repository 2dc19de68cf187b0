/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a form as a person does. What it does not know is read by its labels: when
 * unsure, two contents differ. Main thread.
 */
#include "app/form/form-content.h"

#define LEFT_OUT "form-content-left-out"

static void
add_text_view (GString *text, GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter begin, end;
  g_autofree char *typed = NULL;

  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  typed = gtk_text_buffer_get_text (buffer, &begin, &end, TRUE);
  g_string_append_printf (text, "%s\n", typed);
}

/* FALSE: it says nothing itself; perhaps what is in it does. */
static gboolean
add_own (GString *text, GtkWidget *widget)
{
  if (GTK_IS_EDITABLE (widget))
    g_string_append_printf (text, "%s\n", gtk_editable_get_text (GTK_EDITABLE (widget)));
  else if (GTK_IS_TEXT_VIEW (widget))
    add_text_view (text, GTK_TEXT_VIEW (widget));
  else if (GTK_IS_SWITCH (widget))
    g_string_append_printf (text, "%d\n", gtk_switch_get_active (GTK_SWITCH (widget)));
  else if (GTK_IS_DROP_DOWN (widget))
    g_string_append_printf (text, "%u\n",
                            gtk_drop_down_get_selected (GTK_DROP_DOWN (widget)));
  else if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  else
    return FALSE;
  return TRUE;
}

static void
add (GString *text, GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (!gtk_widget_get_visible (widget) || GTK_IS_POPOVER (widget)
      || g_object_get_data (G_OBJECT (widget), LEFT_OUT) != NULL)
    return;
  if (GTK_IS_CHECK_BUTTON (widget)) /* and the words beside it */
    g_string_append_printf (text, "%d\n",
                            gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)));
  else if (add_own (text, widget))
    return;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    add (text, child);
}

char *
od_form_content_dup (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  add (text, widget);
  return g_string_free (text, FALSE);
}

void
od_form_content_leave_out (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), LEFT_OUT, widget);
}
