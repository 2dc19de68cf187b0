/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lengths of time and shares as people read them.
 */
#include "app/object/figures.h"

/* clang-format off */
static const struct {
  gint64 ms;
  const char *length;
  const char *left;
} lengths[] = {
  {        -5, "0:00", "0:00" },
  {         0, "0:00", "0:00" },
  {         1, "0:00", "0:01" },
  {       999, "0:00", "0:01" },
  {      1000, "0:01", "0:01" },
  {     26001, "0:26", "0:27" },
  {     65000, "1:05", "1:05" },
  {   3599999, "59:59", "1:00:00" },
  {   3661000, "1:01:01", "1:01:01" },
  { 360000000, "100:00:00", "100:00:00" },
};

static const struct {
  guint hundredths;
  const char *percent;
} shares[] = {
  { 0, "0 %" }, { 1, "0.01 %" }, { 2857, "28.57 %" }, { 450, "4.50 %" }, { 10000, "100 %" },
};
/* clang-format on */

static void
test_the_timer_counts_up (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autofree char *text = od_figures_dup_length (lengths[i].ms);

    g_assert_cmpstr (text, ==, lengths[i].length);
  }
}

static void
test_the_countdown_never_shows_nothing_too_early (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autofree char *text = od_figures_dup_left (lengths[i].ms);

    g_assert_cmpstr (text, ==, lengths[i].left);
  }
}

static void
test_a_share_has_no_idle_digits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++) {
    g_autofree char *text = od_figures_dup_percent (shares[i].hundredths);

    g_assert_cmpstr (text, ==, shares[i].percent);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/the-timer-counts-up", test_the_timer_counts_up);
  g_test_add_func ("/figures/the-countdown-never-shows-nothing-too-early",
                   test_the_countdown_never_shows_nothing_too_early);
  g_test_add_func ("/figures/share", test_a_share_has_no_idle_digits);
  return g_test_run ();
}
