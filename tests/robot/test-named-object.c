/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names and ids.
 */
#include "robot/named-object.h"

static const char list[] = "[{\"id\":1,\"name\":\"Spring\",\"campaign\":5},"
                           "{\"id\":2,\"name\":\"\xc3\x9c"
                           "ber\",\"campaign\":null},"
                           "{\"id\":3,\"name\":\"spring\",\"campaign\":6},"
                           "{\"id\":12,\"name\":\"1\",\"campaign\":6}]";

/* clang-format off */
static const struct {
  const char *wanted;
  gint64 campaign;
  gint64 id;
} cases[] = {
  { "spring", 0, 1 }, { "SPRING", 6, 3 }, { "\xc3\xbc" "BER", 0, 2 }, { "1", 0, 1 },
  { "1", 6, 12 },     { "12", 0, 12 },    { "13", 0, 0 },       { "", 0, 0 },
  { "Spring", 9, 0 },
};
/* clang-format on */

static void
test_a_thing_is_found_by_name_or_id (void)
{
  json_t *array = json_loads (list, 0, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].wanted);
    g_assert_cmpint (od_named_object_find_in (array, cases[i].wanted, cases[i].campaign),
                     ==, cases[i].id);
  }
  g_assert_cmpint (od_named_object_find (NULL, "x"), ==, 0);
  json_decref (array);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/named-object/table", test_a_thing_is_found_by_name_or_id);
  return g_test_run ();
}
