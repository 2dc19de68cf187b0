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
 * sent. So the dialog is kept here, on libre's transactions (sip_requestf()), which do
 * all the repeating; and a 200 that crosses our CANCEL is ours to see.
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
  void (*answer) (const struct sip_msg *msg, void *arg);   /* the first 200, ACKed */
  void (*crossed) (const struct sip_msg *msg, void *arg);  /* a 200 after our CANCEL,
                                                              ACKed and BYEd already */
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

/** od_sip_call_cancel: takes the INVITE back; CANCEL leaves with the first 1xx. */
void od_sip_call_cancel (struct od_sip_call *call);

/** od_sip_call_bye: ends an answered call. */
void od_sip_call_bye (struct od_sip_call *call);

/** od_sip_call_is_settled: no transaction of ours is under way. */
bool od_sip_call_is_settled (const struct od_sip_call *call);

const char *od_sip_call_get_id (const struct od_sip_call *call);

/** od_sip_call_set_hop: the phone has a new connection. */
int od_sip_call_set_hop (struct od_sip_call *call, const char *hop);

/** od_sip_call_request: answers @msg, a request with our Call-ID; FALSE, and nothing
 * answered, when it does not name our tag, which only the side that we called has seen.
 */
bool od_sip_call_request (struct od_sip_call *call, const struct sip_msg *msg);

/** od_sip_call_response: @msg, a repeated 200 with our Call-ID, wants its ACK again. */
void od_sip_call_response (struct od_sip_call *call, const struct sip_msg *msg);
