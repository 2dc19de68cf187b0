/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Simulated days of a world without chance, and of dialers that do as they are told.
 */
#include "daemon/rehearsal/stage.h"

#include <glib.h>
#include <limits.h>

#define AGENTS 4
#define RING_S 10
#define TALK_S 100
#define WRAP_S 20

static OdStageCall
draw_call (const void *data, OdDice *dice, double at_s)
{
  const bool *answered = data;

  return (OdStageCall){ *answered, RING_S };
}

static double
draw_talk (const void *data, OdDice *dice)
{
  return TALK_S;
}

static double
draw_wrap (const void *data, OdDice *dice)
{
  return WRAP_S;
}

static double
draw_patience (const void *data, OdDice *dice)
{
  return 2;
}

static bool
draw_machine (const void *data, OdDice *dice)
{
  return false;
}

static const bool yes = true, no = false;

static OdStageWorld
make_world (const bool *answered)
{
  return (OdStageWorld){ .agents = AGENTS,
                         .hours = 1,
                         .cap_permille = 30,
                         .data = answered,
                         .draw_call = draw_call,
                         .draw_talk = draw_talk,
                         .draw_wrap = draw_wrap,
                         .draw_patience = draw_patience };
}

/* Calls in flight for each idle agent. */
typedef struct {
  int calls_per_agent;
  double asked_again_s; /* when it wants to be asked; 0: whenever */
  long people, asked_then;
} Dialer;

static void
take_event (void *dialer, const OdPacerEvent *event)
{
}

static void
count_person (void *dialer)
{
  Dialer *self = dialer;

  self->people++;
}

static int
decide (void *dialer, const OdStageView *view, double *again_s)
{
  Dialer *self = dialer;

  self->asked_then += self->asked_again_s > 0 && view->now_s == self->asked_again_s;
  if (view->now_s < self->asked_again_s)
    *again_s = self->asked_again_s;
  return MAX (view->idle * self->calls_per_agent - view->ringing, 0);
}

static const OdStageDialer stage_dialer = { .event_driven = true,
                                            .event = take_event,
                                            .person = count_person,
                                            .decide = decide };

static OdStageResult
play (const OdStageWorld *world, Dialer *dialer)
{
  OdStageResult result = { 0 };

  od_stage_play (world, &stage_dialer, dialer, 1, &result);
  return result;
}

/* One call an agent: a round is ringing, talk, paper work, 130 s; the last of the hour is
 * its 28th, and is in its talk when the day ends. */
static void
test_an_hour_is_rounds_of_calls (void)
{
  OdStageWorld world = make_world (&yes);
  Dialer dialer = { .calls_per_agent = 1 };
  OdStageResult result = play (&world, &dialer);

  g_assert_cmpint (result.placed, ==, 28 * AGENTS);
  g_assert_cmpint (result.served, ==, 28 * AGENTS);
  g_assert_cmpint (result.people, ==, 28 * AGENTS);
  g_assert_cmpint (dialer.people, ==, 27 * AGENTS);
  g_assert_cmpint (result.abandoned, ==, 0);
  g_assert_cmpfloat (result.paid_s, ==, AGENTS * 3600);
  /* Who comes free at the same moment as another is asked for a tick later. */
  g_assert_cmpfloat_with_epsilon (result.busy_s, AGENTS * (3600 - 28 * RING_S),
                                  28 * AGENTS * OD_STAGE_PERIOD_S);
}

static void
test_who_finds_no_agent_is_abandoned (void)
{
  OdStageWorld world = make_world (&yes);
  Dialer dialer = { .calls_per_agent = 2 };
  OdStageResult result = play (&world, &dialer);

  g_assert_cmpint (result.abandoned, ==, 28 * AGENTS);
  g_assert_cmpint (result.people, ==, 2 * 28 * AGENTS);
  g_assert_cmpint (result.breaches, >, 0);
}

/* A machine that reaches an agent is no person; of an abandoned one nobody can know. */
static void
test_machines_are_no_people (void)
{
  OdStageWorld world = make_world (&yes);
  Dialer dialer = { .calls_per_agent = 2 };
  OdStageResult result;

  world.draw_person = draw_machine;
  result = play (&world, &dialer);
  g_assert_cmpint (result.answered, ==, 2 * 28 * AGENTS);
  g_assert_cmpint (result.people, ==, result.abandoned);
  g_assert_cmpint (dialer.people, ==, 0);
}

static void
test_a_day_ends_with_its_leads (void)
{
  OdStageWorld world = make_world (&no);
  Dialer dialer = { .calls_per_agent = 1 };
  OdStageResult result;

  world.leads = 10;
  result = play (&world, &dialer);
  g_assert_cmpint (result.placed, ==, 10);
  g_assert_cmpint (result.answered, ==, 0);
  g_assert_cmpfloat_with_epsilon (result.played_s, 3 * RING_S, 3 * OD_STAGE_PERIOD_S);
  g_assert_cmpfloat_with_epsilon (result.paid_s, AGENTS * result.played_s, 1e-6);
}

static void
test_quarters_are_the_hour (void)
{
  OdStageSlice slices[4] = { 0 }, sum = { 0 };
  OdStageResult result = { .slices = slices };
  OdStageWorld world = make_world (&yes);
  Dialer dialer = { .calls_per_agent = 2 };

  od_stage_play (&world, &stage_dialer, &dialer, 1, &result);
  for (int i = 0; i < 4; i++) {
    g_assert_cmpfloat_with_epsilon (slices[i].paid_s, AGENTS * OD_STAGE_SLICE_S, 1e-6);
    g_assert_cmpint (slices[i].served, >, 0);
    sum.busy_s += slices[i].busy_s;
    sum.placed += slices[i].placed;
    sum.answered += slices[i].answered;
    sum.abandoned += slices[i].abandoned;
    sum.served += slices[i].served;
  }
  g_assert_cmpfloat_with_epsilon (sum.busy_s, result.busy_s, 1e-6);
  g_assert_cmpint (sum.placed, ==, result.placed);
  g_assert_cmpint (sum.answered, ==, result.answered);
  g_assert_cmpint (sum.abandoned, ==, result.abandoned);
  g_assert_cmpint (sum.served, ==, result.served);
}

/* Between two half seconds, and once, however often it was wished for. */
static void
test_a_dialer_is_asked_when_it_wants (void)
{
  OdStageWorld world = make_world (&no);
  Dialer dialer = { .asked_again_s = 7.3 };

  play (&world, &dialer);
  g_assert_cmpint (dialer.asked_then, ==, 1);
}

static bool
count_down (void *asker)
{
  int *left = asker;

  return (*left)-- > 0;
}

static void
test_a_day_breaks_off_at_its_calls (void)
{
  OdStageWorld world = make_world (&no);
  Dialer dialer = { .calls_per_agent = 1 };
  OdStageResult result;

  world.calls = 10;
  result = play (&world, &dialer);
  g_assert_true (result.broken_off);
  g_assert_cmpint (result.placed, >=, 10);
  g_assert_cmpint (result.placed, <=, 3 * AGENTS);
  g_assert_cmpfloat_with_epsilon (result.played_s, 2 * RING_S, 4 * OD_STAGE_PERIOD_S);
}

static void
test_a_day_breaks_off_when_nobody_wants_it (void)
{
  int left = 100;
  OdStageWorld world = make_world (&yes);
  Dialer dialer = { .calls_per_agent = 1 };
  OdStageResult result;

  world.is_wanted = count_down;
  world.asker = &left;
  result = play (&world, &dialer);
  g_assert_true (result.broken_off);
  g_assert_cmpfloat (result.played_s, ==, 100 * OD_STAGE_PERIOD_S);
  left = INT_MAX;
  result = play (&world, &dialer);
  g_assert_false (result.broken_off);
  g_assert_cmpfloat (result.played_s, ==, 3600);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage/rounds", test_an_hour_is_rounds_of_calls);
  g_test_add_func ("/stage/abandoned", test_who_finds_no_agent_is_abandoned);
  g_test_add_func ("/stage/machines", test_machines_are_no_people);
  g_test_add_func ("/stage/leads", test_a_day_ends_with_its_leads);
  g_test_add_func ("/stage/quarters", test_quarters_are_the_hour);
  g_test_add_func ("/stage/again", test_a_dialer_is_asked_when_it_wants);
  g_test_add_func ("/stage/calls", test_a_day_breaks_off_at_its_calls);
  g_test_add_func ("/stage/wanted", test_a_day_breaks_off_when_nobody_wants_it);
  return g_test_run ();
}
