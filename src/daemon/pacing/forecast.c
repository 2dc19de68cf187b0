/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers against free agents. Pure C.
 */
#include "daemon/pacing/forecast.h"

#include <math.h>
#include <string.h>

#define NO_CHANCE 1e-4 /* changes no decision */

void
od_forecast_begin (OdForecast *forecast, int agents, int calls)
{
  forecast->exact = agents + calls <= OD_FORECAST_EXACT;
  forecast->least = agents;
  for (int i = 0; i < OD_FORECAST_MOMENTS; i++) {
    OdForecastMoment *moment = &forecast->moments[i];

    moment->mean = moment->variance = moment->skew = 0;
    moment->n = agents + 1;
    if (!forecast->exact)
      continue;
    memset (moment->chance, 0, sizeof moment->chance);
    moment->chance[agents] = 1;
  }
}

void
od_forecast_add_agent (OdForecast *forecast, int moment, double chance)
{
  OdForecastMoment *at = &forecast->moments[moment];
  double spread = chance * (1 - chance);

  at->mean -= chance;
  at->variance += spread;
  at->skew -= spread * (1 - 2 * chance);
  if (!forecast->exact || chance < NO_CHANCE)
    return;
  for (int i = 0; i + 1 < at->n; i++)
    at->chance[i] = at->chance[i] * (1 - chance) + at->chance[i + 1] * chance;
  at->chance[at->n - 1] *= 1 - chance;
}

void
od_forecast_add_call (OdForecast *forecast, int moment, double chance)
{
  OdForecastMoment *at = &forecast->moments[moment];
  double spread = chance * (1 - chance);

  at->mean += chance;
  at->variance += spread;
  at->skew += spread * (1 - 2 * chance);
  if (at->n == OD_FORECAST_SPACE)
    forecast->exact = false;
  if (!forecast->exact || chance < NO_CHANCE)
    return;
  at->chance[at->n++] = 0;
  for (int i = at->n - 1; i > 0; i--)
    at->chance[i] = at->chance[i] * (1 - chance) + at->chance[i - 1] * chance;
  at->chance[0] *= 1 - chance;
}

/* The first term of Edgeworth's series: what is skewed has a longer tail. */
static double
get_normal_tail (const OdForecastMoment *moment, int spare)
{
  double deviation = sqrt (moment->variance + 1e-9);
  double z = (spare - 0.5 - moment->mean) / deviation;
  double skew = moment->skew / (deviation * deviation * deviation);
  double tail = 0.5 * erfc (z * M_SQRT1_2)
                + skew / 6 * (z * z - 1) * exp (-z * z / 2) / sqrt (2 * M_PI);

  return fmin (fmax (tail, 0), 1);
}

static double
get_tail (const OdForecast *forecast, const OdForecastMoment *moment, int spare)
{
  double tail = 0;

  if (!forecast->exact)
    return get_normal_tail (moment, spare);
  for (int i = moment->n - 1; i >= 0 && i - forecast->least >= spare; i--)
    tail += moment->chance[i];
  return tail;
}

double
od_forecast_get_risk (const OdForecast *forecast, int spare)
{
  double risk = 0;

  for (int i = 0; i < OD_FORECAST_MOMENTS; i++)
    risk += get_tail (forecast, &forecast->moments[i], spare);
  return risk / OD_FORECAST_MOMENTS;
}

/* E[(X - spare)+] of a normal X. */
static double
get_normal_lost (const OdForecastMoment *moment, int spare)
{
  double deviation = sqrt (moment->variance + 1e-9);
  double z = (moment->mean - spare) / deviation;

  return deviation
         * (exp (-z * z / 2) / sqrt (2 * M_PI) + z * 0.5 * erfc (-z * M_SQRT1_2));
}

double
od_forecast_get_lost (const OdForecast *forecast, int spare)
{
  double most = 0;

  for (int i = 0; i < OD_FORECAST_MOMENTS; i++) {
    const OdForecastMoment *moment = &forecast->moments[i];
    double lost = 0;

    if (!forecast->exact)
      lost = get_normal_lost (moment, spare);
    for (int j = moment->n - 1; forecast->exact && j - forecast->least > spare && j >= 0;
         j--)
      lost += (j - forecast->least - spare) * moment->chance[j];
    most = fmax (most, lost);
  }

  return most;
}
