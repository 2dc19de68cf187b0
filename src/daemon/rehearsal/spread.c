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

static double
count_ends (const OdHazard *hazard, int bin)
{
  double ended = 0;

  for (int i = 0; i < OD_HAZARD_CAUSES; i++)
    ended += hazard->ended[i][bin];
  return ended;
}

static double
count_watched (const OdHazard *hazard, int bin)
{
  return bin < OD_HAZARD_BINS
           ? hazard->watched_s[bin]
               / (od_hazard_get_edge (bin + 1) - od_hazard_get_edge (bin))
           : 0;
}

/* How many were there when @bin began: not fewer than end in it or later, nor than were
 * watched in it, nor than end in it and are watched in the next. The first is all of them
 * where each was watched to its end, the last where many were not. */
static double
count_there (const OdHazard *hazard, int bin)
{
  double later = 0, staying = count_watched (hazard, bin + 1);

  for (int i = bin; i < OD_HAZARD_BINS; i++)
    later += count_ends (hazard, i);
  return fmax (fmax (later, count_watched (hazard, bin)),
               count_ends (hazard, bin) + staying);
}

/* In each bin the causes have their parts of those who are left. */
double
od_spread_set_seen (OdSpread *spread, const OdHazard *hazard, int cause)
{
  double up_to[OD_HAZARD_BINS], ours = 0, all = 0, left = 1;

  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    double ended = count_ends (hazard, i), over;

    if (ended > 0) {
      over = left * ended / count_there (hazard, i);
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
  double share = od_dice_uniform (dice), before = 0, from, to, width;
  int bin = 0;

  while (bin < OD_HAZARD_BINS - 1 && spread->up_to[bin] < share)
    before = spread->up_to[bin++];
  from = od_hazard_get_edge (bin);
  to = od_hazard_get_edge (bin + 1);
  width = spread->up_to[bin] - before;
  return spread->scale
         * (from + (width > 0 ? (to - from) * (share - before) / width : 0));
}
