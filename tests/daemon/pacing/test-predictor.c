/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is one more call wise? A campaign is taught a regular world; then what it does about
 * agents who come free, leave or were never there, and about clocks that jump.
 */
#include "daemon/pacing/predictor.h"

#include <glib.h>
#include <math.h>

enum { AGENTS = 10, MOST = 50 };

static const OdLedger plenty = { 100000, 0, 30 };

typedef struct {
  OdPredictor *predictor;
  double now;
  uint64_t calls;
} Campaign;

static void
tell (Campaign *campaign, OdPacerEventKind kind, uint64_t call, int64_t agent)
{
  od_predictor_event (campaign->predictor,
                      &(OdPacerEvent){ campaign->now, kind, call, agent });
}

/* One of four is answered after 8 s; a talk takes 60 s and its paper work 2 s. */
static Campaign
teach (void)
{
  Campaign campaign = { od_predictor_new (), 1000, 0 };

  for (int round = 0; round < 400; round++) {
    for (int i = 0; i < 4; i++)
      tell (&campaign, OD_PACER_LAUNCH, ++campaign.calls, 0);
    campaign.now += 8;
    tell (&campaign, OD_PACER_ANSWER, campaign.calls, 0);
    tell (&campaign, OD_PACER_CONNECT, campaign.calls, 1);
    campaign.now += 17;
    for (int i = 1; i < 4; i++)
      tell (&campaign, OD_PACER_FAIL, campaign.calls - i, 0);
    campaign.now += 43;
    tell (&campaign, OD_PACER_TALK_END, 0, 1);
    campaign.now += 2;
    tell (&campaign, OD_PACER_WRAP_END, 0, 1);
  }
  return campaign;
}

static int
count_calls (Campaign *campaign, int spare, int in_flight)
{
  OdPredictorView view = { campaign->now, AGENTS, AGENTS - MAX (spare, 0), spare,
                           in_flight };

  return od_predictor_count_calls (campaign->predictor, &view, &plenty, MOST);
}

static void
begin_talks (Campaign *campaign, int n)
{
  for (int agent = 1; agent <= n; agent++)
    tell (campaign, OD_PACER_CONNECT, 0, agent);
}

static void
test_calls_are_placed_for_agents_who_will_be_free (void)
{
  Campaign campaign = teach ();

  begin_talks (&campaign, AGENTS);
  campaign.now += 5;
  g_assert_cmpint (count_calls (&campaign, 0, 0), ==, 0);
  campaign.now += 54; /* they stop about now */
  g_assert_cmpint (count_calls (&campaign, 0, 0), >=, 2);
  g_assert_cmpint (count_calls (&campaign, 0, 0), <=, 20);
  od_predictor_free (campaign.predictor);
}

static double
count_free (Campaign *campaign, int busy)
{
  OdPredictorView view = { campaign->now, AGENTS, busy, AGENTS - busy, 0 };
  int within_s;
  double free = od_predictor_count_free (campaign->predictor, &view, &within_s);

  g_assert_cmpint (within_s, >=, 8); /* in which calls are answered here */
  g_assert_cmpint (within_s, <=, 9);
  return free;
}

static void
test_it_says_who_will_be_free_when_a_call_is_answered (void)
{
  Campaign campaign = teach ();

  begin_talks (&campaign, AGENTS);
  campaign.now += 5;
  g_assert_cmpfloat (count_free (&campaign, AGENTS), <, 0.5);
  campaign.now += 54; /* they stop about now */
  g_assert_cmpfloat (count_free (&campaign, AGENTS), >, 2);
  g_assert_cmpfloat (count_free (&campaign, AGENTS), <=, AGENTS);
  g_assert_cmpfloat (count_free (&campaign, 1), <=, 1); /* the floor has no others */
  for (int agent = 1; agent <= AGENTS; agent++)
    tell (&campaign, OD_PACER_LEAVE, 0, agent);
  g_assert_cmpfloat (count_free (&campaign, AGENTS), ==, 0);
  od_predictor_free (campaign.predictor);
}

/* Two campaigns that go the same way; somebody looks at one of them every second. */
static void
test_who_looks_changes_nothing (void)
{
  Campaign seen = teach (), other = teach ();

  begin_talks (&seen, AGENTS);
  begin_talks (&other, AGENTS);
  for (int second = 0; second < 300; second++) {
    seen.now = ++other.now;
    count_free (&seen, AGENTS);
    if (second % 7 != 0)
      continue;
    tell (&seen, OD_PACER_LAUNCH, ++seen.calls, 0);
    tell (&other, OD_PACER_LAUNCH, ++other.calls, 0);
    g_assert_cmpint (count_calls (&seen, second / 60, second / 7), ==,
                     count_calls (&other, second / 60, second / 7));
  }
  od_predictor_free (other.predictor);
  od_predictor_free (seen.predictor);
}

static void
test_an_agent_who_leaves_is_not_waited_for (void)
{
  Campaign campaign = teach ();

  begin_talks (&campaign, AGENTS);
  campaign.now += 58;
  for (int agent = 1; agent <= AGENTS; agent++)
    tell (&campaign, OD_PACER_LEAVE, 0, agent);
  g_assert_cmpint (count_calls (&campaign, 0, 0), ==, 0);
  od_predictor_free (campaign.predictor);
}

/* Nobody said that they left, but the floor does not have them. */
static void
test_the_floor_is_right_about_how_many_are_busy (void)
{
  Campaign campaign = teach ();
  OdPredictorView nobody = { .agents = AGENTS };

  begin_talks (&campaign, AGENTS);
  nobody.now_s = campaign.now += 58;
  g_assert_cmpint (od_predictor_count_calls (campaign.predictor, &nobody, &plenty, MOST),
                   ==, 0);
  od_predictor_free (campaign.predictor);
}

static void
test_calls_in_flight_count_whether_told_of_or_not (void)
{
  Campaign campaign = teach ();
  int alone = count_calls (&campaign, AGENTS, 0);

  g_assert_cmpint (alone, >=, AGENTS);
  g_assert_cmpint (count_calls (&campaign, AGENTS, alone), ==, 0);
  g_assert_cmpint (count_calls (&campaign, AGENTS, alone - 3), ==, 3);
  for (int i = 0; i < alone; i++)
    tell (&campaign, OD_PACER_LAUNCH, ++campaign.calls, 0);
  g_assert_cmpint (count_calls (&campaign, AGENTS, alone), ==, 0);
  campaign.now += 12; /* nobody picks up so late */
  g_assert_cmpint (count_calls (&campaign, AGENTS, alone), >=, AGENTS);
  od_predictor_free (campaign.predictor);
}

/* Nobody said that they ended, but the floor does not have them. */
static void
test_the_floor_is_right_about_how_many_calls_ring (void)
{
  Campaign campaign = teach ();
  int alone = count_calls (&campaign, AGENTS, 0);

  for (int i = 0; i < alone; i++)
    tell (&campaign, OD_PACER_LAUNCH, ++campaign.calls, 0);
  g_assert_cmpint (count_calls (&campaign, AGENTS, 0), ==, alone);
  od_predictor_free (campaign.predictor);
}

static void
test_a_cold_campaign_is_careful (void)
{
  Campaign cold = { od_predictor_new (), 0, 0 }, taught = teach ();
  OdLedger first = { 34, 0, 30 };
  OdPredictorView view = { 0, AGENTS, 0, AGENTS, 0 };
  int careful = od_predictor_count_calls (cold.predictor, &view, &first, MOST);

  g_assert_cmpint (careful, >=, AGENTS);
  g_assert_cmpint (careful, <, count_calls (&taught, AGENTS, 0));
  od_predictor_free (cold.predictor);
  od_predictor_free (taught.predictor);
}

/* Four times as many answer from one moment to the next: no burst, and soon fewer calls.
 */
static void
test_a_world_that_changes_at_once_is_followed (void)
{
  Campaign campaign = teach ();
  int before = count_calls (&campaign, AGENTS, 0), after;

  for (int i = 0; i < 120; i++) {
    tell (&campaign, OD_PACER_LAUNCH, ++campaign.calls, 0);
    campaign.now += 8;
    tell (&campaign, OD_PACER_ANSWER, campaign.calls, 0);
  }
  after = count_calls (&campaign, AGENTS, 0);
  g_assert_cmpint (after, >=, AGENTS);
  g_assert_cmpint (after, <=, before / 2 + 1);
  od_predictor_free (campaign.predictor);
}

static void
test_no_clock_and_no_stranger_breaks_it (void)
{
  static const double jumps[] = { -1e300, -5, 0, 1, 86400, 1e300, INFINITY, NAN };
  GRand *rand = g_rand_new_with_seed (5);
  Campaign campaign = teach ();

  for (int i = 0; i < 20000; i++) {
    int jump = g_rand_int_range (rand, 0, G_N_ELEMENTS (jumps) * 20);
    int calls;

    if (jump < (int) G_N_ELEMENTS (jumps))
      campaign.now = 1000 + jumps[jump];
    tell (&campaign, (OdPacerEventKind) g_rand_int_range (rand, 0, OD_PACER_LEAVE + 1),
          (uint64_t) g_rand_int_range (rand, 0, 30), g_rand_int_range (rand, -1, 20));
    calls = count_calls (&campaign, g_rand_int_range (rand, -3, AGENTS),
                         g_rand_int_range (rand, -3, 40));
    g_assert_cmpint (calls, >=, 0);
    g_assert_cmpint (calls, <=, MOST);
  }
  g_rand_free (rand);
  od_predictor_free (campaign.predictor);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/predictor/agents-who-will-be-free",
                   test_calls_are_placed_for_agents_who_will_be_free);
  g_test_add_func ("/predictor/who-will-be-free",
                   test_it_says_who_will_be_free_when_a_call_is_answered);
  g_test_add_func ("/predictor/who-looks", test_who_looks_changes_nothing);
  g_test_add_func ("/predictor/an-agent-who-leaves",
                   test_an_agent_who_leaves_is_not_waited_for);
  g_test_add_func ("/predictor/the-floor-is-right",
                   test_the_floor_is_right_about_how_many_are_busy);
  g_test_add_func ("/predictor/calls-in-flight",
                   test_calls_in_flight_count_whether_told_of_or_not);
  g_test_add_func ("/predictor/the-floor-is-right-about-calls",
                   test_the_floor_is_right_about_how_many_calls_ring);
  g_test_add_func ("/predictor/a-cold-campaign", test_a_cold_campaign_is_careful);
  g_test_add_func ("/predictor/a-world-that-changes",
                   test_a_world_that_changes_at_once_is_followed);
  g_test_add_func ("/predictor/no-clock-and-no-stranger",
                   test_no_clock_and_no_stranger_breaks_it);
  return g_test_run ();
}
