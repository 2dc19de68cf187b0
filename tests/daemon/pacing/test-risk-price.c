/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be risked: even at the share that is aimed at, less after a loss, careful at
 * first.
 */
#include "daemon/pacing/risk-price.h"

#include <glib.h>

static double
get (const OdRiskPrice *price, long answered, long abandoned, double lost)
{
  OdLedger ledger = { answered, abandoned, 30 };

  return od_risk_price_get (price, &ledger, 20, lost);
}

static void
test_it_is_even_a_little_below_the_cap (void)
{
  OdRiskPrice even = { 0 }, under = { 0 }, over = { 0 };

  od_risk_price_learn (&even, 30, 19415, 585);
  od_risk_price_learn (&under, 30, 9900, 100);
  od_risk_price_learn (&over, 30, 9500, 500);
  g_assert_cmpfloat_with_epsilon (even.learned, 0, 1e-9);
  g_assert_cmpfloat (under.learned, >, 1);
  g_assert_cmpfloat (over.learned, <, -1);
}

static void
test_it_has_limits (void)
{
  OdRiskPrice price = { 0 };

  od_risk_price_learn (&price, 30, G_MAXINT, 0);
  g_assert_cmpfloat (get (&price, 1000000, 0, 0), <=, 0.9);
  od_risk_price_learn (&price, 30, 0, G_MAXINT);
  g_assert_cmpfloat (get (&price, 1000000, 0, 0), >, 0);
  od_risk_price_learn (&price, 30, 100000, 0);
  g_assert_cmpfloat (get (&price, 1000000, 0, 0), >, 0.01);
}

static void
test_it_begins_carefully_and_stops_near_the_cap (void)
{
  OdRiskPrice price = { 0 };

  g_assert_cmpfloat (get (&price, 0, 0, 0), <, get (&price, 50, 0, 0) / 5);
  g_assert_cmpfloat (get (&price, 50, 0, 0), <, get (&price, 200, 0, 0));
  g_assert_cmpfloat (get (&price, 1000, 28, 0), >, 5 * get (&price, 1000, 28, 2));
  g_assert_cmpfloat (get (&price, -5, 0, 0), >=, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/risk-price/it-is-even-below-the-cap",
                   test_it_is_even_a_little_below_the_cap);
  g_test_add_func ("/risk-price/it-has-limits", test_it_has_limits);
  g_test_add_func ("/risk-price/it-begins-carefully",
                   test_it_begins_carefully_and_stops_near_the_cap);
  return g_test_run ();
}
