/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Says what the export says; nothing is decided here. Main thread.
 */
#include "app/leadset/export-bar.h"

#include "app/form/question.h"
#include "app/leadset/lead-export.h"
#include "app/object/signal.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _OdExportBar {
  GtkBox parent_instance;

  GtkLabel *words_label; /* NULL: the bar is gone */
  GtkButton *cancel_button;
  GCancellable *cancellable; /* NULL: nothing is exported */
};

G_DEFINE_FINAL_TYPE (OdExportBar, od_export_bar, GTK_TYPE_BOX)

static void
say (OdExportBar *self, const char *words)
{
  gtk_label_set_text (self->words_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), self->cancellable != NULL);
  gtk_widget_show (GTK_WIDGET (self));
}

static void
on_progress (guint64 read, gboolean writing, gpointer data)
{
  OdExportBar *self = data;
  g_autofree char *words = NULL;

  if (self->words_label == NULL)
    return;
  if (writing)
    words = g_strdup_printf (_ ("Leads read: %'lu. Writing the file…"), (gulong) read);
  else
    words = g_strdup_printf (_ ("Leads read: %'lu…"), (gulong) read);
  say (self, words);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdExportBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint64 n;
  gboolean good = od_lead_export_finish (result, &n, &error);

  g_clear_object (&self->cancellable);
  if (self->words_label == NULL)
    return;

  if (good)
    words = g_strdup_printf (_ ("Leads exported: %'lu"), (gulong) n);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    words = g_strdup (_ ("The export was cancelled. Nothing was saved."));
  else
    words = g_strdup_printf (_ ("Nothing was exported: %s"), error->message);
  say (self, words);
  g_signal_emit_by_name (self, "over");
}

static void
cancel (OdExportBar *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
on_close_answered (AdwMessageDialog *dialog, const char *response, OdExportBar *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (!g_str_equal (response, OD_QUESTION_LOSE))
    return;
  cancel (self);
  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
}

gboolean
od_export_bar_ask_to_close (OdExportBar *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  const OdQuestion words = { _ ("Cancel the Export?"),
                             _ ("The file that was chosen stays as it was."),
                             _ ("_Go On Exporting"), _ ("_Cancel the Export") };
  GtkWindow *question;

  if (self->cancellable == NULL)
    return TRUE;

  question = od_question_new (GTK_WINDOW (window), &words);
  g_signal_connect_object (question, "response", G_CALLBACK (on_close_answered), self, 0);
  /* An export that is through cannot be cancelled any more. */
  g_signal_connect_object (self, "over", G_CALLBACK (gtk_window_destroy), question,
                           G_CONNECT_SWAPPED);
  gtk_window_present (question);
  return FALSE;
}

/* The window is closed. */
static void
od_export_bar_unrealize (GtkWidget *widget)
{
  cancel (OD_EXPORT_BAR (widget));
  GTK_WIDGET_CLASS (od_export_bar_parent_class)->unrealize (widget);
}

static void
od_export_bar_class_init (OdExportBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->unrealize = od_export_bar_unrealize;
  od_signal_new (klass, "over", 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "leadset/export-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, OdExportBar, words_label);
  gtk_widget_class_bind_template_child (widget_class, OdExportBar, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
}

static void
od_export_bar_init (OdExportBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
od_export_bar_start (OdExportBar *self, OdBackend *backend, const char *path, GFile *file)
{
  OdLeadExport order = { backend, path, file, on_progress, self };

  g_return_if_fail (self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  on_progress (0, FALSE, self);
  od_lead_export_async (&order, self->cancellable, on_exported, g_object_ref (self));
}
