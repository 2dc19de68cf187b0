/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many calls to place now: progressive, the multiplier's ceiling, the ledger's worst
 * case. Plain C11; no GLib, no clock, so that it links into the simulator.
 */
#include "daemon/pacing/pacer.h"

#include <stdlib.h>

#define PROGRESSIVE_X10 10

struct _OdPacer {
  OdPacerSettings settings;
  OdLedger ledgers[OD_PACER_N_WINDOWS];
};

OdPacer *
od_pacer_new (const OdPacerSettings *settings, long answered, long abandoned)
{
  OdPacer *pacer = calloc (1, sizeof *pacer);

  if (pacer == NULL)
    abort ();
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
    od_pacer_begin_window (pacer, i, answered, abandoned);
  od_pacer_set (pacer, settings);
  return pacer;
}

void
od_pacer_free (OdPacer *pacer)
{
  free (pacer);
}

void
od_pacer_set (OdPacer *pacer, const OdPacerSettings *settings)
{
  pacer->settings = *settings;
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
    pacer->ledgers[i].cap_permille = settings->cap_permille;
}

void
od_pacer_begin_window (OdPacer *pacer,
                       OdPacerWindow window,
                       long answered,
                       long abandoned)
{
  pacer->ledgers[window].answered = answered;
  pacer->ledgers[window].abandoned = abandoned;
}

void
od_pacer_count (OdPacer *pacer, OdPacerWindow window, int answered, int abandoned)
{
  pacer->ledgers[window].answered += answered;
  pacer->ledgers[window].abandoned += abandoned;
}

void
od_pacer_event (OdPacer *pacer, const OdPacerEvent *event)
{
  switch (event->kind) {
  case OD_PACER_ABANDON:
    for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
      od_pacer_count (pacer, i, 1, 1);
    break;
  default: /* for the predictor, which will learn from every event */
    break;
  }
}

static bool
is_safe (const OdPacer *pacer, int ready, int waiting, int in_flight)
{
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    if (!od_abandon_guard_is_safe (&pacer->ledgers[i], ready, waiting, in_flight))
      return false;
  }

  return true;
}

/* May one more call be placed, on top of @more that are decided already? An agent who
 * asked to pause takes a call that is under way, but none is placed for them. */
static bool
one_more (const OdPacer *pacer, const OdPacerView *view, int more)
{
  int in_flight = view->in_flight + more + 1;
  int staying = view->ready - view->pausing - view->waiting;
  int ceiling = pacer->settings.multiplier_x10 * view->unpaused / 10;

  if (in_flight <= staying)
    return true;
  if (pacer->settings.multiplier_x10 <= PROGRESSIVE_X10 || in_flight > ceiling)
    return false;

  return is_safe (pacer, view->ready - view->pausing, view->waiting, in_flight);
}

int
od_pacer_decide (const OdPacer *pacer, const OdPacerView *view)
{
  int more = 0;

  while (one_more (pacer, view, more))
    more++;

  return more;
}

bool
od_pacer_may_release (const OdPacer *pacer, const OdPacerView *view)
{
  if (pacer->settings.multiplier_x10 <= PROGRESSIVE_X10)
    return view->waiting + view->in_flight < view->ready;

  return is_safe (pacer, view->ready - 1, view->waiting, view->in_flight);
}

OdLedger
od_pacer_get_ledger (const OdPacer *pacer, OdPacerWindow window)
{
  return pacer->ledgers[window];
}
