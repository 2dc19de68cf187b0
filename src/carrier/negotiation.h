/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "carrier/line.h"

/*
 * What caller and callee agree on in SDP: one G.711 codec, telephone-event, where the
 * audio goes and who may send it.
 */

struct od_negotiation;

/** od_negotiation_alloc: our side of it, on @laddr. Returns errno. */
int od_negotiation_alloc (struct od_negotiation **negp, const struct sa *laddr);

/** od_negotiation_set_port: the port our audio comes to, before the first say. */
void od_negotiation_set_port (struct od_negotiation *neg, uint16_t port);

/** od_negotiation_hear: reads the caller's offer, or its answer to ours. Returns errno:
 * EPROTO if there is no codec of ours in it, or the audio would leave this machine. */
int od_negotiation_hear (struct od_negotiation *neg, struct mbuf *mb, bool offer);

/** od_negotiation_say: writes our answer, or our offer. */
int od_negotiation_say (struct od_negotiation *neg, struct mbuf **descp, bool offer);

/** od_negotiation_codec: "PCMU", "PCMA"; NULL while nothing is agreed. */
const char *od_negotiation_codec (const struct od_negotiation *neg);

/** od_negotiation_get_peer: the caller's side, for the line. */
void od_negotiation_get_peer (const struct od_negotiation *neg,
                              struct od_line_peer *peer);
