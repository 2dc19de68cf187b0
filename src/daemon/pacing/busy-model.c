/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From talk and paper work to free agents. Pure C.
 */
#include "daemon/pacing/busy-model.h"

#include <math.h>
#include <string.h>

#define MOST_SEEN 4000 /* phases that weigh fully */

/* A hazard is smoothed over neighbouring ages, the wider the older, and pooled with that
 * of all ages: so many ends' worth. Before anything is known, one phase ends in so many
 * seconds. */
static const struct {
  double around_s, around_share, pooled, known_s;
} phases[OD_BUSY_N] = {
  [OD_BUSY_TALK] = { 2, 1 / 6.0, 3, 240 },
  [OD_BUSY_WRAP] = { 1, 1 / 8.0, 2, 20 },
};

void
od_busy_model_init (OdBusyModel *model)
{
  memset (model, 0, sizeof *model);
  od_busy_model_build (model, NULL, 0);
}

void
od_busy_model_end (OdBusyModel *model, OdBusyPhase phase, double age_s)
{
  od_hazard_end (&model->phases[phase], 0, age_s);
  od_hazard_fade (&model->phases[phase], MOST_SEEN);
}

void
od_busy_model_leave (OdBusyModel *model, OdBusyPhase phase, double age_s)
{
  od_hazard_watch (&model->phases[phase], age_s);
}

double
od_busy_model_count (const OdBusyModel *model, OdBusyPhase phase)
{
  double n = 0;

  for (int i = 0; i < OD_HAZARD_BINS; i++)
    n += model->phases[phase].ended[0][i];
  return n;
}

/* @stays: who was there at the begin of a second and still is at its end. */
static void
smooth (const OdHazard *seen, OdBusyPhase phase, double *stays)
{
  double ended[OD_HAZARD_BINS + 1] = { 0 }, watched[OD_HAZARD_BINS + 1] = { 0 }, all;

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    ended[i + 1] = ended[i] + seen->ended[0][i];
    watched[i + 1] = watched[i] + seen->watched_s[i];
  }
  all = (ended[OD_HAZARD_BINS] + 1) / (watched[OD_HAZARD_BINS] + phases[phase].known_s);

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    double age = od_hazard_get_age (i);
    double around = phases[phase].around_s + age * phases[phase].around_share;
    int a = od_hazard_find_bin (age - around), b = od_hazard_find_bin (age + around) + 1;

    stays[i] = exp (-(ended[b] - ended[a] + phases[phase].pooled)
                    / (watched[b] - watched[a] + phases[phase].pooled / all));
  }
}

/* @over: ended within so many seconds, from the age @age_s on. */
static void
build_row (const double *stays, double age_s, double *over)
{
  double left = 1;

  for (int ahead = 0; ahead <= OD_BUSY_HORIZON; ahead++) {
    over[ahead] = 1 - left;
    left *= stays[od_hazard_find_bin (age_s + ahead)];
  }
}

/* Who stops talking in this second or that has the rest of the time to write in. */
static void
add_wrap (double *over, const double *wrap)
{
  double free_in[OD_BUSY_HORIZON + 1] = { 0 };

  for (int ahead = 1; ahead <= OD_BUSY_HORIZON; ahead++)
    for (int end = 0; end < ahead; end++)
      free_in[ahead] += (over[end + 1] - over[end])
                        * (wrap[ahead - end] + wrap[ahead - end - 1]) / 2;
  memcpy (over, free_in, sizeof free_in);
}

void
od_busy_model_build (OdBusyModel *model, const OdBusyAgent *agents, int n)
{
  double stays[OD_BUSY_N][OD_HAZARD_BINS];
  OdHazard seen[OD_BUSY_N];

  memcpy (seen, model->phases, sizeof seen);
  for (int i = 0; i < n; i++)
    od_hazard_watch (&seen[agents[i].phase], agents[i].age_s);
  for (int phase = 0; phase < OD_BUSY_N; phase++) {
    smooth (&seen[phase], phase, stays[phase]);
    for (int i = 0; i < OD_HAZARD_BINS; i++)
      build_row (stays[phase], od_hazard_get_age (i), model->free_in[phase][i]);
  }
  for (int i = 0; i < OD_HAZARD_BINS; i++)
    add_wrap (model->free_in[OD_BUSY_TALK][i], model->free_in[OD_BUSY_WRAP][0]);
}

const double *
od_busy_model_get_chances (const OdBusyModel *model, OdBusyAgent agent)
{
  return model->free_in[agent.phase][od_hazard_find_bin (agent.age_s)];
}
