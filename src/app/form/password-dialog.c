/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a password must be is the server's word; that it is typed twice alike is looked at
 * here. Main thread.
 */
#include "app/form/password-dialog.h"

#include "app/form/row-name.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <string.h>

struct _OdPasswordDialog {
  OdFormDialog parent_instance;

  GtkEditable *old_row;
  GtkEditable *new_row;
  GtkEditable *again_row;

  OdBackend *backend; /* owned */
};

G_DEFINE_FINAL_TYPE (OdPasswordDialog, od_password_dialog, OD_TYPE_FORM_DIALOG)

static void
check (OdPasswordDialog *self)
{
  OdFormDialog *form = OD_FORM_DIALOG (self);
  const char *old = gtk_editable_get_text (self->old_row);
  const char *new = gtk_editable_get_text (self->new_row);
  const char *again = gtk_editable_get_text (self->again_row);

  od_form_dialog_set_problem (form, GTK_WIDGET (self->old_row),
                              old[0] == '\0' ? _ ("Enter the password you have now.")
                                             : NULL);
  od_form_dialog_set_problem (form, GTK_WIDGET (self->new_row),
                              new[0] == '\0' ? _ ("Enter a new password.") : NULL);
  od_form_dialog_set_problem (form, GTK_WIDGET (self->again_row),
                              strcmp (new, again) != 0
                                ? _ ("Enter the new password once more.")
                                : NULL);
}

static void
on_changed (OdPasswordDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check (self);
}

static void
od_password_dialog_confirm (OdFormDialog *form)
{
  OdPasswordDialog *self = OD_PASSWORD_DIALOG (form);
  json_t *body = json_pack ("{s:s, s:s}", OD_FIELD_OLD_PASSWORD,
                            gtk_editable_get_text (self->old_row), OD_FIELD_PASSWORD,
                            gtk_editable_get_text (self->new_row));
  const OdBackendRequest request = { .method = "PUT",
                                     .path = OD_PATH_ME_PASSWORD,
                                     .body = body };

  od_form_dialog_send (form, self->backend, &request);
  json_decref (body);
}

static void
od_password_dialog_finalize (GObject *object)
{
  g_clear_object (&OD_PASSWORD_DIALOG (object)->backend);
  G_OBJECT_CLASS (od_password_dialog_parent_class)->finalize (object);
}

static void
od_password_dialog_class_init (OdPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_password_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_password_dialog_confirm;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/form/"
                                                             "password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OdPasswordDialog, old_row);
  gtk_widget_class_bind_template_child (widget_class, OdPasswordDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, OdPasswordDialog, again_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
od_password_dialog_init (OdPasswordDialog *self)
{
  OdFormDialog *form = OD_FORM_DIALOG (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  od_row_name_speak (self->old_row);
  od_row_name_speak (self->new_row);
  od_row_name_speak (self->again_row);
  od_form_dialog_name_field (form, OD_FIELD_OLD_PASSWORD, GTK_WIDGET (self->old_row));
  od_form_dialog_name_field (form, OD_FIELD_PASSWORD, GTK_WIDGET (self->new_row));
  check (self);
}

OdFormDialog *
od_password_dialog_new (OdBackend *backend)
{
  OdPasswordDialog *self = g_object_new (OD_TYPE_PASSWORD_DIALOG, NULL);

  self->backend = g_object_ref (backend);
  return OD_FORM_DIALOG (self);
}

const char *
od_password_dialog_get_password (OdPasswordDialog *self)
{
  return gtk_editable_get_text (self->new_row);
}
