/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Since when: who is set, is there once, until taken.
 */
#include "daemon/pacing/roster.h"

#include <glib.h>

static void
test_who_is_set_is_there_once_until_taken (void)
{
  OdRoster roster = { 0 };
  OdRosterEntry entry;

  for (uint64_t id = 1; id <= 500; id++)
    od_roster_set (&roster, id, (double) id, 0);
  od_roster_set (&roster, 7, 1000, 1);
  g_assert_cmpint (roster.n, ==, 500);
  g_assert_true (od_roster_take (&roster, 7, &entry));
  g_assert_cmpfloat (entry.since_s, ==, 1000);
  g_assert_cmpint (entry.kind, ==, 1);
  g_assert_false (od_roster_take (&roster, 7, &entry));
  for (uint64_t id = 500; id >= 1; id--)
    g_assert_cmpint (od_roster_take (&roster, id, &entry), ==, id != 7);
  g_assert_cmpint (roster.n, ==, 0);
  od_roster_clear (&roster);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster/who-is-set", test_who_is_set_is_there_once_until_taken);
  return g_test_run ();
}
