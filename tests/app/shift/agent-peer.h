/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * A real HTTP server that says what an agent's server would, and one agent signed in to
 * it. No phone: its program does not exist, and the shift goes on without.
 */
#include "app/shift/shift.h"
#include "app/sync/http-peer.h"
#include "shared/wire/paths.h"
#include "support/waiting.h"

#define LIMIT_S         20
#define ME(state, more) "{\"id\":7,\"name\":\"bo\",\"state\":\"" state "\"," more "}"
#define SPRING          "{\"id\":1,\"name\":\"Spring\",\"wrap_up_ms\":5000,\"dispositions\":[]}"
#define LABELS                                                                           \
  "\"dispositions\":[{\"label\":\"DO NOT CALL\",\"key\":\"1\"},{\"label\":\"SALE "       \
  "MADE\",\"key\":\"3\"},{\"label\":\"WRONG "                                            \
  "DETAILS\",\"key\":null,\"mended_by_edit\":true},{\"label\":\"CALL "                   \
  "BACK\",\"key\":\"6\"}]"
#define AT_WORK                                                                          \
  "\"campaign\":1,\"campaign_name\":\"Spring\",\"registered\":true,"                     \
  "\"wants_ready\":true," LABELS
#define PAUSED                                                                           \
  "\"campaign\":1,\"campaign_name\":\"Spring\",\"registered\":true,\"wants_ready\":"     \
  "false"
#define CALL(id)                                                                         \
  "\"call_id\":\"" id "\",\"call\":{\"id\":\"" id "\",\"held\":false,\"talk_ms\":1000,"  \
  "\"lead\":{\"id\":44,\"phone\":\"44116\",\"fields\":{\"First Name\":\"Ann\","          \
  "\"City\":\"York\",\"Comments\":\"tea\"}},"                                            \
  "\"script\":{\"name\":\"S\",\"text\":\"Good <b>day</b>\"}}"

typedef struct {
  Peer *peer;
  char *dir;
  char *outbox;
  OdDesk *desk;
  SoupServerMessage *stream; /* the open one; NULL: none */
  const char *me;            /* what GET /v1/me says of the agent; so below */
  const char *campaigns;
  const char *undisposed;
  const char *last_call;
  guint n_me; /* how often asked; so below */
  guint n_sip;
  char *state;       /* the last body of PUT /v1/me/state; NULL: none; so below */
  char *disposition; /* of PUT …/disposition */
  char *lead;        /* of PATCH /v1/leads/{id} */
  guint n_dispositions;
  GPtrArray *keys;  /* of the dispositions */
  gboolean away;    /* paper work is not taken now */
  gboolean refuses; /* paper work is refused */
  gboolean mute;    /* PUT /v1/me/state is not answered */
  gboolean grudges; /* it is refused */
  gboolean signed_in;
} AgentPeer;

/* The stream goes on for as long as the test says something. */
static inline void
agent_peer_say (AgentPeer *f, const char *name, const char *body)
{
  g_autofree char *text = g_strdup_printf ("event: %s\ndata: %s\n\n", name, body);

  g_assert_nonnull (f->stream);
  soup_message_body_append (soup_server_message_get_response_body (f->stream),
                            SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_unpause (f->stream);
}

static inline void
agent_peer_end_stream (AgentPeer *f)
{
  soup_message_body_complete (soup_server_message_get_response_body (f->stream));
  soup_server_message_unpause (f->stream);
  g_clear_object (&f->stream);
}

static inline void
agent_peer_keep (char **target, const char *text)
{
  g_free (*target);
  *target = g_strdup (text);
}

/* As the server: the call of the path, and its word. */
static inline void
agent_peer_grant (SoupServerMessage *message, const Asked *asked)
{
  g_auto (GStrv) parts = g_strsplit (asked->path, "/", -1);
  json_t *body = json_loads (asked->body, 0, NULL);
  json_t *answer = json_pack ("{s:s, s:O*}", "call", parts[3], "disposition",
                              json_object_get (body, "disposition"));
  char *text = json_dumps (answer, 0);

  peer_say (message, 200, text);
  free (text);
  json_decref (answer);
  json_decref (body);
}

static inline void
agent_peer_take_paper (AgentPeer *f, SoupServerMessage *message, const Asked *asked)
{
  if (f->away) {
    peer_say (message, 503, "{\"code\":\"unavailable\",\"title\":\"Not now\"}");
    return;
  }
  if (strcmp (asked->method, "PATCH") == 0) {
    agent_peer_keep (&f->lead, asked->body);
  } else {
    agent_peer_keep (&f->disposition, asked->body);
    g_ptr_array_add (f->keys, g_strdup (asked->key));
    f->n_dispositions++;
  }
  if (f->refuses)
    peer_say (message, 422, "{\"code\":\"invalid\",\"title\":\"No such word\"}");
  else if (strcmp (asked->method, "PATCH") == 0)
    peer_say (message, 200, "{}");
  else
    agent_peer_grant (message, asked);
}

static inline void
agent_peer_begin_stream (AgentPeer *f, SoupServerMessage *message)
{
  g_set_object (&f->stream, message);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  agent_peer_say (f, "hello", "{\"seq\":1}");
}

static inline void
agent_peer_answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  AgentPeer *f = peer->data;
  g_autofree char *me = NULL;

  if (strcmp (asked->path, OD_PATH_META) == 0) {
    peer_say (message, 200, "{\"wire\":1}");
  } else if (strcmp (asked->path, OD_PATH_SESSIONS) == 0) {
    peer_say (message, 201, "{\"token\":\"t\",\"role\":\"agent\",\"name\":\"bo\"}");
  } else if (strcmp (asked->path, OD_PATH_STREAM) == 0) {
    agent_peer_begin_stream (f, message);
  } else if (strcmp (asked->path, OD_PATH_ME) == 0) {
    f->n_me++;
    me = g_strdup_printf ("{\"agent\":%s,\"campaigns\":%s,\"undisposed\":%s,"
                          "\"last_call\":%s}",
                          f->me, f->campaigns, f->undisposed, f->last_call);
    peer_say (message, 200, me);
  } else if (strcmp (asked->path, OD_PATH_ME_SIP) == 0) {
    f->n_sip++;
    peer_say (message, 200,
              "{\"registrar\":\"127.0.0.1:9\",\"user\":\"u\",\"password\":\"p\"}");
  } else if (strcmp (asked->path, OD_PATH_ME_STATE) == 0) {
    agent_peer_keep (&f->state, asked->body);
    if (f->mute)
      soup_server_message_pause (message);
    else if (f->grudges)
      peer_say (message, 409, "{\"code\":\"refused\",\"title\":\"Not today\"}");
    else
      peer_say (message, 200, "{}");
  } else if (g_str_has_suffix (asked->path, "/disposition")
             || strcmp (asked->method, "PATCH") == 0) {
    agent_peer_take_paper (f, message, asked);
  } else {
    peer_say (message, 204, NULL);
  }
}

static inline void
on_agent_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  od_desk_sign_in_finish (OD_DESK (source), result, &error);
  g_assert_no_error (error);
  ((AgentPeer *) data)->signed_in = TRUE;
}

static inline gboolean
is_agent_signed_in (gpointer data)
{
  AgentPeer *f = data;

  return f->signed_in && f->stream != NULL;
}

static inline void
agent_peer_set_up (AgentPeer *f)
{
  f->me = ME ("paused", "\"registered\":false,\"campaign\":null");
  f->campaigns = "[" SPRING "]";
  f->undisposed = "[]";
  f->last_call = "null";
  f->keys = g_ptr_array_new_with_free_func (g_free);
  f->dir = od_test_scratch_dir ();
  f->outbox = g_build_filename (f->dir, "outbox.sqlite", NULL);
  f->peer = peer_new (0, agent_peer_answer, f);
  f->desk = od_desk_new (f->peer->url, NULL);
  od_desk_sign_in_async (f->desk, "bo", "pw", NULL, on_agent_signed_in, f);
  od_test_wait_until (is_agent_signed_in, f, LIMIT_S, "the sign-in");
}

/* No installed phone is ever started. */
static inline OdShiftOptions
agent_peer_get_options (AgentPeer *f)
{
  return (OdShiftOptions){ .outbox_path = f->outbox,
                           .phone = { .baresip = "/nonexistent/baresip",
                                      .runtime_dir = f->dir } };
}

static inline gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Requests that were given up, and the file's thread, hold things for a moment. */
static inline void
agent_peer_await_end (GObject *object, const char *what)
{
  gpointer weak = object;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  od_test_wait_until (is_gone, &weak, LIMIT_S, what);
}

static inline void
agent_peer_tear_down (AgentPeer *f)
{
  agent_peer_await_end (G_OBJECT (f->desk), "the desk to end");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&f->stream);
  peer_free (f->peer);
  g_ptr_array_unref (f->keys);
  g_free (f->outbox);
  g_free (f->state);
  g_free (f->disposition);
  g_free (f->lead);
  od_test_remove_dir (f->dir);
}
