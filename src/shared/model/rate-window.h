/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * At most so many in any second, or other span: the times of the last ones are kept, so
 * that it holds in every window and not only from one full second to the next. A plain
 * value; any thread.
 */
#define OD_RATE_WINDOW_MAX 1000

typedef struct {
  guint limit; /* in a span; 0: as many as you like */
  gint64 span_us;
  GArray *times; /* (element-type gint64): of the last @limit, as a ring; monotonic, us */
  guint next;    /* where the oldest stands, which is the next to be overwritten */
} OdRateWindow;

/** od_rate_window_init: @limit: up to %OD_RATE_WINDOW_MAX. */
void od_rate_window_init (OdRateWindow *window, guint limit, gint64 span_us);
void od_rate_window_clear (OdRateWindow *window);

/** od_rate_window_set: another limit from now on; what was noted still counts. */
void od_rate_window_set (OdRateWindow *window, guint limit);

/** od_rate_window_get_room: how many more may be now; G_MAXINT: no limit. */
int od_rate_window_get_room (const OdRateWindow *window, gint64 now_us);

/** od_rate_window_note: one is now. */
void od_rate_window_note (OdRateWindow *window, gint64 now_us);

/** od_rate_window_get_next_us: when there is room for one again; 0: there is. */
gint64 od_rate_window_get_next_us (const OdRateWindow *window, gint64 now_us);
