/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form of a campaign. Saved in two steps, because who is assigned is a thing of its
 * own at the server: first the campaign, then its agents; if only the first came through,
 * confirming again goes on with the second. Main thread.
 */
#include "app/supervisor/campaign-dialog.h"

#include "app/form/changes.h"
#include "app/form/chips-entry.h"
#include "app/form/name-rule.h"
#include "app/form/row-name.h"
#include "app/form/typed-text.h"
#include "app/supervisor/agent-chooser.h"
#include "app/supervisor/campaign-choices.h"
#include "app/supervisor/disposition-table.h"
#include "shared/model/campaign.h"
#include "shared/model/disposition.h"
#include "shared/model/lead.h"
#include "shared/model/phone-number.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef enum { SAVE, ASSIGN } Step;

struct _OdCampaignDialog {
  OdFormDialog parent_instance;

  GtkEditable *name_row;
  AdwComboRow *script_row;
  GtkSwitch *active_switch;
  GtkLabel *state_label;
  GtkTextView *notes_view;
  GtkEditable *caller_row;
  OdChipsEntry *status_chips;
  GtkSpinButton *multiplier_spin;
  AdwComboRow *rules_row;
  OdChipsEntry *disposition_chips;
  OdDispositionTable *disposition_table;
  OdAgentChooser *agent_chooser;
  GtkSpinButton *wrap_spin;
  GtkSpinButton *ring_spin;
  GtkSpinButton *cps_spin;
  GtkSpinButton *channels_spin;

  OdDesk *desk;             /* owned */
  GArray *script_ids;       /* gint64, as the drop-down has them; the first is 0 */
  GHashTable *script_names; /* gint64 -> utf8, of all that were heard of here */
  json_t *original;         /* as the server has the campaign; NULL: not yet at all */
  double multiplier;        /* what the rules suggest for a new campaign */
  Step step;                /* what is being sent */
  gboolean filling;         /* the fields are being filled: nobody types */
};

G_DEFINE_FINAL_TYPE (OdCampaignDialog, od_campaign_dialog, OD_TYPE_FORM_DIALOG)

/* --- reading the form ------------------------------------------------------------- */

/* The first entry asks to choose. */
static const char *
get_rules (OdCampaignDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->rules_row);

  return selected > OD_RULES_NONE && selected < OD_RULES_N
           ? od_calling_rules_get ((OdCallingRules) selected)->name
           : NULL;
}

static gint64
get_script_id (OdCampaignDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->script_row);

  return selected < self->script_ids->len
           ? g_array_index (self->script_ids, gint64, selected)
           : 0;
}

static const char *
text_of (GtkEditable *row)
{
  return gtk_editable_get_text (row);
}

static json_t *
get_name (OdCampaignDialog *self)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text_of (self->name_row)));

  return json_string (trimmed);
}

/* (transfer full): as it is sent; NULL with a sentence. */
static char *
dup_phone (OdCampaignDialog *self, GError **error)
{
  return od_phone_number_normalize (text_of (self->caller_row), "+", error);
}

/* The server knows tenths only. */
static json_t *
get_multiplier (OdCampaignDialog *self)
{
  return json_real (round (gtk_spin_button_get_value (self->multiplier_spin) * 10.0)
                    / 10.0);
}

static json_t *
get_statuses (OdCampaignDialog *self)
{
  g_auto (GStrv) statuses = od_chips_entry_dup_chosen (self->status_chips);

  return od_json_field_from_words (statuses);
}

/* The form knows whole seconds only: if they were not touched, the field's milliseconds
 * are not changed. */
static json_t *
get_ms (OdCampaignDialog *self, GtkSpinButton *spin, const char *field)
{
  json_t *was = json_object_get (self->original, field);
  int seconds = gtk_spin_button_get_value_as_int (spin);

  if (was != NULL && json_integer_value (was) / 1000 == seconds)
    return json_incref (was);

  return json_integer (seconds * (json_int_t) 1000);
}

static json_t *
get_count (GtkSpinButton *spin)
{
  return json_integer (gtk_spin_button_get_value_as_int (spin));
}

static json_t *
make_body (OdCampaignDialog *self)
{
  g_autofree char *notes = od_typed_text_dup (self->notes_view);
  g_autofree char *phone = dup_phone (self, NULL);
  const char *rules = get_rules (self);
  json_t *body =
    json_pack ("{s:o, s:b, s:o, s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:o}", OD_FIELD_NAME,
               get_name (self), OD_FIELD_ACTIVE,
               gtk_switch_get_active (self->active_switch), OD_FIELD_SCRIPT,
               od_json_field_from_id (get_script_id (self)), OD_FIELD_NOTES, notes,
               OD_FIELD_CALLER_ID, phone != NULL ? phone : text_of (self->caller_row),
               OD_FIELD_SOURCE_STATUSES, get_statuses (self),
               OD_FIELD_OUTBOUND_MULTIPLIER, get_multiplier (self),
               OD_FIELD_CALLING_RULES, rules != NULL ? rules : "", OD_FIELD_WRAP_UP_MS,
               get_ms (self, self->wrap_spin, OD_FIELD_WRAP_UP_MS),
               OD_FIELD_RING_LIMIT_MS,
               get_ms (self, self->ring_spin, OD_FIELD_RING_LIMIT_MS),
               OD_FIELD_DISPOSITIONS, od_disposition_table_dup (self->disposition_table));

  json_object_set_new (body, OD_FIELD_CALLS_PER_SECOND, get_count (self->cps_spin));
  json_object_set_new (body, OD_FIELD_CHANNELS, get_count (self->channels_spin));
  od_changes_keep (body, self->original);
  return body;
}

/* (transfer full): why it is wrong; NULL: it is not. */
static char *
check_caller_id (OdCampaignDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *phone = dup_phone (self, &error);
  const char *typed = text_of (self->caller_row);

  if (typed[strspn (typed, " ")] == '\0')
    return g_strdup (_ ("Enter the number the campaign calls from."));
  return phone == NULL ? g_strdup (error->message) : NULL;
}

static const char *
check_statuses (OdCampaignDialog *self)
{
  g_auto (GStrv) statuses = od_chips_entry_dup_chosen (self->status_chips);
  const char *unfinished = od_chips_entry_get_unfinished (self->status_chips);

  if (unfinished == NULL && statuses[0] == NULL)
    return _ ("Choose at least one: without it nobody is called.");

  return unfinished;
}

static void
check (OdCampaignDialog *self)
{
  OdFormDialog *form = OD_FORM_DIALOG (self);
  g_autofree char *caller_why = check_caller_id (self);
  g_autofree char *key_why = od_disposition_table_dup_problem (self->disposition_table);

  od_form_dialog_set_problem (form, GTK_WIDGET (self->name_row),
                              od_name_rule_check (text_of (self->name_row)));
  od_form_dialog_set_problem (form, GTK_WIDGET (self->caller_row), caller_why);
  od_form_dialog_set_problem (form, GTK_WIDGET (self->status_chips),
                              check_statuses (self));
  od_form_dialog_set_problem (form, GTK_WIDGET (self->rules_row),
                              get_rules (self) == NULL ? _ ("Choose the calling rules.")
                                                       : NULL);
  od_form_dialog_set_problem (form, GTK_WIDGET (self->disposition_chips),
                              od_chips_entry_get_unfinished (self->disposition_chips));
  od_form_dialog_set_problem (form, GTK_WIDGET (self->disposition_table), key_why);
  od_form_dialog_set_problem (form, GTK_WIDGET (self->agent_chooser),
                              od_agent_chooser_get_unfinished (self->agent_chooser));
  gtk_label_set_text (self->state_label, gtk_switch_get_active (self->active_switch)
                                           ? _ ("Active")
                                           : _ ("Inactive"));
}

static void
on_changed (OdCampaignDialog *self)
{
  if (self->filling)
    return;

  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check (self);
}

/* A new campaign is as bold as its rules suggest, unless somebody said otherwise. */
static void
on_rules_changed (OdCampaignDialog *self)
{
  guint rules = adw_combo_row_get_selected (self->rules_row);
  double suggested = self->multiplier;

  if (self->filling)
    return;
  if (self->original == NULL && rules < OD_RULES_N)
    self->multiplier = od_calling_rules_get ((OdCallingRules) rules)->multiplier_x10
                       / 10.0;
  if (gtk_spin_button_get_value (self->multiplier_spin) == suggested)
    gtk_spin_button_set_value (self->multiplier_spin, self->multiplier);
  on_changed (self);
}

static void
on_dispositions_changed (OdCampaignDialog *self)
{
  g_auto (GStrv) labels = od_chips_entry_dup_chosen (self->disposition_chips);

  if (!self->filling)
    od_disposition_table_keep (self->disposition_table, labels);
  on_changed (self);
}

/* --- filling it ------------------------------------------------------------------- */

static void
remember_script (OdCampaignDialog *self, gint64 id, const char *name)
{
  g_hash_table_replace (self->script_names, g_memdup2 (&id, sizeof id), g_strdup (name));
}

/* Of one that is not in the list: no longer, or its name is not heard yet. */
static char *
describe_script (OdCampaignDialog *self, gint64 id)
{
  const char *known = g_hash_table_lookup (self->script_names, &id);

  if (known == NULL)
    return g_strdup_printf (_ ("Script %ld"), (glong) id);

  /* Translators: a script that somebody else has deleted meanwhile. */
  return g_strdup_printf (_ ("%s (deleted)"), known);
}

static void
fill_scripts (OdCampaignDialog *self, gint64 chosen)
{
  GListModel *scripts = G_LIST_MODEL (od_desk_get_list (self->desk, OD_DESK_SCRIPTS));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 none = 0;
  guint selected = 0;

  g_array_set_size (self->script_ids, 0);
  g_array_append_val (self->script_ids, none);
  gtk_string_list_append (names, _ ("None"));
  for (guint i = 0; i < g_list_model_get_n_items (scripts); i++) {
    g_autoptr (OdRecord) script = g_list_model_get_item (scripts, i);
    gint64 id = od_record_get_id (script);

    g_array_append_val (self->script_ids, id);
    gtk_string_list_append (names, od_record_get_text (script, OD_FIELD_NAME));
    remember_script (self, id, od_record_get_text (script, OD_FIELD_NAME));
    if (id == chosen)
      selected = self->script_ids->len - 1;
  }
  if (chosen != 0 && selected == 0) {
    g_autofree char *name = describe_script (self, chosen);

    g_array_append_val (self->script_ids, chosen);
    gtk_string_list_append (names, name);
    selected = self->script_ids->len - 1;
  }

  adw_combo_row_set_model (self->script_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->script_row, selected);
}

static void
on_scripts_loaded (OdCampaignDialog *self)
{
  self->filling = TRUE;
  fill_scripts (self, get_script_id (self));
  self->filling = FALSE;
}

static void
fill_rules (OdCampaignDialog *self, const char *chosen)
{
  const char *const names[] = { _ ("Choose…"),
                                _ ("US-TSR: United States"),
                                _ ("UK: United Kingdom"),
                                _ ("EU: European Union"),
                                _ ("TEST: only this machine is called"),
                                NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  OdCallingRules rules = OD_RULES_NONE;

  if (!od_calling_rules_from_name (chosen, &rules))
    rules = OD_RULES_NONE;
  adw_combo_row_set_model (self->rules_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->rules_row, rules);
}

static void
fill_values (OdCampaignDialog *self)
{
  json_t *from = self->original;
  const char *notes = json_string_value (json_object_get (from, OD_FIELD_NOTES));
  const char *name = json_string_value (json_object_get (from, OD_FIELD_NAME));
  const char *caller_id = json_string_value (json_object_get (from, OD_FIELD_CALLER_ID));
  g_autofree char *shown = caller_id != NULL ? od_phone_number_dup_shown (caller_id)
                                             : NULL;
  gint64 wrap_ms = json_integer_value (json_object_get (from, OD_FIELD_WRAP_UP_MS));
  gint64 ring_ms = json_integer_value (json_object_get (from, OD_FIELD_RING_LIMIT_MS));

  gtk_editable_set_text (self->name_row, name != NULL ? name : "");
  gtk_editable_set_text (self->caller_row, shown != NULL ? shown : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->notes_view),
                            notes != NULL ? notes : "", -1);
  gtk_switch_set_active (self->active_switch,
                         json_is_true (json_object_get (from, OD_FIELD_ACTIVE)));
  gtk_spin_button_set_value (self->multiplier_spin,
                             from != NULL ? json_number_value (
                               json_object_get (from, OD_FIELD_OUTBOUND_MULTIPLIER))
                                          : self->multiplier);
  gtk_spin_button_set_value (self->wrap_spin,
                             (from != NULL ? wrap_ms : OD_CAMPAIGN_WRAP_UP_MS) / 1000);
  gtk_spin_button_set_value (self->ring_spin,
                             (from != NULL ? ring_ms : OD_CAMPAIGN_RING_LIMIT_MS) / 1000);
  gtk_spin_button_set_value (self->cps_spin,
                             json_integer_value (
                               json_object_get (from, OD_FIELD_CALLS_PER_SECOND)));
  gtk_spin_button_set_value (self->channels_spin,
                             json_integer_value (
                               json_object_get (from, OD_FIELD_CHANNELS)));
}

static void
fill (OdCampaignDialog *self)
{
  static const char *const statuses[] = { "READY", "NEW", NULL };
  json_t *rules = json_object_get (self->original, OD_FIELD_CALLING_RULES);

  self->filling = TRUE;
  fill_values (self);
  fill_scripts (self,
                json_integer_value (json_object_get (self->original, OD_FIELD_SCRIPT)));
  fill_rules (self, json_is_string (rules) ? json_string_value (rules) : "");
  od_campaign_choices_fill (self->desk, self->original, self->status_chips,
                            OD_FIELD_SOURCE_STATUSES, statuses);
  od_campaign_choices_fill (self->desk, self->original, self->disposition_chips,
                            OD_FIELD_DISPOSITIONS, NULL);
  od_disposition_table_set (self->disposition_table,
                            json_object_get (self->original, OD_FIELD_DISPOSITIONS));
  self->filling = FALSE;
  check (self);
}

/* --- sending ---------------------------------------------------------------------- */

static gint64
get_id (OdCampaignDialog *self)
{
  return json_integer_value (json_object_get (self->original, OD_FIELD_ID));
}

static void
save (OdCampaignDialog *self, json_t *body)
{
  self->step = SAVE;
  od_form_dialog_save (OD_FORM_DIALOG (self), od_desk_get_backend (self->desk),
                       self->original, OD_PATH_CAMPAIGNS, OD_PATH_CAMPAIGN, body);
}

/* Returns: whether there was anything to send. */
static gboolean
send_agents (OdCampaignDialog *self)
{
  g_autofree char *path = od_backend_fill_id (OD_PATH_CAMPAIGN_AGENTS, get_id (self));
  OdBackendRequest request = { .method = "PUT", .path = path };

  if (!od_agent_chooser_is_changed (self->agent_chooser))
    return FALSE;

  self->step = ASSIGN;
  request.body = od_agent_chooser_make_body (self->agent_chooser);
  od_form_dialog_send (OD_FORM_DIALOG (self), od_desk_get_backend (self->desk), &request);
  json_decref (request.body);
  return TRUE;
}

static void
od_campaign_dialog_confirm (OdFormDialog *form)
{
  OdCampaignDialog *self = OD_CAMPAIGN_DIALOG (form);
  json_t *body = make_body (self);

  if (self->original == NULL || json_object_size (body) > 0)
    save (self, body);
  else if (!send_agents (self))
    gtk_window_destroy (GTK_WINDOW (self));
  json_decref (body);
}

static gboolean
od_campaign_dialog_answered (OdFormDialog *form, json_t *answer)
{
  OdCampaignDialog *self = OD_CAMPAIGN_DIALOG (form);

  if (self->step == ASSIGN)
    return FALSE;

  json_incref (answer);
  json_decref (self->original);
  self->original = answer;
  od_desk_read_list (self->desk, OD_DESK_CAMPAIGNS);
  return send_agents (self);
}

static void
od_campaign_dialog_dispose (GObject *object)
{
  OdCampaignDialog *self = OD_CAMPAIGN_DIALOG (object);

  self->filling = TRUE; /* what goes now is not typed */
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_campaign_dialog_parent_class)->dispose (object);
}

static void
od_campaign_dialog_finalize (GObject *object)
{
  OdCampaignDialog *self = OD_CAMPAIGN_DIALOG (object);

  g_array_unref (self->script_ids);
  g_hash_table_unref (self->script_names);
  json_decref (self->original);
  G_OBJECT_CLASS (od_campaign_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, OdCampaignDialog, child)
  g_type_ensure (OD_TYPE_CHIPS_ENTRY);
  g_type_ensure (OD_TYPE_AGENT_CHOOSER);
  g_type_ensure (OD_TYPE_DISPOSITION_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/campaign-dialog.ui");
  BIND (name_row);
  BIND (script_row);
  BIND (active_switch);
  BIND (state_label);
  BIND (notes_view);
  BIND (caller_row);
  BIND (status_chips);
  BIND (multiplier_spin);
  BIND (rules_row);
  BIND (disposition_chips);
  BIND (disposition_table);
  BIND (agent_chooser);
  BIND (wrap_spin);
  BIND (ring_spin);
  BIND (cps_spin);
  BIND (channels_spin);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_rules_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_dispositions_changed);
}

static void
od_campaign_dialog_class_init (OdCampaignDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_campaign_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_campaign_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_campaign_dialog_confirm;
  OD_FORM_DIALOG_CLASS (klass)->answered = od_campaign_dialog_answered;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
name_fields (OdCampaignDialog *self)
{
  OdFormDialog *form = OD_FORM_DIALOG (self);

  od_form_dialog_name_field (form, OD_FIELD_NAME, GTK_WIDGET (self->name_row));
  od_form_dialog_name_field (form, OD_FIELD_SCRIPT, GTK_WIDGET (self->script_row));
  od_form_dialog_name_field (form, OD_FIELD_ACTIVE, GTK_WIDGET (self->active_switch));
  od_form_dialog_name_field (form, OD_FIELD_CALLER_ID, GTK_WIDGET (self->caller_row));
  od_form_dialog_name_field (form, OD_FIELD_SOURCE_STATUSES,
                             GTK_WIDGET (self->status_chips));
  od_form_dialog_name_field (form, OD_FIELD_OUTBOUND_MULTIPLIER,
                             GTK_WIDGET (self->multiplier_spin));
  od_form_dialog_name_field (form, OD_FIELD_CALLING_RULES, GTK_WIDGET (self->rules_row));
  od_form_dialog_name_field (form, OD_FIELD_DISPOSITIONS,
                             GTK_WIDGET (self->disposition_chips));
  od_form_dialog_name_field (form, OD_FIELD_AGENTS, GTK_WIDGET (self->agent_chooser));
  od_form_dialog_name_field (form, OD_FIELD_WRAP_UP_MS, GTK_WIDGET (self->wrap_spin));
  od_form_dialog_name_field (form, OD_FIELD_RING_LIMIT_MS, GTK_WIDGET (self->ring_spin));
  od_form_dialog_name_field (form, OD_FIELD_CALLS_PER_SECOND,
                             GTK_WIDGET (self->cps_spin));
  od_form_dialog_name_field (form, OD_FIELD_CHANNELS, GTK_WIDGET (self->channels_spin));
}

static void
od_campaign_dialog_init (OdCampaignDialog *self)
{
  self->filling = TRUE;
  self->multiplier = od_calling_rules_get (OD_RULES_NONE)->multiplier_x10 / 10.0;
  self->script_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->script_names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                              g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  od_chips_entry_set_title (self->status_chips, _ ("Source Status"));
  od_chips_entry_set_allow_new (self->status_chips, TRUE);
  od_chips_entry_set_normalize (self->status_chips, od_lead_normalize_status);
  od_chips_entry_set_title (self->disposition_chips, _ ("Custom Disposition"));
  od_chips_entry_set_allow_new (self->disposition_chips, TRUE);
  od_chips_entry_set_normalize (self->disposition_chips, od_disposition_normalize);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->notes_view), "changed",
                            G_CALLBACK (on_changed), self);
  od_row_name_speak (self->name_row);
  od_row_name_speak (self->caller_row);
  name_fields (self);
}

OdFormDialog *
od_campaign_dialog_new (OdDesk *desk, OdRecord *campaign)
{
  OdCampaignDialog *self = g_object_new (OD_TYPE_CAMPAIGN_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  if (campaign != NULL)
    self->original = json_incref (od_record_get_body (campaign));
  gtk_window_set_title (GTK_WINDOW (self),
                        campaign != NULL ? _ ("Edit Campaign") : _ ("Add Campaign"));
  fill (self);
  od_agent_chooser_set_campaign (self->agent_chooser, desk, get_id (self));
  g_signal_connect_object (od_desk_get_list (desk, OD_DESK_SCRIPTS), "loaded",
                           G_CALLBACK (on_scripts_loaded), self, G_CONNECT_SWAPPED);
  return OD_FORM_DIALOG (self);
}
