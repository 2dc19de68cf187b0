/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lengths of time as an agent reads them.
 */
#include "app/agent/talk-time.h"

/* clang-format off */
static const struct {
  gint64 ms;
  const char *talk;
  const char *rest;
} cases[] = {
  {        -5, "00:00:00", "0:00" },
  {         0, "00:00:00", "0:00" },
  {         1, "00:00:00", "0:01" },
  {       999, "00:00:00", "0:01" },
  {      1000, "00:00:01", "0:01" },
  {     26001, "00:00:26", "0:27" },
  {     65000, "00:01:05", "1:05" },
  {   3599999, "00:59:59", "60:00" },
  {  36000000, "10:00:00", "600:00" },
  { 360000000, "100:00:00", "6000:00" },
};
/* clang-format on */

static void
test_the_timer_counts_up (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = od_talk_time_format (cases[i].ms);

    g_assert_cmpstr (text, ==, cases[i].talk);
  }
}

static void
test_the_countdown_never_shows_nothing_too_early (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = od_talk_time_format_left (cases[i].ms);

    g_assert_cmpstr (text, ==, cases[i].rest);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/talk-time/the-timer-counts-up", test_the_timer_counts_up);
  g_test_add_func ("/talk-time/the-countdown-never-shows-nothing-too-early",
                   test_the_countdown_never_shows_nothing_too_early);
  return g_test_run ();
}
