/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forward only, each script once, whole or not at all.
 */
#include "shared/db/migration.h"

static const OdMigration steps[] = {
  { "001-one.sql", "CREATE TABLE one (id BIGINT); INSERT INTO one VALUES (1);" },
  { "002-two.sql", "CREATE TABLE two (id BIGINT); INSERT INTO one VALUES (2);" },
};
static const OdMigration broken[] = {
  { "001-one.sql", "CREATE TABLE one (id BIGINT); INSERT INTO one VALUES (1);" },
  { "002-two.sql", "CREATE TABLE two (id BIGINT); INSERT INTO nothing VALUES (2);" },
};

static gint64
ask (OdDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_query (db, sql, &error, OD_INT (":floor", -1));

  g_assert_no_error (error);
  g_assert_true (od_statement_next (st, &error));
  return od_statement_get_int (st, 0);
}

static const char rows[] = "SELECT count(*) FROM one WHERE id > :floor";
static const char version[] =
  "SELECT max(version) FROM schema_version WHERE version > :floor";

static void
test_each_script_runs_once_however_often_it_is_started (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) db = od_db_open (":memory:", OD_DB_WRITER, &error);

  for (int i = 0; i < 3; i++) {
    g_assert_true (od_migration_run (db, steps, 2, &error));
    g_assert_cmpint (ask (db, rows), ==, 2);
    g_assert_cmpint (ask (db, version), ==, 2);
  }
}

static void
test_an_older_file_is_brought_up_to_date (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) db = od_db_open (":memory:", OD_DB_WRITER, &error);

  g_assert_true (od_migration_run (db, steps, 1, &error));
  g_assert_cmpint (ask (db, rows), ==, 1);
  g_assert_true (od_migration_run (db, steps, 2, &error));
  g_assert_cmpint (ask (db, rows), ==, 2);
}

static void
test_a_newer_file_is_refused_and_left_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) db = od_db_open (":memory:", OD_DB_WRITER, &error);

  g_assert_true (od_migration_run (db, steps, 2, &error));
  g_assert_false (od_migration_run (db, steps, 1, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_NEWER);
  g_assert_nonnull (g_strstr_len (error->message, -1, "newer"));
  g_assert_cmpint (ask (db, version), ==, 2);
}

static void
test_a_script_that_breaks_is_undone_whole_and_named (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) db = od_db_open (":memory:", OD_DB_WRITER, &error);

  g_assert_false (od_migration_run (db, broken, 2, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, "002-two.sql"));
  g_assert_cmpint (ask (db, version), ==, 1);
  g_assert_false (od_db_check (db, "SELECT id FROM two", NULL));
  g_clear_error (&error);
  g_assert_true (od_migration_run (db, steps, 2, &error));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migration/each-script-runs-once",
                   test_each_script_runs_once_however_often_it_is_started);
  g_test_add_func ("/migration/an-older-file-is-brought-up-to-date",
                   test_an_older_file_is_brought_up_to_date);
  g_test_add_func ("/migration/a-newer-file-is-refused-and-left-alone",
                   test_a_newer_file_is_refused_and_left_alone);
  g_test_add_func ("/migration/a-script-that-breaks-is-undone-whole",
                   test_a_script_that_breaks_is_undone_whole_and_named);
  return g_test_run ();
}
