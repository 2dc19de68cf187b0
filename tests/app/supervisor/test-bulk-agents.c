/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Passwords are long, fair and never twice; the file is one that spreadsheets read.
 */
#include "app/supervisor/bulk-agents.h"

#include <string.h>

static void
test_passwords_are_long_and_differ (void)
{
  g_auto (GStrv) passwords = od_bulk_agents_make_passwords (200);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean used[256] = { FALSE };
  guint n_used = 0;

  g_assert_cmpuint (g_strv_length (passwords), ==, 200);
  for (guint i = 0; i < 200; i++) {
    g_assert_cmpuint (strlen (passwords[i]), ==, 16);
    g_assert_true (g_hash_table_add (seen, passwords[i]));
    for (const char *c = passwords[i]; *c != '\0'; c++) {
      g_assert_true (g_ascii_isalnum (*c));
      n_used += !used[(guchar) *c];
      used[(guchar) *c] = TRUE;
    }
  }
  g_assert_cmpuint (n_used, ==, 62); /* of 3,200 fair letters none stays away */
}

static void
test_every_agent_gets_the_password_of_its_place (void)
{
  char *passwords[] = { (char *) "aaa", (char *) "b\"b,b", NULL };
  json_t *agents = json_pack ("[{s:i, s:s}, {s:i, s:s}]", "id", 1, "name", "12607", "id",
                              2, "name", "12608");
  json_t *joined = od_bulk_agents_join (agents, passwords);
  g_autofree char *csv = od_bulk_agents_make_csv (joined);

  g_assert_cmpstr (csv, ==, "user,password\n12607,aaa\n12608,\"b\"\"b,b\"\n");
  g_assert_null (json_object_get (json_array_get (agents, 0), "password"));
  json_decref (joined);
  json_decref (agents);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bulk-agents/passwords-are-long-and-differ",
                   test_passwords_are_long_and_differ);
  g_test_add_func ("/bulk-agents/every-agent-gets-the-password-of-its-place",
                   test_every_agent_gets_the_password_of_its_place);
  return g_test_run ();
}
