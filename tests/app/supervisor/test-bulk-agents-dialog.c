/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking twice after a silence asks for the same agents; their passwords are shown.
 */
#include "app/supervisor/bulk-agents-dialog.h"

#include "app/supervisor/new-agents-window.h"
#include "app/supervisor/office.h"
#include "support/seen.h"

typedef struct {
  Office office;
  OdFormDialog *dialog;
} Fixture;

static GtkSpinButton *
get_number (Fixture *f)
{
  return GTK_SPIN_BUTTON (gtk_widget_get_template_child (GTK_WIDGET (f->dialog),
                                                         OD_TYPE_BULK_AGENTS_DIALOG,
                                                         "number_spin"));
}

static void
ask_for (Fixture *f, guint n)
{
  gtk_spin_button_set_value (get_number (f), n);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  office_open (&f->office);
  f->dialog = g_object_ref_sink (od_bulk_agents_dialog_new (f->office.desk));
  gtk_window_present (GTK_WINDOW (f->dialog));
  ask_for (f, 2);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  od_test_let_go (f->dialog);
  office_close (&f->office);
}

static void
confirm (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
}

static GtkWidget *
find_result (void)
{
  return od_test_find_window (OD_TYPE_NEW_AGENTS_WINDOW);
}

static gboolean
is_shown (gpointer data)
{
  return find_result () != NULL;
}

static gboolean
is_refused (gpointer dialog)
{
  return od_form_dialog_get_message (dialog)[0] != '\0';
}

static void
test_asking_again_asks_for_the_same (Fixture *f, gconstpointer data)
{
  g_autofree char *first_body = NULL;
  g_autofree char *first_key = NULL;
  json_t *sent;

  f->office.refuse_status = 503;
  f->office.refuse_body = "{\"code\":\"busy\",\"title\":\"Not now.\"}";
  confirm (f);
  od_test_wait_until (is_refused, f->dialog, 10, "the silence");
  first_body = g_strdup (office_last (&f->office)->body);
  first_key = g_strdup (office_last (&f->office)->key);

  confirm (f);
  od_test_wait_until (is_shown, NULL, 10, "the passwords");
  g_assert_cmpstr (office_last (&f->office)->body, ==, first_body);
  g_assert_cmpstr (office_last (&f->office)->key, ==, first_key);

  sent = json_loads (first_body, 0, NULL);
  g_assert_cmpuint (json_array_size (json_object_get (sent, "passwords")), ==, 2);
  office_wait_for (find_result (), GTK_TYPE_INSCRIPTION, "12608");
  office_wait_for (find_result (), GTK_TYPE_INSCRIPTION,
                   json_string_value (
                     json_array_get (json_object_get (sent, "passwords"), 1)));
  json_decref (sent);
  gtk_window_destroy (GTK_WINDOW (find_result ()));
}

static void
lose_answer (Fixture *f)
{
  f->office.refuse_status = 503;
  f->office.refuse_body = "{\"code\":\"busy\",\"title\":\"Not now.\"}";
  confirm (f);
  od_test_wait_until (is_refused, f->dialog, 10, "the silence");
}

/* The order that leaves @after others behind it. */
static const Asked *
get_order (Fixture *f, guint after)
{
  for (guint i = f->office.peer->asked->len; i > 0; i--) {
    const Asked *asked = peer_get (f->office.peer, i - 1);

    if (g_str_equal (asked->method, "POST") && g_str_equal (asked->path, "/v1/agents")
        && after-- == 0)
      return asked;
  }
  g_assert_not_reached ();
}

/* Those that may be made are asked for as they were, and then the others. */
static void
test_more_are_wanted_after_a_silence (Fixture *f, gconstpointer data)
{
  lose_answer (f);
  ask_for (f, 5);
  confirm (f);
  od_test_wait_until (is_shown, NULL, 10, "the passwords");
  g_assert_cmpstr (get_order (f, 1)->body, ==, get_order (f, 2)->body);
  g_assert_cmpstr (get_order (f, 1)->key, ==, get_order (f, 2)->key);
  g_assert_cmpstr (get_order (f, 0)->key, !=, get_order (f, 2)->key);
  g_assert_cmpuint (f->office.n_made, ==, 5);
  office_wait_for (find_result (), GTK_TYPE_INSCRIPTION, "12611");
  gtk_window_destroy (GTK_WINDOW (find_result ()));
}

/* Nobody can take back what may be made: fewer are not asked for in silence. */
static void
test_fewer_are_not_wanted_after_a_silence (Fixture *f, gconstpointer data)
{
  GtkWidget *question;

  ask_for (f, 5);
  lose_answer (f);
  ask_for (f, 4);
  g_assert_cmpstr (od_form_dialog_get_problem (f->dialog), ==,
                   "The server may have made 5 agents already, and has not said so: ask "
                   "for 5 or more to see their passwords.");
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.cancel", NULL);
  question = od_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (od_test_says (question, "The server may have made 5 agents"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "stay");
  ask_for (f, 5);
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  f->office.refuse_status = 409; /* now it is said that none was made */
  f->office.refuse_body =
    "{\"code\":\"block-full\",\"title\":\"Only 1 number is free.\"}";
  confirm (f);
  od_test_wait_until (is_refused, f->dialog, 10, "the reason");
  ask_for (f, 1);
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  confirm (f);
  od_test_wait_until (is_shown, NULL, 10, "the passwords");
  g_assert_cmpuint (f->office.n_made, ==, 1);
  gtk_window_destroy (GTK_WINDOW (find_result ()));
}

static void
test_a_full_block_says_so (Fixture *f, gconstpointer data)
{
  f->office.refuse_status = 409;
  f->office.refuse_body =
    "{\"code\":\"block-full\",\"title\":\"Only 1 number is free.\"}";
  confirm (f);
  od_test_wait_until (is_refused, f->dialog, 10, "the reason");
  g_assert_cmpstr (od_form_dialog_get_message (f->dialog), ==, "Only 1 number is free.");
  g_assert_null (find_result ());
}

static guint
count_orders (Fixture *f)
{
  guint n = 0;

  for (guint i = 0; i < f->office.peer->asked->len; i++)
    n += g_str_equal (peer_get (f->office.peer, i)->method, "POST")
         && g_str_equal (peer_get (f->office.peer, i)->path, "/v1/agents");
  return n;
}

static void
shows_agents (const char *first, const char *last)
{
  office_wait_for (find_result (), GTK_TYPE_INSCRIPTION, first);
  g_assert_true (od_test_says (find_result (), last)
                 || office_wait_for (find_result (), GTK_TYPE_INSCRIPTION, last) != NULL);
  gtk_window_destroy (GTK_WINDOW (find_result ()));
}

/* No answer is long in coming. */
static void
test_many_are_made_a_few_at_a_time (Fixture *f, gconstpointer data)
{
  ask_for (f, 25);
  confirm (f);
  od_test_await_words (GTK_WIDGET (f->dialog), "10 of 25 agents are made.");
  od_test_wait_until (is_shown, NULL, 10, "the passwords");
  g_assert_cmpuint (count_orders (f), ==, 3);
  g_assert_cmpuint (f->office.n_made, ==, 25);
  shows_agents ("12607", "12610");
}

/* The few that are asked for are waited for, and all that were made are shown. */
static void
test_stopping_shows_what_was_made (Fixture *f, gconstpointer data)
{
  ask_for (f, 200);
  confirm (f);
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.cancel", NULL);
  g_assert_true (
    od_test_says (GTK_WIDGET (f->dialog), "0 of 200 agents are made. Stopping…"));
  od_test_wait_until (is_shown, NULL, 10, "the passwords");
  g_assert_cmpuint (count_orders (f), ==, 1);
  shows_agents ("12607", "12616");
}

/* Nobody is left with a password that no one has seen. */
static void
test_what_was_made_before_an_error_is_shown (Fixture *f, gconstpointer data)
{
  ask_for (f, 25);
  f->office.takes_first = 1;
  f->office.refuse_status = 409;
  f->office.refuse_body =
    "{\"code\":\"block-full\",\"title\":\"Only 3 numbers are free.\"}";
  confirm (f);
  od_test_wait_until (is_refused, f->dialog, 10, "the reason");
  g_assert_true (od_test_says (GTK_WIDGET (f->dialog), "10 of 25 agents are made."));
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.cancel", NULL);
  od_test_wait_until (is_shown, NULL, 10, "the passwords");
  shows_agents ("12607", "12616");
}

static void
test_more_than_the_limit_is_said_not_changed (Fixture *f, gconstpointer data)
{
  GtkSpinButton *number = get_number (f);

  gtk_editable_set_text (GTK_EDITABLE (number), "500");
  confirm (f);
  g_assert_false (od_form_dialog_is_sending (f->dialog));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (number), ==, 500);
  g_assert_cmpstr (od_form_dialog_get_problem (f->dialog), ==,
                   "At most 200 agents can be made at a time.");
  gtk_spin_button_set_value (number, 200);
  g_assert_null (od_form_dialog_get_problem (f->dialog));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/bulk-agents-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("asking-again-asks-for-the-same", test_asking_again_asks_for_the_same);
  ADD ("more-after-a-silence", test_more_are_wanted_after_a_silence);
  ADD ("fewer-after-a-silence", test_fewer_are_not_wanted_after_a_silence);
  ADD ("a-few-at-a-time", test_many_are_made_a_few_at_a_time);
  ADD ("stopping", test_stopping_shows_what_was_made);
  ADD ("before-an-error", test_what_was_made_before_an_error_is_shown);
  ADD ("limit", test_more_than_the_limit_is_said_not_changed);
  ADD ("a-full-block-says-so", test_a_full_block_says_so);
  return g_test_run ();
}
