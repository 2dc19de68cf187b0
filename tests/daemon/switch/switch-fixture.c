/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the switch have in common.
 */
#include "switch-fixture.h"

/* What a wait looks for. */
typedef struct {
  Fixture *f;
  OdFactKind kind;
  OdLegId leg;
  const OdFact *found;
} Wanted;

void
collect_fact (const OdFact *fact, gpointer data)
{
  Fixture *f = data;
  OdFactCopy copy;

  od_fact_copy_init (&copy, fact);
  g_array_append_val (f->facts, copy);
  g_test_message ("fact %d of leg %d, end %d, code %u", fact->kind, (int) fact->leg,
                  fact->end, fact->sip_code);
}

static gboolean
has_fact (gpointer data)
{
  Wanted *wanted = data;

  for (guint i = 0; i < wanted->f->facts->len; i++) {
    const OdFact *fact = &g_array_index (wanted->f->facts, OdFactCopy, i).fact;

    if (fact->kind == wanted->kind && fact->leg == wanted->leg) {
      wanted->found = fact;
      return TRUE;
    }
  }

  return FALSE;
}

OdFact
wait_fact (Fixture *f, OdFactKind kind, OdLegId leg)
{
  Wanted wanted = { f, kind, leg, NULL };
  g_autofree char *what = g_strdup_printf ("fact %d of leg %d", kind, (int) leg);

  od_test_wait_until (has_fact, &wanted, LIMIT_S, what);
  return *wanted.found;
}

guint
count_facts (Fixture *f, OdFactKind kind, OdLegId leg)
{
  guint n = 0;

  for (guint i = 0; i < f->facts->len; i++) {
    const OdFact *fact = &g_array_index (f->facts, OdFactCopy, i).fact;

    n += fact->kind == kind && fact->leg == leg;
  }

  return n;
}

static gboolean
is_nonzero (gpointer data)
{
  return *(guint *) data > 0;
}

static gboolean
has_heard_400ms (gpointer data)
{
  return ((RtpEar *) data)->pcm->len >= 3200;
}

static gboolean
has_reply (gpointer data)
{
  return ((SipPeer *) data)->last_status >= 200;
}

OdSwitchLimits
make_limits (void)
{
  OdSwitchLimits limits = od_switch_limits_default ();

  limits.lead_silence_ms = 2000;
  limits.agent_silence_ms = 1500;
  limits.cancel_grace_ms = 1500;
  limits.phone_ping_ms = 100; /* looked at once a second */
  return limits;
}

OdSwitch *
new_switch (Fixture *f, const char *sip_listen, GError **error)
{
  OdSwitchLimits limits = make_limits ();
  OdSwitchConfig config = { .sip_listen = sip_listen,
                            .trunk_listen = "127.0.0.1:0",
                            .trunk_host = "127.0.0.1:9", /* the carriers' address */
                            .rtp_address = "127.0.0.1" };

  return od_switch_new_with_limits (&config, &limits, collect_fact, f, error);
}

void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->facts = g_array_new (FALSE, FALSE, sizeof (OdFactCopy));
  g_array_set_clear_func (f->facts, (GDestroyNotify) od_fact_copy_clear);
  f->sw = new_switch (f, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  od_switch_add_phone (f->sw, "agent1", "secret");
  f->phone = sip_peer_new_phone (od_switch_get_sip_address (f->sw), "agent1", "secret");
  f->carrier = sip_peer_new_carrier ();
}

void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->sw != NULL)
    od_switch_free (f->sw, FALSE);
  g_array_unref (f->facts);
  g_clear_pointer (&f->phone, sip_peer_free);
  g_clear_pointer (&f->carrier, sip_peer_free);
}

void
wait_count (guint *count, const char *what)
{
  od_test_wait_until (is_nonzero, count, LIMIT_S, what);
}

guint
register_and_wait (SipPeer *phone, guint expires)
{
  sip_peer_register (phone, expires);
  od_test_wait_until (has_reply, phone, LIMIT_S, "REGISTER to be answered");
  return phone->last_status;
}

PeerCall *
nail_up (Fixture *f)
{
  g_assert_cmpuint (register_and_wait (f->phone, 60), ==, 200);
  wait_fact (f, OD_FACT_PHONE_REGISTERED, 0);
  od_switch_call_phone (f->sw, AGENT, "agent1");
  wait_fact (f, OD_FACT_ANSWERED, AGENT);
  return sip_peer_find (f->phone, NULL);
}

void
originate (Fixture *f, OdLegId leg, const char *number)
{
  g_autofree char *call_id = g_strdup_printf ("0190a000-0000-7000-8000-%012d", (int) leg);
  OdTrunk trunk = { .name = (char *) "carrier", .host = f->carrier->local };
  OdOriginate o = { .call_id = call_id,
                    .trunk = &trunk,
                    .number = number,
                    .caller_id = "3215550100",
                    .ring_limit_ms = 1000,
                    .setup_limit_ms = 400,
                    .min_ring_ms = MIN_RING_MS,
                    .min_unrung_ms = MIN_UNRUNG_MS,
                    .wait_limit_ms = WAIT_MS };

  od_switch_originate (f->sw, leg, &o);
}

/* Rings, answers, is bridged; returns the lead's end. */
PeerCall *
bridge_lead (Fixture *f, OdLegId leg, const char *number)
{
  originate (f, leg, number);
  wait_fact (f, OD_FACT_ANSWERED, leg);
  od_switch_bridge (f->sw, leg, AGENT);
  wait_fact (f, OD_FACT_FIRST_AUDIO, leg);
  return sip_peer_find (f->carrier, number);
}

void
hear_from_now (RtpEar *ear)
{
  rtp_ear_forget (ear);
  od_test_wait_until (has_heard_400ms, ear, LIMIT_S, "400 ms of audio");
}

typedef struct {
  RtpEar *ear;
  double hz;
} Tone;

static gboolean
is_heard (gpointer data)
{
  Tone *tone = data;

  return rtp_ear_loudness (tone->ear, tone->hz, 200) > 0.8;
}

void
wait_tone (RtpEar *ear, double hz)
{
  Tone tone = { ear, hz };

  rtp_ear_forget (ear);
  od_test_wait_until (is_heard, &tone, LIMIT_S, "200 ms of a tone");
}
