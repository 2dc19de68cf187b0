/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums that always add up: Total = Uploaded + Failed + Duplicates + what is on its way.
 * Main thread.
 */
#include "app/suite/upload-page.h"

#include "app/form/file-choice.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>

struct _OdUploadPage {
  AdwBin parent_instance;

  GtkProgressBar *bar;
  GtkLabel *verdict_label;
  GtkLabel *total_label;
  GtkLabel *processed_label;
  GtkLabel *uploaded_label;
  GtkLabel *duplicates_label;
  GtkLabel *failed_label;
  GtkLabel *doubtful_label;
  GtkLabel *short_label;
  GtkLabel *save_problem_label;
  GtkButton *save_button;
  GtkButton *back_button;

  OdImportSheet *sheet;
  gboolean saved; /* the refused rows of this upload */
};

G_DEFINE_FINAL_TYPE (OdUploadPage, od_upload_page, ADW_TYPE_BIN)

/* --- what is shown ---------------------------------------------------------------- */

static void
show_count (GtkLabel *label, guint64 n)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GUINT64_FORMAT, n);

  gtk_label_set_text (label, text);
}

static char *
say_verdict (OdUploadPage *self, const OdUploadProgress *progress)
{
  const char *problem = od_import_sheet_get_problem (self->sheet);
  guint64 left_out = progress->file.failed + progress->file.duplicates
                     + progress->duplicates;

  if (problem != NULL)
    return g_strdup (problem);
  if (od_import_sheet_get_state (self->sheet) == OD_SHEET_DONE)
    return g_strdup (left_out == 0
                       ? _ ("Upload Success. All records uploaded.")
                       : _ ("Upload finished. Some records were not uploaded."));
  if (progress->waiting)
    return g_strdup (_ ("The server does not answer. Trying again; nothing is lost…"));
  return g_strdup (_ ("Uploading…"));
}

static void
show_bar (OdUploadPage *self)
{
  double fraction = od_import_sheet_get_fraction (self->sheet);
  g_autofree char *percent = g_strdup_printf (_ ("%d %%"), (int) (fraction * 100));

  if (fraction < 0.0) {
    gtk_progress_bar_pulse (self->bar);
    return;
  }
  gtk_progress_bar_set_fraction (self->bar, fraction);
  gtk_progress_bar_set_text (self->bar, percent);
}

static void
show (OdUploadPage *self)
{
  const OdUploadProgress *progress = od_import_sheet_get_progress (self->sheet);
  guint64 duplicates = progress->file.duplicates + progress->duplicates;
  gboolean done = od_import_sheet_get_state (self->sheet) == OD_SHEET_DONE;
  g_autofree char *verdict = say_verdict (self, progress);

  show_bar (self);
  show_count (self->total_label, progress->file.total);
  show_count (self->processed_label,
              progress->added + duplicates + progress->file.failed);
  show_count (self->uploaded_label, progress->added);
  show_count (self->duplicates_label, duplicates);
  show_count (self->failed_label, progress->file.failed);
  show_count (self->doubtful_label, progress->file.doubtful);
  show_count (self->short_label, progress->file.shorts);
  gtk_label_set_text (self->verdict_label, verdict);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), done);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button),
                          done && od_import_sheet_get_rejects (self->sheet) != NULL);
}

static void
on_sheet (OdImportSheet *sheet, OdUploadPage *self)
{
  show (self);
}

/* --- what is pressed -------------------------------------------------------------- */

static void
cancel (OdUploadPage *self)
{
  od_import_sheet_cancel (self->sheet);
}

static void
back (OdUploadPage *self)
{
  self->saved = FALSE;
  gtk_widget_hide (GTK_WIDGET (self->save_problem_label));
  od_import_sheet_back (self->sheet);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdUploadPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = g_file_copy_finish (G_FILE (source), result, &error);

  if (self->sheet == NULL)
    return; /* the window is gone */

  self->saved = good;
  gtk_label_set_text (self->save_problem_label,
                      good ? _ ("The refused rows were saved.") : error->message);
  gtk_widget_show (GTK_WIDGET (self->save_problem_label));
}

static void
on_place_chosen (GtkWidget *widget, GFile *to)
{
  OdUploadPage *self = OD_UPLOAD_PAGE (widget);
  const char *rejects = od_import_sheet_get_rejects (self->sheet);
  g_autoptr (GFile) from = g_file_new_for_path (rejects != NULL ? rejects : "");

  if (rejects != NULL)
    g_file_copy_async (from, to, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL,
                       NULL, on_saved, g_object_ref (self));
}

static void
save_rejects (OdUploadPage *self)
{
  od_file_choice_save (GTK_WIDGET (self), _ ("Save the Refused Rows"),
                       _ ("refused-rows.csv"), on_place_chosen);
}

/* --- the widget ------------------------------------------------------------------- */

static void
od_upload_page_dispose (GObject *object)
{
  OdUploadPage *self = OD_UPLOAD_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OD_TYPE_UPLOAD_PAGE);
  od_signal_leave (&self->sheet, self);
  G_OBJECT_CLASS (od_upload_page_parent_class)->dispose (object);
}

static void
od_upload_page_class_init (OdUploadPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_upload_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "suite/upload-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, OdUploadPage, name)
  BIND (bar);
  BIND (verdict_label);
  BIND (total_label);
  BIND (processed_label);
  BIND (uploaded_label);
  BIND (duplicates_label);
  BIND (failed_label);
  BIND (doubtful_label);
  BIND (short_label);
  BIND (save_problem_label);
  BIND (save_button);
  BIND (back_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, cancel);
  gtk_widget_class_bind_template_callback (widget_class, back);
  gtk_widget_class_bind_template_callback (widget_class, save_rejects);
}

static void
od_upload_page_init (OdUploadPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
od_upload_page_set_sheet (OdUploadPage *self, OdImportSheet *sheet)
{
  g_return_if_fail (self->sheet == NULL);

  self->sheet = g_object_ref (sheet);
  g_signal_connect (sheet, "changed", G_CALLBACK (on_sheet), self);
  g_signal_connect (sheet, "progress", G_CALLBACK (on_sheet), self);
  show (self);
}

gboolean
od_upload_page_would_lose_rejects (OdUploadPage *self)
{
  return od_import_sheet_get_state (self->sheet) == OD_SHEET_DONE
         && od_import_sheet_get_rejects (self->sheet) != NULL && !self->saved;
}
