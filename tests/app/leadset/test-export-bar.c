/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What matches is exported from Leadset Data, and nothing half: who cancels it or closes
 * the window is left with the file there was.
 */
#include "app/leadset/export-bar.h"

#include "app/leadset/lead-table-stage.h"

#include <adwaita.h>

static void
press (TableStage *f, const char *words)
{
  od_test_press (GTK_WIDGET (f->table), words);
}

/* --- export ------------------------------------------------------------------------ */

static void
test_what_matches_is_exported (TableStage *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GFile) file = g_file_new_build_filename (dir, "leads.csv", NULL);
  g_autofree char *text = NULL;

  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  table_stage_search (f, "4411");
  table_stage_await_query (f, "prefix=4411&limit=500&after=0");
  table_stage_await_words (f, "There are more");
  od_lead_table_export (GTK_WIDGET (f->table), file);
  table_stage_await_words (f, "Leads exported: 600");
  g_assert_cmpuint (g_list_model_get_n_items (table_stage_get_rows (f)), ==, PAGE);
  g_assert_cmpstr (table_stage_get_query (f), ==, "prefix=4411&limit=500&after=450");
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"+44110600\",\"READY\",\"ready\",\"0\",\"Zoë 600\""));
  od_test_remove_dir (dir);
}

static void
test_an_export_can_be_cancelled (TableStage *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GFile) file = g_file_new_build_filename (dir, "leads.csv", NULL);
  g_autoptr (GDir) left = NULL;

  f->silent = TRUE;
  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  od_lead_table_export (GTK_WIDGET (f->table), file);
  table_stage_await_words (f, "Leads read: 150…");
  press (f, "Cancel");
  table_stage_await_words (f, "Nothing was saved");
  left = g_dir_open (dir, 0, NULL);
  g_assert_null (g_dir_read_name (left));
  od_test_remove_dir (dir);
}

/* The window goes, and the export with it. */
static void
test_a_closed_window_exports_nothing (TableStage *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GFile) file = g_file_new_build_filename (dir, "leads.csv", NULL);

  f->silent = TRUE;
  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  od_lead_table_export (GTK_WIDGET (f->table), file);
  table_stage_await_words (f, "Leads read: 150…");
  gtk_window_destroy (GTK_WINDOW (f->table));
  g_assert_false (g_file_query_exists (file, NULL));
  od_test_remove_dir (dir);
}

/* --- closing in the middle of an export -------------------------------------------- */

static void
begin_export (TableStage *f, GFile *file)
{
  g_assert_true (g_file_replace_contents (file, "older", 5, NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
  f->silent = TRUE;
  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  od_lead_table_export (GTK_WIDGET (f->table), file);
  table_stage_await_words (f, "Leads read: 150…");
  g_object_add_weak_pointer (G_OBJECT (f->table), (gpointer *) &f->table);
}

/* (nullable) */
static GtkWidget *
find_question (void)
{
  return od_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static void
answer_question (const char *words)
{
  od_test_press (find_question (), words);
}

static void
assert_older (GFile *file)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, "older");
}

static gboolean
is_answered (gpointer data)
{
  return find_question () == NULL;
}

/* Escape is no answer: the export goes on. */
static void
test_closing_in_an_export_is_asked_about (TableStage *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GFile) file = g_file_new_build_filename (dir, "leads.csv", NULL);

  begin_export (f, file);
  for (int i = 0; i < 2; i++) {
    gtk_window_close (GTK_WINDOW (f->table));
    g_assert_nonnull (f->table);
    g_assert_nonnull (find_question ());
    if (i == 0)
      answer_question ("_Go On Exporting");
    else
      gtk_window_close (GTK_WINDOW (find_question ()));
    od_test_wait_until (is_answered, f, LIMIT_S, "the question to go");
    g_assert_nonnull (f->table);
    g_assert_true (od_test_says (GTK_WIDGET (f->table), "Leads read: 150…"));
  }

  gtk_window_close (GTK_WINDOW (f->table));
  answer_question ("_Cancel the Export");
  od_test_wait_until (table_stage_is_closed, f, LIMIT_S, "the window to be gone");
  assert_older (file);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/export-bar/" name, TableStage, NULL, table_stage_set_up, func,           \
              table_stage_tear_down)
  ADD ("export", test_what_matches_is_exported);
  ADD ("cancel", test_an_export_can_be_cancelled);
  ADD ("asked", test_closing_in_an_export_is_asked_about);
  ADD ("closed", test_a_closed_window_exports_nothing);
  return g_test_run ();
}
