/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A moment in words.
 */
#include "app/form/moment.h"

static void
test_a_moment_is_a_day_and_a_time (void)
{
  g_autoptr (GDateTime) at = g_date_time_new_local (2026, 12, 2, 9, 5, 59);
  g_autofree char *words = od_moment_format (g_date_time_to_unix (at) * 1000 + 999);

  g_assert_cmpstr (words, ==, "2 December 2026, 09:05");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moment/words", test_a_moment_is_a_day_and_a_time);
  return g_test_run ();
}
