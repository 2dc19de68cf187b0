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

/* A newer libadwaita has another one in the row, to apply what was typed. */
static GtkWidget *
find_button (GtkWidget *widget)
{
  const char *icon = GTK_IS_BUTTON (widget)
                       ? gtk_button_get_icon_name (GTK_BUTTON (widget))
                       : NULL;
  GtkWidget *found = g_strcmp0 (icon, "view-reveal-symbolic") == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

/* (transfer full): what it tells the mouse, and with that everybody. */
static char *
hear (GtkWidget *button)
{
  char *tooltip = g_strdup (gtk_widget_get_tooltip_text (button));

  g_assert_nonnull (tooltip);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip);
  return tooltip;
}

static void
test_the_button_of_a_password_speaks (void)
{
  GtkWidget *row = g_object_ref_sink (adw_password_entry_row_new ());
  GtkWidget *button = find_button (row);
  g_autofree char *show = NULL, *hide = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Password");
  od_row_name_speak (GTK_EDITABLE (row));
  show = hear (button);
  g_signal_emit_by_name (button, "clicked");
  hide = hear (button);
  g_assert_cmpstr (hide, !=, show);
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
