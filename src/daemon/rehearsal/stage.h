/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/pacer-event.h"
#include "daemon/rehearsal/dice.h"

#include <stdbool.h>

/*
 * One simulated day of one dialer: it is asked after every event, at most ten times a
 * second, and every half second, and its calls are placed at once. A call that is
 * answered gets the agent who has been idle longest. Times in seconds since the day
 * began; a day takes no time but the processor's.
 */
#define OD_STAGE_PERIOD_S 0.5
#define OD_STAGE_SLICE_S  900

/* What will become of a call, drawn when it is placed. */
typedef struct {
  bool answered;
  double after_s; /* since the launch: the answer, or the end without one */
} OdStageCall;

/* Who answers when, how long people talk and agents write. */
typedef struct {
  int agents;
  double hours;
  int cap_permille; /* what breaches are counted against */
  long leads;       /* calls that can be placed; then the day ends. 0: no end of them */
  long calls;       /* when so many have been placed, it breaks off; 0: however many */

  /* Asked at each half second, on the day's thread: no breaks it off. NULL: always. */
  bool (*is_wanted) (void *asker);
  void *asker; /* lent */

  const void *data; /* lent: of the functions below */
  OdStageCall (*draw_call) (const void *data, OdDice *dice, double at_s);
  double (*draw_talk) (const void *data, OdDice *dice);
  double (*draw_wrap) (const void *data, OdDice *dice);

  /* How long somebody waits for an agent before it is an abandon. */
  double (*draw_patience) (const void *data, OdDice *dice);

  /* Whether a person has answered; NULL: always. Only the agent finds out. */
  bool (*draw_person) (const void *data, OdDice *dice);
} OdStageWorld;

/* What any dialer may know at this moment. */
typedef struct {
  double now_s;
  int agents, idle, talking;
  int ringing, waiting; /* waiting: answered, nobody there yet */
} OdStageView;

typedef struct {
  bool event_driven; /* asked after events, too */
  void (*event) (void *dialer, const OdPacerEvent *event);

  /* An agent says at the end of the paper work that it was a person; before the event of
   * that end. NULL: it does not want to know. */
  void (*person) (void *dialer);

  /* Calls to place now. @again_s: when it wants to be asked again, if before the next
   * half second is over; it is 0 and may stay so. */
  int (*decide) (void *dialer, const OdStageView *view, double *again_s);
} OdStageDialer;

/* What happened in a quarter of an hour. */
typedef struct {
  double paid_s, busy_s; /* of all agents */
  long placed, answered, abandoned, served;
} OdStageSlice;

typedef struct {
  double paid_s, busy_s; /* of all agents */
  long placed, answered, abandoned, served;
  long people;     /* who answered: machines less, who was abandoned in any case */
  long breaches;   /* events after which abandoned / people was above the cap */
  double played_s; /* days that end because no lead is left are shorter, */
  bool broken_off; /* and these: too many calls, or nobody wanted to know any more */
  long decisions;
  double deciding_us;   /* all of them */
  OdStageSlice *slices; /* lent: one for each OD_STAGE_SLICE_S begun; NULL: not wanted */
} OdStageResult;

/** od_stage_play: a day of @dialer, whose own is @state, with the chances of @seed; adds
 * to @result. */
void od_stage_play (const OdStageWorld *world,
                    const OdStageDialer *dialer,
                    void *state,
                    uint64_t seed,
                    OdStageResult *result);
