/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which leads that were not reached may be dialed again, and how many those are before
 * anybody confirms. What is final is not offered, and the server refuses it. Main thread.
 */
#include "app/leadset/recycle-dialog.h"

#include "app/desk/reader.h"
#include "app/form/form-content.h"
#include "app/form/form-dialog.h"
#include "app/form/row-name.h"
#include "app/leadset/outcome-words.h"
#include "shared/model/lead.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define MINUTE_MS 60000
#define SETTLE_MS 300 /* nobody counts while somebody is still choosing */

#define OD_TYPE_RECYCLE_DIALOG (od_recycle_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdRecycleDialog,
                      od_recycle_dialog,
                      OD,
                      RECYCLE_DIALOG,
                      OdFormDialog)

struct _OdRecycleDialog {
  OdFormDialog parent_instance;

  GtkWidget *form;
  GtkFlowBox *outcome_box;
  GtkSpinButton *age_spin;
  GtkSpinButton *attempts_spin;
  GtkEditable *status_row;
  GtkLabel *count_label;
  GArray *outcomes;  /* (element-type OdOutcomeWords) */
  GPtrArray *checks; /* (element-type GtkCheckButton): lent, one for each */

  OdDesk *desk;
  char *path;
  OdReader *reader; /* of how many; NULL: nothing is counted */
  guint settle_id;  /* source; 0: nobody is choosing */
};

G_DEFINE_FINAL_TYPE (OdRecycleDialog, od_recycle_dialog, OD_TYPE_FORM_DIALOG)

/* --- what is chosen --------------------------------------------------------------- */

static const OdOutcomeWords *
get_outcome (OdRecycleDialog *self, guint i)
{
  return &g_array_index (self->outcomes, OdOutcomeWords, i);
}

static gboolean
is_chosen (OdRecycleDialog *self, guint i)
{
  return gtk_check_button_get_active (g_ptr_array_index (self->checks, i));
}

/* (transfer full): nothing chosen: "". */
static char *
join_outcomes (OdRecycleDialog *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->checks->len; i++) {
    if (is_chosen (self, i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "",
                              get_outcome (self, i)->outcome);
  }
  return g_string_free (text, FALSE);
}

static gint64
min_age_ms (OdRecycleDialog *self)
{
  return (gint64) gtk_spin_button_get_value_as_int (self->age_spin) * MINUTE_MS;
}

/* The window says "at most", the server wants the first number that is too many. */
static gint64
max_attempts (OdRecycleDialog *self)
{
  return gtk_spin_button_get_value_as_int (self->attempts_spin) + 1;
}

/* --- how many --------------------------------------------------------------------- */

static void
on_counted (OdReader *reader, json_t *answer, OdRecycleDialog *self)
{
  gint64 n = json_integer_value (json_object_get (answer, OD_FIELD_LEADS));
  g_autofree char *words = g_strdup_printf (_ ("Leads to dial again: %'ld"), (glong) n);

  gtk_label_set_text (self->count_label, words);
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->count_label),
                              n > 0 ? NULL : _ ("No lead is like that"));
}

static void
on_count_failed (OdReader *reader, const GError *error, OdRecycleDialog *self)
{
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->count_label),
                              error->message);
}

static void
stop_counting (OdRecycleDialog *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  od_reader_leave (&self->reader, self);
}

static gboolean
on_settled (gpointer data)
{
  OdRecycleDialog *self = data;
  g_autofree char *chosen = join_outcomes (self);
  g_autofree char *escaped = g_uri_escape_string (chosen, ",", FALSE);
  g_autofree char *path = g_strdup_printf ("%s?outcomes=%s&min_age_ms=%" G_GINT64_FORMAT
                                           "&max_attempts=%" G_GINT64_FORMAT,
                                           self->path, escaped, min_age_ms (self),
                                           max_attempts (self));

  self->settle_id = 0;
  self->reader = od_reader_new (od_desk_get_backend (self->desk), path, 0);
  g_signal_connect (self->reader, "read", G_CALLBACK (on_counted), self);
  g_signal_connect (self->reader, "failed", G_CALLBACK (on_count_failed), self);
  od_reader_read (self->reader);
  return G_SOURCE_REMOVE;
}

/* The number belongs to what is chosen now: an older answer is nobody's, and nobody
 * confirms a number he has not seen. */
static void
count (OdRecycleDialog *self)
{
  g_autofree char *chosen = join_outcomes (self);
  gboolean any = *chosen != '\0';

  stop_counting (self);
  gtk_label_set_text (self->count_label, any ? _ ("Counting…") : "");
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->count_label),
                              any ? _ ("The leads are being counted")
                                  : _ ("Choose at least one outcome"));
  if (any)
    self->settle_id = g_timeout_add (SETTLE_MS, on_settled, self);
}

static void
check_status (OdRecycleDialog *self)
{
  g_autofree char *status = od_lead_normalize_status (
    gtk_editable_get_text (self->status_row));

  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->status_row),
                              status != NULL ? NULL
                                             : _ ("A status has 1 to 32 characters"));
}

static void
on_chosen (OdRecycleDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  count (self);
}

static void
on_status_changed (OdRecycleDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check_status (self);
}

static void
confirm (OdFormDialog *dialog)
{
  OdRecycleDialog *self = OD_RECYCLE_DIALOG (dialog);
  json_t *chosen = json_array ();
  json_t *body = json_pack ("{s:o, s:I, s:I, s:s}", OD_FIELD_OUTCOMES, chosen,
                            OD_FIELD_MIN_AGE_MS, (json_int_t) min_age_ms (self),
                            OD_FIELD_MAX_ATTEMPTS, (json_int_t) max_attempts (self),
                            OD_FIELD_STATUS, gtk_editable_get_text (self->status_row));
  OdBackendRequest request = { "POST", self->path, body };

  for (guint i = 0; i < self->checks->len; i++) {
    if (is_chosen (self, i))
      json_array_append_new (chosen, json_string (get_outcome (self, i)->outcome));
  }
  od_form_dialog_send (dialog, od_desk_get_backend (self->desk), &request);
  json_decref (body);
}

/* --- the dialog ------------------------------------------------------------------- */

static void
od_recycle_dialog_dispose (GObject *object)
{
  OdRecycleDialog *self = OD_RECYCLE_DIALOG (object);

  stop_counting (self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->outcomes, g_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (od_recycle_dialog_parent_class)->dispose (object);
}

static void
od_recycle_dialog_class_init (OdRecycleDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_recycle_dialog_dispose;
  OD_FORM_DIALOG_CLASS (klass)->confirm = confirm;
}

static void
add_outcomes (OdRecycleDialog *self)
{
  for (guint i = 0; i < self->outcomes->len; i++) {
    const OdOutcomeWords *outcome = get_outcome (self, i);
    GtkWidget *check = gtk_check_button_new_with_label (outcome->words);

    g_ptr_array_add (self->checks, check);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), outcome->usual);
    gtk_flow_box_append (self->outcome_box, check);
    gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
    g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_chosen), self);
  }
}

static void
od_recycle_dialog_init (OdRecycleDialog *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();

  gtk_builder_add_from_resource (builder,
                                 "/dev/outdial/Outdial/leadset/recycle-dialog.ui", NULL);
  self->form = GTK_WIDGET (gtk_builder_get_object (builder, "form"));
  self->outcome_box = GTK_FLOW_BOX (gtk_builder_get_object (builder, "outcome_box"));
  self->age_spin = GTK_SPIN_BUTTON (gtk_builder_get_object (builder, "age_spin"));
  self->attempts_spin = GTK_SPIN_BUTTON (
    gtk_builder_get_object (builder, "attempts_spin"));
  self->status_row = GTK_EDITABLE (gtk_builder_get_object (builder, "status_row"));
  self->count_label = GTK_LABEL (gtk_builder_get_object (builder, "count_label"));
  od_row_name_speak (self->status_row);
  od_form_content_leave_out (GTK_WIDGET (self->count_label));
  self->checks = g_ptr_array_new ();
  g_signal_connect_swapped (self->age_spin, "value-changed", G_CALLBACK (on_chosen),
                            self);
  g_signal_connect_swapped (self->attempts_spin, "value-changed", G_CALLBACK (on_chosen),
                            self);
  g_signal_connect_swapped (self->status_row, "changed", G_CALLBACK (on_status_changed),
                            self);
  od_form_dialog_set_content (OD_FORM_DIALOG (self), self->form);
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_STATUS,
                             GTK_WIDGET (self->status_row));
}

GtkWidget *
od_recycle_dialog_show (GtkWidget *widget, OdDesk *desk, OdRecord *leadset)
{
  OdRecycleDialog *self = g_object_new (OD_TYPE_RECYCLE_DIALOG, "title",
                                        _ ("Data Recycle"), NULL);

  self->desk = g_object_ref (desk);
  self->path = od_backend_fill_id (OD_PATH_LEADSET_RECYCLE, od_record_get_id (leadset));
  self->outcomes = od_outcome_words_list (desk, leadset);
  add_outcomes (self);
  count (self);
  od_form_dialog_untouch (OD_FORM_DIALOG (self));
  od_form_dialog_set_confirm_label (OD_FORM_DIALOG (self), _ ("Recycle"));
  od_form_dialog_show_over (OD_FORM_DIALOG (self), widget);
  return GTK_WIDGET (self);
}
