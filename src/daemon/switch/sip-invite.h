/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/fact.h"

#include <re.h>

#include <glib.h>

/**
 * struct od_sip_invite: one INVITE until nothing of it can happen any more, and the
 * CANCEL that takes it back: the client transaction of RFC 3261 17.1.1 and 9.1, with what
 * RFC 6026 adds for the answers of a fork.
 *
 * Why not libre's: it repeats an INVITE that nobody wants any more for 32 s, and forgets
 * it with the first 200. Here what was given up is not sent again, and whatever comes in
 * the 32 s after that still finds somebody.
 *
 * Switch thread; no clock of its own: it is told the time.
 */
struct od_sip_invite;

/** What all requests of one call of ours have in common. */
typedef struct {
  struct sip *sip; /* the switch's */
  char *call_id;
  char *to;      /* To header's value before anybody answered */
  char *from;    /* From header's value with our tag */
  char *target;  /* request URI of the INVITE */
  char *contact; /* our URI */
  char *hop;     /* URI of the next hop: numeric host, port, transport */
  bool hop_is_fixed;
  uint32_t cseq; /* the INVITE's */
} OdSipOwn;

/** What a response means for the call. */
typedef enum {
  OD_INVITE_NOTHING,  /* a repeat that was ACKed here, or none of ours */
  OD_INVITE_PROGRESS, /* a 1xx */
  OD_INVITE_ANSWER,   /* a 2xx, the first or another: the caller ACKs each */
  OD_INVITE_REFUSAL,  /* the first final answer that is none; it was ACKed */
} OdInviteNews;

/** od_sip_invite_send: sends it. @own is lent and outlives the transaction; @lines: more
 * headers, each with CRLF. Errors: an errno, and nothing was sent. */
int od_sip_invite_send (struct od_sip_invite **invitep,
                        const OdSipOwn *own,
                        const char *lines,
                        struct mbuf *offer,
                        gint64 now_us);

/** od_sip_invite_cancel: takes it back: CANCEL, or, where nothing was heard yet, no
 * further repeat, and CANCEL to whoever answers late (9.1 forbids it sooner). */
void od_sip_invite_cancel (struct od_sip_invite *invite, gint64 now_us);

/** od_sip_invite_hear: @msg, a response with our Call-ID. */
OdInviteNews od_sip_invite_hear (struct od_sip_invite *invite,
                                 const struct sip_msg *msg,
                                 gint64 now_us);

/** od_sip_invite_tick: repeats what is due. Returns: 0; once ETIMEDOUT when nobody has
 * said anything for 32 s, or the errno of a repeat that could not be sent: it is then as
 * if cancelled. */
int od_sip_invite_tick (struct od_sip_invite *invite, gint64 now_us);

/** od_sip_invite_is_open: something may still have to be sent: the other side has not
 * said its last word. */
bool od_sip_invite_is_open (const struct od_sip_invite *invite);

/** od_sip_invite_is_over: nothing of it can come any more. */
bool od_sip_invite_is_over (const struct od_sip_invite *invite);

/** od_sip_invite_get_reach_ms: how long from @now_us the INVITE, taken back without a
 * last word, may still make a phone ring; 0: no longer. */
guint od_sip_invite_get_reach_ms (const struct od_sip_invite *invite, gint64 now_us);

/** od_sip_hop_decode: a numeric next hop: its address and transport. */
int od_sip_hop_decode (const char *hop, struct sa *dst, enum sip_transp *tp);
