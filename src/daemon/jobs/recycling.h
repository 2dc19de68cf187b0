/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/jobs/jobs.h"
#include "daemon/store/operation-store.h"
#include "daemon/store/recycle-store.h"

/* How the moving of leads ends for who ordered it. */
typedef enum {
  OD_RECYCLING_ENDED,   /* all are moved, or it was answered before; or it is refused */
  OD_RECYCLING_FOLLOWS, /* a part is moved, the rest as soon as it can be stored */
  OD_RECYCLING_CUT,     /* the server stops; the next process moves the rest */
} OdRecyclingEnd;

/* Who orders what. */
typedef struct {
  OdOperation operation; /* the request: it is done once; lent until @done */
  /* Store thread: finds or begins the recycling. */
  gboolean (*begin) (OdTx *tx, gpointer data, OdRecycling *recycling, GError **error);
  /* Once; @error (nullable): why it is refused. */
  void (*done) (OdRecyclingEnd how, const GError *error, gpointer data);
  gpointer data;
} OdRecyclingOrder;

/** od_recycling_run: begins, and moves leads turn by turn until there are none left.
 * Other writes come between the turns. One that fails is tried again, after a pause that
 * grows, until it goes or the server stops: what is begun is never left half done. */
void od_recycling_run (OdJobs *jobs, const OdRecyclingOrder *order);

/** od_recycling_resume: goes on with @ids (element-type gint64), which an earlier process
 * left half done. */
void od_recycling_resume (OdJobs *jobs, GArray *ids);
