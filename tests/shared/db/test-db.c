/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The narrow door: binding by name, transactions that nest, what a refusal is called.
 */
#include "shared/db/db.h"

#include "support/waiting.h"

static const char add[] = "INSERT INTO t (id, name) VALUES (:id, :name)";
static const char get[] = "SELECT id, name FROM t WHERE id = :id";
static const char count[] = "SELECT count(*) FROM t WHERE id > :floor";

static OdDb *
open_table (void)
{
  g_autoptr (GError) error = NULL;
  OdDb *db = od_db_open (":memory:", OD_DB_WRITER, &error);

  g_assert_no_error (error);
  g_assert_true (od_db_exec (db,
                             "CREATE TABLE p (id INTEGER PRIMARY KEY);"
                             "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE,"
                             " p BIGINT REFERENCES p (id))",
                             &error));
  return db;
}

static gboolean
insert (OdDb *db, gint64 id, const char *name, GError **error)
{
  return od_db_run (db, add, error, OD_INT (":id", id), OD_TEXT (":name", name));
}

static gint64
rows (OdDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_query (db, count, &error, OD_INT (":floor", 0));

  g_assert_true (od_statement_next (st, &error));
  return od_statement_get_int (st, 0);
}

static void
test_values_are_bound_by_name_whatever_the_order (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = NULL;
  g_autofree char *name = NULL;

  g_assert_true (
    od_db_run (db, add, &error, OD_TEXT (":name", "é'; --"), OD_INT (":id", G_MAXINT64)));
  g_assert_cmpint (od_db_last_id (db), ==, G_MAXINT64);
  g_assert_cmpint (od_db_changes (db), ==, 1);
  st = od_db_query (db, get, &error, OD_INT (":id", G_MAXINT64));
  g_assert_true (od_statement_next (st, &error));
  g_assert_cmpint (od_statement_get_int (st, 0), ==, G_MAXINT64);
  name = od_statement_dup_text (st, 1);
  g_assert_cmpstr (name, ==, "é'; --");
  g_assert_false (od_statement_next (st, &error));
  g_assert_no_error (error);
}

static void
test_nothing_is_null_and_a_missing_id_is_nothing (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  static const char add_child[] = "INSERT INTO t (id, name, p) VALUES (1, :name, :p)";
  static const char look[] = "SELECT name, p FROM t WHERE id = :id";
  g_autoptr (OdStatement) st = NULL;

  g_assert_true (
    od_db_run (db, add_child, &error, OD_TEXT (":name", NULL), OD_ID (":p", 0)));
  st = od_db_query (db, look, &error, OD_INT (":id", 1));
  g_assert_true (od_statement_next (st, &error));
  g_assert_true (od_statement_is_null (st, 0));
  g_assert_true (od_statement_is_null (st, 1));
  g_assert_null (od_statement_get_text (st, 0));
  g_assert_cmpint (od_statement_get_int (st, 1), ==, 0);
}

static void
test_a_statement_given_back_remembers_no_values (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;

  for (int i = 1; i <= 3; i++) {
    g_autoptr (OdStatement) st = NULL;

    g_assert_true (od_db_run (db, add, &error, OD_INT (":id", i)));
    st = od_db_query (db, get, &error, OD_INT (":id", i));
    g_assert_true (od_statement_next (st, &error));
    g_assert_true (od_statement_is_null (st, 1));
    g_clear_pointer (&st, od_statement_give_back);
    g_assert_true (od_db_run (db, add, &error, OD_INT (":id", 10 + i),
                              OD_TEXT (":name", i == 1 ? "a" : NULL)));
  }
  g_assert_cmpint (rows (db), ==, 6);
}

/* clang-format off */
static const struct {
  const char *sql;
  OdDbError code;
} failures[] = {
  { "INSERT INTO t (id, name) VALUES (1, 'other')", OD_DB_ERROR_CONFLICT },
  { "INSERT INTO t (id, name) VALUES (2, 'one')",   OD_DB_ERROR_CONFLICT },
  { "INSERT INTO t (id, p) VALUES (3, 99)",         OD_DB_ERROR_CONFLICT },
  { "INSERT INTO nothing (id) VALUES (1)",          OD_DB_ERROR_FAILED },
  { "gibberish",                                    OD_DB_ERROR_FAILED },
};
/* clang-format on */

static void
test_a_refusal_says_which_kind_it_is (void)
{
  g_autoptr (OdDb) db = open_table ();

  g_assert_true (insert (db, 1, "one", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (od_db_exec (db, failures[i].sql, &error));
    g_assert_error (error, OD_DB_ERROR, (gint) failures[i].code);
  }
}

static void
test_a_check_says_whether_a_statement_fits_the_schema (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;

  g_assert_true (od_db_check (db, add, &error));
  g_assert_false (od_db_check (db, "SELECT nothing FROM t", &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
}

static void
test_an_inner_transaction_is_undone_alone (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;

  g_assert_true (od_db_begin (db, &error));
  g_assert_true (insert (db, 1, "kept", &error));
  g_assert_true (od_db_begin (db, &error));
  g_assert_true (insert (db, 2, "undone", &error));
  g_assert_true (od_db_begin (db, &error));
  g_assert_true (insert (db, 3, "undone too", &error));
  g_assert_true (od_db_commit (db, &error));
  od_db_rollback (db);
  g_assert_true (od_db_begin (db, &error));
  g_assert_true (insert (db, 4, "kept too", &error));
  g_assert_true (od_db_commit (db, &error));
  g_assert_cmpint (rows (db), ==, 2);
  g_assert_true (od_db_commit (db, &error));
  g_assert_cmpint (rows (db), ==, 2);
}

static void
test_the_outermost_undoes_all (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;

  g_assert_true (od_db_begin (db, &error));
  g_assert_true (od_db_begin (db, &error));
  g_assert_true (insert (db, 1, "one", &error));
  g_assert_true (od_db_commit (db, &error));
  od_db_rollback (db);
  g_assert_cmpint (rows (db), ==, 0);
}

static void
test_after_a_full_disk_all_is_refused_until_the_rollback (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  static const char fill[] =
    "INSERT INTO t (id, name) VALUES (5, hex (zeroblob (:size)))";

  g_assert_true (od_db_exec (db, "PRAGMA max_page_count = 20", &error));
  g_assert_true (od_db_begin (db, &error));
  g_assert_true (od_db_begin (db, &error));
  g_assert_false (od_db_run (db, fill, &error, OD_INT (":size", 1000000)));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (insert (db, 1, "lost", &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FULL);
  g_clear_error (&error);
  od_db_rollback (db);
  g_assert_false (od_db_begin (db, &error));
  g_clear_error (&error);
  g_assert_false (od_db_commit (db, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FULL);
  g_clear_error (&error);
  od_db_rollback (db);
  g_assert_cmpint (rows (db), ==, 0);
  g_assert_true (insert (db, 1, "one", &error));
  g_assert_cmpint (rows (db), ==, 1);
}

static void
test_a_reader_sees_a_snapshot_and_cannot_write (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "data.db", NULL);
  g_autoptr (GError) error = NULL;
  OdDb *writer = od_db_open (path, OD_DB_WRITER, &error), *reader;

  g_assert_true (od_db_exec (writer, "CREATE TABLE t (id BIGINT, name TEXT)", &error));
  reader = od_db_open (path, OD_DB_READER, &error);
  g_assert_no_error (error);
  g_assert_true (od_db_begin (reader, &error));
  g_assert_cmpint (rows (reader), ==, 0);
  g_assert_true (insert (writer, 1, "one", &error));
  g_assert_cmpint (rows (reader), ==, 0);
  od_db_rollback (reader);
  g_assert_cmpint (rows (reader), ==, 1);

  g_assert_false (insert (reader, 2, "two", &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
  od_db_checkpoint (writer, 0);
  g_assert_cmpint (rows (reader), ==, 1);
  od_db_close (reader);
  od_db_close (writer);
  od_test_remove_dir (dir);
}

/* A backup reads for minutes: whoever writes must not wait for it at a checkpoint. */
static void
test_a_checkpoint_waits_for_no_reader (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "t.db", NULL);
  g_autoptr (GError) error = NULL;
  OdDb *writer = od_db_open (path, OD_DB_WRITER, &error), *reader;
  gint64 begun_us;

  g_assert_true (od_db_exec (writer, "CREATE TABLE t (id BIGINT, name TEXT)", &error));
  reader = od_db_open (path, OD_DB_READER, &error);
  g_assert_true (od_db_begin (reader, &error));
  g_assert_cmpint (rows (reader), ==, 0);
  g_assert_true (insert (writer, 1, "Ann", &error));
  begun_us = g_get_monotonic_time ();
  od_db_checkpoint (writer, 0);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (rows (reader), ==, 0);
  od_db_rollback (reader);
  g_assert_cmpint (rows (reader), ==, 1);
  od_db_close (reader);
  od_db_close (writer);
  od_test_remove_dir (dir);
}

static void
test_a_file_that_is_not_there_is_named (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (od_db_open ("/dev/null/none.db", OD_DB_READER, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, "/dev/null/none.db"));
}

/* --- statements of the caller's own --------------------------------------------------
 */

static void
test_a_statement_of_ones_own_is_run_again_and_again (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup ("INSERT INTO t (id, name) VALUES (?1, ?2)");
  g_autoptr (OdStatement) insert_own = od_db_prepare (db, sql, &error);
  g_autoptr (OdStatement) select = NULL;

  for (int i = 1; i <= 3; i++) {
    g_autofree char *name = i < 3 ? g_strdup_printf ("n%d", i) : NULL;

    od_statement_bind_int (insert_own, 1, i);
    od_statement_bind_text (insert_own, 2, name);
    g_assert_true (od_statement_run (insert_own, &error));
  }
  select = od_db_prepare (db, "SELECT id, name AS who, id / 2.0 FROM t ORDER BY id",
                          NULL);
  g_assert_cmpint (od_statement_get_n_columns (select), ==, 3);
  g_assert_cmpstr (od_statement_get_name (select, 1), ==, "who");
  g_assert_true (od_statement_next (select, NULL));
  g_assert_cmpint (od_statement_get_type (select, 0), ==, OD_VALUE_INT);
  g_assert_cmpint (od_statement_get_type (select, 1), ==, OD_VALUE_TEXT);
  g_assert_cmpint (od_statement_get_type (select, 2), ==, OD_VALUE_REAL);
  g_assert_cmpfloat (od_statement_get_real (select, 2), ==, 0.5);
  g_assert_cmpstr (od_statement_get_text (select, 1), ==, "n1");
  od_statement_reset (select);
  g_assert_true (od_statement_next (select, NULL));
  g_assert_cmpint (od_statement_get_int (select, 0), ==, 1);
  g_assert_true (od_statement_next (select, NULL));
  g_assert_true (od_statement_next (select, NULL));
  g_assert_cmpint (od_statement_get_type (select, 1), ==, OD_VALUE_NULL);
}

static void
test_what_is_no_sql_is_not_prepared (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;

  g_assert_null (od_db_prepare (db, "SELEC 1", &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
}

static void
test_a_text_longer_than_a_value_makes_the_step_fail (void)
{
  g_autoptr (OdDb) db = od_db_open (":memory:", OD_DB_SCRATCH, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_prepare (db, "SELECT ?1", NULL);
  g_autofree char *text = g_strnfill (17 * 1024 * 1024, 'x');

  od_statement_bind_text (st, 1, text);
  g_assert_false (od_statement_run (st, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
  od_statement_bind_text (st, 1, "short");
  g_assert_true (od_statement_next (st, NULL));
  g_assert_cmpstr (od_statement_get_text (st, 0), ==, "short");
}

static void
test_keywords_are_known (void)
{
  g_assert_true (od_db_is_keyword ("order"));
  g_assert_false (od_db_is_keyword ("phone"));
}

/* --- watching ------------------------------------------------------------------------
 */

static const char endless[] =
  "INSERT INTO t (id) WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n)"
  " SELECT i FROM n WHERE i < 12";

/* In a file, so that what SQLite undoes is undone there. */
static void
test_scratch_is_undone_when_a_statement_takes_too_long (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "scratch.db", NULL);
  g_autoptr (GError) error = NULL;
  OdDb *db = od_db_open (path, OD_DB_SCRATCH, &error);
  OdStatement *st;

  g_assert_no_error (error);
  g_assert_true (
    od_db_exec (db, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", &error));
  g_assert_true (insert (db, 1, "one", &error));
  od_db_watch (db, NULL, 50);
  g_assert_true (od_db_begin (db, &error));
  g_assert_true (insert (db, 2, "two", &error));
  st = od_db_prepare (db, endless, &error);
  g_assert_false (od_statement_run (st, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_TIMEOUT);
  od_statement_give_back (st);
  od_db_unwatch (db);
  od_db_rollback (db);
  g_assert_cmpint (rows (db), ==, 1);
  od_db_close (db);
  od_test_remove_dir (dir);
}

/* What does not fit into memory is in the file before it is committed. */
static void
test_scratch_is_rolled_back_from_the_file_as_well (void)
{
  static const char count_b[] = "SELECT count(*) FROM big WHERE text LIKE :end";
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "scratch.db", NULL);
  g_autoptr (GError) error = NULL;
  OdDb *db = od_db_open (path, OD_DB_SCRATCH, &error);
  OdStatement *st;

  g_assert_true (
    od_db_exec (db,
                "CREATE TABLE big (id INTEGER PRIMARY KEY, text TEXT);"
                "INSERT INTO big (text) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
                "SELECT i + 1"
                " FROM n WHERE i < 1500) SELECT hex (zeroblob (32768)) || 'a' FROM n",
                &error));
  g_assert_true (od_db_begin (db, &error));
  g_assert_true (
    od_db_exec (db, "UPDATE big SET text = replace (text, '0', 'b') || 'b'", &error));
  od_db_rollback (db);
  st = od_db_query (db, count_b, &error, OD_TEXT (":end", "%b"));
  g_assert_true (od_statement_next (st, &error));
  g_assert_cmpint (od_statement_get_int (st, 0), ==, 0);
  od_statement_give_back (st);
  g_assert_no_error (error);
  od_db_close (db);
  od_test_remove_dir (dir);
}

static gpointer
cancel_it (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_a_statement_is_cancelled_from_another_thread (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (OdStatement) st = od_db_prepare (db, endless, NULL);
  GThread *thread;

  od_db_watch (db, cancellable, 0);
  thread = g_thread_new ("cancel", cancel_it, cancellable);
  g_assert_false (od_statement_run (st, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  od_db_unwatch (db);
  g_assert_cmpint (rows (db), ==, 0);
  g_assert_true (insert (db, 1, "one", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/values-are-bound-by-name",
                   test_values_are_bound_by_name_whatever_the_order);
  g_test_add_func ("/db/nothing-is-null",
                   test_nothing_is_null_and_a_missing_id_is_nothing);
  g_test_add_func ("/db/a-statement-given-back-remembers-no-values",
                   test_a_statement_given_back_remembers_no_values);
  g_test_add_func ("/db/a-refusal-says-which-kind-it-is",
                   test_a_refusal_says_which_kind_it_is);
  g_test_add_func ("/db/a-check-says-whether-a-statement-fits",
                   test_a_check_says_whether_a_statement_fits_the_schema);
  g_test_add_func ("/db/an-inner-transaction-is-undone-alone",
                   test_an_inner_transaction_is_undone_alone);
  g_test_add_func ("/db/the-outermost-undoes-all", test_the_outermost_undoes_all);
  g_test_add_func ("/db/after-a-full-disk-all-is-refused-until-the-rollback",
                   test_after_a_full_disk_all_is_refused_until_the_rollback);
  g_test_add_func ("/db/a-reader-sees-a-snapshot-and-cannot-write",
                   test_a_reader_sees_a_snapshot_and_cannot_write);
  g_test_add_func ("/db/a-checkpoint-waits-for-no-reader",
                   test_a_checkpoint_waits_for_no_reader);
  g_test_add_func ("/db/a-file-that-is-not-there-is-named",
                   test_a_file_that_is_not_there_is_named);
  g_test_add_func ("/db/own-statement",
                   test_a_statement_of_ones_own_is_run_again_and_again);
  g_test_add_func ("/db/no-sql", test_what_is_no_sql_is_not_prepared);
  g_test_add_func ("/db/long-text", test_a_text_longer_than_a_value_makes_the_step_fail);
  g_test_add_func ("/db/keywords", test_keywords_are_known);
  g_test_add_func ("/db/too-slow",
                   test_scratch_is_undone_when_a_statement_takes_too_long);
  g_test_add_func ("/db/big-rollback", test_scratch_is_rolled_back_from_the_file_as_well);
  g_test_add_func ("/db/cancelled", test_a_statement_is_cancelled_from_another_thread);
  return g_test_run ();
}
