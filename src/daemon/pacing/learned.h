/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/hazard.h"

#include <stdbool.h>

/*
 * What a campaign has learned of its world and of the price of a call, as a text that
 * outlives the process: a version and whole numbers, thousandths of seconds and counts.
 * The ledger is not in it: the store knows every call.
 */
typedef struct {
  OdHazard ring, talk, wrap;
  double seen, expected; /* answers, recently (ring-model) */
  double price;          /* risk-price */
} OdLearned;

/** od_learned_write: (transfer full): of malloc(). */
char *od_learned_write (const OdLearned *learned);

/** od_learned_read: false: @text is not what od_learned_write() writes; @learned is
 * untouched then. NULL is no such text either. */
bool od_learned_read (OdLearned *learned, const char *text);
