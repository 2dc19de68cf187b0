/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define OD_RTP_HEADER      12  /* octets, without CSRCs and extension: what we send */
#define OD_RTP_PAYLOAD_MAX 480 /* octets: 60 ms of G.711 */

/** OdRtpPacket: one received packet; the payload lies in the caller's buffer. */
typedef struct {
  guint8 pt;
  gboolean marker;
  guint16 seq;
  guint32 ts;
  guint32 ssrc;
  const guint8 *payload;
  gsize payload_len; /* 1 to OD_RTP_PAYLOAD_MAX */
} OdRtpPacket;

/** od_rtp_packet_parse: FALSE when @data is no RTP packet that we could relay; then
 * @packet is not to be read. Pure. */
gboolean od_rtp_packet_parse (OdRtpPacket *packet, const guint8 *data, gsize len);

/** od_rtp_packet_write: the header of @packet (its payload is not looked at). */
void od_rtp_packet_write (const OdRtpPacket *packet, guint8 header[OD_RTP_HEADER]);
