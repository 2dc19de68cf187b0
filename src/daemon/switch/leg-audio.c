/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The RTP end of one leg. What comes in is checked and handed up; what goes out is one
 * stream (rtp-stream.c) fed by relayed packets, keys and silence. There is no jitter
 * buffer: a lead's packet leaves for the agent in the call in which it came. Runs on the
 * switch thread.
 */
#include "daemon/switch/leg-audio.h"

#include "daemon/switch/digit-sender.h"
#include "daemon/switch/last-packet.h"
#include "daemon/switch/rtp-stream.h"
#include "shared/model/thread.h"

#include <rem.h>
#include <string.h>

#define RX_SIZE      1500  /* octets; libre's 8192 per packet cost a malloc too many */
#define PCMU         0     /* static payload types (RFC 3551) */
#define PCMA         8     /* */
#define SILENCE_PCMU 0xff  /* +0 */
#define SILENCE_PCMA 0xd5  /* +0 */
#define KEY_GAP_US   60000 /* the sender of a relayed key has let go or got lost */

struct od_leg_audio {
  struct udp_sock *us;
  struct mbuf *mb;     /* what is being sent, reused */
  OdAudioPorts *ports; /* the switch's */
  struct sa local;
  OdCallMedia media; /* media.rtp: where we send, moves when latched */
  struct sa said;    /* the address in the other side's SDP */
  struct sa phone;   /* where its SIP comes from */
  bool started;
  bool latch;
  bool latched;
  guint32 rx_ssrc;
  gint64 heard_us;
  OdLastPacket early;  /* the newest before od_leg_audio_start, */
  struct sa early_src; /* and who sent it */

  OdRtpStream out;
  OdDigitSender digits;
  guint32 digit_ts;   /* timestamp of the key being sent */
  guint32 key_ts_in;  /* of the key being relayed: as it came, */
  guint32 key_ts_out; /* and as it goes */
  gint64 key_us;      /* when its last packet came, 0: none */

  od_leg_audio_h *packeth;
  void *arg;
};

static void
audio_destroy (void *data)
{
  struct od_leg_audio *audio = data;

  mem_deref (audio->us);
  mem_deref (audio->mb);
}

/* Behind NAT a phone's audio comes from another port than it said, but from the host that
 * its SIP comes from, or from the one it said; nobody else is listened to. */
static bool
may_be_phone (const struct od_leg_audio *audio, const struct sa *src)
{
  return sa_cmp (src, &audio->said, SA_ADDR) || sa_cmp (src, &audio->phone, SA_ADDR);
}

/* May @packet from @src speak for this leg? A latched phone moves only with its SSRC, or
 * to the very address it announced. */
static bool
is_from_peer (struct od_leg_audio *audio, const struct sa *src, const OdRtpPacket *packet)
{
  if (!audio->latch)
    return sa_cmp (src, &audio->said, SA_ALL);

  if (audio->latched && packet->ssrc != audio->rx_ssrc
      && !sa_cmp (src, &audio->media.rtp, SA_ALL) && !sa_cmp (src, &audio->said, SA_ALL))
    return false;

  if (!may_be_phone (audio, src))
    return false;

  audio->latched = true;
  audio->media.rtp = *src; /* answer where it comes from */
  audio->rx_ssrc = packet->ssrc;
  return true;
}

static void
take (struct od_leg_audio *audio,
      const struct sa *src,
      const OdRtpPacket *packet,
      gint64 now_us)
{
  bool key = packet->pt == audio->media.event_pt
             && packet->payload_len == OD_DIGIT_PAYLOAD;

  if (!is_from_peer (audio, src, packet)) {
    audio->ports->packets_refused++;
    return;
  }

  audio->heard_us = MAX (audio->heard_us, now_us);
  if (!key && packet->pt != PCMU && packet->pt != PCMA)
    return; /* comfort noise and the like */

  audio->ports->packets_in++;
  audio->packeth (packet, key, now_us, audio->arg);
}

static void
on_datagram (const struct sa *src, struct mbuf *mb, void *arg)
{
  struct od_leg_audio *audio = arg;
  gint64 now_us = g_get_monotonic_time ();
  OdRtpPacket packet;

  if (!od_rtp_packet_parse (&packet, mbuf_buf (mb), mbuf_get_left (mb))) {
    audio->ports->packets_refused++;
  } else if (!audio->started) {
    audio->early_src = *src;
    od_last_packet_keep (&audio->early, &packet, now_us);
  } else {
    take (audio, src, &packet, now_us);
  }
}

/* Who answers speaks at once, and the first packet may be read before the answer, which
 * says whose packets are good. The next one would come a packet time later. */
static void
take_early (struct od_leg_audio *audio)
{
  if (audio->early.heard_us > 0)
    take (audio, &audio->early_src, &audio->early.packet, audio->early.heard_us);
}

/* Even ports only: the odd one above belongs to RTCP, which we do not send. Ports are
 * taken in turn, so that a late packet of an ended call meets nobody; agents' legs, which
 * last all day, may lie in a row, so the search goes once around. */
static int
listen_in_range (struct od_leg_audio *audio)
{
  OdAudioPorts *ports = audio->ports;
  struct sa local = ports->address;
  int err = EADDRINUSE;

  if (ports->port_min == 0) {
    sa_set_port (&local, 0);
    return udp_listen (&audio->us, &local, on_datagram, audio);
  }

  for (int i = ports->port_min; i <= ports->port_max && err == EADDRINUSE; i += 2) {
    if (ports->next < ports->port_min || ports->next > ports->port_max)
      ports->next = (ports->port_min + 1) & ~1;
    sa_set_port (&local, ports->next);
    ports->next += 2;
    err = udp_listen (&audio->us, &local, on_datagram, audio);
  }

  return err;
}

int
od_leg_audio_alloc (struct od_leg_audio **audiop,
                    OdAudioPorts *ports,
                    od_leg_audio_h *packeth,
                    void *arg)
{
  struct od_leg_audio *audio;
  int err;

  OD_ASSERT_SWITCH ();
  audio = mem_zalloc (sizeof (*audio), audio_destroy);
  if (!audio)
    return ENOMEM;

  audio->ports = ports;
  audio->packeth = packeth;
  audio->arg = arg;
  audio->mb = mbuf_alloc (OD_RTP_HEADER + OD_RTP_PAYLOAD_MAX);
  if (!audio->mb) {
    err = ENOMEM;
    goto out;
  }

  err = listen_in_range (audio);
  if (err)
    goto out;

  udp_rxsz_set (audio->us, RX_SIZE);
  err = udp_local_get (audio->us, &audio->local);

out:
  if (err)
    mem_deref (audio);
  else
    *audiop = audio;

  return err;
}

const struct sa *
od_leg_audio_get_local (const struct od_leg_audio *audio)
{
  OD_ASSERT_SWITCH ();
  return &audio->local;
}

void
od_leg_audio_start (struct od_leg_audio *audio,
                    const OdCallMedia *media,
                    const struct sa *phone,
                    gint64 now_us)
{
  OD_ASSERT_SWITCH ();
  audio->media = *media;
  audio->said = media->rtp;
  audio->latch = phone != NULL;
  audio->latched = false;
  if (phone)
    audio->phone = *phone;
  if (audio->started)
    return;

  audio->started = true;
  audio->heard_us = now_us;
  od_rtp_stream_start (&audio->out, rand_u32 (), rand_u16 (), rand_u32 (), now_us);
  take_early (audio);
}

/* The payload is in the buffer behind the header's place. */
static bool
send_buffer (struct od_leg_audio *audio, const guint8 *header)
{
  memcpy (audio->mb->buf, header, OD_RTP_HEADER);
  mbuf_set_pos (audio->mb, 0);
  if (udp_send (audio->us, &audio->media.rtp, audio->mb))
    return false;

  audio->ports->packets_out++;
  return true;
}

static guint8 *
payload_place (struct od_leg_audio *audio, gsize len)
{
  mbuf_set_end (audio->mb, OD_RTP_HEADER + len);
  return audio->mb->buf + OD_RTP_HEADER;
}

static void
transcode (guint8 *to, guint8 to_pt, const OdRtpPacket *from)
{
  if (from->pt == to_pt) {
    memcpy (to, from->payload, from->payload_len);
  } else if (to_pt == PCMU) {
    for (gsize i = 0; i < from->payload_len; i++)
      to[i] = g711_pcm2ulaw (g711_alaw2pcm (from->payload[i]));
  } else {
    for (gsize i = 0; i < from->payload_len; i++)
      to[i] = g711_pcm2alaw (g711_ulaw2pcm (from->payload[i]));
  }
}

/* While a key sounds it stands in for the audio. */
static bool
is_keying (const struct od_leg_audio *audio, gint64 now_us)
{
  return audio->digits.queue[0] != '\0'
         || (audio->key_us > 0 && now_us - audio->key_us < KEY_GAP_US);
}

bool
od_leg_audio_relay (struct od_leg_audio *audio, const OdRtpPacket *packet, gint64 now_us)
{
  guint8 header[OD_RTP_HEADER];

  OD_ASSERT_SWITCH ();
  if (!audio->started || is_keying (audio, now_us)
      || !od_rtp_stream_has_room (&audio->out, now_us))
    return false;

  transcode (payload_place (audio, packet->payload_len), audio->media.audio_pt, packet);
  od_rtp_stream_next (&audio->out, audio->media.audio_pt, packet->payload_len, TRUE,
                      header);
  audio->out.live_at_us = now_us;
  return send_buffer (audio, header);
}

static void
send_event (struct od_leg_audio *audio, guint32 ts, bool marker, const guint8 *payload)
{
  guint8 header[OD_RTP_HEADER];

  memcpy (payload_place (audio, OD_DIGIT_PAYLOAD), payload, OD_DIGIT_PAYLOAD);
  od_rtp_stream_next_event (&audio->out, audio->media.event_pt, ts, marker, header);
  send_buffer (audio, header);
}

void
od_leg_audio_relay_key (struct od_leg_audio *audio,
                        const OdRtpPacket *packet,
                        gint64 now_us)
{
  bool begins = audio->key_us == 0 || packet->ts != audio->key_ts_in;

  OD_ASSERT_SWITCH ();
  if (!audio->started || audio->media.event_pt < 0)
    return;

  if (begins) {
    audio->key_ts_in = packet->ts;
    audio->key_ts_out = audio->out.ts;
  }

  audio->key_us = now_us;
  send_event (audio, audio->key_ts_out, begins, packet->payload);
}

void
od_leg_audio_mark (struct od_leg_audio *audio)
{
  OD_ASSERT_SWITCH ();
  audio->out.mark = TRUE;
}

void
od_leg_audio_push_digits (struct od_leg_audio *audio, const char *digits)
{
  OD_ASSERT_SWITCH ();
  if (audio->started && audio->media.event_pt >= 0)
    od_digit_sender_push (&audio->digits, digits);
}

static void
step_digits (struct od_leg_audio *audio)
{
  OdDigitStep step;

  if (!od_digit_sender_step (&audio->digits, &step))
    return;

  if (step.first)
    audio->digit_ts = audio->out.ts;
  for (guint i = 0; i < step.n; i++)
    send_event (audio, audio->digit_ts, step.first && i == 0, step.payload);
}

static void
send_silence (struct od_leg_audio *audio)
{
  guint8 header[OD_RTP_HEADER];
  guint8 silence = audio->media.audio_pt == PCMU ? SILENCE_PCMU : SILENCE_PCMA;

  memset (payload_place (audio, OD_RTP_FRAME), silence, OD_RTP_FRAME);
  od_rtp_stream_next (&audio->out, audio->media.audio_pt, OD_RTP_FRAME, FALSE, header);
  send_buffer (audio, header);
}

void
od_leg_audio_tick (struct od_leg_audio *audio, bool live, gint64 now_us)
{
  bool keying = is_keying (audio, now_us);
  guint due;

  OD_ASSERT_SWITCH ();
  if (!audio->started)
    return;

  step_digits (audio);
  due = od_rtp_stream_due (&audio->out, live && !keying, now_us);
  for (guint i = 0; i < due; i++) {
    if (keying)
      od_rtp_stream_skip (&audio->out, OD_RTP_FRAME);
    else
      send_silence (audio);
  }
}

gint64
od_leg_audio_get_heard_us (const struct od_leg_audio *audio)
{
  OD_ASSERT_SWITCH ();
  return audio->heard_us;
}
