/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Geometry of columns, and the words that say the same. Pure; any thread.
 */
#include "app/charts/minutes.h"

#include <glib/gi18n.h>
#include <math.h>

#define GAP      1 /* pixels between two columns, */
#define GAP_FROM 4 /* where each has so many */
#define SMALLEST 2 /* pixels of what is not nothing */
#define MS_PER_S 1000

const char *
od_minutes_get_title (OdMinutesLane lane)
{
  const char *const titles[OD_MINUTES_N_LANES] = {
    [OD_MINUTES_DIALED] = _ ("Dialed"),
    [OD_MINUTES_ANSWERED] = _ ("Answered"),
    [OD_MINUTES_ABANDONED] = _ ("Abandoned"),
    [OD_MINUTES_IDLE_AGENTS] = _ ("Idle Agents"),
  };

  return titles[lane];
}

OdMinutesColumn
od_minutes_place (gsize i, gsize n, int across)
{
  int from = (int) (i * across / n), to = (int) ((i + 1) * across / n);
  int gap = across / (int) n >= GAP_FROM ? GAP : 0;

  return (OdMinutesColumn){ from, to - from - gap };
}

gsize
od_minutes_find (double x, gsize n, int across)
{
  double i = across > 0 ? floor ((x + 1) * n / across - 1e-9) : 0;

  return (gsize) CLAMP (i, 0, (double) n - 1);
}

double
od_minutes_get_most (const OdMinute *minutes, gsize n, OdMinutesLane lane)
{
  double most = 0;

  for (gsize i = 0; i < n; i++)
    most = fmax (most, minutes[i].values[lane]); /* the one that is a number */
  return most;
}

int
od_minutes_get_height (double value, double most, int tall)
{
  if (!(value > 0) || most <= 0)
    return 0;

  return MAX ((int) lround (value / most * tall), SMALLEST);
}

char *
od_minutes_dup_time (const OdMinute *minute)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (minute->at_ms / MS_PER_S);

  return g_date_time_format (at, "%H:%M");
}

char *
od_minutes_dup_figure (OdMinutesLane lane, double value)
{
  if (isnan (value))
    return g_strdup (_ ("unknown"));
  if (lane == OD_MINUTES_IDLE_AGENTS)
    return g_strdup_printf ("%.1f", value);

  return g_strdup_printf ("%'ld", lround (value));
}

static char *
join (const char *head, const double *values)
{
  GString *text = g_string_new (head);

  for (guint lane = 0; lane < OD_MINUTES_N_LANES; lane++) {
    g_autofree char *figure = od_minutes_dup_figure (lane, values[lane]);

    g_string_append_printf (text, "%s %s %s", lane == 0 ? ":" : ",",
                            od_minutes_get_title (lane), figure);
  }
  return g_string_free (text, FALSE);
}

char *
od_minutes_dup_words (const OdMinute *minute, gboolean so_far)
{
  g_autofree char *time = od_minutes_dup_time (minute);
  /* Translators: a time of the day. */
  g_autofree char *not_over = g_strdup_printf (_ ("%s, so far"), time);

  return join (so_far ? not_over : time, minute->values);
}

/* NAN: nothing is known. */
static double
sum_up (const OdMinute *minutes, gsize n, OdMinutesLane lane)
{
  double sum = 0;
  gsize known = 0;

  for (gsize i = 0; i < n; i++) {
    if (isnan (minutes[i].values[lane]))
      continue;
    sum += minutes[i].values[lane];
    known++;
  }
  if (known == 0)
    return NAN;

  return lane == OD_MINUTES_IDLE_AGENTS ? sum / known : sum;
}

char *
od_minutes_dup_sum (const OdMinute *minutes, gsize n)
{
  double sums[OD_MINUTES_N_LANES];

  for (guint lane = 0; lane < OD_MINUTES_N_LANES; lane++)
    sums[lane] = sum_up (minutes, n, lane);
  return join (_ ("In all"), sums);
}

char *
od_minutes_dup_scale (const OdMinute *minutes,
                      gsize n,
                      OdMinutesLane lane,
                      OdMinutesStep step)
{
  double sum = sum_up (minutes, n, lane);
  g_autofree char *figure = od_minutes_dup_figure (lane, sum);
  g_autofree char *most = od_minutes_dup_figure (lane,
                                                 od_minutes_get_most (minutes, n, lane));

  if (isnan (sum))
    return g_steal_pointer (&figure);
  if (lane == OD_MINUTES_IDLE_AGENTS)
    /* Translators: how many agents, and at most how many. */
    return g_strdup_printf (_ ("%s on average, at most %s"), figure, most);

  if (step == OD_MINUTES_A_QUARTER)
    /* Translators: how many calls in the day, and at most how many in 15 minutes. */
    return g_strdup_printf (_ ("%s, at most %s in 15 min"), figure, most);

  /* Translators: how many calls in the hour, and at most how many in one minute. */
  return g_strdup_printf (_ ("%s, at most %s a minute"), figure, most);
}
