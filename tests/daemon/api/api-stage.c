/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every test of the API stands on. Main thread.
 */
#include "daemon/api/api-stage.h"

#include "daemon/api/session.h"
#include "daemon/store/call-store.h"
#include "daemon/store/event-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/user-store.h"
#include "shared/model/uuid.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

static gint64
ahead_ms (Stage *stage)
{
  return g_atomic_int_get (&stage->ahead_s) * G_GINT64_CONSTANT (1000);
}

static gint64
stage_now_ms (gpointer data)
{
  return g_get_real_time () / 1000 + ahead_ms (data);
}

static gint64
stage_mono_us (gpointer data)
{
  return g_get_monotonic_time () + ahead_ms (data) * 1000;
}

static void
on_event (const OdEvent *event, gpointer data)
{
  Stage *stage = data;

  if (stage->api != NULL)
    od_api_on_event (stage->api, event);
  od_dialer_on_event (stage->dialer, event);
}

static gboolean
add_people (OdTx *tx, gpointer data, GError **error)
{
  Stage *stage = data;

  for (OdRole role = OD_ROLE_AGENT; role <= OD_ROLE_ADMIN; role++) {
    OdUser user = { .name = (char *) od_role_get_name (role), .role = role };
    OdSession *session;
    OdSessionRow row;
    gboolean ok;

    if (!od_user_store_add (tx, user.name, role, "-", &user.id, error))
      return FALSE;
    stage->ids[role] = user.id;
    session = od_session_new (&user, &stage->clock, &stage->tokens[role]);
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

void
stage_set_up (Stage *stage, gconstpointer data)
{
  OdSwitchConfig config = { .sip_listen = "127.0.0.1:0",
                            .trunk_listen = "127.0.0.1:0",
                            .rtp_address = "127.0.0.1" };
  OdTrunk trunk = { .name = (char *) "nowhere",
                    .host = (char *) "127.0.0.1:9",
                    .channels = STAGE_CHANNELS };
  OdDialerParts dialer = { .clock = &stage->clock,
                           .switch_config = &config,
                           .trunk = &trunk };
  OdApiParts api = { .clock = &stage->clock,
                     .trunks_on_loopback = TRUE,
                     .first_number = stage->first_number,
                     .last_number = stage->last_number };
  gboolean dialing = FALSE, started = FALSE;
  g_autoptr (GError) error = NULL;

  stage->clock = (OdClock){ stage_now_ms, stage_mono_us, stage };
  stage->dir = od_test_scratch_dir ();
  dialer.store = api.store = stage->store = od_store_open (stage->dir, stage->time_zone,
                                                           &stage->clock, &error);
  g_assert_no_error (error);
  dialer.floor = api.floor = stage->floor = od_floor_new (&stage->clock);
  api.dialer = stage->dialer = od_dialer_new (&dialer, &error);
  g_assert_no_error (error);
  stage->api = od_api_new (&api);
  od_store_set_event_func (stage->store, on_event, stage);
  g_assert_true (od_store_write_now (stage->store, add_people, stage, &error));
  od_dialer_start (stage->dialer, on_started, &dialing);
  od_test_wait_until (is_true, &dialing, LIMIT_S, "the dialer to start");
  od_api_start (stage->api, on_started, &started);
  od_test_wait_until (is_true, &started, LIMIT_S, "the API to start");
  g_assert_true (od_api_listen_tcp (stage->api, "127.0.0.1:0", &stage->address, &error));
}

void
stage_tear_down (Stage *stage, gconstpointer data)
{
  g_clear_pointer (&stage->api, od_api_free);
  od_dialer_free (stage->dialer);
  od_store_close (stage->store);
  od_floor_free (stage->floor);
  g_free (stage->address);
  for (gsize i = 0; i < G_N_ELEMENTS (stage->tokens); i++)
    g_free (stage->tokens[i]);
  od_test_remove_dir (stage->dir);
}

static gboolean
add_events (OdTx *tx, gpointer data, GError **error)
{
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++) {
    OdEvent event = { .kind = OD_EVENT_CALL_MOVED,
                      .call_id = (char *) KEY,
                      .word = (char *) "ringing",
                      .was = (char *) "dialing" };

    od_tx_log (tx, &event);
  }
  return TRUE;
}

void
stage_add_events (Stage *stage, guint n)
{
  od_store_write (stage->store, add_events, GUINT_TO_POINTER (n), NULL, NULL, NULL);
}

Client *
client_new (Stage *stage)
{
  Client *client = g_new0 (Client, 1);
  g_autoptr (GSocketConnectable)
    where = g_network_address_parse (stage->address, 0, NULL);
  g_autoptr (GSocketAddress) to =
    g_inet_socket_address_new_from_string ("127.0.0.1", g_network_address_get_port (
                                                          G_NETWORK_ADDRESS (where)));

  client->in = g_string_new (NULL);
  client->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_true (g_socket_connect (client->socket, to, NULL, NULL));
  g_socket_set_blocking (client->socket, FALSE);
  return client;
}

Client *
client_new_on_socket (const char *path)
{
  Client *client = g_new0 (Client, 1);
  g_autoptr (GSocketAddress) to = g_unix_socket_address_new (path);

  client->in = g_string_new (NULL);
  client->socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);
  g_assert_true (g_socket_connect (client->socket, to, NULL, NULL));
  g_socket_set_blocking (client->socket, FALSE);
  return client;
}

void
client_free (Client *client)
{
  g_object_unref (client->socket);
  g_string_free (client->in, TRUE);
  g_free (client);
}

typedef struct {
  Client *client;
  const char *text; /* waited for, or still to be sent */
} Wanted;

/* The socket has no source on the main context: this wakes it up to look again. */
static gboolean
on_wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for (gboolean (*met) (gpointer), Client *client, const char *text, const char *what)
{
  Wanted wanted = { client, text };
  guint waker = g_timeout_add (2, on_wake, NULL);

  od_test_wait_until (met, &wanted, LIMIT_S, what);
  g_source_remove (waker);
}

static gboolean
is_sent (gpointer data)
{
  Wanted *wanted = data;
  gssize n = g_socket_send (wanted->client->socket, wanted->text, strlen (wanted->text),
                            NULL, NULL);

  if (n > 0)
    wanted->text += n;
  return wanted->text[0] == '\0';
}

void
client_send_text (Client *client, const char *text)
{
  wait_for (is_sent, client, text, "the server to take a request");
}

void
client_send (Client *client,
             const char *line,
             const char *token,
             const char *headers,
             const char *body)
{
  g_autofree char *text =
    g_strdup_printf ("%s HTTP/1.1\r\nHost: x\r\n%s%s%sContent-Length: %zu\r\n%s\r\n%s",
                     line, token != NULL ? "Authorization: Bearer " : "",
                     token != NULL ? token : "", token != NULL ? "\r\n" : "",
                     strlen (body), headers, body);

  client_send_text (client, text);
}

static void
take (Client *client)
{
  char buffer[65536];
  gssize n;
  g_autoptr (GError) error = NULL;

  while ((n = g_socket_receive (client->socket, buffer, sizeof buffer, NULL, &error)) > 0)
    g_string_append_len (client->in, buffer, n);
  client->closed = n == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
has_text (gpointer data)
{
  Wanted *wanted = data;

  take (wanted->client);
  return strstr (wanted->client->in->str, wanted->text) != NULL;
}

void
client_wait_text (Client *client, const char *text)
{
  wait_for (has_text, client, text, text);
}

static gboolean
is_closed (gpointer data)
{
  Wanted *wanted = data;

  take (wanted->client);
  return wanted->client->closed;
}

void
client_wait_closed (Client *client)
{
  wait_for (is_closed, client, NULL, "the server to close the connection");
}

/* Bytes of the first answer; 0: it is not whole yet. An answer with no length has no
 * body: 204. */
static gsize
get_answer_length (const char *text)
{
  const char *end = strstr (text, "\r\n\r\n");
  const char *length = strstr (text, "Content-Length: ");
  gsize whole;

  if (end == NULL)
    return 0;
  whole = end + strlen ("\r\n\r\n") - text;
  if (length != NULL && length < end)
    whole += g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10);
  return strlen (text) >= whole ? whole : 0;
}

static gboolean
has_answer (gpointer data)
{
  Wanted *wanted = data;

  take (wanted->client);
  return get_answer_length (wanted->client->in->str) > 0;
}

guint
client_wait_answer (Client *client, char **headers, json_t **body)
{
  g_autofree char *answer = NULL;
  char *gap;
  gsize length;

  wait_for (has_answer, client, NULL, "an answer");
  length = get_answer_length (client->in->str);
  answer = g_strndup (client->in->str, length);
  g_string_erase (client->in, 0, length);
  gap = strstr (answer, "\r\n\r\n");
  if (body != NULL)
    *body = json_loads (gap + strlen ("\r\n\r\n"), 0, NULL);
  gap[2] = '\0';
  if (headers != NULL)
    *headers = g_strdup (answer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 "));
  return g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10);
}

guint
stage_ask (Stage *stage,
           const char *token,
           const char *line,
           const char *headers,
           const char *body,
           json_t **answer)
{
  g_autoptr (Client) client = client_new (stage);

  client_send (client, line, token, headers, body);
  return client_wait_answer (client, NULL, answer);
}

typedef struct {
  const char *sql;
  gint64 number;
  gboolean done;
} Count;

static gboolean
read_count (OdTx *tx, gpointer data, GError **error)
{
  Count *count = data;
  g_autoptr (OdStatement)
    st = od_db_query_binds (tx->db, count->sql, error, (const OdBind[]){ { NULL } });

  if (st == NULL || !od_statement_next (st, error))
    return FALSE;
  count->number = od_statement_get_int (st, 0);
  return TRUE;
}

static void
on_counted (gpointer data, const GError *error, gpointer user_data)
{
  Count *count = data;

  g_assert_no_error (error);
  count->done = TRUE;
}

static gboolean
is_counted (gpointer data)
{
  return ((Count *) data)->done;
}

gint64
stage_count (Stage *stage, const char *sql)
{
  Count count = { .sql = sql };

  od_store_write (stage->store, read_count, &count, NULL, on_counted, NULL);
  od_test_wait_until (is_counted, &count, LIMIT_S, "a count");
  return count.number;
}

void
stage_do (Stage *stage, const char *line, const char *body, json_t **answer)
{
  g_autofree char *key = od_uuid_new (od_clock_now_ms (&stage->clock));
  g_autofree char *headers = g_strdup_printf ("Idempotency-Key: %s\r\nIf-Match: 1\r\n",
                                              key);
  guint status = stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], line, headers, body,
                            answer);

  g_test_message ("%s: %u", line, status);
  g_assert_cmpuint (status / 100, ==, 2);
}

void
stage_open_floor (Stage *stage, guint n)
{
  GString *leads = g_string_new ("{\"upload\": \"" KEY "\", \"n\": 0, \"leads\": [");
  g_autofree char *agents = g_strdup_printf ("{\"agents\": [%d]}",
                                             (int) stage->ids[OD_ROLE_AGENT]);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (leads,
                            "%s{\"phone\": \"%u\", \"status\": \"NEW\","
                            " \"fields\": {\"First Name\": \"Ann\"}}",
                            i > 0 ? ", " : "", 441001 + i);
  g_string_append (leads, "]}");
  stage_do (stage, "POST /v1/campaigns",
            "{\"name\": \"Solar\", \"active\": true, \"caller_id\": \"442079460000\","
            " \"calling_rules\": \"TEST\", \"source_statuses\": [\"NEW\"]}",
            NULL);
  stage_do (stage, "PUT /v1/campaigns/1/agents", agents, NULL);
  stage_do (stage, "POST /v1/leadsets", "{\"name\": \"Spring\", \"campaign\": 1}", NULL);
  stage_do (stage, "POST /v1/leadsets/1/batches", leads->str, NULL);
  g_string_free (leads, TRUE);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "PUT /v1/me/state",
                               WITH_KEY ("0190a000-0000-7000-8000-0000000000ff"),
                               "{\"ready\": true, \"campaign\": 1}", NULL),
                    ==, 200);
}

typedef struct {
  OdCall *call;
  OdLead *lead;
} Begin;

static gboolean
begin_call (OdTx *tx, gpointer data, GError **error)
{
  Begin *begin = data;
  OdCall *call = begin->call;
  g_autoptr (GPtrArray) leads = od_lead_store_claim (tx, 1, 1, error);
  gboolean begun;

  g_assert_cmpuint (leads->len, ==, 1);
  begin->lead = g_ptr_array_steal_index (leads, 0);
  call->campaign_id = 1;
  call->leadset_id = begin->lead->leadset_id;
  call->lead_id = begin->lead->id;
  call->phone = g_strdup (begin->lead->phone);
  call->caller_id = g_strdup ("442079460000");
  return od_call_store_begin (tx, call, &begun, error) && begun;
}

static void
tell (Stage *stage, OdFloorCall *call, OdFactKind kind)
{
  OdFact fact = { .kind = kind,
                  .leg = od_floor_call_get_leg (call),
                  .at_us = od_clock_mono_us (&stage->clock),
                  .answered = TRUE,
                  .end = kind == OD_FACT_ENDED ? OD_END_LEAD_HUNG_UP : OD_END_NONE };

  od_dialer_on_fact (&fact, stage->dialer);
}

OdFloorCall *
stage_reserve (Stage *stage, OdFloorAgent *agent, const char *call_id)
{
  static guint64 leg = 1000000; /* far from the dialer's own */
  g_autoptr (OdCall) row = od_call_new ();
  Begin begin = { .call = row };
  OdFloorCall *call;

  row->id = g_strdup (call_id);
  g_assert_true (od_store_write_now (stage->store, begin_call, &begin, NULL));
  call = od_floor_add_call (stage->floor, call_id, leg++, begin.lead, 1);
  od_floor_move_call (stage->floor, call, OD_CALL_ORIGINATE);
  g_assert_true (od_floor_call_line (stage->floor, agent, leg++));
  g_assert_true (od_floor_move_line (stage->floor, agent, OD_LINE_ANSWER));
  g_assert_true (od_floor_move_agent (stage->floor, agent, OD_AGENT_MAKE_READY));
  tell (stage, call, OD_FACT_ANSWERED);
  g_assert_cmpint (agent->state, ==, OD_AGENT_RESERVED);
  return call;
}

void
stage_bridge (Stage *stage, OdFloorCall *call)
{
  OdFloorAgent *agent = od_floor_get_agent (stage->floor,
                                            od_floor_call_get_agent_id (call));

  tell (stage, call, OD_FACT_BRIDGED);
  g_assert_cmpint (agent->state, ==, OD_AGENT_IN_CALL);
  /* No phone is there: nobody else is to be dialed for the agent afterwards. */
  g_assert_true (od_floor_move_line (stage->floor, agent, OD_LINE_LOSE));
}

OdFloorCall *
stage_talk (Stage *stage, const char *call_id)
{
  OdFloorAgent *agent = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]);
  OdFloorCall *call = stage_reserve (stage, agent, call_id);

  stage_bridge (stage, call);
  return call;
}

void
stage_hang_up (Stage *stage, OdFloorCall *call)
{
  tell (stage, call, OD_FACT_ENDED);
}
