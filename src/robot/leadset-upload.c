/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sign-in, a search, and then the upload every program uses. Main thread.
 *
 *   SIGNING_IN --> [FINDING_CAMPAIGN -->] FINDING_LEADSET --> SENDING
 */
#include "robot/leadset-upload.h"

#include "robot/named-object.h"
#include "shared/wire/paths.h"

#define PATIENCE_MS 120000 /* since the server last answered */

typedef enum { SIGNING_IN, FINDING_CAMPAIGN, FINDING_LEADSET } Step;

typedef struct {
  OdBackend *backend;
  const OdImportOptions *options; /* lent */
  OdLeadFile *file;               /* lent */
  Step step;
  gint64 campaign_id; /* 0: any */
  gint64 leadset_id;  /* 0: not found yet */
  OdUploadProgress progress;
} Upload;

static void on_answer (GObject *source, GAsyncResult *result, gpointer user_data);

static void
upload_free (gpointer data)
{
  Upload *upload = data;

  g_object_unref (upload->backend);
  g_free (upload->progress.upload);
  g_free (upload);
}

static void
ask (GTask *task, const char *path)
{
  Upload *upload = g_task_get_task_data (task);
  OdBackendRequest request = { "GET", path };

  od_backend_call_async (upload->backend, &request, NULL, on_answer, task);
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);
  GError *error = NULL;

  if (od_lead_upload_finish (result, &upload->progress, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
send (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  OdLeadUploadSetup setup = { .backend = upload->backend,
                              .leadset_id = upload->leadset_id,
                              .file = upload->file,
                              .patience_ms = PATIENCE_MS };

  od_lead_upload_async (&setup, NULL, on_uploaded, task);
}

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
    upload->leadset_id = od_named_object_find_in (json_object_get (answer, "leadsets"),
                                                  options->leadset, upload->campaign_id);
    if (upload->leadset_id != 0)
      send (task);
    else
      refuse (task, "leadset", options->leadset);
    break;
  }
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (error == NULL) {
    take_answer (task, answer);
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
                         OdLeadFile *file,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (backend, NULL, callback, user_data);
  Upload *upload = g_new0 (Upload, 1);

  upload->backend = g_object_ref (backend);
  upload->options = options;
  upload->file = file;
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
  result->leadset_id = upload->leadset_id;
  result->upload = g_strdup (upload->progress.upload);
  result->added = upload->progress.added;
  result->duplicates = upload->progress.duplicates;
  return g_task_propagate_boolean (G_TASK (res), error);
}
