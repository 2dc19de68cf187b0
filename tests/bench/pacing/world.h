/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/rehearsal/stage.h"

/*
 * The world a dialer is judged in: who answers when, how long people talk and agents
 * write. A dialer that decides alike lives the same day.
 */
typedef enum {
  TALK_USUAL,      /* a third hang up soon; a call with its paper work takes 120 s */
  TALK_SHORT,      /* 41 s */
  TALK_LONG,       /* 273 s */
  TALK_MEMORYLESS, /* exponential talk, ringing and patience, no paper work: the world
                      whose exact optimum optimum.c finds */
} WorldTalk;

typedef enum {
  DRIFT_NONE,
  DRIFT_SWING, /* the share that answers is multiplied and divided by 2.2 within 2 h */
  DRIFT_STEPS, /* every 40 minutes by something else: 1, 2, 0.6, 1.6, 0.5, 1.2 */
} WorldDrift;

typedef struct {
  int agents;
  double answers; /* the share of calls that are answered, before the drift */
  WorldTalk talk;
  WorldDrift drift;
  double hours;
} World;

/** world_set: @stage is @world, which it borrows. */
void world_set (OdStageWorld *stage, const World *world);
