/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When an unanswered call may be cancelled. Pure: the leg's tick asks, with the time.
 */
#include "daemon/switch/ring-clock.h"

gboolean
od_ring_clock_is_over (const OdRingClock *self, gboolean unwanted, gint64 now_us)
{
  gboolean rang = self->rang_us > 0;
  gint64 since_us = now_us - (rang ? self->rang_us : self->invited_us);

  if (since_us < (rang ? self->min_ring_us : self->min_unrung_us))
    return FALSE;

  return unwanted || since_us >= (rang ? self->ring_limit_us : self->setup_limit_us);
}
