/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nothing is left where others can read it.
 */
#include "shared/model/secrecy.h"

#include <glib/gstdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_no_dump_and_no_open_file (void)
{
  g_autofree char *dir = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (dir, "file", NULL);
  struct rlimit limit;
  GStatBuf st;

  umask (0);
  od_secrecy_begin ();
  g_assert_cmpint (prctl (PR_GET_DUMPABLE), ==, 0);
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmphex (st.st_mode & 077, ==, 0);
  g_unlink (path);
  g_rmdir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrecy/no-dump-and-no-open-file", test_no_dump_and_no_open_file);
  return g_test_run ();
}
