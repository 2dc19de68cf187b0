/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pretend agent thinks of a call.
 */
#include "robot/verdict.h"

#include "shared/model/disposition.h"

#include <string.h>

static void
test_the_same_call_gets_the_same_word (void)
{
  static const char *const offered[] = { "SALE MADE", "CALL BACK", "BUSY", NULL };
  guint differ = 0;

  for (guint i = 0; i < 200; i++) {
    g_autofree char *call = g_strdup_printf ("call-%u", i);
    const char *word = od_verdict_choose (7, call, offered);

    g_assert_true (g_strv_contains (offered, word));
    g_assert_cmpstr (word, ==, od_verdict_choose (7, call, offered));
    differ += strcmp (word, od_verdict_choose (8, call, offered)) != 0 ? 1 : 0;
  }
  g_assert_cmpuint (differ, >, 0);
}

static void
test_likely_words_come_more_often (void)
{
  g_autoptr (GPtrArray) offered = g_ptr_array_new ();
  guint lost = 0, sale = 0, never = 0;
  gsize n;
  const OdDisposition *predefined = od_disposition_get_predefined (&n);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (offered, predefined[i].label);
  g_ptr_array_add (offered, NULL);

  for (guint i = 0; i < 2000; i++) {
    g_autofree char *call = g_strdup_printf ("call-%u", i);
    const char *word = od_verdict_choose (1, call, (const char **) offered->pdata);

    lost += strcmp (word, "NOT INTERESTED") == 0 ? 1 : 0;
    sale += strcmp (word, "SALE MADE") == 0 ? 1 : 0;
    never += strcmp (word, "CALL TRANSFERRED") == 0 ? 1 : 0;
  }
  g_assert_cmpuint (lost, >, sale);
  g_assert_cmpuint (sale, >, 0);
  g_assert_cmpuint (never, ==, 0);
}

static void
test_a_label_is_found_where_none_is_likely (void)
{
  static const char *const only[] = { "CALL TRANSFERRED", NULL };

  g_assert_cmpstr (od_verdict_choose (1, "call", only), ==, "CALL TRANSFERRED");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/same", test_the_same_call_gets_the_same_word);
  g_test_add_func ("/verdict/often", test_likely_words_come_more_often);
  g_test_add_func ("/verdict/only", test_a_label_is_found_where_none_is_likely);
  return g_test_run ();
}
