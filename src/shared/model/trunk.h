/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A way to a carrier: what we are told of it. A plain value. */
typedef struct {
  char *name;             /* as the configuration has it: "main" */
  char *host;             /* "host:port", numeric host */
  guint calls_per_second; /* INVITEs in any second; 1 to 1000 */
  guint channels;         /* calls at once; 0: as many as there are ports for */
} OdTrunk;

#define OD_TRUNK_CALLS_PER_SECOND     10 /* what a carrier allows anybody */
#define OD_TRUNK_MAX_CALLS_PER_SECOND 1000

/** od_trunk_new: with %OD_TRUNK_CALLS_PER_SECOND, and no limit of channels. */
OdTrunk *od_trunk_new (const char *name, const char *host);
OdTrunk *od_trunk_copy (const OdTrunk *trunk);

/** od_trunk_free: NULL is no trunk. */
void od_trunk_free (OdTrunk *trunk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTrunk, od_trunk_free)
