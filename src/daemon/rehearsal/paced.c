/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pacer on the stage. Plain C.
 */
#include "daemon/rehearsal/paced.h"

#include <limits.h>
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

char *
od_paced_save (const OdPaced *self)
{
  return od_pacer_save (self->pacer);
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

/* Calls that may leave in this second. */
static int
count_rate_room (const OdPaced *self, double now_s)
{
  int limit = self->settings.calls_per_second, room = 0;

  if (self->launched_s == NULL)
    return INT_MAX;

  /* The oldest stand first, and only those long ago leave room. */
  while (room < limit
         && self->launched_s[(self->oldest + room) % limit] <= now_s - RATE_SPAN_S)
    room++;
  return room;
}

static int
count_channel_room (const OdPaced *self, const OdStageView *view)
{
  int room = self->settings.channels - view->ringing - view->waiting - view->talking;

  if (self->settings.channels == 0)
    return INT_MAX;
  return room > 0 ? room : 0;
}

/* When the rate leaves room again after @room calls more. */
static double
get_again (const OdPaced *self, int room, double now_s)
{
  int limit = self->settings.calls_per_second;

  return RATE_SPAN_S
         + (room < limit ? self->launched_s[(self->oldest + room) % limit] : now_s);
}

/* Its pacer is told the room, as in the product: what it learns depends on that. */
static int
decide (void *dialer, const OdStageView *view, double *again_s)
{
  OdPaced *self = dialer;
  int rate = count_rate_room (self, view->now_s);
  int channels = count_channel_room (self, view);
  OdPacerView seen = { .ready = view->idle,
                       .unpaused = view->agents,
                       .in_flight = view->ringing,
                       .waiting = view->waiting,
                       .now_s = view->now_s,
                       .is_bounded = true,
                       .room = rate < channels ? rate : channels };
  int calls = od_pacer_decide (self->pacer, &seen);

  if (rate < channels && od_pacer_get_limit (self->pacer) == OD_PACER_BY_ROOM)
    *again_s = get_again (self, rate, view->now_s);
  return calls;
}

const OdStageDialer od_paced_dialer = { .event_driven = true,
                                        .event = take_event,
                                        .person = count_person,
                                        .decide = decide };
