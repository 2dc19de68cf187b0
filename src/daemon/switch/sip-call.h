/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <re.h>

#include <glib.h>

/**
 * struct od_sip_call: one call of ours in SIP: the INVITE and the dialog that grows from
 * it.
 *
 * Why not libre's sipsess: in 1.1.0 sipsess_connect() draws the Call-ID itself and has
 * sent the INVITE when it returns, but ours must be in the database before anything is
 * sent. So INVITE (sip-invite.h) and dialogs (sip-dialog.h) are kept here. Only one phone
 * is in the call: whoever else answers, after our CANCEL, from another branch of a fork
 * or after the end, gets ACK and BYE.
 *
 * Switch thread. Handlers may hang up, never free the call.
 */
struct od_sip_call;

/** Who is called and what is written about us; strings are copied. */
typedef struct {
  const char *call_id;
  const char *target;  /* request URI and To */
  const char *from;    /* name-addr, without tag: "<sip:3215550100@127.0.0.1>" */
  const char *contact; /* our URI, where the other side sends its requests */
  const char *hop;     /* URI of the next hop: numeric host, port, transport */
  bool hop_is_fixed;   /* the whole dialog goes there (a phone's own connection) */
  const char *headers; /* more lines for the INVITE, each with CRLF; "" for none */
} OdSipParty;

/* clang-format off */
typedef struct {
  void (*progress) (const struct sip_msg *msg, void *arg); /* each 1xx */
  /* the first 200, ACKed; @sdp: its own, or what that phone said before it */
  void (*answer) (const struct sip_msg *msg, struct mbuf *sdp, void *arg);
  /* another phone's 200, or one after our CANCEL or the end: ACKed and BYEd already */
  void (*crossed) (void *arg);
  void (*refused) (int err, const struct sip_msg *msg, void *arg); /* no 200: its answer,
                                                              or @err with @msg NULL */
  void (*bye) (void *arg);                                 /* the other side hung up */
  int (*offer) (const struct sip_msg *msg, struct mbuf **answerp, void *arg); /* again */
} OdSipCallHandlers;
/* clang-format on */

int od_sip_call_alloc (struct od_sip_call **callp,
                       struct sip *sip,
                       const OdSipParty *party,
                       const OdSipCallHandlers *handlers,
                       void *arg);

/** od_sip_call_invite: sends the INVITE with @offer. */
int od_sip_call_invite (struct od_sip_call *call, struct mbuf *offer);

/** od_sip_call_cancel: takes the INVITE back: it is not repeated any more, and CANCEL
 * leaves now, or with the first 1xx. */
void od_sip_call_cancel (struct od_sip_call *call);

/** od_sip_call_bye: ends an answered call. */
void od_sip_call_bye (struct od_sip_call *call);

/** od_sip_call_tick: repeats what is due. */
void od_sip_call_tick (struct od_sip_call *call, gint64 now_us);

/** od_sip_call_is_quiet: both sides have said their last word. */
bool od_sip_call_is_quiet (const struct od_sip_call *call);

/** od_sip_call_is_settled: and nobody can answer late any more. */
bool od_sip_call_is_settled (const struct od_sip_call *call);

/** od_sip_call_get_reach_ms: for how long its INVITE may still make a phone ring, though
 * it was taken back; 0: no longer. */
guint od_sip_call_get_reach_ms (const struct od_sip_call *call);

/** od_sip_call_read_retry_after: the seconds @msg asks us to wait, 0 for none; they come
 * first, and a date is not allowed there (RFC 3261 20.33). */
guint od_sip_call_read_retry_after (const struct sip_msg *msg);

const char *od_sip_call_get_id (const struct od_sip_call *call);

/** od_sip_call_set_hop: the phone has a new connection. */
int od_sip_call_set_hop (struct od_sip_call *call, const char *hop);

/** od_sip_call_owns: @msg, with our Call-ID, names both tags: only who was there can. */
bool od_sip_call_owns (struct od_sip_call *call, const struct sip_msg *msg);

/** od_sip_call_request: answers @msg, a request with our Call-ID; FALSE, and nothing
 * answered, when it does not name our tag, which only the side that we called has seen,
 * and that of a phone that answered.
 */
bool od_sip_call_request (struct od_sip_call *call, const struct sip_msg *msg);

/** od_sip_call_response: @msg, a response to INVITE or CANCEL with our Call-ID. */
void od_sip_call_response (struct od_sip_call *call, const struct sip_msg *msg);
