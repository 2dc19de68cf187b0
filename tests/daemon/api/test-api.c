/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the API listens, how sessions end by themselves, and how it closes with people
 * still on it.
 */
#include "daemon/api/api-stage.h"

#include "daemon/api/api-state.h"
#include "daemon/store/agent-store.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_listen (Stage *stage, gconstpointer data)
{
  g_autofree char *file = g_build_filename (stage->dir, "precious", NULL);
  g_autofree char *path = g_build_filename (stage->dir, "api.sock", NULL);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (od_api_listen_tcp (stage->api, stage->address, &address, &error));
  g_assert_nonnull (strstr (error->message, stage->address));
  g_clear_error (&error);
  g_assert_false (od_api_listen_tcp (stage->api, "0.0.0.0:0", &address, &error));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (file, "mine", -1, NULL));
  g_assert_false (od_api_listen_unix (stage->api, file, &error));
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  g_clear_error (&error);
  g_assert_true (od_api_listen_unix (stage->api, path, &error));
  g_assert_false (od_api_listen_unix (stage->api, path, &error));
  g_assert_nonnull (strstr (error->message, path));
}

/* Loopback is more than one address: people must be told the one that was bound. */
static void
test_tells_the_real_address (Stage *stage, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (od_api_listen_tcp (stage->api, "127.0.0.2:0", &address, &error));
  g_assert_true (g_str_has_prefix (address, "127.0.0.2:"));
  g_assert_false (g_str_has_suffix (address, ":0"));
  g_assert_true (g_str_has_prefix (stage->address, "127.0.0.1:"));
}

static void
test_expired_session_ends_stream_and_phone (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) stream = client_new (stage), sue = client_new (stage);
  OdFloorAgent *agent = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]);

  client_send (stream, "GET /v1/stream", stage->tokens[OD_ROLE_AGENT], "", "");
  client_wait_text (stream, "event: hello");
  client_send (sue, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], "", "");
  client_wait_text (sue, "event: hello");
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "PUT /v1/me/state",
                               WITH_KEY (KEY), "{\"ready\": true}", NULL),
                    ==, 200);
  g_assert_nonnull (agent->sip_user);
  g_assert_true (agent->wants_ready);

  od_api_end_expired (stage->api); /* none is */
  g_assert_nonnull (agent->sip_user);
  g_atomic_int_set (&stage->ahead_s, 14 * 3600 + 1);
  /* Asking first must not hide the session from the check. */
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "GET /v1/me", "", "",
                               NULL),
                    ==, 401);
  od_api_end_expired (stage->api);
  client_wait_text (stream, "\r\n0\r\n");
  client_wait_text (sue, "\r\n0\r\n");
  g_assert_cmpint (agent->state, ==, OD_AGENT_OFFLINE);
  g_assert_null (agent->sip_user);
  g_assert_cmpint (stage_count (stage, "SELECT (SELECT count(*) FROM session) +"
                                       " (SELECT sum(wants_ready) FROM agent)"),
                   ==, 0);
}

/* --- closing ---------------------------------------------------------------------- */

/* Answers under way are sent whole, the streams end in good order. */
static void
test_close_answers_what_is_under_way (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) stream = client_new (stage), idle = client_new (stage);
  Client *asking[8];
  gint64 began_us;

  client_send (stream, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], "", "");
  client_wait_text (stream, "event: hello");
  for (gsize i = 0; i < G_N_ELEMENTS (asking); i++) {
    g_autofree char *headers =
      g_strdup_printf ("Idempotency-Key: 0190a000-0000-7000-8000-00000000010%zu\r\n", i);
    g_autofree char *body = g_strdup_printf ("{\"name\": \"set %zu\"}", i);

    asking[i] = client_new (stage);
    client_send (asking[i], "POST /v1/leadsets", stage->tokens[OD_ROLE_SUPERVISOR],
                 headers, body);
  }
  while (stage->api->n_working == 0)
    g_main_context_iteration (NULL, TRUE);
  began_us = g_get_monotonic_time ();
  g_clear_pointer (&stage->api, od_api_free);
  g_test_message ("closed in %d ms", (int) (g_get_monotonic_time () - began_us) / 1000);

  client_wait_text (stream, "\r\n0\r\n");
  client_wait_closed (stream);
  client_wait_closed (idle);
  for (gsize i = 0; i < G_N_ELEMENTS (asking); i++) {
    client_wait_closed (asking[i]);
    if (asking[i]->in->len > 0) { /* else it had not been read yet: not begun either */
      guint status = client_wait_answer (asking[i], NULL, NULL);

      g_assert_true (status == 201 || status == 503);
    }
    client_free (asking[i]);
  }
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM leadset"), >=, 1);
}

/* A request that comes on an open connection while the server closes. The half request
 * keeps it closing for a while. */
static gboolean
send_late (gpointer data)
{
  Client **clients = data;

  client_send_text (clients[0], "GET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n");
  client_send_text (clients[1], "{}");
  return G_SOURCE_REMOVE;
}

static void
test_close_refuses_new_requests (Stage *stage, gconstpointer data)
{
  Client *clients[] = { client_new (stage), client_new (stage) };
  gint64 before = stage_count (stage, "SELECT count(*) FROM leadset");

  client_send_text (clients[0], "GET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n");
  g_assert_cmpuint (client_wait_answer (clients[0], NULL, NULL), ==, 200);
  {
    g_autofree char *half =
      g_strdup_printf ("POST /v1/leadsets HTTP/1.1\r\nHost: x\r\n" WITH_KEY (
                         KEY) "Authorization: Bearer %s\r\nContent-Length: 2\r\n\r\n",
                       stage->tokens[OD_ROLE_ADMIN]);

    client_send_text (clients[1], half);
  }
  while (od_http_server_count (stage->api->servers->pdata[0]) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_timeout_add (10, send_late, clients);
  g_clear_pointer (&stage->api, od_api_free);

  for (gsize i = 0; i < G_N_ELEMENTS (clients); i++) {
    g_autofree char *headers = NULL;

    g_assert_cmpuint (client_wait_answer (clients[i], &headers, NULL), ==, 503);
    g_assert_nonnull (strstr (headers, "Connection: close"));
    client_wait_closed (clients[i]);
    client_free (clients[i]);
  }
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM leadset"), ==, before);
}

static gboolean
is_owed (gpointer data)
{
  Stage *stage = data;

  return stage_count (stage, "SELECT count(*) FROM event") >= 20000;
}

/* Its connection is shut down, and the API is freed whole. */
static void
test_close_does_not_wait_for_who_does_not_read (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) deaf = client_new (stage), half = client_new (stage);

  client_send (deaf, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR],
               "Last-Event-ID: 0\r\n", "");
  client_send_text (half, "POST /v1/sessions HTTP/1.1\r\nHost: x\r\n"
                          "Content-Length: 100\r\n\r\n{");
  /* Both are there; what is owed to the deaf one comes after: it may be cut for it. */
  while (od_http_server_count (stage->api->servers->pdata[0]) < 2)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 20; i++)
    stage_add_events (stage, 1000);
  od_test_wait_until (is_owed, stage, LIMIT_S, "the events to be written");
  g_clear_pointer (&stage->api, od_api_free); /* a warning would end the test */
}

#define TEST(name, func)                                                                 \
  g_test_add ("/api/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

/* A byte now and then is no sign of life: not in a head, not in a body. */
static void
test_who_drips_is_cut (Stage *stage, gconstpointer data)
{
  static const char *const halves[] = {
    "GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Slow: ",
    "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{",
  };
  static const char whole[] = "GET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n";

  for (gsize i = 0; i < G_N_ELEMENTS (halves); i++) {
    g_autoptr (Client) slow = client_new (stage), quick = client_new (stage);

    client_send_text (slow, halves[i]);
    client_send_text (quick, whole);
    g_assert_cmpuint (client_wait_answer (quick, NULL, NULL), ==,
                      200); /* both are read */
    g_atomic_int_add (&stage->ahead_s, OD_HTTP_SERVER_HEAD_S - 1);
    client_send_text (slow, "a");
    client_send_text (quick, whole);
    g_assert_cmpuint (client_wait_answer (quick, NULL, NULL), ==, 200);
    g_atomic_int_add (&stage->ahead_s, 2);
    client_wait_closed (slow);
    client_send_text (quick, whole);
    g_assert_cmpuint (client_wait_answer (quick, NULL, NULL), ==, 200);
  }
}

/* A batch of leads over a slow line: what comes steadily is waited for. */
static void
test_a_slow_line_is_no_drip (Stage *stage, gconstpointer data)
{
  enum { OCTETS = 40000 };
  g_autoptr (Client) slow = client_new (stage), quick = client_new (stage);
  g_autofree char *head =
    g_strdup_printf ("POST /v1/leadsets HTTP/1.1\r\nHost: x\r\n" WITH_KEY (
                       KEY) "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n",
                     stage->tokens[OD_ROLE_ADMIN], OCTETS + 2);
  g_autofree char *spaces = g_strnfill (OCTETS, ' ');
  static const char whole[] = "GET /v1/meta HTTP/1.1\r\nHost: x\r\n\r\n";

  client_send_text (slow, head);
  client_send_text (slow, spaces);
  for (int i = 0; i < 2; i++) {
    client_send_text (quick, whole);
    g_assert_cmpuint (client_wait_answer (quick, NULL, NULL), ==, 200);
    g_atomic_int_add (&stage->ahead_s, i == 0 ? OD_HTTP_SERVER_BODY_S + 5 : 0);
  }
  client_send_text (slow, "{}");
  g_assert_cmpuint (client_wait_answer (slow, NULL, NULL), ==, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("listen", test_listen);
  TEST ("tells-the-real-address", test_tells_the_real_address);
  TEST ("expired-session", test_expired_session_ends_stream_and_phone);
  TEST ("close/under-way", test_close_answers_what_is_under_way);
  TEST ("close/new-requests", test_close_refuses_new_requests);
  TEST ("who-drips-is-cut", test_who_drips_is_cut);
  TEST ("slow-line", test_a_slow_line_is_no_drip);
  TEST ("close/deaf", test_close_does_not_wait_for_who_does_not_read);
  return g_test_run ();
}
