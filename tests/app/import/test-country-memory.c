/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A leadset keeps its country, and only that one.
 */
#include "app/import/country-memory.h"

#include "support/waiting.h"

static void
test_a_leadset_keeps_its_country (void)
{
  g_assert_null (od_country_memory_recall ("[::1]:8620", 7));
  od_country_memory_keep ("[::1]:8620", 7, "GB");
  od_country_memory_keep ("[::1]:8620", 8, "DE");
  g_assert_cmpstr (od_country_memory_recall ("[::1]:8620", 7), ==, "GB");
  g_assert_cmpstr (od_country_memory_recall ("[::1]:8620", 8), ==, "DE");
  g_assert_null (od_country_memory_recall ("127.0.0.1:8620", 7));
  od_country_memory_keep ("[::1]:8620", 7, NULL);
  g_assert_null (od_country_memory_recall ("[::1]:8620", 7));
  g_assert_cmpstr (od_country_memory_recall ("[::1]:8620", 8), ==, "DE");
}

int
main (int argc, char *argv[])
{
  char *folder = od_test_scratch_dir ();
  int failed;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/country-memory/a-leadset-keeps-its-country",
                   test_a_leadset_keeps_its_country);
  failed = g_test_run ();
  od_test_remove_dir (folder);

  return failed;
}
