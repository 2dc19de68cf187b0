/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a rehearsed day came to, in words and as columns.
 */
#include "app/supervisor/rehearsal-words.h"

#include <string.h>

static OdRehearsal
make_day (void)
{
  OdRehearsal rehearsal = { .day = { .people = 400, .abandoned = 8, .placed = 1600 },
                            .n_slices = 2,
                            .utilisation = .874,
                            .connects = 24.71,
                            .idle_s = 18.25,
                            .abandoned = .02,
                            .leads_last_s = -1 };

  rehearsal.slices[1] = (OdStageSlice){ .paid_s = 9000,
                                        .busy_s = 7200,
                                        .placed = 50,
                                        .answered = 12,
                                        .abandoned = 1,
                                        .served = 11 };
  return rehearsal;
}

static void
assert_says (const OdScenario *scenario, const OdRehearsal *rehearsal, const char *words)
{
  g_autofree char *said = od_rehearsal_words_dup (scenario, rehearsal);

  g_assert_cmpstr (said, ==, words);
}

#define WORK                                                                             \
  "At work: 87.4% of the agents' time. Connects: 24.7 for each agent and hour. Idle: "   \
  "18.2 s between two calls.\nAbandoned: 8 of 400 people (2.00%). The cap is 3.0%.\n"

static void
test_a_day_is_told (void)
{
  OdScenario scenario = { .dialing = { .pacing = { 30, 30 } }, .leads = 5000 };
  OdRehearsal rehearsal = make_day ();

  assert_says (&scenario, &rehearsal,
               WORK "The data last: 1600 of 5000 leads are called.");
  scenario.leads = 0;
  assert_says (&scenario, &rehearsal,
               WORK "No lead is left to call: played as if there were.");
  scenario.leads = 1600;
  rehearsal.leads_last_s = 3 * 3600 + 215;
  assert_says (&scenario, &rehearsal,
               WORK
               "The data run out after 3 h 04 min: 1600 leads. All figures are of that "
               "time.");
}

static void
test_without_a_cap_the_way_of_dialing_is_said (void)
{
  OdScenario scenario = { .dialing = { .pacing = { 10, 0 } }, .leads = 5000 };
  OdRehearsal rehearsal = make_day ();
  g_autofree char *words = NULL;

  rehearsal.day.abandoned = 0;
  rehearsal.abandoned = 0;
  words = od_rehearsal_words_dup (&scenario, &rehearsal);
  g_assert_nonnull (strstr (words, "\nAbandoned: 0 of 400 people (0.00%). One call for "
                                   "each free agent.\n"));
}

static void
test_a_day_that_was_too_much_says_so (void)
{
  OdScenario scenario = { .dialing = { .pacing = { 30, 30 } }, .leads = 5000 };
  OdRehearsal rehearsal = make_day ();

  rehearsal.day.broken_off = true;
  rehearsal.day.played_s = 3 * 3600 + 600;
  assert_says (&scenario, &rehearsal,
               WORK "The data last: 1600 of 5000 leads are called.\nPlayed until 3 h 10 "
                    "min: too many calls to play. All figures are of that time.");
}

static void
test_a_day_without_people_has_no_figures (void)
{
  OdScenario scenario = { .leads = 5000 };
  OdRehearsal rehearsal = { .idle_s = -1, .abandoned = -1, .leads_last_s = -1 };

  assert_says (&scenario, &rehearsal,
               "Nobody was reached.\nThe data last: 0 of 5000 leads are called.");
}

static void
test_quarters_are_columns (void)
{
  OdRehearsal rehearsal = make_day ();
  OdMinute columns[OD_MINUTES_MAX];
  g_autofree char *words = NULL;

  g_assert_cmpuint (od_rehearsal_words_get_quarters (&rehearsal, columns), ==, 2);
  words = od_minutes_dup_words (&columns[1], FALSE);
  g_assert_cmpstr (words, ==,
                   "00:15: Dialed 50, Answered 12, Abandoned 1, Idle Agents "
                   "2.0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal-words/day", test_a_day_is_told);
  g_test_add_func ("/rehearsal-words/no-cap",
                   test_without_a_cap_the_way_of_dialing_is_said);
  g_test_add_func ("/rehearsal-words/too-much", test_a_day_that_was_too_much_says_so);
  g_test_add_func ("/rehearsal-words/nobody", test_a_day_without_people_has_no_figures);
  g_test_add_func ("/rehearsal-words/quarters", test_quarters_are_columns);
  return g_test_run ();
}
