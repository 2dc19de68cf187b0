/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens the addresses, knows the sessions, and passes the log's events and the floor's
 * moves to the live stream. Main thread.
 */
#include "daemon/api/api.h"

#include "daemon/api/api-state.h"
#include "daemon/api/dispatch.h"
#include "daemon/api/session-end.h"

#include "daemon/jobs/recycling.h"
#include "daemon/store/event-store.h"
#include "daemon/store/known-address-store.h"
#include "daemon/store/store-folder.h"
#include "daemon/store/user-store.h"

#include <errno.h>
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define EXPIRY_S  60
#define BACKLOG   1024
#define POLITE_MS 1500 /* who closes waits so long for readers, */
#define CUT_MS    500  /* and so long for what then ends by force */

G_DEFINE_QUARK (od_api_error, od_api_error)

static void
on_agent_moved (OdFloorAgent *agent, OdAgentState from, gpointer user_data)
{
  OdApi *api = user_data;

  od_news_hub_on_agent (api->hub, agent);
}

static void
on_call_moved (OdFloorCall *call, OdCallState from, gpointer user_data)
{
  OdApi *api = user_data;
  OdFloorAgent *agent = od_floor_get_agent (api->floor,
                                            od_floor_call_get_agent_id (call));

  if (agent != NULL && call->state == from)
    od_news_hub_on_agent (api->hub, agent);
}

static void
on_phone_measured (OdFloorAgent *agent, gpointer user_data)
{
  OdApi *api = user_data;

  od_news_hub_on_phone (api->hub, agent);
}

static gboolean
end_session (OdTx *tx, gpointer data, GError **error)
{
  const OdSession *session = data;

  return od_user_store_end_session (tx, session->token_hash, error);
}

void
od_api_end_expired (OdApi *api)
{
  g_autoptr (GPtrArray) expired = od_sessions_list_expired (api->sessions);

  for (guint i = 0; i < expired->len; i++) {
    OdSession *session = g_ptr_array_index (expired, i);

    od_session_end (api, session);
    od_store_write (api->store, end_session, od_session_ref (session),
                    (GDestroyNotify) od_session_unref, NULL, NULL);
  }
}

static gboolean
on_expiry (gpointer data)
{
  od_api_end_expired (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_late (gpointer data)
{
  OdApi *api = data;

  for (guint i = 0; i < api->servers->len; i++)
    od_http_server_cut_late (g_ptr_array_index (api->servers, i));
  return G_SOURCE_CONTINUE;
}

OdApi *
od_api_new (const OdApiParts *parts)
{
  static const OdFloorWatcher watcher = { on_agent_moved, on_call_moved,
                                          on_phone_measured };
  OdApi *api = g_new0 (OdApi, 1);

  api->store = parts->store;
  api->floor = parts->floor;
  api->dialer = parts->dialer;
  api->clock = parts->clock;
  api->trunks_on_loopback = parts->trunks_on_loopback;
  api->first_number = parts->first_number;
  api->last_number = parts->last_number;
  api->sessions = od_sessions_new (parts->clock);
  api->limits = od_sign_in_limits_new (parts->clock);
  api->hub = od_news_hub_new (parts->store, parts->floor, parts->dialer);
  api->servers = g_ptr_array_new ();
  api->keys = g_hash_table_new (g_str_hash, g_str_equal);
  api->counts = g_ptr_array_new ();
  api->jobs = od_jobs_new (parts->store);
  api->kept = od_kept_answers_new (parts->store);
  od_floor_watch (parts->floor, &watcher, api);
  api->expiry_id = g_timeout_add_seconds (EXPIRY_S, on_expiry, api);
  api->late_id = g_timeout_add_seconds (1, on_late, api);
  return api;
}

typedef struct {
  GPtrArray *rows;    /* (element-type OdSessionRow) */
  GPtrArray *known;   /* (element-type OdKnownAddress) */
  GArray *recyclings; /* (element-type gint64): left half done */
  gint64 seq;
} Start;

static gboolean
read_start (OdTx *tx, gpointer data, GError **error)
{
  Start *start = data;

  start->rows = od_user_store_list_sessions (tx, error);
  start->known = start->rows != NULL ? od_known_address_store_list (tx, error) : NULL;
  if (start->known == NULL)
    return FALSE;
  start->recyclings = od_recycle_store_list_open (tx, error);
  start->seq = start->recyclings != NULL ? od_event_store_last_seq (tx, error) : -1;
  return start->seq >= 0;
}

static void
start_free (gpointer data)
{
  Start *start = data;

  g_clear_pointer (&start->rows, g_ptr_array_unref);
  g_clear_pointer (&start->known, g_ptr_array_unref);
  g_clear_pointer (&start->recyclings, g_array_unref);
  g_free (start);
}

static void
on_start_read (gpointer data, const GError *error, gpointer user_data)
{
  Start *start = data;
  OdApi *api = user_data;

  od_news_hub_set_seq (api->hub, start->seq);
  for (guint i = 0; error == NULL && i < start->rows->len; i++) {
    const OdSessionRow *row = g_ptr_array_index (start->rows, i);
    OdSession *session = g_rc_box_new0 (OdSession);

    session->user_id = row->user_id;
    session->user_name = g_strdup (row->user_name);
    session->role = row->role;
    session->token_hash = g_strdup (row->token_hash);
    session->sip_user = g_strdup (row->sip_user);
    session->sip_ha1 = g_strdup (row->sip_ha1);
    session->expires_at_ms = row->expires_at_ms;
    od_sessions_add (api->sessions, session);
    od_session_unref (session);
  }
  for (guint i = 0; error == NULL && i < start->known->len; i++) {
    const OdKnownAddress *known = g_ptr_array_index (start->known, i);

    od_sign_in_limits_know (api->limits, known->user_name, known->address);
  }
  if (error == NULL)
    od_recycling_resume (api->jobs, start->recyclings);
  api->started (error, api->started_data);
}

void
od_api_start (OdApi *api, OdApiStarted done, gpointer user_data)
{
  api->started = done;
  api->started_data = user_data;
  od_store_read (api->store, read_start, g_new0 (Start, 1), start_free, on_start_read,
                 api);
}

/* Binds and listens; the file descriptor is the caller's. */
static int
listen_on (GSocketAddress *address, const char *shown, char **bound_to, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket)
    socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                           G_SOCKET_PROTOCOL_DEFAULT, &local);

  if (socket != NULL) {
    g_socket_set_listen_backlog (socket, BACKLOG);
    g_socket_set_blocking (socket, FALSE);
    if (g_socket_bind (socket, address, TRUE, &local) && g_socket_listen (socket, &local))
      bound = g_socket_get_local_address (socket, &local);
  }
  if (bound == NULL) {
    if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
      g_set_error (error, OD_API_ERROR, OD_API_ERROR_LISTEN,
                   "%s is in use: stop the other program or set another api_listen",
                   shown);
    else
      g_set_error (error, OD_API_ERROR, OD_API_ERROR_LISTEN, "Cannot listen on %s: %s",
                   shown, local->message);
    return -1;
  }

  if (bound_to != NULL)
    *bound_to = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (bound));
  return dup (g_socket_get_fd (socket));
}

static struct MHD_Response *
run_request (OdRequest *request)
{
  if (od_dispatch_refuse_if_closing (request) || od_dispatch_refuse_if_ended (request))
    return NULL;
  if (od_dispatch_is_stream (request))
    return od_news_hub_open (request->api->hub, request);

  od_dispatch_run (request);
  return NULL;
}

static void
close_request (OdRequest *request)
{
  od_news_hub_close (request->api->hub, request);
  od_request_free (request);
}

static gboolean
serve (OdApi *api, int fd, OdHttpDoor door, GError **error)
{
  static const OdHttpHandlers handlers = { od_dispatch_open, od_dispatch_max_body,
                                           run_request, close_request };
  OdHttpServer *server =
    fd >= 0 ? od_http_server_new (&handlers, api, fd, door, api->clock, error) : NULL;

  if (server == NULL)
    return FALSE;
  g_ptr_array_add (api->servers, server);
  return TRUE;
}

gboolean
od_api_listen_tcp (OdApi *api, const char *address, char **bound_to, GError **error)
{
  g_autoptr (GSocketConnectable) where = g_network_address_parse (address, 0, NULL);
  g_autoptr (GInetAddress) host = NULL;
  g_autoptr (GSocketAddress) socket_address = NULL;

  if (where != NULL)
    host = g_inet_address_new_from_string (
      g_network_address_get_hostname (G_NETWORK_ADDRESS (where)));
  if (host == NULL || !g_inet_address_get_is_loopback (host)) {
    g_set_error (error, OD_API_ERROR, OD_API_ERROR_LISTEN,
                 "api_listen is %s, but must be a loopback address like 127.0.0.1:8620: "
                 "the network is served through a proxy",
                 address);
    return FALSE;
  }

  socket_address = g_inet_socket_address_new (host, g_network_address_get_port (
                                                      G_NETWORK_ADDRESS (where)));
  return serve (api, listen_on (socket_address, address, bound_to, error),
                OD_HTTP_DOOR_DIRECT, error);
}

/* A socket file that somebody answers on is another server's; else it is a dead one's. */
static gboolean
is_served (GSocketAddress *address)
{
  g_autoptr (GSocket)
    probe = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);

  return probe != NULL && g_socket_connect (probe, address, NULL, NULL);
}

/* In the place of a dead one's, if there is one. */
static int
listen_on_file (GSocketAddress *address, int mode, GError **error)
{
  const char *path = g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address));
  int fd;

  g_unlink (path);
  fd = listen_on (address, path, NULL, error);
  if (fd < 0 || g_chmod (path, mode) == 0)
    return fd;

  g_set_error (error, OD_API_ERROR, OD_API_ERROR_LISTEN, "Cannot say who may open %s: %s",
               path, g_strerror (errno));
  close (fd);
  return -1;
}

gboolean
od_api_listen_unix (OdApi *api, const char *path, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  GStatBuf st;

  if (is_served (address)) {
    g_set_error (error, OD_API_ERROR, OD_API_ERROR_LISTEN,
                 "Another program serves the socket %s: set another api_socket", path);
    return FALSE;
  }
  if (g_lstat (path, &st) == 0 && !S_ISSOCK (st.st_mode)) {
    g_set_error (error, OD_API_ERROR, OD_API_ERROR_LISTEN,
                 "%s is there and is no socket: set another api_socket", path);
    return FALSE;
  }

  return serve (api, listen_on_file (address, 0660, error), OD_HTTP_DOOR_PROXY, error);
}

gboolean
od_api_listen_control (OdApi *api, const char *dir, GError **error)
{
  g_autoptr (GError) too_long = NULL;
  g_autoptr (GSocketAddress) address = od_store_folder_get_control (dir, &too_long);

  if (address == NULL)
    g_message ("%s", too_long->message);
  return address == NULL
         || serve (api, listen_on_file (address, 0600, error), OD_HTTP_DOOR_CONTROL,
                   error);
}

void
od_api_on_event (OdApi *api, const OdEvent *event)
{
  od_news_hub_on_event (api->hub, event);
}

void
od_api_on_dashboard (OdApi *api, const OdDashboard *dashboard)
{
  od_news_hub_on_dashboard (api->hub, dashboard);
}

static gboolean
is_busy (OdApi *api)
{
  guint n = api->n_working + od_jobs_count (api->jobs);

  for (guint i = 0; i < api->servers->len; i++)
    n += od_http_server_count (g_ptr_array_index (api->servers, i));
  return n > 0;
}

static gboolean
on_limit (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Returns: whether everything is answered, at the latest after @limit_ms. */
static gboolean
turn_until_answered (OdApi *api, guint limit_ms)
{
  gboolean over = FALSE;
  guint limit_id = g_timeout_add (limit_ms, on_limit, &over);

  while (!over && is_busy (api))
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (limit_id);

  return !is_busy (api);
}

/* The server library aborts when it is stopped with a suspended connection: everything
 * under way is answered first, and if that does not happen it is not stopped at all. */
static gboolean
finish_requests (OdApi *api)
{
  api->closing = TRUE;
  od_jobs_close (api->jobs);
  for (guint i = 0; i < api->servers->len; i++)
    od_http_server_quiesce (g_ptr_array_index (api->servers, i));
  od_news_hub_end (api->hub, 0);
  if (turn_until_answered (api, POLITE_MS))
    return TRUE;

  for (guint i = 0; i < api->servers->len; i++)
    od_http_server_cut (g_ptr_array_index (api->servers, i));
  return turn_until_answered (api, CUT_MS);
}

void
od_api_free (OdApi *api)
{
  gboolean finished = finish_requests (api);

  g_source_remove (api->expiry_id);
  g_source_remove (api->late_id);
  for (guint i = 0; finished && i < api->servers->len; i++)
    od_http_server_free (g_ptr_array_index (api->servers, i));
  if (!finished) {
    g_warning ("requests are still under way: leaving them");
    return;
  }

  od_jobs_free (api->jobs);
  od_kept_answers_free (api->kept);
  g_ptr_array_unref (api->servers);
  od_news_hub_free (api->hub);
  od_sessions_free (api->sessions);
  od_sign_in_limits_free (api->limits);
  g_hash_table_unref (api->keys);
  g_ptr_array_unref (api->counts);
  g_free (api);
}
