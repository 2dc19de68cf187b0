/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario is read as it was meant, or refused with the key and what it must be.
 */
#include "ctl/scenario-file.h"

#include "support/waiting.h"

#include <string.h>

#define GOOD                                                                             \
  "[scenario]\nagents=12\nanswers=15 %\ntalk_s=90.5\nwrap_up_s=20\nrules=US-TSR\n"

/* All but one key, which follows. */
#define BUT_AGENTS  "[scenario]\nanswers=15%\ntalk_s=90\nwrap_up_s=20\nrules=US-TSR\n"
#define BUT_ANSWERS "[scenario]\nagents=12\ntalk_s=90\nwrap_up_s=20\nrules=US-TSR\n"
#define BUT_TALK_S  "[scenario]\nagents=12\nanswers=15%\nwrap_up_s=20\nrules=US-TSR\n"
#define BUT_RULES   "[scenario]\nagents=12\nanswers=15%\ntalk_s=90\nwrap_up_s=20\n"

static char *dir;

/* NULL, or why not. */
static char *
read_text (const char *text, OdScenario *scenario, OdCallingRules *rules)
{
  g_autofree char *path = g_build_filename (dir, "day.ini", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  if (od_scenario_file_read (path, scenario, rules, &error))
    return NULL;

  g_assert_nonnull (strstr (error->message, "day.ini"));
  return g_strdup (error->message);
}

static void
test_what_is_not_said_is_usual (void)
{
  OdCallingRules rules;
  OdScenario scenario;
  g_autofree char *why = read_text (GOOD, &scenario, &rules);

  g_assert_cmpstr (why, ==, NULL);
  g_assert_cmpint (rules, ==, OD_RULES_US_TSR);
  g_assert_cmpint (scenario.agents, ==, 12);
  g_assert_cmpfloat (scenario.hours, ==, 8);
  g_assert_cmpfloat (scenario.answers, ==, .15);
  g_assert_cmpfloat (scenario.people, ==, 1);
  g_assert_cmpfloat_with_epsilon (od_spread_get_mean (&scenario.talk), 90.5, 1e-9);
  g_assert_cmpint (scenario.dialing.pacing.multiplier_x10, ==, 30);
  g_assert_cmpint (scenario.dialing.pacing.cap_permille, ==, 30);
  g_assert_cmpint (scenario.dialing.calls_per_second, ==, 10);
  g_assert_cmpint (scenario.dialing.channels, ==, 0);
  g_assert_cmpint (scenario.leads, ==, 0);
}

static void
test_what_is_said_counts (void)
{
  OdCallingRules rules;
  OdScenario scenario;
  g_autofree char *why = read_text (
    "[scenario]\n# a comment\nagents=3\nhours=2.5\nanswers=8%\npeople=60%\nring_s=9\n"
    "no_answer_s=25\ntalk_s=60\nwrap_up_s=30\nrules=UK\nmultiplier=1.5\nleads=4000\n"
    "calls_per_second=2\nchannels=7\nseed=99\n",
    &scenario, &rules);

  g_assert_cmpstr (why, ==, NULL);
  g_assert_cmpint (rules, ==, OD_RULES_UK);
  g_assert_cmpfloat (scenario.hours, ==, 2.5);
  g_assert_cmpfloat (scenario.people, ==, .6);
  g_assert_cmpint (scenario.dialing.pacing.multiplier_x10, ==, 15);
  g_assert_cmpint (scenario.dialing.pacing.cap_permille, ==, 0);
  g_assert_cmpint (scenario.dialing.calls_per_second, ==, 2);
  g_assert_cmpint (scenario.dialing.channels, ==, 7);
  g_assert_cmpint (scenario.leads, ==, 4000);
  g_assert_cmpuint (scenario.seed, ==, 99);
}

/* clang-format off */
static const struct {
  const char *text;
  const char *says; /* a part of it */
} faults[] = {
  { "", "[scenario] is missing" },
  { "agents=12\n", "group" },
  { "[scenario]\nagents\n", "agents" },
  { "[scenarios]\nagents=12\n", "[scenario] is missing" },
  { GOOD "[more]\n", "[more]" },
  { GOOD "agent=3\n", "[scenario] agent is no key: there are rules, agents, hours" },
  { "[scenario]\nagents=12\n", "answers is missing: the share" },
  { "[scenario]\nanswers=15%\ntalk_s=90\nwrap_up_s=20\nrules=UK\n", "agents is missing" },
  { "[scenario]\nagents=2\nanswers=15%\nwrap_up_s=20\nrules=UK\n", "talk_s is missing" },
  { "[scenario]\nagents=2\nanswers=15%\ntalk_s=20\nrules=UK\n", "wrap_up_s is missing" },
  { "[scenario]\nagents=2\nanswers=15%\ntalk_s=20\nwrap_up_s=2\n", "rules is missing" },
  { BUT_AGENTS "agents=0\n", "agents is “0”, but must be a whole number of 1 to 200" },
  { BUT_AGENTS "agents=201\n", "agents" },
  { BUT_AGENTS "agents=2.5\n", "agents" },
  { BUT_AGENTS "agents=-2\n", "agents" },
  { BUT_AGENTS "agents=\n", "agents is “”" },
  { BUT_AGENTS "agents=99999999999999999999999\n", "agents" },
  { BUT_ANSWERS "answers=0.15\n", "answers is “0.15”, but must be a percentage of 0.5% to 100%" },
  { BUT_ANSWERS "answers=101%\n", "answers" },
  { BUT_ANSWERS "answers=0%\n", "answers" },
  { BUT_ANSWERS "answers=15%%\n", "answers" },
  { GOOD "hours=24\n", "hours is “24”, but must be a number of 0.25 to 12" },
  { GOOD "hours=1e3\n", "hours" },
  { GOOD "hours=nan\n", "hours" },
  { GOOD "hours=1.2.3\n", "hours" },
  { BUT_TALK_S "talk_s=0\n", "talk_s" },
  { GOOD "multiplier=10.5\n", "multiplier" },
  { GOOD "multiplier=3.05\n", "multiplier is “3.05”, but must be a number with at most one" },
  { BUT_RULES "rules=MARS\n", "rules is “MARS”, but must be US-TSR" },
  { GOOD "seed=\xff\n", "seed" },
  { GOOD "agents=3\n", "[scenario] line 7: agents stands in line 2 already" },
  { GOOD " agents = 3\n", "[scenario] line 7: agents stands in line 2 already" },
  { GOOD "#\nhours=3\nhours=4\n", "[scenario] line 9: hours stands in line 8 already" },
  { GOOD "[scenario]\nhours=3\n", "[scenario] line 7: [scenario] stands in line 1" },
  { GOOD "agents[xx]=9\n", "[scenario] agents[xx] is no key" },
};
/* clang-format on */

static void
test_a_wrong_key_is_named (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    OdScenario scenario;
    OdCallingRules rules;
    g_autofree char *why = read_text (faults[i].text, &scenario, &rules);

    g_test_message ("%s", why);
    g_assert_nonnull (why);
    g_assert_nonnull (strstr (why, faults[i].says));
    g_assert_null (strchr (why, '\n'));
  }
}

static void
test_a_file_that_is_not_there_is_named (void)
{
  OdScenario scenario;
  OdCallingRules rules;
  g_autoptr (GError) error = NULL;

  g_assert_false (od_scenario_file_read ("/no/such/file", &scenario, &rules, &error));
  g_assert_nonnull (strstr (error->message, "/no/such/file: "));
}

static void
test_a_value_is_read_alone (void)
{
  g_autoptr (GError) error = NULL;
  double number;

  g_assert_true (od_scenario_file_parse ("answers", "15%", &number, NULL));
  g_assert_cmpfloat (number, ==, 15);
  g_assert_false (od_scenario_file_parse ("agents", "many", &number, &error));
  g_assert_true (g_str_has_prefix (error->message, "agents is “many”, but must be "));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dir = od_test_scratch_dir ();
  g_test_add_func ("/scenario-file/usual", test_what_is_not_said_is_usual);
  g_test_add_func ("/scenario-file/said", test_what_is_said_counts);
  g_test_add_func ("/scenario-file/wrong", test_a_wrong_key_is_named);
  g_test_add_func ("/scenario-file/no-file", test_a_file_that_is_not_there_is_named);
  g_test_add_func ("/scenario-file/value", test_a_value_is_read_alone);
  status = g_test_run ();
  od_test_remove_dir (dir);
  return status;
}
