/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/abandon-guard.h"
#include "daemon/pacing/learned.h"
#include "daemon/pacing/pacer-event.h"

/*
 * Is one more call wise? It knows how long each call has been ringing and each agent been
 * busy, has learned what becomes of both (ring-model, busy-model), works out how likely
 * the next one who answers finds nobody (forecast), and places calls while that is not
 * dearer than what may be risked (risk-price). What becomes of calls and agents it learns
 * in progressive campaigns, too; the price only where it decides.
 *
 * What it is told may be wrong: times that go back stand still, what it was never told
 * the end of is bounded by the counts it is asked with, and no number it gives is above
 * the one it was allowed.
 */
typedef struct _OdPredictor OdPredictor;

/* What the decision rests on. */
typedef struct {
  double now_s;
  int agents;    /* signed in and not paused */
  int busy;      /* of those, the ones who are not ready */
  int spare;     /* agents who are ready and stay, less the people who wait for one */
  int in_flight; /* calls that may still be answered, also those not placed yet */
} OdPredictorView;

OdPredictor *od_predictor_new (void);
void od_predictor_free (OdPredictor *predictor);
void od_predictor_event (OdPredictor *predictor, const OdPacerEvent *event);

/** od_predictor_get_learned, od_predictor_set_learned: what outlives a restart. */
void od_predictor_get_learned (const OdPredictor *predictor, OdLearned *learned);
void od_predictor_set_learned (OdPredictor *predictor, const OdLearned *learned);

/** od_predictor_note_people: @served and @lost more, under @cap_permille, of calls that
 * were placed as it said; fewer, when an agent's word is corrected; a part of a person,
 * when it was heard only in part. */
void od_predictor_note_people (OdPredictor *predictor,
                               int cap_permille,
                               double served,
                               double lost);

/** od_predictor_count_free: how many of the busy agents are expected to be free within
 * @within_s: (out): the time that a call placed now would take to be answered, the mean
 * of the moments that od_predictor_count_calls() looks at. Tables that
 * are too old are worked out aside: it changes nothing. */
double od_predictor_count_free (const OdPredictor *predictor,
                                const OdPredictorView *view,
                                int *within_s);

/** od_predictor_count_calls: how many of @most calls are wise now, under @ledger, the one
 * that is nearest to its cap. */
int od_predictor_count_calls (OdPredictor *predictor,
                              const OdPredictorView *view,
                              const OdLedger *ledger,
                              int most);
