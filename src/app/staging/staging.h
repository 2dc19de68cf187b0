/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-source.h"
#include "app/staging/staged-column.h"
#include "app/staging/staged-result.h"
#include "app/staging/staged-row.h"
#include "app/staging/staging-error.h"

/**
 * OdStaging:
 *
 * The rows of one import in a database of their own, to be mended before they are
 * uploaded: edited in place, deleted, searched and changed by SQL, step by step undone.
 * The file lies in the cache folder, readable by its owner only, and goes with the
 * object. Everything that touches the database happens in turn on one worker thread;
 * callers are on the main thread, and so are their callbacks. Work under way keeps the
 * object: cancel what can be cancelled to be rid of it at once.
 *
 * Signals:
 *   "changed"   the counts, the undo or the columns say something else
 *   "progress"  od_staging_get_fraction() does
 *   "waiting"   od_staging_is_waiting() does
 */
#define OD_TYPE_STAGING (od_staging_get_type ())
G_DECLARE_FINAL_TYPE (OdStaging, od_staging, OD, STAGING, GObject)

OdStaging *od_staging_new (void);

/** od_staging_finish: of what only succeeds or fails: filling, deleting, undoing and
 * settling. */
gboolean od_staging_finish (OdStaging *self, GAsyncResult *result, GError **error);

/**
 * od_staging_fill_async: once, first. Takes the rows of @source from @mapping's start row
 * on, and checks each as the upload will. @mapping is copied; @country as for
 * od_lead_import_new(). Cancelled or failed: drop the object.
 */
void od_staging_fill_async (OdStaging *self,
                            OdLeadSource *source,
                            const OdColumnMapping *mapping,
                            const char *country,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** od_staging_get_fraction: of the filling: 0 to 1; -1: cannot be told. */
double od_staging_get_fraction (OdStaging *self);

guint64 od_staging_get_n_rows (OdStaging *self);

/** od_staging_get_n_refused: rows that the upload would refuse as they are now. */
guint64 od_staging_get_n_refused (OdStaging *self);

/** od_staging_get_columns: (element-type OdStagedColumn): lent; empty until filled. */
const GPtrArray *od_staging_get_columns (OdStaging *self);

/** od_staging_read_async: at most @limit rows after row number @after (0: from the first
 * on), in the order of the file. Finish: (transfer full) (element-type OdStagedRow). */
void od_staging_read_async (OdStaging *self,
                            OdStagedFilter filter,
                            guint64 after,
                            guint limit,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *od_staging_read_finish (OdStaging *self, GAsyncResult *result, GError **error);

/** od_staging_edit_async: one cell; @column: 1 for the first. Finish: (transfer full):
 * the row as it is now, checked again. */
void od_staging_edit_async (OdStaging *self,
                            guint64 row,
                            guint column,
                            const char *text,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
OdStagedRow *
od_staging_edit_finish (OdStaging *self, GAsyncResult *result, GError **error);

/** od_staging_delete_async: @rows: row numbers, copied. One step to undo. */
void od_staging_delete_async (OdStaging *self,
                              const guint64 *rows,
                              gsize n,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** od_staging_delete_all_async: every row of @filter, read or not; one step to undo, too.
 * Finish as for od_staging_delete_async(). */
void od_staging_delete_all_async (OdStaging *self,
                                  OdStagedFilter filter,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * od_staging_run_async: one SELECT, UPDATE or DELETE on the table "leads", with the
 * columns of od_staging_get_columns(), "row", "line" and "problem"; the last three are
 * read only. Any other statement is refused with a sentence. Stops after half a minute,
 * or with
 * @cancellable: then nothing is changed. Rows that changed are checked again.
 */
void od_staging_run_async (OdStaging *self,
                           const char *sql,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
OdStagedResult *
od_staging_run_finish (OdStaging *self, GAsyncResult *result, GError **error);

/** od_staging_set_patience: how long a statement may take instead of half a minute. */
void od_staging_set_patience (OdStaging *self, gint64 patience_ms);

/** od_staging_get_undo: (nullable): what od_staging_undo_async() would take back, in
 * words for a person: "Edit row 5", "Delete 3 rows", or an UPDATE of 12 rows; NULL:
 * nothing. */
const char *od_staging_get_undo (OdStaging *self);
void
od_staging_undo_async (OdStaging *self, GAsyncReadyCallback callback, gpointer user_data);

/** od_staging_export_async: all rows of @sql (a SELECT as above; NULL: every staged row)
 * into @file, which is replaced when all of it is written and not before. All staged rows
 * have the file's own headings in CSV, the columns' names in JSON. Finish: @n: (out): how
 * many. */
void od_staging_export_async (OdStaging *self,
                              const char *sql,
                              GFile *file,
                              OdStagedFormat format,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean od_staging_export_finish (OdStaging *self,
                                   GAsyncResult *result,
                                   guint64 *n,
                                   GError **error);

/** od_staging_is_waiting: something that was ordered is not done yet. */
gboolean od_staging_is_waiting (OdStaging *self);

/** od_staging_is_changed: a step can be undone, or what may become one is under way. */
gboolean od_staging_is_changed (OdStaging *self);

/** od_staging_settle_async: all that was ordered before is done: what is uploaded now is
 * what was meant. */
void od_staging_settle_async (OdStaging *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** od_staging_get_source: the staged rows as a source for the upload, under the mapping
 * they were filled with: as they are when it is opened. There once it is filled. Lent;
 * a reference to it keeps the rows' file, too. */
OdLeadSource *od_staging_get_source (OdStaging *self);
