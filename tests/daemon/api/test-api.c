/*
 * HTTP from the outside: store, floor, dialer and API in this process, raw requests over
 * real sockets on the same main context.
 */
#include "daemon/api/api.h"

#include "daemon/api/session.h"
#include "daemon/store/agent-store.h"
#include "daemon/store/event-store.h"
#include "daemon/store/user-store.h"
#include "support/waiting.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define LIMIT_S 10
#define KEY     "0190a000-0000-7000-8000-000000000001"

typedef struct {
  char *dir;
  OdStore *store;
  OdFloor *floor;
  OdDialer *dialer;
  OdApi *api;
  guint16 port;
  char *tokens[OD_ROLE_ADMIN + 1];
} Site;

/* One connection and all that came over it. */
typedef struct {
  GSocket *socket;
  GString *in;
  gboolean closed;
} Client;

static void
on_event (const OdEvent *event, gpointer data)
{
  Site *site = data;

  od_api_on_event (site->api, event);
  od_dialer_on_event (site->dialer, event);
}

static gboolean
add_people (OdTx *tx, gpointer data, GError **error)
{
  Site *site = data;

  for (OdRole role = OD_ROLE_AGENT; role <= OD_ROLE_ADMIN; role++) {
    OdUser user = { .name = (char *) od_role_get_name (role), .role = role };
    OdSession *session;
    OdSessionRow row;
    gboolean ok;

    if (!od_user_store_add (tx, user.name, role, "-", &user.id, error))
      return FALSE;
    session = od_session_new (&user, od_clock_system (), &site->tokens[role]);
    row = (OdSessionRow){ .user_id = user.id,
                          .role = role,
                          .token_hash = session->token_hash,
                          .sip_user = session->sip_user,
                          .sip_ha1 = session->sip_ha1,
                          .expires_at_ms = session->expires_at_ms };
    ok = od_user_store_add_session (tx, &row, error);
    od_session_unref (session);
    if (!ok)
      return FALSE;
  }

  return TRUE;
}

static void
on_started (const GError *error, gpointer data)
{
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
set_up (Site *site, gconstpointer data)
{
  OdSwitchConfig config = { .sip_listen = "127.0.0.1:0",
                            .trunk_listen = "127.0.0.1:0",
                            .rtp_address = "127.0.0.1" };
  OdDialerParts dialer = { .clock = od_clock_system (),
                           .switch_config = &config,
                           .trunk = "127.0.0.1:9" };
  OdApiParts api = { .clock = od_clock_system (), .trunks_on_loopback = TRUE };
  gboolean started = FALSE;
  g_autoptr (GError) error = NULL;

  site->dir = od_test_scratch_dir ();
  dialer.store = api.store = site->store = od_store_open (site->dir, api.clock, &error);
  g_assert_no_error (error);
  dialer.floor = api.floor = site->floor = od_floor_new (api.clock);
  api.dialer = site->dialer = od_dialer_new (&dialer, &error);
  g_assert_no_error (error);
  site->api = od_api_new (&api);
  od_store_set_event_func (site->store, on_event, site);
  g_assert_true (od_store_write_now (site->store, add_people, site, &error));
  od_api_start (site->api, on_started, &started);
  od_test_wait_until (is_true, &started, LIMIT_S, "the API to start");
  g_assert_true (od_api_listen_tcp (site->api, "127.0.0.1:0", &site->port, &error));
}

static void
tear_down (Site *site, gconstpointer data)
{
  od_api_free (site->api);
  od_dialer_free (site->dialer);
  od_store_close (site->store);
  od_floor_free (site->floor);
  for (gsize i = 0; i < G_N_ELEMENTS (site->tokens); i++)
    g_free (site->tokens[i]);
  od_test_remove_dir (site->dir);
}

static Client *
connect_client (Site *site)
{
  Client *client = g_new0 (Client, 1);
  g_autoptr (GSocketAddress)
    to = g_inet_socket_address_new_from_string ("127.0.0.1", site->port);

  client->in = g_string_new (NULL);
  client->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_connect (client->socket, to, NULL, NULL));
  g_socket_set_blocking (client->socket, FALSE);
  return client;
}

static void
client_free (Client *client)
{
  g_object_unref (client->socket);
  g_string_free (client->in, TRUE);
  g_free (client);
}

static void
send_request (Client *client,
              const char *line,
              const char *token,
              const char *headers,
              const char *body)
{
  g_autofree char *text =
    g_strdup_printf ("%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                     "Content-Length: %zu\r\n%s\r\n%s",
                     line, token, strlen (body), headers, body);

  g_assert_cmpint (g_socket_send (client->socket, text, strlen (text), NULL, NULL), ==,
                   strlen (text));
}

static void
take (Client *client)
{
  char buffer[65536];
  gssize n;

  while ((n = g_socket_receive (client->socket, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (client->in, buffer, n);
  client->closed = n == 0;
}

typedef struct {
  Client *client;
  const char *text;
} Wanted;

static gboolean
has_text (gpointer data)
{
  Wanted *wanted = data;

  take (wanted->client);
  return strstr (wanted->client->in->str, wanted->text) != NULL;
}

static gboolean
on_wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_text (Client *client, const char *text)
{
  Wanted wanted = { client, text };
  guint waker = g_timeout_add (10, on_wake, NULL); /* the socket has no source */

  od_test_wait_until (has_text, &wanted, LIMIT_S, text);
  g_source_remove (waker);
}

#define MANY 3000

static gboolean
add_events (OdTx *tx, gpointer data, GError **error)
{
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++) {
    OdEvent event = { .kind = OD_EVENT_CALL_MOVED,
                      .call_id = (char *) KEY,
                      .word = (char *) "ringing",
                      .was = (char *) "dialing" };

    if (!od_event_store_append (tx, &event, error))
      return FALSE;
  }
  return TRUE;
}

/* Every seq once, in order, up to @last. */
static void
check_sequence (const char *text, gint64 first, gint64 last)
{
  gint64 seq = first;

  while ((text = strstr (text, "id: ")) != NULL) {
    text += strlen ("id: ");
    g_assert_cmpint (g_ascii_strtoll (text, NULL, 10), ==, seq);
    seq++;
  }
  g_assert_cmpint (seq, ==, last + 1);
}

/* Far more was missed than a reader may owe, and more comes while it is read. */
static void
test_resume (Site *site, gconstpointer data)
{
  Client *client = connect_client (site);
  g_autofree char *end = NULL;
  gint64 first = 3, last = MANY + 10; /* past the three accounts' one event */

  g_assert_true (
    od_store_write_now (site->store, add_events, GUINT_TO_POINTER (MANY), NULL));
  send_request (client, "GET /v1/stream", site->tokens[OD_ROLE_SUPERVISOR],
                "Last-Event-ID: 2\r\n", "");
  for (gint64 i = 0; i < 10; i++)
    od_store_write (site->store, add_events, GUINT_TO_POINTER (1), NULL, NULL, NULL);
  end = g_strdup_printf ("id: %d\n", (int) last);
  wait_text (client, end);
  g_assert_null (strstr (client->in->str, "event: reset"));
  check_sequence (client->in->str, first, last);
  client_free (client);
}

/* A value of this moment and no event: what a reader beyond the end gets. */
static void
test_reset (Site *site, gconstpointer data)
{
  Client *client = connect_client (site);

  send_request (client, "GET /v1/stream", site->tokens[OD_ROLE_SUPERVISOR],
                "Last-Event-ID: 99999\r\n", "");
  wait_text (client, "event: reset");
  client_free (client);
}

static void
test_stream_ends_with_session (Site *site, gconstpointer data)
{
  Client *stream = connect_client (site), *client = connect_client (site);

  send_request (stream, "GET /v1/stream", site->tokens[OD_ROLE_SUPERVISOR], "", "");
  wait_text (stream, "event: hello");
  send_request (client, "DELETE /v1/sessions/current", site->tokens[OD_ROLE_SUPERVISOR],
                "Idempotency-Key: " KEY "\r\n", "");
  wait_text (client, "HTTP/1.1 204");
  wait_text (stream, "\r\n0\r\n");
  client_free (stream);
  client_free (client);
}

/* Many at once with one key: one is under way, the others are told so. */
static void
test_live_at_once (Site *site, gconstpointer data)
{
  Client *clients[8];

  for (gsize i = 0; i < G_N_ELEMENTS (clients); i++) {
    clients[i] = connect_client (site);
    send_request (clients[i], "POST /v1/calls/" KEY "/hold", site->tokens[OD_ROLE_AGENT],
                  "Idempotency-Key: " KEY "\r\n", "");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (clients); i++) {
    wait_text (clients[i], "HTTP/1.1 409");
    client_free (clients[i]);
  }
}

static void
test_listen (Site *site, gconstpointer data)
{
  g_autofree char *busy = g_strdup_printf ("127.0.0.1:%u", site->port);
  g_autofree char *file = g_build_filename (site->dir, "precious", NULL);
  g_autofree char *path = g_build_filename (site->dir, "api.sock", NULL);
  g_autoptr (GError) error = NULL;
  guint16 port;

  g_assert_false (od_api_listen_tcp (site->api, busy, &port, &error));
  g_assert_nonnull (strstr (error->message, busy));
  g_clear_error (&error);
  g_assert_false (od_api_listen_tcp (site->api, "0.0.0.0:0", &port, &error));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (file, "mine", -1, NULL));
  g_assert_false (od_api_listen_unix (site->api, file, &error));
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  g_clear_error (&error);
  g_assert_true (od_api_listen_unix (site->api, path, &error));
  g_assert_false (od_api_listen_unix (site->api, path, &error));
  g_assert_nonnull (strstr (error->message, path));
}

#define TEST(name, func) g_test_add ("/api/" name, Site, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("stream/resume", test_resume);
  TEST ("stream/reset", test_reset);
  TEST ("stream/ends-with-session", test_stream_ends_with_session);
  TEST ("live/at-once", test_live_at_once);
  TEST ("listen", test_listen);
  return g_test_run ();
}
