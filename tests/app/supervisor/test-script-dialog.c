/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script is sent when it has a name and a text, and only what was changed.
 */
#include "app/supervisor/script-dialog.h"

#include "app/supervisor/office.h"

typedef struct {
  Office office;
  OdFormDialog *dialog;
  gboolean saved;
} Fixture;

static void
on_saved (OdFormDialog *dialog, json_t *answer, Fixture *f)
{
  f->saved = TRUE;
}

static gboolean
is_saved (gpointer data)
{
  return ((Fixture *) data)->saved;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->saved = FALSE;
  office_open (&f->office);
  f->dialog = g_object_ref_sink (
    od_script_dialog_new (f->office.desk, data != NULL
                                            ? office_get (&f->office, OD_DESK_SCRIPTS, 7)
                                            : NULL));
  g_signal_connect (f->dialog, "saved", G_CALLBACK (on_saved), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  od_test_let_go (f->dialog);
  office_close (&f->office);
}

static void
type (Fixture *f, const char *name, const char *text)
{
  GtkWidget *dialog = GTK_WIDGET (f->dialog);
  GObject *entry = gtk_widget_get_template_child (dialog, OD_TYPE_SCRIPT_DIALOG,
                                                  "name_row");
  GObject *view = gtk_widget_get_template_child (dialog, OD_TYPE_SCRIPT_DIALOG,
                                                 "text_view");

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static gboolean
has_message (gpointer dialog)
{
  return od_form_dialog_get_message (dialog)[0] != '\0';
}

static void
confirm (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
  od_test_wait_until (is_saved, f, 10, "the script to be saved");
}

static void
test_a_new_script_needs_both_fields (Fixture *f, gconstpointer data)
{
  json_t *sent;

  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  type (f, "Farewell", " \n ");
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  type (f, " Farewell ", "Good\nbye.\n");
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  confirm (f);
  g_assert_cmpstr (office_last (&f->office)->method, ==, "POST");
  sent = json_loads (office_last (&f->office)->body, 0, NULL);
  g_assert_cmpstr (json_string_value (json_object_get (sent, "name")), ==, "Farewell");
  g_assert_cmpstr (json_string_value (json_object_get (sent, "text")), ==, "Good\nbye.");
  json_decref (sent);
}

static void
test_only_the_text_was_changed (Fixture *f, gconstpointer data)
{
  type (f, "Greeting", "Good evening.");
  confirm (f);
  g_assert_cmpstr (office_last (&f->office)->method, ==, "PATCH");
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/scripts/7");
  g_assert_cmpstr (office_last (&f->office)->body, ==, "{\"text\":\"Good evening.\"}");
}

/* Somebody deleted it while it was being edited. */
static void
test_a_script_that_is_gone_loses_nothing_typed (Fixture *f, gconstpointer data)
{
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  type (f, "Greeting", "Good evening.");
  f->office.refuse_status = 404;
  f->office.refuse_body =
    "{\"code\":\"not-found\",\"title\":\"There is no such script\"}";
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
  od_test_wait_until (has_message, f->dialog, 10, "the sentence");
  g_assert_cmpstr (od_form_dialog_get_message (f->dialog), ==,
                   "Somebody deleted this meanwhile, so yours was not saved. Copy what "
                   "you "
                   "still need, then Cancel.");
  buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (gtk_widget_get_template_child (GTK_WIDGET (f->dialog),
                                                  OD_TYPE_SCRIPT_DIALOG, "text_view")));
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "Good evening.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/script-dialog/a-new-script-needs-both-fields", Fixture, NULL, set_up,
              test_a_new_script_needs_both_fields, tear_down);
  g_test_add ("/script-dialog/only-the-text-was-changed", Fixture, "edit", set_up,
              test_only_the_text_was_changed, tear_down);
  g_test_add ("/script-dialog/a-script-that-is-gone", Fixture, "edit", set_up,
              test_a_script_that_is_gone_loses_nothing_typed, tear_down);
  return g_test_run ();
}
