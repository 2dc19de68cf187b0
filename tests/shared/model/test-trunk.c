/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A trunk outlives whoever told of it.
 */
#include "shared/model/trunk.h"

static void
test_a_copy_is_its_own (void)
{
  OdTrunk *first = od_trunk_new ("main", "127.0.0.1:5070");
  g_autoptr (OdTrunk) copy = od_trunk_copy (first);

  od_trunk_free (first);
  g_assert_cmpstr (copy->name, ==, "main");
  g_assert_cmpstr (copy->host, ==, "127.0.0.1:5070");
}

static void
test_no_trunk_is_none (void)
{
  g_assert_null (od_trunk_copy (NULL));
  od_trunk_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trunk/a-copy-is-its-own", test_a_copy_is_its_own);
  g_test_add_func ("/trunk/none", test_no_trunk_is_none);
  return g_test_run ();
}
