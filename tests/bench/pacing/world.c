/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The world a dialer is judged in: what chance is asked for.
 */
#include "world.h"

#include <math.h>

#define LONGEST_ANSWERED_RING 27.0
#define RING_LIMIT            28.0
#define ABANDONED_AFTER       2.0
#define MOST_ANSWERS          0.9
#define CAP_PERMILLE          30

static double
get_answer_share (const World *world, double at)
{
  static const double steps[] = { 1, 2, 0.6, 1.6, 0.5, 1.2 };
  double share = world->answers;

  if (world->drift == DRIFT_SWING)
    share *= exp (0.8 * sin (2 * M_PI * at / 7200));
  else if (world->drift == DRIFT_STEPS)
    share *= steps[(int) (at / 2400) % 6];
  return fmin (share, MOST_ANSWERS);
}

static double
draw_answered_ring (OdDice *dice)
{
  double after;

  do
    after = 1.5 + od_dice_gamma (dice, 2.5, 9);
  while (after > LONGEST_ANSWERED_RING);
  return after;
}

/* Busy and invalid, voicemail, nobody. */
static double
draw_unanswered_ring (OdDice *dice)
{
  double kind = od_dice_uniform (dice);

  if (kind < .20)
    return 1 + 3 * od_dice_uniform (dice);
  return kind < .65 ? 18 + 7 * od_dice_uniform (dice) : RING_LIMIT;
}

static OdStageCall
draw_call (const void *data, OdDice *dice, double at)
{
  const World *world = data;
  OdStageCall call = { .answered = od_dice_uniform (dice)
                                   < get_answer_share (world, at) };

  if (world->talk == TALK_MEMORYLESS)
    call.after_s = od_dice_exponential (dice, 12);
  else
    call.after_s = call.answered ? draw_answered_ring (dice)
                                 : draw_unanswered_ring (dice);
  return call;
}

static double
draw_talk (const void *data, OdDice *dice)
{
  static const struct {
    double hang_up, hang_up_mean, mean, variation;
  } talks[] = {
    [TALK_USUAL] = { .35, 12, 150, .9 },
    [TALK_SHORT] = { .40, 8, 50, .8 },
    [TALK_LONG] = { .20, 15, 300, .8 },
  };
  const World *world = data;

  if (world->talk == TALK_MEMORYLESS)
    return od_dice_exponential (dice, 120);
  if (od_dice_uniform (dice) < talks[world->talk].hang_up)
    return od_dice_exponential (dice, talks[world->talk].hang_up_mean);
  return od_dice_lognormal (dice, talks[world->talk].mean, talks[world->talk].variation);
}

static double
draw_wrap (const void *data, OdDice *dice)
{
  static const double means[] = { [TALK_USUAL] = 18, [TALK_SHORT] = 8, [TALK_LONG] = 30 };
  const World *world = data;

  return world->talk == TALK_MEMORYLESS ? 0 : od_dice_gamma (dice, 3, means[world->talk]);
}

static double
draw_patience (const void *data, OdDice *dice)
{
  const World *world = data;

  return world->talk == TALK_MEMORYLESS ? od_dice_exponential (dice, ABANDONED_AFTER)
                                        : ABANDONED_AFTER;
}

void
world_set (OdStageWorld *stage, const World *world)
{
  *stage = (OdStageWorld){ .agents = world->agents,
                           .hours = world->hours,
                           .cap_permille = CAP_PERMILLE,
                           .data = world,
                           .draw_call = draw_call,
                           .draw_talk = draw_talk,
                           .draw_wrap = draw_wrap,
                           .draw_patience = draw_patience };
}
