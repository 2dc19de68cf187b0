/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * OdPieChart:
 *
 * Counts as a pie, and the same figures beside it as text. Main thread.
 *
 * Properties:
 *   "title" (string)  the heading, and the picture's accessible name
 *
 * Signals:
 *   "slice-opened" (const char *label)  a slice or its name was pressed; only where
 *       od_pie_chart_set_can_open() said so
 */
#define OD_TYPE_PIE_CHART (od_pie_chart_get_type ())
G_DECLARE_FINAL_TYPE (OdPieChart, od_pie_chart, OD, PIE_CHART, GtkBox)

typedef struct {
  const char *label;
  gint64 count;
} OdPieChartSlice;

GtkWidget *od_pie_chart_new (const char *title);

/** od_pie_chart_set_can_open: there is more behind a slice; before the first slices. */
void od_pie_chart_set_can_open (OdPieChart *self, gboolean can_open);

/** od_pie_chart_set_slices: copies them. Draws again only if anything is another. */
void od_pie_chart_set_slices (OdPieChart *self, const OdPieChartSlice *slices, gsize n);

/** od_pie_chart_set_empty_text: over the grey ring when all counts are 0. */
void od_pie_chart_set_empty_text (OdPieChart *self, const char *text);

/** od_pie_chart_dup_figures: "SALE MADE 12, 8.34 %; BUSY 3, 2.08 %": what the picture
 * says to those who do not see it. */
char *od_pie_chart_dup_figures (OdPieChart *self);
