/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A copy is whole, checked and marked, or it is not there; the original is as it was.
 */
#include "shared/db/copy.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include "support/waiting.h"

#define N_ROWS 3000

/* clang-format off */
static const char make[] =
  "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);"
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
  " INSERT INTO t SELECT i, 'somebody of the name of ' || i FROM n";
static const char sum[] = "SELECT sum(id) FROM t WHERE id > :floor";
/* clang-format on */

typedef struct {
  char *dir;
  char *path;
  char *copy;
  char *part;
  OdDb *db;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place->dir = od_test_scratch_dir ();
  place->path = g_build_filename (place->dir, "outdial.db", NULL);
  place->copy = g_build_filename (place->dir, "copy.db", NULL);
  place->part = g_strconcat (place->copy, ".part", NULL);
  place->db = od_db_open (place->path, OD_DB_WRITER, &error);
  g_assert_no_error (error);
  g_assert_true (od_db_exec (place->db, make, &error));
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_clear_pointer (&place->db, od_db_close);
  g_free (place->part);
  g_free (place->copy);
  g_free (place->path);
  od_test_remove_dir (place->dir);
}

static gint64
ask_sum (OdDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement) st = od_db_query (db, sum, &error, OD_INT (":floor", 0));

  g_assert_no_error (error);
  g_assert_true (od_statement_next (st, &error));
  return od_statement_get_int (st, 0);
}

static gboolean
is_marked (OdDb *db)
{
  g_autoptr (GError) error = NULL;
  gboolean copy;

  g_assert_true (od_db_is_copy (db, &copy, &error));
  g_assert_no_error (error);
  return copy;
}

static guint
count_files (Place *place, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (place->dir, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix);
  return n;
}

static void
test_a_copy_is_one_whole_private_file (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) copy = NULL;
  GStatBuf st;

  g_assert_true (od_db_copy (place->db, place->copy, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (place, "copy.db"), ==, 1);
  g_assert_cmpint (g_stat (place->copy, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);

  copy = od_db_open (place->copy, OD_DB_WRITER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask_sum (copy), ==, N_ROWS * (N_ROWS + 1) / 2);
}

/* By who asks for it, too: it is undone with the transaction. */
static void
test_the_mark_is_in_the_copy_until_it_is_forgotten (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) copy = NULL;

  g_assert_true (od_db_copy (place->db, place->copy, &error));
  g_assert_false (is_marked (place->db));
  copy = od_db_open (place->copy, OD_DB_WRITER, &error);
  g_assert_true (is_marked (copy));

  g_assert_true (od_db_begin (copy, &error));
  g_assert_true (od_db_forget_copy (copy, &error));
  g_assert_false (is_marked (copy));
  od_db_rollback (copy);
  g_assert_true (is_marked (copy));

  g_assert_true (od_db_begin (copy, &error));
  g_assert_true (od_db_forget_copy (copy, &error));
  g_assert_true (od_db_commit (copy, &error));
  g_assert_false (is_marked (copy));
}

/* A reader's copy has what is committed, and an open transaction of a writer stays. */
static void
test_a_writer_in_the_middle_is_left_alone (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) reader = od_db_open (place->path, OD_DB_READER, &error);
  g_autoptr (OdDb) copy = NULL;

  g_assert_true (od_db_begin (place->db, &error));
  g_assert_true (od_db_exec (place->db, "DELETE FROM t", &error));
  g_assert_true (od_db_copy (reader, place->copy, &error));
  g_assert_no_error (error);
  g_assert_true (od_db_commit (place->db, &error));

  copy = od_db_open (place->copy, OD_DB_READER, &error);
  g_assert_cmpint (ask_sum (copy), ==, N_ROWS * (N_ROWS + 1) / 2);
  g_assert_cmpint (ask_sum (place->db), ==, 0);
}

static void
assert_refused (Place *place, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "somebody's", -1, NULL));
  g_assert_false (od_db_copy (place->db, place->copy, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "somebody's");
  g_assert_cmpuint (count_files (place, "copy.db"), ==, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_what_is_there_is_not_written_over (Place *place, gconstpointer data)
{
  assert_refused (place, place->copy);
  assert_refused (place, place->part);
}

static void
test_a_folder_that_is_not_there_is_named (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (od_db_copy (place->db, "/dev/null/copy.db", &error));
  g_assert_nonnull (strstr (error->message, "/dev/null"));
}

/* The file may not grow beyond a part of what is to be written: a write fails in the
 * middle of the copy, as on a disk that breaks. */
static void
test_nothing_is_left_of_a_copy_that_breaks (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 50000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (od_db_copy (place->db, place->copy, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (place, "copy.db"), ==, 0);
  g_clear_error (&error);
  g_assert_true (od_db_copy (place->db, place->copy, &error));
}

static void
test_a_copy_that_has_no_room_is_not_begun (Place *place, gconstpointer data)
{
  g_autofree char *disk = g_build_filename (place->dir, "disk", NULL);
  g_autofree char *path = g_build_filename (disk, "copy.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  if (mount ("none", disk, "tmpfs", 0, "size=64k") != 0) {
    g_test_skip ("making a small disk is for root only");
    return;
  }
  g_assert_false (od_db_copy (place->db, path, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, disk));
  g_assert_cmpint (umount (disk), ==, 0);
}

/* Overwrites the page in the middle of the file at @path. */
static void
damage (const char *path)
{
  g_autofree char *text = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  memset (text + size / 2 / 4096 * 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (path, text, size, NULL));
}

static void
test_damaged_data_is_no_copy (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&place->db, od_db_close);
  damage (place->path);
  place->db = od_db_open (place->path, OD_DB_READER, &error);
  g_assert_no_error (error);
  g_assert_false (od_db_copy (place->db, place->copy, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "damaged"));
  g_assert_cmpuint (count_files (place, "copy.db"), ==, 0);
}

/* outdiald was killed, and then the copy was put in the place of its file, but not of its
 * log. */
static void
test_the_log_of_another_file_is_noticed (Place *place, gconstpointer data)
{
  g_autofree char *log = g_strconcat (place->copy, "-wal", NULL);
  g_autofree char *own_log = g_strconcat (place->path, "-wal", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (od_db_copy (place->db, place->copy, &error));
  g_assert_true (od_db_check_log (place->path, &error));
  g_assert_true (od_db_check_log (place->copy, &error));
  g_assert_true (od_db_check_log ("/dev/null/none.db", &error));

  g_assert_true (g_file_get_contents (own_log, &text, &size, &error));
  g_assert_cmpuint (size, >, 0);
  g_assert_true (g_file_set_contents (log, text, size, &error));
  g_assert_false (od_db_check_log (place->copy, &error));
  g_assert_nonnull (strstr (error->message, log));
}

#define TEST(name, func) g_test_add ("/copy/" name, Place, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("is-one-whole-private-file", test_a_copy_is_one_whole_private_file);
  TEST ("is-marked", test_the_mark_is_in_the_copy_until_it_is_forgotten);
  TEST ("leaves-a-writer-alone", test_a_writer_in_the_middle_is_left_alone);
  TEST ("writes-over-nothing", test_what_is_there_is_not_written_over);
  TEST ("names-the-folder", test_a_folder_that_is_not_there_is_named);
  TEST ("leaves-nothing-half", test_nothing_is_left_of_a_copy_that_breaks);
  TEST ("needs-room", test_a_copy_that_has_no_room_is_not_begun);
  TEST ("is-not-of-damaged-data", test_damaged_data_is_no_copy);
  TEST ("has-no-log-of-another", test_the_log_of_another_file_is_noticed);
  return g_test_run ();
}
