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
  gint64 (*boot_ms) (gpointer data); /* since the machine's start, sleep included; NULL:
                                        as mono_us */
  const char *boot;                  /* which start that was; NULL: all are the same */
} OdClock;

/** od_clock_system: the machine's own clocks. Any thread. */
const OdClock *od_clock_system (void);

gint64 od_clock_now_ms (const OdClock *clock);
gint64 od_clock_mono_us (const OdClock *clock);

/** od_clock_boot_ms: how long the machine has been running; od_clock_get_boot: since
 * which start: a word of its own for each. */
gint64 od_clock_boot_ms (const OdClock *clock);
const char *od_clock_get_boot (const OdClock *clock);
