/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ages and their bins, and a hazard that is known: what is learned of it must be it, with
 * and without ends that nobody saw.
 */
#include "daemon/pacing/hazard.h"

#include <glib.h>
#include <math.h>

static void
test_each_age_has_its_bin (void)
{
  for (int bin = 0; bin < OD_HAZARD_BINS; bin++) {
    double from = od_hazard_get_edge (bin), to = od_hazard_get_edge (bin + 1);

    g_assert_cmpint (od_hazard_find_bin (from), ==, bin);
    g_assert_cmpint (od_hazard_find_bin ((from + to) / 2), ==, bin);
    g_assert_cmpint (od_hazard_find_bin (to - 1e-6), ==, bin);
    g_assert_cmpint (od_hazard_find_bin (od_hazard_get_age (bin)), ==, bin);
  }
  g_assert_cmpint (od_hazard_find_bin (-5), ==, 0);
  g_assert_cmpint (od_hazard_find_bin (NAN), ==, 0);
  g_assert_cmpint (od_hazard_find_bin (1e12), ==, OD_HAZARD_BINS - 1);
}

/* Ends per second in the bins up to @bins. */
static double
learned (const OdHazard *hazard, int cause, int bins)
{
  double ended = 0, watched = 0;

  for (int i = 0; i < bins; i++) {
    ended += hazard->ended[cause][i];
    watched += hazard->watched_s[i];
  }
  return ended / watched;
}

/* One in 20 s ends by the first cause, one in 40 s by the second; who is looked at for
 * @limit_s only is watched that long. */
static void
check_learning (double limit_s)
{
  GRand *rand = g_rand_new_with_seed (7);
  OdHazard hazard = { 0 };

  for (int i = 0; i < 20000; i++) {
    double age = -log (1 - g_rand_double (rand)) / (1 / 20.0 + 1 / 40.0);
    int cause = g_rand_int_range (rand, 0, 3) == 0;

    if (age > limit_s)
      od_hazard_watch (&hazard, limit_s);
    else
      od_hazard_end (&hazard, cause, age);
  }
  g_assert_cmpfloat_with_epsilon (learned (&hazard, 0, OD_HAZARD_BINS), 1 / 20.0, .002);
  g_assert_cmpfloat_with_epsilon (learned (&hazard, 1, OD_HAZARD_BINS), 1 / 40.0, .002);
  g_assert_cmpfloat_with_epsilon (learned (&hazard, 0, 5), 1 / 20.0, .003);
  g_rand_free (rand);
}

static void
test_a_known_hazard_is_learned (void)
{
  check_learning (1e9);
}

static void
test_what_has_not_ended_counts_as_watched (void)
{
  check_learning (8);
}

static void
test_the_old_fades (void)
{
  OdHazard hazard = { 0 };

  for (int i = 0; i < 100; i++)
    od_hazard_end (&hazard, 0, 3.5);
  od_hazard_fade (&hazard, 100);
  g_assert_cmpfloat (hazard.ended[0][3], ==, 100);
  od_hazard_fade (&hazard, 99);
  g_assert_cmpfloat (hazard.ended[0][3], <, 100);
  g_assert_cmpfloat_with_epsilon (learned (&hazard, 0, OD_HAZARD_BINS), 1 / 3.5, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hazard/each-age-has-its-bin", test_each_age_has_its_bin);
  g_test_add_func ("/hazard/a-known-hazard-is-learned", test_a_known_hazard_is_learned);
  g_test_add_func ("/hazard/what-has-not-ended-counts-as-watched",
                   test_what_has_not_ended_counts_as_watched);
  g_test_add_func ("/hazard/the-old-fades", test_the_old_fades);
  return g_test_run ();
}
