/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/rehearsal/paced.h"
#include "daemon/rehearsal/spread.h"

/*
 * "How would 12 agents fare at 15 %?" The product's own pacer, in a simulated day of a
 * world that is said beforehand. The same scenario gives the same figures again.
 * Pure, on any thread, but the first scenario of a process is set before there are two
 * (hazard.c makes its table then). 20 agents for 8 h take a second of the processor's
 * time, 200 for 12 h ten, or twenty where talks are short; a day of more calls than
 * OD_REHEARSAL_MAX_CALLS is broken off, so that there is an end of it.
 */
#define OD_REHEARSAL_MAX_AGENTS 200
#define OD_REHEARSAL_MAX_HOURS  12
#define OD_REHEARSAL_MAX_CALLS  2000000
#define OD_REHEARSAL_SLICES     (OD_REHEARSAL_MAX_HOURS * 3600 / OD_STAGE_SLICE_S)

typedef struct {
  int agents; /* 1 to OD_REHEARSAL_MAX_AGENTS: at work all day, nobody pauses */
  double hours;
  double answers;           /* share of the calls, above 0 */
  double people;            /* share of the answers; the others are machines */
  OdSpread ring, no_answer; /* until the answer, or until the end without one */
  OdSpread talk, wrap;      /* wrap: paper work and the pause after it */
  OdPacedSettings dialing;
  long leads; /* each is called once; 0: no end of them */
  uint64_t seed;
  const char *learned; /* lent: od_pacer_save(); NULL: it begins knowing nothing */
} OdScenario;

typedef struct {
  OdStageResult day; /* its slices are lent by this struct */
  OdStageSlice slices[OD_REHEARSAL_SLICES];
  int n_slices; /* begun before the day ended */

  /* Worked out; -1: there is nothing to work it out of. */
  double utilisation;  /* share of the paid time in talks and paper work */
  double connects;     /* for each agent and hour */
  double idle_s;       /* for each connect */
  double abandoned;    /* share of the people who answered */
  double leads_last_s; /* until nobody was left to call; -1: it was the day that ended */
} OdRehearsal;

/** od_scenario_set_times: seconds, above 0: the means of what varies as it commonly
 * does. */
void od_scenario_set_times (OdScenario *scenario,
                            double ring_s,
                            double no_answer_s,
                            double talk_s,
                            double wrap_s);

/* What is usual: seconds until the answer, or until the end without one. */
#define OD_SCENARIO_RING_S      10
#define OD_SCENARIO_NO_ANSWER_S 22

/** OD_SCENARIO_MIN_CALLS, OD_SCENARIO_MIN_TALKS: fewer say nothing of the next ones. */
#define OD_SCENARIO_MIN_CALLS 100
#define OD_SCENARIO_MIN_TALKS 20

/** od_scenario_set_learned: answers and times as a pacer has seen them in its latest
 * calls (some thousands), and what it knows; where none was answered, or all were, the
 * time it did not see is the usual one. The answers are 0 then, or 1: who plays it says
 * above 0. @learned: lent to @scenario; NULL is nothing. false: it is damaged, or it has
 * seen too little; @scenario is half set then.
 */
bool od_scenario_set_learned (OdScenario *scenario, const char *learned);

/**
 * od_rehearsal_play:
 * @is_wanted: asked on this thread, every simulated half second; false breaks the day
 * off. NULL: it is wanted
 * @asker: lent to @is_wanted
 *
 * @rehearsal is not moved afterwards. Of a day that is broken off the figures are those
 * of the time that was played.
 */
void od_rehearsal_play (const OdScenario *scenario,
                        bool (*is_wanted) (void *asker),
                        void *asker,
                        OdRehearsal *rehearsal);
