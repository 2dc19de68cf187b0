/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is written above a row's text is also its name.
 */
#include "app/form/row-name.h"

#include <adwaita.h>

static void
test_a_row_speaks_its_title (void)
{
  GtkWidget *row = g_object_ref_sink (adw_entry_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "User Name");
  od_row_name_speak (GTK_EDITABLE (row));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (
                                         gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "User Name");
  g_object_unref (row);
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) && gtk_widget_get_visible (widget) ? widget
                                                                               : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

static void
test_the_button_of_a_password_speaks (void)
{
  GtkWidget *row = g_object_ref_sink (adw_password_entry_row_new ());
  GtkWidget *button = find_button (row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Password");
  od_row_name_speak (GTK_EDITABLE (row));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Show Text");
  g_signal_emit_by_name (button, "clicked");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Hide Text");
  g_object_unref (row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/row-name/speaks", test_a_row_speaks_its_title);
  g_test_add_func ("/row-name/button", test_the_button_of_a_password_speaks);
  return g_test_run ();
}
