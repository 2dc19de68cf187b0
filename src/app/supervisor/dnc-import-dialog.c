/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file is read on a thread of its own; the batches go out on the main thread, one
 * after the other. Confirming again after a stop goes on with the batch that was under
 * way: the server takes the same one once.
 */
#include "app/supervisor/dnc-import-dialog.h"

#include "app/form/question.h"
#include "app/form/row-name.h"
#include "app/form/sentence.h"
#include "shared/model/number-list.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

struct _OdDncImportDialog {
  OdFormDialog parent_instance;

  AdwActionRow *file_row;
  GtkLabel *refused_label;
  GtkEditable *reason_row;
  GtkProgressBar *progress;

  OdDesk *desk;       /* owned */
  OdNumberList *list; /* NULL: not read yet, or not to be read */
  guint n_sent;       /* of its numbers, and answered */
  guint n_added;
};

G_DEFINE_FINAL_TYPE (OdDncImportDialog, od_dnc_import_dialog, OD_TYPE_FORM_DIALOG)

static void
check (OdDncImportDialog *self)
{
  const char *reason = gtk_editable_get_text (self->reason_row);
  gboolean any = self->list != NULL && self->list->phones->len > 0;

  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->file_row),
                              any ? NULL : _ ("There is no number to be imported."));
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->reason_row),
                              reason[0] == '\0' ? _ ("Enter a reason.") : NULL);
}

static void
on_changed (OdDncImportDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check (self);
}

/* --- reading ---------------------------------------------------------------------- */

/* An empty line is no refused one. */
static const char *
explain (OdPhoneNumberError code)
{
  switch (code) {
  case OD_PHONE_NUMBER_ERROR_NO_COUNTRY:
    return _ ("no country code: begin it with + and the code");
  case OD_PHONE_NUMBER_ERROR_LENGTH:
    return _ ("too many digits for its country, or too few");
  default:
    return _ ("not a phone number");
  }
}

/* "3 lines have no number and are left out:" and the first of them. (transfer full) */
static char *
describe_refused (const OdNumberList *list)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text,
                   ngettext ("%'u line has no number and is left out:",
                             "%'u lines have no number and are left out:",
                             list->n_refused),
                   list->n_refused);
  for (guint i = 0; i < list->refused->len; i++) {
    const OdNumberRefusal *refusal = list->refused->pdata[i];

    g_string_append_c (text, '\n');
    g_string_append_printf (text, _ ("line %u: %s"), refusal->line,
                            explain (refusal->code));
  }
  if (list->n_refused > list->refused->len)
    g_string_append (text, "\n…");
  return g_string_free (text, FALSE);
}

static void
show_list (OdDncImportDialog *self)
{
  guint n = self->list->phones->len;
  g_autofree char *found = g_strdup_printf (ngettext ("%'u number", "%'u numbers", n), n);
  g_autofree char *refused = self->list->n_refused > 0 ? describe_refused (self->list)
                                                       : NULL;

  adw_action_row_set_subtitle (self->file_row, found);
  od_sentence_show (self->refused_label, refused);
}

/* A thread of its own. */
static void
read_file (GTask *task, gpointer source, gpointer file, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_load_contents (file, cancellable, &text, &length, NULL, &error))
    g_task_return_pointer (task, od_number_list_read (text, length),
                           (GDestroyNotify) od_number_list_free);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  OdDncImportDialog *self = OD_DNC_IMPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;

  self->list = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->reason_row == NULL) /* it was closed meanwhile */
    return;
  if (self->list != NULL)
    show_list (self);
  else
    adw_action_row_set_subtitle (self->file_row, error->message);
  check (self);
}

/* --- sending ---------------------------------------------------------------------- */

static guint
get_batch_end (OdDncImportDialog *self)
{
  return MIN (self->list->phones->len, self->n_sent + OD_DNC_MAX_PHONES);
}

static void
send_batch (OdDncImportDialog *self)
{
  json_t *phones = json_array ();
  OdBackendRequest request = { .method = "POST", .path = OD_PATH_DNC };

  for (guint i = self->n_sent; i < get_batch_end (self); i++)
    json_array_append_new (phones, json_string (self->list->phones->pdata[i]));
  request.body = json_pack ("{s:o, s:s}", OD_FIELD_PHONES, phones, OD_FIELD_REASON,
                            gtk_editable_get_text (self->reason_row));
  od_form_dialog_send (OD_FORM_DIALOG (self), od_desk_get_backend (self->desk), &request);
  json_decref (request.body);
}

static void
show_progress (OdDncImportDialog *self)
{
  guint n = self->list->phones->len;
  /* Translators: how many numbers of how many have been sent. */
  g_autofree char *text = g_strdup_printf (_ ("%'u of %'u"), self->n_sent, n);

  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_progress_bar_set_fraction (self->progress, (double) self->n_sent / n);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
od_dnc_import_dialog_confirm (OdFormDialog *form)
{
  OdDncImportDialog *self = OD_DNC_IMPORT_DIALOG (form);

  show_progress (self);
  send_batch (self);
}

static void
tell_result (OdDncImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  guint n_there = self->list->phones->len - self->n_added;
  g_autofree char *heading =
    g_strdup_printf (ngettext ("%'u Number Added", "%'u Numbers Added", self->n_added),
                     self->n_added);
  g_autofree char *there = g_strdup_printf (ngettext ("%'u was on the list already.",
                                                      "%'u were on the list already.",
                                                      n_there),
                                            n_there);
  g_autofree char *refused = self->list->n_refused > 0 ? describe_refused (self->list)
                                                       : NULL;
  g_autofree char *body = g_strjoin ("\n\n", there, refused, NULL);

  od_question_tell (parent, heading, body);
}

static gboolean
od_dnc_import_dialog_answered (OdFormDialog *form, json_t *answer)
{
  OdDncImportDialog *self = OD_DNC_IMPORT_DIALOG (form);

  self->n_added += json_integer_value (json_object_get (answer, OD_FIELD_ADDED));
  self->n_sent = get_batch_end (self);
  show_progress (self);
  if (self->n_sent < self->list->phones->len) {
    send_batch (self);
    return TRUE;
  }

  tell_result (self);
  return FALSE;
}

/* --- the dialog ------------------------------------------------------------------- */

static void
od_dnc_import_dialog_dispose (GObject *object)
{
  OD_DNC_IMPORT_DIALOG (object)->reason_row = NULL;
  G_OBJECT_CLASS (od_dnc_import_dialog_parent_class)->dispose (object);
}

static void
od_dnc_import_dialog_finalize (GObject *object)
{
  OdDncImportDialog *self = OD_DNC_IMPORT_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->list, od_number_list_free);
  G_OBJECT_CLASS (od_dnc_import_dialog_parent_class)->finalize (object);
}

static void
od_dnc_import_dialog_class_init (OdDncImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, OdDncImportDialog, child)
  G_OBJECT_CLASS (klass)->dispose = od_dnc_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_dnc_import_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_dnc_import_dialog_confirm;
  OD_FORM_DIALOG_CLASS (klass)->answered = od_dnc_import_dialog_answered;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/dnc-import-dialog.ui");
  BIND (file_row);
  BIND (refused_label);
  BIND (reason_row);
  BIND (progress);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
od_dnc_import_dialog_init (OdDncImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_row_name_speak (self->reason_row);
  od_form_dialog_set_confirm_label (OD_FORM_DIALOG (self), _ ("Import"));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_REASON,
                             GTK_WIDGET (self->reason_row));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_PHONES,
                             GTK_WIDGET (self->file_row));
}

OdFormDialog *
od_dnc_import_dialog_new (OdDesk *desk, GFile *file)
{
  OdDncImportDialog *self = g_object_new (OD_TYPE_DNC_IMPORT_DIALOG, NULL);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_read, NULL);

  self->desk = g_object_ref (desk);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->file_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), shown);
  check (self);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_file);
  return OD_FORM_DIALOG (self);
}
