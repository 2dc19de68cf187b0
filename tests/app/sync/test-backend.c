/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests against a real HTTP server, and what their answers mean.
 */
#include "app/sync/backend.h"

#include "app/sync/http-peer.h"
#include "shared/model/uuid.h"
#include "shared/wire/paths.h"
#include "support/waiting.h"

#define LIMIT_S 10

typedef struct {
  gboolean over;
  json_t *answer;
  GError *error;
} Got;

static void
got_clear (Got *got)
{
  g_clear_pointer (&got->answer, json_decref);
  g_clear_error (&got->error);
  got->over = FALSE;
}

static gboolean
is_over (gpointer data)
{
  return ((Got *) data)->over;
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer data)
{
  Got *got = data;

  got->answer = od_backend_call_finish (OD_BACKEND (source), result, &got->error);
  got->over = TRUE;
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  Got *got = data;

  got->answer = od_backend_sign_in_finish (OD_BACKEND (source), result, &got->error);
  got->over = TRUE;
}

static void
call (OdBackend *backend, const OdBackendRequest *request, Got *got)
{
  got_clear (got);
  od_backend_call_async (backend, request, NULL, on_called, got);
  od_test_wait_until (is_over, got, LIMIT_S, request->path);
}

static void
sign_in (OdBackend *backend, Got *got)
{
  got_clear (got);
  od_backend_sign_in_async (backend, "alice", "open sesame", NULL, on_signed_in, got);
  od_test_wait_until (is_over, got, LIMIT_S, "signing in");
}

static OdBackend *
backend_new (const char *url)
{
  g_autoptr (GError) error = NULL;
  OdBackend *backend = od_backend_new (url, &error);

  g_assert_no_error (error);
  return backend;
}

/* What the peer says to GET /v1/meta and POST /v1/sessions; NULL: as the real server. */
typedef struct {
  const char *meta;
  guint status;
  const char *session;
  guint busy; /* so often there is no time to look at the password */
} Script;

static void
answer_as_server (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Script *script = peer->data;
  gboolean signs_in = strcmp (asked->path, OD_PATH_SESSIONS) == 0;

  if (signs_in && script->busy > 0) {
    script->busy--;
    peer_say (message, 429, "{\"code\":\"busy\",\"title\":\"Too many people\"}");
  } else if (strcmp (asked->path, OD_PATH_META) == 0)
    peer_say (message, 200,
              script->meta != NULL ? script->meta
                                   : "{\"product\":\"Outdial\",\"wire\":1}");
  else if (signs_in)
    peer_say (message, script->status != 0 ? script->status : 201,
              script->session != NULL ? script->session
                                      : "{\"token\":\"tok\",\"role\":\"agent\"}");
  else
    peer_say (message, 204, NULL);
}

static void
test_a_session_is_opened_once_and_used_ever_after (void)
{
  Script script = { NULL };
  Peer *peer = peer_new (0, answer_as_server, &script);
  OdBackend *backend = backend_new (peer->url);
  OdBackendRequest request = { "POST", OD_PATH_ME_PING };
  Got got = { FALSE };

  sign_in (backend, &got);
  g_assert_no_error (got.error);
  g_assert_null (json_object_get (got.answer, "token"));
  g_assert_cmpstr (json_string_value (json_object_get (got.answer, "role")), ==, "agent");
  call (backend, &request, &got);
  g_assert_no_error (got.error);
  g_assert_true (json_is_null (got.answer));

  g_assert_null (peer_get (peer, 0)->auth);
  g_assert_cmpstr (peer_get (peer, 1)->body, ==,
                   "{\"user\":\"alice\",\"password\":\"open sesame\"}");
  g_assert_cmpstr (peer_get (peer, 2)->auth, ==, "Bearer tok");
  g_assert_true (od_uuid_is_valid (peer_get (peer, 2)->key));

  got_clear (&got);
  g_assert_finalize_object (backend);
  peer_free (peer);
}

static void
test_who_comes_with_everybody_else_waits (void)
{
  Script script = { .busy = 2 };
  Peer *peer = peer_new (0, answer_as_server, &script);
  OdBackend *backend = backend_new (peer->url);
  Got got = { FALSE };

  sign_in (backend, &got);
  g_assert_no_error (got.error);
  g_assert_true (od_backend_is_signed_in (backend));
  g_assert_cmpuint (script.busy, ==, 0);

  got_clear (&got);
  g_assert_finalize_object (backend);
  peer_free (peer);
}

/* clang-format off */
static const struct {
  const char *name;
  Script script;
  OdBackendError code;
  const char *words; /* in the message */
} sign_ins[] = {
  { "wrong password",
    { NULL, 401, "{\"code\":\"wrong-password\",\"title\":\"Wrong password\"}" },
    OD_BACKEND_ERROR_SIGNED_OUT, "Wrong password" },
  { "too many tries",
    { NULL, 429, "{\"code\":\"too-many-tries\",\"title\":\"Wait a little\"}" },
    OD_BACKEND_ERROR_OFFLINE, "Wait a little" },
  { "newer server", { "{\"wire\":2}" }, OD_BACKEND_ERROR_VERSION, "edition 2" },
  { "another server", { "{\"hello\":1}" }, OD_BACKEND_ERROR_OFFLINE, "not an Outdial" },
  { "a web page", { "<html>" }, OD_BACKEND_ERROR_OFFLINE, "not an Outdial" },
  { "no token", { NULL, 201, "{}" }, OD_BACKEND_ERROR_OFFLINE, "not an Outdial" },
};
/* clang-format on */

static void
test_every_failure_to_sign_in_has_its_own_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sign_ins); i++) {
    Peer *peer = peer_new (0, answer_as_server, (gpointer) &sign_ins[i].script);
    OdBackend *backend = backend_new (peer->url);
    Got got = { FALSE };

    g_test_message ("%s", sign_ins[i].name);
    sign_in (backend, &got);
    g_assert_error (got.error, OD_BACKEND_ERROR, (int) sign_ins[i].code);
    g_assert_nonnull (strstr (got.error->message, sign_ins[i].words));
    g_assert_null (strstr (got.error->message, "open sesame"));
    g_assert_false (od_backend_is_signed_in (backend));

    got_clear (&got);
    g_assert_finalize_object (backend);
    peer_free (peer);
  }
}

static void
test_nobody_there_names_the_place (void)
{
  Script script = { NULL };
  Peer *peer = peer_new (0, answer_as_server, &script);
  OdBackend *backend = backend_new (peer->url);
  Got got = { FALSE };

  peer_free (peer);
  sign_in (backend, &got);
  g_assert_error (got.error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE);
  g_assert_nonnull (strstr (got.error->message, od_backend_get_place (backend)));

  got_clear (&got);
  g_assert_finalize_object (backend);
}

typedef struct {
  guint status;
  const char *body;
  int code; /* -1: no error */
  const char *problem;
  const char *field;
} Answer;

/* clang-format off */
static const Answer answers[] = {
  { 200, "{\"a\":1}", -1 },
  { 204, NULL, -1 },
  { 401, "{\"code\":\"signed-out\",\"title\":\"Sign in\"}", OD_BACKEND_ERROR_SIGNED_OUT,
    "signed-out" },
  { 409, "{\"code\":\"stale\",\"title\":\"Changed\"}", OD_BACKEND_ERROR_REFUSED, "stale" },
  { 409, "{\"code\":\"under-way\",\"title\":\"Wait\"}", OD_BACKEND_ERROR_OFFLINE,
    "under-way" },
  { 422, "{\"code\":\"invalid\",\"title\":\"name: is empty\",\"field\":\"name\"}",
    OD_BACKEND_ERROR_REFUSED, "invalid", "name" },
  { 429, "{\"code\":\"busy\",\"title\":\"Wait\"}", OD_BACKEND_ERROR_OFFLINE, "busy" },
  { 503, "{\"code\":\"unavailable\",\"title\":\"Wait\"}", OD_BACKEND_ERROR_OFFLINE,
    "unavailable" },
  { 404, "<html>", OD_BACKEND_ERROR_OFFLINE }, /* a proxy's: nothing is thrown away */
  { 200, "<html>", OD_BACKEND_ERROR_OFFLINE },
  { 302, NULL, OD_BACKEND_ERROR_OFFLINE },
};
/* clang-format on */

static void
answer_by_table (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  const Answer *answer = peer->data;

  if (answer->status == 302)
    soup_message_headers_append (soup_server_message_get_response_headers (message),
                                 "Location", "/elsewhere");
  peer_say (message, answer->status, answer->body);
}

static void
test_what_an_answer_means (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    const Answer *want = &answers[i];
    Peer *peer = peer_new (0, answer_by_table, (gpointer) want);
    OdBackend *backend = backend_new (peer->url);
    OdBackendRequest request = { "GET", OD_PATH_ME };
    Got got = { FALSE };

    g_test_message ("%u %s", want->status, want->body != NULL ? want->body : "");
    call (backend, &request, &got);
    if (want->code < 0) {
      g_assert_no_error (got.error);
    } else {
      g_assert_error (got.error, OD_BACKEND_ERROR, want->code);
      g_assert_cmpstr (od_backend_error_get_problem (got.error), ==, want->problem);
      g_assert_cmpstr (od_backend_error_get_field (got.error), ==, want->field);
    }
    g_assert_cmpuint (peer->asked->len, ==, 1);
    g_assert_null (peer_get (peer, 0)->key);

    got_clear (&got);
    g_assert_finalize_object (backend);
    peer_free (peer);
  }
}

typedef struct {
  SoupServerMessage *message;
} Slow;

static gboolean
on_done (gpointer data)
{
  Slow *slow = data;

  peer_say (slow->message, 200, "{\"done\":true}");
  soup_server_message_unpause (slow->message);
  return G_SOURCE_REMOVE;
}

/* Longer than a server may be silent that has nothing to do. */
static void
work_long (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Slow *slow = peer->data;

  slow->message = message;
  soup_server_message_pause (message);
  if (g_str_equal (asked->path, "/v1/slow"))
    g_timeout_add_seconds (17, on_done, slow);
}

static void
test_long_work_is_waited_for (void)
{
  Slow slow = { 0 };
  Peer *peer = peer_new (0, work_long, &slow);
  g_autoptr (OdBackend) backend = od_backend_new (peer->url, NULL);
  const OdBackendRequest patient = { "POST", "/v1/slow", .patient = TRUE };
  const OdBackendRequest hasty = { "POST", "/v1/silent" };
  Got got = { 0 };

  od_backend_call_async (backend, &patient, NULL, on_called, &got);
  od_test_wait_until (is_over, &got, 30, "the work");
  g_assert_no_error (got.error);
  g_assert_true (json_is_true (json_object_get (got.answer, "done")));
  got_clear (&got);

  od_backend_call_async (backend, &hasty, NULL, on_called, &got);
  od_test_wait_until (is_over, &got, 30, "the silence");
  g_assert_error (got.error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE);
  g_assert_nonnull (strstr (got.error->message, "it may still be at work"));
  g_assert_null (strstr (got.error->message, "check the address"));
  got_clear (&got);
  soup_server_message_unpause (slow.message);
  peer_free (peer);
}

static void
test_an_id_takes_its_place_in_a_path (void)
{
  g_autofree char *path = od_backend_fill_path (OD_PATH_CALL_HANG_UP, "c1");

  g_assert_cmpstr (path, ==, "/v1/calls/c1/hang-up");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backend/session", test_a_session_is_opened_once_and_used_ever_after);
  g_test_add_func ("/backend/busy", test_who_comes_with_everybody_else_waits);
  g_test_add_func ("/backend/sign-in", test_every_failure_to_sign_in_has_its_own_words);
  g_test_add_func ("/backend/nobody", test_nobody_there_names_the_place);
  g_test_add_func ("/backend/answers", test_what_an_answer_means);
  g_test_add_func ("/backend/path", test_an_id_takes_its_place_in_a_path);
  g_test_add_func ("/backend/long-work", test_long_work_is_waited_for);
  return g_test_run ();
}
