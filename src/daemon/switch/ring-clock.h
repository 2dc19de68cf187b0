/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** OdRingClock: how long a call may and must ring (data decision 12). Microseconds of one
 * monotonic clock. Pure. */
typedef struct {
  gint64 invited_us;
  gint64 rang_us;        /* the first 18x came, 0: none */
  gint64 ring_limit_us;  /* how long it may ring, from the first 18x */
  gint64 setup_limit_us; /* how long we wait for an 18x, from the INVITE */
  gint64 min_ring_us;    /* how long it must ring before we give up: a phone that stops
                            after two rings is what the law calls a nuisance */
  gint64 min_unrung_us;  /* the same while nothing rings: the 18x may be late, or lost */
} OdRingClock;

/** od_ring_clock_is_over: the call is to be taken back now.
 * @unwanted: the caller asked to hang up; still it is given its least time */
gboolean
od_ring_clock_is_over (const OdRingClock *self, gboolean unwanted, gint64 now_us);
