/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The newest packet that nobody can use yet. Pure.
 */
#include "daemon/switch/last-packet.h"

#include <string.h>

#define FRESH_US 20000 /* one packet time: older ones the next packet overtakes */

void
od_last_packet_keep (OdLastPacket *last, const OdRtpPacket *packet, gint64 now_us)
{
  last->packet = *packet;
  last->packet.payload = last->payload;
  memcpy (last->payload, packet->payload, packet->payload_len);
  last->heard_us = now_us;
}

const OdRtpPacket *
od_last_packet_take (OdLastPacket *last, gint64 now_us)
{
  gboolean fresh = last->heard_us != 0 && now_us - last->heard_us <= FRESH_US;

  last->heard_us = 0;
  return fresh ? &last->packet : NULL;
}
