/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is remembered of a person comes back, and nothing is needed to begin.
 */
#include "app/settings.h"

static void
test_habits_come_back (void)
{
  OdSettings written = { (char *) "http://127.0.0.1:99", (char *) "zoë",
                         (char *) "dark" };
  g_autoptr (OdSettings) first = od_settings_read ();
  g_autoptr (OdSettings) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (first->user, ==, "");
  g_assert_cmpstr (first->style, ==, "system");
  g_assert_true (g_str_has_prefix (first->server, "http"));

  g_assert_true (od_settings_write (&written, &error));
  g_assert_no_error (error);
  second = od_settings_read ();
  g_assert_cmpstr (second->server, ==, written.server);
  g_assert_cmpstr (second->user, ==, written.user);
  g_assert_cmpstr (second->style, ==, written.style);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/settings/come-back", test_habits_come_back);
  return g_test_run ();
}
