/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/hazard.h"
#include "daemon/rehearsal/dice.h"

/*
 * How long something lasts, now longer, now shorter: shares of all, by the ages that a
 * hazard's bins tell apart, and evenly within each. A plain value.
 */
typedef struct {
  double up_to[OD_HAZARD_BINS]; /* share that is over when the bin ends; of the last: 1 */
  double scale;                 /* of the ages */
} OdSpread;

/** od_spread_set_mean: lognormal, with exactly the mean @mean_s, which is above 0;
 * @variation: its deviation by its mean. */
void od_spread_set_mean (OdSpread *spread, double mean_s, double variation);

/**
 * od_spread_set_seen:
 * @cause: ends by this one only
 *
 * As @hazard has seen it, those that had not ended when it looked included.
 *
 * Returns: the share of all that end by @cause; 0: none, and @spread is untouched.
 */
double od_spread_set_seen (OdSpread *spread, const OdHazard *hazard, int cause);

double od_spread_get_mean (const OdSpread *spread);

/** od_spread_draw: seconds; 0 of a spread that is all zeros. */
double od_spread_draw (const OdSpread *spread, OdDice *dice);
