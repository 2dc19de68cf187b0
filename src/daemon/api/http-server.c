/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libmicrohttpd on the main context. Its traps in external epoll mode: resuming a
 * connection never wakes the loop (hence the kick), its epoll set is edge-triggered
 * (hence MHD_get_timeout is asked before every poll), and stopping it with a suspended
 * connection aborts the process (hence finish everything first). Main thread.
 */
#include "daemon/api/http-server.h"

#include "shared/wire/paths.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TIMEOUT_S       30 /* silence on a connection; streams beat every second */
#define MAX_CONNECTIONS 4000
#define MEMORY_LIMIT    16384 /* per connection: the cap of its headers */
#define RETRY_S         2     /* who is sent away comes again then, at the earliest */
#define STREAM_SNDBUF   65536 /* so that a stalled reader is noticed in seconds */

G_DEFINE_QUARK (od_http_server_error, od_http_server_error)

struct _OdHttpServer {
  const OdHttpHandlers *handlers;
  OdApi *api; /* lent; the handlers' */
  OdHttpDoor door;
  struct MHD_Daemon *daemon;
  GSource *source;
  gpointer tag;
  gboolean kick;        /* a connection was resumed: turn the library once more */
  GHashTable *requests; /* OdRequest: every one that is not wholly answered */
  const OdClock *clock; /* lent */
  GHashTable *links;    /* MHD_Connection -> Link */
};

/* How long a connection has owed us the rest of a request. */
typedef struct {
  gint64 until_us; /* monotonic; G_MAXINT64: it owes nothing */
} Link;

typedef struct {
  GSource source;
  OdHttpServer *server; /* lent */
} HttpSource;

static gboolean
has_work (OdHttpServer *server, int *timeout_ms)
{
  MHD_UNSIGNED_LONG_LONG t;

  *timeout_ms = -1;
  if (server->kick)
    *timeout_ms = 0;
  else if (MHD_get_timeout (server->daemon, &t) == MHD_YES)
    *timeout_ms = (int) MIN (t, G_MAXINT);

  return *timeout_ms == 0;
}

static gboolean
source_prepare (GSource *source, int *timeout_ms)
{
  return has_work (((HttpSource *) source)->server, timeout_ms);
}

static gboolean
source_check (GSource *source)
{
  OdHttpServer *server = ((HttpSource *) source)->server;
  int timeout_ms;

  return g_source_query_unix_fd (source, server->tag) != 0
         || has_work (server, &timeout_ms);
}

static gboolean
source_dispatch (GSource *source, GSourceFunc func, gpointer data)
{
  OdHttpServer *server = ((HttpSource *) source)->server;

  server->kick = FALSE;
  MHD_run (server->daemon);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { source_prepare, source_check, source_dispatch,
                                     NULL };

static enum MHD_Result
queue_answer (OdRequest *request)
{
  const char *text = request->answer_text != NULL ? request->answer_text : "";
  struct MHD_Response *response =
    MHD_create_response_from_buffer (strlen (text), (void *) text, MHD_RESPMEM_MUST_COPY);
  enum MHD_Result result;

  if (text[0] != '\0')
    MHD_add_response_header (response, "Content-Type",
                             request->problem ? "application/problem+json"
                                              : "application/json");
  MHD_add_response_header (response, "Cache-Control", "no-store");
  if (request->replayed)
    MHD_add_response_header (response, OD_HEADER_REPLAYED, "true");
  if (request->refused)
    MHD_add_response_header (response, "Connection", "close");
  if (request->status == 401)
    MHD_add_response_header (response, "WWW-Authenticate", "Bearer");
  if (request->status == 429 || request->status == 503) {
    g_autofree char *seconds = g_strdup_printf ("%u", MAX (request->retry_s, RETRY_S));

    MHD_add_response_header (response, "Retry-After", seconds);
  }
  result = MHD_queue_response (request->connection, request->status, response);
  MHD_destroy_response (response);
  return result;
}

static enum MHD_Result
begin_stream (OdRequest *request, struct MHD_Response *response)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  int size = STREAM_SNDBUF;
  enum MHD_Result result;

  setsockopt (info->connect_fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  MHD_add_response_header (response, "Content-Type", "text/event-stream");
  MHD_add_response_header (response, "Cache-Control", "no-store");
  result = MHD_queue_response (request->connection, 200, response);
  MHD_destroy_response (response);
  return result;
}

static enum MHD_Result
take_body (OdHttpServer *server, OdRequest *request, const char *data, size_t *length)
{
  if (request->body->len + *length > server->handlers->max_body (request))
    return MHD_NO; /* chunked and too long: no answer can be queued in the middle */

  g_byte_array_append (request->body, (const guint8 *) data, *length);
  *length = 0;
  return MHD_YES;
}

static void
expect_within (OdHttpServer *server, struct MHD_Connection *connection, guint seconds)
{
  Link *link = g_hash_table_lookup (server->links, connection);

  if (link != NULL)
    link->until_us = seconds > 0
                       ? od_clock_mono_us (server->clock) + seconds * G_USEC_PER_SEC
                       : G_MAXINT64;
}

static void
expect_longer (OdHttpServer *server, struct MHD_Connection *connection, size_t octets)
{
  Link *link = g_hash_table_lookup (server->links, connection);

  if (link != NULL)
    link->until_us += (gint64) octets * G_USEC_PER_SEC / OD_HTTP_SERVER_BODY_RATE;
}

static enum MHD_Result
on_access (void *cls,
           struct MHD_Connection *connection,
           const char *url,
           const char *method,
           const char *version,
           const char *data,
           size_t *length,
           void **con_cls)
{
  OdHttpServer *server = cls;
  OdRequest *request = *con_cls;
  struct MHD_Response *stream = NULL;

  if (request == NULL) {
    request = server->handlers->open (server->api, server, connection, method, url,
                                      version);
    *con_cls = request;
    expect_within (server, connection, OD_HTTP_SERVER_BODY_S);
    g_hash_table_add (server->requests, request);
    return request->answered ? queue_answer (request) : MHD_YES;
  }
  expect_longer (server, connection, *length);
  if (*length > 0)
    return take_body (server, request, data, length);
  expect_within (server, connection, 0);
  if (!request->answered)
    stream = server->handlers->run (request);
  if (stream != NULL)
    return begin_stream (request, stream);
  if (request->answered)
    return queue_answer (request);

  request->suspended = TRUE;
  MHD_suspend_connection (connection);
  return MHD_YES;
}

void
od_http_server_finish (OdRequest *request)
{
  if (!request->suspended)
    return; /* answered at once: on_access queues it */

  request->suspended = FALSE;
  od_http_server_resume (request->server, request->connection);
}

void
od_http_server_resume (OdHttpServer *server, struct MHD_Connection *connection)
{
  MHD_resume_connection (connection);
  server->kick = TRUE;
  g_main_context_wakeup (NULL);
}

static void
on_completed (void *cls,
              struct MHD_Connection *connection,
              void **con_cls,
              enum MHD_RequestTerminationCode code)
{
  OdHttpServer *server = cls;
  OdRequest *request = *con_cls;

  *con_cls = NULL;
  expect_within (server, connection, OD_HTTP_SERVER_HEAD_S);
  if (request == NULL)
    return;
  g_hash_table_remove (server->requests, request);
  server->handlers->close (request);
}

static void
on_connection (void *cls,
               struct MHD_Connection *connection,
               void **socket_context,
               enum MHD_ConnectionNotificationCode code)
{
  OdHttpServer *server = cls;
  const union MHD_ConnectionInfo *info;
  int on = 1;

  if (code != MHD_CONNECTION_NOTIFY_STARTED) {
    g_hash_table_remove (server->links, connection);
    return;
  }
  g_hash_table_insert (server->links, connection, g_new0 (Link, 1));
  expect_within (server, connection, OD_HTTP_SERVER_HEAD_S);
  /* Fails on a Unix socket, which has no Nagle to turn off. */
  info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  setsockopt (info->connect_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/* Nothing is decoded: the routes take the path as it was sent. */
static size_t
on_unescape (void *cls, struct MHD_Connection *connection, char *text)
{
  return strlen (text);
}

static void G_GNUC_PRINTF (2, 0) on_log (void *cls, const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);

  g_debug ("http: %s", g_strchomp (text));
}

OdHttpServer *
od_http_server_new (const OdHttpHandlers *handlers,
                    OdApi *api,
                    int fd,
                    OdHttpDoor door,
                    const OdClock *clock,
                    GError **error)
{
  OdHttpServer *server = g_new0 (OdHttpServer, 1);
  const union MHD_DaemonInfo *info;

  server->handlers = handlers;
  server->api = api;
  server->door = door;
  server->clock = clock;
  server->requests = g_hash_table_new (g_direct_hash, g_direct_equal);
  server->links = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  server->daemon =
    MHD_start_daemon (MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG
                        | MHD_USE_TURBO,
                      0, NULL, NULL, on_access, server, MHD_OPTION_EXTERNAL_LOGGER,
                      on_log, NULL, MHD_OPTION_LISTEN_SOCKET, fd,
                      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int) TIMEOUT_S,
                      MHD_OPTION_CONNECTION_LIMIT, (unsigned int) MAX_CONNECTIONS,
                      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) MEMORY_LIMIT,
                      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_NOTIFY_CONNECTION,
                      on_connection, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
                      server, MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, NULL,
                      MHD_OPTION_END);
  if (server->daemon == NULL) {
    g_set_error (error, OD_HTTP_SERVER_ERROR, OD_HTTP_SERVER_ERROR_START,
                 "The HTTP server does not start: no memory or no file descriptors");
    g_hash_table_unref (server->requests);
    g_hash_table_unref (server->links);
    g_free (server);
    return NULL;
  }

  info = MHD_get_daemon_info (server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
  server->source = g_source_new (&source_funcs, sizeof (HttpSource));
  ((HttpSource *) server->source)->server = server;
  server->tag = g_source_add_unix_fd (server->source, info->epoll_fd, G_IO_IN);
  g_source_attach (server->source, NULL);
  return server;
}

OdHttpDoor
od_http_server_get_door (OdHttpServer *server)
{
  return server->door;
}

void
od_http_server_quiesce (OdHttpServer *server)
{
  MHD_socket fd = MHD_quiesce_daemon (server->daemon);

  if (fd != MHD_INVALID_SOCKET)
    close (fd);
}

guint
od_http_server_count (OdHttpServer *server)
{
  return g_hash_table_size (server->requests);
}

static void
shut (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);

  shutdown (info->connect_fd, SHUT_RDWR);
}

static void
kick (OdHttpServer *server)
{
  server->kick = TRUE;
  g_main_context_wakeup (NULL);
}

void
od_http_server_cut (OdHttpServer *server)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, server->requests);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    shut (((OdRequest *) key)->connection);
  kick (server);
}

void
od_http_server_cut_late (OdHttpServer *server)
{
  gint64 now_us = od_clock_mono_us (server->clock);
  GHashTableIter iter;
  gpointer key, value;
  gboolean cut = FALSE;

  g_hash_table_iter_init (&iter, server->links);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (((Link *) value)->until_us <= now_us) {
      shut (key);
      cut = TRUE;
    }
  }
  if (cut)
    kick (server);
}

void
od_http_server_free (OdHttpServer *server)
{
  g_source_destroy (server->source);
  g_source_unref (server->source);
  MHD_stop_daemon (server->daemon);
  g_hash_table_unref (server->requests);
  g_hash_table_unref (server->links);
  g_free (server);
}
