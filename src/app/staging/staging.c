/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main thread's side: orders go to one worker, one after the other, and what became
 * of them comes back as a whole. The worker alone touches the store; what the getters say
 * is what the last order brought back.
 */
#include "app/staging/staging.h"

#include "app/staging/fill-store.h"
#include "app/staging/staged-export.h"
#include "app/staging/staging-job.h"
#include "app/staging/step-store.h"
#include "app/staging/supply-store.h"

#include <glib/gi18n.h>

#define PATIENCE_MS   (30 * 1000)
#define TELL_EVERY_US (100 * 1000)

struct _OdStaging {
  GObject parent_instance;

  GThreadPool *worker;
  OdStagingStore *store; /* the worker's, while there is work; NULL: not filled */

  GPtrArray *columns;
  OdStagedTally tally;
  char *undo; /* NULL: nothing */
  double fraction;
  gint64 patience_ms;
  OdLeadSource *source; /* NULL: not filled */
  guint n_orders;       /* that are not done */
  guint n_changes;      /* of them: those that may become a step */
};

G_DEFINE_FINAL_TYPE (OdStaging, od_staging, G_TYPE_OBJECT)

enum { CHANGED, PROGRESS, WAITING, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- there and back ----------------------------------------------------------------- */

static void
take_over (OdStaging *self, OdStagingJob *job)
{
  self->tally = job->tally;
  g_free (self->undo);
  self->undo = g_steal_pointer (&job->undo);
  if (self->source == NULL) {
    g_ptr_array_unref (self->columns);
    self->columns = g_ptr_array_ref (od_staging_store_get_columns (self->store));
    self->source = od_supply_store_new_source (self->store,
                                               od_lead_source_get_name (job->source));
    self->fraction = 1.0;
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
check_out (OdStaging *self, OdStagingJob *job)
{
  self->n_changes -= job->may_be_step;
  if (--self->n_orders == 0)
    g_signal_emit (self, signals[WAITING], 0);
}

/* Main thread. */
static gboolean
on_done (gpointer data)
{
  OdStagingJob *job = data;
  g_autoptr (GTask) task = job->task;

  check_out (g_task_get_source_object (task), job);
  if (job->error != NULL) {
    g_task_return_error (task, g_steal_pointer (&job->error));
    return G_SOURCE_REMOVE;
  }
  if (job->is_change)
    take_over (g_task_get_source_object (task), job);
  if (job->result != NULL)
    g_task_return_pointer (task, g_steal_pointer (&job->result), job->free_result);
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* Worker thread. */
static void
look_after_change (OdStagingJob *job, OdStagingStore *store)
{
  if (job->error == NULL)
    job->tally = od_staging_store_get_tally (store, &job->error);
  if (job->error == NULL)
    job->undo = od_step_store_dup_undo (store, &job->error);
}

/* Worker thread. */
static void
on_job (gpointer data, gpointer user_data)
{
  OdStagingJob *job = data;
  OdStaging *self = g_task_get_source_object (job->task);
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  if (!g_cancellable_set_error_if_cancelled (cancellable, &job->error)) {
    if (job->mapping == NULL && self->store == NULL)
      g_set_error (&job->error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED,
                   _ ("There are no rows to modify yet"));
    else
      job->run (job, self->store);
    if (job->is_change)
      look_after_change (job, self->store);
  }
  od_staging_job_attach (job, on_done, job, NULL);
}

static void
order (OdStaging *self, OdStagingJob *job)
{
  self->n_changes += job->may_be_step;
  if (self->n_orders++ == 0)
    g_signal_emit (self, signals[WAITING], 0);
  g_thread_pool_push (self->worker, job, NULL);
}

/* --- filling ------------------------------------------------------------------------ */

typedef struct {
  OdStaging *self; /* lent: its job is over later */
  double fraction;
} Tell;

static gboolean
on_told (gpointer data)
{
  Tell *tell = data;

  tell->self->fraction = tell->fraction;
  g_signal_emit (tell->self, signals[PROGRESS], 0);
  return G_SOURCE_REMOVE;
}

/* Worker thread. */
static void
tell_progress (goffset done, goffset size, gpointer data)
{
  OdStagingJob *job = data;
  gint64 now_us = g_get_monotonic_time ();
  Tell *tell;

  if (now_us - job->told_us < TELL_EVERY_US)
    return;

  job->told_us = now_us;
  tell = g_new (Tell, 1);
  tell->self = g_task_get_source_object (job->task);
  tell->fraction = size > 0 ? CLAMP ((double) done / size, 0.0, 1.0) : -1.0;
  od_staging_job_attach (job, on_told, tell, g_free);
}

/* Worker thread; there is no store yet. */
static void
run_fill (OdStagingJob *job, OdStagingStore *none)
{
  OdStaging *self = g_task_get_source_object (job->task);
  g_autoptr (OdStagingStore)
    store = od_staging_store_new (job->mapping, job->text, &job->error);

  if (store != NULL
      && od_fill_store_run (store, job->source, g_task_get_cancellable (job->task),
                            tell_progress, job, &job->error))
    self->store = g_steal_pointer (&store);
}

void
od_staging_fill_async (OdStaging *self,
                       OdLeadSource *source,
                       const OdColumnMapping *mapping,
                       const char *country,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OdStagingJob *job = od_staging_job_new (self, od_staging_fill_async, run_fill,
                                          cancellable, callback, user_data);

  job->is_change = TRUE;
  job->source = od_lead_source_ref (source);
  job->mapping = od_column_mapping_copy (mapping);
  job->text = g_strdup (country);
  order (self, job);
}

gboolean
od_staging_fill_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_fill_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

double
od_staging_get_fraction (OdStaging *self)
{
  return self->fraction;
}

guint64
od_staging_get_n_rows (OdStaging *self)
{
  return self->tally.n_rows;
}

guint64
od_staging_get_n_refused (OdStaging *self)
{
  return self->tally.n_refused;
}

const GPtrArray *
od_staging_get_columns (OdStaging *self)
{
  return self->columns;
}

/* --- reading ------------------------------------------------------------------------ */

static void
run_read (OdStagingJob *job, OdStagingStore *store)
{
  job->result = od_staging_store_read (store, job->filter, job->row, job->n, &job->error);
  job->free_result = (GDestroyNotify) g_ptr_array_unref;
}

void
od_staging_read_async (OdStaging *self,
                       OdStagedFilter filter,
                       guint64 after,
                       guint limit,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OdStagingJob *job = od_staging_job_new (self, od_staging_read_async, run_read, NULL,
                                          callback, user_data);

  job->filter = filter;
  job->row = after;
  job->n = limit;
  order (self, job);
}

GPtrArray *
od_staging_read_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- changing ----------------------------------------------------------------------- */

static void
run_edit (OdStagingJob *job, OdStagingStore *store)
{
  job->result = od_step_store_edit (store, job->row, job->n, job->text, &job->error);
  job->free_result = g_object_unref;
}

void
od_staging_edit_async (OdStaging *self,
                       guint64 row,
                       guint column,
                       const char *text,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OdStagingJob *job;

  g_return_if_fail (column >= 1 && column <= self->columns->len);

  job = od_staging_job_new (self, od_staging_edit_async, run_edit, NULL, callback,
                            user_data);
  job->is_change = job->may_be_step = TRUE;
  job->row = row;
  job->n = column;
  job->text = g_strdup (text);
  order (self, job);
}

OdStagedRow *
od_staging_edit_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_edit_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_delete (OdStagingJob *job, OdStagingStore *store)
{
  if (job->rows == NULL)
    od_step_store_delete_all (store, job->filter, &job->error);
  else
    od_step_store_delete (store, (const guint64 *) (gpointer) job->rows->data,
                          job->rows->len, &job->error);
}

/* Without rows it means all of them. */
static OdStagingJob *
delete_job_new (OdStaging *self, GAsyncReadyCallback callback, gpointer user_data)
{
  OdStagingJob *job = od_staging_job_new (self, od_staging_delete_async, run_delete, NULL,
                                          callback, user_data);

  job->is_change = job->may_be_step = TRUE;
  return job;
}

void
od_staging_delete_async (OdStaging *self,
                         const guint64 *rows,
                         gsize n,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  OdStagingJob *job = delete_job_new (self, callback, user_data);

  job->rows = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof *rows), rows, n);
  order (self, job);
}

void
od_staging_delete_all_async (OdStaging *self,
                             OdStagedFilter filter,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  OdStagingJob *job = delete_job_new (self, callback, user_data);

  job->filter = filter;
  order (self, job);
}

gboolean
od_staging_delete_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_delete_async),
                        FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
run_undo (OdStagingJob *job, OdStagingStore *store)
{
  od_step_store_undo (store, &job->error);
}

const char *
od_staging_get_undo (OdStaging *self)
{
  return self->undo;
}

void
od_staging_undo_async (OdStaging *self, GAsyncReadyCallback callback, gpointer user_data)
{
  OdStagingJob *job = od_staging_job_new (self, od_staging_undo_async, run_undo, NULL,
                                          callback, user_data);

  job->is_change = TRUE;
  order (self, job);
}

gboolean
od_staging_undo_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_undo_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- statements --------------------------------------------------------------------- */

static void
run_statement (OdStagingJob *job, OdStagingStore *store)
{
  OdStepLimit limit = { g_task_get_cancellable (job->task), job->patience_ms };

  OdStagedResult *result = od_step_store_run (store, job->text, &limit, &job->error);

  job->result = result;
  job->free_result = (GDestroyNotify) od_staged_result_free;
  job->is_change = result != NULL && result->columns == NULL;
}

void
od_staging_run_async (OdStaging *self,
                      const char *sql,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  OdStagingJob *job = od_staging_job_new (self, od_staging_run_async, run_statement,
                                          cancellable, callback, user_data);

  job->may_be_step = TRUE;
  job->text = g_strdup (sql);
  job->patience_ms = self->patience_ms;
  order (self, job);
}

OdStagedResult *
od_staging_run_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_run_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
od_staging_set_patience (OdStaging *self, gint64 patience_ms)
{
  self->patience_ms = patience_ms;
}

static void
run_export (OdStagingJob *job, OdStagingStore *store)
{
  OdStepLimit limit = { g_task_get_cancellable (job->task), 0 };
  g_autoptr (OdStagedExport) export = od_staged_export_new (job->file, job->format,
                                                            &job->error);

  if (export != NULL)
    od_step_store_export (store, job->text, export, &limit, &job->n_written, &job->error);
}

void
od_staging_export_async (OdStaging *self,
                         const char *sql,
                         GFile *file,
                         OdStagedFormat format,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  OdStagingJob *job = od_staging_job_new (self, od_staging_export_async, run_export,
                                          cancellable, callback, user_data);

  job->text = g_strdup (sql);
  job->file = g_object_ref (file);
  job->format = format;
  order (self, job);
}

gboolean
od_staging_export_finish (OdStaging *self,
                          GAsyncResult *result,
                          guint64 *n,
                          GError **error)
{
  OdStagingJob *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_export_async),
                        FALSE);
  if (n != NULL)
    *n = job->n_written;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- what is under way -------------------------------------------------------------- */

gboolean
od_staging_is_waiting (OdStaging *self)
{
  return self->n_orders > 0;
}

gboolean
od_staging_is_changed (OdStaging *self)
{
  return self->undo != NULL || self->n_changes > 0;
}

static void
run_nothing (OdStagingJob *job, OdStagingStore *store)
{
}

void
od_staging_settle_async (OdStaging *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  order (self, od_staging_job_new (self, od_staging_settle_async, run_nothing,
                                   cancellable, callback, user_data));
}

gboolean
od_staging_settle_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_settle_async),
                        FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- the upload's source ------------------------------------------------------------ */

OdLeadSource *
od_staging_get_source (OdStaging *self)
{
  g_return_val_if_fail (self->source != NULL, NULL);
  return self->source;
}

/* --- the object --------------------------------------------------------------------- */

/* Orders keep the object: there are none any more. */
static void
od_staging_finalize (GObject *object)
{
  OdStaging *self = OD_STAGING (object);

  g_thread_pool_free (self->worker, FALSE, TRUE);
  g_clear_pointer (&self->source, od_lead_source_unref);
  g_clear_pointer (&self->store, od_staging_store_free);
  g_ptr_array_unref (self->columns);
  g_free (self->undo);
  G_OBJECT_CLASS (od_staging_parent_class)->finalize (object);
}

static void
od_staging_class_init (OdStagingClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_staging_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[WAITING] = g_signal_new ("waiting", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
od_staging_init (OdStaging *self)
{
  self->worker = g_thread_pool_new (on_job, NULL, 1, FALSE, NULL);
  self->columns = od_staged_column_new_list ();
  self->patience_ms = PATIENCE_MS;
}

OdStaging *
od_staging_new (void)
{
  return g_object_new (OD_TYPE_STAGING, NULL);
}
