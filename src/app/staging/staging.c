/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The main thread's side: orders go to one worker, one after the other, and what became
 * of them comes back as a whole. The worker alone touches the store; what the getters say
 * is what the last order brought back.
 */
#include "app/staging/staging.h"

#include "app/object/signal.h"
#include "app/staging/fill-store.h"
#include "app/staging/staging-order.h"
#include "app/staging/step-store.h"
#include "app/staging/supply-store.h"
#include "shared/db/db-thread.h"
#include "shared/model/thread.h"

#include <glib/gi18n.h>

#define PATIENCE_MS   (30 * 1000)
#define TELL_EVERY_US (100 * 1000)

struct _OdStaging {
  GObject parent_instance;

  OdDbThread *worker;
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

/* --- there and back ----------------------------------------------------------------- */

static OdStagingStore *
store_of (OdStagingOrder *order)
{
  return ((OdStaging *) g_task_get_source_object (order->task))->store;
}

static void
take_over (OdStaging *self, OdStagingOrder *order)
{
  self->tally = order->tally;
  g_free (self->undo);
  self->undo = g_steal_pointer (&order->undo);
  if (self->source == NULL) {
    OdAskToFill *ask = g_task_get_task_data (order->task);

    g_ptr_array_unref (self->columns);
    self->columns = g_ptr_array_ref (od_staging_store_get_columns (self->store));
    self->source = od_supply_store_new_source (self->store,
                                               od_lead_source_get_name (ask->source));
    self->fraction = 1.0;
  }
  g_signal_emit_by_name (self, "changed");
}

static void
check_out (OdStaging *self, OdStagingOrder *order)
{
  self->n_changes -= order->may_be_step;
  if (--self->n_orders == 0)
    g_signal_emit_by_name (self, "waiting");
}

static void
on_done (gpointer data, const GError *error, gpointer user_data)
{
  OdStagingOrder *order = data;
  OdStaging *self = user_data;

  check_out (self, order);
  if (error != NULL) {
    g_task_return_error (order->task, g_error_copy (error));
    return;
  }
  if (order->is_change)
    take_over (self, order);
  if (order->result != NULL)
    g_task_return_pointer (order->task, g_steal_pointer (&order->result),
                           order->free_result);
  else
    g_task_return_boolean (order->task, TRUE);
}

/* Worker thread. */
static gboolean
look_after_change (OdStagingOrder *order, GError **error)
{
  g_autoptr (GError) local = NULL;

  order->tally = od_staging_store_get_tally (store_of (order), &local);
  if (local == NULL)
    order->undo = od_step_store_dup_undo (store_of (order), &local);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Worker thread. */
static gboolean
run_order (gpointer data, GError **error)
{
  OdStagingOrder *order = data;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (order->task), error))
    return FALSE;
  if (store_of (order) == NULL
      && g_task_get_source_tag (order->task) != od_staging_fill_async) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED,
                 _ ("There are no rows to modify yet"));
    return FALSE;
  }

  return order->run (order, error)
         && (!order->is_change || look_after_change (order, error));
}

static void
give (OdStaging *self, OdStagingOrder *order)
{
  OD_ASSERT_MAIN ();

  self->n_changes += order->may_be_step;
  if (self->n_orders++ == 0)
    g_signal_emit_by_name (self, "waiting");
  od_db_thread_give (self->worker, run_order, order,
                     (GDestroyNotify) od_staging_order_free, on_done, self);
}

gboolean
od_staging_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- filling ------------------------------------------------------------------------ */

typedef struct {
  OdStaging *self; /* lent: its order is over later */
  double fraction;
} Tell;

static void
on_told (gpointer data)
{
  Tell *tell = data;

  tell->self->fraction = tell->fraction;
  g_signal_emit_by_name (tell->self, "progress");
}

/* Worker thread. */
static void
tell_progress (goffset done, goffset size, gpointer data)
{
  OdStagingOrder *order = data;
  OdAskToFill *ask = g_task_get_task_data (order->task);
  gint64 now_us = g_get_monotonic_time ();
  Tell *tell;

  if (now_us - ask->told_us < TELL_EVERY_US)
    return;

  ask->told_us = now_us;
  tell = g_new (Tell, 1);
  tell->self = g_task_get_source_object (order->task);
  tell->fraction = size > 0 ? CLAMP ((double) done / size, 0.0, 1.0) : -1.0;
  od_db_thread_tell (tell->self->worker, on_told, tell, g_free);
}

static gboolean
run_fill (OdStagingOrder *order, GError **error)
{
  OdStaging *self = g_task_get_source_object (order->task);
  OdAskToFill *ask = g_task_get_task_data (order->task);
  g_autoptr (OdStagingStore)
    store = od_staging_store_new (ask->mapping, ask->country, error);

  if (store == NULL
      || !od_fill_store_run (store, ask->source, g_task_get_cancellable (order->task),
                             tell_progress, order, error))
    return FALSE;

  self->store = g_steal_pointer (&store);
  return TRUE;
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
  OdStagingOrder *order = od_staging_order_new (self, od_staging_fill_async, run_fill,
                                                cancellable, callback, user_data);
  OdAskToFill *ask = od_staging_order_ask_to_fill (order);

  order->is_change = TRUE;
  ask->source = od_lead_source_ref (source);
  ask->mapping = od_column_mapping_copy (mapping);
  ask->country = g_strdup (country);
  give (self, order);
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

static gboolean
run_read (OdStagingOrder *order, GError **error)
{
  OdAskForRows *ask = g_task_get_task_data (order->task);

  order->result = od_staging_store_read (store_of (order), ask->filter, ask->row,
                                         ask->limit, error);
  order->free_result = (GDestroyNotify) g_ptr_array_unref;
  return order->result != NULL;
}

void
od_staging_read_async (OdStaging *self,
                       OdStagedFilter filter,
                       guint64 after,
                       guint limit,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OdStagingOrder *order = od_staging_order_new (self, od_staging_read_async, run_read,
                                                NULL, callback, user_data);
  OdAskForRows *ask = od_staging_order_ask_for_rows (order);

  ask->filter = filter;
  ask->row = after;
  ask->limit = limit;
  give (self, order);
}

GPtrArray *
od_staging_read_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- changing ----------------------------------------------------------------------- */

static gboolean
run_edit (OdStagingOrder *order, GError **error)
{
  OdAskForRows *ask = g_task_get_task_data (order->task);

  order->result = od_step_store_edit (store_of (order), ask->row, ask->column, ask->text,
                                      error);
  order->free_result = g_object_unref;
  return order->result != NULL;
}

void
od_staging_edit_async (OdStaging *self,
                       guint64 row,
                       guint column,
                       const char *text,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OdStagingOrder *order;
  OdAskForRows *ask;

  g_return_if_fail (column >= 1 && column <= self->columns->len);

  order = od_staging_order_new (self, od_staging_edit_async, run_edit, NULL, callback,
                                user_data);
  order->is_change = order->may_be_step = TRUE;
  ask = od_staging_order_ask_for_rows (order);
  ask->row = row;
  ask->column = column;
  ask->text = g_strdup (text);
  give (self, order);
}

OdStagedRow *
od_staging_edit_finish (OdStaging *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_edit_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
run_delete (OdStagingOrder *order, GError **error)
{
  OdAskForRows *ask = g_task_get_task_data (order->task);

  if (ask->rows == NULL)
    return od_step_store_delete_all (store_of (order), ask->filter, error);

  return od_step_store_delete (store_of (order),
                               (const guint64 *) (gpointer) ask->rows->data,
                               ask->rows->len, error);
}

/* Without rows it means all of them. */
static OdStagingOrder *
order_delete (OdStaging *self, GAsyncReadyCallback callback, gpointer user_data)
{
  OdStagingOrder *order = od_staging_order_new (self, od_staging_delete_async, run_delete,
                                                NULL, callback, user_data);

  order->is_change = order->may_be_step = TRUE;
  return order;
}

void
od_staging_delete_async (OdStaging *self,
                         const guint64 *rows,
                         gsize n,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  OdStagingOrder *order = order_delete (self, callback, user_data);
  GArray *copy = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof *rows), rows, n);

  od_staging_order_ask_for_rows (order)->rows = copy;
  give (self, order);
}

void
od_staging_delete_all_async (OdStaging *self,
                             OdStagedFilter filter,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  OdStagingOrder *order = order_delete (self, callback, user_data);

  od_staging_order_ask_for_rows (order)->filter = filter;
  give (self, order);
}

static gboolean
run_undo (OdStagingOrder *order, GError **error)
{
  return od_step_store_undo (store_of (order), error);
}

const char *
od_staging_get_undo (OdStaging *self)
{
  return self->undo;
}

void
od_staging_undo_async (OdStaging *self, GAsyncReadyCallback callback, gpointer user_data)
{
  OdStagingOrder *order = od_staging_order_new (self, od_staging_undo_async, run_undo,
                                                NULL, callback, user_data);

  order->is_change = TRUE;
  give (self, order);
}

/* --- statements --------------------------------------------------------------------- */

static gboolean
run_statement (OdStagingOrder *order, GError **error)
{
  OdAskBySql *ask = g_task_get_task_data (order->task);
  OdStepLimit limit = { g_task_get_cancellable (order->task), ask->patience_ms };
  OdStagedResult *result = od_step_store_run (store_of (order), ask->sql, &limit, error);

  order->result = result;
  order->free_result = (GDestroyNotify) od_staged_result_free;
  order->is_change = result != NULL && result->columns == NULL;
  return result != NULL;
}

void
od_staging_run_async (OdStaging *self,
                      const char *sql,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  OdStagingOrder *order = od_staging_order_new (self, od_staging_run_async, run_statement,
                                                cancellable, callback, user_data);
  OdAskBySql *ask = od_staging_order_ask_by_sql (order);

  order->may_be_step = TRUE;
  ask->sql = g_strdup (sql);
  ask->patience_ms = self->patience_ms;
  give (self, order);
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

static gboolean
run_export (OdStagingOrder *order, GError **error)
{
  OdAskBySql *ask = g_task_get_task_data (order->task);
  OdStepLimit limit = { g_task_get_cancellable (order->task), 0 };
  g_autoptr (OdStagedExport) export = od_staged_export_new (ask->file, ask->format,
                                                            error);

  return export != NULL
         && od_step_store_export (store_of (order), ask->sql, export, &limit,
                                  &ask->n_written, error);
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
  OdStagingOrder *order = od_staging_order_new (self, od_staging_export_async, run_export,
                                                cancellable, callback, user_data);
  OdAskBySql *ask = od_staging_order_ask_by_sql (order);

  ask->sql = g_strdup (sql);
  ask->file = g_object_ref (file);
  ask->format = format;
  give (self, order);
}

gboolean
od_staging_export_finish (OdStaging *self,
                          GAsyncResult *result,
                          guint64 *n,
                          GError **error)
{
  OdAskBySql *ask = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, od_staging_export_async),
                        FALSE);
  if (n != NULL)
    *n = ask->n_written;
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

static gboolean
run_nothing (OdStagingOrder *order, GError **error)
{
  return TRUE;
}

void
od_staging_settle_async (OdStaging *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  give (self, od_staging_order_new (self, od_staging_settle_async, run_nothing,
                                    cancellable, callback, user_data));
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

  od_db_thread_end (self->worker);
  g_clear_pointer (&self->source, od_lead_source_unref);
  g_clear_pointer (&self->store, od_staging_store_free);
  g_ptr_array_unref (self->columns);
  g_free (self->undo);
  G_OBJECT_CLASS (od_staging_parent_class)->finalize (object);
}

static void
od_staging_class_init (OdStagingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_staging_finalize;

  od_signal_new (klass, "changed", 0);
  od_signal_new (klass, "progress", 0);
  od_signal_new (klass, "waiting", 0);
}

static void
od_staging_init (OdStaging *self)
{
  self->worker = od_db_thread_new ("staging", G_PRIORITY_DEFAULT, NULL, NULL);
  self->columns = od_staged_column_new_list ();
  self->patience_ms = PATIENCE_MS;
}

OdStaging *
od_staging_new (void)
{
  return g_object_new (OD_TYPE_STAGING, NULL);
}
