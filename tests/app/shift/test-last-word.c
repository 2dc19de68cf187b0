/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was said last, and what it was before.
 */
#include "app/shift/last-word.h"

static const char *
get_label (OdLastWord *word)
{
  const char *label;

  od_last_word_get (word, &label);
  return label;
}

static void
take (OdLastWord *word, const char *call, const char *label)
{
  json_t *object = json_pack ("{s:s}", "id", call);

  od_last_word_take (word, object, label);
  json_decref (object);
}

static void
test_a_refused_correction_counts_for_nothing (void)
{
  g_autoptr (OdLastWord) word = od_last_word_new ();

  g_assert_null (get_label (word));
  take (word, "c1", "BUSY");
  od_last_word_amend (word, "k1");
  take (word, "c1", "SALE MADE");
  od_last_word_refuse (word, "another's");
  g_assert_cmpstr (get_label (word), ==, "SALE MADE");
  g_assert_true (od_last_word_is_amended (word, "k1"));
  od_last_word_refuse (word, "k1");
  g_assert_cmpstr (get_label (word), ==, "BUSY");
}

/* The server keeps to the first word, whatever was tried since. */
static void
test_two_refused_corrections_leave_the_first_word (void)
{
  g_autoptr (OdLastWord) word = od_last_word_new ();

  take (word, "c1", "BUSY");
  od_last_word_amend (word, "k1");
  take (word, "c1", "SALE MADE");
  od_last_word_amend (word, "k2");
  take (word, "c1", "CALL BACK");
  od_last_word_refuse (word, "k1");
  g_assert_cmpstr (get_label (word), ==, "CALL BACK"); /* still on its way */
  od_last_word_refuse (word, "k2");
  g_assert_cmpstr (get_label (word), ==, "BUSY");
  od_last_word_amend (word, "k3");
  take (word, "c1", "NO ANSWER");
  od_last_word_amend (word, "k4");
  take (word, "c1", "SALE MADE");
  od_last_word_refuse (word, "k4"); /* the third was taken */
  g_assert_cmpstr (get_label (word), ==, "NO ANSWER");
}

/* The server's word is from before the last one here, perhaps. */
static void
test_what_was_said_here_counts_more (void)
{
  g_autoptr (OdLastWord) word = od_last_word_new ();
  json_t *call = json_pack ("{s:s}", "id", "c1");

  od_last_word_hear (word, call, "BUSY");
  g_assert_cmpstr (get_label (word), ==, "BUSY");
  od_last_word_amend (word, "k1");
  take (word, "c1", "SALE MADE");
  od_last_word_hear (word, call, "BUSY");
  g_assert_cmpstr (get_label (word), ==, "SALE MADE");
  od_last_word_refuse (word, "k1");
  g_assert_cmpstr (get_label (word), ==, "BUSY");
  json_decref (call);
}

/* The answer comes when another call has its own word. */
static void
test_a_late_refusal_is_about_its_call (void)
{
  g_autoptr (OdLastWord) word = od_last_word_new ();

  take (word, "c1", "BUSY");
  od_last_word_amend (word, "k1");
  take (word, "c2", "CALL BACK");
  od_last_word_refuse (word, "k1");
  g_assert_cmpstr (get_label (word), ==, "CALL BACK");
  od_last_word_forget (word, "c1");
  g_assert_cmpstr (get_label (word), ==, "CALL BACK");
  od_last_word_forget (word, "c2");
  g_assert_null (get_label (word));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/last-word/refused", test_a_refused_correction_counts_for_nothing);
  g_test_add_func ("/last-word/twice", test_two_refused_corrections_leave_the_first_word);
  g_test_add_func ("/last-word/heard", test_what_was_said_here_counts_more);
  g_test_add_func ("/last-word/late", test_a_late_refusal_is_about_its_call);
  return g_test_run ();
}
