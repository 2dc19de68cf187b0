/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A name and what the agent says. Main thread.
 */
#include "app/supervisor/script-dialog.h"

#include "app/form/name-rule.h"
#include "app/form/row-name.h"
#include "app/form/typed-text.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

struct _OdScriptDialog {
  OdFormDialog parent_instance;

  GtkEditable *name_row;
  GtkTextView *text_view;

  OdDesk *desk;     /* owned */
  json_t *original; /* as the server has it; NULL: a new one */
  gboolean filling; /* nobody types */
};

G_DEFINE_FINAL_TYPE (OdScriptDialog, od_script_dialog, OD_TYPE_FORM_DIALOG)

static char *
dup_name (OdScriptDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
}

static void
check (OdScriptDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *text = g_strstrip (od_typed_text_dup (self->text_view));

  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->name_row),
                              od_name_rule_check (name));
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->text_view),
                              text[0] == '\0' ? _ ("Enter what the agent says.") : NULL);
}

static void
on_changed (OdScriptDialog *self)
{
  if (self->filling)
    return;

  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check (self);
}

static json_t *
make_body (OdScriptDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *text = g_strstrip (od_typed_text_dup (self->text_view));

  return json_pack ("{s:s, s:s}", OD_FIELD_NAME, name, OD_FIELD_TEXT, text);
}

static const char *
get_original (OdScriptDialog *self, const char *field)
{
  const char *text = json_string_value (json_object_get (self->original, field));

  return text != NULL ? text : "";
}

static void
od_script_dialog_confirm (OdFormDialog *form)
{
  OdScriptDialog *self = OD_SCRIPT_DIALOG (form);
  json_t *body = make_body (self);

  od_form_dialog_save (form, od_desk_get_backend (self->desk), self->original,
                       OD_PATH_SCRIPTS, OD_PATH_SCRIPT, body);
  json_decref (body);
}

static gboolean
od_script_dialog_answered (OdFormDialog *form, json_t *answer)
{
  od_desk_read_list (OD_SCRIPT_DIALOG (form)->desk, OD_DESK_SCRIPTS);
  return FALSE;
}

static void
od_script_dialog_dispose (GObject *object)
{
  OD_SCRIPT_DIALOG (object)->filling = TRUE; /* what goes now is not typed */
  G_OBJECT_CLASS (od_script_dialog_parent_class)->dispose (object);
}

static void
od_script_dialog_finalize (GObject *object)
{
  OdScriptDialog *self = OD_SCRIPT_DIALOG (object);

  json_decref (self->original);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_script_dialog_parent_class)->finalize (object);
}

static void
od_script_dialog_class_init (OdScriptDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_script_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_script_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_script_dialog_confirm;
  OD_FORM_DIALOG_CLASS (klass)->answered = od_script_dialog_answered;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/script-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OdScriptDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, OdScriptDialog, text_view);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
od_script_dialog_init (OdScriptDialog *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  od_row_name_speak (self->name_row);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->text_view), "changed",
                            G_CALLBACK (on_changed), self);
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_NAME,
                             GTK_WIDGET (self->name_row));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_TEXT,
                             GTK_WIDGET (self->text_view));
}

OdFormDialog *
od_script_dialog_new (OdDesk *desk, OdRecord *script)
{
  OdScriptDialog *self = g_object_new (OD_TYPE_SCRIPT_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  if (script != NULL)
    self->original = json_incref (od_record_get_body (script));
  gtk_window_set_title (GTK_WINDOW (self),
                        script != NULL ? _ ("Edit Script") : _ ("Add a new Script"));
  gtk_editable_set_text (self->name_row, get_original (self, OD_FIELD_NAME));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view),
                            get_original (self, OD_FIELD_TEXT), -1);
  self->filling = FALSE;
  check (self);
  return OD_FORM_DIALOG (self);
}
