/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which day it is somewhere. Pure.
 */
#include "shared/model/day.h"

#include <string.h>

#define DAY_S (G_GINT64_CONSTANT (24) * 3600)
#define LONGEST_OFFSET_S                                                                 \
  (26 * 3600) /* from UTC; the world's are 12 h west, 14 h east                          \
               */

/* Names of IANA's, and none that is a file for the machine's own use (localtime, posix/…)
 * or a rule, which GLib would take, too. */
static gboolean
is_name (const char *name)
{
  for (const char *c = name; *c != '\0'; c++) {
    if (!g_ascii_isalnum (*c) && strchr ("/_+-", *c) == NULL)
      return FALSE;
  }

  return g_ascii_isupper (*name);
}

/* GLib reads "EST5EDT6" as a rule of its own where there is no such file. */
static gboolean
is_file (const char *name)
{
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *path =
    g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

GTimeZone *
od_day_zone_new (const char *name)
{
  if (strcmp (name, "UTC") == 0)
    return g_time_zone_new_utc ();

  return is_name (name) && is_file (name) ? g_time_zone_new_identifier (name) : NULL;
}

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

gint64
od_day_of (GTimeZone *zone, gint64 at_ms)
{
  gint64 at_s = floor_div (at_ms, 1000);
  gint offset_s = 0;

  if (zone != NULL)
    offset_s = g_time_zone_get_offset (zone,
                                       g_time_zone_find_interval (zone,
                                                                  G_TIME_TYPE_UNIVERSAL,
                                                                  at_s));

  return floor_div (at_s + offset_s, DAY_S);
}

gint64
od_day_get_start_ms (GTimeZone *zone, gint64 day)
{
  gint64 before_s = day * DAY_S - LONGEST_OFFSET_S;
  gint64 start_s = day * DAY_S + LONGEST_OFFSET_S;

  while (start_s - before_s > 1) {
    gint64 middle_s = before_s + (start_s - before_s) / 2;

    if (od_day_of (zone, middle_s * 1000) >= day)
      start_s = middle_s;
    else
      before_s = middle_s;
  }

  return start_s * 1000;
}
