/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * What the robots saw, one JSON line per event, one write(2) per line: what stands in
 * the file is true even if the next moment is a power cut. Main thread.
 */
typedef struct _OdWitness OdWitness;

/** od_witness_new: appends to @path; %NULL: a witness that keeps quiet. */
OdWitness *od_witness_new (const char *path, GError **error);
void od_witness_free (OdWitness *witness);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdWitness, od_witness_free)

/** od_witness_say: {at_ms, agent, event, call, disposition}; @call and @disposition may
 * be NULL and are left out then. */
void od_witness_say (OdWitness *witness,
                     const char *agent,
                     const char *event,
                     const char *call,
                     const char *disposition);
