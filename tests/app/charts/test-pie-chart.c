/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures beside the pie are the counts, and it is drawn again only for news.
 */
#include "app/charts/pie-chart.h"

#include "support/seen.h"
#include "support/waiting.h"

static const OdPieChartSlice some[] = { { "SALE MADE", 1 },
                                        { "BUSY", 11 },
                                        { "NO ANSWER", 0 } };

static void
test_the_figures_are_text (void)
{
  GtkWidget *chart = g_object_ref_sink (od_pie_chart_new ("Dispositions"));
  g_autofree char *figures = NULL;

  od_pie_chart_set_slices (OD_PIE_CHART (chart), some, G_N_ELEMENTS (some));
  figures = od_pie_chart_dup_figures (OD_PIE_CHART (chart));
  g_assert_cmpstr (figures, ==,
                   "SALE MADE 1, 8.33 %; BUSY 11, 91.67 %; NO ANSWER 0, 0 %");
  g_assert_finalize_object (chart);
}

static void
test_the_legend_has_the_same_words (void)
{
  GtkWidget *chart = g_object_ref_sink (od_pie_chart_new ("Dispositions"));
  GtkGrid *legend = GTK_GRID (od_test_find_widget (chart, GTK_TYPE_GRID));
  OdPieChartSlice other[] = { { "SALE MADE", 3 }, { "BUSY", 1 }, { "NO ANSWER", 0 } };
  GtkWidget *label;

  od_pie_chart_set_slices (OD_PIE_CHART (chart), some, G_N_ELEMENTS (some));
  label = gtk_grid_get_child_at (legend, 1, 1);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "BUSY");

  od_pie_chart_set_slices (OD_PIE_CHART (chart), other, G_N_ELEMENTS (other));
  g_assert_true (gtk_grid_get_child_at (legend, 1, 1) == label);
  label = gtk_grid_get_child_at (legend, 2, 1);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "1");
  label = gtk_grid_get_child_at (legend, 3, 1);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "25 %");

  od_pie_chart_set_slices (OD_PIE_CHART (chart), other, 1);
  g_assert_null (gtk_grid_get_child_at (legend, 1, 1));
  g_assert_finalize_object (chart);
}

static void
on_slice_opened (GtkWidget *chart, const char *label, char **opened)
{
  g_free (*opened);
  *opened = g_strdup (label);
}

static void
test_a_name_opens_its_slice (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chart = od_pie_chart_new ("Dispositions");
  GtkGrid *legend = GTK_GRID (od_test_find_widget (chart, GTK_TYPE_GRID));
  OdPieChartSlice other[] = { { "BUSY", 12 }, { "SALE MADE", 1 } };
  g_autofree char *opened = NULL;
  GtkWidget *button;

  gtk_window_set_child (GTK_WINDOW (window), chart);
  od_pie_chart_set_can_open (OD_PIE_CHART (chart), TRUE);
  g_signal_connect (chart, "slice-opened", G_CALLBACK (on_slice_opened), &opened);
  od_pie_chart_set_slices (OD_PIE_CHART (chart), some, G_N_ELEMENTS (some));
  button = gtk_grid_get_child_at (legend, 1, 1);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (gtk_widget_grab_focus (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (opened, ==, "BUSY");

  /* The order is another: who stood on BUSY stands there still. */
  od_pie_chart_set_slices (OD_PIE_CHART (chart), other, G_N_ELEMENTS (other));
  button = gtk_grid_get_child_at (legend, 1, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_drawn (gpointer data)
{
  return GPOINTER_TO_UINT (g_object_get_data (data, "paints")) > 0;
}

static void
on_after_paint (GdkFrameClock *clock, GObject *window)
{
  guint paints = GPOINTER_TO_UINT (g_object_get_data (window, "paints"));

  g_object_set_data (window, "paints", GUINT_TO_POINTER (paints + 1));
}

static void
test_it_can_be_drawn_full_and_empty (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chart = od_pie_chart_new ("Callers Chart");

  od_pie_chart_set_empty_text (OD_PIE_CHART (chart), "No calls");
  od_pie_chart_set_slices (OD_PIE_CHART (chart), some, G_N_ELEMENTS (some));
  gtk_window_set_child (GTK_WINDOW (window), chart);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (on_after_paint), window);
  od_test_wait_until (is_drawn, window, 10, "the pie to be drawn");

  g_object_set_data (G_OBJECT (window), "paints", NULL);
  od_pie_chart_set_slices (OD_PIE_CHART (chart), NULL, 0);
  od_test_wait_until (is_drawn, window, 10, "the ring to be drawn");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/pie-chart/the-figures-are-text", test_the_figures_are_text);
  g_test_add_func ("/pie-chart/the-legend-has-the-same-words",
                   test_the_legend_has_the_same_words);
  g_test_add_func ("/pie-chart/a-name-opens-its-slice", test_a_name_opens_its_slice);
  g_test_add_func ("/pie-chart/it-can-be-drawn-full-and-empty",
                   test_it_can_be_drawn_full_and_empty);
  return g_test_run ();
}
