/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Chance, and nothing that is drawn from it twice. Plain C.
 */
#include "daemon/rehearsal/dice.h"

#include <math.h>

/* xoroshiro128+, the published one. */
static uint64_t
roll (OdDice *dice)
{
  uint64_t a = dice->state[0], b = dice->state[1], sum = a + b;

  b ^= a;
  dice->state[0] = ((a << 24) | (a >> 40)) ^ b ^ (b << 16);
  dice->state[1] = (b << 37) | (b >> 27);
  return sum;
}

void
od_dice_seed (OdDice *dice, uint64_t seed)
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

double
od_dice_uniform (OdDice *dice)
{
  return ((roll (dice) >> 11) + 0.5) / 9007199254740992.0;
}

double
od_dice_exponential (OdDice *dice, double mean)
{
  return -mean * log (od_dice_uniform (dice));
}

static double
normal (OdDice *dice)
{
  double length = sqrt (-2 * log (od_dice_uniform (dice)));

  return length * cos (2 * M_PI * od_dice_uniform (dice));
}

double
od_dice_lognormal (OdDice *dice, double mean, double variation)
{
  double variance = log (1 + variation * variation);

  return exp (log (mean) - variance / 2 + sqrt (variance) * normal (dice));
}

double
od_dice_gamma (OdDice *dice, double shape, double mean)
{
  double d = shape - 1.0 / 3, c = 1 / sqrt (9 * d);

  for (;;) {
    double x = normal (dice), v = 1 + c * x;

    if (v <= 0)
      continue;
    v = v * v * v;
    if (log (od_dice_uniform (dice)) < 0.5 * x * x + d - d * v + d * log (v))
      return d * v * mean / shape;
  }
}
