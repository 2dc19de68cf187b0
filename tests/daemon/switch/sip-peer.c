/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hand-written SIP peers for the switch's tests.
 */
#include "sip-peer.h"

#include <stdlib.h>
#include <string.h>

static char *
get_header (const char *msg, const char *name)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s: ", name);
  const char *at = strstr (msg, start);
  const char *end;

  if (at == NULL)
    return NULL;

  at += strlen (start);
  end = strstr (at, "\r\n");
  return g_strndup (at, end - at);
}

static void
call_free (gpointer data)
{
  PeerCall *call = data;

  g_free (call->call_id);
  g_free (call->invite);
  g_free (call->number);
  g_clear_pointer (&call->ear, rtp_ear_free);
  g_clear_object (&call->from);
  g_free (call);
}

static void
send_text (SipPeer *self, GSocketAddress *to, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (self->tcp)
    g_socket_send (self->socket, text, strlen (text), NULL, &error);
  else
    g_socket_send_to (self->socket, to, text, strlen (text), NULL, &error);
  g_assert_no_error (error);
}

void
sip_peer_send (SipPeer *self, const char *to, const char *text)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (to != NULL) {
    g_autoptr (GSocketConnectable) c = g_network_address_parse (to, 0, NULL);

    address = g_inet_socket_address_new_from_string (g_network_address_get_hostname (
                                                       G_NETWORK_ADDRESS (c)),
                                                     g_network_address_get_port (
                                                       G_NETWORK_ADDRESS (c)));
  }
  send_text (self, address, text);
}

static char *
make_sdp (PeerCall *call)
{
  guint pt = call->ear->pt;

  return g_strdup_printf ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 "
                          "127.0.0.1\r\n"
                          "t=0 0\r\nm=audio %u RTP/AVP %u 101\r\na=rtpmap:%u %s/8000\r\n"
                          "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n",
                          rtp_ear_get_port (call->ear), pt, pt,
                          pt == 0 ? "PCMU" : "PCMA");
}

/* (transfer full) */
static char *
make_reply (SipPeer *self, const char *request, const char *status, const char *sdp)
{
  g_autofree char *via = get_header (request, "Via");
  g_autofree char *from = get_header (request, "From");
  g_autofree char *to_header = get_header (request, "To");
  g_autofree char *call_id = get_header (request, "Call-ID");
  g_autofree char *cseq = get_header (request, "CSeq");
  g_autofree char *tag = g_strdup_printf (";tag=%s", self->tag);

  return g_strdup_printf ("SIP/2.0 %s\r\nVia: %s\r\nFrom: %s\r\nTo: %s%s\r\nCall-ID: "
                          "%s\r\nCSeq: %s\r\n"
                          "Contact: <sip:peer@%s%s>\r\n%sContent-Length: %zu\r\n\r\n%s",
                          status, via, from, to_header,
                          strstr (to_header, "tag=") ? "" : tag, call_id, cseq,
                          self->local, self->tcp ? ";transport=tcp" : "",
                          sdp != NULL ? "Content-Type: application/sdp\r\n" : "",
                          sdp != NULL ? strlen (sdp) : 0, sdp != NULL ? sdp : "");
}

static void
reply (SipPeer *self,
       GSocketAddress *to,
       const char *request,
       const char *status,
       const char *sdp)
{
  g_autofree char *text = make_reply (self, request, status, sdp);

  send_text (self, to, text);
}

/* Who asked may be gone, with the whole switch. */
static void
on_ping (SipPeer *self, const char *msg)
{
  g_autofree char *text = make_reply (self, msg, "200 OK", NULL);

  self->pings++;
  if (!self->mute)
    g_socket_send (self->socket, text, strlen (text), NULL, NULL);
}

static void
answer (SipPeer *self, PeerCall *call)
{
  g_autofree char *sdp = make_sdp (call);

  reply (self, call->from, call->invite, "200 OK", sdp);
  rtp_ear_speak_to (call->ear, call->invite);
}

static void
answer_with (SipPeer *self, PeerCall *call, const char *sdp)
{
  reply (self, call->from, call->invite, "200 OK", sdp);
}

/* What nobody can talk over: no description, no port, no codec of ours. */
static void
answer_in_vain (SipPeer *self, PeerCall *call)
{
  static const char *const lines[] = { "0 RTP/AVP 0", "4000 RTP/AVP 18" };
  guint kind = call->number[1] - '0';
  g_autofree char *sdp = NULL;

  if (kind > 0)
    sdp = g_strdup_printf ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1"
                           "\r\nt=0 0\r\nm=audio %s\r\n",
                           lines[kind - 1]);
  answer_with (self, call, sdp);
}

/* It says where its audio is only while it rings. */
static void
answer_early (SipPeer *self, PeerCall *call)
{
  g_autofree char *sdp = make_sdp (call);

  reply (self, call->from, call->invite, "183 Session Progress", sdp);
  rtp_ear_speak_to (call->ear, call->invite);
  answer_with (self, call, NULL);
}

static void
answer_by_number (SipPeer *self, PeerCall *call)
{
  if (strlen (call->number) == 3) {
    g_autofree char *status = g_strdup_printf ("%s Said So", call->number);

    reply (self, call->from, call->invite, status, NULL);
    return;
  }

  if (call->number[0] == '3')
    return;

  reply (self, call->from, call->invite, "100 Trying", NULL);
  if (call->number[0] == '4')
    answer_early (self, call);
  if (call->number[0] == '5')
    answer_in_vain (self, call);
  if (call->number[0] == '9')
    call->ear->pt = 8;
  if (strchr ("458", call->number[0]) == NULL)
    reply (self, call->from, call->invite, "180 Ringing", NULL);
  if (strchr ("189", call->number[0]) != NULL)
    answer (self, call);
}

static PeerCall *
find_by_id (SipPeer *self, const char *call_id)
{
  for (guint i = 0; i < self->calls->len; i++) {
    PeerCall *call = self->calls->pdata[i];

    if (g_str_equal (call->call_id, call_id))
      return call;
  }

  return NULL;
}

static void
on_invite (SipPeer *self, GSocketAddress *from, const char *msg)
{
  g_autofree char *call_id = get_header (msg, "Call-ID");
  PeerCall *call = find_by_id (self, call_id);

  if (call != NULL) { /* a repeat */
    call->invites++;
    return;
  }

  call = g_new0 (PeerCall, 1);
  call->call_id = g_steal_pointer (&call_id);
  call->invite = g_strdup (msg);
  call->number = g_strndup (msg + strlen ("INVITE sip:"),
                            strcspn (msg + strlen ("INVITE sip:"), "@"));
  call->ear = rtp_ear_new (self->hz);
  call->cseq = 100;
  call->invites = 1;
  call->invited_us = g_get_monotonic_time ();
  call->from = from != NULL ? g_object_ref (from) : NULL;
  g_ptr_array_add (self->calls, call);
  if (!self->tcp)
    answer_by_number (self, call);
  else if (self->refuse)
    reply (self, NULL, msg, "603 Decline", NULL);
  else
    answer (self, call);
}

static void
on_cancel (SipPeer *self, PeerCall *call, const char *msg)
{
  call->cancels++;
  call->cancelled_us = g_get_monotonic_time ();
  if (call->number[0] == '7')
    answer (self, call);
  reply (self, call->from, msg, "200 OK", NULL);
  if (call->number[0] != '7')
    reply (self, call->from, call->invite, "487 Request Terminated", NULL);
}

static char *
md5_of (const char *format, ...)
{
  va_list ap;
  g_autofree char *text = NULL;

  va_start (ap, format);
  text = g_strdup_vprintf (format, ap);
  va_end (ap);
  return g_compute_checksum_for_string (G_CHECKSUM_MD5, text, -1);
}

static char *
get_quoted (const char *text, const char *name)
{
  const char *at = strstr (text, name);

  g_assert_nonnull (at);
  at += strlen (name) + 2;
  return g_strndup (at, strcspn (at, "\""));
}

static void
send_register (SipPeer *self, const char *challenge)
{
  g_autofree char *auth = g_strdup ("");
  g_autofree char *text = NULL;

  if (challenge != NULL) {
    g_autofree char *nonce = get_quoted (challenge, "nonce");
    g_autofree char *uri = g_strdup_printf ("sip:%s", self->registrar);
    g_autofree char *a1 = md5_of ("%s:outdial:%s", self->user, self->password);
    g_autofree char *a2 = md5_of ("REGISTER:%s", uri);
    g_autofree char *response = md5_of ("%s:%s:00000001:c0ffee:auth:%s", a1, nonce, a2);

    g_free (auth);
    auth =
      g_strdup_printf ("Authorization: Digest username=\"%s\", realm=\"outdial\", "
                       "nonce=\"%s\", uri=\"%s\", response=\"%s\", cnonce=\"c0ffee\", "
                       "qop=auth, nc=00000001\r\n",
                       self->user, nonce, uri, response);
  }

  self->cseq++;
  text = g_strdup_printf (
    "REGISTER sip:%s SIP/2.0\r\nVia: SIP/2.0/TCP %s;branch=z9hG4bK%08x;rport\r\n"
    "To: <sip:%s@%s>\r\nFrom: <sip:%s@%s>;tag=1\r\nCall-ID: reg-%s\r\nCSeq: %u "
    "REGISTER\r\n"
    "Contact: <sip:%s-x@%s;transport=tcp>;expires=%u\r\nMax-Forwards: 70\r\n"
    "User-Agent: hand-written 1.0\r\n"
    "%sContent-Length: 0\r\n\r\n",
    self->registrar, self->local, g_random_int (), self->user, self->registrar,
    self->user, self->registrar, self->user, self->cseq, self->user, self->local,
    self->expires, auth);
  send_text (self, NULL, text);
}

void
sip_peer_register (SipPeer *self, guint expires)
{
  self->expires = expires;
  self->last_status = 0;
  send_register (self, NULL);
}

static void
on_reply (SipPeer *self, const char *msg)
{
  g_autofree char *cseq = get_header (msg, "CSeq");
  guint status = atoi (msg + strlen ("SIP/2.0 "));
  gboolean challenged = g_str_has_suffix (cseq, "REGISTER") && status == 401;

  if (challenged && self->last_status == 0) {
    g_autofree char *challenge = get_header (msg, "WWW-Authenticate");

    self->last_status = 1; /* once only: a wrong password stays wrong */
    send_register (self, challenge);
    return;
  }

  self->last_status = status;
  g_free (self->last_reply);
  self->last_reply = g_strdup (msg);
}

static void
on_message (SipPeer *self, GSocketAddress *from, const char *msg)
{
  g_autofree char *call_id = get_header (msg, "Call-ID");
  PeerCall *call = find_by_id (self, call_id);

  if (g_str_has_prefix (msg, "SIP/2.0 ")) {
    on_reply (self, msg);
  } else if (g_str_has_prefix (msg, "INVITE ")) {
    on_invite (self, from, msg);
  } else if (g_str_has_prefix (msg, "ACK ") && call != NULL) {
    call->acks++;
  } else if (g_str_has_prefix (msg, "CANCEL ") && call != NULL) {
    on_cancel (self, call, msg);
  } else if (g_str_has_prefix (msg, "BYE ") && call != NULL) {
    call->byes++;
    self->byes++;
    reply (self, from, msg, "200 OK", NULL);
  } else if (g_str_has_prefix (msg, "OPTIONS ")) {
    on_ping (self, msg);
  } else if (g_str_has_prefix (msg, "BYE ")) {
    self->byes++;
    reply (self, from, msg, "481 Call Does Not Exist", NULL);
  }
}

/* Cuts whole messages out of what TCP brought. */
static void
take_messages (SipPeer *self)
{
  for (;;) {
    char *body = strstr (self->in->str, "\r\n\r\n");
    g_autofree char *msg = NULL;
    g_autofree char *length = NULL;
    gsize size;

    if (body == NULL)
      return;

    msg = g_strndup (self->in->str, body + 4 - self->in->str);
    length = get_header (msg, "Content-Length");
    size = strlen (msg) + (length != NULL ? atoi (length) : 0);
    if (self->in->len < size)
      return;

    g_free (msg);
    msg = g_strndup (self->in->str, size);
    g_string_erase (self->in, 0, size);
    on_message (self, NULL, msg);
  }
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer data)
{
  SipPeer *self = data;
  g_autoptr (GSocketAddress) from = NULL;
  char buf[8192];
  gssize n = g_socket_receive_from (socket, &from, buf, sizeof (buf) - 1, NULL, NULL);

  if (n <= 0)
    return G_SOURCE_REMOVE;

  buf[n] = '\0';
  if (self->tcp) {
    g_string_append_len (self->in, buf, n);
    take_messages (self);
  } else {
    on_message (self, from, buf);
  }
  return G_SOURCE_CONTINUE;
}

static void
start (SipPeer *self)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (self->socket, NULL);

  self->local = g_strdup_printf ("127.0.0.1:%u", g_inet_socket_address_get_port (
                                                   G_INET_SOCKET_ADDRESS (local)));
  self->in = g_string_new (NULL);
  self->calls = g_ptr_array_new_with_free_func (call_free);
  self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (self->source, NULL);
}

SipPeer *
sip_peer_new_phone (const char *registrar, const char *user, const char *password)
{
  SipPeer *self = g_new0 (SipPeer, 1);
  g_autoptr (GSocketConnectable) c = g_network_address_parse (registrar, 0, NULL);
  g_autoptr (GSocketAddress)
    to = g_inet_socket_address_new_from_string ("127.0.0.1", g_network_address_get_port (
                                                               G_NETWORK_ADDRESS (c)));

  self->tcp = TRUE;
  self->hz = 440;
  self->tag = "peertag";
  self->registrar = g_strdup (registrar);
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                               G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_connect (self->socket, to, NULL, NULL));
  start (self);
  return self;
}

SipPeer *
sip_peer_new_carrier (void)
{
  SipPeer *self = g_new0 (SipPeer, 1);
  g_autoptr (GSocketAddress)
    local = g_inet_socket_address_new_from_string ("127.0.0.1", 0);

  self->hz = 1000;
  self->tag = "peertag";
  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_UDP, NULL);
  g_assert_true (g_socket_bind (self->socket, local, FALSE, NULL));
  start (self);
  return self;
}

void
sip_peer_close (SipPeer *self)
{
  g_source_destroy (self->source);
  g_socket_close (self->socket, NULL);
}

void
sip_peer_free (SipPeer *self)
{
  sip_peer_close (self);
  g_source_unref (self->source);
  g_object_unref (self->socket);
  g_ptr_array_unref (self->calls);
  g_string_free (self->in, TRUE);
  g_free (self->local);
  g_free (self->registrar);
  g_free (self->user);
  g_free (self->password);
  g_free (self->last_reply);
  g_free (self);
}

PeerCall *
sip_peer_find (SipPeer *self, const char *number)
{
  for (guint i = self->calls->len; i > 0; i--) {
    PeerCall *call = self->calls->pdata[i - 1];

    if (number == NULL || g_str_equal (call->number, number))
      return call;
  }

  return NULL;
}

static void
send_in_dialog (SipPeer *self, PeerCall *call, const char *method, const char *sdp)
{
  g_autofree char *from = get_header (call->invite, "From");
  g_autofree char *to = get_header (call->invite, "To");
  g_autofree char *contact = get_header (call->invite, "Contact");
  g_autofree char *uri = g_strndup (contact + 1, strcspn (contact + 1, ">"));
  g_autofree char *text = g_strdup_printf (
    "%s %s SIP/2.0\r\nVia: SIP/2.0/%s %s;branch=z9hG4bK%08x;rport\r\nTo: %s\r\n"
    "From: %s;tag=%s\r\nCall-ID: %s\r\nCSeq: %u %s\r\nMax-Forwards: 70\r\n"
    "Contact: <sip:peer@%s>\r\nContent-Type: application/sdp\r\nContent-Length: "
    "%zu\r\n\r\n%s",
    method, uri, self->tcp ? "TCP" : "UDP", self->local, g_random_int (), from, to,
    self->tag, call->call_id, ++call->cseq, method, self->local, strlen (sdp), sdp);

  send_text (self, call->from, text);
}

void
sip_peer_bye (SipPeer *self, PeerCall *call)
{
  send_in_dialog (self, call, "BYE", "");
}

void
sip_peer_reinvite (SipPeer *self, PeerCall *call)
{
  g_autofree char *sdp = make_sdp (call);

  send_in_dialog (self, call, "INVITE", sdp);
}

void
sip_peer_answer_again (SipPeer *self, PeerCall *call)
{
  answer (self, call);
}

void
sip_peer_ring (SipPeer *self, PeerCall *call)
{
  reply (self, call->from, call->invite, "180 Ringing", NULL);
}
