/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An RTP end for tests.
 */
#include "rtp-ear.h"

#include <math.h>
#include <re.h>
#include <rem.h>
#include <stdio.h>
#include <string.h>

#define FRAME    160
#define EVENT_PT 101

static void
send_packet (RtpEar *self, guint8 pt, guint32 ts, const guint8 *payload, gsize len)
{
  guint8 packet[12 + FRAME] = { 0x80, pt };
  guint16 seq = g_htons (self->seq);
  guint32 be_ts = g_htonl (ts);
  guint32 ssrc = g_htonl (self->ssrc);

  self->seq++;
  memcpy (packet + 2, &seq, 2);
  memcpy (packet + 4, &be_ts, 4);
  memcpy (packet + 8, &ssrc, 4);
  memcpy (packet + 12, payload, len);
  g_socket_send_to (self->socket, self->to, (char *) packet, 12 + len, NULL, NULL);
}

static gboolean
on_timer (gpointer data)
{
  RtpEar *self = data;
  guint8 payload[FRAME];

  for (guint i = 0; i < FRAME; i++) {
    gint16 s = 8000 * sin (2 * G_PI * self->hz * (self->ts + i) / 8000.0);

    payload[i] = self->pt == 0 ? g711_pcm2ulaw (s) : g711_pcm2alaw (s);
  }
  if (!self->mute && self->to != NULL) {
    send_packet (self, self->pt, self->ts, payload, FRAME);
    self->sent++;
  }
  self->ts += FRAME;
  return G_SOURCE_CONTINUE;
}

/* Ports are used again at once: somebody may still be speaking to whom had ours before.
 */
static gboolean
is_from_peer (RtpEar *self, GSocketAddress *from)
{
  guint16 port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (from));

  if (self->to != NULL
      && g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (self->to)) == port)
    return TRUE;

  g_test_message ("RTP from port %u, which is not our peer", port);
  return FALSE;
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer data)
{
  RtpEar *self = data;
  guint8 buf[2048];
  g_autoptr (GSocketAddress) from = NULL;
  gssize n = g_socket_receive_from (socket, &from, (char *) buf, sizeof (buf), NULL,
                                    NULL);
  HeardPacket packet = { 0 };

  if (!is_from_peer (self, from))
    return G_SOURCE_CONTINUE;

  g_assert_cmpint (n, >=, 16);
  packet.pt = buf[1] & 0x7f;
  packet.marker = buf[1] >> 7;
  packet.seq = buf[2] << 8 | buf[3];
  packet.ts = (guint32) buf[4] << 24 | buf[5] << 16 | buf[6] << 8 | buf[7];
  packet.ssrc = (guint32) buf[8] << 24 | buf[9] << 16 | buf[10] << 8 | buf[11];
  memcpy (packet.first, buf + 12, 4);
  g_array_append_val (self->packets, packet);
  if (packet.pt == EVENT_PT)
    return G_SOURCE_CONTINUE;

  g_assert_cmpint (packet.pt, ==, self->pt);
  for (gssize i = 12; i < n; i++) {
    gint16 s = packet.pt == 0 ? g711_ulaw2pcm (buf[i]) : g711_alaw2pcm (buf[i]);

    g_array_append_val (self->pcm, s);
  }
  return G_SOURCE_CONTINUE;
}

RtpEar *
rtp_ear_new (double hz)
{
  RtpEar *self = g_new0 (RtpEar, 1);
  g_autoptr (GSocketAddress)
    local = g_inet_socket_address_new_from_string ("127.0.0.1", 0);

  self->hz = hz;
  self->ssrc = g_random_int ();
  self->packets = g_array_new (FALSE, FALSE, sizeof (HeardPacket));
  self->pcm = g_array_new (FALSE, FALSE, sizeof (gint16));
  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_UDP, NULL);
  g_assert_true (g_socket_bind (self->socket, local, FALSE, NULL));
  self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (self->source, NULL);
  return self;
}

void
rtp_ear_free (RtpEar *self)
{
  if (self->timer > 0)
    g_source_remove (self->timer);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_object_unref (self->socket);
  g_clear_object (&self->to);
  g_array_unref (self->packets);
  g_array_unref (self->pcm);
  g_free (self);
}

guint16
rtp_ear_get_port (RtpEar *self)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (self->socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
}

void
rtp_ear_speak_to (RtpEar *self, const char *sip)
{
  const char *m = strstr (sip, "m=audio ");
  guint port = 0;

  g_assert_nonnull (m);
  g_assert_cmpint (sscanf (m, "m=audio %u", &port), ==, 1);
  g_clear_object (&self->to);
  self->to = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  if (self->timer == 0)
    self->timer = g_timeout_add_full (G_PRIORITY_HIGH, 20, on_timer, self, NULL);
}

void
rtp_ear_press (RtpEar *self, guint event)
{
  for (guint i = 1; i <= 3; i++) {
    guint8 payload[4] = { event, i == 3 ? 0x8a : 0x0a, (i * 160) >> 8, (i * 160) & 0xff };

    send_packet (self, EVENT_PT, self->ts, payload, sizeof (payload));
  }
}

void
rtp_ear_forget (RtpEar *self)
{
  g_array_set_size (self->pcm, 0);
}

double
rtp_ear_loudness (RtpEar *self, double hz, guint ms)
{
  gsize want = ms * 8;
  double w = 2 * G_PI * hz / 8000.0;
  double re = 0, im = 0;
  const gint16 *pcm;

  if (self->pcm->len < want)
    return 0;

  pcm = &g_array_index (self->pcm, gint16, self->pcm->len - want);
  for (gsize i = 0; i < want; i++) {
    re += pcm[i] * cos (w * i);
    im += pcm[i] * sin (w * i);
  }
  return 2 * sqrt (re * re + im * im) / want / 8000.0;
}
