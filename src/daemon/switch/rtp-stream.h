/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/rtp-packet.h"

#define OD_RTP_FRAME 160 /* samples and octets of 20 ms of G.711 */

/**
 * OdRtpStream: what one leg is sent, from its answer to its end: one SSRC, every packet's
 * sequence number one more than the last, every timestamp where the last one ended.
 * Whoever speaks into it, the phone hears one unbroken stream and keeps its jitter
 * buffer.
 *
 * A master clock (anchor + 20 ms a frame) says how much should have been sent. Live audio
 * goes out when it comes; silence only fills what the clock says is missing. Times are
 * g_get_monotonic_time() microseconds, given by the caller. Pure.
 */
typedef struct {
  guint32 ssrc;
  guint32 ts;        /* of the next audio packet */
  guint16 seq;       /* of the next packet of any kind */
  gboolean mark;     /* the next live packet begins a talkspurt */
  gint64 anchor_us;  /* when sample 0 was due */
  gint64 samples;    /* sent or skipped since the anchor */
  gint64 live_at_us; /* when live audio last went out */
} OdRtpStream;

/** od_rtp_stream_start: @ssrc, @seq and @ts are the caller's random numbers. */
void od_rtp_stream_start (OdRtpStream *self,
                          guint32 ssrc,
                          guint16 seq,
                          guint32 ts,
                          gint64 now_us);

/** od_rtp_stream_has_room: FALSE when the sender's clock runs faster than ours and the
 * stream is more than 100 ms ahead: this live packet is to be dropped. */
gboolean od_rtp_stream_has_room (const OdRtpStream *self, gint64 now_us);

/**
 * od_rtp_stream_due:
 * @live: somebody's audio is being relayed into this stream
 *
 * Returns: how many silent frames to send now. While live audio flows, none, unless
 *   lost packets have put the stream more than 100 ms behind. After a stall of our own
 *   the clock is set again, for a burst of old silence would only fill the jitter buffer.
 */
guint od_rtp_stream_due (OdRtpStream *self, gboolean live, gint64 now_us);

/** od_rtp_stream_next: the header of the next audio packet of @samples; advances. Only a
 * @live one takes the mark: silence does not begin a talkspurt. */
void od_rtp_stream_next (OdRtpStream *self,
                         guint8 pt,
                         guint samples,
                         gboolean live,
                         guint8 header[OD_RTP_HEADER]);

/** od_rtp_stream_next_event: the header of a telephone-event packet, whose timestamp
 * is that of its digit's beginning; advances the sequence number only. */
void od_rtp_stream_next_event (OdRtpStream *self,
                               guint8 pt,
                               guint32 ts,
                               gboolean marker,
                               guint8 header[OD_RTP_HEADER]);

/** od_rtp_stream_skip: time in which an event stood in for the audio. */
void od_rtp_stream_skip (OdRtpStream *self, guint samples);
