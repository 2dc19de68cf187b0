/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worst case, in numbers that were worked out by hand.
 */
#include "daemon/pacing/abandon-guard.h"

#include <glib.h>

/* clang-format off */
static const struct {
  long answered, abandoned;
  int cap, ready, waiting, in_flight;
  bool safe;
  const char *why;
} cases[] = {
  { 0,   0,  30, 0,  0, 0,  true,  "nothing in flight, nothing can go wrong" },
  { 0,   0,  0,  1,  0, 1,  true,  "one agent per call needs no ledger" },
  { 0,   0,  0,  1,  0, 2,  false, "a cap of nothing allows nothing" },
  { 1000, 0, 0,  1,  0, 2,  false, "nor after a thousand answers" },
  { 32,  0,  30, 1,  0, 2,  false, "1 of 33 is over 3 %" },
  { 33,  0,  30, 1,  0, 2,  true,  "1 of 34 is not" },
  { 33,  0,  30, 1,  1, 1,  true,  "waiting and in flight weigh the same" },
  { 33,  0,  30, 1,  0, 3,  false, "2 of 35 is over 3 %" },
  { 33,  1,  30, 1,  0, 2,  false, "one was lost already" },
  { 90,  2,  30, 10, 0, 11, false, "3 of 91: the ten who are served say nothing yet" },
  { 99,  2,  30, 10, 0, 11, true,  "3 of 100" },
  { 100, 50, 30, 5,  2, 3,  true,  "an old breach does not stop one call per agent" },
  { 100, 50, 30, 5,  2, 4,  false, "but all above it" },
  { 1000000000L, 0, 30, 0, 0, 1000, true, "large numbers do not overflow" },
};
/* clang-format on */

static void
test_the_worst_case_is_worked_out (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    OdLedger ledger = { cases[i].answered, cases[i].abandoned, cases[i].cap };

    g_test_message ("%s", cases[i].why);
    if (od_abandon_guard_is_safe (&ledger, cases[i].ready, cases[i].waiting,
                                  cases[i].in_flight)
        != cases[i].safe)
      g_error ("wrong about: %s", cases[i].why);
  }
}

/* As many as it says could be lost, and not one more. */
static void
test_what_is_left_is_what_is_safe (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    OdLedger ledger = { cases[i].answered, cases[i].abandoned, cases[i].cap };
    long left = od_abandon_guard_count_left (&ledger);

    g_assert_cmpint (left, >=, 0);
    g_assert_true (left == 0 || od_abandon_guard_is_safe (&ledger, 0, 0, (int) left));
    g_assert_false (od_abandon_guard_is_safe (&ledger, 0, 0, (int) left + 1));
  }
}

/* As many as you like could be lost then: no number is right. */
static void
test_a_cap_of_all_is_a_mistake (void)
{
  static const OdLedger ledger = { 100, 0, 1000 };

  if (g_test_subprocess ()) {
    od_abandon_guard_count_left (&ledger);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*cap_permille < 1000*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/abandon-guard/the-worst-case-is-worked-out",
                   test_the_worst_case_is_worked_out);
  g_test_add_func ("/abandon-guard/what-is-left", test_what_is_left_is_what_is_safe);
  g_test_add_func ("/abandon-guard/a-cap-of-all", test_a_cap_of_all_is_a_mistake);
  return g_test_run ();
}
