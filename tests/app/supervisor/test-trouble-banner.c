/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps the server from dialing stands over the window as long as it does.
 */
#include "app/supervisor/trouble-banner.h"

#include "app/supervisor/office.h"

#define SICK "The trunk main refuses calls: 503 Service Unavailable."

static gboolean
says (gpointer banner)
{
  return g_strcmp0 (od_trouble_banner_get_text (banner), SICK) == 0;
}

static gboolean
says_nothing (gpointer banner)
{
  return od_trouble_banner_get_text (banner) == NULL;
}

static void
test_trouble_is_said_while_it_lasts (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = g_object_new (OD_TYPE_TROUBLE_BANNER, NULL);

  office_open (&office);
  od_trouble_banner_set_desk (OD_TROUBLE_BANNER (banner), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), banner);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (says_nothing (banner));
  office_say (&office, "event: dashboard\ndata: {\"trouble\":\"" SICK "\"}\n\n");
  od_test_wait_until (says, banner, 20, "the sentence");
  office_say (&office, "event: dashboard\ndata: {\"trouble\":null}\n\n");
  od_test_wait_until (says_nothing, banner, 20, "the banner to go");

  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/trouble-banner/said-while-it-lasts",
                   test_trouble_is_said_while_it_lasts);
  return g_test_run ();
}
