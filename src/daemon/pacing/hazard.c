/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How soon something ends, by its age: counting, and nothing else. Pure C.
 */
#include "daemon/pacing/hazard.h"

#define GROWTH 1.135
/* What is kept when there is too much: a day's older half weighs less than its younger.
 */
#define KEPT 0.7

enum { LONGEST_S = 2000 }; /* the last bin lies below it */

typedef struct {
  double edges[OD_HAZARD_BINS + 1];
  unsigned char bins[LONGEST_S]; /* of each second */
} Scale;

static const Scale *
get_scale (void)
{
  static Scale scale;
  int bin = 0;

  if (scale.edges[1] > 0)
    return &scale;
  for (int i = 1; i <= OD_HAZARD_BINS; i++)
    scale.edges[i] = i <= OD_HAZARD_FINE ? i : scale.edges[i - 1] * GROWTH;
  for (int second = 0; second < LONGEST_S; second++) {
    while (bin < OD_HAZARD_BINS - 1 && second >= scale.edges[bin + 1])
      bin++;
    scale.bins[second] = (unsigned char) bin;
  }
  return &scale;
}

double
od_hazard_get_edge (int bin)
{
  return get_scale ()->edges[bin];
}

double
od_hazard_get_age (int bin)
{
  const double *edges = get_scale ()->edges;

  return bin < OD_HAZARD_FINE ? edges[bin] : (edges[bin] + edges[bin + 1]) / 2;
}

int
od_hazard_find_bin (double age_s)
{
  const Scale *scale = get_scale ();
  int bin;

  if (!(age_s > 0))
    return 0;
  if (age_s >= scale->edges[OD_HAZARD_BINS - 1])
    return OD_HAZARD_BINS - 1;

  bin = scale->bins[(int) age_s];
  return age_s >= scale->edges[bin + 1] ? bin + 1 : bin;
}

void
od_hazard_watch (OdHazard *hazard, double age_s)
{
  const double *edges = get_scale ()->edges;
  int last = od_hazard_find_bin (age_s);
  double rest = age_s - edges[last], width = edges[last + 1] - edges[last];

  for (int i = 0; i < last; i++)
    hazard->watched_s[i] += edges[i + 1] - edges[i];
  if (rest > 0)
    hazard->watched_s[last] += rest < width ? rest : width;
}

void
od_hazard_end (OdHazard *hazard, int cause, double age_s)
{
  od_hazard_watch (hazard, age_s);
  hazard->ended[cause][od_hazard_find_bin (age_s)]++;
}

void
od_hazard_fade (OdHazard *hazard, double most)
{
  if (hazard->watched_s[0] <= most)
    return;
  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    hazard->watched_s[i] *= KEPT;
    for (int cause = 0; cause < OD_HAZARD_CAUSES; cause++)
      hazard->ended[cause][i] *= KEPT;
  }
}
