/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each of the three things of a user is changed by a request of its own: what is another
 * than the server has it is sent, one after the other, and what was taken is not sent
 * again. Main thread.
 */
#include "app/supervisor/user-dialog.h"

#include "app/form/row-name.h"
#include "shared/model/user.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

struct _OdUserDialog {
  OdFormDialog parent_instance;

  GtkEditable *name_row;
  AdwComboRow *role_row;
  GtkEditable *password_row;
  GtkWidget *state_row;
  GtkSwitch *state_switch;

  OdDesk *desk;     /* owned */
  json_t *original; /* as the server has it by now; NULL: a new one */
  char *password;   /* that the server has taken; NULL: none yet */
};

G_DEFINE_FINAL_TYPE (OdUserDialog, od_user_dialog, OD_TYPE_FORM_DIALOG)

static const char *
get_word (OdRole role)
{
  switch (role) {
  case OD_ROLE_AGENT:
    return _ ("Agent");
  case OD_ROLE_SUPERVISOR:
    return _ ("Supervisor");
  case OD_ROLE_ADMIN:
    return _ ("Administrator");
  case OD_ROLE_N:
    break;
  }

  return "";
}

const char *
od_user_dialog_get_role_word (const char *name)
{
  OdRole role;

  return od_role_from_name (name, &role) ? get_word (role) : name;
}

static void
check (OdUserDialog *self)
{
  const char *name = gtk_editable_get_text (self->name_row);
  const char *password = gtk_editable_get_text (self->password_row);
  gboolean new_user = self->original == NULL;

  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->name_row),
                              new_user && !od_user_name_is_valid (name)
                                ? _ ("Enter a name of a-z, 0-9, dot, dash and "
                                     "underscore, at most 32.")
                                : NULL);
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->password_row),
                              new_user && password[0] == '\0' ? _ ("Enter a password.")
                                                              : NULL);
}

static void
on_changed (OdUserDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check (self);
}

/* The rows of the list are the roles, from the least on. */
static const char *
get_role (OdUserDialog *self)
{
  return od_role_get_name ((OdRole) adw_combo_row_get_selected (self->role_row));
}

/* --- sending ---------------------------------------------------------------------- */

/* (transfer full) (nullable): the next thing that is another; NULL: none is. @path:
 * (out): where it goes. */
static json_t *
next_change (OdUserDialog *self, const char **path)
{
  const char *role = get_role (self);
  const char *password = gtk_editable_get_text (self->password_row);
  gboolean disabled = !gtk_switch_get_active (self->state_switch);

  *path = OD_PATH_USER_ROLE;
  if (g_strcmp0 (role,
                 json_string_value (json_object_get (self->original, OD_FIELD_ROLE)))
      != 0)
    return json_pack ("{s:s}", OD_FIELD_ROLE, role);

  *path = OD_PATH_USER_STATE;
  if (disabled != json_is_true (json_object_get (self->original, OD_FIELD_DISABLED)))
    return json_pack ("{s:b}", OD_FIELD_DISABLED, disabled);

  *path = OD_PATH_USER_PASSWORD;
  if (password[0] != '\0' && g_strcmp0 (password, self->password) != 0)
    return json_pack ("{s:s}", OD_FIELD_PASSWORD, password);

  return NULL;
}

/* FALSE: there is nothing more to be sent. */
static gboolean
send_change (OdUserDialog *self)
{
  OdBackendRequest request = { .method = "PUT" };
  const char *where;
  g_autofree char *path = NULL;

  request.body = next_change (self, &where);
  if (request.body == NULL)
    return FALSE;

  path = od_backend_fill_id (where, json_integer_value (
                                      json_object_get (self->original, OD_FIELD_ID)));
  request.path = path;
  od_form_dialog_send (OD_FORM_DIALOG (self), od_desk_get_backend (self->desk), &request);
  json_decref (request.body);
  return TRUE;
}

static void
send_new (OdUserDialog *self)
{
  json_t *body = json_pack ("{s:s, s:s, s:s}", OD_FIELD_NAME,
                            gtk_editable_get_text (self->name_row), OD_FIELD_ROLE,
                            get_role (self), OD_FIELD_PASSWORD,
                            gtk_editable_get_text (self->password_row));
  const OdBackendRequest request = { .method = "POST",
                                     .path = OD_PATH_USERS,
                                     .body = body };

  od_form_dialog_send (OD_FORM_DIALOG (self), od_desk_get_backend (self->desk), &request);
  json_decref (body);
}

static void
od_user_dialog_confirm (OdFormDialog *form)
{
  OdUserDialog *self = OD_USER_DIALOG (form);

  if (self->original == NULL)
    send_new (self);
  else if (!send_change (self))
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
od_user_dialog_answered (OdFormDialog *form, json_t *answer)
{
  OdUserDialog *self = OD_USER_DIALOG (form);
  const char *path;
  json_t *taken = self->original != NULL ? next_change (self, &path) : NULL;
  json_t *password = json_object_get (taken, OD_FIELD_PASSWORD);

  if (password != NULL) {
    g_free (self->password);
    self->password = g_strdup (json_string_value (password));
  } else if (taken != NULL) {
    json_object_update (self->original, taken);
  }
  json_decref (taken);

  od_desk_read_list (self->desk, OD_DESK_USERS);
  return self->original != NULL && send_change (self);
}

/* --- the dialog ------------------------------------------------------------------- */

static void
od_user_dialog_finalize (GObject *object)
{
  OdUserDialog *self = OD_USER_DIALOG (object);

  g_clear_object (&self->desk);
  json_decref (self->original);
  g_free (self->password);
  G_OBJECT_CLASS (od_user_dialog_parent_class)->finalize (object);
}

static void
od_user_dialog_class_init (OdUserDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, OdUserDialog, child)
  G_OBJECT_CLASS (klass)->finalize = od_user_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_user_dialog_confirm;
  OD_FORM_DIALOG_CLASS (klass)->answered = od_user_dialog_answered;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "supervisor/user-dialog.ui");
  BIND (name_row);
  BIND (role_row);
  BIND (password_row);
  BIND (state_row);
  BIND (state_switch);
}

static void
od_user_dialog_init (OdUserDialog *self)
{
  OdFormDialog *form = OD_FORM_DIALOG (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  od_row_name_speak (self->name_row);
  od_form_dialog_name_field (form, OD_FIELD_NAME, GTK_WIDGET (self->name_row));
  od_form_dialog_name_field (form, OD_FIELD_ROLE, GTK_WIDGET (self->role_row));
  od_form_dialog_name_field (form, OD_FIELD_PASSWORD, GTK_WIDGET (self->password_row));
}

static void
offer_roles (OdUserDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  OdRole most = od_desk_is_admin (self->desk) ? OD_ROLE_ADMIN : OD_ROLE_AGENT;
  OdRole role = OD_ROLE_AGENT;

  for (OdRole i = OD_ROLE_AGENT; i <= most; i++)
    gtk_string_list_append (words, get_word (i));
  adw_combo_row_set_model (self->role_row, G_LIST_MODEL (words));
  if (self->original != NULL)
    od_role_from_name (json_string_value (
                         json_object_get (self->original, OD_FIELD_ROLE)),
                       &role);
  adw_combo_row_set_selected (self->role_row, MIN (role, most));
}

static void
watch_fields (OdUserDialog *self)
{
  g_signal_connect_swapped (self->name_row, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->role_row, "notify::selected", G_CALLBACK (on_changed),
                            self);
  g_signal_connect_swapped (self->password_row, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->state_switch, "notify::active", G_CALLBACK (on_changed),
                            self);
}

OdFormDialog *
od_user_dialog_new (OdDesk *desk, OdRecord *user)
{
  OdUserDialog *self = g_object_new (OD_TYPE_USER_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  if (user != NULL) {
    self->original = json_deep_copy (od_record_get_body (user));
    gtk_switch_set_active (self->state_switch,
                           !od_record_get_flag (user, OD_FIELD_DISABLED));
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password_row),
                                   _ ("New Password (empty: stays as it is)"));
  }
  od_row_name_speak (self->password_row);
  gtk_window_set_title (GTK_WINDOW (self), user != NULL
                                             ? od_record_get_text (user, OD_FIELD_NAME)
                                             : _ ("Add User"));
  gtk_widget_set_visible (GTK_WIDGET (self->name_row), user == NULL);
  gtk_widget_set_visible (self->state_row, user != NULL);
  offer_roles (self);
  check (self);
  watch_fields (self);
  od_form_dialog_untouch (OD_FORM_DIALOG (self));
  return OD_FORM_DIALOG (self);
}
