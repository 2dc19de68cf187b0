/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Phones come and go; nobody calls in.
 */
#include "switch-fixture.h"

#include <string.h>

static int n_guesses; /* lines of the security log */

static GLogWriterOutput
hear (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE")
        && strstr (fields[i].value, "security: phone failed") != NULL)
      g_atomic_int_inc (&n_guesses);

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static gboolean
was_pinged_twice (gpointer data)
{
  return count_facts (data, OD_FACT_PHONE_PING, 0) >= 2;
}

static void
test_only_the_right_password_registers (Fixture *f, gconstpointer data)
{
  const char *address = od_switch_get_sip_address (f->sw);
  SipPeer *wrong = sip_peer_new_phone (address, "agent1", "wrong");
  SipPeer *unknown = sip_peer_new_phone (address, "nobody", "secret");

  g_assert_cmpuint (register_and_wait (wrong, 60), ==, 401);
  g_assert_cmpuint (register_and_wait (unknown, 60), ==, 401);
  g_assert_nonnull (strstr (wrong->last_reply, "nonce="));
  g_assert_null (strstr (wrong->last_reply, "stale"));
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_REGISTERED, 0), ==, 0);

  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  g_assert_nonnull (strstr (f->phone->last_reply, ";expires=60"));
  g_assert_cmpstr (wait_fact (f, OD_FACT_PHONE_REGISTERED, 0).user, ==, "agent1");
  sip_peer_free (wrong);
  sip_peer_free (unknown);
}

static void
test_what_a_phone_says_of_itself_is_told (Fixture *f, gconstpointer data)
{
  OdFact fact;

  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  fact = wait_fact (f, OD_FACT_PHONE_REGISTERED, 0);
  g_assert_cmpstr (fact.phone.user_agent, ==, "hand-written 1.0");
  g_assert_cmpstr (fact.phone.registrar, ==, od_switch_get_sip_address (f->sw));
  g_assert_cmpstr (fact.phone.protocol, ==, "SIP_TCP");
}

static void
test_a_registered_phone_is_measured_again_and_again (Fixture *f, gconstpointer data)
{
  OdFact fact;

  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  fact = wait_fact (f, OD_FACT_PHONE_PING, 0);
  g_assert_cmpstr (fact.user, ==, "agent1");
  g_assert_cmpint (fact.latency_us, >, 0);
  g_assert_cmpint (fact.latency_us, <, LIMIT_S * G_USEC_PER_SEC);
  od_test_wait_until (was_pinged_twice, f, LIMIT_S, "the next ping");
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_REGISTERED, 0), ==, 1);
}

/* Its connection breaks while it is asked: nobody is told of an answer. */
static void
test_a_phone_that_does_not_answer_is_not_measured (Fixture *f, gconstpointer data)
{
  f->phone->mute = TRUE;
  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  wait_count (&f->phone->pings, "OPTIONS");
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_PING, 0), ==, 0);
  sip_peer_close (f->phone);
  wait_fact (f, OD_FACT_PHONE_GONE, 0);
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_PING, 0), ==, 0);
  g_assert_cmpuint (f->phone->pings, ==, 1);
}

static void
test_a_long_life_is_cut_short (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (register_and_wait (f->phone, 3600), ==, 200);
  g_assert_nonnull (strstr (f->phone->last_reply, ";expires=60"));
}

static void
test_a_refresh_is_news_only_on_a_new_connection (Fixture *f, gconstpointer data)
{
  SipPeer *successor;

  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  wait_fact (f, OD_FACT_PHONE_REGISTERED, 0);
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_REGISTERED, 0), ==, 1);

  successor = sip_peer_new_phone (od_switch_get_sip_address (f->sw), "agent1", "secret");
  g_assert_cmpuint (register_and_wait (successor, 60), ==, 200);
  od_switch_call_phone (f->sw, AGENT, "agent1");
  wait_fact (f, OD_FACT_ANSWERED, AGENT);
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_REGISTERED, 0), ==, 2);
  g_assert_cmpuint (f->phone->calls->len, ==, 0);
  g_assert_cmpuint (successor->calls->len, ==, 1);

  /* The old phone's farewell must not take the new one away. */
  g_assert_cmpuint (register_and_wait (f->phone, 0), ==, 200);
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_GONE, 0), ==, 0);
  sip_peer_free (successor);
}

static void
test_unregistering_is_going (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  g_assert_cmpuint (register_and_wait (f->phone, 0), ==, 200);
  wait_fact (f, OD_FACT_PHONE_GONE, 0);
  od_switch_call_phone (f->sw, AGENT, "agent1");
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, AGENT).end, ==, OD_END_TRANSPORT);
}

static void
test_a_leg_outlives_its_connection_while_it_is_heard (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);

  sip_peer_close (f->phone);
  g_assert_cmpstr (wait_fact (f, OD_FACT_PHONE_GONE, 0).user, ==, "agent1");
  hear_from_now (agent->ear);
  g_assert_cmpuint (count_facts (f, OD_FACT_ENDED, AGENT), ==, 0);

  agent->ear->mute = TRUE;
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, AGENT).end, ==, OD_END_AGENT_HUNG_UP);
}

static void
test_a_removed_phone_is_hung_up_and_unknown (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);

  od_switch_remove_phone (f->sw, "agent1");
  wait_fact (f, OD_FACT_PHONE_GONE, 0);
  wait_fact (f, OD_FACT_ENDED, AGENT);
  wait_count (&agent->byes, "BYE");
  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 403);
}

/* A floor that goes home is no attack: a filter that reads the log would shut its door.
 */
static void
test_who_signed_out_guesses_nothing (Fixture *f, gconstpointer data)
{
  SipPeer *stranger = sip_peer_new_phone (od_switch_get_sip_address (f->sw), "agent1",
                                          "wrong");

  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  od_switch_remove_phone (f->sw, "agent1");
  wait_fact (f, OD_FACT_PHONE_GONE, 0);
  g_atomic_int_set (&n_guesses, 0);
  g_assert_cmpuint (register_and_wait (f->phone, 0), ==, 200);
  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 403);
  g_assert_cmpint (g_atomic_int_get (&n_guesses), ==, 0);
  g_assert_cmpuint (count_facts (f, OD_FACT_PHONE_REGISTERED, 0), ==, 1);

  g_assert_cmpuint (register_and_wait (stranger, 0), ==, 401);
  g_assert_cmpint (g_atomic_int_get (&n_guesses), ==, 1);
  sip_peer_free (stranger);
}

static void
test_a_leg_follows_its_phone_to_a_new_connection (Fixture *f, gconstpointer data)
{
  SipPeer *successor;

  nail_up (f);
  sip_peer_close (f->phone);
  wait_fact (f, OD_FACT_PHONE_GONE, 0);
  successor = sip_peer_new_phone (od_switch_get_sip_address (f->sw), "agent1", "secret");
  g_assert_cmpuint (register_and_wait (successor, 60), ==, 200);
  od_switch_hang_up (f->sw, AGENT, OD_END_AGENT_HUNG_UP);
  wait_count (&successor->byes, "BYE on the new connection");
  sip_peer_free (successor);
}

static gboolean
has_reply (gpointer data)
{
  return ((SipPeer *) data)->last_status >= 200;
}

static guint
ask (SipPeer *peer, const char *to, const char *method)
{
  g_autofree char *text = g_strdup_printf (
    "%s sip:15550001@%s SIP/2.0\r\nVia: SIP/2.0/%s %s;branch=z9hG4bK%08x;rport\r\n"
    "To: <sip:15550001@%s>\r\nFrom: <sip:me@%s>;tag=7\r\nCall-ID: %08x\r\nCSeq: 1 %s\r\n"
    "Contact: <sip:me@%s>\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
    method, to, peer->tcp ? "TCP" : "UDP", peer->local, g_random_int (), to, peer->local,
    g_random_int (), method, peer->local);

  peer->last_status = 0;
  sip_peer_send (peer, peer->tcp ? NULL : to, text);
  od_test_wait_until (has_reply, peer, LIMIT_S, "an answer");
  return peer->last_status;
}

static void
test_nobody_calls_in (Fixture *f, gconstpointer data)
{
  const char *sip = od_switch_get_sip_address (f->sw);
  const char *trunk = od_switch_get_trunk_address (f->sw);

  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  g_assert_cmpuint (ask (f->phone, sip, "INVITE"), ==, 403);
  g_assert_cmpuint (ask (f->carrier, sip, "INVITE"), ==, 403);
  g_assert_cmpuint (ask (f->carrier, sip, "REGISTER"), ==, 403);
  g_assert_cmpuint (ask (f->carrier, trunk, "INVITE"), ==, 404);
  g_assert_cmpuint (ask (f->carrier, trunk, "REGISTER"), ==, 403);
  g_assert_cmpuint (ask (f->carrier, trunk, "BYE"), ==, 481);
  g_assert_cmpuint (ask (f->carrier, trunk, "OPTIONS"), ==, 200);
  g_assert_cmpuint (ask (f->phone, sip, "OPTIONS"), ==, 200);
}

static void
test_phones_are_told_the_advertised_address (Fixture *f, gconstpointer data)
{
  OdSwitchConfig config = { .sip_listen = "127.0.0.1:0",
                            .sip_advertise = "phones.example",
                            .trunk_listen = "127.0.0.1:0",
                            .rtp_address = "127.0.0.1" };
  g_autofree char *expected = NULL;

  od_switch_free (f->sw, FALSE);
  f->sw = od_switch_new (&config, collect_fact, f, NULL);
  sip_peer_free (f->phone);
  f->phone = sip_peer_new_phone (od_switch_get_sip_address (f->sw), "agent1", "secret");
  od_switch_add_phone (f->sw, "agent1", "secret");
  expected = g_strdup_printf ("Contact: <sip:outdial@phones.example%s;transport=tcp>",
                              strchr (od_switch_get_sip_address (f->sw), ':'));
  g_assert_nonnull (strstr (nail_up (f)->invite, expected));
  g_assert_nonnull (strstr (expected, od_switch_get_advertised_address (f->sw)));
}

/* Found by throwing broken messages at it. */
static void
test_a_message_without_call_id_harms_nobody (Fixture *f, gconstpointer data)
{
  const char *trunk = od_switch_get_trunk_address (f->sw);

  sip_peer_send (f->carrier, trunk,
                 "BYE sip:x@y SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1\r\n"
                 "To: <sip:a@b>;tag=1\r\nFrom: <sip:c@d>;tag=2\r\nCSeq: 1 BYE\r\n"
                 "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
  sip_peer_send (f->carrier, trunk,
                 "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK2\r\n"
                 "To: <sip:a@b>;tag=1\r\nFrom: <sip:c@d>;tag=2\r\nCSeq: 1 INVITE\r\n"
                 "Content-Length: 0\r\n\r\n");
  g_assert_cmpuint (ask (f->carrier, trunk, "OPTIONS"), ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (hear, NULL, NULL);
  SWITCH_TEST ("digest", NULL, test_only_the_right_password_registers);
  SWITCH_TEST ("phone-words", NULL, test_what_a_phone_says_of_itself_is_told);
  SWITCH_TEST ("phone-ping", NULL, test_a_registered_phone_is_measured_again_and_again);
  SWITCH_TEST ("phone-mute", NULL, test_a_phone_that_does_not_answer_is_not_measured);
  SWITCH_TEST ("short-life", NULL, test_a_long_life_is_cut_short);
  SWITCH_TEST ("refresh", NULL, test_a_refresh_is_news_only_on_a_new_connection);
  SWITCH_TEST ("unregister", NULL, test_unregistering_is_going);
  SWITCH_TEST ("lost-connection", NULL,
               test_a_leg_outlives_its_connection_while_it_is_heard);
  SWITCH_TEST ("new-connection", NULL, test_a_leg_follows_its_phone_to_a_new_connection);
  SWITCH_TEST ("removed-phone", NULL, test_a_removed_phone_is_hung_up_and_unknown);
  SWITCH_TEST ("signed-out", NULL, test_who_signed_out_guesses_nothing);
  SWITCH_TEST ("calling-in", NULL, test_nobody_calls_in);
  SWITCH_TEST ("advertise", NULL, test_phones_are_told_the_advertised_address);
  SWITCH_TEST ("no-call-id", NULL, test_a_message_without_call_id_harms_nobody);
  return g_test_run ();
}
