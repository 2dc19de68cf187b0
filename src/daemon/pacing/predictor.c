/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is one more call wise? Pure C; 200 agents and 600 calls cost some tens of microseconds.
 */
#include "daemon/pacing/predictor.h"

#include "daemon/pacing/busy-model.h"
#include "daemon/pacing/forecast.h"
#include "daemon/pacing/ring-model.h"
#include "daemon/pacing/risk-price.h"
#include "daemon/pacing/roster.h"

#include <math.h>
#include <stdlib.h>

/* Tables are worked out again so often; a campaign that has seen few talks learns fast.
 */
#define RINGS_AFTER_S 2
#define BUSY_AFTER_S  30
#define NEW_AFTER_S   5
#define NEW_TALKS     300
#define NEVER_S       -1e9
/* An agent who comes free so long after an answer is still in time (2.0 s, rule L1). */
#define GRACE_S 2

_Static_assert(OD_RING_HORIZON + GRACE_S <= OD_BUSY_HORIZON, "far enough ahead");
/* Between two things it is told; more is the clock's mistake. */
#define LONGEST_STEP_S 3600.0

struct _OdPredictor {
  double clock_s, told_s; /* its own time, and what was last told */
  OdRoster ringing, busy; /* calls; agents, of OdBusyPhase */
  OdRingModel ring_model;
  OdBusyModel busy_model;
  OdRiskPrice price;
  double rings_built_s, busy_built_s;
  OdForecast forecast;
};

OdPredictor *
od_predictor_new (void)
{
  OdPredictor *self = calloc (1, sizeof *self);

  if (self == NULL)
    abort ();
  od_ring_model_init (&self->ring_model);
  od_busy_model_init (&self->busy_model);
  self->told_s = NAN;
  self->rings_built_s = self->busy_built_s = NEVER_S;
  return self;
}

void
od_predictor_free (OdPredictor *self)
{
  od_roster_clear (&self->ringing);
  od_roster_clear (&self->busy);
  free (self);
}

static void
advance (OdPredictor *self, double told_s)
{
  double step = told_s - self->told_s;

  self->told_s = told_s;
  if (step > 0)
    self->clock_s += fmin (step, LONGEST_STEP_S);
}

static void
end_ringing (OdPredictor *self, uint64_t call, bool answered)
{
  OdRosterEntry entry;

  if (od_roster_take (&self->ringing, call, &entry))
    od_ring_model_end (&self->ring_model, answered, self->clock_s - entry.since_s);
}

static void
end_phase (OdPredictor *self, uint64_t agent, bool left)
{
  OdRosterEntry entry;
  double age;

  if (!od_roster_take (&self->busy, agent, &entry))
    return;
  age = self->clock_s - entry.since_s;
  if (left)
    od_busy_model_leave (&self->busy_model, entry.kind, age);
  else
    od_busy_model_end (&self->busy_model, entry.kind, age);
  if (!left && entry.kind == OD_BUSY_TALK)
    od_roster_set (&self->busy, agent, self->clock_s, OD_BUSY_WRAP);
}

void
od_predictor_event (OdPredictor *self, const OdPacerEvent *event)
{
  advance (self, event->at_s);
  switch (event->kind) {
  case OD_PACER_LAUNCH:
    od_roster_set (&self->ringing, event->call, self->clock_s, 0);
    break;
  case OD_PACER_ANSWER:
  case OD_PACER_FAIL:
    end_ringing (self, event->call, event->kind == OD_PACER_ANSWER);
    break;
  case OD_PACER_CONNECT:
    od_roster_set (&self->busy, event->agent, self->clock_s, OD_BUSY_TALK);
    break;
  case OD_PACER_TALK_END:
  case OD_PACER_WRAP_END:
    end_phase (self, event->agent, false);
    break;
  case OD_PACER_LEAVE:
    end_phase (self, event->agent, true);
    break;
  case OD_PACER_ABANDON: /* its ringing has ended; who counts it says so */
    break;
  }
}

void
od_predictor_get_learned (const OdPredictor *self, OdLearned *learned)
{
  *learned = (OdLearned){ .ring = self->ring_model.shape,
                          .talk = self->busy_model.phases[OD_BUSY_TALK],
                          .wrap = self->busy_model.phases[OD_BUSY_WRAP],
                          .seen = self->ring_model.seen,
                          .expected = self->ring_model.expected,
                          .price = self->price.learned };
}

void
od_predictor_set_learned (OdPredictor *self, const OdLearned *learned)
{
  self->ring_model.shape = learned->ring;
  self->ring_model.seen = learned->seen;
  self->ring_model.expected = learned->expected;
  self->busy_model.phases[OD_BUSY_TALK] = learned->talk;
  self->busy_model.phases[OD_BUSY_WRAP] = learned->wrap;
  self->price.learned = learned->price;
  od_risk_price_learn (&self->price, 0, 0, 0); /* within its limits */
  self->rings_built_s = self->busy_built_s = NEVER_S;
}

void
od_predictor_note_people (OdPredictor *self, int cap_permille, double served, double lost)
{
  od_risk_price_learn (&self->price, cap_permille, served, lost);
}

static void
build_rings (OdPredictor *self)
{
  double *ages = calloc (self->ringing.n + 1, sizeof *ages);

  if (ages == NULL)
    abort ();
  for (int i = 0; i < self->ringing.n; i++)
    ages[i] = self->clock_s - self->ringing.entries[i].since_s;
  od_ring_model_build (&self->ring_model, ages, self->ringing.n);
  free (ages);
  self->rings_built_s = self->clock_s;
}

static OdBusyAgent
get_busy (const OdPredictor *self, int i)
{
  const OdRosterEntry *entry = &self->busy.entries[i];

  return (OdBusyAgent){ entry->kind, self->clock_s - entry->since_s };
}

static void
build_busy (OdPredictor *self)
{
  OdBusyAgent *agents = calloc (self->busy.n + 1, sizeof *agents);

  if (agents == NULL)
    abort ();
  for (int i = 0; i < self->busy.n; i++)
    agents[i] = get_busy (self, i);
  od_busy_model_build (&self->busy_model, agents, self->busy.n);
  free (agents);
  self->busy_built_s = self->clock_s;
}

static void
refresh (OdPredictor *self)
{
  bool new = od_busy_model_count (&self->busy_model, OD_BUSY_TALK) < NEW_TALKS;

  if (self->clock_s - self->rings_built_s > RINGS_AFTER_S)
    build_rings (self);
  if (self->clock_s - self->busy_built_s > (new ? NEW_AFTER_S : BUSY_AFTER_S))
    build_busy (self);
}

/* When a call that is placed now would be answered: in equal parts of the chance. */
static void
find_moments (const double *answered, int *ahead_s)
{
  int second = 0;

  for (int i = 0; i < OD_FORECAST_MOMENTS; i++) {
    double wanted = answered[OD_RING_HORIZON] * (i + 0.5) / OD_FORECAST_MOMENTS;

    while (second < OD_RING_HORIZON - 1 && answered[second + 1] < wanted)
      second++;
    ahead_s[i] = second + 1;
  }
}

static void
add_call (OdForecast *forecast, double there, const double *answered, const int *ahead_s)
{
  for (int i = 0; i < OD_FORECAST_MOMENTS; i++)
    od_forecast_add_call (forecast, i, there * answered[ahead_s[i]]);
}

/* Of @known ones, the share that can be among the @seen. */
static double
get_share (int seen, int known)
{
  return known > 0 ? fmin (fmax (seen, 0) / known, 1) : 0;
}

/* The view is right about how many there are: who is known to be busy and is not among
 * them does not come free, what rings and is not in flight is not answered, and a call
 * that nothing is known of is just being placed. */
static void
fill_forecast (OdPredictor *self, const OdPredictorView *view, const int *ahead_s)
{
  int agents = self->busy.n, calls = self->ringing.n, unplaced = view->in_flight - calls;
  double there = get_share (view->busy, agents);
  double rings = get_share (view->in_flight, calls);

  od_forecast_begin (&self->forecast, agents, calls + (unplaced > 0 ? unplaced : 0));
  for (int i = 0; i < agents; i++) {
    const double *free_in = od_busy_model_get_chances (&self->busy_model,
                                                       get_busy (self, i));

    for (int j = 0; j < OD_FORECAST_MOMENTS; j++)
      od_forecast_add_agent (&self->forecast, j, there * free_in[ahead_s[j] + GRACE_S]);
  }
  for (int i = 0; i < calls; i++) {
    double age = self->clock_s - self->ringing.entries[i].since_s;

    add_call (&self->forecast, rings, od_ring_model_get_chances (&self->ring_model, age),
              ahead_s);
  }
  for (int i = 0; i < unplaced; i++)
    add_call (&self->forecast, 1, od_ring_model_get_chances (&self->ring_model, 0),
              ahead_s);
}

int
od_predictor_count_calls (OdPredictor *self,
                          const OdPredictorView *view,
                          const OdLedger *ledger,
                          int most)
{
  int ahead_s[OD_FORECAST_MOMENTS], calls = 0;
  const double *answered;
  double most_risk;

  advance (self, view->now_s);
  if (most <= 0)
    return 0;

  refresh (self);
  answered = od_ring_model_get_chances (&self->ring_model, 0);
  find_moments (answered, ahead_s);
  fill_forecast (self, view, ahead_s);
  most_risk = od_risk_price_get (&self->price, ledger, view->agents,
                                 od_forecast_get_lost (&self->forecast, view->spare));
  while (calls < most
         && od_forecast_get_risk (&self->forecast, view->spare) <= most_risk) {
    calls++;
    add_call (&self->forecast, 1, answered, ahead_s);
  }

  return calls;
}

double
od_predictor_count_free (const OdPredictor *self,
                         const OdPredictorView *view,
                         int *within_s)
{
  OdPredictor now = *self; /* its own clock and tables; the rosters are lent */
  double there = get_share (view->busy, self->busy.n), free = 0;
  int ahead_s[OD_FORECAST_MOMENTS], sum = 0;

  advance (&now, view->now_s);
  refresh (&now);
  find_moments (od_ring_model_get_chances (&now.ring_model, 0), ahead_s);
  for (int i = 0; i < OD_FORECAST_MOMENTS; i++)
    sum += ahead_s[i];
  *within_s = (sum + OD_FORECAST_MOMENTS / 2) / OD_FORECAST_MOMENTS;
  for (int i = 0; i < self->busy.n; i++)
    free += there
            * od_busy_model_get_chances (&now.busy_model, get_busy (&now, i))[*within_s];

  return free;
}
