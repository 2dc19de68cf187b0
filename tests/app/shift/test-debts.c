/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is owed stays owed until its answer is here.
 */
#include "app/shift/debts.h"

static void
test_a_look_waits_for_its_time (void)
{
  OdDebts debts = { 0 };

  g_assert_false (od_debts_must_look (&debts, 100));
  od_debts_owe_look (&debts, 200);
  g_assert_false (od_debts_must_look (&debts, 199));
  g_assert_true (od_debts_must_look (&debts, 200));
}

/* News that go on and on do not put it off. */
static void
test_one_look_serves_all_who_ask_before_it (void)
{
  OdDebts debts = { 0 };

  od_debts_owe_look (&debts, 200);
  od_debts_owe_look (&debts, 300);
  g_assert_true (od_debts_must_look (&debts, 200));
  od_debts_begin_look (&debts, 210);
  od_debts_end_look (&debts);
  g_assert_false (od_debts_must_look (&debts, 1000));
}

static void
test_a_look_under_way_does_not_serve_what_comes_later (void)
{
  OdDebts debts = { 0 };

  od_debts_begin_look (&debts, 100);
  od_debts_owe_look (&debts, 150);
  od_debts_end_look (&debts);
  g_assert_true (od_debts_must_look (&debts, 150));
}

static void
test_a_look_that_was_given_up_is_still_owed (void)
{
  OdDebts debts = { 0 };

  od_debts_begin_look (&debts, 100);
  g_assert_true (od_debts_must_look (&debts, 101));
  od_debts_begin_look (&debts, 200);
  od_debts_end_look (&debts);
  g_assert_false (od_debts_must_look (&debts, 1000));
}

static void
test_the_earlier_time_of_the_phone_counts (void)
{
  OdDebts debts = { 0 };

  od_debts_owe_tune (&debts, 500);
  od_debts_owe_tune (&debts, 900);
  g_assert_true (od_debts_must_tune (&debts, 500));
  od_debts_owe_tune (&debts, 300);
  g_assert_true (od_debts_must_tune (&debts, 300));
  od_debts_end_tune (&debts);
  g_assert_false (od_debts_must_tune (&debts, 1000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/debts/a-look-waits-for-its-time", test_a_look_waits_for_its_time);
  g_test_add_func ("/debts/one-look-serves-all-who-ask-before-it",
                   test_one_look_serves_all_who_ask_before_it);
  g_test_add_func ("/debts/a-look-under-way-does-not-serve-what-comes-later",
                   test_a_look_under_way_does_not_serve_what_comes_later);
  g_test_add_func ("/debts/a-look-that-was-given-up-is-still-owed",
                   test_a_look_that_was_given_up_is_still_owed);
  g_test_add_func ("/debts/the-earlier-time-of-the-phone-counts",
                   test_the_earlier_time_of_the_phone_counts);
  return g_test_run ();
}
