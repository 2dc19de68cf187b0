/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nobody else reads the data, however the folder and its files were made.
 */
#include "daemon/store/store-folder.h"

#include "daemon/store/store.h"
#include "support/waiting.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static guint
mode_of (const char *path)
{
  GStatBuf st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  return st.st_mode & 07777;
}

static void
assert_private (const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  g_assert_cmphex (mode_of (dir), ==, 0700);
  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    g_test_message ("%s", name);
    g_assert_cmphex (mode_of (path), ==, 0600);
  }
}

static void
test_whatever_was_there (void)
{
  static const char *const names[] = { "lock", "outdial.db.schema-3" };
  char *dir = od_test_scratch_dir ();
  g_autofree char *log = g_build_filename (dir, "outdial.db-wal", NULL);
  g_autofree char *database = g_build_filename (dir, "outdial.db", NULL);
  g_autoptr (GError) error = NULL;
  mode_t before = umask (0);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (dir, names[i], NULL);

    g_assert_true (g_file_set_contents (path, "", 0, NULL));
    g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  }
  g_assert_cmpint (g_chmod (dir, 0755), ==, 0);
  {
    g_autoptr (OdStore) store = od_store_open (dir, NULL, od_clock_system (), &error);

    g_assert_no_error (error);
    g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
    assert_private (dir);
  }
  g_assert_cmpint (g_chmod (database, 0644), ==, 0); /* as it was made once */
  {
    g_autoptr (OdStore) store = od_store_open (dir, NULL, od_clock_system (), &error);

    g_assert_no_error (error);
    assert_private (dir);
  }
  umask (before);
  od_test_remove_dir (dir);
}

static void
test_a_new_folder (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *inner = g_build_filename (dir, "data", NULL);
  g_autoptr (GError) error = NULL;
  mode_t before = umask (0);

  {
    g_autoptr (OdStore) store = od_store_open (inner, NULL, od_clock_system (), &error);

    g_assert_no_error (error);
    assert_private (inner);
  }
  umask (before);
  od_test_remove_dir (dir);
}

static void
test_a_second_one_is_refused (void)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GError) error = NULL;
  int fd = od_store_folder_lock (dir, &error);

  g_assert_no_error (error);
  g_assert_cmpint (od_store_folder_lock (dir, &error), ==, -1);
  g_assert_nonnull (strstr (error->message, "uses the data folder"));
  close (fd);
  od_test_remove_dir (dir);
}

static void
test_the_turn_is_waited_for_and_not_for_ever (void)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GError) error = NULL;
  int fd = od_store_folder_take_turn (dir, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (od_store_folder_take_turn (dir, 0, &error), ==, -1);
  g_assert_error (error, OD_STORE_ERROR, OD_STORE_ERROR_IN_USE);
  close (fd);
  od_test_remove_dir (dir);
}

#define SOMEBODY 65534

/* An administrator comes first: outdiald, whose folder it is, can start all the same. */
static void
test_what_root_makes_is_the_owners (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *turn = g_build_filename (dir, "turn", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf st;
  int fd;

  if (geteuid () != 0) {
    g_test_skip ("this is not root");
  } else {
    g_assert_cmpint (chown (dir, SOMEBODY, SOMEBODY), ==, 0);
    fd = od_store_folder_take_turn (dir, 0, &error);
    g_assert_no_error (error);
    g_assert_cmpint (g_stat (turn, &st), ==, 0);
    g_assert_cmpint (st.st_uid, ==, SOMEBODY);
    close (fd);
  }
  od_test_remove_dir (dir);
}

static void
test_a_link_leads_nowhere (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *turn = g_build_filename (dir, "turn", NULL);
  g_autofree char *other = g_build_filename (dir, "other", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  g_assert_cmpint (g_chmod (other, 0644), ==, 0);
  g_assert_cmpint (symlink (other, turn), ==, 0);
  g_assert_cmpint (od_store_folder_take_turn (dir, 0, &error), ==, -1);
  g_assert_cmphex (mode_of (other), ==, 0644);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-folder/whatever-was-there", test_whatever_was_there);
  g_test_add_func ("/store-folder/a-new-folder", test_a_new_folder);
  g_test_add_func ("/store-folder/a-second-one-is-refused", test_a_second_one_is_refused);
  g_test_add_func ("/store-folder/turn", test_the_turn_is_waited_for_and_not_for_ever);
  g_test_add_func ("/store-folder/owner", test_what_root_makes_is_the_owners);
  g_test_add_func ("/store-folder/link", test_a_link_leads_nowhere);
  return g_test_run ();
}
