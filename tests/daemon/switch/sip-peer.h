/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rtp-ear.h"

/*
 * Real peers for the switch, written by hand on GSocket, without libre: an agent's phone
 * (TCP, registers, accepts the call that comes down its connection) and a carrier (UDP,
 * answers by number). Both run on the default main context.
 *
 * The carrier's numbers: 1x rings and answers, 2x rings until cancelled, 3x says nothing,
 * 4x says where its audio is with 183 and not again, 50 answers without saying it, 51
 * with port 0, 52 with a codec that is not ours, 7x answers the INVITE when it is
 * cancelled, 8x answers without ringing, 9x answers in PCMA; a number of three digits is
 * refused with that code.
 */
typedef struct {
  char *call_id;
  char *invite; /* as it came */
  char *number;
  RtpEar *ear;
  guint cseq;    /* of our own requests */
  guint invites; /* repeats included */
  guint acks;
  guint byes;
  guint cancels;
  gint64 invited_us;
  gint64 cancelled_us;
  GSocketAddress *from; /* carrier */
} PeerCall;

typedef struct {
  GSocket *socket;
  GSource *source;
  gboolean tcp;
  GString *in; /* what came over TCP and is no whole message yet */
  char *local; /* host:port */
  char *registrar;
  char *user;
  char *password;
  const char *tag; /* of what it answers; another one: another phone of the fork */
  guint cseq;
  guint last_status; /* of a REGISTER or another request of ours */
  char *last_reply;
  guint byes;      /* of whatever call */
  guint pings;     /* OPTIONS that came */
  gboolean mute;   /* and are not answered */
  gboolean refuse; /* a phone that declines with 603 */
  guint expires;
  double hz;
  GPtrArray *calls; /* PeerCall */
} SipPeer;

SipPeer *
sip_peer_new_phone (const char *registrar, const char *user, const char *password);
SipPeer *sip_peer_new_carrier (void);
void sip_peer_free (SipPeer *self);

/** sip_peer_register: REGISTER without credentials; answers the challenge by itself. */
void sip_peer_register (SipPeer *self, guint expires);

/** sip_peer_send: any text, to @to over UDP, over the connection otherwise. */
void sip_peer_send (SipPeer *self, const char *to, const char *text);

/** sip_peer_close: the phone's connection breaks. */
void sip_peer_close (SipPeer *self);

/** sip_peer_find: the call with @number, NULL when there is none; the newest. */
PeerCall *sip_peer_find (SipPeer *self, const char *number);

/** sip_peer_answer_again: as if our 200 had not been ACKed. */
void sip_peer_answer_again (SipPeer *self, PeerCall *call);

/** sip_peer_ring: 180, whenever that is. */
void sip_peer_ring (SipPeer *self, PeerCall *call);

/** sip_peer_bye: hangs up. sip_peer_reinvite: sends the offer again. */
void sip_peer_bye (SipPeer *self, PeerCall *call);
void sip_peer_reinvite (SipPeer *self, PeerCall *call);
