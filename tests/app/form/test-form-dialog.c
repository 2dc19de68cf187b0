/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Confirm waits for the form, nothing is done twice, and what was typed stays.
 */
#include "app/form/form-dialog.h"

#include "app/form/question.h"
#include "app/sync/http-peer.h"
#include "support/waiting.h"

typedef struct {
  Peer *peer;
  OdBackend *backend;
  OdFormDialog *dialog;
  GtkWidget *name_entry;
  guint status; /* what the server says */
  const char *body;
  const char *words; /* waited for */
  guint n_confirmed;
  char *saved; /* NULL: not saved; the answer's "name" */
} Fixture;

static void
on_asked (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  peer_say (message, f->status, f->body);
}

static void
on_confirm (OdFormDialog *dialog, Fixture *f)
{
  f->n_confirmed++;
}

static void
on_saved (OdFormDialog *dialog, json_t *answer, Fixture *f)
{
  f->saved = g_strdup (json_string_value (json_object_get (answer, "name")));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  f->peer = peer_new (0, on_asked, f);
  f->backend = od_backend_new (f->peer->url, NULL);
  f->dialog = g_object_ref_sink (g_object_new (OD_TYPE_FORM_DIALOG, NULL));
  f->name_entry = gtk_entry_new ();
  gtk_box_append (GTK_BOX (box), f->name_entry);
  od_form_dialog_set_content (f->dialog, box);
  od_form_dialog_name_field (f->dialog, "name", f->name_entry);
  g_signal_connect (f->dialog, "confirm", G_CALLBACK (on_confirm), f);
  g_signal_connect (f->dialog, "saved", G_CALLBACK (on_saved), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  od_test_let_go (f->dialog);
  g_assert_finalize_object (f->backend);
  peer_free (f->peer);
  g_free (f->saved);
}

static void
confirm (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
}

static gboolean
is_said (gpointer data)
{
  Fixture *f = data;

  return strstr (od_form_dialog_get_message (f->dialog), f->words) != NULL;
}

static void
wait_for_message (Fixture *f, const char *words)
{
  f->words = words;
  od_test_wait_until (is_said, f, 10, words);
}

static void
send_name (Fixture *f, const char *name)
{
  json_t *body = json_pack ("{s:s}", "name", name);
  OdBackendRequest request = { .method = "POST", .path = "/v1/things", .body = body };

  od_form_dialog_send (f->dialog, f->backend, &request);
  json_decref (body);
}

static void
test_a_problem_holds_confirm_back (Fixture *f, gconstpointer data)
{
  GtkWidget *below;

  od_form_dialog_set_problem (f->dialog, f->name_entry, "Enter a name.");
  confirm (f);
  g_assert_cmpuint (f->n_confirmed, ==, 0);
  g_assert_cmpstr (od_form_dialog_get_problem (f->dialog), ==, "Enter a name.");
  below = gtk_widget_get_next_sibling (f->name_entry);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (below)), ==, "Enter a name.");
  g_assert_false (gtk_widget_has_css_class (below, "problem"));
  od_form_dialog_touch (f->dialog);
  g_assert_true (gtk_widget_has_css_class (below, "problem"));
  gtk_test_accessible_assert_property (f->name_entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Enter a name.");

  od_form_dialog_set_problem (f->dialog, f->name_entry, NULL);
  g_assert_null (gtk_widget_get_next_sibling (f->name_entry));
  confirm (f);
  g_assert_cmpuint (f->n_confirmed, ==, 1);
}

static void
test_a_problem_finds_its_place_in_a_group (Fixture *f, gconstpointer data)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *below;

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  od_form_dialog_set_content (f->dialog, group);
  od_form_dialog_set_problem (f->dialog, row, "Enter a name.");
  below = gtk_widget_get_next_sibling (row);
  g_assert_true (GTK_IS_LIST_BOX_ROW (below));
  od_form_dialog_set_problem (f->dialog, row, NULL);
  g_assert_null (gtk_widget_get_next_sibling (row));
}

static gboolean
is_saved (gpointer data)
{
  return ((Fixture *) data)->saved != NULL;
}

static void
test_trying_again_has_the_same_key (Fixture *f, gconstpointer data)
{
  f->status = 503;
  f->body = "{\"code\":\"busy\",\"title\":\"Not now.\"}";
  send_name (f, "Autumn");
  g_assert_true (od_form_dialog_is_sending (f->dialog));
  wait_for_message (f, "Nothing you typed is lost");
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  send_name (f, "Autumn");
  wait_for_message (f, "Nothing you typed is lost");
  send_name (f, "Winter");
  wait_for_message (f, "Nothing you typed is lost");
  g_assert_cmpstr (peer_get (f->peer, 0)->key, ==, peer_get (f->peer, 1)->key);
  g_assert_cmpstr (peer_get (f->peer, 1)->key, !=, peer_get (f->peer, 2)->key);

  f->status = 201;
  f->body = "{\"name\":\"Winter\"}";
  send_name (f, "Winter");
  od_test_wait_until (is_saved, f, 10, "the server to take it");
  g_assert_cmpstr (f->saved, ==, "Winter");
  g_assert_cmpstr (peer_get (f->peer, 2)->key, ==, peer_get (f->peer, 3)->key);
}

static void
test_the_servers_reason_stands_at_the_field (Fixture *f, gconstpointer data)
{
  GtkWidget *below;

  f->status = 409;
  f->body = "{\"code\":\"name-taken\",\"title\":\"There is one already.\","
            "\"field\":\"name\"}";
  send_name (f, "Autumn");
  wait_for_message (f, "There is one already.");
  below = gtk_widget_get_next_sibling (f->name_entry);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (below)), "one already"));
  confirm (f);
  g_assert_cmpuint (f->n_confirmed, ==, 1); /* the server's word holds nobody back */

  od_form_dialog_touch (f->dialog);
  g_assert_null (gtk_widget_get_next_sibling (f->name_entry));
  g_assert_cmpstr (od_form_dialog_get_message (f->dialog), ==, "");
}

static gboolean
is_in_name (gpointer data)
{
  Fixture *f = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->dialog));

  return focus != NULL && gtk_widget_is_ancestor (focus, f->name_entry);
}

static void
test_the_keys_come_back_after_a_refusal (Fixture *f, gconstpointer data)
{
  od_test_wait_until (is_in_name, f, 10, "the focus in the first field");
  f->status = 503;
  f->body = "{\"code\":\"busy\",\"title\":\"Not now.\"}";
  send_name (f, "Autumn");
  g_assert_null (gtk_window_get_focus (GTK_WINDOW (f->dialog)));
  wait_for_message (f, "Nothing you typed is lost");
  g_assert_true (is_in_name (f));
}

static void
test_a_change_by_somebody_else_is_told (Fixture *f, gconstpointer data)
{
  f->status = 409;
  f->body = "{\"code\":\"stale\",\"title\":\"version 3\"}";
  send_name (f, "Autumn");
  wait_for_message (f, "Somebody else changed this");
}

static void
test_the_first_field_has_the_keys (Fixture *f, gconstpointer data)
{
  od_test_wait_until (is_in_name, f, 10, "the focus in the first field");
}

static void
test_closing_asks_when_something_was_typed (Fixture *f, gconstpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint before = g_list_model_get_n_items (windows);
  g_autoptr (GtkWindow) question = NULL;

  gtk_editable_set_text (GTK_EDITABLE (f->name_entry), "Autumn");
  od_form_dialog_touch (f->dialog);
  gtk_window_close (GTK_WINDOW (f->dialog));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, before + 1);
  for (guint i = 0; i <= before && question == NULL; i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (one))
      question = g_steal_pointer (&one);
  }
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), OD_QUESTION_LOSE);
  gtk_window_destroy (question);
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, before - 1);
}

static void
test_closing_asks_nothing_when_all_was_taken_away_again (Fixture *f, gconstpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint before = g_list_model_get_n_items (windows);

  gtk_editable_set_text (GTK_EDITABLE (f->name_entry), "Autumn");
  od_form_dialog_touch (f->dialog);
  gtk_editable_set_text (GTK_EDITABLE (f->name_entry), "");
  od_form_dialog_touch (f->dialog);
  gtk_window_close (GTK_WINDOW (f->dialog));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, before - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/form-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-problem-holds-confirm-back", test_a_problem_holds_confirm_back);
  ADD ("a-problem-finds-its-place-in-a-group", test_a_problem_finds_its_place_in_a_group);
  ADD ("trying-again-has-the-same-key", test_trying_again_has_the_same_key);
  ADD ("the-servers-reason-stands-at-the-field",
       test_the_servers_reason_stands_at_the_field);
  ADD ("a-change-by-somebody-else-is-told", test_a_change_by_somebody_else_is_told);
  ADD ("the-keys-come-back-after-a-refusal", test_the_keys_come_back_after_a_refusal);
  ADD ("the-first-field-has-the-keys", test_the_first_field_has_the_keys);
  ADD ("closing-asks-when-something-was-typed",
       test_closing_asks_when_something_was_typed);
  ADD ("closing-asks-nothing", test_closing_asks_nothing_when_all_was_taken_away_again);
  return g_test_run ();
}
