/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a touched cell gives to be painted differs from what it gave before, all over the
 * cell; what nobody touched is the same.
 */
#include "app/list/paint-cell.h"

#include "support/waiting.h"

#define LIMIT_S 10

/* (transfer full): what @widget gives to be painted, as GSK writes it down. */
static GBytes *
picture (GtkWidget *widget)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gtk_widget_snapshot_child (gtk_widget_get_parent (widget), widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_render_node_serialize (node);
}

static gboolean
is_laid_out (gpointer widget)
{
  return gtk_widget_get_width (widget) > 0;
}

static void
test_a_touched_cell_differs_as_a_whole (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("in-call");
  GtkWidget *cell = GTK_WIDGET (od_paint_cell_new (label));
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) untouched = NULL;
  g_autoptr (GBytes) touched = NULL;

  gtk_window_set_child (GTK_WINDOW (window), cell);
  gtk_window_present (GTK_WINDOW (window));
  od_test_wait_until (is_laid_out, cell, LIMIT_S, "the cell");
  before = picture (cell);
  gtk_widget_queue_draw (cell);
  untouched = picture (cell);
  g_assert_true (g_bytes_equal (untouched, before));
  od_paint_cell_touch (OD_PAINT_CELL (cell));
  touched = picture (cell);
  g_assert_false (g_bytes_equal (touched, before));
  g_assert_true (gtk_widget_get_first_child (cell) == label);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/paint-cell/touched", test_a_touched_cell_differs_as_a_whole);
  return g_test_run ();
}
