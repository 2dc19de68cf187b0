/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine's clocks, behind the two calls every room is given. Any thread.
 */
#include "shared/model/clock.h"

#include <time.h>

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

static gint64
system_boot_ms (gpointer data)
{
  struct timespec since;

  clock_gettime (CLOCK_BOOTTIME, &since);
  return since.tv_sec * (gint64) 1000 + since.tv_nsec / 1000000;
}

/* Where the kernel does not say, every start of the program is one of the machine. */
static const char *
read_boot (void)
{
  char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return g_uuid_string_random ();

  return g_strstrip (boot);
}

const OdClock *
od_clock_system (void)
{
  static OdClock clock = { system_now_ms, system_mono_us, NULL, system_boot_ms, NULL };
  static gsize known;

  if (g_once_init_enter (&known)) {
    clock.boot = read_boot ();
    g_once_init_leave (&known, 1);
  }
  return &clock;
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

gint64
od_clock_boot_ms (const OdClock *clock)
{
  return clock->boot_ms != NULL ? clock->boot_ms (clock->data)
                                : od_clock_mono_us (clock) / 1000;
}

const char *
od_clock_get_boot (const OdClock *clock)
{
  return clock->boot != NULL ? clock->boot : "";
}
