/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <re.h>

#include <glib.h>

/** struct od_call_sdp: one leg's offer and answer: one audio stream, PCMU or PCMA, keys
 * as telephone-event. Switch thread. */
struct od_call_sdp;

/** What both sides agreed on. */
typedef struct {
  struct sa rtp;   /* where the other side wants its audio */
  guint8 audio_pt; /* 0 PCMU, 8 PCMA */
  int event_pt;    /* telephone-event, -1: it does not take keys */
} OdCallMedia;

/** od_call_sdp_alloc: @local is the leg's RTP socket. */
int od_call_sdp_alloc (struct od_call_sdp **sdpp, const struct sa *local);

/** od_call_sdp_encode: our offer, or after reading one our answer; @mbp is the caller's.
 */
int od_call_sdp_encode (struct od_call_sdp *sdp, struct mbuf **mbp, bool offer);

/** od_call_sdp_read: reads the other side's description from @mb; ENOTSUP when there is
 * no codec in common or no audio. */
int od_call_sdp_read (struct od_call_sdp *sdp,
                      struct mbuf *mb,
                      bool offer,
                      OdCallMedia *media);
