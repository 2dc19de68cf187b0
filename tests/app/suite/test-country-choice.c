/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A country is proposed, chosen, remembered; never applied unseen.
 */
#include "app/suite/country-choice.h"

#include "support/seen.h"
#include "support/waiting.h"

typedef struct {
  OdBackend *backend;
  OdImportSheet *sheet;
  GtkWidget *window;
} Fixture;

static void
show_choice (Fixture *f, gint64 leadset_id)
{
  GtkWidget *choice = g_object_new (OD_TYPE_COUNTRY_CHOICE, NULL);

  f->sheet = od_import_sheet_new (f->backend);
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), choice);
  od_country_choice_set_sheet (OD_COUNTRY_CHOICE (choice), f->sheet, "here:1",
                               leadset_id);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
let_go (Fixture *f)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_clear_object (&f->sheet);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->backend = od_backend_new ("http://127.0.0.1:1", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  let_go (f);
  g_clear_object (&f->backend);
}

static GObject *
child (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (gtk_window_get_child (GTK_WINDOW (f->window)),
                                        OD_TYPE_COUNTRY_CHOICE, name);
}

static void
test_the_files_own_country_is_proposed_and_not_applied (Fixture *f, gconstpointer data)
{
  show_choice (f, 7);
  od_import_sheet_load_text (f->sheet, "Phone,Status\n+44 1902 555100,New\n");
  od_test_await_words (f->window, "Use United Kingdom");
  g_assert_null (od_import_sheet_get_country (f->sheet));

  g_signal_emit_by_name (child (f, "proposal_button"), "clicked");
  g_assert_cmpstr (od_import_sheet_get_country (f->sheet), ==, "GB");
  g_assert_true (od_test_says (f->window, "United Kingdom +44"));
}

static void
test_what_a_leadset_had_is_shown_again (Fixture *f, gconstpointer data)
{
  show_choice (f, 8);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (child (f, "drop")), 1);
  g_assert_cmpstr (od_import_sheet_get_country (f->sheet), ==, "AF");
  let_go (f);

  show_choice (f, 8);
  g_assert_cmpstr (od_import_sheet_get_country (f->sheet), ==, "AF");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (child (f, "drop"))), ==,
                    1);
  let_go (f);

  show_choice (f, 9);
  g_assert_null (od_import_sheet_get_country (f->sheet));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, name) g_test_add (path, Fixture, NULL, set_up, name, tear_down)
  ADD ("/country-choice/the-files-own-country-is-proposed-and-not-applied",
       test_the_files_own_country_is_proposed_and_not_applied);
  ADD ("/country-choice/what-a-leadset-had-is-shown-again",
       test_what_a_leadset_had_is_shown_again);
#undef ADD
  return g_test_run ();
}
