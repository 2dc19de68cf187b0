/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days of New York and of places that keep odder hours, beside GLib's calendar.
 */
#include "shared/model/day.h"

#include <string.h>

#define HOUR_MS (G_GINT64_CONSTANT (3600) * 1000)

static gint64
at_ms (GTimeZone *zone, const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * 1000;
}

static gint64
number_of (int year, int month, int day)
{
  g_autoptr (GDateTime) utc = g_date_time_new_utc (year, month, day, 0, 0, 0);

  return g_date_time_to_unix (utc) / 86400;
}

/* clang-format off */
static const struct {
  const char *zone;
  const char *iso; /* UTC */
  int year, month, day;
} moments[] = {
  { "UTC",                 "1970-01-01T00:00:00Z", 1970, 1, 1 },
  { "UTC",                 "1969-12-31T23:59:59Z", 1969, 12, 31 },
  { "America/New_York",    "2026-01-15T04:59:59Z", 2026, 1, 14 },
  { "America/New_York",    "2026-01-15T05:00:00Z", 2026, 1, 15 },
  { "America/New_York",    "2026-07-15T03:59:59Z", 2026, 7, 14 },
  { "America/New_York",    "2026-07-15T04:00:00Z", 2026, 7, 15 },
  { "Asia/Kathmandu",      "2026-07-14T18:14:59Z", 2026, 7, 14 },
  { "Asia/Kathmandu",      "2026-07-14T18:15:00Z", 2026, 7, 15 },
  { "Pacific/Kiritimati",  "2026-07-14T10:00:00Z", 2026, 7, 15 },
  { "Pacific/Pago_Pago",   "2026-07-14T10:59:59Z", 2026, 7, 13 },
  { "Pacific/Apia",        "2011-12-30T10:00:00Z", 2011, 12, 31 }, /* there was no 30th */
};
/* The clock goes on at night in March, and back in November. */
static const struct {
  const char *zone;
  int year, month, day;
  int hours;
} lengths[] = {
  { "America/New_York",  2026, 3, 7, 24 },
  { "America/New_York",  2026, 3, 8, 23 },
  { "America/New_York",  2026, 3, 9, 24 },
  { "America/New_York",  2026, 11, 1, 25 },
  { "America/New_York",  2026, 11, 2, 24 },
  { "Europe/London",     2026, 3, 29, 23 },
  { "America/Sao_Paulo", 2018, 11, 4, 23 }, /* it had no midnight */
  { "UTC",               2026, 3, 8, 24 },
};
/* clang-format on */

static void
test_the_calendar_decides (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++) {
    g_autoptr (GTimeZone) zone = od_day_zone_new (moments[i].zone);

    g_assert_nonnull (zone);
    g_assert_cmpint (od_day_of (zone, at_ms (utc, moments[i].iso)), ==,
                     number_of (moments[i].year, moments[i].month, moments[i].day));
  }
  g_assert_cmpint (od_day_of (NULL, at_ms (utc, "2026-07-14T23:59:59Z")), ==,
                   number_of (2026, 7, 14));
}

static void
test_a_day_is_as_long_as_the_clock_makes_it (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GTimeZone) zone = od_day_zone_new (lengths[i].zone);
    gint64 day = number_of (lengths[i].year, lengths[i].month, lengths[i].day);
    gint64 start_ms = od_day_get_start_ms (zone, day);
    gint64 end_ms = od_day_get_start_ms (zone, day + 1);

    g_assert_cmpint (end_ms - start_ms, ==, lengths[i].hours * HOUR_MS);
    g_assert_cmpint (od_day_of (zone, start_ms - 1), ==, day - 1);
    for (gint64 ms = start_ms; ms < end_ms; ms += HOUR_MS / 2)
      g_assert_cmpint (od_day_of (zone, ms), ==, day);
    g_assert_cmpint (od_day_of (zone, end_ms), ==, day + 1);
  }
}

static void
test_only_names_of_zones_are_zones (void)
{
  static const char *const wrong[] = {
    "",
    "Mars/Olympus",
    "america/new_york",
    "New York",
    "+05:00",
    "EST5",
    "EST5EDT4,M3",
    "../zone.tab",
    "America/../etc/passwd",
    "America",
    "localtime",
    "Z",
    "posix/UTC",
    "America/New_York ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GTimeZone) zone = od_day_zone_new (wrong[i]);

    if (zone != NULL)
      g_error ("“%s” is a time zone", wrong[i]);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/the-calendar-decides", test_the_calendar_decides);
  g_test_add_func ("/day/a-day-is-as-long-as-the-clock-makes-it",
                   test_a_day_is_as_long_as_the_clock_makes_it);
  g_test_add_func ("/day/only-names-of-zones-are-zones",
                   test_only_names_of_zones_are_zones);
  return g_test_run ();
}
