/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No second has more than its limit, wherever it begins. */
#include "shared/model/rate-window.h"

static void
test_no_second_has_more (void)
{
  enum { LIMIT = 7, N = 2000 };
  OdRateWindow window;
  gint64 times[N], now_us = G_USEC_PER_SEC;
  guint n = 0;

  od_rate_window_init (&window, LIMIT, G_USEC_PER_SEC);
  while (n < N) {
    gint64 next_us = od_rate_window_get_next_us (&window, now_us);

    if (od_rate_window_get_room (&window, now_us) == 0) {
      g_assert_cmpint (next_us, >, now_us);
      g_assert_cmpint (next_us, ==, times[n - LIMIT] + G_USEC_PER_SEC);
      now_us = g_test_rand_bit () ? next_us : now_us + (next_us - now_us) / 2;
      continue;
    }
    g_assert_cmpint (next_us, ==, 0);
    od_rate_window_note (&window, now_us);
    times[n++] = now_us;
    now_us += g_test_rand_int_range (0, 250000);
  }
  for (guint i = LIMIT; i < N; i++)
    g_assert_cmpint (times[i] - times[i - LIMIT], >=, G_USEC_PER_SEC);
  od_rate_window_clear (&window);
}

static void
test_another_limit_keeps_what_was (void)
{
  OdRateWindow window;

  od_rate_window_init (&window, 0, G_USEC_PER_SEC);
  od_rate_window_note (&window, 100);
  g_assert_cmpint (od_rate_window_get_room (&window, 100), ==, G_MAXINT);
  od_rate_window_set (&window, 3);
  g_assert_cmpint (od_rate_window_get_room (&window, 100), ==, 3);
  od_rate_window_note (&window, 100);
  od_rate_window_note (&window, 200);
  od_rate_window_set (&window, 5);
  g_assert_cmpint (od_rate_window_get_room (&window, 200), ==, 3);
  od_rate_window_set (&window, 1);
  g_assert_cmpint (od_rate_window_get_room (&window, 200), ==, 0);
  g_assert_cmpint (od_rate_window_get_next_us (&window, 300), ==, 200 + G_USEC_PER_SEC);
  g_assert_cmpint (od_rate_window_get_room (&window, 200 + G_USEC_PER_SEC), ==, 1);
  od_rate_window_clear (&window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-window/no-second-has-more", test_no_second_has_more);
  g_test_add_func ("/rate-window/another-limit", test_another_limit_keeps_what_was);
  return g_test_run ();
}
