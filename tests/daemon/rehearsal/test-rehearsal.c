/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures of a rehearsed day: they belong together, and say what changes when the
 * scenario does.
 */
#include "daemon/rehearsal/rehearsal.h"

#include "daemon/pacing/learned.h"

#include <glib.h>
#include <stdlib.h>

static OdScenario
make_scenario (void)
{
  OdScenario scenario = { .agents = 8,
                          .hours = 2,
                          .answers = .25,
                          .people = 1,
                          .dialing = { .pacing = { 30, 30 } },
                          .seed = 1 };

  od_scenario_set_times (&scenario, 10, 22, 105, 18);
  return scenario;
}

static OdRehearsal *
play (const OdScenario *scenario)
{
  OdRehearsal *rehearsal = g_new (OdRehearsal, 1);

  od_rehearsal_play (scenario, NULL, NULL, rehearsal);
  return rehearsal;
}

static void
test_figures_belong_together (void)
{
  OdScenario scenario = make_scenario ();
  g_autofree OdRehearsal *rehearsal = play (&scenario);
  const OdStageResult *day = &rehearsal->day;

  g_assert_cmpfloat (day->paid_s, ==, 8 * 2 * 3600);
  g_assert_cmpint (rehearsal->n_slices, ==, 8);
  g_assert_cmpfloat_with_epsilon (rehearsal->connects, day->served / 16.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (rehearsal->idle_s * day->served,
                                  (1 - rehearsal->utilisation) * day->paid_s, 1e-3);
  g_assert_cmpfloat (rehearsal->utilisation, >, .6);
  g_assert_cmpfloat (rehearsal->utilisation, <, .95);
  g_assert_cmpfloat (rehearsal->abandoned, <=, .03);
  g_assert_cmpint (day->breaches, ==, 0);
  g_assert_cmpfloat_with_epsilon ((double) day->answered / day->placed, .25, .03);
  g_assert_cmpfloat (rehearsal->leads_last_s, ==, -1);
}

static void
test_the_same_scenario_is_the_same_day (void)
{
  OdScenario scenario = make_scenario ();
  g_autofree OdRehearsal *one = play (&scenario), *two = play (&scenario), *other = NULL;

  scenario.seed = 2;
  other = play (&scenario);
  g_assert_cmpint (one->day.placed, ==, two->day.placed);
  g_assert_cmpfloat (one->day.busy_s, ==, two->day.busy_s);
  g_assert_cmpfloat (one->day.busy_s, !=, other->day.busy_s);
}

static void
test_data_run_out (void)
{
  OdScenario scenario = make_scenario ();
  g_autofree OdRehearsal *rehearsal = NULL;

  scenario.leads = 200;
  rehearsal = play (&scenario);
  g_assert_cmpint (rehearsal->day.placed, ==, 200);
  g_assert_cmpfloat (rehearsal->leads_last_s, >, 300);
  g_assert_cmpfloat (rehearsal->leads_last_s, <, 3600);
  g_assert_cmpint (rehearsal->n_slices, <, 5);
}

/* The day is over before somebody finds out that there is no lead left. */
static void
test_data_last_when_the_last_lead_is_the_days (void)
{
  OdScenario scenario = make_scenario ();
  g_autofree OdRehearsal *endless = play (&scenario), *rehearsal = NULL;

  scenario.leads = endless->day.placed;
  rehearsal = play (&scenario);
  g_assert_cmpint (rehearsal->day.placed, ==, scenario.leads);
  g_assert_cmpfloat (rehearsal->day.played_s, ==, 2 * 3600);
  g_assert_cmpfloat (rehearsal->leads_last_s, ==, -1);
}

/* They fill the agents' time and earn the cap nothing. */
static void
test_machines_leave_the_cap_less (void)
{
  OdScenario scenario = make_scenario ();
  g_autofree OdRehearsal *people = play (&scenario), *half = NULL;

  scenario.people = .5;
  half = play (&scenario);
  g_assert_cmpint (half->day.people, <, half->day.answered * .6);
  g_assert_cmpint (half->day.abandoned, <, people->day.abandoned);
  g_assert_cmpint (half->day.breaches, ==, 0);
}

/* (transfer full): of malloc(): of @n calls @answered in four were, after 8 s. */
static char *
learn_answers (int n, int answered)
{
  OdLearned learned = { 0 };

  for (int i = 1; i <= n; i++) {
    bool answers = i % 4 < answered;

    od_hazard_end (&learned.ring, answers ? 0 : 1, answers ? 8 : 22);
    if (i % 4 == 0) {
      od_hazard_end (&learned.talk, 0, 60);
      od_hazard_end (&learned.wrap, 0, 20);
    }
  }
  return od_learned_write (&learned);
}

static char *
learn (int n)
{
  return learn_answers (n, 1);
}

static void
test_what_was_learned_is_the_world (void)
{
  OdScenario scenario = make_scenario ();
  char *learned = learn (400);
  g_autofree OdRehearsal *rehearsal = NULL;

  g_assert_true (od_scenario_set_learned (&scenario, learned));
  g_assert_true (scenario.learned == learned);
  g_assert_cmpfloat_with_epsilon (scenario.answers, .25, .005);
  g_assert_cmpfloat_with_epsilon (od_spread_get_mean (&scenario.ring), 8, 1);
  g_assert_cmpfloat_with_epsilon (od_spread_get_mean (&scenario.no_answer), 22, 1);
  g_assert_cmpfloat_with_epsilon (od_spread_get_mean (&scenario.talk), 60, 4);
  g_assert_cmpfloat_with_epsilon (od_spread_get_mean (&scenario.wrap), 20, 1);
  rehearsal = play (&scenario);
  g_assert_cmpfloat_with_epsilon ((double) rehearsal->day.answered
                                    / (double) rehearsal->day.placed,
                                  .25, .03);
  g_assert_cmpint (rehearsal->day.breaches, ==, 0);
  free (learned);
}

/* Where all were answered, or nobody, one of the two durations has never been seen. */
static void
test_other_answers_than_all_or_none_can_be_played (void)
{
  for (int answered = 0; answered <= 4; answered += 4) {
    OdScenario scenario = { .agents = 8, .hours = 1, .people = 1, .seed = 1 };
    char *learned = learn_answers (400, answered);
    g_autofree OdRehearsal *rehearsal = NULL;

    scenario.dialing.pacing = (OdPacerSettings){ 30, 30 };
    g_assert_true (od_scenario_set_learned (&scenario, learned));
    g_assert_cmpfloat (scenario.answers, ==, answered / 4);
    scenario.answers = .25;
    rehearsal = play (&scenario);
    g_assert_cmpfloat (rehearsal->utilisation, >, .3);
    g_assert_cmpfloat (rehearsal->utilisation, <, 1);
    g_assert_cmpfloat_with_epsilon (rehearsal->day.played_s, 3600, 1e-9);
    free (learned);
  }
}

static void
test_too_little_is_nothing_learned (void)
{
  OdScenario scenario = make_scenario ();
  char *few_talks = learn (76), *few_calls = learn (96);

  g_assert_false (od_scenario_set_learned (&scenario, NULL));
  g_assert_false (od_scenario_set_learned (&scenario, "damaged"));
  g_assert_false (od_scenario_set_learned (&scenario, few_talks));
  g_assert_false (od_scenario_set_learned (&scenario, few_calls));
  free (few_talks);
  free (few_calls);
}

/* Most of the month's people are abandoned already: no more of them. */
static void
test_the_month_goes_on_as_it_stands (void)
{
  OdScenario scenario = make_scenario ();
  g_autofree OdRehearsal *rehearsal = NULL;

  scenario.dialing.month_people = 10000;
  scenario.dialing.month_abandoned = 400;
  rehearsal = play (&scenario);
  g_assert_cmpint (rehearsal->day.abandoned, ==, 0);
}

static void
test_nobody_answers_in_a_moment (void)
{
  OdScenario scenario = make_scenario ();
  g_autofree OdRehearsal *rehearsal = NULL;

  scenario.answers = 1e-9;
  rehearsal = play (&scenario);
  g_assert_cmpint (rehearsal->day.served, ==, 0);
  g_assert_cmpfloat (rehearsal->utilisation, ==, 0);
  g_assert_cmpfloat (rehearsal->idle_s, ==, -1);
  g_assert_cmpfloat (rehearsal->abandoned, ==, -1);
}

/* Two hundred agents, calls that end at once, and nothing that keeps them back. */
static void
test_there_is_an_end_of_calls (void)
{
  OdScenario scenario = make_scenario ();
  g_autofree OdRehearsal *rehearsal = NULL;

  scenario.agents = OD_REHEARSAL_MAX_AGENTS;
  scenario.hours = OD_REHEARSAL_MAX_HOURS;
  scenario.answers = .005;
  scenario.dialing.pacing.multiplier_x10 = 10;
  od_scenario_set_times (&scenario, 1, 1, 105, 18);
  rehearsal = play (&scenario);
  g_assert_cmpint (rehearsal->day.placed, <, OD_REHEARSAL_MAX_CALLS + 1000);
  g_assert_true (rehearsal->day.broken_off);
  g_assert_cmpint (rehearsal->n_slices, <, OD_REHEARSAL_SLICES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal/figures", test_figures_belong_together);
  g_test_add_func ("/rehearsal/same", test_the_same_scenario_is_the_same_day);
  g_test_add_func ("/rehearsal/data", test_data_run_out);
  g_test_add_func ("/rehearsal/last-lead", test_data_last_when_the_last_lead_is_the_days);
  g_test_add_func ("/rehearsal/machines", test_machines_leave_the_cap_less);
  g_test_add_func ("/rehearsal/learned", test_what_was_learned_is_the_world);
  g_test_add_func ("/rehearsal/all-or-none",
                   test_other_answers_than_all_or_none_can_be_played);
  g_test_add_func ("/rehearsal/too-little", test_too_little_is_nothing_learned);
  g_test_add_func ("/rehearsal/month", test_the_month_goes_on_as_it_stands);
  g_test_add_func ("/rehearsal/nobody", test_nobody_answers_in_a_moment);
  g_test_add_func ("/rehearsal/end", test_there_is_an_end_of_calls);
  return g_test_run ();
}
