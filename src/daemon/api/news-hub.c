/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Server-Sent Events to every open stream. A stream first gets what it missed, in pages
 * from the store, then the live events; which of both an event comes by is decided by
 * its seq alone, so that nothing is missed and nothing comes twice. Main thread.
 */
#include "daemon/api/news-hub.h"

#include "daemon/api/http-server.h"
#include "daemon/api/me-json.h"
#include "daemon/store/event-store.h"
#include "shared/model/thread.h"
#include "shared/wire/event-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"
#include "shared/wire/tally-json.h"

#include <microhttpd.h>
#include <string.h>

#define HEARTBEAT_MS 1000 /* three that did not come are said: live-feed.c */
#define TURNS        5 /* streams beat in turns: a thousand at once are 20 ms of work */
#define MAX_QUEUED   (256 * 1024) /* bytes a slow reader may owe */
#define PAGE         500          /* missed events read at a time: half of MAX_QUEUED */
#define MAX_MISSED   100000       /* more is told quicker as a reset */
#define BLOCK        4096

typedef struct {
  OdNewsHub *hub;
  OdRequest *request; /* lent; NULL: the connection is gone */
  gint64 user_id;
  gboolean agent; /* sees only its own */
  GQueue queue;   /* (element-type GBytes) */
  gsize queued;   /* bytes in it */
  gsize offset;   /* of the first one, sent already */
  guint turn;     /* which of a second's turns is its heartbeat's */
  gint64 seq;     /* last event queued */
  gboolean live;  /* has all it missed */
  gboolean suspended;
  gboolean ended;   /* after the queue: the end of the stream */
  gboolean reading; /* a page is under way */
  gboolean behind;  /* more pages, as soon as the reader has taken this one */
} Stream;

struct _OdNewsHub {
  OdStore *store;
  OdFloor *floor;
  OdDialer *dialer;
  GHashTable *streams; /* OdRequest -> Stream, owned */
  gint64 seq;          /* last event of the log */
  guint heartbeat_id;
  guint turn;   /* the one that is next */
  guint opened; /* streams so far */
  json_t *told; /* the warnings, as all supervisors heard them last; NULL: never */
  OdDashboard dashboard;
};

typedef struct {
  OdNewsHub *hub;
  OdRequest *request; /* a key: may be gone when the page comes */
  gint64 after;
  gint64 first;
  gint64 last;
  GPtrArray *events;
} Page;

static void
stream_free (gpointer data)
{
  Stream *stream = data;

  g_queue_clear_full (&stream->queue, (GDestroyNotify) g_bytes_unref);
  g_free (stream);
}

static void
wake (Stream *stream)
{
  if (!stream->suspended)
    return;
  stream->suspended = FALSE;
  od_http_server_resume (stream->request->server, stream->request->connection);
}

static GBytes *
frame (const char *name, gint64 seq, json_t *body)
{
  g_autofree char *text = json_dumps (body, JSON_COMPACT);
  char *framed = seq > 0
                   ? g_strdup_printf ("id: %" G_GINT64_FORMAT "\nevent: %s\ndata: %s\n\n",
                                      seq, name, text)
                   : g_strdup_printf ("event: %s\ndata: %s\n\n", name, text);

  return g_bytes_new_take (framed, strlen (framed));
}

static void
push_reset (Stream *stream)
{
  json_t *body = json_pack ("{s:I}", OD_FIELD_SEQ, stream->hub->seq);
  GBytes *bytes = frame (OD_NEWS_RESET, 0, body);

  json_decref (body);
  stream->queued += g_bytes_get_size (bytes);
  g_queue_push_tail (&stream->queue, bytes);
}

/* A slow reader: what it has begun to get goes out, the rest is cut. */
static void
cut (Stream *stream)
{
  GBytes *first = stream->offset > 0 ? g_queue_pop_head (&stream->queue) : NULL;

  g_queue_clear_full (&stream->queue, (GDestroyNotify) g_bytes_unref);
  stream->queued = 0;
  if (first != NULL) {
    g_queue_push_tail (&stream->queue, first);
    stream->queued = g_bytes_get_size (first);
  }
  push_reset (stream);
  stream->ended = TRUE;
}

static void
push (Stream *stream, GBytes *bytes)
{
  if (stream->ended)
    return;
  if (stream->queued + g_bytes_get_size (bytes) > MAX_QUEUED) {
    cut (stream);
  } else {
    g_queue_push_tail (&stream->queue, g_bytes_ref (bytes));
    stream->queued += g_bytes_get_size (bytes);
  }
  wake (stream);
}

static void
push_json (Stream *stream, const char *name, json_t *body)
{
  g_autoptr (GBytes) bytes = frame (name, 0, body);

  push (stream, bytes);
  json_decref (body);
}

static gboolean
may_see (const Stream *stream, const OdEvent *event)
{
  if (!stream->agent || event->agent_id == stream->user_id)
    return TRUE;

  /* Who is in a campaign has changed; but who there is, no agent is told. */
  return event->agent_id == 0
         && (event->kind == OD_EVENT_CAMPAIGN_SAVED
             || event->kind == OD_EVENT_SCRIPT_SAVED
             || event->kind == OD_EVENT_AGENTS_SAVED);
}

static void
push_event (Stream *stream, const OdEvent *event, GBytes *framed)
{
  if (event->seq <= stream->seq)
    return;
  stream->seq = event->seq;
  if (may_see (stream, event))
    push (stream, framed);
}

static GBytes *
frame_event (const OdEvent *event)
{
  json_t *body = od_event_json_to (event);
  GBytes *bytes = frame (od_event_kind_get_name (event->kind), event->seq, body);

  json_decref (body);
  return bytes;
}

static void
push_me (Stream *stream)
{
  OdNewsHub *hub = stream->hub;
  OdFloorAgent *agent = od_floor_get_agent (hub->floor, stream->user_id);

  if (agent == NULL)
    return;
  push_json (stream, OD_NEWS_ME,
             od_me_json_to (hub->floor, agent,
                            od_floor_get_call (hub->floor, agent->call_id),
                            od_dialer_get_campaign (hub->dialer, agent->campaign_id),
                            od_dialer_get_script (hub->dialer, agent->campaign_id)));
}

static gboolean
is_passed (const OdAbandonment *window, gint64 cap_permille)
{
  return window->abandoned * 1000 > window->people * cap_permille;
}

/* The campaigns in which more people met silence than the calling rules allow, whether
 * that is enough to stop one or not. (transfer full) */
static json_t *
passed_caps_of (OdNewsHub *hub)
{
  g_autoptr (GPtrArray) campaigns = od_dialer_list_campaigns (hub->dialer);
  json_t *array = json_array ();

  for (guint i = 0; i < campaigns->len; i++) {
    const OdCampaign *campaign = g_ptr_array_index (campaigns, i);
    guint cap = od_calling_rules_get (campaign->rules)->cap;
    OdAbandonment windows[OD_TALLY_N_WINDOWS];

    if (od_dialer_get_abandonment (hub->dialer, campaign->id, windows)
        && (is_passed (&windows[OD_TALLY_DAY], cap)
            || is_passed (&windows[OD_TALLY_MONTH], cap)))
      json_array_append_new (array,
                             json_pack ("{s:I, s:o}", OD_FIELD_CAMPAIGN, campaign->id,
                                        OD_FIELD_ABANDONMENT,
                                        od_tally_json_abandonment_to (windows, cap)));
  }
  return array;
}

/* What keeps us from dialing, and where too many are abandoned: no number of the tiles
 * moves by either. (transfer full) */
static json_t *
warnings_of (OdNewsHub *hub)
{
  const char *trouble = od_dialer_get_trouble (hub->dialer);

  return json_pack ("{s:o, s:o}", OD_FIELD_TROUBLE,
                    trouble != NULL ? json_string (trouble) : json_null (),
                    OD_FIELD_CAPS_PASSED, passed_caps_of (hub));
}

/* The tiles, and what the store does not have, because it is of the moment: how long the
 * person who waits longest has heard nobody, and what keeps us from dialing. (transfer
 * full) */
static json_t *
tiles_of (OdNewsHub *hub)
{
  json_t *body = od_tally_json_dashboard_to (&hub->dashboard);
  json_t *warnings = warnings_of (hub);
  g_autoptr (GPtrArray) calls = od_floor_list_calls (hub->floor);
  gint64 now_us = od_floor_now_us (hub->floor);
  gint64 longest_us = 0;

  for (guint i = 0; i < calls->len; i++) {
    const OdFloorCall *call = g_ptr_array_index (calls, i);

    if (call->state == OD_CALL_WAITING)
      longest_us = MAX (longest_us, now_us - call->since_us);
  }
  json_object_set_new (body, OD_FIELD_LONGEST_WAITING_MS,
                       json_integer (longest_us / 1000));
  json_object_update (body, warnings);
  json_decref (warnings);
  return body;
}

static void
go_live (Stream *stream)
{
  stream->live = TRUE;
  if (stream->agent)
    push_me (stream);
  else
    push_json (stream, OD_NEWS_DASHBOARD, tiles_of (stream->hub));
}

static gboolean
read_page (OdTx *tx, gpointer data, GError **error)
{
  Page *page = data;

  page->first = od_event_store_first_seq (tx, error);
  page->last = od_event_store_last_seq (tx, error);
  if (page->first < 0 || page->last < 0)
    return FALSE;
  page->events = od_event_store_since (tx, page->after, PAGE, error);
  return page->events != NULL;
}

static void
page_free (gpointer data)
{
  Page *page = data;

  g_clear_pointer (&page->events, g_ptr_array_unref);
  g_free (page);
}

static void on_page (gpointer data, const GError *error, gpointer user_data);

static void
ask_page (Stream *stream)
{
  Page *page = g_new0 (Page, 1);

  page->hub = stream->hub;
  page->request = stream->request;
  page->after = stream->seq;
  stream->reading = TRUE;
  stream->behind = FALSE;
  od_store_read (stream->hub->store, read_page, page, page_free, on_page, NULL);
}

static void
begin_again (Stream *stream, gint64 last)
{
  stream->seq = MAX (last, stream->hub->seq);
  push_reset (stream);
  wake (stream);
  go_live (stream);
}

static void
on_page (gpointer data, const GError *error, gpointer user_data)
{
  Page *page = data;
  Stream *stream = g_hash_table_lookup (page->hub->streams, page->request);

  /* Another stream may live at the address of the one that asked. */
  if (stream == NULL || !stream->reading || stream->seq != page->after)
    return;
  stream->reading = FALSE;
  page->hub->seq = MAX (page->hub->seq, error == NULL ? page->last : 0);
  if (error != NULL || page->after + 1 < page->first || page->after > page->last
      || page->last - page->after > MAX_MISSED) {
    begin_again (stream, error == NULL ? page->last : 0);
    return;
  }

  for (guint i = 0; i < page->events->len; i++) {
    const OdEvent *event = g_ptr_array_index (page->events, i);
    g_autoptr (GBytes) framed = frame_event (event);

    push_event (stream, event, framed);
  }
  /* Also after an empty page: an event may have been told since it was read. */
  stream->behind = stream->seq < page->hub->seq;
  if (!stream->behind)
    go_live (stream);
  else if (g_queue_is_empty (&stream->queue))
    ask_page (stream);
}

/* Called by the server library when the socket takes more. It only ever suspends its own
 * connection. */
static ssize_t
on_read (void *cls, uint64_t pos, char *buffer, size_t max)
{
  Stream *stream = cls;
  GBytes *bytes = g_queue_peek_head (&stream->queue);
  gsize size;
  const char *data;

  if (bytes == NULL && stream->ended)
    return MHD_CONTENT_READER_END_OF_STREAM;
  if (bytes == NULL && stream->behind)
    ask_page (stream);
  if (bytes == NULL) {
    stream->suspended = TRUE;
    MHD_suspend_connection (stream->request->connection);
    return 0;
  }

  data = g_bytes_get_data (bytes, &size);
  max = MIN (max, size - stream->offset);
  memcpy (buffer, data + stream->offset, max);
  stream->offset += max;
  if (stream->offset == size) {
    stream->offset = 0;
    stream->queued -= size;
    g_bytes_unref (g_queue_pop_head (&stream->queue));
  }
  return (ssize_t) max;
}

struct MHD_Response *
od_news_hub_open (OdNewsHub *hub, OdRequest *request)
{
  Stream *stream = g_new0 (Stream, 1);

  OD_ASSERT_MAIN ();
  stream->hub = hub;
  stream->request = request;
  stream->turn = hub->opened++ % TURNS;
  stream->user_id = request->session->user_id;
  stream->agent = request->session->role == OD_ROLE_AGENT;
  g_queue_init (&stream->queue);
  g_hash_table_insert (hub->streams, request, stream);

  if (request->last_event >= 0) {
    stream->seq = request->last_event;
    ask_page (stream);
  } else {
    stream->seq = hub->seq;
    push_json (stream, OD_NEWS_HELLO, json_pack ("{s:I}", OD_FIELD_SEQ, hub->seq));
    go_live (stream);
  }
  return MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, BLOCK, on_read, stream,
                                            NULL);
}

void
od_news_hub_close (OdNewsHub *hub, OdRequest *request)
{
  OD_ASSERT_MAIN ();
  g_hash_table_remove (hub->streams, request);
}

void
od_news_hub_set_seq (OdNewsHub *hub, gint64 seq)
{
  OD_ASSERT_MAIN ();
  hub->seq = MAX (hub->seq, seq);
}

/* Gives @bytes to every stream that @wants says so of, or to all. */
static void
push_to (OdNewsHub *hub, gboolean (*wants) (const Stream *stream), GBytes *bytes)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, hub->streams);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (wants == NULL || wants (value))
      push (value, bytes);
  }
}

static gboolean
is_supervisors (const Stream *stream)
{
  return stream->live && !stream->agent;
}

void
od_news_hub_on_event (OdNewsHub *hub, const OdEvent *event)
{
  g_autoptr (GBytes) framed = frame_event (event);
  GHashTableIter iter;
  gpointer value;

  OD_ASSERT_MAIN ();
  hub->seq = event->seq;
  g_hash_table_iter_init (&iter, hub->streams);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Stream *stream = value;

    if (stream->live)
      push_event (stream, event, framed);
  }
}

static void
push_to_supervisors (OdNewsHub *hub, const char *name, json_t *body)
{
  g_autoptr (GBytes) framed = frame (name, 0, body);

  push_to (hub, is_supervisors, framed);
  json_decref (body);
}

void
od_news_hub_on_phone (OdNewsHub *hub, const OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  push_to_supervisors (hub, OD_NEWS_AGENT, od_me_json_agent_to (hub->floor, agent));
}

/* The agent first: the screen that pops must not wait behind all the others. */
void
od_news_hub_on_agent (OdNewsHub *hub, const OdFloorAgent *agent)
{
  GHashTableIter iter;
  gpointer value;

  OD_ASSERT_MAIN ();
  g_hash_table_iter_init (&iter, hub->streams);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Stream *stream = value;

    if (stream->live && stream->agent && stream->user_id == agent->id)
      push_me (stream);
  }
  od_news_hub_on_phone (hub, agent);
}

/* Takes @warnings. */
static void
push_tiles (OdNewsHub *hub, json_t *warnings)
{
  json_decref (hub->told);
  hub->told = warnings;
  if (g_hash_table_size (hub->streams) > 0)
    push_to_supervisors (hub, OD_NEWS_DASHBOARD, tiles_of (hub));
}

void
od_news_hub_on_dashboard (OdNewsHub *hub, const OdDashboard *dashboard)
{
  OD_ASSERT_MAIN ();
  hub->dashboard = *dashboard;
  push_tiles (hub, warnings_of (hub));
}

/* A full disk moves no number, nor does a midnight. */
static void
push_other_warnings (OdNewsHub *hub)
{
  json_t *warnings = warnings_of (hub);

  if (hub->told != NULL && json_equal (warnings, hub->told))
    json_decref (warnings);
  else
    push_tiles (hub, warnings);
}

/* @session (nullable): opened with it; @user_id: of this user; 0: of all. */
static void
end_streams (OdNewsHub *hub, gint64 user_id, const OdSession *session)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, hub->streams);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Stream *stream = value;

    if ((user_id != 0 && stream->user_id != user_id)
        || (session != NULL && stream->request->session != session))
      continue;
    stream->ended = TRUE;
    wake (stream);
  }
}

void
od_news_hub_end_session (OdNewsHub *hub, const OdSession *session)
{
  OD_ASSERT_MAIN ();
  end_streams (hub, 0, session);
}

void
od_news_hub_end (OdNewsHub *hub, gint64 user_id)
{
  OD_ASSERT_MAIN ();
  end_streams (hub, user_id, NULL);
}

static gboolean
has_turn (const Stream *stream)
{
  return stream->turn == stream->hub->turn;
}

/* Who hears nothing for three beats says that we cannot be heard. And a stream that is
 * idle leaves the poll set: a dead one is noticed by this write only. */
static gboolean
on_heartbeat (gpointer data)
{
  OdNewsHub *hub = data;
  static const char beat[] = ":\n\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (beat, strlen (beat));

  hub->turn = (hub->turn + 1) % TURNS;
  push_to (hub, has_turn, bytes);
  if (hub->turn == 0)
    push_other_warnings (hub);
  return G_SOURCE_CONTINUE;
}

OdNewsHub *
od_news_hub_new (OdStore *store, OdFloor *floor, OdDialer *dialer)
{
  OdNewsHub *hub = g_new0 (OdNewsHub, 1);

  OD_ASSERT_MAIN ();
  hub->store = store;
  hub->floor = floor;
  hub->dialer = dialer;
  hub->streams = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, stream_free);
  hub->heartbeat_id = g_timeout_add (HEARTBEAT_MS / TURNS, on_heartbeat, hub);
  return hub;
}

void
od_news_hub_free (OdNewsHub *hub)
{
  OD_ASSERT_MAIN ();
  g_source_remove (hub->heartbeat_id);
  json_decref (hub->told);
  g_hash_table_unref (hub->streams);
  g_free (hub);
}
