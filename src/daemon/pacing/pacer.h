/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/abandon-guard.h"
#include "daemon/pacing/pacer-event.h"

/*
 * How many calls to place now. One pacer per campaign, told of every event and asked
 * after every event and twice a second; it places nothing and reads no clock.
 *
 * Four fences, each only ever lowering the number:
 *   1. progressive: not more unanswered calls than agents ready now;
 *   2. above that, the Outbound Multiplier as a ceiling (F030): multiplier x agents
 *      signed in and not paused;
 *   3. above one call per ready agent, the predictor: is the extra call also wise?
 *   4. and the abandonment ledger's worst case, whatever was predicted.
 */
typedef struct {
  int multiplier_x10; /* 10 is 1.0: progressive */
  int cap_permille;
} OdPacerSettings;

/* The cap holds in each window by itself, counted from zero: today's and that of the
 * successive 30 days the US rule speaks of. Both begin at midnight UTC. */
typedef enum { OD_PACER_DAY, OD_PACER_30_DAYS, OD_PACER_N_WINDOWS } OdPacerWindow;

/* The floor of this campaign at this instant. */
typedef struct {
  int ready;     /* agents a lead could be handed to now, those who ask to pause too */
  int pausing;   /* of those, the ones who asked to pause */
  int unpaused;  /* signed in and not paused: ready, reserved, in call, wrap-up */
  int in_flight; /* placed or about to be placed, not answered */
  int waiting;   /* answered, nobody there yet */
  double now_s;  /* as at_s of the events */
  /* Channels, calls per second, leads and trunks are not the pacer's: */
  bool is_bounded; /* by them; false: as many calls may leave as it says */
  int room;        /* so many may leave now */
} OdPacerView;

/* What it was that did not let it say one call more. */
typedef enum {
  OD_PACER_BY_AGENTS,     /* one for each ready agent, and there are no more */
  OD_PACER_BY_MULTIPLIER, /* or more than that, and the ceiling is reached */
  OD_PACER_BY_RISK,       /* the predictor, or the ledger behind it */
  OD_PACER_BY_ROOM,       /* what is not its own */
  OD_PACER_N_LIMITS,
} OdPacerLimit;

/* What it expects of the agents. */
typedef struct {
  int within_s; /* so long a call that is placed now would take to be answered: the mean
                   of the moments for which it decides, 1 or more */
  int free;     /* free now and staying, or expected to come free within that: rounded.
                   People who wait and calls that ring will want some of them */
} OdPacerOutlook;

typedef struct _OdPacer OdPacer;

/** od_pacer_new: @answered and @abandoned: what both windows have seen already. */
OdPacer *od_pacer_new (const OdPacerSettings *settings, long answered, long abandoned);
void od_pacer_free (OdPacer *pacer);

/** od_pacer_save: (transfer full): of malloc(): what it has learned, without the ledger.
 */
char *od_pacer_save (const OdPacer *pacer);

/** od_pacer_restore: false: @text is damaged or of another version, and nothing changed.
 */
bool od_pacer_restore (OdPacer *pacer, const char *text);

/** od_pacer_set: a supervisor changed the campaign; what was learned stays. */
void od_pacer_set (OdPacer *pacer, const OdPacerSettings *settings);

/** od_pacer_is_predictive: the settings let it place more than one call per ready agent.
 */
bool od_pacer_is_predictive (const OdPacer *pacer);

/** od_pacer_begin_window: a window begins, or what the store knows of it is told. */
void od_pacer_begin_window (OdPacer *pacer,
                            OdPacerWindow window,
                            long answered,
                            long abandoned);

/** od_pacer_count: @answered and @abandoned more, or fewer, of the calls that @window
 * looks at: somebody said who was on the line, or takes it back. */
void od_pacer_count (OdPacer *pacer, OdPacerWindow window, int answered, int abandoned);

void od_pacer_event (OdPacer *pacer, const OdPacerEvent *event);

/** od_pacer_decide: calls to place now, 0 or more and never above the room; the caller
 * launches all of them. To be asked without room, too: while that is the limit, what
 * comes of calls says nothing of the price of one. */
int od_pacer_decide (OdPacer *pacer, const OdPacerView *view);

/** od_pacer_get_limit: of the number it said last. */
OdPacerLimit od_pacer_get_limit (const OdPacer *pacer);

/** od_pacer_look_ahead: by the estimates that it decides by; for people: decides nothing,
 * and however often it is asked changes no decision. */
OdPacerOutlook od_pacer_look_ahead (const OdPacer *pacer, const OdPacerView *view);

/** od_pacer_may_release: whether one of the agents who asked to pause can go without the
 * cap losing its proof and, when progressive, a call in flight its agent. */
bool od_pacer_may_release (const OdPacer *pacer, const OdPacerView *view);

/** od_pacer_get_ledger: what the screen shows of @window. */
OdLedger od_pacer_get_ledger (const OdPacer *pacer, OdPacerWindow window);
