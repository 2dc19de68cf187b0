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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/row-name/speaks", test_a_row_speaks_its_title);
  return g_test_run ();
}
