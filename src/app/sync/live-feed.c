/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The live stream, kept open. Every attempt has its own cancellable: what arrives for an
 * attempt that was given up is nobody's. Promises that the link is called lost 3 s after
 * the last byte at the latest. A stream that is only late goes on; 12 s after its last
 * byte another one is opened. Main thread.
 *
 *                                          3 s of silence
 *   STOPPED --start--> OPENING --answer--> UP <-------> QUIET
 *      ^                  ^ |               |   a byte    |
 *      |            pause | | error, 12 s   | error, end  | error, end, 12 s
 *      |                  | v               |             |
 *      +--stop, 401--- PAUSING <------------+-------------+
 */
#include "app/sync/live-feed.h"

#include "app/object/signal.h"
#include "app/sync/sse-parser.h"
#include "shared/model/thread.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <string.h>

#define PING_S         5
#define QUIET_MS       3000  /* three heartbeats of the server: news-hub.c */
#define SILENCE_MS     12000 /* nothing comes on this stream any more */
#define FIRST_PAUSE_MS 250   /* doubles each time */
#define LAST_PAUSE_MS  2000
#define PIECE          16384

typedef enum { STOPPED, OPENING, UP, QUIET, PAUSING } Step;

struct _OdLiveFeed {
  GObject parent_instance;

  OdBackend *backend;
  Step step;
  GCancellable *attempt; /* NULL: none is under way */
  GInputStream *stream;  /* NULL: neither UP nor QUIET */
  OdSseParser *parser;   /* as stream */
  guint silence_id;      /* source: 0: nobody must be heard */
  guint pause_id;        /* source: 0: not PAUSING */
  guint ping_id;         /* source: 0: STOPPED */
  GCancellable *run;     /* from start to stop; NULL: STOPPED */
  guint pause_ms;        /* how long the next pause is */
  gint64 last_id;        /* of the log; -1: none was heard */
  gint64 heard_us;       /* the last byte; 0: none was heard */
  char piece[PIECE];
};

G_DEFINE_FINAL_TYPE (OdLiveFeed, od_live_feed, G_TYPE_OBJECT)

static void open_stream (OdLiveFeed *self); /* a broken stream is opened again */

static void
clear_attempt (OdLiveFeed *self)
{
  if (self->attempt != NULL)
    g_cancellable_cancel (self->attempt);
  g_clear_object (&self->attempt);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->parser, od_sse_parser_free);
  g_clear_handle_id (&self->silence_id, g_source_remove);
  g_clear_handle_id (&self->pause_id, g_source_remove);
}

static gboolean
on_pause_over (gpointer data)
{
  OdLiveFeed *self = data;

  self->pause_id = 0;
  open_stream (self);
  return G_SOURCE_REMOVE;
}

/* A quarter more or less, so that not everybody comes at once after a restart. */
static void
lose (OdLiveFeed *self)
{
  gboolean was_up = self->step == UP;
  guint pause_ms = self->pause_ms * g_random_double_range (0.75, 1.25);

  clear_attempt (self);
  self->step = PAUSING;
  self->pause_id = g_timeout_add (pause_ms, on_pause_over, self);
  self->pause_ms = MIN (self->pause_ms * 2, LAST_PAUSE_MS);
  if (was_up)
    g_signal_emit_by_name (self, "link-changed", FALSE);
}

static void
be_signed_out (OdLiveFeed *self)
{
  od_live_feed_stop (self);
  g_signal_emit_by_name (self, "signed-out");
}

static void listen_for (OdLiveFeed *self, guint silence_ms); /* QUIET, it listens on */

static gboolean
on_silence (gpointer data)
{
  OdLiveFeed *self = data;

  self->silence_id = 0;
  if (self->step == UP) {
    self->step = QUIET;
    listen_for (self, SILENCE_MS - QUIET_MS);
    g_signal_emit_by_name (self, "link-changed", FALSE);
  } else {
    lose (self);
  }
  return G_SOURCE_REMOVE;
}

static void
listen_for (OdLiveFeed *self, guint silence_ms)
{
  g_clear_handle_id (&self->silence_id, g_source_remove);
  self->silence_id = g_timeout_add (silence_ms, on_silence, self);
}

/* Something was heard. A listener may stop the feed. */
static void
rise (OdLiveFeed *self)
{
  gboolean was_up = self->step == UP;

  self->step = UP;
  self->pause_ms = FIRST_PAUSE_MS;
  self->heard_us = g_get_monotonic_time ();
  listen_for (self, QUIET_MS);
  if (!was_up)
    g_signal_emit_by_name (self, "link-changed", TRUE);
}

static void
tell (OdLiveFeed *self, const OdSseEvent *event)
{
  json_t *body = json_loads (event->data, JSON_REJECT_DUPLICATES, NULL);
  gint64 id = 0;

  if (event->id != NULL
      && g_ascii_string_to_signed (event->id, 10, 0, G_MAXINT64, &id, NULL))
    self->last_id = id;
  if (strcmp (event->name, OD_NEWS_HELLO) == 0
      || strcmp (event->name, OD_NEWS_RESET) == 0)
    self->last_id = json_integer_value (json_object_get (body, OD_FIELD_SEQ));

  if (body == NULL)
    g_message ("live stream: event %s is not JSON", event->name);
  else if (strcmp (event->name, OD_NEWS_RESET) == 0)
    g_signal_emit_by_name (self, "reset");
  else
    g_signal_emit_by_name (self, "event", event->name, id, body);
  json_decref (body);
}

/* A listener may stop the feed; what it then still holds is not told. */
static void
tell_all (OdLiveFeed *self, GCancellable *attempt, GPtrArray *events)
{
  for (guint i = 0; i < events->len && self->attempt == attempt; i++)
    tell (self, g_ptr_array_index (events, i));
}

static void on_piece (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_on (OdLiveFeed *self)
{
  g_input_stream_read_async (self->stream, self->piece, PIECE, G_PRIORITY_DEFAULT,
                             self->attempt, on_piece, g_object_ref (self));
}

static void
on_piece (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdLiveFeed) self = user_data;
  g_autoptr (GPtrArray)
    events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_sse_event_free);
  g_autoptr (GCancellable) attempt = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (G_INPUT_STREAM (source) != self->stream)
    return;
  if (n <= 0 || !od_sse_parser_feed (self->parser, self->piece, n, events)) {
    lose (self);
    return;
  }

  attempt = g_object_ref (self->attempt);
  rise (self);
  tell_all (self, attempt, events);
  if (G_INPUT_STREAM (source) == self->stream)
    read_on (self);
}

/* Which attempt an answer is for. */
typedef struct {
  OdLiveFeed *self;
  GCancellable *attempt;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->self);
  g_object_unref (asked->attempt);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  OdLiveFeed *self = asked->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;

  stream = od_backend_open_finish (OD_BACKEND (source), result, &error);
  if (asked->attempt != self->attempt)
    return;
  if (g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_SIGNED_OUT)) {
    be_signed_out (self);
    return;
  }
  if (stream == NULL) {
    lose (self);
    return;
  }

  self->stream = g_steal_pointer (&stream);
  self->parser = od_sse_parser_new ();
  read_on (self);
  rise (self);
}

static void
open_stream (OdLiveFeed *self)
{
  Asked *asked = g_new0 (Asked, 1);

  self->step = OPENING;
  self->attempt = g_cancellable_new ();
  asked->self = g_object_ref (self);
  asked->attempt = g_object_ref (self->attempt);
  listen_for (self, SILENCE_MS);
  od_backend_open_async (self->backend, OD_PATH_STREAM, self->last_id, self->attempt,
                         on_opened, asked);
}

static void
on_pong (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdLiveFeed) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  json_decref (answer);
  if (g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_SIGNED_OUT))
    be_signed_out (self);
}

static gboolean
on_ping_due (gpointer data)
{
  OdLiveFeed *self = data;
  OdBackendRequest request = { "POST", OD_PATH_ME_PING };

  /* A ping of an earlier run says nothing about this one's session. */
  od_backend_call_async (self->backend, &request, self->run, on_pong,
                         g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
od_live_feed_dispose (GObject *object)
{
  OdLiveFeed *self = OD_LIVE_FEED (object);

  od_live_feed_stop (self);
  g_clear_object (&self->backend);
  G_OBJECT_CLASS (od_live_feed_parent_class)->dispose (object);
}

static void
od_live_feed_class_init (OdLiveFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_live_feed_dispose;

  od_signal_new (klass, "event", 3, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_POINTER);
  od_signal_new (klass, "link-changed", 1, G_TYPE_BOOLEAN);
  od_signal_new (klass, "reset", 0);
  od_signal_new (klass, "signed-out", 0);
}

static void
od_live_feed_init (OdLiveFeed *self)
{
  self->last_id = -1;
}

OdLiveFeed *
od_live_feed_new (OdBackend *backend)
{
  OD_ASSERT_MAIN ();

  OdLiveFeed *self = g_object_new (OD_TYPE_LIVE_FEED, NULL);

  self->backend = g_object_ref (backend);
  return self;
}

void
od_live_feed_start (OdLiveFeed *self)
{
  OD_ASSERT_MAIN ();

  if (self->step != STOPPED)
    return;

  self->pause_ms = FIRST_PAUSE_MS;
  self->run = g_cancellable_new ();
  self->ping_id = g_timeout_add_seconds (PING_S, on_ping_due, self);
  open_stream (self);
}

void
od_live_feed_stop (OdLiveFeed *self)
{
  OD_ASSERT_MAIN ();

  clear_attempt (self);
  g_clear_handle_id (&self->ping_id, g_source_remove);
  if (self->run != NULL)
    g_cancellable_cancel (self->run);
  g_clear_object (&self->run);
  self->step = STOPPED;
  self->last_id = -1;
}

gboolean
od_live_feed_is_up (OdLiveFeed *self)
{
  OD_ASSERT_MAIN ();

  return self->step == UP;
}

gint64
od_live_feed_get_heard_us (OdLiveFeed *self)
{
  OD_ASSERT_MAIN ();

  return self->heard_us;
}
