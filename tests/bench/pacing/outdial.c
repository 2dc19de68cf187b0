/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The product's own pacer in the simulated day, compiled as it is. As in the product, a
 * person counts when the agent says who it was: at the end of the paper work.
 *
 * Parameter: the Outbound Multiplier.
 */
#include "day.h"

#include <stdlib.h>

typedef struct {
  OdPacer *pacer;
  int agents;
} Outdial;

static void *
create (const World *world, const double *parameters)
{
  Outdial *self = calloc (1, sizeof *self);
  OdPacerSettings settings = { .multiplier_x10 = (int) (parameters[0] * 10 + 0.5),
                               .cap_permille = 30 };

  self->pacer = od_pacer_new (&settings, 0, 0);
  self->agents = world->agents;
  return self;
}

static void
take_event (void *dialer, const OdPacerEvent *event)
{
  Outdial *self = dialer;

  for (int i = 0; event->kind == OD_PACER_WRAP_END && i < OD_PACER_N_WINDOWS; i++)
    od_pacer_count (self->pacer, i, 1, 0);
  od_pacer_event (self->pacer, event);
}

static int
decide (void *dialer, const DayView *view)
{
  Outdial *self = dialer;
  OdPacerView seen = { .ready = view->idle,
                       .unpaused = self->agents,
                       .in_flight = view->ringing,
                       .waiting = view->waiting,
                       .now_s = view->now };

  return od_pacer_decide (self->pacer, &seen);
}

static void
destroy (void *dialer)
{
  Outdial *self = dialer;

  od_pacer_free (self->pacer);
  free (self);
}

const DayDialer day_outdial = { "outdial", true, create, take_event, decide, destroy };
