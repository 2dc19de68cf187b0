/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The import of the windows, with the command line in the place of a person. Main thread.
 *
 *   LOADING --> SIGNING_IN --> [FINDING_CAMPAIGN -->] FINDING_LEADSET --> SENDING
 */
#include "robot/leadset-upload.h"

#include "robot/named-object.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#define PATIENCE_MS 120000 /* since the server last answered */

typedef enum { LOADING, SIGNING_IN, FINDING_CAMPAIGN, FINDING_LEADSET, SENDING } Step;

typedef struct {
  OdBackend *backend;
  const OdImportOptions *options; /* lent */
  char *password;
  OdImportSheet *sheet;
  Step step;
  gint64 campaign_id; /* 0: any */
  gint64 leadset_id;  /* 0: not found yet */
} Upload;

static void on_answer (GObject *source, GAsyncResult *result, gpointer user_data);

static void
upload_free (gpointer data)
{
  Upload *upload = data;

  g_object_unref (upload->backend);
  g_object_unref (upload->sheet);
  g_free (upload->password);
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
send (Upload *upload)
{
  const OdImportTerms terms = { .leadset_id = upload->leadset_id,
                                .patience_ms = PATIENCE_MS,
                                .rejects = upload->options->rejects };

  upload->step = SENDING;
  od_import_sheet_upload (upload->sheet, &terms);
}

/* The import is over. @error: (transfer full) (nullable) */
static void
end (GTask *task, GError *error)
{
  Upload *upload = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (upload->sheet, task);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
refuse (GTask *task, const char *what, const char *name)
{
  end (task, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                          "There is no %s \"%s\"%s: make it first, or correct the name",
                          what, name, what[0] == 'l' ? " (in this campaign)" : ""));
}

static void
take_answer (GTask *task, json_t *answer)
{
  Upload *upload = g_task_get_task_data (task);
  const OdImportOptions *options = upload->options;

  switch (upload->step) {
  case LOADING:
  case SENDING: /* the sheet asks then */
    break;
  case SIGNING_IN:
    upload->step = options->campaign != NULL ? FINDING_CAMPAIGN : FINDING_LEADSET;
    ask (task, options->campaign != NULL ? OD_PATH_CAMPAIGNS : OD_PATH_LEADSETS);
    break;
  case FINDING_CAMPAIGN:
    upload->campaign_id = od_named_object_find (json_object_get (answer,
                                                                 OD_FIELD_CAMPAIGNS),
                                                options->campaign);
    upload->step = FINDING_LEADSET;
    if (upload->campaign_id != 0)
      ask (task, OD_PATH_LEADSETS);
    else
      refuse (task, "campaign", options->campaign);
    break;
  case FINDING_LEADSET:
    upload->leadset_id = od_named_object_find_in (json_object_get (answer,
                                                                   OD_FIELD_LEADSETS),
                                                  options->leadset, upload->campaign_id);
    if (upload->leadset_id != 0)
      send (upload);
    else
      refuse (task, "leadset", options->leadset);
    break;
  }
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  json_t *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (error == NULL)
    take_answer (user_data, answer);
  else
    end (user_data, error);
  json_decref (answer);
}

static void
take_loaded (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  GError *error = NULL;

  upload->step = SIGNING_IN; /* deciding changes the sheet: not twice */
  if (!od_import_file_decide (upload->options, upload->sheet, &error)) {
    end (task, error);
    return;
  }
  od_backend_sign_in_async (upload->backend, upload->options->user, upload->password,
                            NULL, on_answer, task);
}

static void
on_changed (OdImportSheet *sheet, GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  const char *problem = od_import_sheet_get_problem (sheet);
  OdSheetState state = od_import_sheet_get_state (sheet);

  if (problem != NULL)
    end (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, problem));
  else if (upload->step == SENDING && state == OD_SHEET_DONE)
    end (task, NULL);
  else if (upload->step == LOADING && state == OD_SHEET_LOADED)
    take_loaded (task);
}

void
od_leadset_upload_async (OdBackend *backend,
                         const OdImportOptions *options,
                         const char *password,
                         OdImportSheet *sheet,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (backend, NULL, callback, user_data);
  Upload *upload = g_new0 (Upload, 1);
  GError *error = NULL;

  upload->backend = g_object_ref (backend);
  upload->options = options;
  upload->password = g_strdup (password);
  upload->sheet = g_object_ref (sheet);
  g_task_set_source_tag (task, od_leadset_upload_async);
  g_task_set_task_data (task, upload, upload_free);
  g_signal_connect (sheet, "changed", G_CALLBACK (on_changed), task);
  if (!od_import_file_load (options, sheet, &error))
    end (task, error);
}

gboolean
od_leadset_upload_finish (OdBackend *backend,
                          GAsyncResult *result,
                          gint64 *leadset_id,
                          GError **error)
{
  Upload *upload;

  g_return_val_if_fail (g_task_is_valid (result, backend), FALSE);
  upload = g_task_get_task_data (G_TASK (result));
  *leadset_id = upload->leadset_id;
  return g_task_propagate_boolean (G_TASK (result), error);
}
