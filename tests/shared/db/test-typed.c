/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person typed reads and changes one table, and nothing else.
 */
#include "shared/db/typed.h"

#include "support/waiting.h"

static const char *const read_only[] = { "id", "made", NULL };
static const OdTypedRules rules = { "t", read_only, "other" };

static OdDb *
open_table (void)
{
  g_autoptr (GError) error = NULL;
  OdDb *db = od_db_open (":memory:", OD_DB_SCRATCH, &error);

  g_assert_no_error (error);
  od_db_exec (db,
              "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, made TEXT);"
              "CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT);"
              "CREATE VIEW seen AS SELECT name FROM other;"
              "CREATE TRIGGER log AFTER UPDATE OF name ON t BEGIN"
              " INSERT INTO other (name) VALUES (OLD.name); END;"
              "INSERT INTO t (id, name, made) VALUES (1, 'a', 'x'), (2, 'b', 'y')",
              &error);
  g_assert_no_error (error);
  return db;
}

/* The first value of the first row; "" when there is none. */
static char *
run (OdDb *db, const char *sql, GError **error)
{
  g_autoptr (OdTyped) typed = od_typed_new (db, &rules, sql, error);
  g_autoptr (GError) local = NULL;
  g_autofree char *first = NULL;

  if (typed == NULL)
    return NULL;
  while (od_typed_next (typed, &local)) {
    if (first == NULL)
      first = od_statement_dup_text (od_typed_get_statement (typed), 0);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return first != NULL ? g_steal_pointer (&first) : g_strdup ("");
}

static char *
get_all (OdDb *db)
{
  g_autoptr (OdStatement)
    st = od_db_prepare (db,
                        "SELECT (SELECT group_concat (id || name || made) FROM t) || ' '"
                        " || (SELECT count (*) FROM other)",
                        NULL);

  g_assert_true (od_statement_next (st, NULL));
  return od_statement_dup_text (st, 0);
}

static void
test_what_is_allowed_is_run (void)
{
  static const struct {
    const char *sql;
    const char *first;
    OdTypedKind kind;
  } cases[] = {
    { "SELECT name FROM t ORDER BY id", "a", OD_TYPED_SELECT },
    { "select count(*) from t;", "2", OD_TYPED_SELECT },
    { " -- all of it\nSELECT group_concat(upper(name)) FROM t; -- so", "A,B",
      OD_TYPED_SELECT },
    { "SELECT 1 + 1;;", "2", OD_TYPED_SELECT },
    { "VALUES (7)", "7", OD_TYPED_SELECT },
    { "WITH c AS (SELECT name FROM t) SELECT count(*) FROM c", "2", OD_TYPED_SELECT },
    { "WITH log AS (SELECT name FROM t) SELECT count(*) FROM log", "2", OD_TYPED_SELECT },
    { "SELECT count(*) FROM (SELECT name FROM T) other", "2", OD_TYPED_SELECT },
    { "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)"
      " SELECT max(i) FROM n",
      "9", OD_TYPED_SELECT },
    { "SELECT a.name FROM t a JOIN t b ON a.id < b.id", "a", OD_TYPED_SELECT },
    { "UPDATE t SET name = name || '!'", "", OD_TYPED_UPDATE },
    { "UPDATE t SET name = 'c' WHERE id = 2 RETURNING name", "c", OD_TYPED_UPDATE },
    { "WITH c AS (SELECT 1 AS id) DELETE FROM t WHERE id IN (SELECT id FROM c)", "",
      OD_TYPED_DELETE },
    { "DELETE FROM t", "", OD_TYPED_DELETE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (OdDb) db = open_table ();
    g_autoptr (GError) error = NULL;
    g_autofree char *first = run (db, cases[i].sql, &error);
    g_autoptr (OdTyped) typed = od_typed_new (db, &rules, cases[i].sql, NULL);

    g_assert_no_error (error);
    g_assert_cmpstr (first, ==, cases[i].first);
    g_assert_cmpint (od_typed_get_kind (typed), ==, cases[i].kind);
  }
}

static void
test_a_trigger_of_the_table_does_what_it_does (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autofree char *none = run (db, "UPDATE t SET name = 'c'", NULL);
  g_autofree char *all = get_all (db);

  g_assert_cmpstr (all, ==, "1cx,2cy 2");
}

/* A statement that may not be run, and the sentence that says so; NULL: in whatever
 * words. */
typedef struct {
  const char *sql;
  const char *sentence;
} Refused;

static void
check_refused (const Refused *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autoptr (OdDb) db = open_table ();
    g_autoptr (GError) error = NULL;
    g_autofree char *first = run (db, cases[i].sql, &error);
    g_autofree char *all = get_all (db);

    g_test_message ("%s", cases[i].sql);
    g_assert_null (first);
    g_assert_error (error, OD_TYPED_ERROR, OD_TYPED_ERROR_STATEMENT);
    if (cases[i].sentence != NULL)
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    g_assert_cmpstr (all, ==, "1ax,2by 0");
  }
}

static void
test_only_one_select_update_or_delete_is_run (void)
{
  static const char only[] = "Only SELECT, UPDATE and DELETE can be run here";
  static const char one[] = "Only one statement can be run at a time";
  static const Refused cases[] = {
    { "PRAGMA journal_mode = OFF", only },
    { "PRAGMA table_info (t)", only },
    { "ATTACH DATABASE '' AS x", only },
    { "ATTACH DATABASE '/tmp/x.db' AS x", only },
    { "DETACH DATABASE main", only },
    { "INSERT INTO t (name) VALUES ('z')", only },
    { "REPLACE INTO t (id) VALUES (1)", only },
    { "INSERT INTO t (id) VALUES (1) ON CONFLICT DO UPDATE SET name = 'z'", only },
    { "DROP TABLE t", only },
    { "CREATE TABLE x (y)", only },
    { "CREATE TEMP TABLE x (y)", NULL },
    { "CREATE TRIGGER x AFTER DELETE ON t BEGIN SELECT 1; END", NULL },
    { "ALTER TABLE t ADD COLUMN z", only },
    { "BEGIN", only },
    { "COMMIT", only },
    { "ROLLBACK", only },
    { "SAVEPOINT x", only },
    { "VACUUM", only },
    { "VACUUM INTO '/tmp/x.db'", only },
    { "REINDEX", NULL },
    { "ANALYZE", NULL },
    { "EXPLAIN DELETE FROM t", only },
    { "SELECT 1; DELETE FROM t", one },
    { "SELECT 1; DROP TABLE t", one },
    { "SELECT 1; nonsense", one },
    { "", "Write a SELECT, an UPDATE or a DELETE" },
    { " ; -- nothing", "Write a SELECT, an UPDATE or a DELETE" },
    { "WITH log AS (SELECT 1) INSERT INTO other (name) SELECT 1 FROM log", only },
  };

  check_refused (cases, G_N_ELEMENTS (cases));
}

static void
test_another_table_is_refused (void)
{
  static const char table[] = "Only the table \"t\" can be used here, and not \"other\"";
  static const char schema[] =
    "Only the table \"t\" can be used here, and not \"sqlite_master\"";
  static const Refused cases[] = {
    { "UPDATE other SET name = 'z'", table },
    { "DELETE FROM other", table },
    { "SELECT name FROM other", table },
    { "SELECT sql FROM sqlite_master", schema },
    { "UPDATE t SET name = (SELECT max (name) FROM other)", table },
    { "UPDATE t SET name = 'z' RETURNING (SELECT max (name) FROM other)", table },
    { "DELETE FROM t WHERE name IN (SELECT name FROM other)", table },
    { "WITH c AS (SELECT name FROM other) SELECT * FROM c", table },
    { "WITH log AS (SELECT name FROM other) SELECT * FROM log", table },
    { "WITH t AS (SELECT name FROM other) SELECT * FROM t", table },
    { "WITH c AS (SELECT (SELECT max (name) FROM other)) SELECT * FROM c", table },
    { "WITH c AS (SELECT sql FROM sqlite_master) SELECT * FROM c", schema },
    { "WITH log AS (SELECT name FROM other) UPDATE t SET name = (SELECT name FROM log)",
      table },
    { "WITH log AS (SELECT id FROM other) DELETE FROM t WHERE id IN (SELECT id FROM log)",
      table },
    { "WITH c AS (SELECT * FROM pragma_table_info ('t')) SELECT * FROM c", NULL },
    { "SELECT * FROM (SELECT name FROM other) t", table },
    { "SELECT name FROM seen", table },
    { "SELECT count (*) FROM seen", NULL },
    { "SELECT count (*) FROM other", table },
    { "SELECT count (*) FROM t, main.other", table },
    { "SELECT count (*) FROM OTHER",
      "Only the table \"t\" can be used here, and not \"OTHER\"" },
    { "SELECT EXISTS (SELECT 1 FROM other)", table },
    { "WITH c AS (SELECT count (*) FROM other) SELECT * FROM c", table },
    { "DELETE FROM t WHERE EXISTS (SELECT 1 FROM other)", table },
    { "SELECT count (*) FROM sqlite_master", schema },
    { "SELECT count (*) FROM sqlite_schema", NULL },
    { "SELECT * FROM pragma_table_info ('t')", NULL },
  };

  check_refused (cases, G_N_ELEMENTS (cases));
}

static void
test_what_cannot_be_changed_or_run_is_refused (void)
{
  static const Refused cases[] = {
    { "SELECT name FROM t WHERE id = ?",
      "A value is missing: write it where the ? or the name stands" },
    { "UPDATE t SET made = 'z'", "The column \"made\" cannot be changed" },
    { "UPDATE t SET name = 'z', id = 9", "The column \"id\" cannot be changed" },
    { "UPDATE t SET rowid = 9", "The column \"ROWID\" cannot be changed" },
    { "UPDATE main.T SET Made = 'z'", "The column \"made\" cannot be changed" },
    { "SELECT Load_Extension ('x')",
      "The function load_extension() cannot be used here" },
    { "WITH c AS (SELECT load_extension ('x')) SELECT * FROM c",
      "The function load_extension() cannot be used here" },
    { "SELECT load_extension ('x')",
      "The function load_extension() cannot be used here" },
    { "SELEC 1", "near \"SELEC\": syntax error" },
    { "SELECT missing FROM t", "no such column: missing" },
    { "SELECT 1 FROM nowhere", "no such table: nowhere" },
    { "SELECT abs (-9223372036854775808)", "integer overflow" },
    { "SELECT zeroblob (100000000)", "string or blob too big" },
  };

  check_refused (cases, G_N_ELEMENTS (cases));
}

/* A trigger that does more than the rules say is not let through. */
static void
test_a_trigger_writes_only_where_it_may (void)
{
  static const OdTypedRules no_log = { "t", read_only, NULL };
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdTyped)
    typed = od_typed_new (db, &no_log, "UPDATE t SET name = 'c'", &error);

  g_assert_error (error, OD_TYPED_ERROR, OD_TYPED_ERROR_STATEMENT);
  g_assert_null (typed);
}

static void
test_a_pragma_in_disguise_does_nothing (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  g_autofree char *first = run (db, "SELECT count (*) FROM pragma_table_info ('other')",
                                &error);

  g_assert_error (error, OD_TYPED_ERROR, OD_TYPED_ERROR_STATEMENT);
}

static void
test_the_programs_own_statements_are_free_all_along (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdTyped) typed = od_typed_new (db, &rules, "SELECT name FROM t", &error);

  g_assert_true (od_typed_next (typed, &error));
  g_assert_true (od_db_exec (db, "CREATE TABLE more (id INTEGER PRIMARY KEY)", &error));
  g_assert_true (od_db_run (db, "INSERT INTO other (name) VALUES (:name)", &error,
                            OD_TEXT (":name", "z")));
  g_assert_true (od_typed_next (typed, &error));
  g_assert_false (od_typed_next (typed, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typed/allowed", test_what_is_allowed_is_run);
  g_test_add_func ("/typed/trigger", test_a_trigger_of_the_table_does_what_it_does);
  g_test_add_func ("/typed/log", test_a_trigger_writes_only_where_it_may);
  g_test_add_func ("/typed/one-select-update-or-delete",
                   test_only_one_select_update_or_delete_is_run);
  g_test_add_func ("/typed/another-table", test_another_table_is_refused);
  g_test_add_func ("/typed/what-cannot-be-changed",
                   test_what_cannot_be_changed_or_run_is_refused);
  g_test_add_func ("/typed/disguise", test_a_pragma_in_disguise_does_nothing);
  g_test_add_func ("/typed/own", test_the_programs_own_statements_are_free_all_along);
  return g_test_run ();
}
