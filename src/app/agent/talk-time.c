/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lengths of time as an agent reads them. Pure.
 */
#include "app/agent/talk-time.h"

#define MS_PER_S     1000
#define S_PER_MINUTE 60
#define S_PER_HOUR   3600

char *
od_talk_time_format (gint64 ms)
{
  gint64 s = MAX (ms, 0) / MS_PER_S;

  return g_strdup_printf ("%02d:%02d:%02d", (int) (s / S_PER_HOUR),
                          (int) (s / S_PER_MINUTE % S_PER_MINUTE),
                          (int) (s % S_PER_MINUTE));
}

char *
od_talk_time_format_left (gint64 ms)
{
  gint64 s = (MAX (ms, 0) + MS_PER_S - 1) / MS_PER_S;

  return g_strdup_printf ("%d:%02d", (int) (s / S_PER_MINUTE), (int) (s % S_PER_MINUTE));
}
