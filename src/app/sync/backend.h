/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend-error.h"
#include <gio/gio.h>
#include <jansson.h>

/**
 * OdBackend:
 *
 * The server as the app sees it: requests as JSON, one sign-in, errors that say what to
 * do next. Keeps the token in memory only; never logs it, nor a password. Main thread,
 * default main context; nothing here waits.
 */
#define OD_TYPE_BACKEND (od_backend_get_type ())
G_DECLARE_FINAL_TYPE (OdBackend, od_backend, OD, BACKEND, GObject)

/**
 * od_backend_new:
 * @url: "http://127.0.0.1:8620" or "https://…"; plain http only on this machine
 *
 * Connects to nothing yet. Returns: NULL with OD_BACKEND_ERROR_ADDRESS.
 */
OdBackend *od_backend_new (const char *url, GError **error);

/** od_backend_get_place: "host:port", for messages. */
const char *od_backend_get_place (OdBackend *self);

/** od_backend_is_signed_in: a token is held; the server may have ended it. */
gboolean od_backend_is_signed_in (OdBackend *self);

/**
 * od_backend_sign_in_async:
 *
 * Asks for the server's edition, then for a token. A wrong password is SIGNED_OUT. A
 * server that is too busy to look at it is asked again for a minute.
 */
void od_backend_sign_in_async (OdBackend *self,
                               const char *user,
                               const char *password,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** od_backend_sign_in_finish: (transfer full): what the server says of the new session
 * without its token. */
json_t *od_backend_sign_in_finish (OdBackend *self, GAsyncResult *result, GError **error);

/** od_backend_forget: drops the token. */
void od_backend_forget (OdBackend *self);

/* One request. The strings are lent for the length of the call that takes them. */
typedef struct {
  const char *method;
  const char *path; /* "/v1/…" */
  json_t *body;     /* lent; NULL: none */
  const char *key;  /* Idempotency-Key; NULL: a fresh one, if the method changes things */
  gint64 if_match;  /* the version seen; 0: none */
  gboolean patient; /* it may be long work: its answer is waited for, for minutes */
} OdBackendRequest;

/**
 * od_backend_call_async:
 *
 * Sends @request once. The answer arrives in @callback.
 */
void od_backend_call_async (OdBackend *self,
                            const OdBackendRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** od_backend_call_finish: (transfer full): the answer; JSON null where it has no body;
 * NULL with @error. */
json_t *od_backend_call_finish (OdBackend *self, GAsyncResult *result, GError **error);

/** od_backend_open_async: opens an endless answer. @last_event: Last-Event-ID; -1: none.
 */
void od_backend_open_async (OdBackend *self,
                            const char *path,
                            gint64 last_event,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** od_backend_open_finish: (transfer full): its bytes. */
GInputStream *
od_backend_open_finish (OdBackend *self, GAsyncResult *result, GError **error);

/** od_backend_fill_path, od_backend_fill_id: (transfer full): @path with @id in the place
 * of {id}. */
char *od_backend_fill_path (const char *path, const char *id);
char *od_backend_fill_id (const char *path, gint64 id);
