/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/hazard.h"

/*
 * When does an agent come free who talks, or writes down how the call went? Both by how
 * long they have been at it; who talks must still write afterwards.
 */
enum { OD_BUSY_HORIZON = 34 }; /* seconds ahead: a call's ringing and the grace */

typedef enum { OD_BUSY_TALK, OD_BUSY_WRAP, OD_BUSY_N } OdBusyPhase;

typedef struct {
  OdBusyPhase phase;
  double age_s; /* in it */
} OdBusyAgent;

typedef struct {
  OdHazard phases[OD_BUSY_N];

  /* Worked out: free in so many seconds, from that age on. */
  double free_in[OD_BUSY_N][OD_HAZARD_BINS][OD_BUSY_HORIZON + 1];
} OdBusyModel;

void od_busy_model_init (OdBusyModel *model);

/** od_busy_model_end: somebody's phase ended at @age_s. */
void od_busy_model_end (OdBusyModel *model, OdBusyPhase phase, double age_s);

/** od_busy_model_leave: somebody left for another reason: what was seen until then
 * counts, an end does not. */
void od_busy_model_leave (OdBusyModel *model, OdBusyPhase phase, double age_s);

/** od_busy_model_count: phases of that kind that were seen to the end, faded ones less.
 */
double od_busy_model_count (const OdBusyModel *model, OdBusyPhase phase);

/** od_busy_model_build: works the table out, with the @n agents who are busy now. */
void od_busy_model_build (OdBusyModel *model, const OdBusyAgent *agents, int n);

/** od_busy_model_get_chances: that @agent is free, by the seconds ahead, 0 to
 * OD_BUSY_HORIZON. */
const double *od_busy_model_get_chances (const OdBusyModel *model, OdBusyAgent agent);
