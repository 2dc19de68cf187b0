/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lengths of time and shares. No digit is written that says nothing.
 */
#include "app/object/figures.h"

#include <glib/gi18n.h>

#define MS_PER_S     1000
#define S_PER_MINUTE 60
#define S_PER_HOUR   3600

char *
od_figures_dup_length (gint64 ms)
{
  gint64 s = MAX (ms, 0) / MS_PER_S;
  int minutes = (int) (s / S_PER_MINUTE % S_PER_MINUTE);
  int seconds = (int) (s % S_PER_MINUTE);

  if (s < S_PER_HOUR)
    return g_strdup_printf ("%d:%02d", minutes, seconds);

  return g_strdup_printf ("%d:%02d:%02d", (int) (s / S_PER_HOUR), minutes, seconds);
}

char *
od_figures_dup_left (gint64 ms)
{
  return od_figures_dup_length (MAX (ms, 0) + MS_PER_S - 1);
}

char *
od_figures_dup_percent (guint hundredths)
{
  /* Translators: a share. */
  if (hundredths % 100 == 0)
    return g_strdup_printf (_ ("%u %%"), hundredths / 100);

  return g_strdup_printf (_ ("%.2f %%"), hundredths / 100.0);
}
