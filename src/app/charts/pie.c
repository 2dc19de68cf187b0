/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts become angles and percentages. Pure; any thread.
 */
#include "app/charts/pie.h"

#include <math.h>

#define WHOLE 10000 /* hundredths of a percent */

static gint64
sum (const gint64 *counts, gsize n)
{
  gint64 total = 0;

  for (gsize i = 0; i < n; i++)
    total += counts[i];
  return total;
}

gboolean
od_pie_cut (const gint64 *counts, gsize n, OdPieSlice *slices)
{
  gint64 total = sum (counts, n);
  double angle = 0.0;

  if (total == 0)
    return FALSE;

  for (gsize i = 0; i < n; i++) {
    slices[i].from = angle;
    angle += 2.0 * G_PI * counts[i] / total;
    slices[i].to = angle;
  }

  return TRUE;
}

void
od_pie_share (const gint64 *counts, gsize n, guint *hundredths)
{
  gint64 total = sum (counts, n);
  g_autofree gint64 *rests = g_new0 (gint64, n + 1);
  guint left = WHOLE;

  for (gsize i = 0; i < n; i++) {
    hundredths[i] = total > 0 ? counts[i] * WHOLE / total : 0;
    rests[i] = total > 0 ? counts[i] * WHOLE % total : 0;
    left -= hundredths[i];
  }

  /* Fewer than n hundredths are left. */
  for (; total > 0 && left > 0; left--) {
    gsize largest = 0;

    for (gsize i = 1; i < n; i++) {
      if (rests[i] > rests[largest])
        largest = i;
    }
    hundredths[largest]++;
    rests[largest] = -1;
  }
}

gboolean
od_pie_find (const OdPieSlice *slices, gsize n, double x, double y, gsize *found)
{
  double angle = atan2 (x, -y);

  if (hypot (x, y) > 1.0)
    return FALSE;
  if (angle < 0)
    angle += 2.0 * G_PI;
  for (gsize i = 0; i < n; i++) {
    if (angle >= slices[i].from && angle < slices[i].to) {
      *found = i;
      return TRUE;
    }
  }

  return FALSE;
}
