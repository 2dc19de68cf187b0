/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One leg's life: how it rings, how it is refused, when it is taken back, who ends it.
 */
#include "switch-fixture.h"

#include <string.h>

/* clang-format off */
static const struct {
  const char *number; /* also the code that the carrier answers */
  OdEndReason end;
} refusals[] = {
  { "486", OD_END_BUSY },          { "600", OD_END_BUSY },
  { "603", OD_END_DECLINED },      { "480", OD_END_NO_ANSWER },
  { "404", OD_END_BAD_NUMBER },    { "410", OD_END_BAD_NUMBER },
  { "484", OD_END_BAD_NUMBER },    { "604", OD_END_BAD_NUMBER },
  { "408", OD_END_NO_REPLY },      { "403", OD_END_TRUNK_REFUSED },
  { "500", OD_END_TRUNK_REFUSED }, { "503", OD_END_TRUNK_REFUSED },
};
/* clang-format on */

static void
test_each_refusal_is_understood (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *code = NULL;
    PeerCall *call;
    OdFact ended;

    originate (f, LEAD + i, refusals[i].number);
    ended = wait_fact (f, OD_FACT_ENDED, LEAD + i);
    code = g_strdup_printf ("%u", ended.sip_code);
    g_assert_cmpint (ended.end, ==, refusals[i].end);
    g_assert_cmpstr (code, ==, refusals[i].number);
    g_assert_cmpstr (ended.sip_reason, ==, "Said So");
    g_assert_false (ended.answered);
    call = sip_peer_find (f->carrier, refusals[i].number);
    wait_count (&call->acks, "ACK of the refusal");
  }
}

static void
test_silence_from_the_trunk_is_no_reply (Fixture *f, gconstpointer data)
{
  OdFact ended;

  originate (f, LEAD, "35550001");
  ended = wait_fact (f, OD_FACT_ENDED, LEAD);
  g_assert_cmpint (ended.end, ==, OD_END_NO_REPLY);
  g_assert_cmpuint (ended.sip_code, ==, 0);
  g_assert_cmpuint (count_facts (f, OD_FACT_RINGING, LEAD), ==, 0);
}

static void
test_the_ring_limit_cancels (Fixture *f, gconstpointer data)
{
  OdFact rang, ended;
  PeerCall *call;

  originate (f, LEAD, "25550001");
  rang = wait_fact (f, OD_FACT_RINGING, LEAD);
  ended = wait_fact (f, OD_FACT_ENDED, LEAD);
  call = sip_peer_find (f->carrier, NULL);
  g_assert_cmpint (ended.end, ==, OD_END_NO_ANSWER);
  g_assert_cmpuint (call->cancels, ==, 1);
  g_assert_cmpint (call->cancelled_us - rang.at_us, >=, MIN_RING_MS * 1000);
}

static void
test_a_ringing_phone_is_given_its_time (Fixture *f, gconstpointer data)
{
  OdFact rang;
  PeerCall *call;

  originate (f, LEAD, "25550001");
  rang = wait_fact (f, OD_FACT_RINGING, LEAD);
  od_switch_hang_up (f->sw, LEAD, OD_END_AGENT_HUNG_UP);
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, LEAD).end, ==, OD_END_AGENT_HUNG_UP);
  call = sip_peer_find (f->carrier, NULL);
  g_assert_cmpuint (call->cancels, ==, 1);
  g_assert_cmpint (call->cancelled_us - rang.at_us, >=, MIN_RING_MS * 1000);
}

static void
test_an_answer_that_crosses_our_cancel_is_hung_up (Fixture *f, gconstpointer data)
{
  PeerCall *call;
  OdFact ended;

  originate (f, LEAD, "75550001");
  ended = wait_fact (f, OD_FACT_ENDED, LEAD);
  call = sip_peer_find (f->carrier, NULL);
  wait_count (&call->byes, "BYE");
  g_assert_cmpuint (call->acks, ==, 1);
  g_assert_true (ended.answered);
  g_assert_cmpuint (count_facts (f, OD_FACT_ENDED, LEAD), ==, 1);
  g_assert_cmpuint (count_facts (f, OD_FACT_ANSWERED, LEAD), ==, 0);
}

static void
test_nobody_waits_longer_than_the_law_allows (Fixture *f, gconstpointer data)
{
  OdFact answered, ended;
  PeerCall *call;

  originate (f, LEAD, "15550001");
  answered = wait_fact (f, OD_FACT_ANSWERED, LEAD);
  call = sip_peer_find (f->carrier, NULL);
  hear_from_now (call->ear); /* silence is sent from the answer on */
  ended = wait_fact (f, OD_FACT_ENDED, LEAD);
  g_assert_cmpint (ended.end, ==, OD_END_NO_AGENT);
  g_assert_true (ended.answered);
  g_assert_cmpint (ended.at_us - answered.at_us, >=, WAIT_MS * 1000 - 20000);
  wait_count (&call->byes, "BYE");
}

static void
test_a_lead_who_leaves_while_waiting_has_left (Fixture *f, gconstpointer data)
{
  OdFact ended;

  originate (f, LEAD, "85550001");
  wait_fact (f, OD_FACT_ANSWERED, LEAD);
  sip_peer_bye (f->carrier, sip_peer_find (f->carrier, NULL));
  ended = wait_fact (f, OD_FACT_ENDED, LEAD);
  g_assert_cmpint (ended.end, ==, OD_END_LEAD_LEFT);
  g_assert_true (ended.answered);
  g_assert_cmpuint (count_facts (f, OD_FACT_RINGING, LEAD), ==, 0);
}

static void
test_hanging_up_says_bye (Fixture *f, gconstpointer data)
{
  PeerCall *lead;

  nail_up (f);
  lead = bridge_lead (f, LEAD, "15550001");
  od_switch_hang_up (f->sw, LEAD, OD_END_AGENT_HUNG_UP);
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, LEAD).end, ==, OD_END_AGENT_HUNG_UP);
  wait_count (&lead->byes, "BYE");
}

/* Who asks knows why: the switch does not guess it from what the leg was doing. */
static void
test_the_reason_asked_for_comes_back (Fixture *f, gconstpointer data)
{
  static const OdEndReason reasons[] = { OD_END_AGENT_HUNG_UP, OD_END_NO_AGENT,
                                         OD_END_NO_AUDIO, OD_END_SHUTDOWN };

  nail_up (f);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    OdLegId bridged = LEAD + 2 * i, waiting = bridged + 1;

    bridge_lead (f, bridged, "15550001");
    originate (f, waiting, "15550002");
    wait_fact (f, OD_FACT_ANSWERED, waiting);
    od_switch_hang_up (f->sw, bridged, reasons[i]);
    od_switch_hang_up (f->sw, waiting, reasons[i]);
    g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, bridged).end, ==, reasons[i]);
    g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, waiting).end, ==, reasons[i]);
  }
}

/* While the phone has to ring on, others may ask, too. */
static void
test_the_first_of_two_reasons_counts (Fixture *f, gconstpointer data)
{
  originate (f, LEAD, "25550001");
  wait_fact (f, OD_FACT_RINGING, LEAD);
  od_switch_hang_up (f->sw, LEAD, OD_END_NO_AGENT);
  od_switch_hang_up (f->sw, LEAD, OD_END_AGENT_HUNG_UP);
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, LEAD).end, ==, OD_END_NO_AGENT);
}

/* The lead was faster: what happened is told, not what was wished. */
static void
test_what_happened_first_is_the_reason (Fixture *f, gconstpointer data)
{
  OdFact ended;

  originate (f, LEAD, "486");
  od_switch_hang_up (f->sw, LEAD, OD_END_AGENT_HUNG_UP);
  ended = wait_fact (f, OD_FACT_ENDED, LEAD);
  g_assert_cmpint (ended.end, ==, OD_END_BUSY);
  g_assert_cmpuint (ended.sip_code, ==, 486);
}

static void
test_a_repeated_answer_is_acked_again (Fixture *f, gconstpointer data)
{
  PeerCall *lead;

  nail_up (f);
  lead = bridge_lead (f, LEAD, "15550001");
  wait_count (&lead->acks, "ACK");
  lead->acks = 0;
  sip_peer_answer_again (f->carrier, lead);
  wait_count (&lead->acks, "ACK of the repeated answer");
  g_assert_cmpuint (count_facts (f, OD_FACT_ANSWERED, LEAD), ==, 1);
}

static gboolean
has_reply (gpointer data)
{
  return ((SipPeer *) data)->last_status >= 200;
}

static void
test_a_reinvite_is_answered (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);

  f->phone->last_status = 0;
  sip_peer_reinvite (f->phone, agent);
  od_test_wait_until (has_reply, f->phone, LIMIT_S, "answer to the re-INVITE");
  g_assert_cmpuint (f->phone->last_status, ==, 200);
  g_assert_nonnull (strstr (f->phone->last_reply, "m=audio "));
}

static void
test_a_number_that_is_none_is_not_dialed (Fixture *f, gconstpointer data)
{
  OdFact ended;

  originate (f, LEAD, "1555>\r\nX-Evil: 1");
  ended = wait_fact (f, OD_FACT_ENDED, LEAD);
  g_assert_cmpint (ended.end, ==, OD_END_BAD_NUMBER);
  g_assert_cmpuint (f->carrier->calls->len, ==, 0);
}

static void
test_a_declining_agent_ends_the_leg (Fixture *f, gconstpointer data)
{
  f->phone->refuse = TRUE;
  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  od_switch_call_phone (f->sw, AGENT, "agent1");
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, AGENT).end, ==, OD_END_DECLINED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  SWITCH_TEST ("refusals", NULL, test_each_refusal_is_understood);
  SWITCH_TEST ("no-reply", NULL, test_silence_from_the_trunk_is_no_reply);
  SWITCH_TEST ("ring-limit", NULL, test_the_ring_limit_cancels);
  SWITCH_TEST ("min-ring", NULL, test_a_ringing_phone_is_given_its_time);
  SWITCH_TEST ("crossing", NULL, test_an_answer_that_crosses_our_cancel_is_hung_up);
  SWITCH_TEST ("no-agent", NULL, test_nobody_waits_longer_than_the_law_allows);
  SWITCH_TEST ("lead-left", NULL, test_a_lead_who_leaves_while_waiting_has_left);
  SWITCH_TEST ("hang-up", NULL, test_hanging_up_says_bye);
  SWITCH_TEST ("hang-up/reason", NULL, test_the_reason_asked_for_comes_back);
  SWITCH_TEST ("hang-up/first-reason", NULL, test_the_first_of_two_reasons_counts);
  SWITCH_TEST ("hang-up/too-late", NULL, test_what_happened_first_is_the_reason);
  SWITCH_TEST ("repeated-answer", NULL, test_a_repeated_answer_is_acked_again);
  SWITCH_TEST ("reinvite", NULL, test_a_reinvite_is_answered);
  SWITCH_TEST ("bad-number", NULL, test_a_number_that_is_none_is_not_dialed);
  SWITCH_TEST ("declining-agent", NULL, test_a_declining_agent_ends_the_leg);
  return g_test_run ();
}
