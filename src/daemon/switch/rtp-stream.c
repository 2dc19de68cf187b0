/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One unbroken RTP stream and its clock. Pure: no socket, no clock of its own.
 */
#include "daemon/switch/rtp-stream.h"

#define FRAME_US    20000
#define LIVE_GAP_US 60000 /* live audio this late is a gap that silence fills */
#define AHEAD_MAX   5     /* frames; a phone's jitter buffer holds about that much */
#define BEHIND_MAX  5     /* frames of loss before one is made up for */
#define STALL_MAX   25    /* frames; half a second late means that we slept */

/* Samples that the clock says are due, less those sent: negative when ahead. */
static gint64
behind (const OdRtpStream *self, gint64 now_us)
{
  return (now_us - self->anchor_us) * OD_RTP_FRAME / FRAME_US - self->samples;
}

void
od_rtp_stream_start (OdRtpStream *self,
                     guint32 ssrc,
                     guint16 seq,
                     guint32 ts,
                     gint64 now_us)
{
  *self = (OdRtpStream){ .ssrc = ssrc,
                         .seq = seq,
                         .ts = ts,
                         .mark = TRUE,
                         .anchor_us = now_us,
                         .live_at_us = now_us };
}

gboolean
od_rtp_stream_has_room (const OdRtpStream *self, gint64 now_us)
{
  return -behind (self, now_us) <= AHEAD_MAX * OD_RTP_FRAME;
}

guint
od_rtp_stream_due (OdRtpStream *self, gboolean live, gint64 now_us)
{
  gint64 frames = behind (self, now_us) / OD_RTP_FRAME;

  if (frames <= 0)
    return 0;

  if (frames > STALL_MAX) {
    self->anchor_us += (frames - 1) * FRAME_US;
    frames = 1;
  }

  if (live && now_us - self->live_at_us <= LIVE_GAP_US)
    return frames > BEHIND_MAX ? 1 : 0;

  return frames;
}

void
od_rtp_stream_next (OdRtpStream *self,
                    guint8 pt,
                    guint samples,
                    gboolean live,
                    guint8 header[OD_RTP_HEADER])
{
  OdRtpPacket packet = { .pt = pt,
                         .marker = live && self->mark,
                         .seq = self->seq++,
                         .ts = self->ts,
                         .ssrc = self->ssrc };

  if (live)
    self->mark = FALSE;
  od_rtp_stream_skip (self, samples);
  od_rtp_packet_write (&packet, header);
}

void
od_rtp_stream_next_event (OdRtpStream *self,
                          guint8 pt,
                          guint32 ts,
                          gboolean marker,
                          guint8 header[OD_RTP_HEADER])
{
  OdRtpPacket packet = {
    .pt = pt, .marker = marker, .seq = self->seq++, .ts = ts, .ssrc = self->ssrc
  };

  od_rtp_packet_write (&packet, header);
}

void
od_rtp_stream_skip (OdRtpStream *self, guint samples)
{
  self->ts += samples;
  self->samples += samples;
}
