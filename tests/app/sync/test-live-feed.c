/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The live stream against a real HTTP server that breaks it.
 */
#include "app/sync/live-feed.h"

#include "app/sync/http-peer.h"
#include "shared/wire/paths.h"
#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  Peer *peer;
  OdBackend *backend;
  OdLiveFeed *feed;
  GString *told;              /* "up;event me 0 {};" */
  const char *wanted;         /* what a wait is for: the end of told */
  const char *const *streams; /* what the peer says to one stream after the other */
  guint n_streams;            /* opened so far */
  SoupServerMessage *open;    /* lent; a stream that does not end; NULL: there is none */
} Fixture;

/* Goes on with the stream that does not end. */
static void
say_more (Fixture *f, const char *text)
{
  soup_message_body_append (soup_server_message_get_response_body (f->open),
                            SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_unpause (f->open);
}

static void
leave_open (Fixture *f, SoupServerMessage *message, const char *text)
{
  peer_say (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  f->open = message;
  say_more (f, text);
}

/* Each stream says its text and ends, but for one that begins with ":"; "401" refuses it.
 * After the last, none is answered: the last one stays open. */
static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;
  const char *text;

  if (strcmp (asked->path, OD_PATH_STREAM) != 0) {
    peer_say (message, 204, NULL);
    return;
  }
  text = f->streams[f->n_streams];
  if (text == NULL) {
    soup_server_message_pause (message);
    return;
  }
  f->n_streams++;
  if (strcmp (text, "401") == 0)
    peer_say (message, 401, "{\"code\":\"signed-out\",\"title\":\"Sign in\"}");
  else if (text[0] == ':')
    leave_open (f, message, text);
  else
    peer_say (message, 200, text);
}

static void
on_event (OdLiveFeed *feed, const char *name, gint64 id, json_t *body, Fixture *f)
{
  char *text = json_dumps (body, JSON_COMPACT);

  g_string_append_printf (f->told, "event %s %d %s;", name, (int) id, text);
  free (text);
}

static void
on_link_changed (OdLiveFeed *feed, gboolean up, Fixture *f)
{
  g_assert_cmpint (od_live_feed_is_up (feed), ==, up);
  g_string_append (f->told, up ? "up;" : "down;");
}

static void
on_reset (OdLiveFeed *feed, Fixture *f)
{
  g_string_append (f->told, "reset;");
}

static void
on_signed_out (OdLiveFeed *feed, Fixture *f)
{
  g_string_append (f->told, "signed-out;");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->backend = od_backend_new (f->peer->url, NULL);
  f->feed = od_live_feed_new (f->backend);
  f->told = g_string_new (NULL);
  g_signal_connect (f->feed, "event", G_CALLBACK (on_event), f);
  g_signal_connect (f->feed, "link-changed", G_CALLBACK (on_link_changed), f);
  g_signal_connect (f->feed, "reset", G_CALLBACK (on_reset), f);
  g_signal_connect (f->feed, "signed-out", G_CALLBACK (on_signed_out), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_live_feed_stop (f->feed);
  g_clear_object (&f->feed);
  g_clear_object (&f->backend);
  /* What was given up ends in the loop. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  peer_free (f->peer);
  g_string_free (f->told, TRUE);
}

static gboolean
is_told (gpointer data)
{
  Fixture *f = data;

  return g_str_has_suffix (f->told->str, f->wanted);
}

static void
await (Fixture *f, const char *wanted)
{
  f->wanted = wanted;
  od_test_wait_until (is_told, f, LIMIT_S, wanted);
}

static gboolean
has_asked (gpointer data)
{
  Fixture *f = data;

  return f->peer->asked->len >= GPOINTER_TO_UINT (f->wanted);
}

static void
test_a_broken_stream_goes_on_where_it_broke (Fixture *f, gconstpointer data)
{
  static const char *const streams[] = {
    "event: hello\ndata: {\"seq\":5}\n\nid: 7\nevent: call-moved\ndata: {\"n\":1}\n\n",
    "id: 8\nevent: call-moved\ndata: {\"n\":2}\n\nevent: me\ndata: {}\n\n", NULL
  };

  f->streams = streams;
  od_live_feed_start (f->feed);
  await (f, "event me 0 {};down;");
  g_assert_cmpstr (f->told->str, ==,
                   "up;event hello 0 {\"seq\":5};event call-moved 7 {\"n\":1};down;"
                   "up;event call-moved 8 {\"n\":2};event me 0 {};down;");
  f->wanted = GUINT_TO_POINTER (3);
  od_test_wait_until (has_asked, f, LIMIT_S, "the third try");
  g_assert_null (peer_get (f->peer, 0)->last);
  g_assert_cmpstr (peer_get (f->peer, 1)->last, ==, "7");
  g_assert_cmpstr (peer_get (f->peer, 2)->last, ==, "8");
}

static void
test_a_reset_begins_again_at_its_number (Fixture *f, gconstpointer data)
{
  static const char *const streams[] = {
    "id: 7\nevent: a\ndata: {}\n\nevent: reset\ndata: {\"seq\":90}\n\n", NULL
  };

  f->streams = streams;
  od_live_feed_start (f->feed);
  await (f, "reset;down;");
  f->wanted = GUINT_TO_POINTER (2);
  od_test_wait_until (has_asked, f, LIMIT_S, "the second try");
  g_assert_cmpstr (peer_get (f->peer, 1)->last, ==, "90");
}

static void
test_a_lost_session_ends_the_feed (Fixture *f, gconstpointer data)
{
  static const char *const streams[] = { "event: me\ndata: {}\n\n", "401", NULL };

  f->streams = streams;
  od_live_feed_start (f->feed);
  await (f, "signed-out;");
  g_assert_cmpstr (f->told->str, ==, "up;event me 0 {};down;signed-out;");
  g_assert_false (od_live_feed_is_up (f->feed));
  g_assert_cmpuint (f->peer->asked->len, ==, 2);
}

static void
on_event_stop (OdLiveFeed *feed, const char *name, gint64 id, json_t *body, Fixture *f)
{
  od_live_feed_stop (feed);
}

static void
test_a_listener_may_stop_it (Fixture *f, gconstpointer data)
{
  static const char *const streams[] = { "event: a\ndata: {}\n\nevent: b\ndata: {}\n\n",
                                         NULL };

  f->streams = streams;
  g_signal_connect (f->feed, "event", G_CALLBACK (on_event_stop), f);
  od_live_feed_start (f->feed);
  await (f, "event a 0 {};");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (f->told->str, ==, "up;event a 0 {};");
}

static void
test_news_that_are_no_json_are_left_out (Fixture *f, gconstpointer data)
{
  static const char *const streams[] = { "event: a\ndata: {\n\nevent: b\ndata: {}\n\n",
                                         NULL };

  f->streams = streams;
  od_live_feed_start (f->feed);
  await (f, "down;");
  g_assert_cmpstr (f->told->str, ==, "up;event b 0 {};down;");
}

static void
test_three_missed_beats_are_said_and_undone (Fixture *f, gconstpointer data)
{
  static const char *const streams[] = { ":\n\n", NULL };
  gint64 begun_us;

  f->streams = streams;
  od_live_feed_start (f->feed);
  await (f, "up;");
  begun_us = g_get_monotonic_time ();
  await (f, "up;down;");
  g_assert_cmpint (g_get_monotonic_time () - begun_us, >, 2900 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 5 * G_USEC_PER_SEC);
  say_more (f, ":\n\nevent: a\ndata: {}\n\n");
  await (f, "up;down;up;event a 0 {};");
  g_assert_cmpuint (f->n_streams, ==, 1); /* it was late, no more */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                  \
  g_test_add ("/live-feed/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("resume", test_a_broken_stream_goes_on_where_it_broke);
  ADD ("reset", test_a_reset_begins_again_at_its_number);
  ADD ("signed-out", test_a_lost_session_ends_the_feed);
  ADD ("stop", test_a_listener_may_stop_it);
  ADD ("three-missed", test_three_missed_beats_are_said_and_undone);
  ADD ("not-json", test_news_that_are_no_json_are_left_out);
  return g_test_run ();
}
