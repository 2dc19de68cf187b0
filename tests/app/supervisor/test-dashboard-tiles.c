/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The eight numbers are the server's, and fade when it is silent.
 */
#include "app/supervisor/dashboard-tiles.h"

#include "app/charts/tile.h"
#include "app/supervisor/office.h"

static const struct {
  const char *title;
  const char *value;
} expected[] = {
  { "Agents Logged In", "2" }, { "Agents Paused", "0" },   { "Agents Waiting", "2" },
  { "Agents in Call", "0" },   { "Active Calls", "3" },    { "Calls Waiting", "1" },
  { "Calls Ringing", "4" },    { "Data Remaining", "60" },
};

static gboolean
is_faded (gpointer tile)
{
  return gtk_widget_has_css_class (tile, "stale");
}

static gboolean
is_alarmed (gpointer tile)
{
  return gtk_widget_has_css_class (tile, "alarm");
}

static void
test_who_waits_too_long_is_seen (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *tiles = g_object_new (OD_TYPE_DASHBOARD_TILES, NULL);
  GtkWidget *tile;

  office_open (&office);
  od_dashboard_tiles_set_desk (OD_DASHBOARD_TILES (tiles), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), tiles);
  gtk_window_present (GTK_WINDOW (window));
  tile = gtk_widget_get_ancestor (office_wait_for (tiles, GTK_TYPE_LABEL,
                                                   "Calls Waiting"),
                                  OD_TYPE_TILE);

  office_say (&office, "event: dashboard\ndata: {\"calls_waiting\":2,"
                       "\"longest_waiting_ms\":300}\n\n");
  office_wait_for (tile, GTK_TYPE_LABEL, "2");
  g_assert_false (is_alarmed (tile));
  od_test_wait_until (is_alarmed, tile, 20, "the alarm, with no further news");
  office_wait_for (tile, GTK_TYPE_LABEL, "Too long");

  office_say (&office, "event: dashboard\ndata: {\"calls_waiting\":0,"
                       "\"longest_waiting_ms\":0}\n\n");
  office_wait_for (tile, GTK_TYPE_LABEL, "0");
  g_assert_false (is_alarmed (tile));

  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

static void
test_the_tiles_are_the_servers (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *tiles = g_object_new (OD_TYPE_DASHBOARD_TILES, NULL);
  GtkWidget *tile;

  office_open (&office);
  od_dashboard_tiles_set_desk (OD_DASHBOARD_TILES (tiles), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), tiles);
  gtk_window_present (GTK_WINDOW (window));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    GtkWidget *title = office_wait_for (tiles, GTK_TYPE_LABEL, expected[i].title);

    tile = gtk_widget_get_ancestor (title, OD_TYPE_TILE);
    office_wait_for (tile, GTK_TYPE_LABEL, expected[i].value);
    g_assert_false (gtk_widget_has_css_class (tile, "stale"));
  }

  office_say (&office, "event: dashboard\ndata: {\"calls_ringing\":5}\n\n");
  office_wait_for (tiles, GTK_TYPE_LABEL, "5");

  od_desk_sign_out (office.desk); /* the link is down from now on */
  od_test_wait_until (is_faded, tile, 20, "the tiles to fade");
  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/dashboard-tiles/the-tiles-are-the-servers",
                   test_the_tiles_are_the_servers);
  g_test_add_func ("/dashboard-tiles/who-waits-too-long-is-seen",
                   test_who_waits_too_long_is_seen);
  return g_test_run ();
}
