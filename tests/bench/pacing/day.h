/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "world.h"

#include "daemon/pacing/pacer.h"

/*
 * One simulated day of one dialer: it is asked after every event, at most ten times a
 * second, and every half second, and its calls are placed at once. A call that is
 * answered gets the agent who has been idle longest.
 */
#define DAY_PERIOD 0.5

/* What any dialer may know at this moment. */
typedef struct {
  double now;
  int agents, idle, talking;
  int ringing, waiting; /* waiting: answered, nobody there yet */
} DayView;

typedef struct {
  const char *name;
  bool event_driven; /* asked after events, too */
  void *(*create) (const World *world, const double *parameters);
  void (*event) (void *dialer, const OdPacerEvent *event);
  int (*decide) (void *dialer, const DayView *view); /* calls to place now */
  void (*destroy) (void *dialer);
} DayDialer;

typedef struct {
  double paid_s, busy_s; /* of all agents */
  long placed, answered, abandoned, served;
  long breaches; /* events after which abandoned / answered was above 3 % */
  long decisions;
  double deciding_us; /* all of them */
} DayResult;

#define DAY_MAX_PARAMETERS 8

extern const DayDialer day_outdial, day_vicidial;

/** day_simulate: adds to @result. */
void day_simulate (const World *world,
                   const DayDialer *dialer,
                   const double *parameters,
                   uint64_t seed,
                   DayResult *result);
