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
    g_assert_cmpint (od_recycle_is_open (od_end_reason_get_name (reason)), ==,
                     is_allowed (reason));
    g_assert_null (recycle.dispositions);
  }
}

static void
test_dispositions_are_named (void)
{
  OdRecycle recycle = { 0 };

  g_assert_true (od_recycle_add (&recycle, "BUSY"));
  g_assert_cmpstr (recycle.dispositions, ==, "\nBUSY\n");
  g_assert_true (od_recycle_add (&recycle, "LEFT A MESSAGE"));
  g_assert_cmpstr (recycle.dispositions, ==, "\nBUSY\nLEFT A MESSAGE\n");
  g_assert_cmpuint (recycle.ends, ==, 0);
  od_recycle_clear (&recycle);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recycle/only-ends-that-prove-nothing",
                   test_only_ends_that_prove_nothing_are_taken);
  g_test_add_func ("/recycle/dispositions", test_dispositions_are_named);
  return g_test_run ();
}
