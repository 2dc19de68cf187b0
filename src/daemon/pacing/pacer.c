/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many calls to place now: progressive, the multiplier's ceiling, the predictor, the
 * ledger's worst case. Plain C11; no GLib, no clock, so that it links into the simulator.
 */
#include "daemon/pacing/pacer.h"

#include "daemon/pacing/predictor.h"

#include <math.h>
#include <stdlib.h>

#define PROGRESSIVE_X10 10
/* From a decision to the agent's word on who was on the line. */
#define VERDICT_S 120

struct _OdPacer {
  OdPacerSettings settings;
  OdLedger ledgers[OD_PACER_N_WINDOWS];
  OdPredictor *predictor;
  bool is_steering;   /* the predictor: asked last, it allowed less than the others */
  OdPacerLimit limit; /* of what it said last, */
  double asked_s;     /* and when, */
  bool tells_room;    /* and whether that says anything of room: somebody asked for it, or
                         had it */
  double roomy;       /* the share of the time that tells in which it had room enough */
};

OdPacer *
od_pacer_new (const OdPacerSettings *settings, long answered, long abandoned)
{
  OdPacer *pacer = calloc (1, sizeof *pacer);

  if (pacer == NULL)
    abort ();
  pacer->predictor = od_predictor_new ();
  pacer->roomy = 1;
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
    od_pacer_begin_window (pacer, i, answered, abandoned);
  od_pacer_set (pacer, settings);
  return pacer;
}

void
od_pacer_free (OdPacer *pacer)
{
  od_predictor_free (pacer->predictor);
  free (pacer);
}

char *
od_pacer_save (const OdPacer *pacer)
{
  OdLearned learned;

  od_predictor_get_learned (pacer->predictor, &learned);
  return od_learned_write (&learned);
}

bool
od_pacer_restore (OdPacer *pacer, const char *text)
{
  OdLearned learned;

  if (!od_learned_read (&learned, text))
    return false;
  od_predictor_set_learned (pacer->predictor, &learned);
  return true;
}

void
od_pacer_set (OdPacer *pacer, const OdPacerSettings *settings)
{
  pacer->settings = *settings;
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
    pacer->ledgers[i].cap_permille = settings->cap_permille;
}

bool
od_pacer_is_predictive (const OdPacer *pacer)
{
  return pacer->settings.multiplier_x10 > PROGRESSIVE_X10;
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

/* What came of calls says something of the price only if the price was the limit. Else it
 * would climb for as long as the multiplier is, and all of it be spent at once when that
 * is raised; and so with channels, calls per second or leads. Room comes and goes with
 * every call: by its share of the last time, those who were served and those who were
 * lost weigh less alike. */
static void
learn_price (OdPacer *pacer, int served, int lost)
{
  if (pacer->is_steering && od_pacer_is_predictive (pacer))
    od_predictor_note_people (pacer->predictor, pacer->settings.cap_permille,
                              pacer->roomy * served, pacer->roomy * lost);
}

void
od_pacer_count (OdPacer *pacer, OdPacerWindow window, int answered, int abandoned)
{
  pacer->ledgers[window].answered += answered;
  pacer->ledgers[window].abandoned += abandoned;
  if (window
      == OD_PACER_30_DAYS) /* the day lies in it: each person is learned from once */
    learn_price (pacer, answered - abandoned, abandoned);
}

void
od_pacer_event (OdPacer *pacer, const OdPacerEvent *event)
{
  od_predictor_event (pacer->predictor, event);
  for (int i = 0; event->kind == OD_PACER_ABANDON && i < OD_PACER_N_WINDOWS; i++)
    od_pacer_count (pacer, i, 1, 1);
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
may_one_more (const OdPacer *pacer, const OdPacerView *view, int more)
{
  int in_flight = view->in_flight + more + 1;
  int staying = view->ready - view->pausing - view->waiting;
  int ceiling = pacer->settings.multiplier_x10 * view->unpaused / 10;

  if (in_flight <= staying)
    return true;
  if (!od_pacer_is_predictive (pacer) || in_flight > ceiling)
    return false;

  return is_safe (pacer, view->ready - view->pausing, view->waiting, in_flight);
}

/* What the cap still allows: the window that has less decides. */
static const OdLedger *
get_tighter (const OdPacer *pacer)
{
  const OdLedger *tightest = &pacer->ledgers[0];

  for (int i = 1; i < OD_PACER_N_WINDOWS; i++) {
    const OdLedger *ledger = &pacer->ledgers[i];

    if (ledger->cap_permille * ledger->answered - ledger->abandoned * 1000
        < tightest->cap_permille * tightest->answered - tightest->abandoned * 1000)
      tightest = ledger;
  }

  return tightest;
}

static OdPredictorView
get_predicted (const OdPacerView *view)
{
  return (OdPredictorView){ .now_s = view->now_s,
                            .agents = view->unpaused,
                            .busy = view->unpaused - view->ready,
                            .spare = view->ready - view->pausing - view->waiting,
                            .in_flight = view->in_flight };
}

/* Of @allowed calls, those that are wise. */
static int
count_wise (OdPacer *pacer, const OdPacerView *view, int allowed)
{
  OdPredictorView predicted = get_predicted (view);

  return od_predictor_count_calls (pacer->predictor, &predicted, get_tighter (pacer),
                                   allowed);
}

/* What forbids one more than @allowed. */
static OdPacerLimit
find_fence (const OdPacer *pacer, const OdPacerView *view, int allowed)
{
  int ceiling = pacer->settings.multiplier_x10 * view->unpaused / 10;

  if (!od_pacer_is_predictive (pacer))
    return OD_PACER_BY_AGENTS;

  return view->in_flight + allowed >= ceiling ? OD_PACER_BY_MULTIPLIER : OD_PACER_BY_RISK;
}

static int
count_wanted (OdPacer *pacer, const OdPacerView *view)
{
  int staying = view->ready - view->pausing - view->waiting;
  int sure = staying > view->in_flight ? staying - view->in_flight : 0;
  int allowed = 0, wise;

  while (may_one_more (pacer, view, allowed))
    allowed++;
  pacer->limit = find_fence (pacer, view, allowed);
  pacer->is_steering = false;
  if (allowed <= sure)
    return allowed;

  wise = count_wise (pacer, view, allowed);
  pacer->is_steering = wise < allowed;
  if (pacer->is_steering)
    pacer->limit = OD_PACER_BY_RISK;
  return wise > sure ? wise : sure;
}

/* Until now it was as it was found to be when it was asked last. */
static void
note_room (OdPacer *pacer, double now_s)
{
  double step = now_s - pacer->asked_s;
  bool has_room = pacer->limit != OD_PACER_BY_ROOM;

  if (step > 0 && pacer->tells_room)
    pacer->roomy += (1 - exp (-step / VERDICT_S)) * (has_room - pacer->roomy);
  pacer->asked_s = now_s;
}

int
od_pacer_decide (OdPacer *pacer, const OdPacerView *view)
{
  int room = view->room > 0 ? view->room : 0, wanted;

  note_room (pacer, view->now_s);
  wanted = count_wanted (pacer, view);
  pacer->tells_room = wanted > 0
                      || (view->unpaused > 0 && (!view->is_bounded || room > 0));
  if (!view->is_bounded || wanted <= room)
    return wanted;

  pacer->limit = OD_PACER_BY_ROOM;
  return room;
}

OdPacerLimit
od_pacer_get_limit (const OdPacer *pacer)
{
  return pacer->limit;
}

OdPacerOutlook
od_pacer_look_ahead (const OdPacer *pacer, const OdPacerView *view)
{
  OdPredictorView predicted = get_predicted (view);
  OdPacerOutlook outlook;
  double free = od_predictor_count_free (pacer->predictor, &predicted, &outlook.within_s);

  outlook.free = view->ready - view->pausing + (int) lround (free);
  return outlook;
}

bool
od_pacer_may_release (const OdPacer *pacer, const OdPacerView *view)
{
  if (!od_pacer_is_predictive (pacer))
    return view->waiting + view->in_flight < view->ready;

  return is_safe (pacer, view->ready - 1, view->waiting, view->in_flight);
}

OdLedger
od_pacer_get_ledger (const OdPacer *pacer, OdPacerWindow window)
{
  return pacer->ledgers[window];
}
