/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/hazard.h"

#include <stdbool.h>

/*
 * Will a call that rings be answered, and when? The shape of ringing (after how many
 * seconds people pick up, carriers give up) changes slowly and is a hazard of two causes.
 * How many pick up at all changes within minutes, with the hour and the list: it is one
 * number, the scale on the hazard of an answer: answers seen, by those the shape expected
 * of as much ringing. Calls that still ring are in what was expected, so the scale moves
 * before they end and is not drawn to those that end soon.
 */
enum { OD_RING_HORIZON = 32 }; /* seconds ahead; who rings longer hardly answers */

typedef struct {
  OdHazard shape;
  double seen, expected; /* answers, the recent ones */

  /* What follows is worked out from it. */
  double expected_at[OD_HAZARD_BINS + 1]; /* answers of a call, up to the bin's edge */
  double scale;
  double answered[OD_HAZARD_BINS]
                 [OD_RING_HORIZON + 1]; /* in so many s, from that age on */
} OdRingModel;

void od_ring_model_init (OdRingModel *model);

/** od_ring_model_end: a call was answered, or ended otherwise, at @age_s. */
void od_ring_model_end (OdRingModel *model, bool answered, double age_s);

/** od_ring_model_build: works out what is expected of the @n calls that ring, @ages_s
 * old, and of new ones; to be asked again when they have aged. */
void od_ring_model_build (OdRingModel *model, const double *ages_s, int n);

/** od_ring_model_get_chances: that a call of @age_s is answered, by the seconds ahead, 0
 * to OD_RING_HORIZON. */
const double *od_ring_model_get_chances (const OdRingModel *model, double age_s);
