/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Time is a parameter. Every room that needs it is given an OdClock when it is made;
 * tests give one they move by hand. Wall time (Unix milliseconds) is for people and
 * for the log; durations come from the monotonic clock, which no administrator sets.
 */
typedef struct {
  gint64 (*now_ms) (gpointer data);  /* Unix milliseconds, UTC */
  gint64 (*mono_us) (gpointer data); /* microseconds since some fixed moment */
  gpointer data;
} OdClock;

/** od_clock_system: the machine's own clocks. Any thread. */
const OdClock *od_clock_system (void);

gint64 od_clock_now_ms (const OdClock *clock);
gint64 od_clock_mono_us (const OdClock *clock);
