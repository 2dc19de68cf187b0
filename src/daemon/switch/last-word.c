/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The newest packet of a lead nobody listens to yet. Pure; switch thread.
 */
#include "daemon/switch/last-word.h"

#include <string.h>

#define FRESH_US 20000 /* one packet time: older ones the next packet overtakes */

void
od_last_word_keep (OdLastWord *word, const OdRtpPacket *packet, gint64 now_us)
{
  word->packet = *packet;
  word->packet.payload = word->payload;
  memcpy (word->payload, packet->payload, packet->payload_len);
  word->heard_us = now_us;
}

const OdRtpPacket *
od_last_word_take (OdLastWord *word, gint64 now_us)
{
  gboolean fresh = word->heard_us != 0 && now_us - word->heard_us <= FRESH_US;

  word->heard_us = 0;
  return fresh ? &word->packet : NULL;
}
