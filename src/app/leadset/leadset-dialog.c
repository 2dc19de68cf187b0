/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Four fields of a leadset. Whether a name is taken is decided by the server. Main
 * thread.
 */
#include "app/leadset/leadset-dialog.h"

#include "app/form/form-dialog.h"
#include "app/form/name-rule.h"
#include "app/form/row-name.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define OD_TYPE_LEADSET_DIALOG (od_leadset_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdLeadsetDialog,
                      od_leadset_dialog,
                      OD,
                      LEADSET_DIALOG,
                      OdFormDialog)

struct _OdLeadsetDialog {
  OdFormDialog parent_instance;

  GtkWidget *form;
  GtkEditable *name_row;
  GtkEditable *description_row;
  AdwComboRow *campaign_row;
  GtkSwitch *active_switch;

  OdDesk *desk;
  json_t *original;   /* as it was when the dialog opened; NULL: a new one */
  GPtrArray *offered; /* (element-type OdRecord): campaigns in the order of the row */
};

G_DEFINE_FINAL_TYPE (OdLeadsetDialog, od_leadset_dialog, OD_TYPE_FORM_DIALOG)

/* --- what is wrong ---------------------------------------------------------------- */

static void
check (OdLeadsetDialog *self)
{
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->name_row),
                              od_name_rule_check (
                                gtk_editable_get_text (self->name_row)));
}

static void
on_changed (OdLeadsetDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check (self);
}

/* --- sending ---------------------------------------------------------------------- */

/* (transfer full): null for none. Not heard of yet: as it was. */
static json_t *
campaign_of (OdLeadsetDialog *self)
{
  guint n = adw_combo_row_get_selected (self->campaign_row);

  if (self->offered->len == 0 && self->original != NULL)
    return json_copy (json_object_get (self->original, OD_FIELD_CAMPAIGN));
  return n == 0 || n > self->offered->len
           ? json_null ()
           : json_integer (od_record_get_id (self->offered->pdata[n - 1]));
}

/* (transfer full) */
static json_t *
make_body (OdLeadsetDialog *self)
{
  return json_pack ("{s:s, s:s, s:o, s:b}", OD_FIELD_NAME,
                    gtk_editable_get_text (self->name_row), OD_FIELD_DESCRIPTION,
                    gtk_editable_get_text (self->description_row), OD_FIELD_CAMPAIGN,
                    campaign_of (self), OD_FIELD_ACTIVE,
                    gtk_switch_get_active (self->active_switch));
}

static void
confirm (OdFormDialog *dialog)
{
  OdLeadsetDialog *self = OD_LEADSET_DIALOG (dialog);
  json_t *body = make_body (self);

  od_form_dialog_save (dialog, od_desk_get_backend (self->desk), self->original,
                       OD_PATH_LEADSETS, OD_PATH_LEADSET, body);
  json_decref (body);
}

/* --- filling ---------------------------------------------------------------------- */

static void
offer_campaigns (OdLeadsetDialog *self)
{
  GListModel *campaigns = G_LIST_MODEL (od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS));
  GtkStringList *names = gtk_string_list_new (NULL);
  gint64 chosen = json_integer_value (
    json_object_get (self->original, OD_FIELD_CAMPAIGN));
  guint selected = 0;

  gtk_string_list_append (names, _ ("None yet"));
  for (guint i = 0; i < g_list_model_get_n_items (campaigns); i++) {
    OdRecord *campaign = g_list_model_get_item (campaigns, i);

    g_ptr_array_add (self->offered, campaign);
    gtk_string_list_append (names, od_record_get_text (campaign, OD_FIELD_NAME));
    if (od_record_get_id (campaign) == chosen)
      selected = i + 1;
  }
  adw_combo_row_set_model (self->campaign_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->campaign_row, selected);
  g_object_unref (names);
}

static void
fill (OdLeadsetDialog *self, OdRecord *leadset)
{
  gtk_editable_set_text (self->name_row, od_record_get_text (leadset, OD_FIELD_NAME));
  gtk_editable_set_text (self->description_row,
                         od_record_get_text (leadset, OD_FIELD_DESCRIPTION));
  gtk_switch_set_active (self->active_switch,
                         od_record_get_flag (leadset, OD_FIELD_ACTIVE));
}

/* --- the dialog ------------------------------------------------------------------- */

static void
od_leadset_dialog_finalize (GObject *object)
{
  OdLeadsetDialog *self = OD_LEADSET_DIALOG (object);

  g_clear_object (&self->desk);
  json_decref (self->original);
  g_ptr_array_unref (self->offered);
  G_OBJECT_CLASS (od_leadset_dialog_parent_class)->finalize (object);
}

static void
od_leadset_dialog_class_init (OdLeadsetDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_leadset_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = confirm;
}

static void
od_leadset_dialog_init (OdLeadsetDialog *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();

  self->offered = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_builder_add_from_resource (builder,
                                 "/dev/outdial/Outdial/leadset/leadset-dialog.ui", NULL);
  self->form = GTK_WIDGET (gtk_builder_get_object (builder, "form"));
  self->name_row = GTK_EDITABLE (gtk_builder_get_object (builder, "name_row"));
  self->description_row = GTK_EDITABLE (
    gtk_builder_get_object (builder, "description_row"));
  self->campaign_row = ADW_COMBO_ROW (gtk_builder_get_object (builder, "campaign_row"));
  self->active_switch = GTK_SWITCH (gtk_builder_get_object (builder, "active_switch"));
  od_row_name_speak (self->name_row);
  od_row_name_speak (self->description_row);
  od_form_dialog_set_content (OD_FORM_DIALOG (self), self->form);
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_NAME,
                             GTK_WIDGET (self->name_row));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_DESCRIPTION,
                             GTK_WIDGET (self->description_row));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_CAMPAIGN,
                             GTK_WIDGET (self->campaign_row));
}

static void
watch_fields (OdLeadsetDialog *self)
{
  g_signal_connect_swapped (self->name_row, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->description_row, "changed", G_CALLBACK (on_changed),
                            self);
  g_signal_connect_swapped (self->campaign_row, "notify::selected",
                            G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->active_switch, "notify::active",
                            G_CALLBACK (on_changed), self);
}

void
od_leadset_dialog_show (GtkWidget *widget, OdDesk *desk, OdRecord *leadset)
{
  OdLeadsetDialog *self =
    g_object_new (OD_TYPE_LEADSET_DIALOG, "title",
                  leadset != NULL ? _ ("Leadset Details") : _ ("Create Leadset"), NULL);

  self->desk = g_object_ref (desk);
  if (leadset != NULL)
    self->original = json_deep_copy (od_record_get_body (leadset));
  offer_campaigns (self);
  if (leadset != NULL)
    fill (self, leadset);
  check (self);
  watch_fields (self);
  od_form_dialog_untouch (OD_FORM_DIALOG (self));
  od_form_dialog_show_over (OD_FORM_DIALOG (self), widget);
}
