/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The product's pacer on the stage keeps to its limits, and uses what they leave.
 */
#include "daemon/rehearsal/paced.h"

#include "daemon/pacing/learned.h"

#include <glib.h>
#include <stdlib.h>

#define SPAN_S 1.05

static const double one_in_three = 1 / 3.0, one_in_twenty = 1 / 20.0;

static OdStageCall
draw_call (const void *data, OdDice *dice, double at_s)
{
  const double *answers = data;

  return (OdStageCall){ od_dice_uniform (dice) < *answers,
                        3 + od_dice_exponential (dice, 9) };
}

static double
draw_minute (const void *data, OdDice *dice)
{
  return od_dice_exponential (dice, 60);
}

static double
draw_patience (const void *data, OdDice *dice)
{
  return 2;
}

static const OdStageWorld world = { .agents = 20,
                                    .hours = 2,
                                    .cap_permille = 30,
                                    .data = &one_in_three,
                                    .draw_call = draw_call,
                                    .draw_talk = draw_minute,
                                    .draw_wrap = draw_minute,
                                    .draw_patience = draw_patience };

/* Looks at what it does. */
typedef struct {
  OdPaced *paced;
  GArray *launched_s;
  int talking, most_calls;
} Watch;

static void
take_event (void *dialer, const OdPacerEvent *event)
{
  Watch *watch = dialer;

  if (event->kind == OD_PACER_LAUNCH)
    g_array_append_val (watch->launched_s, event->at_s);
  od_paced_dialer.event (watch->paced, event);
}

static void
count_person (void *dialer)
{
  Watch *watch = dialer;

  od_paced_dialer.person (watch->paced);
}

static int
decide (void *dialer, const OdStageView *view, double *again_s)
{
  Watch *watch = dialer;
  int calls = od_paced_dialer.decide (watch->paced, view, again_s);

  watch->most_calls = MAX (watch->most_calls,
                           calls + view->ringing + view->waiting + view->talking);
  return calls;
}

static const OdStageDialer watched = { .event_driven = true,
                                       .event = take_event,
                                       .person = count_person,
                                       .decide = decide };

static OdStageResult
play (Watch *watch, const OdPacedSettings *settings, const double *answers)
{
  OdStageWorld there = world;
  OdStageResult result = { 0 };

  there.data = answers;
  *watch = (Watch){ od_paced_new (settings, NULL),
                    g_array_new (FALSE, FALSE, sizeof (double)) };
  od_stage_play (&there, &watched, watch, 7, &result);
  od_paced_free (watch->paced);
  return result;
}

static void
test_calls_leave_at_the_rate_and_never_faster (void)
{
  const OdPacedSettings settings = { { 30, 30 }, .calls_per_second = 1 };
  Watch watch;
  OdStageResult result = play (&watch, &settings, &one_in_twenty);

  for (guint i = 1; i < watch.launched_s->len; i++) {
    double *at = &g_array_index (watch.launched_s, double, i);

    g_assert_cmpfloat (at[0] - at[-1], >=, SPAN_S - 1e-9);
  }
  g_assert_cmpfloat_with_epsilon (result.played_s / SPAN_S, result.placed,
                                  result.placed * .02);
  g_array_unref (watch.launched_s);
}

static void
test_there_are_no_more_calls_than_channels (void)
{
  const OdPacedSettings settings = { { 30, 30 }, .channels = 12 };
  Watch watch;
  OdStageResult result = play (&watch, &settings, &one_in_three);

  g_assert_cmpint (watch.most_calls, ==, settings.channels);
  g_assert_cmpint (result.served, >, 0);
  g_array_unref (watch.launched_s);
}

static void
test_the_multiplier_is_the_campaigns (void)
{
  const OdPacedSettings progressive = { { 10, 30 } }, bold = { { 30, 30 } };
  Watch watch;
  OdStageResult careful = play (&watch, &progressive, &one_in_three), quick;

  g_array_unref (watch.launched_s);
  quick = play (&watch, &bold, &one_in_three);
  g_array_unref (watch.launched_s);
  g_assert_cmpint (careful.abandoned, ==, 0);
  g_assert_cmpint (quick.abandoned, >, 0);
  g_assert_cmpint (quick.breaches, ==, 0);
  g_assert_cmpfloat (quick.busy_s, >, careful.busy_s * 1.1);
}

/* A pacer that was told that nobody answers dials more at first. */
static void
test_what_was_learned_is_known (void)
{
  const OdPacedSettings settings = { { 30, 30 } };
  OdPacer *pacer = od_pacer_new (&settings.pacing, 0, 0);
  OdStageResult days[3] = { 0 };
  char *learned;

  for (int i = 0; i < 9000; i++) {
    OdPacerEvent launch = { i, OD_PACER_LAUNCH, 1, 0 }, fail = launch;

    fail.kind = OD_PACER_FAIL;
    od_pacer_event (pacer, &launch);
    od_pacer_event (pacer, &fail);
  }
  learned = od_pacer_save (pacer);
  for (int i = 0; i < 3; i++) {
    const char *const texts[] = { NULL, "damaged", learned };
    OdPaced *paced = od_paced_new (&settings, texts[i]);

    od_stage_play (&world, &od_paced_dialer, paced, 7, &days[i]);
    od_paced_free (paced);
  }

  g_assert_cmpint (days[1].placed, ==, days[0].placed);
  g_assert_cmpint (days[2].placed, >, days[0].placed);
  g_assert_cmpint (days[2].breaches, ==, 0);
  free (learned);
  od_pacer_free (pacer);
}

/* Ten calls at once lose nobody with 20 agents, and that says nothing of the price of one
 * more. */
static void
test_the_price_is_not_learned_without_room (void)
{
  const OdPacedSettings settings = { { 30, 30 }, .channels = 10 };
  OdPaced *paced = od_paced_new (&settings, NULL);
  OdStageWorld there = world;
  OdStageResult result = { 0 };
  OdLearned learned;
  char *text;

  there.hours = 4;
  od_stage_play (&there, &od_paced_dialer, paced, 7, &result);
  text = od_paced_save (paced);
  g_assert_true (od_learned_read (&learned, text));
  g_assert_cmpfloat (learned.price, <, .1);
  free (text);
  od_paced_free (paced);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paced/rate", test_calls_leave_at_the_rate_and_never_faster);
  g_test_add_func ("/paced/channels", test_there_are_no_more_calls_than_channels);
  g_test_add_func ("/paced/multiplier", test_the_multiplier_is_the_campaigns);
  g_test_add_func ("/paced/learned", test_what_was_learned_is_known);
  g_test_add_func ("/paced/price", test_the_price_is_not_learned_without_room);
  return g_test_run ();
}
