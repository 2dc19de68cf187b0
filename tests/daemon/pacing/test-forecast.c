/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers against free agents: small ones worked out by hand, and large ones beside what
 * is exact.
 */
#include "daemon/pacing/forecast.h"

#include <glib.h>

static OdForecast forecast, rough;

static void
add (OdForecast *to, int agents, double free_in, int calls, double answered)
{
  for (int moment = 0; moment < OD_FORECAST_MOMENTS; moment++) {
    for (int i = 0; i < agents; i++)
      od_forecast_add_agent (to, moment, free_in);
    for (int i = 0; i < calls; i++)
      od_forecast_add_call (to, moment, answered);
  }
}

static void
test_small_ones_are_exact (void)
{
  od_forecast_begin (&forecast, 1, 2);
  add (&forecast, 1, .5, 2, .5);
  /* Two answers 1/4, one 1/2, none 1/4; one agent or none. */
  g_assert_cmpfloat_with_epsilon (od_forecast_get_risk (&forecast, 2), 1 / 8.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (od_forecast_get_risk (&forecast, 1), 1 / 2.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (od_forecast_get_risk (&forecast, 0), 7 / 8.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (od_forecast_get_risk (&forecast, -1), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (od_forecast_get_lost (&forecast, 0),
                                  1 / 8.0 * 2 + 3 / 8.0, 1e-9);
}

static void
test_more_agents_than_calls_is_no_risk (void)
{
  od_forecast_begin (&forecast, 3, 4);
  add (&forecast, 3, .2, 4, .9);
  g_assert_cmpfloat (od_forecast_get_risk (&forecast, 5), ==, 0);
  g_assert_cmpfloat (od_forecast_get_lost (&forecast, 5), ==, 0);
}

/* Of 60 chances both can be asked; only the size decides which one is. */
static void
test_large_ones_are_nearly_exact (void)
{
  od_forecast_begin (&forecast, 30, 30);
  od_forecast_begin (&rough, 200, 600);
  g_assert_true (forecast.exact);
  g_assert_false (rough.exact);
  add (&forecast, 30, .2, 30, .1);
  add (&rough, 30, .2, 30, .1);
  for (int spare = -6; spare <= 6; spare++) {
    g_assert_cmpfloat_with_epsilon (od_forecast_get_risk (&forecast, spare),
                                    od_forecast_get_risk (&rough, spare), .004);
    g_assert_cmpfloat_with_epsilon (od_forecast_get_lost (&forecast, spare),
                                    od_forecast_get_lost (&rough, spare), .05);
  }
}

/* A call more is never for nothing. */
static void
test_more_calls_than_fit_in_are_a_risk (void)
{
  double before;

  od_forecast_begin (&forecast, 0, 0);
  add (&forecast, 0, 0, OD_FORECAST_SPACE - 1, .5);
  before = od_forecast_get_risk (&forecast, 250);
  g_assert_cmpfloat (before, <, .001);
  add (&forecast, 0, 0, OD_FORECAST_SPACE + 1, .5);
  g_assert_cmpfloat_with_epsilon (od_forecast_get_risk (&forecast, 256), .5, .03);
  g_assert_cmpfloat (od_forecast_get_risk (&forecast, 300), <, .001);
  g_assert_cmpfloat_with_epsilon (od_forecast_get_lost (&forecast, 206), 50, .5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/small-ones-are-exact", test_small_ones_are_exact);
  g_test_add_func ("/forecast/more-agents-than-calls",
                   test_more_agents_than_calls_is_no_risk);
  g_test_add_func ("/forecast/large-ones-are-nearly-exact",
                   test_large_ones_are_nearly_exact);
  g_test_add_func ("/forecast/more-calls-than-fit-in",
                   test_more_calls_than_fit_in_are_a_risk);
  return g_test_run ();
}
