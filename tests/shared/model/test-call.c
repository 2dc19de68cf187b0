/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words a call is counted under while it lives and when it has ended.
 */
#include "shared/model/call.h"

/* clang-format off */
static const struct {
  OdCallState state;
  OdEndReason end;
  gboolean answered, bridged;
  const char *disposition;
  const char *word, *slice;
} stands[] = {
  { OD_CALL_QUEUED,      OD_END_NONE, 0, 0, NULL,   "In Progress", "In Progress" },
  { OD_CALL_DIALING,     OD_END_NONE, 0, 0, NULL,   "In Progress", "In Progress" },
  { OD_CALL_RINGING,     OD_END_NONE, 0, 0, NULL,   "Ringing",     "Ringing" },
  { OD_CALL_WAITING,     OD_END_NONE, 1, 0, NULL,   "Answered",    "Answered" },
  { OD_CALL_BRIDGED,     OD_END_NONE, 1, 1, NULL,   "Answered",    "Null" },
  { OD_CALL_BRIDGED,     OD_END_NONE, 1, 1, "SALE", "Answered",    "SALE" },
  { OD_CALL_ENDED,       OD_END_BUSY, 0, 0, NULL,   "Rejected",    "Rejected" },
  { OD_CALL_ENDED,       OD_END_NO_AGENT, 1, 0, NULL, "Agent Unavailable",
    "Agent Unavailable" },
  { OD_CALL_ENDED,       OD_END_LEAD_HUNG_UP, 1, 1, NULL, "Answered", "Null" },
  { OD_CALL_ENDED,       OD_END_LEAD_HUNG_UP, 1, 1, "SALE", "Answered", "SALE" },
  { OD_CALL_INTERRUPTED, OD_END_CRASH, 0, 0, NULL,  "Error",       "Error" },
  { OD_CALL_INTERRUPTED, OD_END_CRASH, 1, 1, NULL,  "Answered",    "Null" },
};
/* clang-format on */

static void
test_a_call_is_counted_under_one_word (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stands); i++) {
    g_autoptr (OdCall) call = od_call_new ();

    call->state = stands[i].state;
    call->end_reason = stands[i].end;
    call->answered_at_ms = stands[i].answered;
    call->bridged_at_ms = stands[i].bridged;
    call->disposition = g_strdup (stands[i].disposition);
    g_assert_cmpstr (od_system_disposition_get_name (
                       od_call_get_system_disposition (call)),
                     ==, stands[i].word);
    g_assert_cmpstr (od_call_get_slice (call), ==, stands[i].slice);
  }
}

static void
test_a_new_call_has_no_latency_and_a_copy_owns_its_texts (void)
{
  g_autoptr (OdCall) call = od_call_new ();
  g_autoptr (OdCall) copy = NULL;

  g_assert_cmpint (call->latency_us, ==, -1);
  call->id = g_strdup ("id");
  call->sip_reason = g_strdup ("Busy Here");
  copy = od_call_copy (call);
  g_assert_cmpstr (copy->sip_reason, ==, "Busy Here");
  g_assert_true (copy->id != call->id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/a-call-is-counted-under-one-word",
                   test_a_call_is_counted_under_one_word);
  g_test_add_func ("/call/a-new-call-has-no-latency",
                   test_a_new_call_has_no_latency_and_a_copy_owns_its_texts);
  return g_test_run ();
}
