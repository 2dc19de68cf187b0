/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The world a dialer is judged in: chance, and what it is asked for.
 */
#include "world.h"

#include <math.h>

#define LONGEST_ANSWERED_RING 27.0
#define RING_LIMIT            28.0
#define ABANDONED_AFTER       2.0
#define MOST_ANSWERS          0.9

/* xoroshiro128+, the published one. */
static uint64_t
roll (Dice *dice)
{
  uint64_t a = dice->state[0], b = dice->state[1], sum = a + b;

  b ^= a;
  dice->state[0] = ((a << 24) | (a >> 40)) ^ b ^ (b << 16);
  dice->state[1] = (b << 37) | (b >> 27);
  return sum;
}

void
dice_seed (Dice *dice, uint64_t seed)
{
  for (int i = 0; i < 2; i++) {
    uint64_t mixed = seed += 0x9e3779b97f4a7c15ULL;

    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    dice->state[i] = mixed ^ (mixed >> 31);
  }
  for (int i = 0; i < 20; i++)
    roll (dice);
}

static double
uniform (Dice *dice)
{
  return ((roll (dice) >> 11) + 0.5) / 9007199254740992.0;
}

static double
exponential (Dice *dice, double mean)
{
  return -mean * log (uniform (dice));
}

static double
normal (Dice *dice)
{
  double length = sqrt (-2 * log (uniform (dice)));

  return length * cos (2 * M_PI * uniform (dice));
}

static double
lognormal (Dice *dice, double mean, double variation)
{
  double variance = log (1 + variation * variation);

  return exp (log (mean) - variance / 2 + sqrt (variance) * normal (dice));
}

/* After Marsaglia and Tsang; @shape is at least 1. */
static double
gamma_of (Dice *dice, double shape, double mean)
{
  double d = shape - 1.0 / 3, c = 1 / sqrt (9 * d);

  for (;;) {
    double x = normal (dice), v = 1 + c * x;

    if (v <= 0)
      continue;
    v = v * v * v;
    if (log (uniform (dice)) < 0.5 * x * x + d - d * v + d * log (v))
      return d * v * mean / shape;
  }
}

double
world_answer_share (const World *world, double at)
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
draw_answered_ring (Dice *dice)
{
  double after;

  do
    after = 1.5 + gamma_of (dice, 2.5, 9);
  while (after > LONGEST_ANSWERED_RING);
  return after;
}

/* Busy and invalid, voicemail, nobody. */
static double
draw_unanswered_ring (Dice *dice)
{
  double kind = uniform (dice);

  if (kind < .20)
    return 1 + 3 * uniform (dice);
  return kind < .65 ? 18 + 7 * uniform (dice) : RING_LIMIT;
}

WorldCall
world_draw_call (const World *world, Dice *dice, double at)
{
  WorldCall call = { .answered = uniform (dice) < world_answer_share (world, at) };

  if (world->talk == TALK_MEMORYLESS)
    call.after = exponential (dice, 12);
  else
    call.after = call.answered ? draw_answered_ring (dice) : draw_unanswered_ring (dice);
  return call;
}

double
world_draw_talk (const World *world, Dice *dice)
{
  static const struct {
    double hang_up, hang_up_mean, mean, variation;
  } talks[] = {
    [TALK_USUAL] = { .35, 12, 150, .9 },
    [TALK_SHORT] = { .40, 8, 50, .8 },
    [TALK_LONG] = { .20, 15, 300, .8 },
  };

  if (world->talk == TALK_MEMORYLESS)
    return exponential (dice, 120);
  if (uniform (dice) < talks[world->talk].hang_up)
    return exponential (dice, talks[world->talk].hang_up_mean);
  return lognormal (dice, talks[world->talk].mean, talks[world->talk].variation);
}

double
world_draw_wrap (const World *world, Dice *dice)
{
  static const double means[] = { [TALK_USUAL] = 18, [TALK_SHORT] = 8, [TALK_LONG] = 30 };

  return world->talk == TALK_MEMORYLESS ? 0 : gamma_of (dice, 3, means[world->talk]);
}

double
world_draw_patience (const World *world, Dice *dice)
{
  return world->talk == TALK_MEMORYLESS ? exponential (dice, ABANDONED_AFTER)
                                        : ABANDONED_AFTER;
}
