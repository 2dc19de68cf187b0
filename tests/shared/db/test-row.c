/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A struct there and back, and what a statement may not leave out.
 */
#include "shared/db/row.h"

typedef struct {
  gint64 id;
  char *name;
  gboolean good;
  gint64 friend_id;
  gint64 age;
  char key;
} Person;

static gpointer
person_new (void)
{
  Person *person = g_new0 (Person, 1);

  person->age = -1;
  return person;
}

static void
person_free (gpointer data)
{
  Person *person = data;

  g_free (person->name);
  g_free (person);
}

#define COLUMN(member) OD_COLUMN (Person, member)
static const OdColumn columns[] = { COLUMN (id),   COLUMN (name),
                                    COLUMN (good), OD_COLUMN_OR_NULL (Person, friend_id),
                                    COLUMN (age),  COLUMN (key),
                                    { NULL } };
static const OdRowType person_row = { columns, sizeof (Person), person_free, person_new };

static const char add[] = "INSERT INTO person (id, name, good, friend_id, key)"
                          " VALUES (:id, :name, :good, :friend_id, :key)";
static const char list[] = "SELECT id, name, good, friend_id, age, key FROM person"
                           " WHERE id > :after ORDER BY id";

static OdDb *
open_table (void)
{
  g_autoptr (GError) error = NULL;
  OdDb *db = od_db_open (":memory:", OD_DB_WRITER, &error);

  g_assert_no_error (error);
  g_assert_true (od_db_exec (db,
                             "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT,"
                             " good INTEGER, friend_id BIGINT, age BIGINT, key TEXT)",
                             &error));
  return db;
}

static void
test_a_struct_comes_back_as_it_was (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  Person anna = { 1, (char *) "Anna", TRUE, 7, 0, '3' }, nobody = { .id = 2 };
  const Person *back;

  g_assert_true (od_row_run (&person_row, &anna, db, add, &error, { NULL }));
  g_assert_true (od_row_run (&person_row, &nobody, db, add, &error, { NULL }));
  all = od_row_list (&person_row, od_db_query (db, list, &error, OD_INT (":after", 0)),
                     &error);
  g_assert_no_error (error);
  g_assert_cmpint (all->len, ==, 2);

  back = all->pdata[0];
  g_assert_cmpstr (back->name, ==, "Anna");
  g_assert_true (back->id == 1 && back->good && back->friend_id == 7 && back->key == '3');
  back = all->pdata[1];
  g_assert_true (back->id == 2 && back->name == NULL && !back->good);
  g_assert_true (back->friend_id == 0 && back->key == 0);
  g_assert_cmpint (back->age, ==, -1); /* NULL: as it was made */
}

static void
test_what_is_not_there_is_no_error (void)
{
  g_autoptr (OdDb) db = open_table ();
  g_autoptr (GError) error = NULL;
  gpointer row = db;

  g_assert_true (od_row_find (&person_row,
                              od_db_query (db, list, &error, OD_INT (":after", 9)), &row,
                              &error));
  g_assert_null (row);
  g_assert_no_error (error);

  g_assert_false (od_row_find (&person_row, NULL, &row, &error));
  g_assert_null (row);
}

/* Each is a fault of the program. */
static void
do_wrong (gconstpointer data)
{
  g_autoptr (OdDb) db = open_table ();
  Person anna = { 1, (char *) "Anna", TRUE, 7, 0, '3' };

  g_assert_true (od_row_run (&person_row, &anna, db, add, NULL, { NULL }));
  if (GPOINTER_TO_INT (data) == 0)
    od_row_run (&person_row, &anna, db, "UPDATE person SET name = :nick", NULL, { NULL });
  else
    od_row_list (&person_row,
                 od_db_query (db,
                              "SELECT name, id, good, friend_id, age, key FROM person",
                              NULL, { NULL }),
                 NULL);
}

static void
test_a_fault_stops_the_program (gconstpointer data)
{
  static const char *const said[] = { "*0 values for: UPDATE*",
                                      "*column 0 is not id in: SELECT*" };

  if (g_test_subprocess ()) {
    do_wrong (data);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr (said[GPOINTER_TO_INT (data)]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row/there-and-back", test_a_struct_comes_back_as_it_was);
  g_test_add_func ("/row/nothing", test_what_is_not_there_is_no_error);
  g_test_add_data_func ("/row/a-parameter-without-a-value", GINT_TO_POINTER (0),
                        test_a_fault_stops_the_program);
  g_test_add_data_func ("/row/another-order", GINT_TO_POINTER (1),
                        test_a_fault_stops_the_program);
  return g_test_run ();
}
