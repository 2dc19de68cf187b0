/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One import's facts. What is shown is read once; the upload reads the source again from
 * its beginning, so that a second try sends the same rows. Main thread but for the two
 * functions that say so.
 */
#include "app/leadset/import-sheet.h"

#include "app/intake/lead-source.h"
#include "app/leadset/rejects-file.h"

#include <glib/gi18n.h>
#include <string.h>

struct _OdImportSheet {
  GObject parent_instance;

  OdBackend *backend;
  gint64 leadset_id;
  OdSheetState state;
  char *problem; /* NULL: none */

  OdLeadSource *source; /* NULL: nothing was loaded yet */
  goffset size;         /* of the source; 0: unknown */
  GListStore *rows;
  guint n_columns;
  char *guessed; /* encoding; NULL: the file says which */
  guint64 header_row;

  OdImportPlan *plan;
  OdStaging *staging; /* NULL: the rows go as they are in the source */

  GCancellable *errand; /* the loading or upload under way; NULL: none */
  OdLeadFile *file;     /* of the upload under way; NULL: none */
  OdUploadProgress progress;
  char *rejects; /* NULL: no upload yet */
};

G_DEFINE_FINAL_TYPE (OdImportSheet, od_import_sheet, G_TYPE_OBJECT)

enum { CHANGED, PROGRESS, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- loading ---------------------------------------------------------------------- */

/* What a worker thread hands over. */
typedef struct {
  OdLeadSource *source;
  goffset size;
  GPtrArray *rows; /* (element-type OdSheetRow) */
  guint n_columns;
  char *guessed;
  guint64 header_row;
  OdLeadFile *file; /* for the upload; NULL: to look at only */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  od_lead_source_unref (errand->source);
  g_clear_pointer (&errand->rows, g_ptr_array_unref);
  g_clear_pointer (&errand->file, od_lead_file_free);
  g_free (errand->guessed);
  g_free (errand);
}

/* @source: (transfer full) */
static Errand *
errand_new (OdLeadSource *source)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->source = source;
  return errand;
}

/* Worker thread. */
static void
look_at_source (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  g_autoptr (OdLeadFile)
    file = od_lead_source_open (errand->source, &errand->size, &error);
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();

  if (file == NULL) {
    g_task_return_error (task, error);
    return;
  }

  errand->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (GList *l = od_lead_file_get_ahead (file)->head; l != NULL; l = l->next)
    g_ptr_array_add (errand->rows, od_sheet_row_new (l->data));
  errand->n_columns = od_lead_file_get_n_columns (file);
  if (od_lead_file_is_guess (file))
    errand->guessed = g_strdup (od_lead_file_get_encoding (file));
  if (od_lead_file_propose (file, mapping, 0))
    errand->header_row = od_column_mapping_get_start_row (mapping) - 1;
  g_task_return_boolean (task, TRUE);
}

static void
change (OdImportSheet *self, OdSheetState state, const char *problem)
{
  self->state = state;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What was known of the source before. */
static void
forget (OdImportSheet *self)
{
  g_clear_pointer (&self->source, od_lead_source_unref);
  g_list_store_remove_all (self->rows);
  g_clear_pointer (&self->guessed, g_free);
  od_import_plan_free (self->plan);
  self->plan = od_import_plan_new ();
}

static void
take_look (OdImportSheet *self, Errand *errand)
{
  forget (self);
  self->source = od_lead_source_ref (errand->source);
  self->size = errand->size;
  self->n_columns = errand->n_columns;
  self->guessed = g_steal_pointer (&errand->guessed);
  self->header_row = errand->header_row;
  g_list_store_splice (self->rows, 0, 0, errand->rows->pdata, errand->rows->len);
}

/* A source that cannot be read leaves what was there before as it was. */
static void
on_looked_at (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->errand)
    return; /* another source was chosen meanwhile */

  g_clear_object (&self->errand);
  if (good)
    take_look (self, g_task_get_task_data (G_TASK (result)));
  change (self, self->source != NULL ? OD_SHEET_LOADED : OD_SHEET_EMPTY,
          good ? NULL : error->message);
}

/* @source: (transfer full) */
static void
load (OdImportSheet *self, OdLeadSource *source)
{
  g_autoptr (GTask) task = NULL;

  od_import_sheet_cancel (self);
  g_clear_object (&self->errand);
  self->errand = g_cancellable_new ();
  /* Not the task's source: the worker thread lets go of that, perhaps last. */
  task = g_task_new (NULL, self->errand, on_looked_at, g_object_ref (self));
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, errand_new (source), errand_free);
  change (self, OD_SHEET_LOADING, NULL);
  g_task_run_in_thread (task, look_at_source);
}

void
od_import_sheet_load_file (OdImportSheet *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  OdLeadSource *source = od_lead_source_new_for_file (file, &error);

  g_return_if_fail (self->state != OD_SHEET_UPLOADING);

  if (source == NULL)
    change (self, self->state, error->message);
  else
    load (self, source);
}

void
od_import_sheet_load_text (OdImportSheet *self, const char *text)
{
  g_return_if_fail (self->state != OD_SHEET_UPLOADING);

  load (self, od_lead_source_new_for_text (text));
}

/* --- the plan --------------------------------------------------------------------- */

void
od_import_sheet_use_header (OdImportSheet *self)
{
  g_autoptr (OdSheetRow)
    row = od_import_plan_find_row (G_LIST_MODEL (self->rows), self->header_row);

  if (row == NULL)
    return;
  od_import_plan_use_header (self->plan, row);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
od_import_sheet_set_start_row (OdImportSheet *self, guint64 row)
{
  od_import_plan_set_start_row (self->plan, row);
  g_signal_emit (self, signals[CHANGED], 0);
}

guint64
od_import_sheet_get_start_row (OdImportSheet *self)
{
  return od_import_plan_get_start_row (self->plan);
}

void
od_import_sheet_map (OdImportSheet *self, guint column, const char *field)
{
  od_import_plan_map (self->plan, column, field);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
od_import_sheet_get_field (OdImportSheet *self, guint column)
{
  return od_column_mapping_get_field (od_import_plan_get_mapping (self->plan), column);
}

gboolean
od_import_sheet_populate (OdImportSheet *self,
                          const char *field,
                          const char *value,
                          GError **error)
{
  if (!od_import_plan_populate (self->plan, field, value, error))
    return FALSE;

  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

const char *
od_import_sheet_get_populated (OdImportSheet *self, const char *field)
{
  return od_import_plan_get_populated (self->plan, field);
}

OdSheetNeeds
od_import_sheet_get_needs (OdImportSheet *self)
{
  return od_import_plan_get_needs (self->plan, G_LIST_MODEL (self->rows),
                                   self->n_columns);
}

/* --- mending ---------------------------------------------------------------------- */

static void
on_filled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = od_staging_fill_finish (OD_STAGING (source), result, &error);

  if (OD_STAGING (source) != self->staging)
    return; /* nobody wants them any more */

  g_clear_object (&self->errand);
  if (!good)
    g_clear_object (&self->staging);
  change (self, good ? OD_SHEET_STAGED : OD_SHEET_LOADED, good ? NULL : error->message);
}

void
od_import_sheet_modify (OdImportSheet *self)
{
  g_return_if_fail (self->state == OD_SHEET_LOADED);
  g_return_if_fail ((od_import_sheet_get_needs (self) & OD_SHEET_MUST) == 0);

  self->staging = od_staging_new ();
  self->errand = g_cancellable_new ();
  od_staging_fill_async (self->staging, self->source,
                         od_import_plan_get_mapping (self->plan), NULL, self->errand,
                         on_filled, g_object_ref (self));
  change (self, OD_SHEET_STAGING, NULL);
}

void
od_import_sheet_unmodify (OdImportSheet *self)
{
  g_return_if_fail (self->staging != NULL);

  od_import_sheet_cancel (self);
  g_clear_object (&self->errand);
  g_clear_object (&self->staging);
  change (self, OD_SHEET_LOADED, NULL);
}

OdStaging *
od_import_sheet_get_staging (OdImportSheet *self)
{
  return self->staging;
}

/* --- uploading -------------------------------------------------------------------- */

static void
clear_progress (OdImportSheet *self)
{
  g_free (self->progress.upload);
  memset (&self->progress, 0, sizeof self->progress);
}

static void
on_progress (const OdUploadProgress *progress, gpointer data)
{
  OdImportSheet *self = data;

  g_free (self->progress.upload);
  self->progress = *progress;
  self->progress.upload = g_strdup (progress->upload);
  g_signal_emit (self, signals[PROGRESS], 0);
}

/* Where an upload begins, and comes back to. */
static OdSheetState
ready_state (OdImportSheet *self)
{
  return self->staging != NULL ? OD_SHEET_STAGED : OD_SHEET_LOADED;
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good;

  g_free (self->progress.upload);
  good = od_lead_upload_finish (result, &self->progress, &error);
  g_clear_pointer (&self->file, od_lead_file_free);
  g_clear_object (&self->errand);
  if (good)
    change (self, OD_SHEET_DONE, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    change (self, OD_SHEET_DONE, _ ("The upload was cancelled; what was sent stays"));
  else
    change (self, self->progress.added > 0 ? OD_SHEET_DONE : ready_state (self),
            error->message);
}

static void
send (OdImportSheet *self)
{
  OdLeadUploadSetup setup = { .backend = self->backend,
                              .leadset_id = self->leadset_id,
                              .file = self->file,
                              .patience_ms = -1,
                              .tell = on_progress,
                              .data = self };

  od_lead_upload_async (&setup, self->errand, on_uploaded, g_object_ref (self));
}

/* Worker thread. */
static void
open_source (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;

  errand->file = od_lead_source_open (errand->source, &errand->size, &error);
  if (errand->file != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)
      && od_lead_file_begin (errand->file, od_import_plan_get_mapping (self->plan), NULL,
                             self->rejects, &error)) {
    self->file = g_steal_pointer (&errand->file);
    self->size = errand->size;
    send (self);
    return;
  }

  g_clear_object (&self->errand);
  change (self, ready_state (self), error->message);
}

/* One an upload: the last one's go with it. */
static gboolean
make_rejects (OdImportSheet *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->rejects, od_rejects_file_free);
  self->rejects = od_rejects_file_new (&error);
  if (self->rejects == NULL)
    change (self, ready_state (self), error->message);
  return self->rejects != NULL;
}

static void
open_and_send (OdImportSheet *self)
{
  OdLeadSource *source = self->staging != NULL ? od_staging_get_source (self->staging)
                                               : self->source;
  g_autoptr (GTask)
    task = g_task_new (NULL, self->errand, on_opened, g_object_ref (self));

  g_task_set_source_tag (task, open_and_send);
  g_task_set_task_data (task, errand_new (od_lead_source_ref (source)), errand_free);
  g_task_run_in_thread (task, open_source);
}

/* What was mended last may still be on its way into the rows. */
static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  g_autoptr (GError) error = NULL;

  if (od_staging_settle_finish (OD_STAGING (source), result, &error)) {
    open_and_send (self);
    return;
  }

  g_clear_object (&self->errand);
  change (self, ready_state (self), NULL); /* only who cancels comes here */
}

void
od_import_sheet_upload (OdImportSheet *self)
{
  g_return_if_fail (self->state == ready_state (self));
  g_return_if_fail ((od_import_sheet_get_needs (self) & OD_SHEET_MUST) == 0);

  clear_progress (self);
  if (!make_rejects (self))
    return;
  self->errand = g_cancellable_new ();
  change (self, OD_SHEET_UPLOADING, NULL);
  if (self->staging != NULL)
    od_staging_settle_async (self->staging, self->errand, on_settled,
                             g_object_ref (self));
  else
    open_and_send (self);
}

void
od_import_sheet_cancel (OdImportSheet *self)
{
  if (self->errand != NULL)
    g_cancellable_cancel (self->errand);
}

const OdUploadProgress *
od_import_sheet_get_progress (OdImportSheet *self)
{
  return &self->progress;
}

double
od_import_sheet_get_fraction (OdImportSheet *self)
{
  if (self->state == OD_SHEET_DONE && self->problem == NULL)
    return 1.0;
  if (self->size <= 0)
    return -1.0;

  return CLAMP ((double) self->progress.file.position / self->size, 0.0, 1.0);
}

const char *
od_import_sheet_get_rejects (OdImportSheet *self)
{
  return self->progress.file.failed > 0 ? self->rejects : NULL;
}

void
od_import_sheet_back (OdImportSheet *self)
{
  g_return_if_fail (self->state == OD_SHEET_DONE);
  change (self, ready_state (self), NULL);
}

/* --- the object ------------------------------------------------------------------- */

OdSheetState
od_import_sheet_get_state (OdImportSheet *self)
{
  return self->state;
}

const char *
od_import_sheet_get_problem (OdImportSheet *self)
{
  return self->problem;
}

const char *
od_import_sheet_get_name (OdImportSheet *self)
{
  return self->source != NULL ? od_lead_source_get_name (self->source) : "";
}

GListModel *
od_import_sheet_get_rows (OdImportSheet *self)
{
  return G_LIST_MODEL (self->rows);
}

guint
od_import_sheet_get_n_columns (OdImportSheet *self)
{
  return self->n_columns;
}

const char *
od_import_sheet_get_guessed_encoding (OdImportSheet *self)
{
  return self->guessed;
}

guint64
od_import_sheet_get_header_row (OdImportSheet *self)
{
  return self->header_row;
}

static void
od_import_sheet_dispose (GObject *object)
{
  OdImportSheet *self = OD_IMPORT_SHEET (object);

  od_import_sheet_cancel (self);
  g_clear_object (&self->errand);
  g_clear_object (&self->staging);
  g_clear_object (&self->backend);
  G_OBJECT_CLASS (od_import_sheet_parent_class)->dispose (object);
}

static void
od_import_sheet_finalize (GObject *object)
{
  OdImportSheet *self = OD_IMPORT_SHEET (object);

  g_clear_pointer (&self->source, od_lead_source_unref);
  g_clear_pointer (&self->rejects, od_rejects_file_free);
  clear_progress (self);
  od_import_plan_free (self->plan);
  g_object_unref (self->rows);
  g_free (self->problem);
  g_free (self->guessed);
  G_OBJECT_CLASS (od_import_sheet_parent_class)->finalize (object);
}

static void
od_import_sheet_class_init (OdImportSheetClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_import_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_import_sheet_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
od_import_sheet_init (OdImportSheet *self)
{
  self->rows = g_list_store_new (OD_TYPE_SHEET_ROW);
  self->plan = od_import_plan_new ();
}

OdImportSheet *
od_import_sheet_new (OdBackend *backend, gint64 leadset_id)
{
  OdImportSheet *self = g_object_new (OD_TYPE_IMPORT_SHEET, NULL);

  self->backend = g_object_ref (backend);
  self->leadset_id = leadset_id;
  return self;
}
