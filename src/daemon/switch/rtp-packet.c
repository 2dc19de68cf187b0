/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RTP's twelve octets, read with suspicion and written plainly. Pure.
 */
#include "daemon/switch/rtp-packet.h"

#include <string.h>

static guint32
read_u32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

/* How long the header is with its CSRCs and extension; 0 if it does not fit. */
static gsize
header_length (const guint8 *data, gsize len)
{
  gsize n = OD_RTP_HEADER + 4 * (gsize) (data[0] & 0x0f);

  if (data[0] & 0x10) {
    if (n + 4 > len)
      return 0;
    n += 4 + 4 * (gsize) (data[n + 2] << 8 | data[n + 3]);
  }

  return n <= len ? n : 0;
}

gboolean
od_rtp_packet_parse (OdRtpPacket *packet, const guint8 *data, gsize len)
{
  gsize start;

  if (len <= OD_RTP_HEADER || data[0] >> 6 != 2)
    return FALSE;

  /* RTCP multiplexed on this port looks like payload types 72 to 76. */
  if ((data[1] & 0x7f) >= 72 && (data[1] & 0x7f) <= 76)
    return FALSE;

  start = header_length (data, len);
  if (start == 0)
    return FALSE;

  if (data[0] & 0x20) { /* padding: its last octet says how much */
    if (data[len - 1] == 0 || data[len - 1] > len - start)
      return FALSE;
    len -= data[len - 1];
  }

  packet->pt = data[1] & 0x7f;
  packet->marker = (data[1] & 0x80) != 0;
  packet->seq = data[2] << 8 | data[3];
  packet->ts = read_u32 (data + 4);
  packet->ssrc = read_u32 (data + 8);
  packet->payload = data + start;
  packet->payload_len = len - start;
  return packet->payload_len > 0 && packet->payload_len <= OD_RTP_PAYLOAD_MAX;
}

void
od_rtp_packet_write (const OdRtpPacket *packet, guint8 header[OD_RTP_HEADER])
{
  guint16 seq = g_htons (packet->seq);
  guint32 ts = g_htonl (packet->ts);
  guint32 ssrc = g_htonl (packet->ssrc);

  header[0] = 2 << 6;
  header[1] = (packet->marker ? 0x80 : 0) | (packet->pt & 0x7f);
  memcpy (header + 2, &seq, 2);
  memcpy (header + 4, &ts, 4);
  memcpy (header + 8, &ssrc, 4);
}
