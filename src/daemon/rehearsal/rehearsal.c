/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a scenario to its figures. Plain C.
 */
#include "daemon/rehearsal/rehearsal.h"

#include "daemon/pacing/learned.h"

#include <math.h>

/* Rule L1: who hears nobody for so long has been abandoned. */
#define PATIENCE_S 2.0

/* Of the hazards in what a pacer learns (ring-model, busy-model). */
enum { ANSWER, OTHER };
enum { END };

/* Deviations by their means, those of the usual world in tests/bench/pacing: many hang up
 * soon, and few talk for long. */
#define RING_VARIATION      .6
#define NO_ANSWER_VARIATION .4
#define TALK_VARIATION      1.2
#define WRAP_VARIATION      .6

void
od_scenario_set_times (OdScenario *scenario,
                       double ring_s,
                       double no_answer_s,
                       double talk_s,
                       double wrap_s)
{
  od_spread_set_mean (&scenario->ring, ring_s, RING_VARIATION);
  od_spread_set_mean (&scenario->no_answer, no_answer_s, NO_ANSWER_VARIATION);
  od_spread_set_mean (&scenario->talk, talk_s, TALK_VARIATION);
  od_spread_set_mean (&scenario->wrap, wrap_s, WRAP_VARIATION);
}

static double
count_ends (const OdHazard *hazard)
{
  double n = 0;

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    for (int cause = 0; cause < OD_HAZARD_CAUSES; cause++)
      n += hazard->ended[cause][i];
  }
  return n;
}

bool
od_scenario_set_learned (OdScenario *scenario, const char *learned)
{
  OdLearned seen;

  if (!od_learned_read (&seen, learned) || count_ends (&seen.ring) < OD_SCENARIO_MIN_CALLS
      || count_ends (&seen.talk) < OD_SCENARIO_MIN_TALKS
      || count_ends (&seen.wrap) < OD_SCENARIO_MIN_TALKS)
    return false;

  od_spread_set_mean (&scenario->ring, OD_SCENARIO_RING_S, RING_VARIATION);
  od_spread_set_mean (&scenario->no_answer, OD_SCENARIO_NO_ANSWER_S, NO_ANSWER_VARIATION);
  scenario->learned = learned;
  scenario->answers = od_spread_set_seen (&scenario->ring, &seen.ring, ANSWER);
  od_spread_set_seen (&scenario->no_answer, &seen.ring, OTHER);
  od_spread_set_seen (&scenario->talk, &seen.talk, END);
  od_spread_set_seen (&scenario->wrap, &seen.wrap, END);
  return true;
}

static OdStageCall
draw_call (const void *data, OdDice *dice, double at_s)
{
  const OdScenario *scenario = data;
  bool answered = od_dice_uniform (dice) < scenario->answers;

  (void) at_s; /* people answer alike all day */
  return (OdStageCall){
    answered, od_spread_draw (answered ? &scenario->ring : &scenario->no_answer, dice)
  };
}

static double
draw_talk (const void *data, OdDice *dice)
{
  const OdScenario *scenario = data;

  return od_spread_draw (&scenario->talk, dice);
}

static double
draw_wrap (const void *data, OdDice *dice)
{
  const OdScenario *scenario = data;

  return od_spread_draw (&scenario->wrap, dice);
}

static double
draw_patience (const void *data, OdDice *dice)
{
  return PATIENCE_S;
}

static bool
draw_person (const void *data, OdDice *dice)
{
  const OdScenario *scenario = data;

  return od_dice_uniform (dice) < scenario->people;
}

static double
divide (double what, double by)
{
  return by > 0 ? what / by : -1;
}

static void
work_out (const OdScenario *scenario, OdRehearsal *rehearsal)
{
  const OdStageResult *day = &rehearsal->day;
  bool lasts = scenario->leads == 0 || day->placed < scenario->leads
               || day->played_s >= scenario->hours * 3600;

  rehearsal->n_slices = (int) ceil (day->played_s / OD_STAGE_SLICE_S);
  rehearsal->utilisation = divide (day->busy_s, day->paid_s);
  rehearsal->connects = divide (day->served * 3600, day->paid_s);
  rehearsal->idle_s = divide (day->paid_s - day->busy_s, day->served);
  rehearsal->abandoned = divide (day->abandoned, day->people);
  rehearsal->leads_last_s = lasts ? -1 : day->played_s;
}

void
od_rehearsal_play (const OdScenario *scenario,
                   bool (*is_wanted) (void *asker),
                   void *asker,
                   OdRehearsal *rehearsal)
{
  OdStageWorld world = { .agents = scenario->agents,
                         .hours = scenario->hours,
                         .cap_permille = scenario->dialing.pacing.cap_permille,
                         .leads = scenario->leads,
                         .calls = OD_REHEARSAL_MAX_CALLS,
                         .is_wanted = is_wanted,
                         .asker = asker,
                         .data = scenario,
                         .draw_call = draw_call,
                         .draw_talk = draw_talk,
                         .draw_wrap = draw_wrap,
                         .draw_patience = draw_patience,
                         .draw_person = draw_person };
  OdPaced *paced = od_paced_new (&scenario->dialing, scenario->learned);

  *rehearsal = (OdRehearsal){ 0 };
  rehearsal->day.slices = rehearsal->slices;
  od_stage_play (&world, &od_paced_dialer, paced, scenario->seed, &rehearsal->day);
  od_paced_free (paced);
  work_out (scenario, rehearsal);
}
