/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Read a batch, send a batch, one at a time. Main thread but for the reading.
 *
 *   READING --batch--> SENDING --answer--> READING … --end--> over
 *                       |   ^
 *          nobody there v   | later
 *                      (pause)
 */
#include "app/import/lead-upload.h"

#include "shared/model/clock.h"
#include "shared/model/thread.h"
#include "shared/model/uuid.h"
#include "shared/wire/fields.h"
#include "shared/wire/lead-json.h"
#include "shared/wire/paths.h"

#define FIRST_PAUSE_MS 250 /* doubles each time */
#define LAST_PAUSE_MS  4000

typedef struct {
  OdLeadUploadSetup setup;
  OdUploadProgress progress;
  char *path;
  gint64 n;      /* of the next batch */
  json_t *batch; /* NULL: none is under way */
  char *key;     /* of the batch under way */
  guint pause_ms;
  guint pause_id;  /* source; 0: no pause */
  gint64 heard_us; /* monotonic: when the server last answered */
} Upload;

static void read_next (GTask *task); /* the server took a batch */

static void
upload_free (gpointer data)
{
  Upload *upload = data;

  g_object_unref (upload->setup.backend);
  g_free (upload->progress.upload);
  g_free (upload->path);
  json_decref (upload->batch);
  g_free (upload->key);
  g_free (upload);
}

static char *
new_uuid (void)
{
  return od_uuid_new (od_clock_now_ms (od_clock_system ()));
}

static void
tell (Upload *upload, gboolean waiting)
{
  upload->progress.waiting = waiting;
  if (upload->setup.tell != NULL)
    upload->setup.tell (&upload->progress, upload->setup.data);
}

/* --- sending ---------------------------------------------------------------------- */

static void on_answer (GObject *source, GAsyncResult *result, gpointer user_data);

static void
post_batch (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  OdBackendRequest request = { "POST", upload->path, upload->batch, upload->key };

  od_backend_call_async (upload->setup.backend, &request, g_task_get_cancellable (task),
                         on_answer, task);
}

static gboolean
on_pause_over (gpointer data)
{
  GTask *task = data;
  Upload *upload = g_task_get_task_data (task);

  upload->pause_id = 0;
  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else
    post_batch (task);
  return G_SOURCE_REMOVE;
}

static gboolean
may_try_again (Upload *upload, const GError *error)
{
  gint64 silence_ms = (g_get_monotonic_time () - upload->heard_us) / 1000;

  return g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE)
         && (upload->setup.patience_ms < 0 || silence_ms < upload->setup.patience_ms);
}

static void
take_answer (GTask *task, json_t *answer)
{
  Upload *upload = g_task_get_task_data (task);

  upload->heard_us = g_get_monotonic_time ();
  upload->pause_ms = FIRST_PAUSE_MS;
  upload->progress.added += json_integer_value (json_object_get (answer, OD_FIELD_ADDED));
  upload->progress.duplicates += json_integer_value (
    json_object_get (answer, OD_FIELD_DUPLICATES));
  tell (upload, FALSE);
  read_next (task);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (error == NULL) {
    take_answer (task, answer);
  } else if (may_try_again (upload, error)) {
    upload->pause_id = g_timeout_add (upload->pause_ms, on_pause_over, task);
    upload->pause_ms = MIN (upload->pause_ms * 2, LAST_PAUSE_MS);
    tell (upload, TRUE);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
  }
  json_decref (answer);
}

/* --- reading ---------------------------------------------------------------------- */

/* Worker thread. */
static void
read_batch (GTask *reading, gpointer source, gpointer data, GCancellable *cancellable)
{
  OdLeadFile *file = data;
  GError *error = NULL;
  GPtrArray *leads = od_lead_file_next_batch (file, &error);

  if (error != NULL)
    g_task_return_error (reading, error);
  else
    g_task_return_pointer (reading, leads, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_batch_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Upload *upload = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) leads = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_pointer (&upload->batch, json_decref);
  g_clear_pointer (&upload->key, g_free);
  upload->progress.file = od_lead_file_get_sums (upload->setup.file);
  if (error != NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (g_task_return_error_if_cancelled (task)) {
    g_object_unref (task);
  } else if (leads == NULL) {
    tell (upload, FALSE);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  } else {
    upload->batch = od_lead_json_batch_to (upload->progress.upload, upload->n++, leads);
    upload->key = new_uuid ();
    post_batch (task);
  }
}

static void
read_next (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (GTask) reading = g_task_new (NULL, NULL, on_batch_read, task);

  g_task_set_source_tag (reading, read_next);
  g_task_set_task_data (reading, upload->setup.file, NULL);
  g_task_run_in_thread (reading, read_batch);
}

void
od_lead_upload_async (const OdLeadUploadSetup *setup,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  OD_ASSERT_MAIN ();

  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Upload *upload = g_new0 (Upload, 1);

  upload->setup = *setup;
  upload->setup.backend = g_object_ref (setup->backend);
  upload->progress.upload = new_uuid ();
  upload->path = od_backend_fill_id (OD_PATH_LEADSET_BATCHES, setup->leadset_id);
  upload->pause_ms = FIRST_PAUSE_MS;
  upload->heard_us = g_get_monotonic_time ();
  g_task_set_source_tag (task, od_lead_upload_async);
  g_task_set_task_data (task, upload, upload_free);
  read_next (task);
}

gboolean
od_lead_upload_finish (GAsyncResult *result, OdUploadProgress *progress, GError **error)
{
  OD_ASSERT_MAIN ();

  Upload *upload = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, od_lead_upload_async), FALSE);
  *progress = upload->progress;
  progress->upload = g_strdup (upload->progress.upload);
  return g_task_propagate_boolean (G_TASK (result), error);
}
