/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A limit per second that holds in every second. Pure.
 */
#include "shared/model/rate-window.h"

#define NEVER G_MININT64

void
od_rate_window_init (OdRateWindow *window, guint limit, gint64 span_us)
{
  *window = (OdRateWindow){ .span_us = span_us };
  window->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  od_rate_window_set (window, limit);
}

void
od_rate_window_clear (OdRateWindow *window)
{
  g_clear_pointer (&window->times, g_array_unref);
}

/* The @back-th last one; 1 is the last. */
static gint64
get_time (const OdRateWindow *window, guint back)
{
  guint n = window->times->len;

  return back <= n ? g_array_index (window->times, gint64, (window->next + n - back) % n)
                   : NEVER;
}

void
od_rate_window_set (OdRateWindow *window, guint limit)
{
  GArray *times = g_array_sized_new (FALSE, FALSE, sizeof (gint64), limit);

  for (guint back = limit; back > 0; back--) {
    gint64 time_us = get_time (window, back);

    g_array_append_val (times, time_us);
  }
  g_array_unref (window->times);
  window->times = times;
  window->limit = limit;
  window->next = 0;
}

int
od_rate_window_get_room (const OdRateWindow *window, gint64 now_us)
{
  guint n = 0;

  if (window->limit == 0)
    return G_MAXINT;
  while (n < window->limit && get_time (window, n + 1) > now_us - window->span_us)
    n++;

  return window->limit - n;
}

void
od_rate_window_note (OdRateWindow *window, gint64 now_us)
{
  if (window->limit == 0)
    return;

  g_array_index (window->times, gint64, window->next) = now_us;
  window->next = (window->next + 1) % window->limit;
}

gint64
od_rate_window_get_next_us (const OdRateWindow *window, gint64 now_us)
{
  gint64 oldest_us = window->limit > 0 ? get_time (window, window->limit) : NEVER;

  return oldest_us > now_us - window->span_us ? oldest_us + window->span_us : 0;
}
