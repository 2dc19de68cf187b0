/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * A real small HTTP server for the tests of this room: keeps what it was asked and lets
 * the test answer. On loopback, a port of the system's choice.
 */
#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

typedef struct {
  char *method;
  char *path;
  char *key;     /* Idempotency-Key; NULL: none; so below */
  char *version; /* If-Match */
  char *auth;    /* Authorization */
  char *last;    /* Last-Event-ID */
  char *body;
} Asked;

typedef struct _Peer Peer;
struct _Peer {
  SoupServer *server;
  GPtrArray *asked; /* (element-type Asked) */
  void (*answer) (Peer *peer, SoupServerMessage *message, const Asked *asked);
  gpointer data; /* the test's own */
  char *url;
};

static inline void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->method);
  g_free (asked->path);
  g_free (asked->key);
  g_free (asked->version);
  g_free (asked->auth);
  g_free (asked->last);
  g_free (asked->body);
  g_free (asked);
}

static inline void
peer_say (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body != NULL)
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                      strlen (body));
}

static inline void
on_peer_asked (SoupServer *server,
               SoupServerMessage *message,
               const char *path,
               GHashTable *query,
               gpointer data)
{
  Peer *peer = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  Asked *asked = g_new0 (Asked, 1);

  asked->method = g_strdup (soup_server_message_get_method (message));
  asked->path = g_strdup (path);
  asked->key = g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key"));
  asked->version = g_strdup (soup_message_headers_get_one (headers, "If-Match"));
  asked->auth = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  asked->last = g_strdup (soup_message_headers_get_one (headers, "Last-Event-ID"));
  asked->body = g_strndup (body->data != NULL ? body->data : "", body->length);
  g_ptr_array_add (peer->asked, asked);
  peer->answer (peer, message, asked);
}

/* @port: 0: any. */
static inline Peer *
peer_new (guint port,
          void (*answer) (Peer *, SoupServerMessage *, const Asked *),
          gpointer data)
{
  Peer *peer = g_new0 (Peer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  peer->server = soup_server_new (NULL, NULL);
  peer->asked = g_ptr_array_new_with_free_func (asked_free);
  peer->answer = answer;
  peer->data = data;
  soup_server_add_handler (peer->server, NULL, on_peer_asked, peer, NULL);
  soup_server_listen_local (peer->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (peer->server);
  peer->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return peer;
}

static inline const Asked *
peer_get (Peer *peer, guint i)
{
  g_assert_cmpuint (i, <, peer->asked->len);
  return g_ptr_array_index (peer->asked, i);
}

static inline void
peer_free (Peer *peer)
{
  soup_server_disconnect (peer->server);
  g_object_unref (peer->server);
  g_ptr_array_unref (peer->asked);
  g_free (peer->url);
  g_free (peer);
}
