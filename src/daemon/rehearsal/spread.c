/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long something lasts. Plain C.
 */
#include "daemon/rehearsal/spread.h"

#include <math.h>

double
od_spread_get_mean (const OdSpread *spread)
{
  double mean = 0, before = 0;

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    double middle = (od_hazard_get_edge (i) + od_hazard_get_edge (i + 1)) / 2;

    mean += (spread->up_to[i] - before) * middle;
    before = spread->up_to[i];
  }
  return mean * spread->scale;
}

void
od_spread_set_mean (OdSpread *spread, double mean_s, double variation)
{
  double variance = log (1 + variation * variation);
  double middle = log (mean_s) - variance / 2;

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    double way = (log (od_hazard_get_edge (i + 1)) - middle) / sqrt (2 * variance);

    spread->up_to[i] = i < OD_HAZARD_BINS - 1 ? (1 + erf (way)) / 2 : 1;
  }
  spread->scale = 1;
  spread->scale = mean_s / od_spread_get_mean (spread);
}

/* Who was there when a bin began: watched for all of it, or ended in its middle. The
 * causes have their parts of those who are left. */
double
od_spread_set_seen (OdSpread *spread, const OdHazard *hazard, int cause)
{
  double up_to[OD_HAZARD_BINS], ours = 0, all = 0, left = 1;

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    double width = od_hazard_get_edge (i + 1) - od_hazard_get_edge (i);
    double ended = 0, there, over;

    for (int j = 0; j < OD_HAZARD_CAUSES; j++)
      ended += hazard->ended[j][i];
    there = hazard->watched_s[i] / width + ended / 2;
    if (ended > 0) {
      over = left * fmin (ended / there, 1);
      ours += over * hazard->ended[cause][i] / ended;
      all += over;
      left -= over;
    }
    up_to[i] = ours;
  }
  if (ours <= 0)
    return 0;

  for (int i = 0; i < OD_HAZARD_BINS; i++)
    spread->up_to[i] = up_to[i] / ours;
  spread->scale = 1;
  return ours / all;
}

double
od_spread_draw (const OdSpread *spread, OdDice *dice)
{
  double share = od_dice_uniform (dice), before = 0, from, to;
  int bin = 0;

  while (bin < OD_HAZARD_BINS - 1 && spread->up_to[bin] < share)
    before = spread->up_to[bin++];
  from = od_hazard_get_edge (bin);
  to = od_hazard_get_edge (bin + 1);
  return spread->scale
         * (from + (to - from) * (share - before) / (spread->up_to[bin] - before));
}
