/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of a rehearsed day, read as a person and as a program.
 */
#include "ctl/rehearsal-text.h"

#include <jansson.h>
#include <string.h>

static OdScenario
make_scenario (double hours)
{
  OdScenario scenario = { .agents = 5,
                          .hours = hours,
                          .answers = .25,
                          .people = .9,
                          .dialing = { .pacing = { 30, 30 }, 10, 40 },
                          .seed = 3 };

  od_scenario_set_times (&scenario, 10, 22, 105, 18);
  return scenario;
}

static char *
say (const OdScenario *scenario,
     char *(*write) (const OdScenario *, const char *, const OdRehearsal *) )
{
  g_autofree OdRehearsal *rehearsal = g_new (OdRehearsal, 1);

  od_rehearsal_play (scenario, NULL, NULL, rehearsal);
  return write (scenario, "US-TSR", rehearsal);
}

static void
assert_says (const char *text, const char *part)
{
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, part));
}

static guint
count_bars (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++) {
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 80);
    n += strchr (lines[i], '#') != NULL;
  }
  return n;
}

static void
test_a_short_day_has_a_bar_for_each_quarter (void)
{
  OdScenario scenario = make_scenario (1);
  g_autofree char *text = say (&scenario, od_rehearsal_text_new);

  assert_says (text,
               "5 agents for 1 h, 25% of the calls answered, 90% of these by people");
  assert_says (text, "talk 105 s, then 18 s");
  assert_says (text, "US-TSR, multiplier 3.0, at most 10 calls a second, at most 40 at");
  assert_says (text, "the cap of a day is 3.0 %");
  assert_says (text, " 0:45  ");
  g_assert_cmpuint (count_bars (text), ==, 4);
}

static void
test_a_long_day_has_a_bar_for_each_hour (void)
{
  OdScenario scenario = make_scenario (3.5);
  g_autofree char *text = say (&scenario, od_rehearsal_text_new);

  assert_says (text, "for 3 h 30 min");
  assert_says (text, " 3:00  ");
  g_assert_cmpuint (count_bars (text), ==, 4);
}

static void
test_it_is_said_when_the_data_run_out (void)
{
  OdScenario scenario = make_scenario (1);
  g_autofree char *lasts = NULL, *ends = NULL;

  scenario.leads = 100000;
  lasts = say (&scenario, od_rehearsal_text_new);
  assert_says (lasts, "100000 leads last");
  scenario.leads = 100;
  ends = say (&scenario, od_rehearsal_text_new);
  assert_says (ends, "100 leads run out after ");
}

static void
test_a_program_reads_the_same (void)
{
  OdScenario scenario = make_scenario (1);
  g_autofree OdRehearsal *rehearsal = g_new (OdRehearsal, 1);
  g_autofree char *text = say (&scenario, od_rehearsal_text_new_json);
  json_t *json = json_loads (text, 0, NULL);

  od_rehearsal_play (&scenario, NULL, NULL, rehearsal);
  g_assert_nonnull (json);
#define NUMBER(name) json_number_value (json_object_get (json, name))
  g_assert_cmpfloat_with_epsilon (NUMBER ("utilisation"), rehearsal->utilisation, 1e-4);
  g_assert_cmpfloat_with_epsilon (NUMBER ("idle_s_per_call"), rehearsal->idle_s, 1e-4);
  g_assert_cmpfloat (NUMBER ("placed"), ==, rehearsal->day.placed);
  g_assert_cmpfloat (NUMBER ("cap_share"), ==, .03);
#undef NUMBER
  g_assert_true (json_is_null (json_object_get (json, "leads_last_s")));
  g_assert_cmpuint (json_array_size (json_object_get (json, "quarters")), ==, 4);
  json_decref (json);
}

static void
test_a_moment_is_in_seconds_and_no_cap_in_words (void)
{
  OdScenario scenario = make_scenario (1);
  OdRehearsal rehearsal = { .leads_last_s = 12 };
  g_autofree char *text = NULL;

  scenario.leads = 2;
  scenario.dialing.pacing.cap_permille = 0;
  text = od_rehearsal_text_new (&scenario, "UK", &rehearsal);
  assert_says (text, "2 leads run out after 12 s; ");
  assert_says (text, ": 0 of 0; one call for each free agent\n");
}

static void
test_a_day_that_was_too_much_says_so (void)
{
  OdScenario scenario = make_scenario (1);
  OdRehearsal rehearsal = { .day = { .played_s = 3 * 3600 + 600, .broken_off = true } };
  g_autofree char *text = od_rehearsal_text_new (&scenario, "UK", &rehearsal);
  g_autofree char *program = od_rehearsal_text_new_json (&scenario, "UK", &rehearsal);

  assert_says (text, "\nplayed until 3 h 10 min: too many calls to play; the figures");
  assert_says (program, "\"broken_off\": true");
}

static void
test_a_day_without_calls_has_no_figures (void)
{
  OdScenario scenario = make_scenario (.25);
  g_autofree char *text = NULL, *program = NULL;

  scenario.answers = 1e-9;
  text = say (&scenario, od_rehearsal_text_new);
  assert_says (text, "- s between two calls");
  program = say (&scenario, od_rehearsal_text_new_json);
  assert_says (program, "\"abandoned_share\": null");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal-text/quarters",
                   test_a_short_day_has_a_bar_for_each_quarter);
  g_test_add_func ("/rehearsal-text/hours", test_a_long_day_has_a_bar_for_each_hour);
  g_test_add_func ("/rehearsal-text/data", test_it_is_said_when_the_data_run_out);
  g_test_add_func ("/rehearsal-text/program", test_a_program_reads_the_same);
  g_test_add_func ("/rehearsal-text/moment",
                   test_a_moment_is_in_seconds_and_no_cap_in_words);
  g_test_add_func ("/rehearsal-text/too-much", test_a_day_that_was_too_much_says_so);
  g_test_add_func ("/rehearsal-text/nothing", test_a_day_without_calls_has_no_figures);
  return g_test_run ();
}
