/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine's clocks, behind the two calls every room is given. Any thread.
 */
#include "shared/model/clock.h"

static gint64
system_now_ms (gpointer data)
{
  return g_get_real_time () / 1000;
}

static gint64
system_mono_us (gpointer data)
{
  return g_get_monotonic_time ();
}

static const OdClock system_clock = { system_now_ms, system_mono_us, NULL };

const OdClock *
od_clock_system (void)
{
  return &system_clock;
}

gint64
od_clock_now_ms (const OdClock *clock)
{
  return clock->now_ms (clock->data);
}

gint64
od_clock_mono_us (const OdClock *clock)
{
  return clock->mono_us (clock->data);
}
