/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/rtp-packet.h"

/*
 * The newest packet that nobody can use yet: a lead's before there is an agent, or one
 * that came before the answer which says whose packets are good. It is used as soon as
 * it can be, so that what was being said is heard from its beginning and not from the
 * next packet on. Pure: it belongs to its leg.
 */
typedef struct {
  OdRtpPacket packet; /* its payload lies below */
  guint8 payload[OD_RTP_PAYLOAD_MAX];
  gint64 heard_us; /* 0: none */
} OdLastPacket;

/** od_last_packet_keep: instead of the one before. */
void od_last_packet_keep (OdLastPacket *last, const OdRtpPacket *packet, gint64 now_us);

/** od_last_packet_take: (nullable): lent; NULL when none is fresh: the next packet is
 * then already due. It is given once. */
const OdRtpPacket *od_last_packet_take (OdLastPacket *last, gint64 now_us);
