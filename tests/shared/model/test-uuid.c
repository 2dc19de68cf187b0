/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names nobody else has, in the order of their time.
 */
#include "shared/model/uuid.h"

#include <string.h>

static void
test_a_name_is_valid_and_says_its_version (void)
{
  for (int i = 0; i < 1000; i++) {
    g_autofree char *uuid = od_uuid_new (1700000000000);

    g_assert_true (od_uuid_is_valid (uuid));
    g_assert_cmpuint (strlen (uuid), ==, OD_UUID_LENGTH);
    g_assert_true (g_str_has_prefix (uuid, "018bcfe5-6800-7"));
    g_assert_nonnull (strchr ("89ab", uuid[19]));
  }
}

static void
test_names_differ_and_later_ones_sort_later (void)
{
  g_autoptr (GHashTable)
    seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *last = g_strdup ("");

  for (int i = 0; i < 10000; i++)
    g_assert_true (g_hash_table_add (seen, od_uuid_new (1700000000000)));
  for (gint64 now = 0; now < 1000; now++) {
    char *next = od_uuid_new (now * 1000003);

    g_assert_cmpstr (last, <, next);
    g_free (last);
    last = next;
  }
}

static void
test_the_floor_divides_them (void)
{
  g_autofree char *before = od_uuid_new (1700000000000 - 1);
  g_autofree char *then = od_uuid_new (1700000000000);
  g_autofree char *first = od_uuid_floor (1700000000000);

  g_assert_cmpstr (before, <, first);
  g_assert_cmpstr (first, <, then);
}

/* clang-format off */
static const struct {
  const char *text;
  gboolean valid;
} forms[] = {
  { "018bcfe5-6800-7abc-8def-0123456789ab",  TRUE },
  { "00000000-0000-0000-0000-000000000000",  TRUE },
  { "018BCFE5-6800-7abc-8def-0123456789ab",  FALSE },
  { "018bcfe5-6800-7abc-8def-0123456789a",   FALSE },
  { "018bcfe5-6800-7abc-8def-0123456789abc", FALSE },
  { "018bcfe5+6800-7abc-8def-0123456789ab",  FALSE },
  { "018bcfe5-6800-7abc-8def-0123456789ag",  FALSE },
  { "{18bcfe5-6800-7abc-8def-0123456789a}",  FALSE },
  { "", FALSE }, { NULL, FALSE },
};
/* clang-format on */

static void
test_only_the_canonical_form_is_valid (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_cmpint (od_uuid_is_valid (forms[i].text), ==, forms[i].valid);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uuid/a-name-is-valid-and-says-its-version",
                   test_a_name_is_valid_and_says_its_version);
  g_test_add_func ("/uuid/names-differ-and-later-ones-sort-later",
                   test_names_differ_and_later_ones_sort_later);
  g_test_add_func ("/uuid/floor", test_the_floor_divides_them);
  g_test_add_func ("/uuid/only-the-canonical-form-is-valid",
                   test_only_the_canonical_form_is_valid);
  return g_test_run ();
}
