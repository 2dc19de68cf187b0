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

static gboolean
has_heard (gpointer data)
{
  return od_switch_get_figures (((Fixture *) data)->sw).packets_in > 0;
}

/* The packet and the answer come to two sockets: which is read first is chance. */
static void
test_what_is_said_before_the_answer_is_read_is_kept (Fixture *f, gconstpointer data)
{
  PeerCall *call;

  originate (f, LEAD, "25550001");
  wait_fact (f, OD_FACT_RINGING, LEAD);
  call = sip_peer_find (f->carrier, NULL);
  rtp_ear_speak_to (call->ear, call->invite);
  wait_count (&call->ear->sent, "a packet to be sent");
  call->ear->mute = TRUE;
  sip_peer_answer_again (f->carrier, call);
  wait_fact (f, OD_FACT_ANSWERED, LEAD);
  od_test_wait_until (has_heard, f, LIMIT_S, "the packet before the answer");
}

static gboolean
has_reply (gpointer data)
{
  return ((SipPeer *) data)->last_status >= 200;
}

static void
wait_reply (SipPeer *peer, const char *what)
{
  od_test_wait_until (has_reply, peer, LIMIT_S, what);
}

/* The carrier was slow: what it says now is answered as RFC 3261 asks. */
static PeerCall *
give_up (Fixture *f)
{
  PeerCall *call;
  OdFact ended;

  originate (f, LEAD, "35550001");
  ended = wait_fact (f, OD_FACT_ENDED, LEAD);
  call = sip_peer_find (f->carrier, NULL);
  g_assert_cmpint (ended.end, ==, OD_END_NO_REPLY);
  g_assert_false (ended.answered);
  g_assert_cmpuint (ended.reach_ms, >, 25000);
  g_assert_cmpuint (ended.reach_ms, <, OD_FACT_MAX_REACH_MS);
  return call;
}

static void
test_what_was_given_up_is_not_sent_again (Fixture *f, gconstpointer data)
{
  PeerCall *call = give_up (f);
  guint invites = call->invites;

  originate (f, LEAD + 1, "35550002"); /* its repeats say how much time has passed */
  wait_fact (f, OD_FACT_ENDED, LEAD + 1);
  g_assert_cmpuint (invites, ==, 1); /* 400 ms: before the first repeat was due */
  g_assert_cmpuint (call->invites, ==, invites);
  g_assert_cmpuint (call->cancels, ==, 0);
}

static void
test_a_late_ring_is_cancelled (Fixture *f, gconstpointer data)
{
  PeerCall *call = give_up (f);

  sip_peer_ring (f->carrier, call);
  wait_count (&call->cancels, "CANCEL");
  wait_count (&call->acks, "ACK of the 487");
  g_assert_cmpuint (count_facts (f, OD_FACT_RINGING, LEAD), ==, 0);
}

static void
test_a_late_answer_is_hung_up_and_told (Fixture *f, gconstpointer data)
{
  PeerCall *call = give_up (f);
  OdFact late;

  sip_peer_answer_again (f->carrier, call);
  wait_count (&call->acks, "ACK");
  wait_count (&call->byes, "BYE");
  late = wait_fact (f, OD_FACT_LATE_ANSWER, LEAD);
  g_assert_cmpstr (late.call_id, ==, call->call_id);
  call->acks = 0;
  sip_peer_answer_again (f->carrier, call);
  wait_count (&call->acks, "ACK of the repeat");
  g_assert_cmpuint (call->byes, ==, 1);
  g_assert_cmpuint (count_facts (f, OD_FACT_LATE_ANSWER, LEAD), ==, 1);
}

/* Its own farewell, which crosses ours, is not the end of the call that goes on. */
static void
test_a_second_phone_is_sent_away (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);
  PeerCall *lead = bridge_lead (f, LEAD, "15550001");

  wait_count (&lead->acks, "ACK");
  lead->acks = 0;
  f->carrier->tag = "second";
  sip_peer_answer_again (f->carrier, lead);
  wait_count (&lead->acks, "ACK of the second phone");
  wait_count (&lead->byes, "BYE to the second phone");
  f->carrier->last_status = 0;
  sip_peer_bye (f->carrier, lead);
  wait_reply (f->carrier, "answer to the second phone's BYE");
  g_assert_cmpuint (f->carrier->last_status, ==, 200);
  hear_from_now (agent->ear);
  wait_tone (agent->ear, 1000);
  g_assert_cmpuint (count_facts (f, OD_FACT_ENDED, LEAD), ==, 0);
  g_assert_cmpuint (count_facts (f, OD_FACT_LATE_ANSWER, LEAD), ==, 0);
}

static void
test_audio_may_be_described_before_the_answer (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);

  bridge_lead (f, LEAD, "45550001");
  wait_tone (agent->ear, 1000);
}

static void
test_an_answer_nobody_can_talk_over_is_one (Fixture *f, gconstpointer data)
{
  static const char *const numbers[] = { "5055501", "5155501", "5255501" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    OdFact ended;
    PeerCall *call;

    originate (f, LEAD + i, numbers[i]);
    ended = wait_fact (f, OD_FACT_ENDED, LEAD + i);
    g_assert_cmpint (ended.end, ==, OD_END_NO_AUDIO);
    g_assert_true (ended.answered);
    g_assert_cmpuint (ended.reach_ms, ==, 0);
    call = sip_peer_find (f->carrier, numbers[i]);
    wait_count (&call->acks, "ACK");
    wait_count (&call->byes, "BYE");
  }
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

static void
test_a_reinvite_is_answered (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);

  f->phone->last_status = 0;
  sip_peer_reinvite (f->phone, agent);
  wait_reply (f->phone, "answer to the re-INVITE");
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
  SWITCH_TEST ("early-packet", NULL, test_what_is_said_before_the_answer_is_read_is_kept);
  SWITCH_TEST ("refusals", NULL, test_each_refusal_is_understood);
  SWITCH_TEST ("no-reply", NULL, test_silence_from_the_trunk_is_no_reply);
  SWITCH_TEST ("ring-limit", NULL, test_the_ring_limit_cancels);
  SWITCH_TEST ("min-ring", NULL, test_a_ringing_phone_is_given_its_time);
  SWITCH_TEST ("crossing", NULL, test_an_answer_that_crosses_our_cancel_is_hung_up);
  SWITCH_TEST ("given-up/quiet", NULL, test_what_was_given_up_is_not_sent_again);
  SWITCH_TEST ("given-up/rings", NULL, test_a_late_ring_is_cancelled);
  SWITCH_TEST ("given-up/answers", NULL, test_a_late_answer_is_hung_up_and_told);
  SWITCH_TEST ("fork", NULL, test_a_second_phone_is_sent_away);
  SWITCH_TEST ("early-sdp", NULL, test_audio_may_be_described_before_the_answer);
  SWITCH_TEST ("no-sdp", NULL, test_an_answer_nobody_can_talk_over_is_one);
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
