/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-source.h"
#include "app/staging/staged-export.h"
#include "app/staging/staging-store.h"

/*
 * One order to a staging's worker, for staging.c alone: made and let go of on the main
 * thread, run on the worker. What is asked for is its task's data: one of the three
 * structs below, or nothing.
 */
typedef struct _OdStagingOrder OdStagingOrder;
struct _OdStagingOrder {
  GTask *task;                                             /* keeps the staging */
  gboolean (*run) (OdStagingOrder *order, GError **error); /* on the worker */
  gboolean is_change;   /* the getters may say something else after it */
  gboolean may_be_step; /* it is counted as one until it is done */

  /* What came of it. */
  gpointer result; /* NULL: done is all there is to say */
  GDestroyNotify free_result;
  OdStagedTally tally;
  char *undo;
};

typedef struct {
  OdLeadSource *source;
  OdColumnMapping *mapping;
  char *country;
  gint64 told_us; /* when progress was told last */
} OdAskToFill;

typedef struct {
  OdStagedFilter filter;
  GArray *rows; /* (element-type guint64); NULL: all of @filter */
  guint64 row;  /* the one, or the one before the first */
  guint limit;
  guint column;
  char *text; /* for the cell */
} OdAskForRows;

typedef struct {
  char *sql; /* NULL: all rows */
  gint64 patience_ms;
  GFile *file; /* NULL: it is only shown */
  OdStagedFormat format;
  guint64 n_written;
} OdAskBySql;

/** od_staging_order_new: @staging: the source of its task. */
OdStagingOrder *od_staging_order_new (gpointer staging,
                                      gpointer tag,
                                      gboolean (*run) (OdStagingOrder *, GError **),
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void od_staging_order_free (OdStagingOrder *order);

/** od_staging_order_ask_to_fill, …: what is asked for, to be filled in. Lent: it goes
 * with the task. */
OdAskToFill *od_staging_order_ask_to_fill (OdStagingOrder *order);
OdAskForRows *od_staging_order_ask_for_rows (OdStagingOrder *order);
OdAskBySql *od_staging_order_ask_by_sql (OdStagingOrder *order);
