/*
 * Batches on their way, one at a time. Main thread.
 *
 *   SIGNING_IN --> [FINDING_CAMPAIGN -->] FINDING_LEADSET --> SENDING --> SENDING …
 *                                                                |  ^
 *                                                   nobody there v  | later
 *                                                              (pause)
 */
#include "robot/leadset-upload.h"

#include "robot/named-object.h"
#include "shared/model/clock.h"
#include "shared/model/uuid.h"
#include "shared/wire/lead-json.h"
#include "shared/wire/paths.h"

#define FIRST_PAUSE_MS 250 /* doubles each time */
#define LAST_PAUSE_MS  4000
#define PATIENCE_US    (120 * G_USEC_PER_SEC) /* since the server last answered */

typedef enum { SIGNING_IN, FINDING_CAMPAIGN, FINDING_LEADSET, SENDING } Step;

typedef struct {
  OdBackend *backend;
  const OdImportOptions *options; /* lent */
  OdImportFile *file;             /* lent */
  char *password;
  Step step;
  gint64 campaign_id; /* 0: any */
  OdUploadResult result;
  gint64 n;      /* of the batch under way */
  json_t *batch; /* NULL: none is under way */
  char *key;     /* of the batch under way */
  guint pause_ms;
  gint64 heard_us; /* monotonic: when the server last answered */
} Upload;

static void on_answer (GObject *source, GAsyncResult *result, gpointer user_data);

static void
upload_free (gpointer data)
{
  Upload *upload = data;

  g_object_unref (upload->backend);
  g_free (upload->password);
  g_free (upload->result.upload);
  json_decref (upload->batch);
  g_free (upload->key);
  g_free (upload);
}

static char *
new_uuid (void)
{
  return od_uuid_new (od_clock_now_ms (od_clock_system ()));
}

/* --- asking
 * ---------------------------------------------------------------------------------- */

static void
ask (GTask *task, const char *path)
{
  Upload *upload = g_task_get_task_data (task);
  OdBackendRequest request = { "GET", path };

  od_backend_call_async (upload->backend, &request, NULL, on_answer, task);
}

static void
post_batch (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, upload->result.leadset_id);
  g_autofree char *path = od_backend_fill_path (OD_PATH_LEADSET_BATCHES, id);
  OdBackendRequest request = { "POST", path, upload->batch, upload->key };

  od_backend_call_async (upload->backend, &request, NULL, on_answer, task);
}

static void
send_next (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leads = od_import_file_next_batch (upload->file, &error);

  g_clear_pointer (&upload->batch, json_decref);
  g_clear_pointer (&upload->key, g_free);
  if (error != NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
    return;
  }
  if (leads == NULL) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }

  upload->batch = od_lead_json_batch_to (upload->result.upload, upload->n++, leads);
  upload->key = new_uuid ();
  post_batch (task);
}

static gboolean
on_pause_over (gpointer data)
{
  post_batch (data);
  return G_SOURCE_REMOVE;
}

/* --- answers
 * --------------------------------------------------------------------------------- */

static void
refuse (GTask *task, const char *what, const char *name)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           "There is no %s \"%s\"%s: make it first, or correct the name",
                           what, name, what[0] == 'l' ? " (in this campaign)" : "");
  g_object_unref (task);
}

static void
take_answer (GTask *task, json_t *answer)
{
  Upload *upload = g_task_get_task_data (task);
  const OdImportOptions *options = upload->options;

  switch (upload->step) {
  case SIGNING_IN:
    upload->step = options->campaign != NULL ? FINDING_CAMPAIGN : FINDING_LEADSET;
    ask (task, options->campaign != NULL ? OD_PATH_CAMPAIGNS : OD_PATH_LEADSETS);
    break;
  case FINDING_CAMPAIGN:
    upload->campaign_id = od_named_object_find (json_object_get (answer, "campaigns"),
                                                options->campaign);
    upload->step = FINDING_LEADSET;
    if (upload->campaign_id != 0)
      ask (task, OD_PATH_LEADSETS);
    else
      refuse (task, "campaign", options->campaign);
    break;
  case FINDING_LEADSET:
    upload->result.leadset_id =
      od_named_object_find_in (json_object_get (answer, "leadsets"), options->leadset,
                               upload->campaign_id);
    upload->step = SENDING;
    if (upload->result.leadset_id != 0)
      send_next (task);
    else
      refuse (task, "leadset", options->leadset);
    break;
  case SENDING:
    upload->result.added += json_integer_value (json_object_get (answer, "added"));
    upload->result.duplicates += json_integer_value (
      json_object_get (answer, "duplicates"));
    send_next (task);
    break;
  }
}

static gboolean
may_try_again (Upload *upload, const GError *error)
{
  return upload->step == SENDING
         && g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE)
         && g_get_monotonic_time () - upload->heard_us < PATIENCE_US;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  json_t *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (error == NULL) {
    upload->heard_us = g_get_monotonic_time ();
    upload->pause_ms = FIRST_PAUSE_MS;
    take_answer (task, answer);
  } else if (may_try_again (upload, error)) {
    g_timeout_add (upload->pause_ms, on_pause_over, task);
    upload->pause_ms = MIN (upload->pause_ms * 2, LAST_PAUSE_MS);
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
  }
  json_decref (answer);
}

void
od_leadset_upload_async (OdBackend *backend,
                         const OdImportOptions *options,
                         const char *password,
                         OdImportFile *file,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (backend, NULL, callback, user_data);
  Upload *upload = g_new0 (Upload, 1);

  upload->backend = g_object_ref (backend);
  upload->options = options;
  upload->file = file;
  upload->password = g_strdup (password);
  upload->result.upload = new_uuid ();
  upload->pause_ms = FIRST_PAUSE_MS;
  g_task_set_source_tag (task, od_leadset_upload_async);
  g_task_set_task_data (task, upload, upload_free);
  od_backend_sign_in_async (backend, options->user, password, NULL, on_answer, task);
}

gboolean
od_leadset_upload_finish (OdBackend *backend,
                          GAsyncResult *res,
                          OdUploadResult *result,
                          GError **error)
{
  Upload *upload;

  g_return_val_if_fail (g_task_is_valid (res, backend), FALSE);
  upload = g_task_get_task_data (G_TASK (res));
  *result = upload->result;
  result->upload = g_strdup (upload->result.upload);
  return g_task_propagate_boolean (G_TASK (res), error);
}
