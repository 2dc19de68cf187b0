/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must arrive. The queue in memory is the file's content; a request leaves both only
 * when the server has answered, so a kill at any moment can only send one twice, under
 * the same key. Main thread; the file belongs to a thread of its own.
 */
#include "app/sync/outbox.h"

#include "app/object/signal.h"
#include "app/sync/outbox-store.h"
#include "shared/db/db-thread.h"
#include "shared/model/thread.h"

#include <glib/gi18n.h>

#define FIRST_PAUSE_MS 250 /* doubles each time nothing could be sent */
#define LAST_PAUSE_MS  4000

/* One request of the queue. */
typedef struct {
  OdOutboxEntry *entry;
  gboolean tried; /* in vain, since the last pause */
} Waiting;

struct _OdOutbox {
  GObject parent_instance;

  char *path;
  OdBackend *backend;
  OdDbThread *thread;    /* the only one that touches db */
  OdDb *db;              /* NULL: not open */
  GPtrArray *queue;      /* (element-type Waiting): oldest first */
  GCancellable *stopped; /* ends the request under way */
  Waiting *sending;      /* in queue; NULL: no request is under way */
  gboolean running;      /* between start and stop */
  guint pause_id;        /* source; 0: no pause */
  guint pause_ms;        /* how long the next one is */
};

G_DEFINE_FINAL_TYPE (OdOutbox, od_outbox, G_TYPE_OBJECT)

/* What the file's thread is asked to do, and what came of it. */
typedef struct {
  OdOutbox *self;       /* a reference: the outbox ends on the main thread */
  GTask *task;          /* the caller that waits; NULL: none */
  OdOutboxEntry *entry; /* to add; NULL: none */
  gint64 id;            /* to remove */
  GPtrArray *entries;   /* what the file held; NULL: not asked */
} Job;

static void pump (OdOutbox *self); /* an answer makes room for the next request */

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_clear_pointer (&waiting->entry, od_outbox_entry_free);
  g_free (waiting);
}

static void
enqueue (OdOutbox *self, OdOutboxEntry *entry)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->entry = entry;
  g_ptr_array_add (self->queue, waiting);
}

/* --- the file's thread ------------------------------------------------------------ */

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->task);
  g_clear_pointer (&job->entry, od_outbox_entry_free);
  g_clear_pointer (&job->entries, g_ptr_array_unref);
  g_object_unref (job->self);
  g_free (job);
}

static Job *
job_new (OdOutbox *self)
{
  Job *job = g_new0 (Job, 1);

  OD_ASSERT_MAIN ();

  job->self = g_object_ref (self);
  return job;
}

static Job *
job_new_for_task (OdOutbox *self,
                  gpointer tag,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  Job *job = job_new (self);

  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, tag);
  return job;
}

static void
give (Job *job, OdDbWork work, OdDbDone done)
{
  od_db_thread_give (job->self->thread, work, job, job_free, done, NULL);
}

static gboolean
open_file (gpointer data, GError **error)
{
  Job *job = data;
  OdOutbox *self = job->self;

  if (self->db == NULL)
    self->db = od_outbox_store_open (self->path, error);
  if (self->db == NULL)
    return FALSE;

  job->entries = od_outbox_store_list (self->db, error);
  return job->entries != NULL;
}

static gboolean
add_entry (gpointer data, GError **error)
{
  Job *job = data;

  if (job->self->db != NULL)
    return od_outbox_store_add (job->self->db, job->entry, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED,
                       _ ("The file of unsent work is not open"));
  return FALSE;
}

static gboolean
remove_entry (gpointer data, GError **error)
{
  Job *job = data;

  return od_outbox_store_remove (job->self->db, job->id, error);
}

/* --- sending ---------------------------------------------------------------------- */

static void
try_again (OdOutbox *self)
{
  for (guint i = 0; i < self->queue->len; i++)
    ((Waiting *) g_ptr_array_index (self->queue, i))->tried = FALSE;
  pump (self);
}

static gboolean
on_pause_over (gpointer data)
{
  OdOutbox *self = data;

  self->pause_id = 0;
  try_again (self);
  return G_SOURCE_REMOVE;
}

static void
rest (OdOutbox *self)
{
  if (self->pause_id != 0)
    return;
  self->pause_id = g_timeout_add (self->pause_ms, on_pause_over, self);
  self->pause_ms = MIN (self->pause_ms * 2, LAST_PAUSE_MS);
}

static void
on_removed (gpointer data, const GError *error, gpointer user_data)
{
  /* Answered twice is harmless: the key is the same. */
  if (error != NULL)
    g_warning ("outbox: an answered request stays in the file: %s", error->message);
}

static void
forget (OdOutbox *self, Waiting *waiting)
{
  Job *job = job_new (self);

  job->id = waiting->entry->id;
  give (job, remove_entry, on_removed);
  g_ptr_array_remove (self->queue, waiting);
}

static void
settle (OdOutbox *self, Waiting *waiting, json_t *answer, GError *error)
{
  g_autofree char *key = g_strdup (waiting->entry->key);

  if (answer != NULL
      || g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED)) {
    self->pause_ms = FIRST_PAUSE_MS;
    forget (self, waiting);
  } else {
    waiting->tried = TRUE;
  }
  if (answer != NULL)
    g_signal_emit_by_name (self, "sent", key, answer);
  else if (g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED))
    g_signal_emit_by_name (self, "refused", key, error);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);
  Waiting *waiting = g_steal_pointer (&self->sending);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    settle (self, waiting, answer, error);
  json_decref (answer);
  pump (self);
}

static void
post (OdOutbox *self, Waiting *waiting)
{
  const OdOutboxEntry *entry = waiting->entry;
  json_t *body = entry->body != NULL ? json_loads (entry->body, JSON_DECODE_ANY, NULL)
                                     : NULL;
  OdBackendRequest request = { entry->method, entry->path, body, entry->key };

  self->sending = waiting;
  od_backend_call_async (self->backend, &request, self->stopped, on_answer,
                         g_object_ref (self));
  json_decref (body);
}

/* The oldest request that was not tried and has none before it in its lane. */
static Waiting *
choose (OdOutbox *self)
{
  g_autoptr (GHashTable) blocked = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->queue->len; i++) {
    Waiting *waiting = g_ptr_array_index (self->queue, i);

    if (waiting->tried)
      g_hash_table_add (blocked, waiting->entry->lane);
    else if (!g_hash_table_contains (blocked, waiting->entry->lane))
      return waiting;
  }

  return NULL;
}

static void
pump (OdOutbox *self)
{
  Waiting *waiting;

  if (!self->running || self->sending != NULL || self->queue->len == 0)
    return;
  waiting = choose (self);
  if (waiting != NULL)
    post (self, waiting);
  else
    rest (self);
}

/* --- accepting -------------------------------------------------------------------- */

static void
finish_task (gpointer data, const GError *error, gpointer user_data)
{
  Job *job = data;

  if (error != NULL)
    g_task_return_error (job->task, g_error_copy (error));
  else
    g_task_return_boolean (job->task, TRUE);
}

static void
on_file_open (gpointer data, const GError *error, gpointer user_data)
{
  Job *job = data;
  OdOutbox *self = job->self;

  if (error == NULL) {
    g_ptr_array_set_size (self->queue, 0);
    g_ptr_array_set_free_func (job->entries, NULL);
    for (guint i = 0; i < job->entries->len; i++)
      enqueue (self, g_ptr_array_index (job->entries, i));
    self->running = TRUE;
    pump (self);
  }
  finish_task (job, error, NULL);
}

void
od_outbox_start_async (OdOutbox *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (!self->running);

  give (job_new_for_task (self, od_outbox_start_async, cancellable, callback, user_data),
        open_file, on_file_open);
}

gboolean
od_outbox_start_finish (OdOutbox *self, GAsyncResult *result, GError **error)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_entry_added (gpointer data, const GError *error, gpointer user_data)
{
  Job *job = data;

  /* Id 0: the same request stands in the queue already. */
  if (error == NULL && job->entry->id != 0) {
    enqueue (job->self, g_steal_pointer (&job->entry));
    pump (job->self);
  }
  finish_task (job, error, NULL);
}

void
od_outbox_add_async (OdOutbox *self,
                     const char *lane,
                     const OdBackendRequest *request,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  OD_ASSERT_MAIN ();

  Job *job = job_new_for_task (self, od_outbox_add_async, NULL, callback, user_data);
  char *body = request->body != NULL ? json_dumps (request->body, JSON_COMPACT) : NULL;

  job->entry = g_new0 (OdOutboxEntry, 1);
  job->entry->lane = g_strdup (lane);
  job->entry->method = g_strdup (request->method);
  job->entry->path = g_strdup (request->path);
  job->entry->body = g_strdup (body);
  job->entry->key = g_strdup (request->key);
  free (body);
  give (job, add_entry, on_entry_added);
}

gboolean
od_outbox_add_finish (OdOutbox *self, GAsyncResult *result, GError **error)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The file's thread does one job after the other: when it comes to this one, it is done
 * with all before. */
static gboolean
do_nothing (gpointer data, GError **error)
{
  return TRUE;
}

void
od_outbox_settle_async (OdOutbox *self, GAsyncReadyCallback callback, gpointer user_data)
{
  OD_ASSERT_MAIN ();

  give (job_new_for_task (self, od_outbox_settle_async, NULL, callback, user_data),
        do_nothing, finish_task);
}

void
od_outbox_settle_finish (OdOutbox *self, GAsyncResult *result)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (g_task_is_valid (result, self));
  g_task_propagate_boolean (G_TASK (result), NULL);
}

void
od_outbox_wake (OdOutbox *self)
{
  OD_ASSERT_MAIN ();

  self->pause_ms = FIRST_PAUSE_MS;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  try_again (self);
}

void
od_outbox_stop (OdOutbox *self)
{
  OD_ASSERT_MAIN ();

  self->running = FALSE;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->stopped);
  g_clear_object (&self->stopped);
  self->stopped = g_cancellable_new ();
}

guint
od_outbox_count (OdOutbox *self)
{
  OD_ASSERT_MAIN ();

  return self->queue->len;
}

/* --- the object ------------------------------------------------------------------- */

/* Every job holds a reference: the thread has nothing to do any more when this runs. */
static void
od_outbox_finalize (GObject *object)
{
  OdOutbox *self = OD_OUTBOX (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  od_db_thread_end (self->thread);
  g_clear_pointer (&self->db, od_db_close);
  g_ptr_array_unref (self->queue);
  g_object_unref (self->stopped);
  g_object_unref (self->backend);
  g_free (self->path);
  G_OBJECT_CLASS (od_outbox_parent_class)->finalize (object);
}

static void
od_outbox_class_init (OdOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_outbox_finalize;

  od_signal_new (klass, "sent", 2, G_TYPE_STRING, G_TYPE_POINTER);
  od_signal_new (klass, "refused", 2, G_TYPE_STRING, G_TYPE_POINTER);
}

static void
od_outbox_init (OdOutbox *self)
{
  self->queue = g_ptr_array_new_with_free_func (waiting_free);
  self->stopped = g_cancellable_new ();
  self->pause_ms = FIRST_PAUSE_MS;
  self->thread = od_db_thread_new ("outbox", G_PRIORITY_DEFAULT, NULL, NULL);
}

OdOutbox *
od_outbox_new (const char *path, OdBackend *backend)
{
  OD_ASSERT_MAIN ();

  OdOutbox *self = g_object_new (OD_TYPE_OUTBOX, NULL);

  self->path = g_strdup (path);
  self->backend = g_object_ref (backend);
  return self;
}
