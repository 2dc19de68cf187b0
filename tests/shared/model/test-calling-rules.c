/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each law's profile says in numbers.
 */
#include "shared/model/calling-rules.h"

static const struct {
  OdCallingRules rules;
  const char *name;
  guint cap;
} laws[] = {
  { OD_RULES_US_TSR, "US-TSR", 30 },
  { OD_RULES_UK, "UK", 0 },
  { OD_RULES_EU, "EU", 0 },
  { OD_RULES_TEST, "TEST", 30 },
};

static void
test_every_law_has_its_name_and_its_cap (void)
{
  OdCallingRules back;

  for (gsize i = 0; i < G_N_ELEMENTS (laws); i++) {
    g_assert_cmpstr (od_calling_rules_get (laws[i].rules)->name, ==, laws[i].name);
    g_assert_cmpuint (od_calling_rules_get (laws[i].rules)->cap, ==, laws[i].cap);
    g_assert_true (od_calling_rules_from_name (laws[i].name, &back));
    g_assert_cmpint (back, ==, laws[i].rules);
    g_assert_cmpint (od_calling_rules_get (back)->min_ring_ms, ==, 15000);
    g_assert_cmpint (od_calling_rules_get (back)->wait_ms, ==, 2000);
    g_assert_cmpint (od_calling_rules_get (back)->loopback, ==, back == OD_RULES_TEST);
  }
  g_assert_cmpuint (G_N_ELEMENTS (laws), ==, OD_RULES_N - 1);
}

static void
test_no_law_cannot_be_chosen (void)
{
  OdCallingRules back;

  g_assert_false (od_calling_rules_from_name ("", &back));
  g_assert_false (od_calling_rules_from_name ("uk", &back));
  g_assert_false (od_calling_rules_from_name (NULL, &back));
  g_assert_cmpuint (od_calling_rules_get (OD_RULES_NONE)->cap, ==, 0);
}

static void
test_windows_begin_with_a_day (void)
{
  g_assert_cmpint (od_calling_rules_get_first_day (OD_TALLY_DAY, 20000), ==, 20000);
  g_assert_cmpint (od_calling_rules_get_first_day (OD_TALLY_MONTH, 20000), ==, 19980);
  g_assert_cmpint (od_calling_rules_get_first_day (OD_TALLY_MONTH, 19980), ==, 19980);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calling-rules/every-law-has-its-numbers",
                   test_every_law_has_its_name_and_its_cap);
  g_test_add_func ("/calling-rules/no-law-cannot-be-chosen",
                   test_no_law_cannot_be_chosen);
  g_test_add_func ("/calling-rules/windows-begin-with-a-day",
                   test_windows_begin_with_a_day);
  return g_test_run ();
}
