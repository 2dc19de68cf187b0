/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is drawn from a spread is what was said or seen.
 */
#include "daemon/rehearsal/spread.h"

#include <glib.h>
#include <math.h>

#define DRAWS 200000

static double
draw_mean (const OdSpread *spread)
{
  OdDice dice;
  double sum = 0;

  od_dice_seed (&dice, 5);
  for (int i = 0; i < DRAWS; i++)
    sum += od_spread_draw (spread, &dice);
  return sum / DRAWS;
}

static void
test_a_mean_is_kept (void)
{
  static const double means_s[] = { 1, 10, 22, 105, 900 };

  for (guint i = 0; i < G_N_ELEMENTS (means_s); i++) {
    OdSpread spread;

    od_spread_set_mean (&spread, means_s[i], .6);
    g_assert_cmpfloat_with_epsilon (od_spread_get_mean (&spread), means_s[i], 1e-9);
    g_assert_cmpfloat_with_epsilon (draw_mean (&spread), means_s[i], means_s[i] * .01);
  }
}

/* A third is answered after 5 s or so, the others end after 20 s. */
static void
test_what_was_seen_is_drawn (void)
{
  OdHazard hazard = { 0 };
  OdSpread answered, other;

  for (int i = 0; i < 3000; i++)
    od_hazard_end (&hazard, i % 3 == 0 ? 0 : 1, i % 3 == 0 ? 5.5 : 20.5);

  g_assert_cmpfloat_with_epsilon (od_spread_set_seen (&answered, &hazard, 0), 1 / 3.0,
                                  .01);
  g_assert_cmpfloat_with_epsilon (od_spread_set_seen (&other, &hazard, 1), 2 / 3.0, .01);
  g_assert_cmpfloat_with_epsilon (draw_mean (&answered), 5.5, .1);
  g_assert_cmpfloat_with_epsilon (draw_mean (&other), 20.5, .1);
}

/* A watched second says something of the long ones, too: half of all talks end at 10 s,
 * and of those who stay somebody always leaves at 30 s, which is no end. */
static void
test_who_has_not_ended_counts (void)
{
  OdHazard hazard = { 0 };
  OdSpread spread;

  for (int i = 0; i < 1000; i++)
    od_hazard_end (&hazard, 0, 10.5);
  for (int i = 0; i < 1000; i++)
    od_hazard_watch (&hazard, 30.5);
  for (int i = 0; i < 10; i++)
    od_hazard_end (&hazard, 0, 100);

  g_assert_cmpfloat (od_spread_set_seen (&spread, &hazard, 0), ==, 1);
  g_assert_cmpfloat (draw_mean (&spread), >, 40);
  g_assert_cmpfloat (draw_mean (&spread), <, 110);
}

static void
test_nothing_seen_is_no_spread (void)
{
  OdHazard hazard = { 0 };
  OdSpread spread = { .scale = 7 };

  g_assert_cmpfloat (od_spread_set_seen (&spread, &hazard, 0), ==, 0);
  g_assert_cmpfloat (spread.scale, ==, 7);
}

/* Of nothing nothing comes, and certainly no number that is none. */
static void
test_a_spread_that_was_never_set_is_zero (void)
{
  OdSpread spread = { 0 };
  OdDice dice;

  od_dice_seed (&dice, 1);
  g_assert_cmpfloat (od_spread_draw (&spread, &dice), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spread/mean", test_a_mean_is_kept);
  g_test_add_func ("/spread/seen", test_what_was_seen_is_drawn);
  g_test_add_func ("/spread/not-ended", test_who_has_not_ended_counts);
  g_test_add_func ("/spread/nothing", test_nothing_seen_is_no_spread);
  g_test_add_func ("/spread/unset", test_a_spread_that_was_never_set_is_zero);
  return g_test_run ();
}
