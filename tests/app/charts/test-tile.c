/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A tile says its number, and what its colour says, in words too.
 */
#include "app/charts/tile.h"

static void
assert_name (GtkWidget *tile, const char *name)
{
  g_autofree char *wrong =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (tile),
                                        GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  g_assert_cmpstr (wrong, ==, NULL);
}

static void
test_the_name_has_the_number (void)
{
  GtkWidget *tile = g_object_ref_sink (od_tile_new ("Calls Ringing"));

  assert_name (tile, "Calls Ringing: –");
  od_tile_set_value (OD_TILE (tile), 0);
  assert_name (tile, "Calls Ringing: 0");
  od_tile_set_value (OD_TILE (tile), 3);
  assert_name (tile, "Calls Ringing: 3");
  g_assert_finalize_object (tile);
}

static void
test_colour_is_never_the_only_signal (void)
{
  GtkWidget *tile = g_object_ref_sink (od_tile_new ("Calls Waiting"));

  od_tile_set_stale (OD_TILE (tile), TRUE);
  g_assert_true (gtk_widget_has_css_class (tile, "stale"));
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "May be old");
  od_tile_set_alarm (OD_TILE (tile), TRUE);
  g_assert_true (gtk_widget_has_css_class (tile, "alarm"));
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Too long");
  od_tile_set_alarm (OD_TILE (tile), FALSE);
  od_tile_set_stale (OD_TILE (tile), FALSE);
  g_assert_false (gtk_widget_has_css_class (tile, "alarm"));
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
  g_assert_finalize_object (tile);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/tile/the-name-has-the-number", test_the_name_has_the_number);
  g_test_add_func ("/tile/colour-is-never-the-only-signal",
                   test_colour_is_never_the_only_signal);
  return g_test_run ();
}
