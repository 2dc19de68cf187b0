/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Will it be answered? Calls of a known share are told one after the other: the model
 * must come to that share, and follow when it changes.
 */
#include "daemon/pacing/ring-model.h"

#include <glib.h>

static OdRingModel model;

/* Answered after 4 to 12 s; else the carrier ends it at 25 s. */
static void
tell_calls (GRand *rand, int n, double share)
{
  for (int i = 0; i < n; i++) {
    if (g_rand_double (rand) < share)
      od_ring_model_end (&model, true, g_rand_double_range (rand, 4, 12));
    else
      od_ring_model_end (&model, false, 25);
    if (i % 20 == 0)
      od_ring_model_build (&model, NULL, 0);
  }
  od_ring_model_build (&model, NULL, 0);
}

static void
test_the_share_that_answers_is_learned_by_age (void)
{
  GRand *rand = g_rand_new_with_seed (11);

  od_ring_model_init (&model);
  tell_calls (rand, 2000, .3);
  g_assert_cmpfloat_with_epsilon (od_ring_model_get_chances (&model, 0)[32], .3, .05);
  g_assert_cmpfloat (od_ring_model_get_chances (&model, 0)[3], <, .01);
  g_assert_cmpfloat (od_ring_model_get_chances (&model, 14)[32], <, .02);
  g_assert_cmpfloat (od_ring_model_get_chances (&model, 1e9)[32], <=, 1);
  g_rand_free (rand);
}

static void
test_drift_is_followed_up_and_down (void)
{
  GRand *rand = g_rand_new_with_seed (12);

  od_ring_model_init (&model);
  tell_calls (rand, 3000, .1);
  tell_calls (rand, 500, .4);
  g_assert_cmpfloat_with_epsilon (od_ring_model_get_chances (&model, 0)[32], .4, .08);
  tell_calls (rand, 1500, .1);
  g_assert_cmpfloat_with_epsilon (od_ring_model_get_chances (&model, 0)[32], .1, .04);
  g_rand_free (rand);
}

/* A list that nobody of answers must not make hundreds of answers unbelievable. */
static void
test_an_hour_without_answers_is_forgotten_soon (void)
{
  GRand *rand = g_rand_new_with_seed (14);

  od_ring_model_init (&model);
  tell_calls (rand, 2000, .3);
  tell_calls (rand, 5000, 0);
  g_assert_cmpfloat (od_ring_model_get_chances (&model, 0)[32], <, .02);
  tell_calls (rand, 500, .3);
  g_assert_cmpfloat (od_ring_model_get_chances (&model, 0)[32], >, .08);
  g_rand_free (rand);
}

/* Otherwise a burst of new calls, whose early ends come first, would look like another
 * world. */
static void
test_calls_that_still_ring_do_not_pull_the_scale (void)
{
  static double ages[200];
  GRand *rand = g_rand_new_with_seed (13);
  double before;

  od_ring_model_init (&model);
  tell_calls (rand, 2000, .3);
  before = model.scale;
  for (int i = 0; i < 200; i++)
    ages[i] = 2;
  od_ring_model_build (&model, ages, 200);
  g_assert_cmpfloat_with_epsilon (model.scale, before, .05 * before);
  for (int i = 0; i < 200; i++)
    ages[i] = 12; /* nobody of so many: fewer answer now */
  od_ring_model_build (&model, ages, 200);
  g_assert_cmpfloat (model.scale, <, .7 * before);
  g_rand_free (rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ring-model/the-share-is-learned-by-age",
                   test_the_share_that_answers_is_learned_by_age);
  g_test_add_func ("/ring-model/drift-is-followed", test_drift_is_followed_up_and_down);
  g_test_add_func ("/ring-model/an-hour-without-answers",
                   test_an_hour_without_answers_is_forgotten_soon);
  g_test_add_func ("/ring-model/calls-that-still-ring",
                   test_calls_that_still_ring_do_not_pull_the_scale);
  return g_test_run ();
}
