/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * An RTP end for tests: speaks a tone every 20 ms and writes down what it hears. Runs on
 * the default main context.
 */
typedef struct {
  guint8 pt;
  gboolean marker;
  guint16 seq;
  guint32 ts;
  guint32 ssrc;
  guint8 first[4]; /* of the payload */
} HeardPacket;

typedef struct {
  GSocket *socket;
  GSource *source;
  guint timer;
  GSocketAddress *to; /* NULL: not speaking yet */
  guint8 pt;          /* 0 or 8 */
  double hz;          /* 0: speaks silence */
  gboolean mute;      /* sends nothing at all */
  guint16 seq;
  guint32 ts;
  guint32 ssrc;
  guint sent;
  GArray *packets; /* HeardPacket, all */
  GArray *pcm;     /* gint16, audio only, since rtp_ear_forget() */
} RtpEar;

RtpEar *rtp_ear_new (double hz);
void rtp_ear_free (RtpEar *self);
guint16 rtp_ear_get_port (RtpEar *self);

/** rtp_ear_speak_to: starts sending to the address in the SDP inside @sip. */
void rtp_ear_speak_to (RtpEar *self, const char *sip);

/** rtp_ear_press: one key as an RFC 4733 event: three packets of one timestamp. */
void rtp_ear_press (RtpEar *self, guint event);

void rtp_ear_forget (RtpEar *self);

/** rtp_ear_loudness: how much of the last @ms heard is @hz, 0 to 1. */
double rtp_ear_loudness (RtpEar *self, double hz, guint ms);
