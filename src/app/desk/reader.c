/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asked a hundred times in a second, the server is asked a few times, and the last answer
 * is always of after the last asking. Main thread.
 *
 *   IDLE --read--> ASKING --answer--> RESTING --pause over--> IDLE
 *                    |  read: again      |  read: again, when the pause is over
 *                    |  nobody answered: again, when a longer pause is over
 */
#include "app/desk/reader.h"

#include "app/object/signal.h"
#include "shared/model/thread.h"

#define FIRST_RETRY_MS 1000 /* doubles each time */
#define LAST_RETRY_MS  8000

struct _OdReader {
  GObject parent_instance;

  OdBackend *backend;
  char *path;
  guint pause_ms;
  GCancellable *cancellable; /* the request under way; NULL: none */
  guint rest_id;             /* source; 0: not resting */
  gboolean again;            /* asked since the request left, or not answered */
  guint retry_ms;            /* the next pause after nobody answered */
};

G_DEFINE_FINAL_TYPE (OdReader, od_reader, G_TYPE_OBJECT)

static gboolean
on_rested (gpointer data)
{
  OdReader *self = data;

  self->rest_id = 0;
  if (self->again)
    od_reader_read (self);
  return G_SOURCE_REMOVE;
}

static void
rest (OdReader *self, gboolean unanswered)
{
  guint ms = unanswered ? self->retry_ms : self->pause_ms;

  self->retry_ms = unanswered ? MIN (self->retry_ms * 2, LAST_RETRY_MS) : FIRST_RETRY_MS;
  self->again = self->again || unanswered;
  self->rest_id = g_timeout_add (ms, on_rested, self);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdReader) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  rest (self, g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE));
  if (error != NULL)
    g_signal_emit_by_name (self, "failed", error);
  else
    g_signal_emit_by_name (self, "read", answer);
  json_decref (answer);
}

static void
od_reader_finalize (GObject *object)
{
  OdReader *self = OD_READER (object);

  od_reader_stop (self);
  g_object_unref (self->backend);
  g_free (self->path);
  G_OBJECT_CLASS (od_reader_parent_class)->finalize (object);
}

static void
od_reader_class_init (OdReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_reader_finalize;

  od_signal_new (klass, "read", 1, G_TYPE_POINTER);
  od_signal_new (klass, "failed", 1, G_TYPE_POINTER);
}

static void
od_reader_init (OdReader *self)
{
  self->retry_ms = FIRST_RETRY_MS;
}

OdReader *
od_reader_new (OdBackend *backend, const char *path, guint pause_ms)
{
  OD_ASSERT_MAIN ();

  OdReader *self = g_object_new (OD_TYPE_READER, NULL);

  self->backend = g_object_ref (backend);
  self->path = g_strdup (path);
  self->pause_ms = pause_ms;
  return self;
}

void
od_reader_read (OdReader *self)
{
  OD_ASSERT_MAIN ();

  OdBackendRequest request = { "GET", self->path };

  self->again = self->cancellable != NULL || self->rest_id != 0;
  if (self->again)
    return;

  self->cancellable = g_cancellable_new ();
  od_backend_call_async (self->backend, &request, self->cancellable, on_answer,
                         g_object_ref (self));
}

gboolean
od_reader_is_due (OdReader *self)
{
  OD_ASSERT_MAIN ();

  return self->cancellable != NULL || self->again;
}

void
od_reader_stop (OdReader *self)
{
  OD_ASSERT_MAIN ();

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->again = FALSE;
}

void
od_reader_leave (OdReader **reader, gpointer self)
{
  OD_ASSERT_MAIN ();

  if (*reader != NULL)
    od_reader_stop (*reader);
  od_signal_leave (reader, self);
}
