/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By hand and in SQL: what is changed is checked, counted and can be taken back; what
 * fails changed nothing.
 */
#include "app/staging/step-store.h"

#include "app/staging/stage.h"
#include "app/staging/staging-error.h"

#define FOUR "44116,Ready\n44117,Ready\n44118,Ready\n44119,Ready\n"
#define ROWS "1 44116|Ready|; 2 44117|Ready|; 3 44118|Ready|; 4 44119|Ready|; "

/* The numbers of all rows there would ever be. */
#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"

static const OdStepLimit no_limit = { NULL, 0 };

static void
check_rows (OdStagingStore *store, const char *expected)
{
  g_autofree char *rows = stage_say (store, OD_STAGED_ALL);

  g_assert_cmpstr (rows, ==, expected);
}

static void
check_undo (OdStagingStore *store, const char *expected)
{
  g_autofree char *words = od_step_store_dup_undo (store, NULL);

  g_assert_cmpstr (words, ==, expected);
}

static void
undo (OdStagingStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (od_step_store_undo (store, &error));
  g_assert_no_error (error);
}

static void
edit (OdStagingStore *store, guint64 row, guint column, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagedRow) now = od_step_store_edit (store, row, column, text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (od_staged_row_get_cell (now, column), ==, text);
}

static gint64
run (OdStagingStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagedResult) result = od_step_store_run (store, sql, &no_limit, &error);

  g_assert_no_error (error);
  return result->changed;
}

/* --- by hand ------------------------------------------------------------------------ */

static void
test_an_edited_row_is_checked_anew_and_taken_back (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);

  edit (store, 2, 1, "abc");
  stage_check_tally (store, 4, 1);
  check_undo (store, "Edit row 2");
  edit (store, 2, 1, "44999");
  stage_check_tally (store, 4, 0);
  undo (store);
  stage_check_tally (store, 4, 1);
  undo (store);
  stage_check_tally (store, 4, 0);
  check_undo (store, NULL);
  check_rows (store, ROWS);
  undo (store);
  check_rows (store, ROWS);
}

static void
test_what_is_written_as_it_was_is_no_step (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);

  edit (store, 2, 1, "44117");
  check_undo (store, NULL);
}

static void
test_any_writing_goes_into_a_cell (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
  g_autofree char *longest = g_strnfill (10000, 'y');

  edit (store, 1, 2, "مرحبا 👩🏽‍💻 '; DELETE FROM leads; --");
  edit (store, 1, 2, longest);
  edit (store, 1, 2, "");
  stage_check_tally (store, 4, 1);
}

static void
test_a_deleted_row_leaves_a_gap_and_comes_back (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR "x,Ready\n", 1);
  const guint64 some[] = { 2, 5, 2, 99 };
  g_autoptr (GError) error = NULL;

  g_assert_true (od_step_store_delete (store, some, G_N_ELEMENTS (some), NULL));
  check_rows (store, "1 44116|Ready|; 3 44118|Ready|; 4 44119|Ready|; ");
  stage_check_tally (store, 3, 0);
  check_undo (store, "Delete 2 rows");
  g_assert_null (od_step_store_edit (store, 2, 1, "1", &error));
  g_assert_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_GONE);
  g_assert_cmpstr (error->message, ==, "Row 2 is deleted");
  g_assert_true (od_step_store_delete (store, some, G_N_ELEMENTS (some), NULL));
  undo (store);
  stage_check_tally (store, 5, 1);
  check_undo (store, NULL);
}

static void
test_a_damaged_row_is_mended_and_damaged_again (void)
{
  g_autoptr (OdStagingStore) store = stage_text ("44116,New\n44\"117,New\n", 1);
  g_autofree char *refused = NULL;
  g_autofree char *again = NULL;

  stage_check_tally (store, 2, 1);
  edit (store, 2, 2, "New");
  refused = stage_say (store, OD_STAGED_REFUSED);
  g_assert_cmpstr (refused, ==,
                   "2 44\"117,New|New|!The phone number “44\"117,New” has letters: "
                   "write the digits instead; ");
  stage_check_tally (store, 2, 1);
  edit (store, 2, 1, "44117");
  stage_check_tally (store, 2, 0);
  undo (store);
  undo (store);
  again = stage_say (store, OD_STAGED_REFUSED);
  g_assert_true (g_str_has_prefix (again, "2 44\"117,New||!A quotation mark stands"));
  edit (store, 1, 2, "Ready");
  stage_check_tally (store, 2, 1);
}

/* --- in SQL ------------------------------------------------------------------------- */

static void
test_an_update_changes_what_it_names (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);

  g_assert_cmpint (run (store, "UPDATE leads SET col_2 = NULL WHERE col_1 > '44117'"), ==,
                   2);
  check_rows (store, "1 44116|Ready|; 2 44117|Ready|; "
                     "3 44118||!The status is empty; 4 44119||!The status is empty; ");
  stage_check_tally (store, 4, 2);
  check_undo (store, "UPDATE of 2 rows");
  g_assert_cmpint (run (store, "DELETE FROM leads WHERE problem IS NOT NULL"), ==, 2);
  check_undo (store, "DELETE of 2 rows");
  stage_check_tally (store, 2, 0);
  g_assert_cmpint (run (store, "DELETE FROM leads"), ==, 2);
  stage_check_tally (store, 0, 0);
  undo (store);
  undo (store);
  stage_check_tally (store, 4, 2);
  undo (store);
  check_rows (store, ROWS);
}

static void
test_an_update_of_nothing_is_no_step (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);

  g_assert_cmpint (run (store, "UPDATE leads SET col_2 = '' WHERE row > 9"), ==, 0);
  check_undo (store, NULL);
  edit (store, 1, 1, "44200");
  check_undo (store, "Edit row 1");
}

static void
test_a_chain_of_steps_is_undone_one_by_one (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);

  for (int i = 0; i < 20; i++) {
    run (store, "UPDATE leads SET col_1 = col_1 + 1");
    run (store, "UPDATE OR REPLACE leads SET col_2 = 'x' || col_2 WHERE row % 2");
  }
  check_rows (store, "1 44136|xxxxxxxxxxxxxxxxxxxxReady|; 2 44137|Ready|; "
                     "3 44138|xxxxxxxxxxxxxxxxxxxxReady|; 4 44139|Ready|; ");
  for (int i = 0; i < 40; i++)
    undo (store);
  check_rows (store, ROWS);
  check_undo (store, NULL);
}

static void
test_a_select_shows_the_first_rows_and_says_that_there_are_more (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagedResult)
    few = od_step_store_run (store,
                             "SELECT row, line, col_1 AS phone, problem FROM leads",
                             &no_limit, &error);
  g_autoptr (OdStagedResult) exact =
    od_step_store_run (store, ENDLESS " SELECT i FROM n LIMIT 1000", &no_limit, &error);
  g_autoptr (OdStagedResult)
    many = od_step_store_run (store, ENDLESS " SELECT i FROM n", &no_limit, &error);
  const char *const *row = g_ptr_array_index (few->rows, 1);

  g_assert_no_error (error);
  g_assert_cmpuint (few->rows->len, ==, 4);
  g_assert_false (few->more);
  g_assert_cmpstr (few->columns[2], ==, "phone");
  g_assert_null (few->columns[4]);
  g_assert_cmpstr (row[0], ==, "2");
  g_assert_cmpstr (row[2], ==, "44117");
  g_assert_cmpstr (row[3], ==, "");
  g_assert_cmpuint (exact->rows->len, ==, 1000);
  g_assert_false (exact->more);
  g_assert_cmpuint (many->rows->len, ==, 1000);
  g_assert_true (many->more);
  check_undo (store, NULL);
}

static void
test_bytes_that_are_no_text_are_shown_as_such (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
  g_autofree char *rows = NULL;

  run (store, "UPDATE leads SET col_2 = x'41ff42' WHERE row = 1");
  run (store, "UPDATE leads SET col_2 = CAST (x'fe' AS TEXT) WHERE row = 2");
  rows = stage_say (store, OD_STAGED_ALL);
  g_assert_true (g_utf8_validate (rows, -1, NULL));
}

/* What shared/db/typed refuses in general is refused of this table, too. */
static void
test_what_is_not_for_people_is_refused (void)
{
  static const char *const wrong[] = {
    "UPDATE leads SET problem = NULL",
    "UPDATE leads SET row = 9 WHERE row = 1",
    "UPDATE leads SET line = 9",
    "UPDATE leads SET _rowid_ = 9 WHERE row = 1",
    "DELETE FROM undo",
    "UPDATE tally SET n_rows = 0",
    "SELECT words FROM step",
    "SELECT count (*) FROM undo",
    "WITH c AS (SELECT col_1 FROM undo) SELECT * FROM c",
    "WITH keep_changed AS (SELECT n_rows FROM tally) SELECT * FROM keep_changed",
    "WITH keep_deleted AS (SELECT col_1 FROM undo) UPDATE leads"
    " SET col_1 = (SELECT col_1 FROM keep_deleted)",
    "PRAGMA query_only = 1",
    "ATTACH ':memory:' AS x",
    "INSERT INTO leads (col_1) VALUES ('1')",
    "DROP TABLE leads",
    "DELETE FROM leads; DELETE FROM leads",
    "SELECT load_extension ('/x')",
    "SELECT col_9 FROM leads",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
    g_autoptr (GError) error = NULL;

    g_assert_null (od_step_store_run (store, wrong[i], &no_limit, &error));
    g_assert_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_STATEMENT);
    check_rows (store, ROWS);
    check_undo (store, NULL);
    edit (store, 1, 1, "44200");
  }
}

/* What people may write about conflicts leaves no half of a statement. */
static void
test_a_statement_that_fails_halfway_changes_nothing (void)
{
  static const char *const conflicts[] = { "", "OR FAIL", "OR ABORT", "OR ROLLBACK" };

  for (gsize i = 0; i < G_N_ELEMENTS (conflicts); i++) {
    g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
    g_autoptr (GError) error = NULL;
    g_autofree char *sql =
      g_strdup_printf ("UPDATE %s leads SET col_1 = CASE WHEN row < 3 THEN 'z'"
                       " ELSE %s END",
                       conflicts[i], i == 0 ? "abs (-9223372036854775808)" : "NULL");

    edit (store, 1, 2, "New");
    g_assert_null (od_step_store_run (store, sql, &no_limit, &error));
    g_assert_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_STATEMENT);
    stage_check_tally (store, 4, 0);
    check_undo (store, "Edit row 1");
    edit (store, 2, 2, "New");
    undo (store);
    undo (store);
    check_rows (store, ROWS);
  }
}

/* Some rows are written before the endless one is met. */
static void
test_what_takes_too_long_changes_nothing (void)
{
  static const char *const slow[] = {
    ENDLESS " SELECT count (*) FROM n",
    "UPDATE leads SET col_1 = CASE WHEN row < 3 THEN '1' ELSE (" ENDLESS
    " SELECT max (i) FROM n) END",
    "DELETE FROM leads WHERE row < 3 OR (" ENDLESS " SELECT max (i) FROM n)",
  };
  const OdStepLimit limit = { NULL, 100 };

  for (gsize i = 0; i < G_N_ELEMENTS (slow); i++) {
    g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
    g_autoptr (GError) error = NULL;

    edit (store, 1, 2, "New");
    g_assert_null (od_step_store_run (store, slow[i], &limit, &error));
    g_assert_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_TIMEOUT);
    g_assert_cmpstr (error->message, ==,
                     "It was stopped after 0.1 seconds, and nothing was changed");
    stage_check_tally (store, 4, 0);
    check_undo (store, "Edit row 1");
    undo (store);
    check_rows (store, ROWS);
  }
}

static gpointer
cancel_it (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_what_is_cancelled_changes_nothing (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  OdStepLimit limit = { cancellable, 0 };
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_it, cancellable);

  g_assert_null (od_step_store_run (store,
                                    "UPDATE leads SET col_1 = (" ENDLESS
                                    " SELECT max (i) FROM n)",
                                    &limit, &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_rows (store, ROWS);
  check_undo (store, NULL);
  g_assert_cmpint (run (store, "DELETE FROM leads"), ==, 4);
}

/* --- to a file ---------------------------------------------------------------------- */

static char *export(OdStagingStore *store,
                    const char *sql,
                    OdStagedFormat format,
                    GCancellable *cancellable,
                    GError **error)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "leads.out", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  OdStagedExport *export_to = od_staged_export_new (file, format, error);
  OdStepLimit limit = { cancellable, 0 };
  guint64 n = 0;
  char *text = NULL;

  if (od_step_store_export (store, sql, export_to, &limit, &n, error))
    g_file_get_contents (path, &text, NULL, NULL);
  od_staged_export_free (export_to);
  if (text == NULL) {
    g_autoptr (GDir) left = g_dir_open (dir, 0, NULL);

    g_assert_null (g_dir_read_name (left));
  }
  od_test_remove_dir (dir);
  return text;
}

static void
test_all_rows_are_exported_under_their_headings (void)
{
  g_autoptr (OdStagingStore)
    store = stage_text ("Phone,Lead Status,\n44116,\"say \"\"=1\"\"\",=1+1\n", 2);
  g_autofree char *csv = export(store, NULL, OD_STAGED_CSV, NULL, NULL);
  g_autofree char *json = export(store, NULL, OD_STAGED_JSON, NULL, NULL);

  g_assert_cmpstr (csv, ==,
                   "\"Phone\",\"Lead Status\",\"Col 3\"\r\n"
                   "\"44116\",\"say \"\"=1\"\"\",\"'=1+1\"\r\n");
  g_assert_cmpstr (json, ==,
                   "[\n{\"phone\":\"44116\",\"lead_status\":\"say \\\"=1\\\"\","
                   "\"col_3\":\"=1+1\"}\n]\n");
}

static void
test_what_a_select_gives_is_exported_whole (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
  g_autofree char *json =
    export(store, "SELECT row, row / 8.0 AS row, problem FROM leads WHERE row < 3",
           OD_STAGED_JSON, NULL, NULL);
  g_autofree char *csv =
    export(store, "SELECT -row AS n, problem, x'' AS none FROM leads WHERE row = 1",
           OD_STAGED_CSV, NULL, NULL);
  g_autofree char *nothing = export(store, "SELECT row FROM leads WHERE row > 9",
                                    OD_STAGED_JSON, NULL, NULL);

  g_assert_cmpstr (json, ==,
                   "[\n{\"row\":1,\"row_2\":0.125,\"problem\":null},\n"
                   "{\"row\":2,\"row_2\":0.25,\"problem\":null}\n]\n");
  g_assert_cmpstr (csv, ==, "\"n\",\"problem\",\"none\"\r\n\"-1\",\"\",\"\"\r\n");
  g_assert_cmpstr (nothing, ==, "[\n]\n");
}

static void
test_an_export_that_ends_early_leaves_nothing (void)
{
  g_autoptr (OdStagingStore) store = stage_text (FOUR, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_it, cancellable);

  g_assert_null (
    export(store, ENDLESS " SELECT i FROM n", OD_STAGED_CSV, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (export(store, "DELETE FROM leads", OD_STAGED_CSV, NULL, &error));
  g_assert_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_STATEMENT);
  stage_check_tally (store, 4, 0);
}

int
main (int argc, char **argv)
{
  char *scratch = stage_use_scratch ();
  int status;

  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/step-store/" name, func)
  ADD ("edit", test_an_edited_row_is_checked_anew_and_taken_back);
  ADD ("same", test_what_is_written_as_it_was_is_no_step);
  ADD ("writing", test_any_writing_goes_into_a_cell);
  ADD ("delete", test_a_deleted_row_leaves_a_gap_and_comes_back);
  ADD ("damaged", test_a_damaged_row_is_mended_and_damaged_again);
  ADD ("update", test_an_update_changes_what_it_names);
  ADD ("nothing", test_an_update_of_nothing_is_no_step);
  ADD ("chain", test_a_chain_of_steps_is_undone_one_by_one);
  ADD ("select", test_a_select_shows_the_first_rows_and_says_that_there_are_more);
  ADD ("bytes", test_bytes_that_are_no_text_are_shown_as_such);
  ADD ("refused", test_what_is_not_for_people_is_refused);
  ADD ("halfway", test_a_statement_that_fails_halfway_changes_nothing);
  ADD ("slow", test_what_takes_too_long_changes_nothing);
  ADD ("cancelled", test_what_is_cancelled_changes_nothing);
  ADD ("export-all", test_all_rows_are_exported_under_their_headings);
  ADD ("export-select", test_what_a_select_gives_is_exported_whole);
  ADD ("export-early", test_an_export_that_ends_early_leaves_nothing);
  status = g_test_run ();
  od_test_remove_dir (scratch);
  return status;
}
