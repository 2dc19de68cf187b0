/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * VICIdial's adaptive dialing, in our own words after the rules that its published source
 * states (bin/AST_VDadapt.pl, bin/AST_VDauto_dial.pl). A dial level says how many lines
 * are wanted for each agent who is ready or talks; agents who write are not counted.
 *
 * Parameters: the maximum level, the intensity in percent, the wanted difference between
 * ready agents and waiting calls, the limit of drops in percent, 1: only ready agents
 * count, the method (HARD_LIMIT, AVERAGE, TAPERED).
 */
#include "judged.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLE_S    1    /* ready agents and waiting calls are looked at */
#define SAMPLES     15   /* of which the mean counts */
#define LEVEL_S     15   /* the level is worked out */
#define DROPS_S     60   /* drops are counted */
#define DIAL_S      2.5  /* calls are placed */
#define RECENT      4096 /* launches and drops that are remembered, a power of 2 */
#define FEW_CALLS   50   /* so many calls a day say nothing of its drops */
#define FEW_RECENT  20   /* nor so many in a minute; above, */
#define MANY_DROPS  50   /* so many percent halve the level */
#define TAPER_HOURS 12.0 /* from the day's first call to the last */
#define TAPER_FREE  10.0 /* more hours than that before the end it does nothing */

enum { MAX_LEVEL, INTENSITY, DIFFERENCE, DROP_LIMIT, READY_ONLY, METHOD };
enum { HARD_LIMIT, AVERAGE, TAPERED };

typedef struct {
  double parameters[JUDGED_MAX_PARAMETERS];
  int agents;
  double level;
  double next_sample, next_drops, next_level, next_dial;
  double ready[SAMPLES], waiting[SAMPLES];
  int samples;
  double recent[RECENT];
  bool recent_is_drop[RECENT];
  unsigned n_recent;
  long calls, answered, dropped; /* today */
  long counted_calls;            /* as of the last count */
  double drops_today, drops_minute;
  long calls_minute;
} Vicidial;

static void *
create (const World *world, const double *parameters)
{
  Vicidial *self = calloc (1, sizeof *self);

  memcpy (self->parameters, parameters, sizeof self->parameters);
  self->agents = world->agents;
  self->level = 1;
  return self;
}

static void
note_recent (Vicidial *self, double at, bool is_drop)
{
  self->recent[self->n_recent % RECENT] = at;
  self->recent_is_drop[self->n_recent % RECENT] = is_drop;
  self->n_recent++;
}

static void
take_event (void *dialer, const OdPacerEvent *event)
{
  Vicidial *self = dialer;

  if (event->kind == OD_PACER_LAUNCH) {
    self->calls++;
    note_recent (self, event->at_s, false);
  } else if (event->kind == OD_PACER_ANSWER) {
    self->answered++;
  } else if (event->kind == OD_PACER_ABANDON) {
    self->dropped++;
    note_recent (self, event->at_s, true);
  }
}

static void
sample (Vicidial *self, const OdStageView *view)
{
  self->ready[self->samples % SAMPLES] = view->idle;
  self->waiting[self->samples % SAMPLES] = view->waiting;
  self->samples++;
  self->next_sample = view->now_s + SAMPLE_S;
}

static void
count_drops (Vicidial *self, double now)
{
  unsigned n = self->n_recent < RECENT ? self->n_recent : RECENT;
  long drops = 0;

  self->calls_minute = 0;
  for (unsigned i = 0; i < n; i++) {
    if (self->recent[i] <= now - DROPS_S)
      continue;
    if (self->recent_is_drop[i])
      drops++;
    else
      self->calls_minute++;
  }
  self->drops_minute = self->calls_minute > 0 ? 100.0 * drops / self->calls_minute : 0;
  self->counted_calls = self->calls;
  self->drops_today = 100.0 * self->dropped / fmax (self->answered, 1);
  self->next_drops = now + DROPS_S;
}

/* Too many drops today. */
static double
limit_level (const Vicidial *self, double level, double now)
{
  double hours_left = TAPER_HOURS - now / 3600;

  if (self->counted_calls <= FEW_CALLS
      || self->drops_today <= self->parameters[DROP_LIMIT])
    return level;
  if (self->parameters[METHOD] == HARD_LIMIT)
    return 1;
  if (self->parameters[METHOD] == AVERAGE)
    return level / 2;
  return hours_left < 0 ? 1 : level * fmin (1, hours_left / TAPER_FREE);
}

static void
adapt_level (Vicidial *self, double now)
{
  int n = self->samples < SAMPLES ? self->samples : SAMPLES;
  double intensity = self->parameters[INTENSITY] / 100;
  double difference = 0, change, level;

  for (int i = 0; i < n; i++)
    difference += self->ready[i] - self->waiting[i];
  change = (difference / n + self->parameters[DIFFERENCE]) / self->agents;
  change *= change < 0 ? fabs (intensity - 1) : intensity + 1;
  level = fmax (1, fmin (self->level * (1 + change), self->parameters[MAX_LEVEL]));
  if (self->calls_minute > FEW_RECENT && self->drops_minute > MANY_DROPS)
    level /= 2;
  self->level = fmax (1, limit_level (self, level, now));
  self->next_level = now + LEVEL_S;
}

static int
decide (void *dialer, const OdStageView *view, double *again_s)
{
  Vicidial *self = dialer;
  bool ready_only = self->parameters[READY_ONLY] > 0;
  int counted = view->idle + (ready_only ? 0 : view->talking);
  int lines = view->ringing + view->waiting + (ready_only ? 0 : view->talking);

  if (view->now_s >= self->next_sample)
    sample (self, view);
  if (view->now_s >= self->next_drops)
    count_drops (self, view->now_s);
  if (view->now_s >= self->next_level)
    adapt_level (self, view->now_s);
  if (view->now_s < self->next_dial)
    return 0;

  self->next_dial = view->now_s + DIAL_S;
  return (int) floor (self->level * counted + 0.5) - lines;
}

const Judged judged_vicidial = { "vicidial",
                                 { .event = take_event, .decide = decide },
                                 create,
                                 free };
