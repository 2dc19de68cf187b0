/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/call-sdp.h"
#include "daemon/switch/rtp-packet.h"

/** struct od_leg_audio: the RTP end of one leg: a socket, an unbroken stream out, checked
 * packets in. Switch thread. */
struct od_leg_audio;

/** Where RTP sockets are opened; shared by all legs of a switch. */
typedef struct {
  struct sa address;
  guint16 port_min; /* 0: the kernel chooses */
  guint16 port_max;
  guint16 next;               /* the port to try next */
  _Atomic guint64 packets_in; /* read by the main thread */
  _Atomic guint64 packets_out;
  _Atomic guint64 packets_refused;
} OdAudioPorts;

/** Every good packet, as it comes; @key: it is a telephone-event, else audio. */
typedef void (od_leg_audio_h) (const OdRtpPacket *packet,
                               bool key,
                               gint64 now_us,
                               void *arg);

/** od_leg_audio_alloc: opens the socket; nothing is sent before od_leg_audio_start().
 * @ports must outlive the leg. */
int od_leg_audio_alloc (struct od_leg_audio **audiop,
                        OdAudioPorts *ports,
                        od_leg_audio_h *packeth,
                        void *arg);

const struct sa *od_leg_audio_get_local (const struct od_leg_audio *audio);

/** od_leg_audio_start: sends to @media from now on; called again it changes the
 * direction and keeps the stream. @phone: where this phone's SIP comes from: its audio is
 * taken from wherever it first comes on that host (NAT); NULL, for trunks: only from the
 * address in @media. The newest packet that came before is told from in here, if it is
 * good. */
void od_leg_audio_start (struct od_leg_audio *audio,
                         const OdCallMedia *media,
                         const struct sa *phone,
                         gint64 now_us);

/** od_leg_audio_relay: sends @packet, spoken on another leg, at once; transcodes. TRUE
 * when it left. */
bool
od_leg_audio_relay (struct od_leg_audio *audio, const OdRtpPacket *packet, gint64 now_us);

/** od_leg_audio_relay_key: the same for a telephone-event packet. */
void od_leg_audio_relay_key (struct od_leg_audio *audio,
                             const OdRtpPacket *packet,
                             gint64 now_us);

/** od_leg_audio_mark: another speaker begins: marker on the next packet. */
void od_leg_audio_mark (struct od_leg_audio *audio);

/** od_leg_audio_push_digits: queues keys to be sent. */
void od_leg_audio_push_digits (struct od_leg_audio *audio, const char *digits);

/** od_leg_audio_tick: every 20 ms: silence that is due, keys.
 * @live: packets are being relayed into this leg. */
void od_leg_audio_tick (struct od_leg_audio *audio, bool live, gint64 now_us);

/** od_leg_audio_get_heard_us: when the last good packet came, or when the audio started.
 */
gint64 od_leg_audio_get_heard_us (const struct od_leg_audio *audio);
