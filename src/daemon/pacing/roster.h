/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/*
 * Since when: a few hundred numbers, each with a moment and a kind. What rings, or who is
 * busy. Order means nothing.
 */
typedef struct {
  uint64_t id;
  double since_s;
  int kind;
} OdRosterEntry;

typedef struct {
  OdRosterEntry *entries;
  int n, space;
} OdRoster;

void od_roster_clear (OdRoster *roster);

/** od_roster_set: @id is there once, however often it is said. */
void od_roster_set (OdRoster *roster, uint64_t id, double since_s, int kind);

/** od_roster_take: false: it was not there; else it is out, and in @entry. */
bool od_roster_take (OdRoster *roster, uint64_t id, OdRosterEntry *entry);
