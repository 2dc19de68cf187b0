/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A way to a carrier: what we are told of it. A plain value. */
typedef struct {
  char *name; /* as the configuration has it: "main" */
  char *host; /* "host:port", numeric host */
} OdTrunk;

OdTrunk *od_trunk_new (const char *name, const char *host);
OdTrunk *od_trunk_copy (const OdTrunk *trunk);

/** od_trunk_free: NULL is no trunk. */
void od_trunk_free (OdTrunk *trunk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTrunk, od_trunk_free)
