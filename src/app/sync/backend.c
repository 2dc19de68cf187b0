/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests to the server and what their answers mean to the caller. One SoupSession, one
 * token. Main thread; nothing waits.
 */
#include "app/sync/backend.h"

#include "app/sync/server-address.h"
#include "shared/model/clock.h"
#include "shared/model/thread.h"
#include "shared/model/uuid.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define SILENCE_S       15  /* of a socket that should answer */
#define PATIENCE_S      180 /* the same for what may be long work: a form's request */
#define BUSY_TRIES      60  /* of a sign-in: a floor's shift begins at one time */
#define BUSY_PAUSE_MS   700 /* at least, between two; at most twice that */
#define MAX_CONNECTIONS 8   /* one of them is the live stream */

struct _OdBackend {
  GObject parent_instance;

  OdServerAddress *address;
  SoupSession *session;
  SoupSession *patient; /* for what may be long work */
  char *token;          /* NULL: not signed in */
};

G_DEFINE_FINAL_TYPE (OdBackend, od_backend, G_TYPE_OBJECT)

/* --- what an answer means --------------------------------------------------------- */

/* 408, 425, 429 and 5xx pass; "under-way" is our own earlier try, still at work. */
static OdBackendError
code_of (guint status, const char *problem)
{
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return OD_BACKEND_ERROR_SIGNED_OUT;
  if (status >= 500 || status == SOUP_STATUS_REQUEST_TIMEOUT || status == 425
      || status == 429 || g_strcmp0 (problem, "under-way") == 0)
    return OD_BACKEND_ERROR_OFFLINE;

  return OD_BACKEND_ERROR_REFUSED;
}

/* An answer that is no problem of ours is somebody else's: a proxy's, or another
 * server's at this address. Nothing is thrown away because of that. */
static GError *
problem_to_error (OdBackend *self, guint status, json_t *body)
{
  const char *title = json_string_value (json_object_get (body, OD_FIELD_TITLE));
  const char *problem = json_string_value (json_object_get (body, OD_FIELD_CODE));
  const char *field = json_string_value (json_object_get (body, OD_FIELD_FIELD));

  if (title == NULL || problem == NULL)
    return g_error_new (OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE,
                        _ ("What answers at %s (%u) is not an Outdial server: check the "
                           "address"),
                        self->address->place, status);

  return od_backend_error_new (code_of (status, problem), title, problem, field);
}

/* Somebody is there who took what was asked: that is no wrong address. */
static gboolean
was_reached (SoupMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "reached") != NULL;
}

static void
on_wrote_headers (SoupMessage *message)
{
  g_object_set_data (G_OBJECT (message), "reached", message);
}

static GError *
offline_error (OdBackend *self, SoupMessage *message, const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) && was_reached (message))
    return g_error_new (OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE,
                        _ ("The server at %s has taken this and not answered yet: it may "
                           "still be at work"),
                        self->address->place);

  return g_error_new (OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE,
                      _ ("No Outdial server answers at %s: check the address (%s)"),
                      self->address->place, cause->message);
}

static json_t *
read_answer (OdBackend *self, guint status, GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  json_t *body = length > 0 ? json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL)
                            : json_null ();

  if (body != NULL && status >= 200 && status < 300)
    return body;

  g_propagate_error (error, problem_to_error (self, status, body));
  json_decref (body);
  return NULL;
}

/* --- requests --------------------------------------------------------------------- */

/* Small requests must not wait for the acknowledgement of the one before. */
static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  GSocket *socket;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (connection))
    return;
  socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection));
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
}

static SoupMessage *
message_new (OdBackend *self, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (self->address->url, path, NULL);
  SoupMessage *message = soup_message_new (method, url);

  g_assert (message != NULL);
  /* The token is for this server only. */
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), NULL);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (on_wrote_headers), NULL);
  if (self->token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (message),
                                  "Authorization", bearer);
  }
  return message;
}

static void
set_key (SoupMessage *message, const char *key)
{
  g_autofree char *fresh = NULL;

  if (key == NULL) {
    fresh = od_uuid_new (od_clock_now_ms (od_clock_system ()));
    key = fresh;
  }
  soup_message_headers_replace (soup_message_get_request_headers (message), OD_HEADER_KEY,
                                key);
}

static void
set_body (SoupMessage *message, json_t *body)
{
  char *text = json_dumps (body, JSON_COMPACT);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (text, strlen (text), free, text);

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OdBackend *self = g_task_get_source_object (task);
  SoupMessage *message = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  json_t *answer;

  bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  if (bytes == NULL) {
    g_task_return_error (task, offline_error (self, message, error));
    return;
  }

  answer = read_answer (self, soup_message_get_status (message), bytes, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_decref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
od_backend_call_async (OdBackend *self,
                       const OdBackendRequest *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OD_ASSERT_MAIN ();

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SoupMessage *message = message_new (self, request->method, request->path);

  g_task_set_source_tag (task, od_backend_call_async);
  g_task_set_task_data (task, message, g_object_unref);
  if (request->key != NULL || strcmp (request->method, "GET") != 0)
    set_key (message, request->key);
  if (request->if_match != 0) {
    g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, request->if_match);

    soup_message_headers_replace (soup_message_get_request_headers (message), "If-Match",
                                  version);
  }
  if (request->body != NULL)
    set_body (message, request->body);
  soup_session_send_and_read_async (request->patient ? self->patient : self->session,
                                    message, G_PRIORITY_DEFAULT, cancellable, on_reply,
                                    g_steal_pointer (&task));
}

json_t *
od_backend_call_finish (OdBackend *self, GAsyncResult *result, GError **error)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the endless answer ----------------------------------------------------------- */

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OdBackend *self = g_task_get_source_object (task);
  SoupMessage *message = g_task_get_task_data (task);
  guint status = soup_message_get_status (message);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;

  stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (stream == NULL)
    g_task_return_error (task, offline_error (self, message, error));
  else if (status == SOUP_STATUS_OK)
    g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
  else
    g_task_return_new_error (task, OD_BACKEND_ERROR,
                             status == SOUP_STATUS_UNAUTHORIZED
                               ? OD_BACKEND_ERROR_SIGNED_OUT
                               : OD_BACKEND_ERROR_OFFLINE,
                             _ ("%s gives no news (%u)"), self->address->place, status);
}

void
od_backend_open_async (OdBackend *self,
                       const char *path,
                       gint64 last_event,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  OD_ASSERT_MAIN ();

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SoupMessage *message = message_new (self, "GET", path);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  g_task_set_source_tag (task, od_backend_open_async);
  g_task_set_task_data (task, message, g_object_unref);
  soup_message_headers_replace (headers, "Accept", "text/event-stream");
  if (last_event >= 0) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, last_event);

    soup_message_headers_replace (headers, "Last-Event-ID", id);
  }
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, cancellable,
                           on_opened, g_steal_pointer (&task));
}

GInputStream *
od_backend_open_finish (OdBackend *self, GAsyncResult *result, GError **error)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- signing in: edition, then token ---------------------------------------------- */

typedef struct {
  json_t *body;
  guint tries; /* that found the server too busy to look */
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *in = data;

  json_decref (in->body);
  g_free (in);
}

static void ask_token (GTask *task);

static gboolean
on_paused (gpointer data)
{
  ask_token (data);
  return G_SOURCE_REMOVE;
}

/* Not everybody comes again at the same moment. */
static gboolean
may_ask_again (GTask *task, const GError *error)
{
  SignIn *in = g_task_get_task_data (task);

  if (error == NULL || g_strcmp0 (od_backend_error_get_problem (error), "busy") != 0
      || ++in->tries >= BUSY_TRIES)
    return FALSE;

  g_timeout_add (BUSY_PAUSE_MS + g_random_int_range (0, BUSY_PAUSE_MS), on_paused,
                 g_object_ref (task));
  return TRUE;
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdBackend *self = OD_BACKEND (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (self, result, &error);
  const char *token = json_string_value (json_object_get (answer, OD_FIELD_TOKEN));

  if (may_ask_again (task, error))
    return;
  if (token == NULL) {
    json_decref (answer);
    if (error == NULL)
      error = problem_to_error (self, SOUP_STATUS_OK, NULL);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  od_backend_forget (self);
  self->token = g_strdup (token);
  json_object_del (answer, OD_FIELD_TOKEN);
  g_task_return_pointer (task, answer, (GDestroyNotify) json_decref);
}

/* Takes @task. */
static void
ask_token (GTask *task)
{
  SignIn *in = g_task_get_task_data (task);
  OdBackendRequest request = { "POST", OD_PATH_SESSIONS, in->body };

  od_backend_call_async (g_task_get_source_object (task), &request,
                         g_task_get_cancellable (task), on_token, task);
}

static gboolean
check_edition (OdBackend *self, json_t *meta, GError **error)
{
  json_t *wire = json_object_get (meta, OD_FIELD_WIRE);

  if (!json_is_integer (wire)) {
    g_propagate_error (error, problem_to_error (self, SOUP_STATUS_OK, NULL));
    return FALSE;
  }
  if (json_integer_value (wire) == OD_WIRE_VERSION)
    return TRUE;

  g_set_error (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_VERSION,
               _ ("The server at %s speaks edition %d and this program edition %d: "
                  "update the older one"),
               self->address->place, (int) json_integer_value (wire), OD_WIRE_VERSION);
  return FALSE;
}

static void
on_meta (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdBackend *self = OD_BACKEND (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  json_t *meta = od_backend_call_finish (self, result, &error);

  if (meta != NULL && check_edition (self, meta, &error))
    ask_token (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
  json_decref (meta);
}

void
od_backend_sign_in_async (OdBackend *self,
                          const char *user,
                          const char *password,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  OD_ASSERT_MAIN ();

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  OdBackendRequest request = { "GET", OD_PATH_META };
  SignIn *in;
  json_t *body = json_pack ("{s:s, s:s}", OD_FIELD_USER, user, OD_FIELD_PASSWORD,
                            password);

  g_task_set_source_tag (task, od_backend_sign_in_async);
  if (body == NULL) {
    g_task_return_new_error (task, OD_BACKEND_ERROR, OD_BACKEND_ERROR_SIGNED_OUT,
                             _ ("The user name or the password is not UTF-8 text"));
    return;
  }
  in = g_new0 (SignIn, 1);
  in->body = g_steal_pointer (&body);
  g_task_set_task_data (task, in, sign_in_free);
  od_backend_call_async (self, &request, cancellable, on_meta, g_steal_pointer (&task));
}

json_t *
od_backend_sign_in_finish (OdBackend *self, GAsyncResult *result, GError **error)
{
  OD_ASSERT_MAIN ();

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
od_backend_forget (OdBackend *self)
{
  OD_ASSERT_MAIN ();

  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_clear_pointer (&self->token, g_free);
}

/* --- the object ------------------------------------------------------------------- */

static void
od_backend_finalize (GObject *object)
{
  OdBackend *self = OD_BACKEND (object);

  od_backend_forget (self);
  g_clear_pointer (&self->address, od_server_address_free);
  g_clear_object (&self->session);
  g_clear_object (&self->patient);
  G_OBJECT_CLASS (od_backend_parent_class)->finalize (object);
}

static void
od_backend_class_init (OdBackendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_backend_finalize;
}

static SoupSession *
make_session (guint silence_s)
{
  SoupSession *session = soup_session_new_with_options ("timeout", silence_s, "max-conns",
                                                        MAX_CONNECTIONS,
                                                        "max-conns-per-host",
                                                        MAX_CONNECTIONS, NULL);

  soup_session_set_user_agent (session, "outdial");
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

static void
od_backend_init (OdBackend *self)
{
  self->session = make_session (SILENCE_S);
  self->patient = make_session (PATIENCE_S);
}

OdBackend *
od_backend_new (const char *url, GError **error)
{
  OD_ASSERT_MAIN ();

  g_autoptr (OdServerAddress) address = od_server_address_new (url, error);
  OdBackend *self;

  if (address == NULL)
    return NULL;

  self = g_object_new (OD_TYPE_BACKEND, NULL);
  self->address = g_steal_pointer (&address);
  if (self->address->loopback) {
    soup_session_set_proxy_resolver (self->session, NULL);
    soup_session_set_proxy_resolver (self->patient, NULL);
  }
  return self;
}

const char *
od_backend_get_place (OdBackend *self)
{
  OD_ASSERT_MAIN ();

  return self->address->place;
}

gboolean
od_backend_is_signed_in (OdBackend *self)
{
  OD_ASSERT_MAIN ();

  return self->token != NULL;
}

char *
od_backend_fill_path (const char *path, const char *id)
{
  const char *hole = strstr (path, "{id}");

  g_return_val_if_fail (hole != NULL, NULL);
  return g_strdup_printf ("%.*s%s%s", (int) (hole - path), path, id,
                          hole + strlen ("{id}"));
}

char *
od_backend_fill_id (const char *path, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return od_backend_fill_path (path, text);
}
