/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was learned survives as a text; a damaged one is refused as a whole.
 */
#include "daemon/pacing/learned.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static OdLearned
make_learned (void)
{
  OdLearned learned = { .seen = 12.345, .expected = 9.5, .price = -1.25 };

  for (int i = 0; i < 500; i++) {
    od_hazard_end (&learned.ring, i % 2, i % 40);
    od_hazard_end (&learned.talk, 0, i);
    od_hazard_end (&learned.wrap, 0, i % 25);
  }
  return learned;
}

static void
test_what_is_written_is_read (void)
{
  OdLearned learned = make_learned (), read = { 0 };
  char *text = od_learned_write (&learned), *again;

  g_assert_true (od_learned_read (&read, text));
  g_assert_cmpfloat (read.ring.ended[1][21], ==, learned.ring.ended[1][21]);
  g_assert_cmpfloat (read.price, ==, -1.25);
  again = od_learned_write (&read);
  g_assert_cmpstr (again, ==, text);
  free (again);
  free (text);
}

static void
assert_refused (const char *text)
{
  OdLearned learned = { .price = 7 };

  g_test_message ("%.40s", text);
  g_assert_false (od_learned_read (&learned, text));
  g_assert_cmpfloat (learned.price, ==, 7);
}

static void
test_a_damaged_text_is_refused (void)
{
  OdLearned learned = make_learned ();
  char *text = od_learned_write (&learned);
  char *zeroed = od_learned_write (&(OdLearned){ 0 });
  g_autofree char *longer = g_strconcat (text, " 1", NULL);
  g_autofree char *newer = g_strconcat ("2", text + 1, NULL);
  g_autofree char *negative = g_strconcat ("1 -1", strchr (text + 2, ' '), NULL);
  g_autofree char *huge = g_strconcat ("1 99999999999999999999", strchr (text + 2, ' '),
                                       NULL);
  g_autofree char *word = g_strconcat ("1 nan", strchr (text + 2, ' '), NULL);

  assert_refused (NULL);
  assert_refused ("");
  assert_refused ("1");
  assert_refused (longer);
  assert_refused (newer);
  assert_refused (negative);
  assert_refused (huge);
  assert_refused (word);
  assert_refused (zeroed);
  text[strlen (text) / 2] = '\0';
  assert_refused (text);
  free (zeroed);
  free (text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learned/what-is-written-is-read", test_what_is_written_is_read);
  g_test_add_func ("/learned/a-damaged-text-is-refused", test_a_damaged_text_is_refused);
  return g_test_run ();
}
