/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One lead's phone, status and whatever fields it has, and the usual ones it has not yet.
 * Of a lead there is, only what was changed is sent: the server merges it. A new one goes
 * the way of every import: a batch of one. Main thread.
 */
#include "app/leadset/lead-dialog.h"

#include "app/form/form-dialog.h"
#include "app/form/row-name.h"
#include "app/leadset/call-list.h"
#include "app/object/signal.h"
#include "shared/model/clock.h"
#include "shared/model/lead.h"
#include "shared/model/phone-number.h"
#include "shared/model/uuid.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <string.h>

#define HEIGHT 720 /* the last calls are seen below the usual fields */

static const char *const usual[] = { "First Name", "Last Name", "City",
                                     "Email",      "Comments",  NULL };

#define OD_TYPE_LEAD_DIALOG (od_lead_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdLeadDialog, od_lead_dialog, OD, LEAD_DIALOG, OdFormDialog)

struct _OdLeadDialog {
  OdFormDialog parent_instance;

  GtkBox *box;
  AdwPreferencesGroup *group;
  GtkEditable *phone_row;
  GtkEditable *status_row;
  GHashTable *rows; /* field -> GtkEditable, lent by the group */

  OdDesk *desk;
  OdRecord *lead;    /* NULL: a new one, */
  json_t *original;  /* as it was when the dialog opened; NULL with it */
  OdRecord *leadset; /* of this leadset; NULL: it is there already */
  char *upload;      /* of the new one: its UUID, the same for every try */
};

G_DEFINE_FINAL_TYPE (OdLeadDialog, od_lead_dialog, OD_TYPE_FORM_DIALOG)

/* --- what is typed ---------------------------------------------------------------- */

static const char *
old_value (OdLeadDialog *self, const char *field)
{
  json_t *fields = json_object_get (self->original, OD_FIELD_FIELDS);
  const char *text = json_string_value (json_object_get (fields, field));

  return text != NULL ? text : "";
}

static const char *
old_text (OdLeadDialog *self, const char *field, const char *otherwise)
{
  const char *text = json_string_value (json_object_get (self->original, field));

  return text != NULL ? text : otherwise;
}

/* (transfer full) */
static json_t *
changed_fields (OdLeadDialog *self)
{
  json_t *fields = json_object ();
  GHashTableIter iter;
  gpointer field, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &field, &row)) {
    const char *text = gtk_editable_get_text (row);

    if (!g_str_equal (text, old_value (self, field)))
      json_object_set_new (fields, field,
                           *text != '\0' ? json_string (text) : json_null ());
  }
  return fields;
}

/* (transfer full): as it is sent; NULL with a sentence. */
static char *
typed_phone (OdLeadDialog *self, GError **error)
{
  return od_phone_number_normalize (gtk_editable_get_text (self->phone_row), "+", error);
}

static void
check (OdLeadDialog *self)
{
  OdFormDialog *dialog = OD_FORM_DIALOG (self);
  g_autofree char *status = od_lead_normalize_status (
    gtk_editable_get_text (self->status_row));
  g_autoptr (GError) error = NULL;
  g_autofree char *phone = typed_phone (self, &error);

  od_form_dialog_set_problem (dialog, GTK_WIDGET (self->phone_row),
                              phone != NULL ? NULL : error->message);
  od_form_dialog_set_problem (dialog, GTK_WIDGET (self->status_row),
                              status != NULL ? NULL
                                             : _ ("A status has 1 to 32 characters"));
}

static void
on_changed (OdLeadDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check (self);
}

/* --- sending ---------------------------------------------------------------------- */

/* (transfer full) */
static json_t *
make_change (OdLeadDialog *self, const char *phone)
{
  const char *status = gtk_editable_get_text (self->status_row);
  json_t *body = json_pack ("{s:o}", OD_FIELD_FIELDS, changed_fields (self));

  if (!g_str_equal (status, old_text (self, OD_FIELD_STATUS, "")))
    json_object_set_new (body, OD_FIELD_STATUS, json_string (status));
  if (!g_str_equal (phone, old_text (self, OD_FIELD_PHONE, "")))
    json_object_set_new (body, OD_FIELD_PHONE, json_string (phone));
  return body;
}

/* (transfer full) */
static json_t *
make_batch (OdLeadDialog *self, const char *phone)
{
  g_autofree char *status = od_lead_normalize_status (
    gtk_editable_get_text (self->status_row));

  return json_pack ("{s:s, s:i, s:[{s:s, s:s, s:o}]}", OD_FIELD_UPLOAD, self->upload,
                    OD_FIELD_N, 0, OD_FIELD_LEADS, OD_FIELD_PHONE, phone, OD_FIELD_STATUS,
                    status, OD_FIELD_FIELDS, changed_fields (self));
}

static void
confirm (OdFormDialog *dialog)
{
  OdLeadDialog *self = OD_LEAD_DIALOG (dialog);
  OdRecord *whose = self->lead != NULL ? self->lead : self->leadset;
  g_autofree char *phone = typed_phone (self, NULL);
  g_autofree char *path =
    od_backend_fill_id (self->lead != NULL ? OD_PATH_LEAD : OD_PATH_LEADSET_BATCHES,
                        od_record_get_id (whose));
  json_t *body = self->lead != NULL ? make_change (self, phone)
                                    : make_batch (self, phone);
  OdBackendRequest request = { self->lead != NULL ? "PATCH" : "POST", path, body };

  od_form_dialog_send (dialog, od_desk_get_backend (self->desk), &request);
  json_decref (body);
}

static void
begin_upload (OdLeadDialog *self)
{
  g_free (self->upload);
  self->upload = od_uuid_new (od_clock_now_ms (od_clock_system ()));
}

/* A number the leadset has already is no error to the server, but it is to the person. */
static gboolean
answered (OdFormDialog *dialog, json_t *answer)
{
  OdLeadDialog *self = OD_LEAD_DIALOG (dialog);

  if (self->lead != NULL
      || json_integer_value (json_object_get (answer, OD_FIELD_ADDED)) > 0)
    return FALSE;

  begin_upload (self);
  od_form_dialog_refuse (dialog, OD_FIELD_PHONE,
                         _ ("The leadset has this number already"));
  return TRUE;
}

/* --- the rows --------------------------------------------------------------------- */

static GtkEditable *
add_row (OdLeadDialog *self, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEditable *editable = GTK_EDITABLE (row);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (editable, text);
  od_row_name_speak (editable);
  adw_preferences_group_add (self->group, row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_changed), self);
  return editable;
}

static void
add_field (OdLeadDialog *self, const char *field)
{
  if (!g_hash_table_contains (self->rows, field))
    g_hash_table_insert (self->rows, g_strdup (field),
                         add_row (self, field, old_value (self, field)));
}

static void
add_rows (OdLeadDialog *self)
{
  json_t *fields = json_object_get (self->original, OD_FIELD_FIELDS);
  g_autofree char *phone = od_phone_number_dup_shown (
    old_text (self, OD_FIELD_PHONE, ""));
  const char *field;
  json_t *value;

  self->phone_row = add_row (self, _ ("Phone"), phone);
  self->status_row = add_row (self, _ ("Status"),
                              old_text (self, OD_FIELD_STATUS, "READY"));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_PHONE,
                             GTK_WIDGET (self->phone_row));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_STATUS,
                             GTK_WIDGET (self->status_row));
  for (gsize i = 0; usual[i] != NULL; i++)
    add_field (self, usual[i]);
  json_object_foreach (fields, field, value) add_field (self, field);
  check (self);
}

/* --- the dialog ------------------------------------------------------------------- */

static void
od_lead_dialog_finalize (GObject *object)
{
  OdLeadDialog *self = OD_LEAD_DIALOG (object);

  g_hash_table_unref (self->rows);
  g_clear_object (&self->desk);
  g_clear_object (&self->lead);
  g_clear_object (&self->leadset);
  json_decref (self->original);
  g_free (self->upload);
  G_OBJECT_CLASS (od_lead_dialog_parent_class)->finalize (object);
}

static void
od_lead_dialog_class_init (OdLeadDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_lead_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = confirm;
  OD_FORM_DIALOG_CLASS (klass)->answered = answered;
  od_signal_new (klass, "corrected", 1, OD_TYPE_RECORD);
}

static void
od_lead_dialog_init (OdLeadDialog *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_box_append (self->box, GTK_WIDGET (self->group));
  od_form_dialog_set_content (OD_FORM_DIALOG (self), GTK_WIDGET (self->box));
}

static void
on_corrected (OdLeadDialog *self)
{
  g_signal_emit_by_name (self, "corrected", self->lead);
}

static void
add_calls (OdLeadDialog *self)
{
  GtkWidget *calls = od_call_list_new (self->desk, od_record_get_id (self->lead));

  g_signal_connect_object (calls, "corrected", G_CALLBACK (on_corrected), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->box, calls);
}

GtkWidget *
od_lead_dialog_show (GtkWidget *widget, OdDesk *desk, OdRecord *lead)
{
  g_autofree char *phone = od_phone_number_dup_shown (
    od_record_get_text (lead, OD_FIELD_PHONE));
  g_autofree char *title = g_strdup_printf (_ ("Lead %s"), phone);
  OdLeadDialog *self = g_object_new (OD_TYPE_LEAD_DIALOG, "title", title,
                                     "default-height", HEIGHT, NULL);

  self->desk = g_object_ref (desk);
  self->lead = g_object_ref (lead);
  self->original = json_deep_copy (od_record_get_body (lead));
  add_rows (self);
  add_calls (self);
  od_form_dialog_untouch (OD_FORM_DIALOG (self));
  od_form_dialog_show_over (OD_FORM_DIALOG (self), widget);
  return GTK_WIDGET (self);
}

void
od_lead_dialog_show_new (GtkWidget *widget, OdDesk *desk, OdRecord *leadset)
{
  OdLeadDialog *self = g_object_new (OD_TYPE_LEAD_DIALOG, "title", _ ("Add Lead"), NULL);

  self->desk = g_object_ref (desk);
  self->leadset = g_object_ref (leadset);
  begin_upload (self);
  add_rows (self);
  od_form_dialog_untouch (OD_FORM_DIALOG (self));
  od_form_dialog_show_over (OD_FORM_DIALOG (self), widget);
}
