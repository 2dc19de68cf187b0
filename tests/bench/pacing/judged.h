/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "world.h"

/* A dialer that can be judged. */
#define JUDGED_MAX_PARAMETERS 8

typedef struct {
  const char *name;
  OdStageDialer stage;
  void *(*create) (const World *world, const double *parameters);
  void (*destroy) (void *dialer);
} Judged;

extern const Judged judged_vicidial;
