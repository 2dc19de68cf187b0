/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/*
 * Chance. Everything is drawn from one seed, in the order in which it is asked for: who
 * asks alike draws alike.
 */
typedef struct {
  uint64_t state[2];
} OdDice;

void od_dice_seed (OdDice *dice, uint64_t seed);

/** od_dice_uniform: above 0 and below 1. */
double od_dice_uniform (OdDice *dice);
double od_dice_exponential (OdDice *dice, double mean);

/** od_dice_lognormal: @variation: of the result, its deviation by its mean. */
double od_dice_lognormal (OdDice *dice, double mean, double variation);

/** od_dice_gamma: @shape is at least 1. After Marsaglia and Tsang. */
double od_dice_gamma (OdDice *dice, double shape, double mean);
