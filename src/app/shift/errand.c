/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request or a pause, never two. Main thread.
 */
#include "app/shift/errand.h"

struct _OdErrand {
  OdBackend *backend; /* lent */
  GObject *owner;     /* lent, but for the length of a request */
  OdErrandAnswered answered;
  OdErrandRested rested;
  GCancellable *request; /* under way; NULL: none */
  guint pause_id;        /* source; 0: no pause */
};

OdErrand *
od_errand_new (OdBackend *backend,
               GObject *owner,
               OdErrandAnswered answered,
               OdErrandRested rested)
{
  OdErrand *self = g_new0 (OdErrand, 1);

  self->backend = backend;
  self->owner = owner;
  self->answered = answered;
  self->rested = rested;
  return self;
}

void
od_errand_drop (OdErrand *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (self->request != NULL)
    g_cancellable_cancel (self->request);
  g_clear_object (&self->request);
}

void
od_errand_free (OdErrand *self)
{
  od_errand_drop (self);
  g_free (self);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdErrand *self = user_data;
  g_autoptr (GObject) owner = self->owner; /* the request's reference */
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_object (&self->request);
    self->answered (owner, answer, error);
  }
  json_decref (answer);
}

void
od_errand_ask (OdErrand *self, const char *method, const char *path, json_t *body)
{
  OdBackendRequest request = { method, path, body };

  od_errand_drop (self);
  self->request = g_cancellable_new ();
  g_object_ref (self->owner);
  od_backend_call_async (self->backend, &request, self->request, on_answer, self);
  json_decref (body);
}

static gboolean
on_pause_over (gpointer data)
{
  OdErrand *self = data;

  self->pause_id = 0;
  self->rested (self->owner);
  return G_SOURCE_REMOVE;
}

void
od_errand_rest (OdErrand *self, guint pause_ms)
{
  od_errand_drop (self);
  self->pause_id = g_timeout_add (pause_ms, on_pause_over, self);
}
