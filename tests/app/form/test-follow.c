/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window goes with its parent, also while somebody holds it.
 */
#include "app/form/follow.h"

#include <adwaita.h>

static void
test_a_held_window_goes_with_its_parent (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  GtkWindow *window = GTK_WINDOW (adw_window_new ());

  od_follow (window, parent);
  gtk_window_present (parent);
  gtk_window_present (window);
  g_object_ref (window); /* as a request under way does */

  gtk_window_destroy (parent);
  g_assert_null (gtk_window_get_transient_for (window));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 0);
  g_assert_finalize_object (window);
}

static gboolean
stay (GtkWindow *window, gboolean *stays)
{
  return *stays;
}

/* Destroying the parent would ask nobody. */
static void
test_what_stands_over_a_window_is_asked (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkWindow *other = GTK_WINDOW (adw_window_new ());
  gboolean stays = TRUE;

  g_assert_true (od_follow_ask_to_close (parent));
  od_follow (window, parent);
  od_follow (other, parent);
  g_signal_connect (window, "close-request", G_CALLBACK (stay), &stays);
  gtk_window_present (parent);
  gtk_window_present (window);
  gtk_window_present (other);
  g_assert_false (od_follow_ask_to_close (parent));
  stays = FALSE;
  g_assert_true (od_follow_ask_to_close (parent));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 1);
  gtk_window_destroy (parent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/follow/held", test_a_held_window_goes_with_its_parent);
  g_test_add_func ("/follow/asked", test_what_stands_over_a_window_is_asked);
  return g_test_run ();
}
