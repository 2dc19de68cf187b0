/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * A caller written by hand, on purpose without libre: the other end of the carrier's
 * SIP and RTP must not be judged by the same library. One UDP socket for SIP, one for
 * RTP, both on the default main context.
 */

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  GSocket *sip;
  GSocket *rtp;
  GSource *sources[3]; /* sip in, rtp in, rtp out (may be NULL) */
  GSocketAddress *carrier;
  GSocketAddress *far_rtp; /* NULL until an SDP came */
  char *number;
  char *call_id;
  char *offer;    /* formats of the m= line */
  char *host;     /* of the c= line */
  char *to_tag;   /* NULL until the far end gave one */
  char *answer;   /* last SDP that came, or NULL */
  GString *codes; /* of our INVITEs: " 100 180 200" */
  int option_code;
  int bye_code;
  int cancel_code;
  int cseq;
  gboolean asserted; /* send a P-Asserted-Identity */
  gboolean late;     /* our ACK carries the SDP */
  gboolean mute;     /* sends no RTP by itself */
  gboolean hung_up;  /* a BYE came */
  GByteArray *heard; /* RTP payloads, in order of arrival */
  guint packets;
  guint marked;   /* packets with the marker bit */
  guint8 last_pt; /* of the last packet */
  guint16 seq;
  guint32 ts;
} Caller;

static inline void
caller_send_raw (Caller *c, const char *text)
{
  g_socket_send_to (c->sip, c->carrier, text, strlen (text), NULL, NULL);
}

static inline guint16
port_of (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static inline char *
caller_head (Caller *c, const char *method, int cseq, gboolean new_branch)
{
  return g_strdup_printf ("%s sip:%s@127.0.0.1 SIP/2.0\r\n"
                          "Via: SIP/2.0/UDP 127.0.0.1:%u;branch=z9hG4bK-%s-%d%s\r\n"
                          "Max-Forwards: 70\r\n"
                          "From: <sip:44900@127.0.0.1>;tag=f-%s\r\n"
                          "To: <sip:%s@127.0.0.1>%s%s\r\n"
                          "Call-ID: %s\r\n"
                          "CSeq: %d %s\r\n"
                          "Contact: <sip:44900@127.0.0.1:%u>\r\n"
                          "%s",
                          method, c->number, port_of (c->sip), c->call_id, cseq,
                          new_branch ? method : "", c->call_id, c->number,
                          c->to_tag ? ";tag=" : "", c->to_tag ? c->to_tag : "",
                          c->call_id, cseq, method, port_of (c->sip),
                          c->asserted
                            ? "P-Asserted-Identity: <sip:+441632960000@127.0.0.1>\r\n"
                            : "");
}

/* @direction of the SDP; NULL: there is none. */
static inline char *
caller_text (Caller *c,
             const char *method,
             int cseq,
             gboolean new_branch,
             const char *direction)
{
  g_autofree char *head = caller_head (c, method, cseq, new_branch);
  g_autofree char *sdp = NULL;

  if (!direction)
    return g_strconcat (head, "Content-Length: 0\r\n\r\n", NULL);

  sdp = g_strdup_printf ("v=0\r\no=- 1 %d IN IP4 127.0.0.1\r\ns=-\r\n"
                         "c=IN IP4 %s\r\nt=0 0\r\nm=audio %u RTP/AVP %s\r\n"
                         "a=rtpmap:96 telephone-event/8000\r\na=%s\r\n",
                         cseq, c->host, port_of (c->rtp), c->offer, direction);

  return g_strdup_printf ("%sContent-Type: application/sdp\r\n"
                          "Content-Length: %zu\r\n\r\n%s",
                          head, strlen (sdp), sdp);
}

static inline void
caller_ask (Caller *c, const char *method, int cseq, gboolean new_branch)
{
  g_autofree char *text = caller_text (c, method, cseq, new_branch, NULL);

  caller_send_raw (c, text);
}

static inline char *
caller_invite_text (Caller *c, const char *direction)
{
  return caller_text (c, "INVITE", c->cseq, FALSE, direction);
}

/* Without a @direction the far end makes the offer, and our ACK the answer. */
static inline void
caller_invite (Caller *c, const char *direction)
{
  g_autofree char *text = NULL;

  c->cseq++;
  c->late = direction == NULL;
  text = caller_invite_text (c, direction);
  caller_send_raw (c, text);
}

static inline void
caller_acknowledge (Caller *c, int code, int cseq)
{
  gboolean late = c->late && code < 300;
  g_autofree char *text = caller_text (c, "ACK", cseq, code < 300,
                                       late ? "sendrecv" : NULL);

  caller_send_raw (c, text);
}

static inline char *
find_after (const char *text, const char *mark, const char *stop)
{
  const char *at = strstr (text, mark);

  return at ? g_strndup (at + strlen (mark), strcspn (at + strlen (mark), stop)) : NULL;
}

static inline void
caller_take_sdp (Caller *c, const char *message)
{
  const char *body = strstr (message, "\r\n\r\n");
  g_autofree char *port = body ? find_after (body, "m=audio ", " ") : NULL;

  if (!port)
    return;

  g_free (c->answer);
  c->answer = g_strdup (body + 4);
  g_clear_object (&c->far_rtp);
  c->far_rtp = g_inet_socket_address_new_from_string ("127.0.0.1", atoi (port));
  if (g_source_get_context (c->sources[1]) == NULL)
    g_source_attach (c->sources[1], NULL);
}

static inline void
caller_take_reply (Caller *c, const char *message)
{
  int code = atoi (message + strlen ("SIP/2.0 "));
  g_autofree char *cseq = find_after (message, "CSeq: ", "\r");
  g_autofree char *to = find_after (message, "\r\nTo: ", "\r");
  char *tag = to ? find_after (to, ";tag=", ";\r") : NULL;

  if (g_str_has_suffix (cseq, "BYE"))
    c->bye_code = code;
  else if (g_str_has_suffix (cseq, "CANCEL"))
    c->cancel_code = code;
  else if (g_str_has_suffix (cseq, "OPTIONS"))
    c->option_code = code;
  else
    g_string_append_printf (c->codes, " %d", code);

  if (g_str_has_suffix (cseq, "INVITE") && code > 100) {
    g_free (c->to_tag);
    c->to_tag = g_steal_pointer (&tag);
    caller_take_sdp (c, message);
    if (code >= 200)
      caller_acknowledge (c, code, atoi (cseq));
  }
  g_free (tag);
}

/* The far end's BYE: its own headers come back in our 200. */
static inline void
caller_take_bye (Caller *c, const char *message)
{
  static const char *const names[] = { "Via", "From", "To", "Call-ID", "CSeq" };
  g_autoptr (GString) reply = g_string_new ("SIP/2.0 200 OK\r\n");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *mark = g_strdup_printf ("\r\n%s: ", names[i]);
    g_autofree char *value = find_after (message, mark, "\r");

    g_string_append_printf (reply, "%s: %s\r\n", names[i], value);
  }
  g_string_append (reply, "Content-Length: 0\r\n\r\n");
  caller_send_raw (c, reply->str);
  c->hung_up = TRUE;
}

static inline gboolean
on_caller_sip (GSocket *socket, GIOCondition condition, gpointer data)
{
  char message[8192];
  gssize n;

  while ((n = g_socket_receive (socket, message, sizeof (message) - 1, NULL, NULL)) > 0) {
    message[n] = '\0';
    if (g_str_has_prefix (message, "SIP/2.0 "))
      caller_take_reply (data, message);
    else if (g_str_has_prefix (message, "BYE "))
      caller_take_bye (data, message);
  }

  return G_SOURCE_CONTINUE;
}

/* Ports are used again at once: somebody may still be speaking to whom had ours before.
 */
static inline gboolean
is_from_far_end (Caller *c, GSocketAddress *from)
{
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (c->far_rtp))
         == g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (from));
}

static inline gboolean
on_caller_rtp (GSocket *socket, GIOCondition condition, gpointer data)
{
  Caller *c = data;
  guint8 packet[2048];

  for (;;) {
    g_autoptr (GSocketAddress) from = NULL;
    gssize n = g_socket_receive_from (socket, &from, (char *) packet, sizeof (packet),
                                      NULL, NULL);

    if (n <= 12)
      break;
    if (!is_from_far_end (c, from))
      continue;
    c->packets++;
    c->marked += packet[1] >> 7;
    c->last_pt = packet[1] & 0x7f;
    g_byte_array_append (c->heard, packet + 12, n - 12);
  }

  return G_SOURCE_CONTINUE;
}

static inline void
caller_send_rtp (Caller *c, guint8 pt, guint32 ts, const guint8 *payload, gsize n)
{
  guint8 packet[12 + 160] = { 0x80, pt, c->seq >> 8, c->seq & 0xff };
  guint32 net_ts = GUINT32_TO_BE (ts);

  memcpy (packet + 4, &net_ts, 4);
  memcpy (packet + 8, "CALL", 4);
  memcpy (packet + 12, payload, n);
  c->seq++;
  if (c->far_rtp)
    g_socket_send_to (c->rtp, c->far_rtp, (char *) packet, 12 + n, NULL, NULL);
}

/* The caller speaks: PCMU of a square wave of 1000 Hz, which no code table is needed
 * for: +0x10 and -0x10 are two loud steps. */
static inline void
caller_speak (Caller *c)
{
  guint8 frame[160];

  for (guint i = 0; i < sizeof (frame); i++)
    frame[i] = i % 8 < 4 ? 0x90 : 0x10;
  caller_send_rtp (c, 0, c->ts, frame, sizeof (frame));
  c->ts += sizeof (frame);
}

static inline gboolean
on_caller_beat (gpointer data)
{
  Caller *c = data;

  if (c->far_rtp && !c->mute)
    caller_speak (c);

  return G_SOURCE_CONTINUE;
}

/* One key as RFC 4733 sends it: three packets down, three that it is up. */
static inline void
caller_press (Caller *c, guint8 key)
{
  for (guint i = 1; i <= 6; i++) {
    guint8 event[4] = { key, i > 3 ? 0x8a : 0x0a, i * 160 >> 8, (i * 160) & 0xff };

    caller_send_rtp (c, 96, c->ts, event, sizeof (event));
  }
  c->ts += 6 * 160;
}

static inline GSocket *
open_socket (void)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;
  GSocket *socket;

  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                         G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);
  g_assert_true (g_socket_bind (socket, any, FALSE, &error));

  return socket;
}

static inline Caller *
caller_new (guint carrier_port, const char *number)
{
  Caller *c = g_new0 (Caller, 1);

  c->sip = open_socket ();
  c->rtp = open_socket ();
  c->carrier = g_inet_socket_address_new_from_string ("127.0.0.1", carrier_port);
  c->number = g_strdup (number);
  c->call_id = g_uuid_string_random ();
  c->offer = g_strdup ("0 8 96");
  c->host = g_strdup ("127.0.0.1");
  c->codes = g_string_new (NULL);
  c->heard = g_byte_array_new ();
  c->sources[0] = g_socket_create_source (c->sip, G_IO_IN, NULL);
  c->sources[1] = g_socket_create_source (c->rtp, G_IO_IN, NULL);
  c->sources[2] = g_timeout_source_new (20);
  g_source_set_callback (c->sources[0], G_SOURCE_FUNC (on_caller_sip), c, NULL);
  g_source_set_callback (c->sources[1], G_SOURCE_FUNC (on_caller_rtp), c, NULL);
  g_source_set_callback (c->sources[2], on_caller_beat, c, NULL);
  /* What comes before the SDP that says from whom waits in the socket. */
  g_source_attach (c->sources[0], NULL);
  g_source_attach (c->sources[2], NULL);

  return c;
}

static inline void
caller_free (Caller *c)
{
  for (guint i = 0; i < G_N_ELEMENTS (c->sources); i++) {
    g_source_destroy (c->sources[i]);
    g_source_unref (c->sources[i]);
  }
  g_object_unref (c->sip);
  g_object_unref (c->rtp);
  g_object_unref (c->carrier);
  g_clear_object (&c->far_rtp);
  g_free (c->number);
  g_free (c->call_id);
  g_free (c->offer);
  g_free (c->host);
  g_free (c->to_tag);
  g_free (c->answer);
  g_string_free (c->codes, TRUE);
  g_byte_array_unref (c->heard);
  g_free (c);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Caller, caller_free)
