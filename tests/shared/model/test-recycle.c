/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which outcomes may be dialed again after, and no other.
 */
#include "shared/model/recycle.h"

static const OdEndReason allowed[] = { OD_END_BUSY,      OD_END_DECLINED,
                                       OD_END_NO_ANSWER, OD_END_TRUNK_REFUSED,
                                       OD_END_NO_REPLY,  OD_END_TRANSPORT,
                                       OD_END_NO_AGENT,  OD_END_LEAD_LEFT };

static gboolean
is_allowed (OdEndReason reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++) {
    if (allowed[i] == reason)
      return TRUE;
  }
  return FALSE;
}

static void
test_only_ends_that_prove_nothing_are_taken (void)
{
  for (OdEndReason reason = OD_END_NONE; reason < OD_END_N_REASONS; reason++) {
    OdRecycle recycle = { 0 };

    g_test_message ("%s", od_end_reason_get_name (reason));
    g_assert_cmpint (od_recycle_add (&recycle, od_end_reason_get_name (reason)), ==,
                     is_allowed (reason));
    g_assert_cmpuint (recycle.ends, ==, is_allowed (reason) ? 1u << reason : 0);
    g_assert_cmpstr (od_recycle_find_outcome (od_end_reason_get_name (reason)), ==,
                     is_allowed (reason) ? od_end_reason_get_name (reason) : NULL);
    g_assert_false (recycle.busy || recycle.machine);
  }
}

static void
test_only_two_of_the_agents_words_are_taken (void)
{
  const char *const *words = od_disposition_get_predefined ();

  for (gsize i = 0; words[i] != NULL; i++) {
    OdRecycle recycle = { 0 };
    gboolean busy = g_str_equal (words[i], "BUSY");
    gboolean machine = g_str_equal (words[i], "ANSWERING MACHINE");

    g_assert_cmpint (od_recycle_add (&recycle, words[i]), ==, busy || machine);
    g_assert_cmpstr (od_recycle_find_outcome (words[i]), ==,
                     busy || machine ? words[i] : NULL);
    g_assert_cmpint (recycle.busy, ==, busy);
    g_assert_cmpint (recycle.machine, ==, machine);
    g_assert_cmpuint (recycle.ends, ==, 0);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recycle/only-ends-that-prove-nothing",
                   test_only_ends_that_prove_nothing_are_taken);
  g_test_add_func ("/recycle/only-two-of-the-agents-words",
                   test_only_two_of_the_agents_words_are_taken);
  return g_test_run ();
}
