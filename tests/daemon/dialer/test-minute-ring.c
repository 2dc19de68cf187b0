/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each thing is in the minute it happened in for an hour, and what nobody can know is
 * not made up.
 */
#include "daemon/dialer/minute-ring.h"

#define BASE_US -7000000 /* a machine that has just started */
#define LAST    (OD_HOUR_MINUTES - 1)

static gint64
at (gint64 minute, gint64 seconds)
{
  return BASE_US + (minute * 60 + seconds) * G_USEC_PER_SEC;
}

static void
test_each_minute_has_its_own (void)
{
  OdMinuteRing ring;
  OdHourMinute minutes[OD_HOUR_MINUTES];

  od_minute_ring_init (&ring, BASE_US, at (60, 0));
  od_minute_ring_note (&ring, OD_MINUTE_PLACED, at (60, 0));
  od_minute_ring_note (&ring, OD_MINUTE_PLACED, at (60, 59));
  od_minute_ring_note (&ring, OD_MINUTE_ANSWERED, at (61, 0));
  od_minute_ring_note (&ring, OD_MINUTE_PLACED, at (59, 30)); /* heard of later */
  od_minute_ring_read (&ring, at (62, 1), minutes);
  g_assert_cmpint (minutes[LAST - 3].placed, ==, 1);
  g_assert_cmpint (minutes[LAST - 2].placed, ==, 2);
  g_assert_cmpint (minutes[LAST - 2].answered, ==, 0);
  g_assert_cmpint (minutes[LAST - 1].answered, ==, 1);
  g_assert_cmpint (minutes[LAST - 1].abandoned, ==, 0);
  g_assert_cmpint (minutes[LAST].placed, ==, 0);
}

static void
test_an_hour_later_it_is_gone (void)
{
  OdMinuteRing ring;
  OdHourMinute minutes[OD_HOUR_MINUTES];

  od_minute_ring_init (&ring, BASE_US, at (60, 0));
  od_minute_ring_note (&ring, OD_MINUTE_ABANDONED, at (60, 10));
  od_minute_ring_read (&ring, at (60 + LAST, 59), minutes);
  g_assert_cmpint (minutes[0].abandoned, ==, 1);
  od_minute_ring_read (&ring, at (60 + LAST + 1, 0), minutes);
  g_assert_cmpint (minutes[0].abandoned + minutes[LAST].abandoned, ==, 0);
  od_minute_ring_note (&ring, OD_MINUTE_ABANDONED, at (120, 0)); /* the same place */
  od_minute_ring_note (&ring, OD_MINUTE_ABANDONED, at (60, 0));  /* too old */
  od_minute_ring_note (&ring, OD_MINUTE_ABANDONED, at (0, -1));
  od_minute_ring_read (&ring, at (120, 0), minutes);
  g_assert_cmpint (minutes[LAST].abandoned, ==, 1);
  g_assert_cmpint (minutes[0].abandoned, ==, 0);
}

/* Two for 15 s, one for 30 s, nobody for 15 s: one on average. */
static void
test_idle_agents_are_a_mean_over_time (void)
{
  OdMinuteRing ring;
  OdHourMinute minutes[OD_HOUR_MINUTES];

  od_minute_ring_init (&ring, BASE_US, at (60, 0));
  od_minute_ring_move_idle (&ring, 1, at (61, 0));
  od_minute_ring_move_idle (&ring, 1, at (61, 0));
  od_minute_ring_move_idle (&ring, -1, at (61, 15));
  od_minute_ring_move_idle (&ring, -1, at (61, 45));
  od_minute_ring_move_idle (&ring, 3, at (62, 30));
  od_minute_ring_read (&ring, at (64, 1), minutes);
  g_assert_cmpint (minutes[LAST - 5].idle_hundredths, ==, -1); /* nobody knows */
  g_assert_cmpint (minutes[LAST - 4].idle_hundredths, ==, 0);
  g_assert_cmpint (minutes[LAST - 3].idle_hundredths, ==, 100);
  g_assert_cmpint (minutes[LAST - 2].idle_hundredths, ==, 150);
  g_assert_cmpint (minutes[LAST - 1].idle_hundredths, ==, 300);
  g_assert_cmpint (minutes[LAST].idle_hundredths, ==, 300); /* of its one second */
}

/* A minute that began before us counts from when we did; two hours without a word. */
static void
test_idle_agents_begin_with_us_and_stay (void)
{
  OdMinuteRing ring;
  OdHourMinute minutes[OD_HOUR_MINUTES];

  od_minute_ring_init (&ring, BASE_US, at (60, 30));
  od_minute_ring_read (&ring, at (60, 30), minutes);
  g_assert_cmpint (minutes[LAST].idle_hundredths, ==, -1);
  od_minute_ring_move_idle (&ring, 2, at (60, 30));
  od_minute_ring_read (&ring, at (61, 0), minutes);
  g_assert_cmpint (minutes[LAST - 1].idle_hundredths, ==, 200);
  od_minute_ring_read (&ring, at (200, 30), minutes);
  for (guint i = 0; i < OD_HOUR_MINUTES; i++)
    g_assert_cmpint (minutes[i].idle_hundredths, ==, 200);
}

static void
test_what_is_not_known_in_full_is_not_told (void)
{
  OdMinuteRing ring;
  OdHourMinute minutes[OD_HOUR_MINUTES];

  od_minute_ring_init (&ring, BASE_US, at (60, 0));
  od_minute_ring_forget (&ring, at (59, 20));
  od_minute_ring_note (&ring, OD_MINUTE_PLACED, at (59, 40));
  od_minute_ring_note (&ring, OD_MINUTE_PLACED, at (60, 0));
  od_minute_ring_read (&ring, at (60, 30), minutes);
  g_assert_cmpint (minutes[LAST - 1].placed, ==, -1);
  g_assert_cmpint (minutes[LAST - 1].abandoned, ==, -1);
  g_assert_cmpint (minutes[LAST].placed, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/minute-ring/each-its-own", test_each_minute_has_its_own);
  g_test_add_func ("/minute-ring/gone-after-an-hour", test_an_hour_later_it_is_gone);
  g_test_add_func ("/minute-ring/idle-agents", test_idle_agents_are_a_mean_over_time);
  g_test_add_func ("/minute-ring/idle-agents-stay",
                   test_idle_agents_begin_with_us_and_stay);
  g_test_add_func ("/minute-ring/not-known", test_what_is_not_known_in_full_is_not_told);
  return g_test_run ();
}
