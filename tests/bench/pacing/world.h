/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/*
 * The world a dialer is judged in: who answers when, how long people talk and agents
 * write. Everything is drawn from one seed, in the order in which it is asked for, so
 * that a dialer that decides alike lives the same day. Times in seconds.
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

typedef struct {
  uint64_t state[2];
} Dice;

typedef struct {
  bool answered;
  double after; /* since the launch: the answer, or the end without one */
} WorldCall;

void dice_seed (Dice *dice, uint64_t seed);
double world_answer_share (const World *world, double at);
WorldCall world_draw_call (const World *world, Dice *dice, double at);
double world_draw_talk (const World *world, Dice *dice);
double world_draw_wrap (const World *world, Dice *dice);

/** world_draw_patience: how long somebody waits for an agent before it is an abandon. */
double world_draw_patience (const World *world, Dice *dice);
