/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Create Bulk Agents. The passwords are made once for a number of agents: asking again
 * after a silence sends the same ones, so that nobody is made twice. Main thread.
 */
#include "app/supervisor/bulk-agents-dialog.h"

#include "app/form/follow.h"
#include "app/supervisor/bulk-agents.h"
#include "app/supervisor/new-agents-window.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

struct _OdBulkAgentsDialog {
  OdFormDialog parent_instance;

  GtkSpinButton *number_spin;

  OdDesk *desk;     /* owned */
  char **passwords; /* sent, or about to be; NULL: none yet */
};

G_DEFINE_FINAL_TYPE (OdBulkAgentsDialog, od_bulk_agents_dialog, OD_TYPE_FORM_DIALOG)

static void
on_changed (OdBulkAgentsDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
}

static void
od_bulk_agents_dialog_confirm (OdFormDialog *form)
{
  OdBulkAgentsDialog *self = OD_BULK_AGENTS_DIALOG (form);
  guint n = (guint) gtk_spin_button_get_value_as_int (self->number_spin);
  OdBackendRequest request = { .method = "POST", .path = OD_PATH_AGENTS };
  json_t *array = json_array ();

  if (self->passwords == NULL || g_strv_length (self->passwords) != n) {
    g_strfreev (self->passwords);
    self->passwords = od_bulk_agents_make_passwords (n);
  }
  for (guint i = 0; i < n; i++)
    json_array_append_new (array, json_string (self->passwords[i]));
  request.body = json_pack ("{s:o}", OD_FIELD_PASSWORDS, array);
  od_form_dialog_send (form, od_desk_get_backend (self->desk), &request);
  json_decref (request.body);
}

static gboolean
od_bulk_agents_dialog_answered (OdFormDialog *form, json_t *answer)
{
  OdBulkAgentsDialog *self = OD_BULK_AGENTS_DIALOG (form);
  json_t *joined = od_bulk_agents_join (json_object_get (answer, OD_FIELD_AGENTS),
                                        self->passwords);
  GtkWidget *window = od_new_agents_window_new (joined);

  od_follow (GTK_WINDOW (window), gtk_window_get_transient_for (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (window));
  od_desk_read_list (self->desk, OD_DESK_AGENTS);
  json_decref (joined);
  return FALSE;
}

static void
od_bulk_agents_dialog_finalize (GObject *object)
{
  OdBulkAgentsDialog *self = OD_BULK_AGENTS_DIALOG (object);

  g_strfreev (self->passwords);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_bulk_agents_dialog_parent_class)->finalize (object);
}

static void
od_bulk_agents_dialog_class_init (OdBulkAgentsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_bulk_agents_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_bulk_agents_dialog_confirm;
  OD_FORM_DIALOG_CLASS (klass)->answered = od_bulk_agents_dialog_answered;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/bulk-agents-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OdBulkAgentsDialog, number_spin);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
od_bulk_agents_dialog_init (OdBulkAgentsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_form_dialog_set_confirm_label (OD_FORM_DIALOG (self), _ ("Create"));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_PASSWORDS,
                             GTK_WIDGET (self->number_spin));
}

OdFormDialog *
od_bulk_agents_dialog_new (OdDesk *desk)
{
  OdBulkAgentsDialog *self = g_object_new (OD_TYPE_BULK_AGENTS_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  return OD_FORM_DIALOG (self);
}
