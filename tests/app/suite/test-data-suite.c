/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bad phone is found, mended, taken back, changed by SQL and saved, all on real rows.
 */
#include "app/suite/data-suite.h"

#include "app/suite/cell-editor.h"
#include "app/suite/sql-console.h"
#include "app/suite/staged-grid.h"
#include "support/seen.h"
#include "support/waiting.h"

#include <string.h>

#define LIMIT_S 20
#define PAGE    500  /* rows that are read at once */
#define MANY    1200 /* more than are read at once */
#define ROWS                                                                             \
  "Phone,Status,Town\n44116,Ready,Leicester\nabc,Ready,Łódź\n44118,Ready,حيفا\n"  \
  "44119,Ready,York\n"

typedef struct {
  OdStaging *staging;
  GtkWidget *window;
  OdDataSuite *suite;
  gboolean filled;
  gboolean asked; /* for the upload */
  guint n_rows;   /* that are waited for */
  guint position; /* so is the row there, to be selected */
  char *folder;
} Fixture;

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  od_staging_finish (OD_STAGING (source), result, &error);
  g_assert_no_error (error);
  ((Fixture *) data)->filled = TRUE;
}

static gboolean
is_filled (gpointer data)
{
  return ((Fixture *) data)->filled;
}

static void
on_upload_asked (Fixture *f)
{
  f->asked = TRUE;
}

static char *
make_many (void)
{
  GString *text = g_string_new ("Phone,Status,Town\n");

  for (guint i = 0; i < MANY; i++)
    g_string_append_printf (text, "4420%08u,Ready,Leeds\n", i);
  return g_string_free (text, FALSE);
}

static void
fill (Fixture *f, const char *rows)
{
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_text (rows);
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();

  od_column_mapping_map (mapping, 1, OD_COLUMN_PHONE, NULL);
  od_column_mapping_map (mapping, 2, OD_COLUMN_STATUS, NULL);
  od_column_mapping_set_start_row (mapping, 2);
  od_staging_fill_async (f->staging, source, mapping, NULL, NULL, on_filled, f);
  od_test_wait_until (is_filled, f, LIMIT_S, "the rows");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *many = make_many ();

  f->folder = od_test_scratch_dir ();
  f->staging = od_staging_new ();
  f->window = gtk_window_new ();
  f->suite = g_object_new (OD_TYPE_DATA_SUITE, NULL);
  g_signal_connect_swapped (f->suite, "upload-asked", G_CALLBACK (on_upload_asked), f);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1000, 600);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->suite));
  gtk_window_present (GTK_WINDOW (f->window));

  od_data_suite_set_staging (f->suite, f->staging);
  fill (f, data != NULL ? many : ROWS);
  od_data_suite_set_filled (f->suite, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  od_test_let_go (f->staging);
  od_test_remove_dir (f->folder);
}

/* --- the table -------------------------------------------------------------------- */

static GtkColumnView *
view (Fixture *f)
{
  return GTK_COLUMN_VIEW (od_test_find_widget (f->window, GTK_TYPE_COLUMN_VIEW));
}

static gboolean
has_rows (gpointer data)
{
  Fixture *f = data;
  GtkSelectionModel *model = gtk_column_view_get_model (view (f));

  return g_list_model_get_n_items (G_LIST_MODEL (model)) == f->n_rows;
}

static void
await_rows (Fixture *f, guint n)
{
  f->n_rows = n;
  od_test_wait_until (has_rows, f, LIMIT_S, "the table's rows");
}

static void
toggle (Fixture *f, const char *words)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (od_test_find_button (f->window, words));

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

/* As Enter on the row, and the words typed. */
static GtkWidget *
type_into (Fixture *f, guint position, const char *text)
{
  GtkWidget *editor, *entry;

  g_signal_emit_by_name (view (f), "activate", position);
  editor = od_test_find_widget (f->window, OD_TYPE_CELL_EDITOR);
  g_assert_nonnull (editor);
  entry = od_test_find_widget (editor, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  return editor;
}

static void
edit (Fixture *f, guint position, const char *text)
{
  GtkWidget *editor = type_into (f, position, text);

  g_signal_emit_by_name (od_test_find_widget (editor, GTK_TYPE_ENTRY), "activate");
}

static void
run (Fixture *f, const char *sql)
{
  od_sql_console_run (OD_SQL_CONSOLE (
                        od_test_find_widget (f->window, OD_TYPE_SQL_CONSOLE)),
                      sql);
}

static gboolean
is_selected (gpointer data)
{
  Fixture *f = data;

  return gtk_selection_model_is_selected (gtk_column_view_get_model (view (f)),
                                          f->position);
}

static void
await_selected (Fixture *f, guint position)
{
  f->position = position;
  od_test_wait_until (is_selected, f, LIMIT_S, "the row to be selected");
}

static void
test_a_bad_phone_is_found_and_mended (Fixture *f, gconstpointer data)
{
  await_rows (f, 4);
  od_test_await_words (f->window, "حيفا");
  toggle (f, "Only Refused Rows");
  await_rows (f, 1);
  od_test_await_words (f->window, "abc");
  edit (f, 0, "44117");
  od_test_await_words (f->window, "Rows: 4. Would be refused: 0.");
  /* It does not jump away while somebody looks at it. */
  od_test_await_words (f->window, "44117");
  toggle (f, "Only Refused Rows");
  await_rows (f, 4);
  od_test_press (f->window, "Undo");
  od_test_await_words (f->window, "Rows: 4. Would be refused: 1.");
  od_test_await_words (f->window, "abc");
  g_assert_false (gtk_widget_is_sensitive (od_test_find_button (f->window, "Undo")));
}

static void
test_selected_rows_are_deleted_and_come_back (Fixture *f, gconstpointer data)
{
  await_rows (f, 4);
  gtk_selection_model_select_item (gtk_column_view_get_model (view (f)), 1, TRUE);
  gtk_selection_model_select_item (gtk_column_view_get_model (view (f)), 2, FALSE);
  od_test_press (f->window, "Delete Rows");
  await_rows (f, 2);
  od_test_await_words (f->window, "Rows: 2. Would be refused: 0.");
  od_test_press (f->window, "Undo");
  await_rows (f, 4);
}

/* A click elsewhere closes the editor as GTK does: by popdown. */
static void
test_what_was_typed_is_kept_unless_escaped (Fixture *f, gconstpointer data)
{
  GtkWidget *editor;

  await_rows (f, 4);
  editor = type_into (f, 1, "44117");
  gtk_popover_popdown (GTK_POPOVER (editor));
  od_test_await_words (f->window, "Rows: 4. Would be refused: 0.");
  g_assert_true (od_staging_is_changed (f->staging));
}

/* The rows below the editor change while somebody types: the text goes where it was
 * meant to go. */
static void
test_an_edit_finds_its_row (Fixture *f, gconstpointer data)
{
  GtkWidget *editor;

  await_rows (f, 4);
  toggle (f, "Console");
  editor = type_into (f, 1, "44117");
  run (f, "DELETE FROM leads WHERE row = 2");
  await_rows (f, 3);
  g_signal_emit_by_name (od_test_find_widget (editor, GTK_TYPE_ENTRY), "activate");
  od_test_await_words (f->window, "Rows: 3. Would be refused: 0.");
  od_test_await_words (f->window, "44117");
  od_test_await_words (f->window, "44118");
}

static void
test_the_keys_stay_where_they_were (Fixture *f, gconstpointer data)
{
  GtkSelectionModel *model = gtk_column_view_get_model (view (f));

  await_rows (f, 4);
  gtk_selection_model_select_item (model, 1, TRUE);
  od_test_press (f->window, "Delete Rows");
  await_rows (f, 3);
  await_selected (f, 1);
  od_test_press (f->window, "Delete Rows");
  await_rows (f, 2);
  await_selected (f, 1);
  od_test_press (f->window, "Undo");
  await_rows (f, 3);
  await_selected (f, 2); /* the row itself, not its place */
}

static gboolean
is_laid_out (gpointer bar)
{
  return gtk_adjustment_get_upper (bar) > 0 && gtk_adjustment_get_page_size (bar) > 0;
}

static gboolean
is_settled (gpointer data)
{
  return !od_staging_is_waiting (((Fixture *) data)->staging);
}

/* A scroll in the middle of it does not make anybody forget what was asked. */
static void
test_a_filter_is_never_forgotten (Fixture *f, gconstpointer data)
{
  GtkWidget *scrolled = od_test_find_widget (f->window, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *bar = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (scrolled));

  await_rows (f, 4);
  od_test_wait_until (is_laid_out, bar, LIMIT_S, "the table's place");
  toggle (f, "Only Refused Rows"); /* is read now */
  toggle (f, "Only Refused Rows"); /* and this is wanted after it */
  g_signal_emit_by_name (bar, "value-changed");
  od_test_wait_until (is_settled, f, LIMIT_S, "the pages");
  f->n_rows = 4;
  g_assert_true (has_rows (f));
}

static void
test_all_means_all (Fixture *f, gconstpointer data)
{
  await_rows (f, PAGE);
  gtk_selection_model_select_all (gtk_column_view_get_model (view (f)));
  od_test_press (f->window, "Delete Rows");
  od_test_await_words (f->window, "Rows: 0. Would be refused: 0.");
  od_test_press (f->window, "Undo");
  od_test_await_words (f->window, "Rows: 1200. Would be refused: 0.");
}

/* --- the console ------------------------------------------------------------------ */

static void
test_nothing_but_refused_rows_is_no_upload (Fixture *f, gconstpointer data)
{
  od_test_press (f->window, "Upload");
  g_assert_true (f->asked);
  toggle (f, "Console");
  run (f, "DELETE FROM leads WHERE problem IS NULL");
  od_test_await_words (f->window, "Rows: 1. Would be refused: 1.");
  g_assert_false (gtk_widget_is_sensitive (od_test_find_button (f->window, "Upload")));
}

static void
test_sql_changes_and_finds_rows (Fixture *f, gconstpointer data)
{
  toggle (f, "Console");
  od_test_await_words (f->window, "row, line, phone, status, town, problem");
  run (f, "UPDATE leads SET phone = '44117' WHERE phone = 'abc'");
  od_test_await_words (f->window, "Rows changed: 1.");
  od_test_await_words (f->window, "Would be refused: 0.");
  od_test_await_words (f->window, "44117");

  run (f, "SELECT count(*) AS n, max(town) AS last FROM leads");
  od_test_await_words (f->window, "Rows found: 1.");
  await_rows (f, 1);
  od_test_await_words (f->window, "حيفا");

  run (f, "DROP TABLE leads");
  od_test_await_words (f->window, "Only SELECT, UPDATE and DELETE can be run here");
  run (f, "SELEC 1");
  od_test_await_words (f->window, "near");
  toggle (f, "Rows");
  await_rows (f, 4);
}

static void
test_what_runs_too_long_is_stopped (Fixture *f, gconstpointer data)
{
  toggle (f, "Console");
  run (f, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
          " SELECT count(*) FROM n");
  od_test_press (f->window, "Stop");
  od_test_await_words (f->window, "Stopped. Nothing was changed.");
  run (f, "SELECT 'still ' || 'there' AS words");
  od_test_await_words (f->window, "still there");
}

/* --- files ------------------------------------------------------------------------ */

static void
test_what_is_shown_is_saved (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "rows.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;

  toggle (f, "Console");
  run (f, "SELECT town FROM leads WHERE row = 3");
  od_test_await_words (f->window, "Rows found: 1.");
  od_data_suite_export (f->suite, file, OD_STAGED_JSON);
  od_test_await_words (f->window, "Rows exported: 1.");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Łódź"));
  g_assert_null (strstr (text, "York"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/data-suite/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("mend", test_a_bad_phone_is_found_and_mended);
  ADD ("delete", test_selected_rows_are_deleted_and_come_back);
  ADD ("kept", test_what_was_typed_is_kept_unless_escaped);
  ADD ("row", test_an_edit_finds_its_row);
  ADD ("keys", test_the_keys_stay_where_they_were);
  ADD ("filter", test_a_filter_is_never_forgotten);
  g_test_add ("/data-suite/all", Fixture, "many", set_up, test_all_means_all, tear_down);
  ADD ("refused", test_nothing_but_refused_rows_is_no_upload);
  ADD ("sql", test_sql_changes_and_finds_rows);
  ADD ("stop", test_what_runs_too_long_is_stopped);
  ADD ("export", test_what_is_shown_is_saved);
  return g_test_run ();
}
