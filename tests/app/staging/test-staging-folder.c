/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One's own folder: for its owner only, gone with its user, however that one went.
 */
#include "app/staging/staging-folder.h"

#include "app/staging/stage.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static guint
count_folders (void)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "outdial", NULL);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static guint
get_rights (const char *path)
{
  GStatBuf st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  return st.st_mode & 0777;
}

static void
test_only_its_owner_reads_it (void)
{
  g_autoptr (OdStagingFolder) folder = od_staging_folder_new (NULL);
  const char *path = od_staging_folder_get_path (folder);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpuint (get_rights (path), ==, 0600);
  g_assert_cmpuint (get_rights (parent), ==, 0700);
}

static void
test_it_goes_with_its_last_user (void)
{
  OdStagingFolder *folder = od_staging_folder_new (NULL);
  OdStagingFolder *other = od_staging_folder_new (NULL);
  g_autofree char *journal = g_strconcat (od_staging_folder_get_path (other), "-journal",
                                          NULL);

  g_assert_true (g_file_set_contents (journal, "x", 1, NULL));
  g_assert_cmpuint (count_folders (), ==, 2);
  od_staging_folder_ref (folder);
  od_staging_folder_unref (folder);
  g_assert_cmpuint (count_folders (), ==, 2);
  od_staging_folder_unref (folder);
  od_staging_folder_unref (other);
  g_assert_cmpuint (count_folders (), ==, 0);
}

/* Makes a folder, says so, and waits to be killed. */
static void
play_victim (void)
{
  g_assert_nonnull (od_staging_folder_new (NULL));
  g_assert_true (write (STDOUT_FILENO, "x", 1) == 1);
  while (TRUE)
    pause ();
}

static void
test_what_a_killed_program_left_is_swept_and_no_more (const char *program)
{
  const char *argv[] = { program, "--victim", NULL };
  g_autoptr (GSubprocess)
    victim = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  OdStagingFolder *folder;
  char byte;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (victim), &byte, 1,
                                        NULL, NULL),
                   ==, 1);
  folder = od_staging_folder_new (NULL);
  g_assert_cmpuint (count_folders (), ==, 2);
  od_staging_folder_unref (folder);
  g_subprocess_send_signal (victim, SIGKILL);
  g_assert_true (g_subprocess_wait (victim, NULL, NULL));
  g_assert_cmpuint (count_folders (), ==, 1);
  folder = od_staging_folder_new (NULL);
  g_assert_cmpuint (count_folders (), ==, 1);
  od_staging_folder_unref (folder);
  g_assert_cmpuint (count_folders (), ==, 0);
}

static void
on_swept (gconstpointer program)
{
  test_what_a_killed_program_left_is_swept_and_no_more (program);
}

static void
test_a_cache_that_cannot_be_is_a_sentence (void)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "outdial", NULL);
  g_autoptr (GError) error = NULL;

  g_rmdir (parent);
  g_assert_true (g_file_set_contents (parent, "a file", -1, NULL));
  g_assert_null (od_staging_folder_new (&error));
  g_assert_true (g_str_has_prefix (error->message, "Rows cannot be staged in "));
  g_unlink (parent);
}

int
main (int argc, char **argv)
{
  char *scratch;
  int status;

  if (argc > 1 && g_str_equal (argv[1], "--victim"))
    play_victim ();

  scratch = stage_use_scratch ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/staging-folder/rights", test_only_its_owner_reads_it);
  g_test_add_func ("/staging-folder/gone", test_it_goes_with_its_last_user);
  g_test_add_data_func ("/staging-folder/swept", argv[0], on_swept);
  g_test_add_func ("/staging-folder/no-cache", test_a_cache_that_cannot_be_is_a_sentence);
  status = g_test_run ();
  od_test_remove_dir (scratch);
  return status;
}
