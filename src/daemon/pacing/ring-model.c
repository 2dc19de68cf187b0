/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From ringing to answers. Pure C.
 */
#include "daemon/pacing/ring-model.h"

#include <math.h>
#include <string.h>

enum { ANSWER, OTHER };

/* A campaign that knows nothing believes in six calls, of which a third would be answered
 * between 3 and 20 s and the others end by 28 s: more answers than most lists have, so
 * that the mistake is to dial too little. */
#define PRIOR_CALLS       6
#define PRIOR_ANSWER_FROM 3
#define PRIOR_ANSWER_TO   20
#define PRIOR_VOICEMAIL   18
#define PRIOR_LIMIT       28

#define SHAPE_CALLS  4000 /* weigh fully: some hours of a small team */
#define SCALE_MEMORY 80   /* answers: about ten minutes of 20 agents */
#define SCALE_MOST   240  /* expected: so many are remembered while hardly any come */
#define SCALE_PRIOR  4    /* answers' worth of belief that the scale is 1 */

void
od_ring_model_init (OdRingModel *model)
{
  memset (model, 0, sizeof *model);
  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    double age = od_hazard_get_edge (i), width = od_hazard_get_edge (i + 1) - age;
    double answers = age >= PRIOR_ANSWER_FROM && age < PRIOR_ANSWER_TO ? .03 : .003;
    double others = age < PRIOR_VOICEMAIL ? .01 : age < PRIOR_LIMIT ? .1 : .5;

    model->shape.watched_s[i] = PRIOR_CALLS * width;
    model->shape.ended[ANSWER][i] = PRIOR_CALLS * width * answers;
    model->shape.ended[OTHER][i] = PRIOR_CALLS * width * others;
  }
  od_ring_model_build (model, NULL, 0);
}

/* Ends per second. Of what was never watched nothing is known. */
static double
get_rate (const OdHazard *seen, int cause, int bin)
{
  return seen->watched_s[bin] > 0 ? seen->ended[cause][bin] / seen->watched_s[bin] : 0;
}

/* Answers that the shape alone expects of a call until it is @age_s old. */
static double
expect (const OdRingModel *model, double age_s)
{
  int bin = od_hazard_find_bin (age_s);
  double from = od_hazard_get_edge (bin), to = od_hazard_get_edge (bin + 1);
  double part = (fmin (age_s, to) - from) / (to - from);

  return model->expected_at[bin]
         + fmax (part, 0) * (model->expected_at[bin + 1] - model->expected_at[bin]);
}

void
od_ring_model_end (OdRingModel *model, bool answered, double age_s)
{
  const double kept = 1 - 1.0 / SCALE_MEMORY;

  model->expected += expect (model, age_s);
  if (answered) {
    model->seen = (model->seen + 1) * kept;
    model->expected *= kept;
  }
  if (model->expected > SCALE_MOST) { /* without answers, too, the old is forgotten */
    model->seen *= SCALE_MOST / model->expected;
    model->expected = SCALE_MOST;
  }
  od_hazard_end (&model->shape, answered ? ANSWER : OTHER, age_s);
  od_hazard_fade (&model->shape, SHAPE_CALLS);
}

static void
build_scale (OdRingModel *model, const OdHazard *seen, const double *ages_s, int n)
{
  double expected = model->expected + SCALE_PRIOR;

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    double width = od_hazard_get_edge (i + 1) - od_hazard_get_edge (i);

    model->expected_at[i + 1] = model->expected_at[i]
                                + width * get_rate (seen, ANSWER, i);
  }
  for (int i = 0; i < n; i++)
    expected += expect (model, ages_s[i]);
  model->scale = (model->seen + SCALE_PRIOR) / expected;
}

/* Second by second, two causes compete for who is left. */
static void
build_chances (OdRingModel *model, const OdHazard *seen)
{
  double answer[OD_HAZARD_BINS], stay[OD_HAZARD_BINS];

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    double answers = model->scale * get_rate (seen, ANSWER, i);
    double all = answers + get_rate (seen, OTHER, i);

    stay[i] = exp (-all);
    answer[i] = all > 0 ? (1 - stay[i]) * answers / all : 0;
  }
  for (int age = 0; age < OD_HAZARD_BINS; age++) {
    double left = 1, answered = 0;

    for (int ahead = 0; ahead < OD_RING_HORIZON; ahead++) {
      int bin = od_hazard_find_bin (od_hazard_get_age (age) + ahead);

      answered += left * answer[bin];
      left *= stay[bin];
      model->answered[age][ahead + 1] = answered;
    }
  }
}

void
od_ring_model_build (OdRingModel *model, const double *ages_s, int n)
{
  OdHazard seen = model->shape;

  for (int i = 0; i < n; i++)
    od_hazard_watch (&seen, ages_s[i]);
  build_scale (model, &seen, ages_s, n);
  build_chances (model, &seen);
}

const double *
od_ring_model_get_chances (const OdRingModel *model, double age_s)
{
  return model->answered[od_hazard_find_bin (age_s)];
}
