/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One leg: SIP on one hand, audio on the other, and the clocks that the law and the trade
 * put on a call. Deadlines are looked at in the 20 ms tick, never in libre's timer list,
 * which is walked from end to end. Runs on the switch thread.
 *
 *            18x             200             bridge
 *   DIALING ------ (rang) --------> UP --------------> UP in a bridge
 *      | limit or hang up           |  2.0 s, BYE, silence, hang up
 *      v                            v
 *   CANCELLING --- 487, 200, grace --> OVER  (ENDED is told on the way in)
 */
#include "daemon/switch/leg.h"

#include "daemon/switch/bridge.h"
#include "daemon/switch/digit-sender.h"
#include "daemon/switch/last-packet.h"
#include "daemon/switch/ring-clock.h"
#include "daemon/switch/sip-call.h"
#include "daemon/switch/sip-trunk.h"
#include "daemon/switch/sip-verdict.h"
#include "shared/model/thread.h"

typedef enum { DIALING, CANCELLING, UP, OVER } LegState;

struct od_leg {
  OdSwitchgear *gear;
  OdLegId id;
  char *user; /* NULL: this is a lead */
  LegState state;
  struct od_sip_call *call;
  struct od_leg_audio *audio; /* NULL when over */
  struct od_call_sdp *sdp;    /* NULL when over */
  OdParty party;

  OdRingClock ring;
  bool alerted;         /* a phone rings: no announcement of the carrier's */
  gint64 wait_limit_us; /* of a lead: from the answer to the first bridge */
  gint64 cancelled_us;
  gint64 answered_us;       /* the 200 came in, 0: not answered */
  gint64 bridged_us;        /* last bridge, 0: never had one */
  OdEndReason asked_to_end; /* why, as soon as the ring clock allows; NONE: nobody did */
  OdLastPacket last_packet; /* of a lead who waits */
  bool first_audio_due;     /* the lead's first packet since the bridge is to be told */
  bool lost_told;           /* AUDIO_LOST was told and nothing heard since */
  bool connection_lost;
  uint32_t key_ts; /* the last key told as a fact */
  bool key_seen;
};

static void
leg_destroy (void *data)
{
  struct od_leg *leg = data;

  mem_deref (leg->call);
  mem_deref (leg->audio);
  mem_deref (leg->sdp);
  mem_deref (leg->user);
}

static OdFact
fact_of (const struct od_leg *leg, OdFactKind kind)
{
  return (OdFact){
    .kind = kind, .leg = leg->id, .user = leg->user, .at_us = g_get_monotonic_time ()
  };
}

static void
tell (const struct od_leg *leg, OdFactKind kind)
{
  OdFact fact = fact_of (leg, kind);

  leg->gear->facth (&fact, leg->gear->arg);
}

static bool
is_lead (const struct od_leg *leg)
{
  return leg->user == NULL;
}

/* The one way out. @msg is the answer that ended it, NULL for none. */
static void
end (struct od_leg *leg, OdEndReason reason, const struct sip_msg *msg)
{
  OdFact fact = fact_of (leg, OD_FACT_ENDED);
  char *phrase = NULL;

  if (leg->state == OVER)
    return;

  leg->state = OVER;
  od_bridge_leave (&leg->party);
  leg->audio = mem_deref (leg->audio);
  leg->sdp = mem_deref (leg->sdp);

  if (msg && pl_isset (&msg->reason))
    (void) pl_strdup (&phrase, &msg->reason);
  fact.end = reason;
  fact.sip_code = msg ? msg->scode : 0;
  fact.sip_reason = phrase;
  fact.retry_after_s = msg ? od_sip_call_read_retry_after (msg) : 0;
  fact.answered = leg->answered_us > 0;
  fact.reach_ms = fact.answered ? 0 : od_sip_call_get_reach_ms (leg->call);
  leg->gear->facth (&fact, leg->gear->arg);
  mem_deref (phrase);
}

static void
hang_up_answered (struct od_leg *leg, OdEndReason reason)
{
  od_sip_call_bye (leg->call);
  end (leg, reason, NULL);
}

static void
cancel (struct od_leg *leg)
{
  leg->state = CANCELLING;
  leg->cancelled_us = g_get_monotonic_time ();
  od_sip_call_cancel (leg->call);
}

/* Why a call that we took back ended. */
static OdEndReason
cancel_reason (const struct od_leg *leg)
{
  if (leg->asked_to_end != OD_END_NONE)
    return leg->asked_to_end;

  return leg->ring.rang_us > 0 ? OD_END_NO_ANSWER : OD_END_NO_REPLY;
}

static void
on_key (struct od_leg *leg, const OdRtpPacket *packet)
{
  OdFact fact = fact_of (leg, OD_FACT_DIGIT);

  if (leg->key_seen && packet->ts == leg->key_ts)
    return;

  leg->key_seen = true;
  leg->key_ts = packet->ts;
  fact.digit = od_digit_from_code (packet->payload[0]);
  if (fact.digit != '\0')
    leg->gear->facth (&fact, leg->gear->arg);
}

static void
tell_first_audio (struct od_leg *lead)
{
  OdFact fact = fact_of (lead, OD_FACT_FIRST_AUDIO);

  lead->first_audio_due = false;
  fact.latency_us = fact.at_us - lead->answered_us;
  lead->gear->facth (&fact, lead->gear->arg);
}

/* The way of a voice through the house: in at one leg, out at the other, same call. */
static void
on_packet (const OdRtpPacket *packet, bool key, gint64 now_us, void *arg)
{
  struct od_leg *leg = arg;
  struct od_leg *hearer = leg->party.hearer;

  leg->lost_told = false;
  if (key) {
    if (is_lead (leg))
      return; /* what a lead presses is for machines: there is none here yet */
    on_key (leg, packet);
    if (hearer)
      od_leg_audio_relay_key (hearer->audio, packet, now_us);
    return;
  }

  if (is_lead (leg) && !leg->party.bridge)
    od_last_packet_keep (&leg->last_packet, packet, now_us);
  if (hearer && od_leg_audio_relay (hearer->audio, packet, now_us)
      && leg->first_audio_due)
    tell_first_audio (leg);
}

static void
on_progress (const struct sip_msg *msg, void *arg)
{
  struct od_leg *leg = arg;

  if (msg->scode == 180)
    leg->alerted = true;
  if (msg->scode < 180 || msg->scode > 189 || leg->ring.rang_us > 0
      || leg->state != DIALING)
    return;

  leg->ring.rang_us = g_get_monotonic_time ();
  tell (leg, OD_FACT_RINGING);
}

static void
on_answer (const struct sip_msg *msg, struct mbuf *sdp, void *arg)
{
  struct od_leg *leg = arg;
  OdCallMedia media;

  leg->answered_us = g_get_monotonic_time ();
  leg->state = UP;
  if (od_call_sdp_read (leg->sdp, sdp, false, &media)) {
    hang_up_answered (leg, OD_END_NO_AUDIO);
    return;
  }

  tell (leg, OD_FACT_ANSWERED);
  od_leg_audio_start (leg->audio, &media, is_lead (leg) ? NULL : &msg->src,
                      leg->answered_us);
  if (leg->asked_to_end != OD_END_NONE)
    hang_up_answered (leg, leg->asked_to_end);
}

/* A 200 met our CANCEL, or came after the end: somebody picked up and is hung up on. Of a
 * fork only the first counts: it is one call to one number. */
static void
on_crossed (void *arg)
{
  struct od_leg *leg = arg;
  OdFact late = fact_of (leg, OD_FACT_LATE_ANSWER);

  late.call_id = od_sip_call_get_id (leg->call);
  if (leg->answered_us > 0) {
    g_message ("call=%s: another phone answered too and was hung up", late.call_id);
    return;
  }

  leg->answered_us = late.at_us;
  if (leg->state == OVER && is_lead (leg))
    leg->gear->facth (&late, leg->gear->arg);
  end (leg, cancel_reason (leg), NULL);
}

static void
on_refused (int err, const struct sip_msg *msg, void *arg)
{
  struct od_leg *leg = arg;
  bool ours = leg->state == CANCELLING;

  end (leg,
       ours ? cancel_reason (leg)
            : od_sip_verdict (msg ? msg->scode : 0, leg->ring.rang_us > 0, leg->alerted,
                              err),
       ours ? NULL : msg);
}

static void
on_bye (void *arg)
{
  struct od_leg *leg = arg;

  if (!is_lead (leg))
    end (leg, OD_END_AGENT_HUNG_UP, NULL);
  else
    end (leg, leg->bridged_us > 0 ? OD_END_LEAD_HUNG_UP : OD_END_LEAD_LEFT, NULL);
}

/* The other side moved its audio, or put us on hold: we follow its address. */
static int
on_offer (const struct sip_msg *msg, struct mbuf **answerp, void *arg)
{
  struct od_leg *leg = arg;
  OdCallMedia media;
  int err;

  if (leg->state != UP)
    return EPROTO;

  if (mbuf_get_left (msg->mb) == 0)
    return od_call_sdp_encode (leg->sdp, answerp, true);

  err = od_call_sdp_read (leg->sdp, msg->mb, true, &media);
  if (err)
    return err;

  od_leg_audio_start (leg->audio, &media, is_lead (leg) ? NULL : &msg->src,
                      g_get_monotonic_time ());
  return od_call_sdp_encode (leg->sdp, answerp, false);
}

static const OdSipCallHandlers handlers = {
  .progress = on_progress,
  .answer = on_answer,
  .crossed = on_crossed,
  .refused = on_refused,
  .bye = on_bye,
  .offer = on_offer,
};

static int
open_audio (struct od_leg *leg)
{
  int err = od_leg_audio_alloc (&leg->audio, &leg->gear->ports, on_packet, leg);

  return err ? err : od_call_sdp_alloc (&leg->sdp, od_leg_audio_get_local (leg->audio));
}

static int
invite (struct od_leg *leg, struct sip *sip, const OdSipParty *party)
{
  struct mbuf *offer = NULL;
  int err;

  err = od_sip_call_alloc (&leg->call, sip, party, &handlers, leg);
  if (err)
    return err;

  err = od_call_sdp_encode (leg->sdp, &offer, true);
  if (err)
    return err;

  leg->ring.invited_us = g_get_monotonic_time ();
  err = od_sip_call_invite (leg->call, offer);
  mem_deref (offer);
  return err;
}

static gint64
ms (guint span)
{
  return (gint64) span * 1000;
}

static int
leg_alloc (struct od_leg **legp, OdSwitchgear *gear, OdLegId id, const char *user)
{
  struct od_leg *leg;
  int err = 0;

  leg = mem_zalloc (sizeof (*leg), leg_destroy);
  if (!leg)
    return ENOMEM;

  leg->gear = gear;
  leg->party.leg = leg;
  leg->id = id;
  if (user)
    err = str_dup (&leg->user, user);
  if (!err)
    err = open_audio (leg);

  if (err)
    mem_deref (leg);
  else
    *legp = leg;

  return err;
}

int
od_leg_call_lead (struct od_leg **legp,
                  OdSwitchgear *gear,
                  OdLegId id,
                  const OdOriginate *originate)
{
  g_auto (OdTrunkInvite) message = { 0 };
  struct od_leg *leg;
  int err;

  OD_ASSERT_SWITCH ();
  err = leg_alloc (&leg, gear, id, NULL);
  if (err)
    return err;

  leg->ring.ring_limit_us = ms (originate->ring_limit_ms);
  leg->ring.setup_limit_us = ms (originate->setup_limit_ms);
  leg->ring.min_ring_us = ms (originate->min_ring_ms);
  leg->ring.min_unrung_us = ms (originate->min_unrung_ms);
  leg->wait_limit_us = ms (originate->wait_limit_ms);
  od_sip_trunk_write_invite (&message, gear, originate);
  err = invite (leg, gear->trunks, &message.party);
  if (err)
    mem_deref (leg);
  else
    *legp = leg;

  return err;
}

int
od_leg_call_agent (struct od_leg **legp,
                   OdSwitchgear *gear,
                   OdLegId id,
                   const char *user,
                   const char *contact,
                   const char *hop)
{
  g_autofree char *call_id = g_uuid_string_random ();
  g_autofree char *from = g_strdup_printf ("<sip:outdial@%s>", gear->phones_host);
  g_autofree char *ours = g_strdup_printf ("sip:outdial@%s;transport=tcp",
                                           gear->phones_host);
  OdSipParty party = { .call_id = call_id,
                       .target = contact,
                       .from = from,
                       .contact = ours,
                       .hop = hop,
                       .hop_is_fixed = true,
                       .headers = "" };
  struct od_leg *leg;
  int err;

  OD_ASSERT_SWITCH ();
  err = leg_alloc (&leg, gear, id, user);
  if (err)
    return err;

  /* It is ours and may be taken back at any time: there is no least ringing. */
  leg->ring.ring_limit_us = ms (gear->limits.phone_ring_ms);
  leg->ring.setup_limit_us = ms (gear->limits.phone_setup_ms);
  err = invite (leg, gear->phones, &party);
  if (err)
    mem_deref (leg);
  else
    *legp = leg;

  return err;
}

OdLegId
od_leg_get_id (const struct od_leg *leg)
{
  return leg->id;
}

const char *
od_leg_get_user (const struct od_leg *leg)
{
  return leg->user;
}

struct od_sip_call *
od_leg_get_call (const struct od_leg *leg)
{
  return leg->call;
}

bool
od_leg_is_quiet (const struct od_leg *leg)
{
  OD_ASSERT_SWITCH ();
  return leg->state == OVER && od_sip_call_is_quiet (leg->call);
}

bool
od_leg_is_gone (const struct od_leg *leg)
{
  OD_ASSERT_SWITCH ();
  return leg->state == OVER && od_sip_call_is_settled (leg->call);
}

void
od_leg_bridge (struct od_leg *lead, struct od_leg *agent)
{
  const OdRtpPacket *packet;

  OD_ASSERT_SWITCH ();
  if (!is_lead (lead) || is_lead (agent) || lead->state != UP || agent->state != UP
      || od_bridge_join (&lead->party, &agent->party))
    return;

  lead->bridged_us = agent->bridged_us = g_get_monotonic_time ();
  lead->first_audio_due = true;
  od_leg_audio_mark (lead->audio);
  od_leg_audio_mark (agent->audio);
  tell (lead, OD_FACT_BRIDGED);

  packet = od_last_packet_take (&lead->last_packet, lead->bridged_us);
  if (packet && od_leg_audio_relay (agent->audio, packet, lead->bridged_us))
    tell_first_audio (lead);
}

void
od_leg_hold (struct od_leg *lead, bool held)
{
  OD_ASSERT_SWITCH ();
  od_bridge_allow (&lead->party, !held, !held);
}

void
od_leg_push_digits (struct od_leg *leg, const char *digits)
{
  OD_ASSERT_SWITCH ();
  if (leg->audio)
    od_leg_audio_push_digits (leg->audio, digits);
}

void
od_leg_hang_up (struct od_leg *leg, OdEndReason reason)
{
  OD_ASSERT_SWITCH ();
  if (leg->asked_to_end == OD_END_NONE)
    leg->asked_to_end = reason;
  if (leg->state == UP) /* until then the tick watches the ring clock */
    hang_up_answered (leg, leg->asked_to_end);
}

void
od_leg_give_up (struct od_leg *leg)
{
  OD_ASSERT_SWITCH ();
  leg->ring.ring_limit_us = 0; /* the ring clock knows the least */
}

void
od_leg_shut_down (struct od_leg *leg)
{
  OD_ASSERT_SWITCH ();
  if (leg->state == UP) {
    hang_up_answered (leg, OD_END_SHUTDOWN);
  } else if (leg->state != OVER) {
    cancel (leg);
    end (leg, OD_END_SHUTDOWN, NULL);
  }
}

void
od_leg_lose_connection (struct od_leg *leg)
{
  OD_ASSERT_SWITCH ();
  leg->connection_lost = true;
}

void
od_leg_regain_connection (struct od_leg *leg, const char *hop)
{
  OD_ASSERT_SWITCH ();
  (void) od_sip_call_set_hop (leg->call, hop);
}

static void
watch_lead (struct od_leg *leg, gint64 now_us)
{
  gint64 heard_us;

  if (leg->bridged_us == 0) {
    if (now_us - leg->answered_us >= leg->wait_limit_us)
      hang_up_answered (leg, OD_END_NO_AGENT);
    return;
  }

  heard_us = MAX (od_leg_audio_get_heard_us (leg->audio), leg->bridged_us);
  if (now_us - heard_us > ms (leg->gear->limits.lead_silence_ms))
    hang_up_answered (leg, OD_END_NO_AUDIO);
}

static void
watch_agent (struct od_leg *leg, gint64 now_us)
{
  gint64 silent_us = now_us - od_leg_audio_get_heard_us (leg->audio);

  if (silent_us <= ms (leg->gear->limits.agent_silence_ms))
    return;

  if (leg->connection_lost) {
    hang_up_answered (leg, OD_END_AGENT_HUNG_UP);
  } else if (!leg->lost_told) {
    leg->lost_told = true;
    tell (leg, OD_FACT_AUDIO_LOST);
  }
}

void
od_leg_tick (struct od_leg *leg, gint64 now_us)
{
  OD_ASSERT_SWITCH ();
  od_sip_call_tick (leg->call, now_us);
  switch (leg->state) {
  case DIALING:
    if (od_ring_clock_is_over (&leg->ring, leg->asked_to_end != OD_END_NONE, now_us))
      cancel (leg);
    break;
  case CANCELLING:
    if (now_us - leg->cancelled_us >= ms (leg->gear->limits.cancel_grace_ms))
      end (leg, cancel_reason (leg), NULL);
    break;
  case UP:
    od_leg_audio_tick (leg->audio, leg->party.speaker != NULL, now_us);
    if (is_lead (leg))
      watch_lead (leg, now_us);
    else
      watch_agent (leg, now_us);
    break;
  case OVER:
    break;
  }
}
