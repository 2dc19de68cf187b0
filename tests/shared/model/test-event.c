/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds of lines of the log.
 */
#include "shared/model/event.h"

static void
test_every_kind_has_a_name_of_its_own (void)
{
  for (guint kind = 0; kind < OD_EVENT_N_KINDS; kind++) {
    for (guint other = 0; other < kind; other++)
      g_assert_cmpstr (od_event_kind_get_name (kind), !=, od_event_kind_get_name (other));
  }
}

static void
test_a_copy_owns_its_texts (void)
{
  OdEvent event = { .seq = 3, .word = (char *) "ended", .n = -1 };
  g_autoptr (OdEvent) copy = od_event_copy (&event);

  g_assert_cmpint (copy->seq, ==, 3);
  g_assert_cmpstr (copy->word, ==, "ended");
  g_assert_true (copy->word != event.word);
  g_assert_null (copy->was);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/every-kind-has-a-name-of-its-own",
                   test_every_kind_has_a_name_of_its_own);
  g_test_add_func ("/event/a-copy-owns-its-texts", test_a_copy_owns_its_texts);
  return g_test_run ();
}
