/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The switch with real peers on loopback: a phone over TCP, a carrier over UDP, RTP both
 * ways: bridges, audio, keys, and the end of it all.
 */
#include "switch-fixture.h"

#include <string.h>

#define SILENCE_MAX 0.02
#define TONE_MIN    0.8
#define KEY_PT      101

static void
assert_unbroken (RtpEar *ear)
{
  const HeardPacket *p = (const HeardPacket *) ear->packets->data;

  for (guint i = 1; i < ear->packets->len; i++) {
    g_assert_cmpuint (p[i].seq, ==, (guint16) (p[i - 1].seq + 1));
    g_assert_cmpuint (p[i].ts, ==, p[i - 1].ts + 160);
    g_assert_cmpuint (p[i].ssrc, ==, p[0].ssrc);
  }
}

static guint
count_marks (RtpEar *ear)
{
  const HeardPacket *p = (const HeardPacket *) ear->packets->data;
  guint n = 0;

  for (guint i = 0; i < ear->packets->len; i++)
    n += p[i].marker;

  return n;
}

static void
assert_talking (PeerCall *agent, PeerCall *lead)
{
  wait_tone (agent->ear, 1000);
  wait_tone (lead->ear, 440);
}

static void
test_a_lead_and_an_agent_hear_each_other (Fixture *f, gconstpointer number)
{
  PeerCall *agent = nail_up (f);
  PeerCall *lead = bridge_lead (f, LEAD, number);
  OdFact first = wait_fact (f, OD_FACT_FIRST_AUDIO, LEAD);

  assert_talking (agent, lead);
  g_assert_cmpstr (lead->call_id, ==, "0190a000-0000-7000-8000-000000000100");
  g_assert_cmpint (first.latency_us, >, 0);
  g_assert_cmpint (first.latency_us, <, LIMIT_S * G_USEC_PER_SEC);
  assert_unbroken (agent->ear);
  assert_unbroken (lead->ear);
}

static void
test_ten_leads_are_one_stream_to_the_agent (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);

  for (OdLegId leg = LEAD; leg < LEAD + 10; leg++) {
    PeerCall *lead = bridge_lead (f, leg, "15550001");

    sip_peer_bye (f->carrier, lead);
    g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, leg).end, ==, OD_END_LEAD_HUNG_UP);
  }

  hear_from_now (agent->ear);
  g_assert_cmpfloat (rtp_ear_loudness (agent->ear, 1000, 200), <, SILENCE_MAX);
  assert_unbroken (agent->ear);
  g_assert_cmpuint (count_marks (agent->ear), ==, 10);
  g_assert_cmpuint (agent->byes, ==, 0);
  g_assert_cmpuint (count_facts (f, OD_FACT_ENDED, AGENT), ==, 0);
}

static void
test_held_both_hear_silence (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);
  PeerCall *lead = bridge_lead (f, LEAD, "15550001");

  assert_talking (agent, lead);
  od_switch_hold (f->sw, LEAD, TRUE);
  hear_from_now (agent->ear);
  hear_from_now (agent->ear);
  g_assert_cmpfloat (rtp_ear_loudness (agent->ear, 1000, 200), <, SILENCE_MAX);
  g_assert_cmpfloat (rtp_ear_loudness (lead->ear, 440, 200), <, SILENCE_MAX);

  od_switch_hold (f->sw, LEAD, FALSE);
  hear_from_now (agent->ear);
  assert_talking (agent, lead);
  assert_unbroken (agent->ear);
  g_assert_cmpuint (agent->byes + lead->byes, ==, 0);
}

typedef struct {
  RtpEar *ear;
  guint events; /* packets of keys */
} EventWait;

static guint
count_events (RtpEar *ear)
{
  guint n = 0;

  for (guint i = 0; i < ear->packets->len; i++)
    n += g_array_index (ear->packets, HeardPacket, i).pt == KEY_PT;

  return n;
}

static gboolean
has_events (gpointer data)
{
  EventWait *wait = data;

  return count_events (wait->ear) >= wait->events;
}

static void
test_an_agents_key_reaches_the_lead (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);
  PeerCall *lead = bridge_lead (f, LEAD, "15550001");
  EventWait wait = { lead->ear, 3 };

  rtp_ear_press (agent->ear, 11);
  g_assert_cmpint (wait_fact (f, OD_FACT_DIGIT, AGENT).digit, ==, '#');
  od_test_wait_until (has_events, &wait, LIMIT_S, "three packets of one key");
  g_assert_cmpuint (count_facts (f, OD_FACT_DIGIT, AGENT), ==, 1);
}

static void
test_sent_digits_are_rfc4733 (Fixture *f, gconstpointer data)
{
  PeerCall *lead;
  EventWait wait = { NULL, 18 }; /* 3 + 3 + 3 a key */
  const HeardPacket *last = NULL;
  guint keys = 0, ends = 0;

  nail_up (f);
  lead = bridge_lead (f, LEAD, "15550001");
  wait.ear = lead->ear;
  od_switch_send_digits (f->sw, LEAD, "1#");
  od_test_wait_until (has_events, &wait, LIMIT_S, "both keys");

  for (guint i = 0; i < lead->ear->packets->len; i++) {
    const HeardPacket *p = &g_array_index (lead->ear->packets, HeardPacket, i);

    if (p->pt != KEY_PT)
      continue;
    if (last == NULL || p->ts != last->ts) {
      g_assert_true (p->marker);
      g_assert_cmpuint (p->first[0], ==, keys++ == 0 ? 1 : 11);
    }
    ends += p->first[1] >> 7;
    last = p;
  }
  g_assert_cmpuint (keys, ==, 2);
  g_assert_cmpuint (ends, ==, 6);
}

static void
test_a_silent_lead_ends_and_the_agent_stays (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);
  PeerCall *lead = bridge_lead (f, LEAD, "15550001");

  lead->ear->mute = TRUE;
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, LEAD).end, ==, OD_END_NO_AUDIO);
  wait_count (&lead->byes, "BYE to the lead");
  hear_from_now (agent->ear);
  assert_unbroken (agent->ear);
}

static void
test_a_silent_agent_is_told_once (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);

  agent->ear->mute = TRUE;
  wait_fact (f, OD_FACT_AUDIO_LOST, AGENT);
  hear_from_now (agent->ear);
  hear_from_now (agent->ear);
  g_assert_cmpuint (count_facts (f, OD_FACT_AUDIO_LOST, AGENT), ==, 1);

  agent->ear->mute = FALSE;
  bridge_lead (f, LEAD, "15550001"); /* the leg was not given up */
}

static void
test_strangers_audio_is_not_heard (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);
  PeerCall *lead = bridge_lead (f, LEAD, "15550001");
  RtpEar *stranger = rtp_ear_new (600);
  guint64 refused = od_switch_get_figures (f->sw).packets_refused;

  rtp_ear_speak_to (stranger, lead->invite);
  hear_from_now (agent->ear);
  hear_from_now (agent->ear);
  g_assert_cmpfloat (rtp_ear_loudness (agent->ear, 600, 400), <, SILENCE_MAX);
  wait_tone (agent->ear, 1000);
  g_assert_cmpuint (od_switch_get_figures (f->sw).packets_refused, >, refused);
  rtp_ear_free (stranger);
}

static void
test_freeing_says_bye_to_all (Fixture *f, gconstpointer data)
{
  PeerCall *agent = nail_up (f);
  PeerCall *lead = bridge_lead (f, LEAD, "15550001");
  PeerCall *ringing;

  originate (f, LEAD + 1, "25550001");
  wait_fact (f, OD_FACT_RINGING, LEAD + 1);
  ringing = sip_peer_find (f->carrier, "25550001");
  od_switch_free (g_steal_pointer (&f->sw), FALSE);
  wait_count (&agent->byes, "BYE to the agent");
  wait_count (&lead->byes, "BYE to the lead");
  wait_count (&ringing->cancels, "CANCEL to the ringing lead");
}

static void
test_a_busy_port_is_named (Fixture *f, gconstpointer data)
{
  const char *taken = od_switch_get_sip_address (f->sw);
  g_autofree char *expected =
    g_strdup_printf ("Port %s is in use: set another sip_listen", taken);
  g_autoptr (GError) error = NULL;

  g_assert_null (new_switch (f, taken, &error));
  g_assert_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_IN_USE);
  g_assert_cmpstr (error->message, ==, expected);
}

/* clang-format off */
static const struct {
  OdSwitchConfig config;
  const char *message;
} mistakes[] = {
  { { .sip_listen = "everywhere", .trunk_listen = "127.0.0.1:0", .rtp_address = "127.0.0.1" },
    "sip_listen “everywhere” is no address: write it as 127.0.0.1:5060" },
  { { .sip_listen = "127.0.0.1:0", .trunk_listen = NULL, .rtp_address = "127.0.0.1" },
    "trunk_listen “” is no address: write it as 127.0.0.1:5060" },
  { { .sip_listen = "127.0.0.1:0", .trunk_listen = "127.0.0.1:0", .rtp_address = "here" },
    "rtp_address “here” is no address: write it as 127.0.0.1" },
  { { .sip_listen = "127.0.0.1:0", .trunk_listen = "127.0.0.1:0",
      .rtp_address = "127.0.0.1", .rtp_port_min = 20000, .rtp_port_max = 16384 },
    "rtp_ports 20000-16384 holds no even port: audio needs one a call" },
  { { .sip_listen = "127.0.0.1:0", .trunk_listen = "127.0.0.1:0", .rtp_address = "192.0.2.1" },
    "rtp_address 192.0.2.1 is no address of this machine: “ip address” shows those it has" },
  { { .sip_listen = "127.0.0.1:0", .trunk_listen = "127.0.0.1:0", .rtp_address = "0.0.0.0" },
    "rtp_address 0.0.0.0 is no address of this machine: “ip address” shows those it has" },
  { { .sip_listen = "192.0.2.1:0", .trunk_listen = "127.0.0.1:0", .rtp_address = "127.0.0.1" },
    "sip_listen 192.0.2.1:0 is no address of this machine: “ip address” shows those it has" },
};
/* clang-format on */

static void
test_a_mistaken_setting_is_named (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (od_switch_new (&mistakes[i].config, NULL, NULL, &error));
    g_assert_error (error, OD_SWITCH_ERROR, OD_SWITCH_ERROR_ADDRESS);
    g_assert_cmpstr (error->message, ==, mistakes[i].message);
  }
}

static void
test_audio_ports_are_of_the_range (Fixture *f, gconstpointer data)
{
  OdSwitchConfig config = { .sip_listen = "127.0.0.1:0",
                            .trunk_listen = "127.0.0.1:0",
                            .rtp_address = "127.0.0.1" };
  RtpEar *holder = rtp_ear_new (0); /* of the one port that the range has */
  g_autofree char *expected = NULL;

  while (rtp_ear_get_port (holder) % 2 == 1) {
    rtp_ear_free (holder);
    holder = rtp_ear_new (0);
  }
  config.rtp_port_min = config.rtp_port_max = rtp_ear_get_port (holder);
  expected = g_strdup_printf ("m=audio %u ", config.rtp_port_min);
  od_switch_free (f->sw, FALSE);
  f->sw = od_switch_new (&config, collect_fact, f, NULL);

  originate (f, LEAD, "15550001");
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, LEAD).end, ==, OD_END_NOT_PLACED);
  g_assert_cmpuint (f->carrier->calls->len, ==, 0);

  rtp_ear_free (holder);
  originate (f, LEAD + 1, "15550001");
  wait_fact (f, OD_FACT_ANSWERED, LEAD + 1);
  g_assert_nonnull (strstr (sip_peer_find (f->carrier, NULL)->invite, expected));
}

/* What baresip hears it says again: one device is its loudspeaker and its microphone. */
static const char baresip_config[] = "poll_method epoll\n"
                                     "sip_listen 127.0.0.1:0\n"
                                     "net_interface 127.0.0.1\n"
                                     "audio_player aubridge,nil\n"
                                     "audio_source aubridge,nil\n"
                                     "audio_alert aubridge,nil2\n"
                                     "ausrc_srate 8000\n"
                                     "auplay_srate 8000\n"
                                     "ausrc_channels 1\n"
                                     "auplay_channels 1\n"
                                     "rtcp_mux no\n"
                                     "statmode_default off\n"
                                     "module_path /usr/lib/baresip/modules\n"
                                     "module g711.so\n"
                                     "module aubridge.so\n"
                                     "module_app account.so\n";

static GSubprocess *
start_baresip (Fixture *f, const char *dir)
{
  g_autofree char *config = g_build_filename (dir, "config", NULL);
  g_autofree char *accounts = g_build_filename (dir, "accounts", NULL);
  g_autofree char *account = g_strdup_printf ("<sip:agent1@%s;transport=tcp>;auth_user="
                                              "agent1;auth_pass=secret;answermode=auto;"
                                              "regint=60;audio_codecs=PCMU\n",
                                              od_switch_get_sip_address (f->sw));
  g_autoptr (GError) error = NULL;
  GSubprocess *baresip;

  g_assert_true (g_file_set_contents (config, baresip_config, -1, NULL));
  g_assert_true (g_file_set_contents (accounts, account, -1, NULL));
  baresip = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &error, "baresip", "-4", "-f", dir, NULL);
  g_assert_no_error (error);
  return baresip;
}

static void
test_a_real_softphone_is_nailed_up (Fixture *f, gconstpointer data)
{
  g_autofree char *program = g_find_program_in_path ("baresip");
  g_autoptr (GSubprocess) baresip = NULL;
  char *dir;

  if (program == NULL) {
    g_test_skip ("baresip is not installed");
    return;
  }

  dir = od_test_scratch_dir ();
  baresip = start_baresip (f, dir);
  wait_fact (f, OD_FACT_PHONE_REGISTERED, 0);
  od_switch_call_phone (f->sw, AGENT, "agent1");
  wait_fact (f, OD_FACT_ANSWERED, AGENT);
  for (OdLegId leg = LEAD; leg < LEAD + 3; leg++) {
    PeerCall *lead = bridge_lead (f, leg, "15550001");

    wait_tone (lead->ear, 1000); /* its own, through both legs and the softphone */
    od_switch_hang_up (f->sw, leg, OD_END_AGENT_HUNG_UP);
    wait_fact (f, OD_FACT_ENDED, leg);
  }
  g_assert_cmpuint (count_facts (f, OD_FACT_ENDED, AGENT), ==, 0);

  g_subprocess_force_exit (baresip); /* as if it crashed: no BYE */
  wait_fact (f, OD_FACT_PHONE_GONE, 0);
  g_assert_cmpint (wait_fact (f, OD_FACT_ENDED, AGENT).end, ==, OD_END_AGENT_HUNG_UP);
  g_assert_true (g_subprocess_wait (baresip, NULL, NULL));
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  SWITCH_TEST ("two-way-audio-pcmu", "15550001",
               test_a_lead_and_an_agent_hear_each_other);
  SWITCH_TEST ("two-way-audio-pcma", "95550001",
               test_a_lead_and_an_agent_hear_each_other);
  SWITCH_TEST ("ten-leads", NULL, test_ten_leads_are_one_stream_to_the_agent);
  SWITCH_TEST ("hold", NULL, test_held_both_hear_silence);
  SWITCH_TEST ("agents-key", NULL, test_an_agents_key_reaches_the_lead);
  SWITCH_TEST ("send-digits", NULL, test_sent_digits_are_rfc4733);
  SWITCH_TEST ("silent-lead", NULL, test_a_silent_lead_ends_and_the_agent_stays);
  SWITCH_TEST ("silent-agent", NULL, test_a_silent_agent_is_told_once);
  SWITCH_TEST ("stranger", NULL, test_strangers_audio_is_not_heard);
  SWITCH_TEST ("baresip", NULL, test_a_real_softphone_is_nailed_up);
  SWITCH_TEST ("free", NULL, test_freeing_says_bye_to_all);
  SWITCH_TEST ("audio-ports", NULL, test_audio_ports_are_of_the_range);
  g_test_add_func ("/switch/mistakes", test_a_mistaken_setting_is_named);
  SWITCH_TEST ("busy-port", NULL, test_a_busy_port_is_named);
  return g_test_run ();
}
