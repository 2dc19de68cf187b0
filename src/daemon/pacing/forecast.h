/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * How many more people will have answered than agents come free? At a few moments of the
 * near future: when one more call, placed now, would likely be answered. Each call in
 * flight and each busy agent is a chance of its own; their sum is worked out exactly
 * while there are few, and as a normal distribution with its skew when there are many.
 */
enum {
  OD_FORECAST_MOMENTS = 6, /* more of them change nothing in the simulator */
  OD_FORECAST_EXACT = 70,  /* chances that are multiplied out: microseconds */
  OD_FORECAST_SPACE = 256,
};

typedef struct {
  double mean, variance, skew;      /* the third moment about the mean */
  double chance[OD_FORECAST_SPACE]; /* of i - least more answers than agents */
  int n;
} OdForecastMoment;

typedef struct {
  OdForecastMoment moments[OD_FORECAST_MOMENTS];
  bool exact;
  int least; /* agents: so many more may come free than people answer */
} OdForecast;

/** od_forecast_begin: with @agents who may come free and @calls that may be answered. */
void od_forecast_begin (OdForecast *forecast, int agents, int calls);

/** od_forecast_add_agent, od_forecast_add_call: one who is free, or has answered, with
 * @chance by @moment. Not more agents than od_forecast_begin() was told of; with more
 * calls than fit in it goes on as a normal distribution. */
void od_forecast_add_agent (OdForecast *forecast, int moment, double chance);
void od_forecast_add_call (OdForecast *forecast, int moment, double chance);

/** od_forecast_get_risk: that one more who answers finds nobody, with @spare agents more
 * than waiting people now: the mean of the moments. */
double od_forecast_get_risk (const OdForecast *forecast, int spare);

/** od_forecast_get_lost: how many people at most are expected to find nobody. */
double od_forecast_get_lost (const OdForecast *forecast, int spare);
