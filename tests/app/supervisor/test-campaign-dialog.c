/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form holds Confirm back until it can be sent, sends what was changed, then who is
 * assigned; half a success is not done twice.
 */
#include "app/supervisor/campaign-dialog.h"

#include "app/form/chips-entry.h"
#include "app/supervisor/agent-chooser.h"
#include "app/supervisor/office.h"
#include "shared/model/calling-rules.h"
#include "support/seen.h"

typedef struct {
  Office office;
  OdFormDialog *dialog;
  gboolean saved;
  const char *words;
} Fixture;

static void
on_saved (OdFormDialog *dialog, json_t *answer, Fixture *f)
{
  f->saved = TRUE;
}

static void
open_dialog (Fixture *f, OdRecord *campaign)
{
  f->dialog = g_object_ref_sink (od_campaign_dialog_new (f->office.desk, campaign));
  g_signal_connect (f->dialog, "saved", G_CALLBACK (on_saved), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->saved = FALSE;
  office_open (&f->office);
  open_dialog (f, data != NULL ? office_get (&f->office, OD_DESK_CAMPAIGNS, 1) : NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  od_test_let_go (f->dialog);
  office_close (&f->office);
}

static GtkWidget *
child (Fixture *f, const char *id)
{
  return GTK_WIDGET (
    gtk_widget_get_template_child (GTK_WIDGET (f->dialog), OD_TYPE_CAMPAIGN_DIALOG, id));
}

static void
type (Fixture *f, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (child (f, id)), text);
}

static void
confirm (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
}

static gboolean
is_saved (gpointer data)
{
  return ((Fixture *) data)->saved;
}

static gboolean
is_said (gpointer data)
{
  Fixture *f = data;

  return strstr (od_form_dialog_get_message (f->dialog), f->words) != NULL;
}

static gboolean
can_choose_agents (gpointer data)
{
  GtkWidget *chooser = child (data, "agent_chooser");

  return gtk_widget_is_sensitive (od_test_find_widget (chooser, GTK_TYPE_ENTRY));
}

static OdChipsEntry *
get_agents (Fixture *f)
{
  return OD_CHIPS_ENTRY (
    od_test_find_widget (child (f, "agent_chooser"), OD_TYPE_CHIPS_ENTRY));
}

static void
fill_in (Fixture *f)
{
  type (f, "name_row", " Spring ");
  type (f, "caller_row", "+44 1902 555 102");
  od_chips_entry_type (OD_CHIPS_ENTRY (child (f, "status_chips")), "ready, later");
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (f, "rules_row")), 4);
}

static void
test_confirm_waits_for_every_required_field (Fixture *f, gconstpointer data)
{
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  fill_in (f);
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  type (f, "name_row", " ");
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  type (f, "name_row", "Spring");
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (f, "rules_row")), 0);
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (f, "rules_row")), 1);
  type (f, "caller_row", "ask Bob");
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  type (f, "caller_row", " ");
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  type (f, "caller_row", "+441902555100");
  g_assert_null (od_form_dialog_get_problem (f->dialog));
}

static void
choose_rules (Fixture *f, OdCallingRules rules, double multiplier)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (f, "rules_row")), rules);
  g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (
                                    GTK_SPIN_BUTTON (child (f, "multiplier_spin"))),
                                  multiplier, 1e-9);
}

static void
test_the_rules_suggest_a_multiplier (Fixture *f, gconstpointer data)
{
  choose_rules (f, OD_RULES_US_TSR, 3);
  choose_rules (f, OD_RULES_UK, 1);
  choose_rules (f, OD_RULES_US_TSR, 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child (f, "multiplier_spin")), 2.4);
  choose_rules (f, OD_RULES_EU, 2.4);
  choose_rules (f, OD_RULES_US_TSR, 2.4);
}

static void
test_the_rules_of_an_old_campaign_suggest_nothing (Fixture *f, gconstpointer data)
{
  double was = gtk_spin_button_get_value (GTK_SPIN_BUTTON (child (f, "multiplier_spin")));

  choose_rules (f, OD_RULES_UK, was);
  choose_rules (f, OD_RULES_US_TSR, was);
}

static void
test_half_a_word_is_not_lost (Fixture *f, gconstpointer data)
{
  GtkWidget *chips = child (f, "disposition_chips");
  GtkWidget *entry = od_test_find_widget (chips, GTK_TYPE_ENTRY);

  fill_in (f);
  gtk_editable_set_text (GTK_EDITABLE (entry), "call ba");
  confirm (f);
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  g_assert_null (office_last (&f->office));
  g_signal_emit_by_name (entry, "activate");
  g_assert_null (od_form_dialog_get_problem (f->dialog));
}

static void
assert_last (Fixture *f, const char *method, const char *path, const char *body)
{
  const Asked *asked = office_last (&f->office);
  json_t *sent, *expected = json_loads (body, 0, NULL);

  g_assert_nonnull (asked);
  g_assert_cmpstr (asked->method, ==, method);
  g_assert_cmpstr (asked->path, ==, path);
  sent = json_loads (asked->body, 0, NULL);
  g_test_message ("%s", asked->body);
  g_assert_true (json_equal (sent, expected));
  json_decref (sent);
  json_decref (expected);
}

static void
test_a_new_campaign_is_sent_whole (Fixture *f, gconstpointer data)
{
  fill_in (f);
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the campaign to be saved");
  assert_last (f, "POST", "/v1/campaigns",
               "{\"name\":\"Spring\",\"active\":false,\"script\":null,\"notes\":\"\","
               "\"caller_id\":\"441902555102\",\"source_statuses\":[\"READY\","
               "\"LATER\"],\"outbound_multiplier\":1.0,\"calling_rules\":\"TEST\","
               "\"wrap_up_ms\":30000,\"ring_limit_ms\":25000,\"calls_per_second\":0,"
               "\"channels\":0,\"dispositions\":[]}");
}

static void
test_agents_are_assigned_after_it_is_saved (Fixture *f, gconstpointer data)
{
  guint posts = 0;

  fill_in (f);
  g_assert_true (od_chips_entry_type (get_agents (f), "carol"));
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the campaign to be saved");
  assert_last (f, "PUT", "/v1/campaigns/9/agents", "{\"agents\":[13]}");
  for (guint i = 0; i < f->office.peer->asked->len; i++)
    posts += g_str_equal (peer_get (f->office.peer, i)->path, "/v1/campaigns")
             && g_str_equal (peer_get (f->office.peer, i)->method, "POST");
  g_assert_cmpuint (posts, ==, 1);
}

static void
test_a_taken_name_is_told_at_its_field (Fixture *f, gconstpointer data)
{
  f->office.refuse_status = 409;
  f->office.refuse_body = "{\"code\":\"name-taken\",\"title\":\"There is a Spring.\","
                          "\"field\":\"name\"}";
  fill_in (f);
  confirm (f);
  f->words = "There is a Spring.";
  od_test_wait_until (is_said, f, 10, "the server's reason");
  g_assert_true (od_test_says (gtk_widget_get_next_sibling (child (f, "name_row")),
                               "There is a Spring."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (child (f, "name_row"))), ==,
                   " Spring ");
}

static void
test_only_what_was_changed_is_sent (Fixture *f, gconstpointer data)
{
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  type (f, "name_row", "Late Autumn");
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (f, "script_row")), 0);
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the campaign to be saved");
  assert_last (f, "PATCH", "/v1/campaigns/1",
               "{\"name\":\"Late Autumn\",\"script\":null}");
}

/* The server's seconds have parts, which the form does not show. */
static void
test_parts_of_seconds_are_not_cut_off (Fixture *f, gconstpointer data)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child (f, "wrap_spin")), 31);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (child (f, "multiplier_spin")), 2.4);
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the campaign to be saved");
  assert_last (f, "PATCH", "/v1/campaigns/1",
               "{\"outbound_multiplier\":2.4,\"wrap_up_ms\":31000}");
}

static void
test_who_is_assigned_can_be_changed_alone (Fixture *f, gconstpointer data)
{
  od_test_wait_until (can_choose_agents, f, 10, "who is assigned");
  g_signal_emit_by_name (get_agents (f), "changed"); /* nothing was changed yet */
  gtk_widget_grab_focus (child (f, "agent_chooser"));
  od_chips_entry_set_chosen (get_agents (f), (const char *const[]){ "bob", NULL });
  g_signal_emit_by_name (get_agents (f), "changed");
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the agents to be saved");
  assert_last (f, "PUT", "/v1/campaigns/1/agents", "{\"agents\":[12]}");
}

static gboolean
is_alice_unassigned (gpointer data)
{
  g_auto (GStrv) chosen = od_chips_entry_dup_chosen (get_agents (data));

  return !g_strv_contains ((const char *const *) chosen, "alice");
}

/* While carol is taken away here, somebody else takes alice away. */
static void
test_what_another_supervisor_does_is_not_undone (Fixture *f, gconstpointer data)
{
  od_test_wait_until (can_choose_agents, f, 10, "who is assigned");
  od_chips_entry_set_chosen (get_agents (f),
                             (const char *const[]){ "alice", "bob", NULL });
  g_signal_emit_by_name (get_agents (f), "changed");
  f->office.assigned = "{\"agents\":[{\"id\":12},{\"id\":13}]}";
  office_say (&f->office, "event: agents-saved\nid: 2\ndata: {\"campaign\":1}\n\n");
  od_test_wait_until (is_alice_unassigned, f, 10, "alice to leave");
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the agents to be saved");
  assert_last (f, "PUT", "/v1/campaigns/1/agents", "{\"agents\":[12]}");
}

static void
test_nothing_changed_is_nothing_sent (Fixture *f, gconstpointer data)
{
  confirm (f);
  g_assert_false (od_form_dialog_is_sending (f->dialog));
  g_assert_null (office_last (&f->office));
}

static const char *
get_script (Fixture *f)
{
  AdwComboRow *row = ADW_COMBO_ROW (child (f, "script_row"));

  return gtk_string_object_get_string (adw_combo_row_get_selected_item (row));
}

static gboolean
is_script_named (gpointer data)
{
  Fixture *f = data;

  return g_str_equal (get_script (f), f->words);
}

/* "None" among them. */
static gboolean
are_three_scripts (gpointer data)
{
  AdwComboRow *row = ADW_COMBO_ROW (child (data, "script_row"));

  return g_list_model_get_n_items (adw_combo_row_get_model (row)) == 3;
}

static void
read_scripts (Fixture *f, const char *scripts, const char *words)
{
  f->office.scripts = scripts;
  f->words = words;
  od_desk_read_list (f->office.desk, OD_DESK_SCRIPTS);
  od_test_wait_until (is_script_named, f, 10, words);
}

/* By somebody else, while the form is open. */
static void
test_a_deleted_script_keeps_its_name (Fixture *f, gconstpointer data)
{
  static const char other[] = "{\"scripts\":[{\"id\":8,\"version\":1,"
                              "\"name\":\"Other\",\"text\":\"Hello.\"}]}";

  g_assert_cmpstr (get_script (f), ==, "Greeting");
  read_scripts (f, "{\"scripts\":[]}", "Greeting (deleted)");
  read_scripts (f, NULL, "Greeting");
  read_scripts (f, "{\"scripts\":[]}", "Greeting (deleted)");
  f->office.scripts = other;
  od_desk_read_list (f->office.desk, OD_DESK_SCRIPTS);
  od_test_wait_until (are_three_scripts, f, 10, "the other script");
  g_assert_cmpstr (get_script (f), ==, "Greeting (deleted)");
  confirm (f);
  g_assert_null (office_last (&f->office));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define NEW(name, func)                                                                  \
  g_test_add ("/campaign-dialog/" name, Fixture, NULL, set_up, func, tear_down)
#define EDIT(name, func)                                                                 \
  g_test_add ("/campaign-dialog/" name, Fixture, "edit", set_up, func, tear_down)
  NEW ("confirm-waits-for-every-required-field",
       test_confirm_waits_for_every_required_field);
  NEW ("the-rules-suggest-a-multiplier", test_the_rules_suggest_a_multiplier);
  EDIT ("the-rules-of-an-old-campaign",
        test_the_rules_of_an_old_campaign_suggest_nothing);
  NEW ("half-a-word-is-not-lost", test_half_a_word_is_not_lost);
  NEW ("a-new-campaign-is-sent-whole", test_a_new_campaign_is_sent_whole);
  NEW ("agents-are-assigned-after-it-is-saved",
       test_agents_are_assigned_after_it_is_saved);
  NEW ("a-taken-name-is-told-at-its-field", test_a_taken_name_is_told_at_its_field);
  EDIT ("only-what-was-changed-is-sent", test_only_what_was_changed_is_sent);
  EDIT ("parts-of-seconds-are-not-cut-off", test_parts_of_seconds_are_not_cut_off);
  EDIT ("who-is-assigned-can-be-changed-alone",
        test_who_is_assigned_can_be_changed_alone);
  EDIT ("what-another-supervisor-does-is-not-undone",
        test_what_another_supervisor_does_is_not_undone);
  EDIT ("nothing-changed-is-nothing-sent", test_nothing_changed_is_nothing_sent);
  EDIT ("a-deleted-script-keeps-its-name", test_a_deleted_script_keeps_its_name);
  return g_test_run ();
}
