/*
 * The main thread's side: orders go to one worker, one after the other, and what became
 * of them comes back as a whole. The worker alone touches the store; what the getters say
 * is what the last order brought back.
 */
#include "app/staging/staging.h"

#include "app/staging/fill-store.h"
#include "app/staging/staged-export.h"
#include "app/staging/step-store.h"
#include "app/staging/supply-store.h"

#include <glib/gi18n.h>

#define PATIENCE_MS   (30 * 1000)
#define TELL_EVERY_US (100 * 1000)

typedef struct _Job Job;

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
};

/* One order. The worker reads what is ordered and writes what came of it. */
struct _Job {
  GTask *task; /* keeps the object, and is let go of on the main thread */
  void (*run) (Job *job, OdStagingStore *store);
  gboolean is_change; /* what the getters say may be otherwise after it */

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

G_DEFINE_FINAL_TYPE (OdStaging, od_staging, G_TYPE_OBJECT)

enum { CHANGED, PROGRESS, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->source, od_lead_source_unref);
  g_clear_pointer (&job->mapping, od_column_mapping_free);
  g_clear_pointer (&job->rows, g_array_unref);
  g_clear_object (&job->file);
  g_clear_error (&job->error);
  if (job->result != NULL)
    job->free_result (job->result);
  g_free (job->text);
  g_free (job->undo);
  g_free (job);
}

/* --- there and back ----------------------------------------------------------------- */

static void
attach (Job *job, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, g_task_get_context (job->task));
}

static OdLeadSource *make_source (OdStaging *self, const char *name);

static void
take_over (OdStaging *self, Job *job)
{
  self->tally = job->tally;
  g_free (self->undo);
  self->undo = g_steal_pointer (&job->undo);
  if (self->source == NULL) {
    g_ptr_array_unref (self->columns);
    self->columns = g_ptr_array_ref (od_staging_store_get_columns (self->store));
    self->source = make_source (self, od_lead_source_get_name (job->source));
    self->fraction = 1.0;
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Main thread. */
static gboolean
on_done (gpointer data)
{
  Job *job = data;
  g_autoptr (GTask) task = job->task;

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
look_after_change (Job *job, OdStagingStore *store)
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
  Job *job = data;
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
  attach (job, on_done, job, NULL);
}

static Job *
job_new (OdStaging *self,
         gpointer tag,
         void (*run) (Job *job, OdStagingStore *store),
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_task_new (self, cancellable, callback, user_data);
  job->run = run;
  g_task_set_source_tag (job->task, tag);
  g_task_set_task_data (job->task, job, job_free);
  /* What is changed is changed. */
  g_task_set_check_cancellable (job->task, FALSE);
  return job;
}

static void
order (OdStaging *self, Job *job)
{
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
  Job *job = data;
  gint64 now_us = g_get_monotonic_time ();
  Tell *tell;

  if (now_us - job->told_us < TELL_EVERY_US)
    return;

  job->told_us = now_us;
  tell = g_new (Tell, 1);
  tell->self = g_task_get_source_object (job->task);
  tell->fraction = size > 0 ? CLAMP ((double) done / size, 0.0, 1.0) : -1.0;
  attach (job, on_told, tell, g_free);
}

/* Worker thread; there is no store yet. */
static void
run_fill (Job *job, OdStagingStore *none)
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
  Job *job = job_new (self, od_staging_fill_async, run_fill, cancellable, callback,
                      user_data);

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
run_read (Job *job, OdStagingStore *store)
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
  Job *job = job_new (self, od_staging_read_async, run_read, NULL, callback, user_data);

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
run_edit (Job *job, OdStagingStore *store)
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
  Job *job;

  g_return_if_fail (column >= 1 && column <= self->columns->len);

  job = job_new (self, od_staging_edit_async, run_edit, NULL, callback, user_data);
  job->is_change = TRUE;
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
run_delete (Job *job, OdStagingStore *store)
{
  od_step_store_delete (store, (const guint64 *) (gpointer) job->rows->data,
                        job->rows->len, &job->error);
}

void
od_staging_delete_async (OdStaging *self,
                         const guint64 *rows,
                         gsize n,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Job *job = job_new (self, od_staging_delete_async, run_delete, NULL, callback,
                      user_data);

  job->is_change = TRUE;
  job->rows = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof *rows), rows, n);
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
run_undo (Job *job, OdStagingStore *store)
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
  Job *job = job_new (self, od_staging_undo_async, run_undo, NULL, callback, user_data);

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
run_statement (Job *job, OdStagingStore *store)
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
  Job *job = job_new (self, od_staging_run_async, run_statement, cancellable, callback,
                      user_data);

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
run_export (Job *job, OdStagingStore *store)
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
  Job *job = job_new (self, od_staging_export_async, run_export, cancellable, callback,
                      user_data);

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
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_export_async),
                        FALSE);
  if (n != NULL)
    *n = job->n_written;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- the upload's source ------------------------------------------------------------ */

typedef struct {
  OdStagingFolder *folder;
  GPtrArray *columns;
} Origin;

static void
origin_free (gpointer data)
{
  Origin *origin = data;

  od_staging_folder_unref (origin->folder);
  g_ptr_array_unref (origin->columns);
  g_free (origin);
}

static OdRowReader *
open_origin (gpointer data, goffset *size, GError **error)
{
  Origin *origin = data;

  return od_supply_store_open (origin->folder, origin->columns, size, error);
}

static OdLeadSource *
make_source (OdStaging *self, const char *name)
{
  Origin *origin = g_new0 (Origin, 1);
  OdLeadSupply supply = { open_origin, origin, origin_free };

  origin->folder = od_staging_folder_ref (od_staging_store_get_folder (self->store));
  origin->columns = g_ptr_array_ref (self->columns);
  return od_lead_source_new_for_supply (name, &supply);
}

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
