/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A name may be anything but nothing and more than 64 characters.
 */
#include "app/form/name-rule.h"

#include <string.h>

/* Letters, not bytes: of these each has two. */
static char *
repeat_letter (gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, "ß");
  return g_string_free (text, FALSE);
}

static void
test_64_letters_are_a_name_and_65_are_none (void)
{
  g_autofree char *just = repeat_letter (64);
  g_autofree char *over = repeat_letter (65);
  g_autofree char *padded = g_strconcat ("  ", just, "\t ", NULL);

  g_assert_null (od_name_rule_check (just));
  g_assert_null (od_name_rule_check (padded));
  g_assert_nonnull (strstr (od_name_rule_check (over), "at most 64"));
}

static void
test_nothing_is_no_name (void)
{
  g_assert_nonnull (strstr (od_name_rule_check (""), "Enter a name"));
  g_assert_nonnull (strstr (od_name_rule_check (" \t"), "Enter a name"));
}

static void
test_anything_else_is_a_name (void)
{
  g_assert_null (od_name_rule_check ("<b>Bold</b> & 🦄 שלום مرحبا"));
  g_assert_null (od_name_rule_check ("x"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-rule/64-letters-are-a-name-and-65-are-none",
                   test_64_letters_are_a_name_and_65_are_none);
  g_test_add_func ("/name-rule/nothing-is-no-name", test_nothing_is_no_name);
  g_test_add_func ("/name-rule/anything-else-is-a-name", test_anything_else_is_a_name);
  return g_test_run ();
}
