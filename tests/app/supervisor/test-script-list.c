/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script's name opens it, Preview shows it as it is, Delete takes away what nobody
 * uses.
 */
#include "app/supervisor/script-list.h"

#include "app/form/question.h"
#include "app/list/record-table.h"
#include "app/supervisor/office.h"
#include "app/supervisor/script-dialog.h"
#include "app/supervisor/script-preview.h"
#include "support/seen.h"

static gboolean
is_open (gpointer type)
{
  return od_test_find_window (*(GType *) type) != NULL;
}

static GtkWidget *
find_open (GType type)
{
  od_test_wait_until (is_open, &type, 10, "the window");
  return od_test_find_window (type);
}

static void
press (GtkWidget *window, const char *words)
{
  GtkWidget *label = office_wait_for (window, GTK_TYPE_LABEL, words);

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static void
test_the_buttons_of_a_script (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *opened;

  office_open (&office);
  gtk_window_set_child (GTK_WINDOW (window), od_script_list_new (office.desk));
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_present (GTK_WINDOW (window));

  press (window, "Preview");
  opened = find_open (OD_TYPE_SCRIPT_PREVIEW);
  office_wait_for (opened, GTK_TYPE_LABEL, "Good morning, <name>.");
  gtk_window_destroy (GTK_WINDOW (opened));

  press (window, "Greeting");
  opened = find_open (OD_TYPE_SCRIPT_DIALOG);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (opened)), ==, "Edit Script");
  gtk_window_destroy (GTK_WINDOW (opened));

  press (window, "Add a new Script");
  opened = find_open (OD_TYPE_SCRIPT_DIALOG);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (opened)), ==, "Add a new Script");
  gtk_window_destroy (GTK_WINDOW (opened));
  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

/* --- deleting --------------------------------------------------------------------- */

#define THREE                                                                            \
  "{\"scripts\":[{\"id\":7,\"version\":2,\"name\":\"Greeting\",\"text\":\"x\"},"         \
  "{\"id\":8,\"version\":5,\"name\":\"Opening\",\"text\":\"x\"},"                        \
  "{\"id\":9,\"version\":1,\"name\":\"Parting\",\"text\":\"x\"}]}"
#define ONE                                                                              \
  "{\"scripts\":[{\"id\":7,\"version\":2,\"name\":\"Greeting\",\"text\":\"x\"}]}"

typedef struct {
  Office office;
  GtkWidget *window;
  GtkWidget *list; /* OdRecordTable */
  guint expected;
} Fixture;

static gboolean
is_count (gpointer data)
{
  Fixture *f = data;

  return g_list_model_get_n_items (
           G_LIST_MODEL (od_desk_get_list (f->office.desk, OD_DESK_SCRIPTS)))
         == f->expected;
}

static void
wait_for_scripts (Fixture *f, guint n)
{
  f->expected = n;
  od_test_wait_until (is_count, f, 10, "the scripts");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  office_open (&f->office);
  f->office.scripts = THREE;
  od_desk_read_list (f->office.desk, OD_DESK_SCRIPTS);
  wait_for_scripts (f, 3);
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), od_script_list_new (f->office.desk));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 600, 400);
  gtk_window_present (GTK_WINDOW (f->window));
  f->list = office_wait_for (f->window, OD_TYPE_RECORD_TABLE, NULL);
  office_wait_for (f->window, GTK_TYPE_LABEL, "Parting");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  office_close (&f->office);
}

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (f->list, OD_TYPE_RECORD_TABLE, name));
}

static gboolean
is_one_shown (gpointer list)
{
  return g_list_model_get_n_items (od_record_table_get_shown (list)) == 1;
}

static void
press_delete (Fixture *f, const char *search)
{
  od_record_table_search (OD_RECORD_TABLE (f->list), search);
  if (search[0] != '\0')
    od_test_wait_until (is_one_shown, f->list, 10, search);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_part (f, "tick_all")), TRUE);
  g_signal_emit_by_name (get_part (f, "delete_button"), "clicked");
}

static AdwMessageDialog *
find_question (const char *heading)
{
  GtkWidget *question = find_open (ADW_TYPE_MESSAGE_DIALOG);

  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), ==,
                   heading);
  return ADW_MESSAGE_DIALOG (question);
}

static void
answer (AdwMessageDialog *question, const char *response)
{
  adw_message_dialog_response (question, response);
  gtk_window_destroy (GTK_WINDOW (question));
}

static void
test_one_script_is_deleted_after_a_question (Fixture *f, gconstpointer data)
{
  press_delete (f, "open");
  f->office.scripts = ONE;
  answer (find_question ("Delete “Opening”?"), OD_QUESTION_LOSE);
  wait_for_scripts (f, 1);
  g_assert_cmpstr (office_last (&f->office)->method, ==, "DELETE");
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/scripts/8");
  g_assert_cmpstr (office_last (&f->office)->version, ==, "5");
}

static void
test_who_keeps_them_sends_nothing (Fixture *f, gconstpointer data)
{
  press_delete (f, "");
  answer (find_question ("Delete 3 Scripts?"), OD_QUESTION_STAY);
  f->office.scripts = ONE; /* what is asked for next comes after what was sent */
  od_desk_read_list (f->office.desk, OD_DESK_SCRIPTS);
  wait_for_scripts (f, 1);
  g_assert_null (office_last (&f->office));
}

static void
test_a_used_script_is_named_and_the_others_go (Fixture *f, gconstpointer data)
{
  AdwMessageDialog *told;

  press_delete (f, "");
  f->office.refuse_status = 409;
  f->office.refuse_body = "{\"code\":\"refused\",\"title\":\"“Greeting” is the script of"
                          " “Autumn”: give that campaign another script first\"}";
  f->office.scripts = ONE;
  answer (find_question ("Delete 3 Scripts?"), OD_QUESTION_LOSE);
  wait_for_scripts (f, 1);
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/scripts/9");
  told = find_question ("1 Script Was Not Deleted");
  g_assert_cmpstr (adw_message_dialog_get_body (told), ==,
                   "“Greeting” is the script of “Autumn”: give that campaign another "
                   "script first.");
  gtk_window_destroy (GTK_WINDOW (told));
}

static void
test_what_somebody_changed_meanwhile_stays (Fixture *f, gconstpointer data)
{
  AdwMessageDialog *told;

  press_delete (f, "open");
  f->office.refuse_status = 409;
  f->office.refuse_body = "{\"code\":\"stale\",\"title\":\"Somebody else\"}";
  answer (find_question ("Delete “Opening”?"), OD_QUESTION_LOSE);
  told = find_question ("1 Script Was Not Deleted");
  g_assert_cmpstr (adw_message_dialog_get_body (told), ==,
                   "Somebody else changed “Opening” meanwhile: look at it again before "
                   "you delete it.");
  gtk_window_destroy (GTK_WINDOW (told));
}

static void
test_a_server_that_is_away_is_asked_once (Fixture *f, gconstpointer data)
{
  AdwMessageDialog *told;

  press_delete (f, "");
  f->office.refuse_status = 503;
  f->office.refuse_body = "{\"code\":\"unavailable\",\"title\":\"Try again\"}";
  answer (find_question ("Delete 3 Scripts?"), OD_QUESTION_LOSE);
  told = find_question ("3 Scripts Were Not Deleted");
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/scripts/7");
  gtk_window_destroy (GTK_WINDOW (told));
}

/* Another supervisor deletes two of them. */
static void
test_what_another_deletes_goes_by_itself (Fixture *f, gconstpointer data)
{
  f->office.scripts = ONE;
  office_say (&f->office, "event: script-deleted\nid: 2\ndata: {\"seq\":2,\"n\":5}\n\n");
  wait_for_scripts (f, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/script-list/the-buttons-of-a-script", test_the_buttons_of_a_script);
#define ADD(name, func)                                                                  \
  g_test_add ("/script-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("one-is-deleted", test_one_script_is_deleted_after_a_question);
  ADD ("keep", test_who_keeps_them_sends_nothing);
  ADD ("used", test_a_used_script_is_named_and_the_others_go);
  ADD ("stale", test_what_somebody_changed_meanwhile_stays);
  ADD ("away", test_a_server_that_is_away_is_asked_once);
  ADD ("another-deletes", test_what_another_deletes_goes_by_itself);
  return g_test_run ();
}
