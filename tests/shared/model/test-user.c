/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and roles of accounts.
 */
#include "shared/model/user.h"

/* clang-format off */
static const struct {
  const char *name;
  gboolean valid;
} names[] = {
  { "a", TRUE }, { "1042", TRUE }, { "ann.lee_2-b", TRUE },
  { "01234567890123456789012345678901", TRUE },
  { "012345678901234567890123456789012", FALSE },
  { "", FALSE }, { NULL, FALSE }, { "Ann", FALSE }, { ".ann", FALSE }, { "-ann", FALSE },
  { "ann lee", FALSE }, { "ann\n", FALSE }, { "änn", FALSE }, { "../etc", FALSE },
};
/* clang-format on */

static void
test_names_are_plain (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (od_user_name_is_valid (names[i].name), ==, names[i].valid);
}

static void
test_every_role_has_a_name_of_its_own (void)
{
  OdRole back;

  for (guint role = 0; role < OD_ROLE_N; role++) {
    g_assert_true (od_role_from_name (od_role_get_name (role), &back));
    g_assert_cmpint (back, ==, role);
  }
  g_assert_false (od_role_from_name ("root", &back));
  g_assert_false (od_role_from_name (NULL, &back));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/user/names-are-plain", test_names_are_plain);
  g_test_add_func ("/user/every-role-has-a-name-of-its-own",
                   test_every_role_has_a_name_of_its_own);
  return g_test_run ();
}
