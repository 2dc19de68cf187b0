/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/staging/staged-export.h"
#include "app/staging/staged-result.h"
#include "app/staging/staging-store.h"

/*
 * What changes staged rows, step by step, each whole or not at all and each to be undone;
 * and what asks for them in SQL. Rows that a step touched are checked again in it. One
 * thread at a time; blocks. Errors are sentences for a person.
 */

/* How long an order may take, and who may stop it; then nothing is changed. */
typedef struct {
  GCancellable *cancellable; /* NULL: nobody */
  gint64 patience_ms;        /* 0: any time */
} OdStepLimit;

/** od_step_store_edit: (transfer full): the row as it is now. */
OdStagedRow *od_step_store_edit (OdStagingStore *store,
                                 guint64 row,
                                 guint column,
                                 const char *text,
                                 GError **error);

/** od_step_store_delete: those of @rows that are there. */
gboolean od_step_store_delete (OdStagingStore *store,
                               const guint64 *rows,
                               gsize n,
                               GError **error);

/** od_step_store_delete_all: every row of @filter. */
gboolean
od_step_store_delete_all (OdStagingStore *store, OdStagedFilter filter, GError **error);

/** od_step_store_run: as od_staging_run_async(). */
OdStagedResult *od_step_store_run (OdStagingStore *store,
                                   const char *sql,
                                   const OdStepLimit *limit,
                                   GError **error);

/** od_step_store_export: @sql: (nullable): all rows. @n: (out): how many. */
gboolean od_step_store_export (OdStagingStore *store,
                               const char *sql,
                               OdStagedExport *export,
                               const OdStepLimit *limit,
                               guint64 *n,
                               GError **error);

/** od_step_store_dup_undo: (nullable): what od_step_store_undo() would take back, in
 * words for a person. */
char *od_step_store_dup_undo (OdStagingStore *store, GError **error);
gboolean od_step_store_undo (OdStagingStore *store, GError **error);
