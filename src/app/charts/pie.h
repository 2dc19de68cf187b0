/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Geometry of a pie. Pure; any thread. */

/* From where to where, in radians, clockwise from twelve o'clock. */
typedef struct {
  double from;
  double to;
} OdPieSlice;

/** od_pie_cut: @slices: (out caller-allocates) (array length=n). Returns: FALSE when all
 * counts are 0: there is nothing to cut. */
gboolean od_pie_cut (const gint64 *counts, gsize n, OdPieSlice *slices);

/**
 * od_pie_share:
 * @hundredths: (out caller-allocates) (array length=n): of a percent: 833 is 8.33 %
 *
 * Percentages that sum to exactly 100.00 (largest-remainder rounding: what is left over
 * goes to the largest fractions, the first of equals first). All 0 when all counts are.
 */
void od_pie_share (const gint64 *counts, gsize n, guint *hundredths);

/** od_pie_find: whose slice is @x to the right and @y below the middle, in radii? FALSE:
 * nobody's, it is outside. */
gboolean
od_pie_find (const OdPieSlice *slices, gsize n, double x, double y, gsize *found);
