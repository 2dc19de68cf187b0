/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accessible name of a row's text. Main thread.
 */
#include "app/form/row-name.h"

#include <adwaita.h>

static void
speak_tooltip (GtkWidget *button)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_widget_get_tooltip_text (button), -1);
}

/* That of a password says what it shows or hides only to the mouse. */
static void
name_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_tooltip_text (widget) != NULL) {
    g_signal_connect (widget, "notify::tooltip-text", G_CALLBACK (speak_tooltip), NULL);
    speak_tooltip (widget);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

void
od_row_name_speak (GtkEditable *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (row)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  name_buttons (GTK_WIDGET (row));
}
