/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a floor needs of the machine, and what it has. A plain value. */
typedef struct {
  guint ports;       /* for audio, one for each leg; 0: as many as there are */
  guint descriptors; /* that the system gives us; 0: not known */
  guint agents;      /* who may all sign in */
  guint channels;    /* calls the trunk takes at once; 0: not said */
} OdCapacity;

/**
 * od_capacity_check: pure; any thread. An agent's line is a leg, and so is every call to
 * a lead: without a number of channels at least one for each agent.
 *
 * Returns: (nullable) (transfer full): a sentence on what will be short when all agents
 *   are at work, and what to do; NULL: there is enough.
 */
char *od_capacity_check (const OdCapacity *capacity);
