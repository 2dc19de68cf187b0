/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pacer on the stage. Plain C.
 */
#include "daemon/rehearsal/paced.h"

#include <stdlib.h>

/* A second, and what an INVITE may be late, as the product counts it (call-quota). */
#define RATE_SPAN_S 1.05
#define LONG_AGO_S  -1e9

struct _OdPaced {
  OdPacedSettings settings;
  OdPacer *pacer;
  double *launched_s; /* the last calls_per_second of them, in a ring; NULL: no limit */
  int oldest;         /* of them, and the next one's place */
};

OdPaced *
od_paced_new (const OdPacedSettings *settings, const char *learned)
{
  OdPaced *self = calloc (1, sizeof *self);
  int n = settings->calls_per_second;

  if (self == NULL)
    abort ();
  self->settings = *settings;
  self->pacer = od_pacer_new (&settings->pacing, 0, 0);
  od_pacer_begin_window (self->pacer, OD_PACER_30_DAYS, settings->month_people,
                         settings->month_abandoned);
  od_pacer_restore (self->pacer, learned);
  if (n == 0)
    return self;

  self->launched_s = calloc ((size_t) n, sizeof *self->launched_s);
  if (self->launched_s == NULL)
    abort ();
  for (int i = 0; i < n; i++)
    self->launched_s[i] = LONG_AGO_S;
  return self;
}

void
od_paced_free (OdPaced *self)
{
  od_pacer_free (self->pacer);
  free (self->launched_s);
  free (self);
}

static void
take_event (void *dialer, const OdPacerEvent *event)
{
  OdPaced *self = dialer;

  if (event->kind == OD_PACER_LAUNCH && self->launched_s != NULL) {
    self->launched_s[self->oldest] = event->at_s;
    self->oldest = (self->oldest + 1) % self->settings.calls_per_second;
  }
  od_pacer_event (self->pacer, event);
}

static void
count_person (void *dialer)
{
  OdPaced *self = dialer;

  for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
    od_pacer_count (self->pacer, i, 1, 0);
}

/* Of @calls, those that may leave in this second. */
static int
limit_rate (const OdPaced *self, int calls, double now_s, double *again_s)
{
  int limit = self->settings.calls_per_second, room = 0;

  if (self->launched_s == NULL)
    return calls;

  /* The oldest stand first, and only those long ago leave room. */
  while (room < limit && room < calls
         && self->launched_s[(self->oldest + room) % limit] <= now_s - RATE_SPAN_S)
    room++;
  if (room < calls)
    *again_s = RATE_SPAN_S
               + (room < limit ? self->launched_s[(self->oldest + room) % limit] : now_s);
  return room;
}

static int
limit_channels (const OdPaced *self, int calls, const OdStageView *view)
{
  int room = self->settings.channels - view->ringing - view->waiting - view->talking;

  if (self->settings.channels == 0 || calls <= room)
    return calls;
  return room > 0 ? room : 0;
}

static int
decide (void *dialer, const OdStageView *view, double *again_s)
{
  OdPaced *self = dialer;
  OdPacerView seen = { .ready = view->idle,
                       .unpaused = view->agents,
                       .in_flight = view->ringing,
                       .waiting = view->waiting,
                       .now_s = view->now_s };
  int calls = od_pacer_decide (self->pacer, &seen);

  return limit_rate (self, limit_channels (self, calls, view), view->now_s, again_s);
}

const OdStageDialer od_paced_dialer = { .event_driven = true,
                                        .event = take_event,
                                        .person = count_person,
                                        .decide = decide };
