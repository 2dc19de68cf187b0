/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-source.h"
#include "app/staging/staged-export.h"
#include "app/staging/staging-store.h"

/*
 * One order to a staging's worker, for staging.c alone: made on the main thread, run on
 * the worker, and let go of on the main thread, with its task.
 */
typedef struct _OdStagingJob OdStagingJob;

/* One order. The worker reads what is ordered and writes what came of it. */
struct _OdStagingJob {
  GTask *task; /* keeps the object, and is let go of on the main thread */
  void (*run) (OdStagingJob *job, OdStagingStore *store);
  gboolean is_change;   /* what the getters say may be otherwise after it */
  gboolean may_be_step; /* it is counted as one until it is done */

  /* What is ordered; which of it counts is up to @run. */
  OdLeadSource *source;
  OdColumnMapping *mapping;
  char *text; /* a country, a cell, a statement */
  OdStagedFilter filter;
  guint64 row;
  guint n; /* a limit, a column */
  GArray *rows;
  GFile *file;
  OdStagedFormat format;
  gint64 patience_ms;

  /* What came of it. */
  GError *error;
  gpointer result; /* NULL: done is all there is to say */
  GDestroyNotify free_result;
  guint64 n_written;
  OdStagedTally tally;
  char *undo;
  gint64 told_us; /* when progress was told last */
};

/** od_staging_job_new: @staging: the source of its task; what is ordered is filled in by
 * the caller. Goes with its task. */
OdStagingJob *od_staging_job_new (gpointer staging,
                                  gpointer tag,
                                  void (*run) (OdStagingJob *job, OdStagingStore *store),
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** od_staging_job_attach: @func is called in the context of who ordered. */
void od_staging_job_attach (OdStagingJob *job,
                            GSourceFunc func,
                            gpointer data,
                            GDestroyNotify destroy);
