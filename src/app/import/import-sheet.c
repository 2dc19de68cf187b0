/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One import's facts and decisions. What is shown is read once; the upload reads the
 * source again from its beginning, so that a second try sends the same rows. Main thread.
 */
#include "app/import/import-sheet.h"

#include "app/import/rejects-file.h"
#include "app/object/signal.h"
#include "shared/model/thread.h"
#include "shared/numbers/number-country.h"

#include <glib/gi18n.h>
#include <string.h>

struct _OdImportSheet {
  GObject parent_instance;

  OdBackend *backend;
  OdSheetState state;
  char *problem; /* NULL: none */

  OdLeadSource *source; /* NULL: nothing was loaded yet */
  goffset size;         /* of the source; 0: unknown */
  OdSheetLook look;

  OdColumnMapping *mapping;
  const char *country;   /* ISO name, static; NULL: nobody chose one */
  gboolean start_chosen; /* a person or a header said which row is the first */
  OdStaging *staging;    /* NULL: the rows go as they are in the source */

  GCancellable *cancellable; /* of the work under way; NULL: none */
  OdImportTerms terms;       /* of the last upload; so below */
  OdLeadFile *file;          /* NULL: no upload yet */
  OdUploadProgress progress;
  char *rejects; /* the sheet's own file; NULL: none */
};

G_DEFINE_FINAL_TYPE (OdImportSheet, od_import_sheet, G_TYPE_OBJECT)

/* --- loading ---------------------------------------------------------------------- */

static void
change (OdImportSheet *self, OdSheetState state, const char *problem)
{
  self->state = state;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit_by_name (self, "changed");
}

/* What was known of the source before is forgotten. */
static void
take_source (OdImportSheet *self, OdLeadSource *source, OdLeadFile *file)
{
  od_sheet_look_take (&self->look, od_lead_source_get_name (source), file);
  g_clear_pointer (&self->source, od_lead_source_unref);
  self->source = od_lead_source_ref (source);
  g_clear_pointer (&self->file, od_lead_file_free);
  od_column_mapping_free (self->mapping);
  self->mapping = od_column_mapping_new ();
  self->start_chosen = FALSE;
}

/* A source that cannot be read leaves what was there before as it was. */
static void
on_looked_at (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  goffset size;
  g_autoptr (OdLeadFile) file = od_lead_source_open_finish (result, &size, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* another source was chosen meanwhile */

  g_clear_object (&self->cancellable);
  if (file != NULL) {
    take_source (self, od_lead_source_get_opened (result), file);
    self->size = size;
  }
  change (self, self->source != NULL ? OD_SHEET_LOADED : OD_SHEET_EMPTY,
          file != NULL ? NULL : error->message);
}

void
od_import_sheet_load (OdImportSheet *self, OdLeadSource *source)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (self->state != OD_SHEET_UPLOADING);

  od_import_sheet_cancel (self);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  change (self, OD_SHEET_LOADING, NULL);
  od_lead_source_open_async (source, self->cancellable, on_looked_at,
                             g_object_ref (self));
}

void
od_import_sheet_load_file (OdImportSheet *self, GFile *file)
{
  OD_ASSERT_MAIN ();

  g_autoptr (GError) error = NULL;
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_file (file, &error);

  if (source == NULL)
    change (self, self->state, error->message);
  else
    od_import_sheet_load (self, source);
}

void
od_import_sheet_load_text (OdImportSheet *self, const char *text)
{
  OD_ASSERT_MAIN ();

  g_autoptr (OdLeadSource) source = od_lead_source_new_for_text (text);

  od_import_sheet_load (self, source);
}

/* --- decisions -------------------------------------------------------------------- */

void
od_import_sheet_use_header (OdImportSheet *self, guint64 number)
{
  OD_ASSERT_MAIN ();

  g_autoptr (OdSheetRow) row = od_sheet_look_find_row (&self->look, number);
  OdCsvRow header = { .number = number };

  if (row == NULL)
    return;
  header.cells = od_sheet_row_get_cells (row);
  header.n_cells = g_strv_length (header.cells);
  if (!od_column_mapping_propose (self->mapping, &header))
    return;
  self->start_chosen = TRUE;
  g_signal_emit_by_name (self, "changed");
}

void
od_import_sheet_set_start_row (OdImportSheet *self, guint64 row)
{
  OD_ASSERT_MAIN ();

  od_column_mapping_set_start_row (self->mapping, row);
  self->start_chosen = TRUE;
  g_signal_emit_by_name (self, "changed");
}

guint64
od_import_sheet_get_start_row (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return self->start_chosen ? od_column_mapping_get_start_row (self->mapping) : 0;
}

gboolean
od_import_sheet_map (OdImportSheet *self, guint column, const char *field, GError **error)
{
  OD_ASSERT_MAIN ();

  if (field == NULL)
    od_column_mapping_unmap (self->mapping, column);
  else if (!od_column_mapping_map (self->mapping, column, field, error))
    return FALSE;

  g_signal_emit_by_name (self, "changed");
  return TRUE;
}

gboolean
od_import_sheet_populate (OdImportSheet *self,
                          const char *field,
                          const char *value,
                          GError **error)
{
  OD_ASSERT_MAIN ();

  if (!od_column_mapping_populate (self->mapping, field, value, error))
    return FALSE;

  g_signal_emit_by_name (self, "changed");
  return TRUE;
}

const OdColumnMapping *
od_import_sheet_get_mapping (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return self->mapping;
}

gboolean
od_import_sheet_set_country (OdImportSheet *self, const char *country, GError **error)
{
  OD_ASSERT_MAIN ();

  OdNumberCountry found = { .name = NULL };

  if (country != NULL && country[0] != '\0'
      && !od_number_country_find (country, &found)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("There is no country \"%s\": as in GB, 44 or United Kingdom"),
                 country);
    return FALSE;
  }

  self->country = found.name;
  g_signal_emit_by_name (self, "changed");
  return TRUE;
}

const char *
od_import_sheet_get_country (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return self->country;
}

OdSheetNeeds
od_import_sheet_get_needs (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return od_sheet_look_find_needs (&self->look, self->mapping, self->start_chosen);
}

/* --- mending ---------------------------------------------------------------------- */

static void
on_filled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = od_staging_finish (OD_STAGING (source), result, &error);

  if (OD_STAGING (source) != self->staging)
    return; /* nobody wants them any more */

  g_clear_object (&self->cancellable);
  if (!good)
    g_clear_object (&self->staging);
  change (self, good ? OD_SHEET_STAGED : OD_SHEET_LOADED, good ? NULL : error->message);
}

void
od_import_sheet_modify (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (self->state == OD_SHEET_LOADED);
  g_return_if_fail ((od_import_sheet_get_needs (self) & OD_SHEET_MUST) == 0);

  self->staging = od_staging_new ();
  self->cancellable = g_cancellable_new ();
  od_staging_fill_async (self->staging, self->source, self->mapping, self->country,
                         self->cancellable, on_filled, g_object_ref (self));
  change (self, OD_SHEET_STAGING, NULL);
}

void
od_import_sheet_unmodify (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (self->staging != NULL);

  od_import_sheet_cancel (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->staging);
  change (self, OD_SHEET_LOADED, NULL);
}

OdStaging *
od_import_sheet_get_staging (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

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
  g_signal_emit_by_name (self, "progress");
}

/* Where an upload begins, and where it leads back to. */
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
  g_clear_object (&self->cancellable);
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
                              .leadset_id = self->terms.leadset_id,
                              .file = self->file,
                              .patience_ms = self->terms.patience_ms,
                              .tell = on_progress,
                              .data = self };

  od_lead_upload_async (&setup, self->cancellable, on_uploaded, g_object_ref (self));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  g_autoptr (GError) error = NULL;

  self->file = od_lead_source_open_finish (result, &self->size, &error);
  if (self->file != NULL
      && od_lead_file_begin (self->file, self->mapping, self->country,
                             self->terms.rejects, &error)) {
    send (self);
    return;
  }

  g_clear_object (&self->cancellable);
  change (self, ready_state (self), error->message);
}

/* One an upload: the last one's go with it. */
static gboolean
make_rejects (OdImportSheet *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->rejects, od_rejects_file_free);
  if (self->terms.rejects != NULL)
    return TRUE;

  self->rejects = od_rejects_file_new (&error);
  self->terms.rejects = self->rejects;
  if (self->rejects == NULL)
    change (self, ready_state (self), error->message);
  return self->rejects != NULL;
}

static void
open_and_send (OdImportSheet *self)
{
  OdLeadSource *source = self->staging != NULL ? od_staging_get_source (self->staging)
                                               : self->source;

  od_lead_source_open_async (source, self->cancellable, on_opened, g_object_ref (self));
}

/* What was mended last may still be on its way into the rows. */
static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdImportSheet) self = user_data;
  g_autoptr (GError) error = NULL;

  if (od_staging_finish (OD_STAGING (source), result, &error)) {
    open_and_send (self);
    return;
  }

  g_clear_object (&self->cancellable);
  change (self, ready_state (self), NULL); /* only a cancelled upload comes here */
}

void
od_import_sheet_upload (OdImportSheet *self, const OdImportTerms *terms)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (self->state == ready_state (self));
  g_return_if_fail ((od_import_sheet_get_needs (self) & OD_SHEET_MUST) == 0);

  clear_progress (self);
  g_clear_pointer (&self->file, od_lead_file_free);
  self->terms = *terms;
  if (!make_rejects (self))
    return;
  self->cancellable = g_cancellable_new ();
  change (self, OD_SHEET_UPLOADING, NULL);
  if (self->staging != NULL)
    od_staging_settle_async (self->staging, self->cancellable, on_settled,
                             g_object_ref (self));
  else
    open_and_send (self);
}

void
od_import_sheet_cancel (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

const OdUploadProgress *
od_import_sheet_get_progress (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return &self->progress;
}

double
od_import_sheet_get_fraction (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  if (self->state == OD_SHEET_DONE && self->problem == NULL)
    return 1.0;
  if (self->size <= 0)
    return -1.0;

  return CLAMP ((double) self->progress.file.position / self->size, 0.0, 1.0);
}

const char *
od_import_sheet_get_rejects (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return self->progress.file.failed > 0 ? self->terms.rejects : NULL;
}

OdLeadFile *
od_import_sheet_get_file (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return self->file;
}

void
od_import_sheet_back (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  g_return_if_fail (self->state == OD_SHEET_DONE);
  change (self, ready_state (self), NULL);
}

/* --- the object ------------------------------------------------------------------- */

OdSheetState
od_import_sheet_get_state (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return self->state;
}

const char *
od_import_sheet_get_problem (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return self->problem;
}

const OdSheetLook *
od_import_sheet_get_look (OdImportSheet *self)
{
  OD_ASSERT_MAIN ();

  return &self->look;
}

static void
od_import_sheet_finalize (GObject *object)
{
  OdImportSheet *self = OD_IMPORT_SHEET (object);

  od_import_sheet_cancel (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->staging);
  g_clear_object (&self->backend);
  g_clear_pointer (&self->source, od_lead_source_unref);
  g_clear_pointer (&self->rejects, od_rejects_file_free);
  clear_progress (self);
  g_clear_pointer (&self->file, od_lead_file_free);
  od_column_mapping_free (self->mapping);
  g_object_unref (self->look.rows);
  g_free (self->problem);
  G_OBJECT_CLASS (od_import_sheet_parent_class)->finalize (object);
}

static void
od_import_sheet_class_init (OdImportSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_import_sheet_finalize;

  od_signal_new (klass, "changed", 0);
  od_signal_new (klass, "progress", 0);
}

static void
od_import_sheet_init (OdImportSheet *self)
{
  self->look = (OdSheetLook){ .name = "", .rows = g_list_store_new (OD_TYPE_SHEET_ROW) };
  self->mapping = od_column_mapping_new ();
}

OdImportSheet *
od_import_sheet_new (OdBackend *backend)
{
  OD_ASSERT_MAIN ();

  OdImportSheet *self = g_object_new (OD_TYPE_IMPORT_SHEET, NULL);

  self->backend = g_object_ref (backend);
  return self;
}
