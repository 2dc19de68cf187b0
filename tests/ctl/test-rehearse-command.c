/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign is rehearsed as its calls went, or refused with what to do instead. On the
 * data of a stopped outdiald; the journey has a running one, too.
 */
#include "ctl/rehearse-command.h"

#include "daemon/pacing/learned.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/pacing-store.h"
#include "daemon/store/store.h"
#include "support/waiting.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define RING_S 8
#define GONE_S 22
#define TALK_S 60
#define WRAP_S 20

static char *dir;

/* (transfer full): of malloc(): of @n calls @answered in four were. */
static char *
learn (int n, int answered)
{
  OdLearned learned = { 0 };

  for (int i = 1; i <= n; i++) {
    bool answers = i % 4 < answered;

    od_hazard_end (&learned.ring, answers ? 0 : 1, answers ? RING_S : GONE_S);
    if (i % 4 == 0) {
      od_hazard_end (&learned.talk, 0, TALK_S);
      od_hazard_end (&learned.wrap, 0, WRAP_S);
    }
  }
  return od_learned_write (&learned);
}

static gboolean
add_campaign (OdTx *tx, const char *name, int n_calls, int answered, GError **error)
{
  g_autoptr (OdCampaign) campaign = od_campaign_new ();
  char *learned = learn (n_calls, answered);
  gboolean ok;

  campaign->name = g_strdup (name);
  campaign->notes = g_strdup ("");
  campaign->caller_id = g_strdup ("441902555100");
  campaign->source_statuses = g_new0 (char *, 1);
  campaign->rules = OD_RULES_US_TSR;
  campaign->multiplier_x10 = 25;
  campaign->calls_per_second = 4;
  ok = od_campaign_store_add (tx, campaign, error)
       && od_pacing_store_set (tx, campaign->id, learned, error);
  free (learned);
  return ok;
}

static gboolean
add_campaigns (OdTx *tx, gpointer data, GError **error)
{
  return add_campaign (tx, "Solar", 1000, 1, error)
         && add_campaign (tx, "New", 60, 1, error)
         && add_campaign (tx, "Lucky", 400, 4, error)
         && add_campaign (tx, "Deaf", 400, 0, error);
}

static void
make_data (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStore) store = NULL;

  dir = od_test_scratch_dir ();
  store = od_store_open (dir, NULL, od_clock_system (), &error);
  g_assert_no_error (error);
  od_store_write_now (store, add_campaigns, NULL, &error);
  g_assert_no_error (error);
}

/* What it says; or why not. */
static char *
run (const char *campaign, const char *agents, const char *answers, gboolean json)
{
  const OdRehearseCommand command = { NULL, dir, campaign, agents, answers, json };
  g_autoptr (GError) error = NULL;
  char *says = od_rehearse_command_run (&command, &error);

  return says != NULL ? says : g_strdup (error->message);
}

static void
assert_near (json_t *object, const char *name, double figure, double by)
{
  g_test_message ("%s", name);
  g_assert_cmpfloat_with_epsilon (json_number_value (json_object_get (object, name)),
                                  figure, by);
}

static void
test_a_campaign_is_as_its_calls_went (void)
{
  g_autofree char *text = run ("solar", "12", NULL, TRUE);
  json_t *json = json_loads (text, 0, NULL);
  json_t *scenario = json_object_get (json, "scenario");

  g_assert_nonnull (json);
  assert_near (scenario, "agents", 12, 1e-9);
  assert_near (scenario, "answers", .25, .01);
  assert_near (scenario, "ring_s", RING_S, 1);
  assert_near (scenario, "no_answer_s", GONE_S, 1);
  assert_near (scenario, "talk_s", TALK_S, 4);
  assert_near (scenario, "wrap_up_s", WRAP_S, 1);
  assert_near (scenario, "multiplier", 2.5, 1e-9);
  assert_near (scenario, "calls_per_second", 4, 1e-9);
  assert_near (json, "cap_share", .03, 1e-9);
  g_assert_cmpfloat (json_number_value (json_object_get (json, "utilisation")), >, .6);
  json_decref (json);
}

static void
test_other_answers_are_another_day (void)
{
  g_autofree char *text = run ("Solar", "12", "10%", FALSE);

  g_test_message ("%s", text);
  g_assert_true (g_str_has_prefix (text, "“Solar”, as its latest calls went; no lead"));
  g_assert_nonnull (strstr (text, "12 agents for 8 h, 10% of the calls answered\n"));
}

static void
test_answers_can_be_said_where_all_or_none_were (void)
{
  static const char *const names[] = { "Lucky", "Deaf" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text = run (names[i], "12", "25%", TRUE);
    json_t *json = json_loads (text, 0, NULL);

    g_test_message ("%s", text);
    g_assert_nonnull (json);
    g_assert_cmpfloat (json_number_value (json_object_get (json, "utilisation")), >, .5);
    json_decref (json);
  }
}

/* clang-format off */
static const struct {
  const char *campaign, *agents, *answers;
  const char *says; /* a part of it */
} faults[] = {
  { "Lunar", NULL, NULL, "There is no campaign called “Lunar”" },
  { "New", "12", NULL, "“New” has too few calls to learn from" },
  { "New", "12", NULL, "write agents, answers, talk_s, wrap_up_s and rules into a file" },
  { "Solar", NULL, NULL, "0 agents are assigned to “Solar”: say with --agents" },
  { "Deaf", "12", NULL, "Nobody answered the latest calls of “Deaf”: say with --answers" },
  { "Solar", "0", NULL, "--agents is “0”, but must be a whole number of 1 to 200" },
  { "Solar", "many", NULL, "--agents is “many”" },
  { "Solar", "12", "15", "--answers is “15”, but must be a percentage of 0.5% to 100%" },
};
/* clang-format on */

static void
test_what_cannot_be_is_said (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *says = run (faults[i].campaign, faults[i].agents, faults[i].answers,
                                 FALSE);

    g_test_message ("%s", says);
    g_assert_nonnull (strstr (says, faults[i].says));
    g_assert_null (strchr (says, '\n'));
  }
}

static void
test_without_data_nothing_is_made (void)
{
  const OdRehearseCommand command = { .data_dir = "/no/such", .campaign = "Solar" };
  g_autoptr (GError) error = NULL;

  g_assert_null (od_rehearse_command_run (&command, &error));
  g_assert_nonnull (strstr (error->message, "There is no Outdial data in /no/such"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make_data ();
  g_test_add_func ("/rehearse-command/past", test_a_campaign_is_as_its_calls_went);
  g_test_add_func ("/rehearse-command/answers", test_other_answers_are_another_day);
  g_test_add_func ("/rehearse-command/all-or-none",
                   test_answers_can_be_said_where_all_or_none_were);
  g_test_add_func ("/rehearse-command/wrong", test_what_cannot_be_is_said);
  g_test_add_func ("/rehearse-command/no-data", test_without_data_nothing_is_made);
  status = g_test_run ();
  od_test_remove_dir (dir);
  return status;
}
