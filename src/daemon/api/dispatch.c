/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request's way: guard, route, size, token, role before its body is read; then its
 * JSON, then its work on a store thread or its act here. Every answer to a change is
 * kept under the client's key in the transaction of the change. Main thread, but for
 * what runs as OdStoreWork.
 */
#include "daemon/api/dispatch.h"

#include "daemon/api/api-state.h"
#include "daemon/api/http-guard.h"
#include "daemon/api/machine.h"
#include "daemon/api/route-table.h"
#include "daemon/store/operation-store.h"
#include "shared/model/uuid.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

#include <gio/gio.h>
#include <microhttpd.h>
#include <string.h>

#define DEFAULT_MAX_BODY (64 * 1024)
#define POOL_BODY        (64 * 1024) /* a longer one is read off the main thread */

static const char *
get_header (OdRequest *request, const char *name)
{
  return MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, name);
}

static gint64
to_number (const char *text, gint64 otherwise)
{
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return otherwise;

  return number;
}

static void
render (OdRequest *request)
{
  if (request->answer_text == NULL && request->answer != NULL)
    request->answer_text = json_dumps (request->answer, JSON_COMPACT);
}

static void
refuse (OdRequest *request, guint status, const char *code, const char *title)
{
  od_request_set_problem (request, status, code, title, NULL);
  request->refused = TRUE;
  request->answered = TRUE;
  render (request);
}

gboolean
od_dispatch_refuse_if_closing (OdRequest *request)
{
  if (request->api->closing)
    refuse (request, 503, "closing", "The server is stopping: try again");

  return request->api->closing;
}

gboolean
od_dispatch_refuse_if_ended (OdRequest *request)
{
  gboolean ended = request->session != NULL && !od_machine_is (request->session)
                   && !od_sessions_has (request->api->sessions, request->session);

  if (ended)
    refuse (request, 401, "signed-out", "Sign in first");

  return ended;
}

gsize
od_dispatch_max_body (const OdRequest *request)
{
  return request->route->max_body != 0 ? request->route->max_body : DEFAULT_MAX_BODY;
}

gboolean
od_dispatch_is_stream (const OdRequest *request)
{
  return request->route->kind == OD_ROUTE_STREAM;
}

/* Nobody signs in there: who could open the socket is who they are. */
static gboolean
check_machine (OdRequest *request)
{
  request->session = od_machine_session_new (request);
  if (request->session == NULL)
    refuse (request, 403, "forbidden", "Only root and outdiald's own user may ask here");
  else if ((request->route->roles & OD_MAY_MACHINE) == 0)
    refuse (request, 403, "forbidden", "Who asks this has to sign in elsewhere");

  return !request->answered;
}

static gboolean
check_token (OdRequest *request)
{
  const char *header = get_header (request, "Authorization");
  OdSession *session = NULL;

  if (od_http_server_get_door (request->server) == OD_HTTP_DOOR_CONTROL)
    return check_machine (request);
  if (request->route->roles == OD_MAY_ANYONE)
    return TRUE;
  if (header != NULL && g_str_has_prefix (header, "Bearer "))
    session = od_sessions_find (request->api->sessions, header + strlen ("Bearer "));
  if (session == NULL) {
    refuse (request, 401, "signed-out", "Sign in first");
    return FALSE;
  }
  request->session = od_session_ref (session);
  if (session->role == OD_ROLE_AGENT)
    od_dialer_seen (request->api->dialer, session->user_id);
  if ((request->route->roles & (1u << session->role)) != 0)
    return TRUE;

  refuse (request, 403, "forbidden", "Your role may not do this");
  return FALSE;
}

static gboolean
check_key (OdRequest *request)
{
  if (!od_route_table_needs_key (request->route))
    return TRUE;
  if (!od_uuid_is_valid (get_header (request, OD_HEADER_KEY))) {
    refuse (request, 400, "no-key",
            "A request that changes something needs an " OD_HEADER_KEY ", a UUID");
    return FALSE;
  }
  request->key = g_strdup (get_header (request, OD_HEADER_KEY));
  if (!od_route_table_needs_version (request->route))
    return TRUE;

  request->if_match = to_number (get_header (request, "If-Match"), 0);
  if (request->if_match > 0)
    return TRUE;
  refuse (request, 428, "no-version",
          "A change needs If-Match: the version you have seen");
  return FALSE;
}

static gboolean
check_size (OdRequest *request)
{
  gint64 length = to_number (get_header (request, "Content-Length"), 0);

  if ((guint64) length <= od_dispatch_max_body (request))
    return TRUE;

  refuse (request, 413, "too-large", "The request is too large");
  return FALSE;
}

OdRequest *
od_dispatch_open (OdApi *api,
                  OdHttpServer *server,
                  struct MHD_Connection *connection,
                  const char *method,
                  const char *path,
                  const char *version)
{
  OdRequest *request = g_new0 (OdRequest, 1);
  const char *complaint = NULL;
  gboolean path_known = FALSE;

  request->api = api;
  request->server = server;
  request->connection = connection;
  request->body = g_byte_array_new ();
  if (od_dispatch_refuse_if_closing (request))
    return request;
  complaint = od_http_guard_check (connection, version);
  if (complaint != NULL) {
    refuse (request, 400, "malformed", complaint);
    return request;
  }
  request->route = od_route_table_find (method, path, &request->id_text, &path_known);
  if (request->route == NULL) {
    refuse (request, path_known ? 405 : 404, path_known ? "no-method" : "not-found",
            path_known ? "This cannot be done here" : "There is nothing here");
    return request;
  }

  request->id = to_number (request->id_text, 0);
  request->last_event = to_number (get_header (request, "Last-Event-ID"), -1);
  if (check_size (request) && check_token (request) && check_key (request))
    request->request_hash = g_strconcat (method, " ", path, NULL);
  return request;
}

/* Method, path and body in one hash: the same key must be the same request. */
static void
hash_request (OdRequest *request)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) request->request_hash,
                     strlen (request->request_hash) + 1);
  g_checksum_update (sum, request->body->data, request->body->len);
  g_free (request->request_hash);
  request->request_hash = g_strdup (g_checksum_get_string (sum));
}

static gboolean
read_json (OdRequest *request, GError **error)
{
  json_error_t at;

  if (request->body->len == 0)
    return TRUE;
  /* JSON_REJECT_DUPLICATES: two readers could choose differently. */
  request->json = json_loadb ((const char *) request->body->data, request->body->len,
                              JSON_REJECT_DUPLICATES, &at);
  if (request->json != NULL)
    return TRUE;

  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
               "body: is not JSON, line %d: %s", at.line, at.text);
  return FALSE;
}

void
od_dispatch_finish (OdRequest *request)
{
  render (request);
  request->answered = TRUE;
  od_http_server_finish (request);
}

static void
finish_with_error (OdRequest *request, const GError *error)
{
  od_request_set_error (request, error);
  od_dispatch_finish (request);
}

static OdOperation
operation_of (OdRequest *request)
{
  return (OdOperation){ request->key, request->session->user_id, request->request_hash };
}

static gboolean
do_write (OdTx *tx, gpointer data, GError **error)
{
  OdRequest *request = data;
  OdOperation operation = operation_of (request);
  guint status;

  if (!od_operation_store_find (tx, &operation, &status, &request->answer_text, error))
    return FALSE;
  if (status != 0) {
    request->status = status;
    request->replayed = TRUE;
    return TRUE;
  }
  if (!request->route->work (tx, request, error))
    return FALSE;

  render (request);
  return od_operation_store_keep (tx, &operation, request->status,
                                  request->answer_text != NULL ? request->answer_text
                                                               : "",
                                  error);
}

static gboolean
do_read (OdTx *tx, gpointer data, GError **error)
{
  OdRequest *request = data;

  if (!request->route->work (tx, request, error))
    return FALSE;
  if (request->route->after == NULL)
    render (request);
  return TRUE;
}

static void
on_worked (gpointer data, const GError *error, gpointer user_data)
{
  OdRequest *request = data;

  request->api->n_working--;
  if (error != NULL) {
    g_clear_pointer (&request->answer_text, g_free);
    finish_with_error (request, error);
    return;
  }
  if (request->route->after != NULL && !request->replayed)
    request->route->after (request);
  render (request);
  if (request->route->kept && request->status == 200)
    od_kept_answers_keep (request->api->kept, request->request_hash, request->version,
                          request->answer_text);
  od_dispatch_finish (request);
}

/* LIVE: the effect is on the floor, not on disk; the answer is kept after it. */
static gboolean
find_earlier (OdTx *tx, gpointer data, GError **error)
{
  OdRequest *request = data;
  OdOperation operation = operation_of (request);
  guint status;

  if (!od_operation_store_find (tx, &operation, &status, &request->answer_text, error))
    return FALSE;
  request->status = status;
  request->replayed = status != 0;
  return TRUE;
}

static gboolean
keep_answer (OdTx *tx, gpointer data, GError **error)
{
  OdRequest *request = data;
  OdOperation operation = operation_of (request);

  return od_operation_store_keep (tx, &operation, request->status,
                                  request->answer_text != NULL ? request->answer_text
                                                               : "",
                                  error);
}

static void
on_kept (gpointer data, const GError *error, gpointer user_data)
{
  OdRequest *request = data;

  request->api->n_working--;
  g_hash_table_remove (request->api->keys, request->key);
  /* It has happened: that the answer could not be kept changes only a repetition. */
  if (error != NULL)
    g_warning ("answer not kept: %s", error->message);
  od_dispatch_finish (request);
}

static void
on_earlier_found (gpointer data, const GError *error, gpointer user_data)
{
  OdRequest *request = data;
  OdApi *api = request->api;
  g_autoptr (GError) refused = NULL;

  api->n_working--;
  if (error != NULL || request->replayed || !request->route->act (request, &refused)) {
    g_hash_table_remove (api->keys, request->key);
    if (error != NULL || refused != NULL)
      od_request_set_error (request, error != NULL ? error : refused);
    od_dispatch_finish (request);
    return;
  }

  render (request);
  api->n_working++;
  od_store_write (api->store, keep_answer, request, NULL, on_kept, NULL);
}

static void
run_live (OdRequest *request)
{
  OdApi *api = request->api;

  /* Asked first: adding would put this request's key in the place of the other's. */
  if (g_hash_table_contains (api->keys, request->key)) {
    od_request_set_problem (request, 409, "under-way", "This request is under way", NULL);
    od_dispatch_finish (request);
    return;
  }
  g_hash_table_add (api->keys, request->key);
  api->n_working++;
  od_store_write (api->store, find_earlier, request, NULL, on_earlier_found, NULL);
}

static gboolean
answer_again (OdRequest *request)
{
  const char *text = request->route->kept
                       ? od_kept_answers_find (request->api->kept, request->request_hash)
                       : NULL;

  if (text == NULL)
    return FALSE;

  od_request_answer_text (request, g_strdup (text));
  od_dispatch_finish (request);
  return TRUE;
}

static void
run_work (OdRequest *request)
{
  OdApi *api = request->api;

  if (od_dispatch_refuse_if_ended (request)) {
    od_dispatch_finish (request);
    return;
  }
  if (answer_again (request))
    return;
  api->n_working++;
  request->version = od_store_get_version (api->store);
  if (request->route->kind == OD_ROUTE_READ)
    od_store_read (api->store, do_read, request, NULL, on_worked, NULL);
  else if (request->route->kind == OD_ROUTE_SEARCH)
    od_store_search (api->store, do_read, request, NULL, on_worked, NULL);
  else
    od_store_write (api->store, do_write, request, NULL, on_worked, NULL);
}

void
od_dispatch_go_on (OdRequest *request, const GError *error)
{
  if (error != NULL)
    finish_with_error (request, error);
  else
    run_work (request);
}

static void
run_route (OdRequest *request)
{
  g_autoptr (GError) error = NULL;

  switch (request->route->kind) {
  case OD_ROUTE_LIVE:
    run_live (request);
    break;
  case OD_ROUTE_DIRECT:
  case OD_ROUTE_SLOW:
    if (!request->route->act (request, &error))
      finish_with_error (request, error);
    break;
  default:
    run_work (request);
    break;
  }
}

/* Reads the body, and what the route wants of it before its work. */
static gboolean
read_body (OdRequest *request, GError **error)
{
  const OdRoute *route = request->route;
  gboolean prepares = route->kind == OD_ROUTE_WRITE || route->kind == OD_ROUTE_READ
                      || route->kind == OD_ROUTE_SEARCH;

  if (request->key != NULL)
    hash_request (request);
  return read_json (request, error)
         && (!prepares || route->act == NULL || route->act (request, error));
}

static void
read_body_in_pool (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_body (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_body_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdRequest *request = user_data;
  g_autoptr (GError) error = NULL;

  request->api->n_working--;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    run_route (request);
  else
    finish_with_error (request, error);
}

void
od_dispatch_run (OdRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (request->body->len > POOL_BODY) {
    g_autoptr (GTask) task = g_task_new (NULL, NULL, on_body_read, request);

    request->api->n_working++;
    g_task_set_task_data (task, request, NULL);
    g_task_run_in_thread (task, read_body_in_pool);
    return;
  }
  if (read_body (request, &error))
    run_route (request);
  else
    finish_with_error (request, error);
}
