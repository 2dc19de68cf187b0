/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file's numbers are sent in batches, and what came of them is told; stopped in the
 * middle, it goes on where it was.
 */
#include "app/supervisor/dnc-import-dialog.h"

#include "app/supervisor/office.h"

#include <glib/gstdio.h>

#define LIMIT_S 10

typedef struct {
  Peer *peer;
  OdDesk *desk;
  char *dir;
  GtkWindow *over;
  OdFormDialog *dialog;
  guint n_numbers; /* that the server was sent */
  guint refuse_at; /* the batch that is answered 503; 0: none */
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;
  json_t *body = json_loads (asked->body, 0, NULL);
  guint n = json_array_size (json_object_get (body, "phones"));
  g_autofree char *said = g_strdup_printf ("{\"added\":%u,\"duplicates\":1}", n - 1);

  g_assert_cmpstr (json_string_value (json_object_get (body, "reason")), ==, "a list");
  json_decref (body);
  if (f->refuse_at == peer->asked->len) {
    peer_say (message, 503, "{\"code\":\"unavailable\",\"title\":\"Not now.\"}");
    return;
  }
  f->n_numbers += n;
  peer_say (message, 200, said);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->n_numbers = f->refuse_at = 0;
  f->peer = peer_new (0, answer, f);
  f->desk = od_desk_new (f->peer->url, NULL);
  f->dir = od_test_scratch_dir ();
  f->over = GTK_WINDOW (gtk_window_new ());
  f->dialog = NULL;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->over);
  od_test_let_go (f->dialog);
  od_test_let_go (f->desk);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  peer_free (f->peer);
  od_test_remove_dir (f->dir);
}

static gpointer
get (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (f->dialog), OD_TYPE_DNC_IMPORT_DIALOG,
                                        name);
}

static gboolean
is_read (gpointer data)
{
  return strcmp (adw_action_row_get_subtitle (get (data, "file_row")), "Reading…") != 0;
}

/* @n numbers and @text, in a file that the dialog has read. */
static void
open_file (Fixture *f, guint n, const char *text)
{
  g_autoptr (GString) lines = g_string_new (text);
  g_autofree char *path = g_build_filename (f->dir, "numbers.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (lines, "+4477009%05u,Ann\n", i);
  g_assert_true (g_file_set_contents (path, lines->str, -1, NULL));
  f->dialog = g_object_ref_sink (od_dnc_import_dialog_new (f->desk, file));
  od_form_dialog_show_over (f->dialog, GTK_WIDGET (f->over));
  od_test_wait_until (is_read, f, LIMIT_S, "the file");
}

static void
confirm (Fixture *f)
{
  gtk_editable_set_text (get (f, "reason_row"), "a list");
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
}

/* (nullable): what is told over the window. */
static GtkWidget *
find_told (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      return window;
  }
  return NULL;
}

static gboolean
is_told (gpointer data)
{
  return find_told () != NULL;
}

static void
test_batches_and_a_sum (Fixture *f, gconstpointer data)
{
  AdwMessageDialog *told;

  open_file (f, 2500, "Phone,Name\n07700,Bea\n");
  g_assert_cmpstr (adw_action_row_get_subtitle (get (f, "file_row")), ==, "2500 numbers");
  g_assert_nonnull (
    strstr (gtk_label_get_text (get (f, "refused_label")), "line 2: no country code"));
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog)); /* a reason is owed */
  confirm (f);
  od_test_wait_until (is_told, f, LIMIT_S, "the sum");

  g_assert_cmpuint (f->peer->asked->len, ==, 3);
  g_assert_cmpuint (f->n_numbers, ==, 2500);
  told = ADW_MESSAGE_DIALOG (find_told ());
  g_assert_cmpstr (adw_message_dialog_get_heading (told), ==, "2497 Numbers Added");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (told), "3 were on the list"));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (told), "line 2"));
}

static gboolean
has_message (gpointer data)
{
  return od_form_dialog_get_message (((Fixture *) data)->dialog)[0] != '\0';
}

static void
test_it_goes_on_where_it_was (Fixture *f, gconstpointer data)
{
  open_file (f, 2500, "");
  f->refuse_at = 2;
  confirm (f);
  od_test_wait_until (has_message, f, LIMIT_S, "the sentence");
  g_assert_cmpuint (f->n_numbers, ==, 1000);
  g_assert_cmpstr (gtk_progress_bar_get_text (get (f, "progress")), ==, "1000 of 2500");

  f->refuse_at = 0;
  confirm (f);
  od_test_wait_until (is_told, f, LIMIT_S, "the sum");
  g_assert_cmpuint (f->n_numbers, ==, 2500);
  g_assert_cmpstr (peer_get (f->peer, 1)->key, ==, peer_get (f->peer, 2)->key);
}

static void
test_a_file_without_numbers_is_not_sent (Fixture *f, gconstpointer data)
{
  open_file (f, 0, "hello\nnobody\n");
  gtk_editable_set_text (get (f, "reason_row"), "a list");
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  g_assert_cmpuint (f->peer->asked->len, ==, 0);
}

/* Closed before it is read, it is not touched any more. */
static void
test_it_may_be_closed_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/numbers");

  f->dialog = g_object_ref_sink (od_dnc_import_dialog_new (f->desk, file));
  gtk_window_destroy (GTK_WINDOW (f->dialog));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define TEST(name, func)                                                                 \
  g_test_add ("/dnc-import-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("batches", test_batches_and_a_sum);
  TEST ("goes-on", test_it_goes_on_where_it_was);
  TEST ("none", test_a_file_without_numbers_is_not_sent);
  TEST ("closed", test_it_may_be_closed_at_once);
  return g_test_run ();
}
