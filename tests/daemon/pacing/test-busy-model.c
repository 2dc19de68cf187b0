/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When does who is busy come free? Phases of a known length are told, and agents who are
 * in the middle of one.
 */
#include "daemon/pacing/busy-model.h"

#include <glib.h>
#include <math.h>

static OdBusyModel model;

static double
chance (OdBusyPhase phase, double age, int ahead)
{
  return od_busy_model_get_chances (&model, (OdBusyAgent){ phase, age })[ahead];
}

static void
test_paper_work_of_twenty_seconds (void)
{
  od_busy_model_init (&model);
  for (int i = 0; i < 400; i++)
    od_busy_model_end (&model, OD_BUSY_WRAP, 20.2);
  od_busy_model_build (&model, NULL, 0);
  g_assert_cmpfloat (chance (OD_BUSY_WRAP, 2, 10), <, .1);
  g_assert_cmpfloat (chance (OD_BUSY_WRAP, 2, 30), >, .9);
  g_assert_cmpfloat (chance (OD_BUSY_WRAP, 16, 9), >, .8);
  g_assert_cmpfloat (chance (OD_BUSY_WRAP, 1e9, 34), <=, 1);
}

static void
test_who_talks_must_still_write (void)
{
  od_busy_model_init (&model);
  for (int i = 0; i < 400; i++) {
    od_busy_model_end (&model, OD_BUSY_TALK, 5.2);
    od_busy_model_end (&model, OD_BUSY_WRAP, 10.2);
  }
  od_busy_model_build (&model, NULL, 0);
  g_assert_cmpfloat (chance (OD_BUSY_TALK, 3, 6), <, .2);
  g_assert_cmpfloat (chance (OD_BUSY_TALK, 3, 25), >, .85);
  g_assert_cmpfloat (chance (OD_BUSY_WRAP, 3, 12), >, .8);
}

/* Exponential talks of a mean of 120 s: only the short ones have ended after 30 s. */
static void
test_talks_under_way_keep_the_first_minutes_honest (void)
{
  static OdBusyAgent agents[400];
  GRand *rand = g_rand_new_with_seed (3);
  int n = 0;

  od_busy_model_init (&model);
  for (int i = 0; i < 400; i++) {
    double talk = -120 * log (1 - g_rand_double (rand));

    if (talk < 30)
      od_busy_model_end (&model, OD_BUSY_TALK, talk);
    else
      agents[n++] = (OdBusyAgent){ OD_BUSY_TALK, 30 };
    od_busy_model_end (&model, OD_BUSY_WRAP, 0.1);
  }
  od_busy_model_build (&model, NULL, 0);
  g_assert_cmpfloat (chance (OD_BUSY_TALK, 10, 30), >, .5);
  od_busy_model_build (&model, agents, n);
  g_assert_cmpfloat_with_epsilon (chance (OD_BUSY_TALK, 10, 30), 1 - exp (-30 / 120.0),
                                  .07);
  g_rand_free (rand);
}

static void
test_who_leaves_has_been_seen_and_has_not_ended (void)
{
  od_busy_model_init (&model);
  od_busy_model_leave (&model, OD_BUSY_TALK, 50);
  g_assert_cmpfloat (od_busy_model_count (&model, OD_BUSY_TALK), ==, 0);
  g_assert_cmpfloat (model.phases[OD_BUSY_TALK].watched_s[10], ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/busy-model/paper-work", test_paper_work_of_twenty_seconds);
  g_test_add_func ("/busy-model/who-talks-must-still-write",
                   test_who_talks_must_still_write);
  g_test_add_func ("/busy-model/talks-under-way",
                   test_talks_under_way_keep_the_first_minutes_honest);
  g_test_add_func ("/busy-model/who-leaves",
                   test_who_leaves_has_been_seen_and_has_not_ended);
  return g_test_run ();
}
