/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A desk against a real HTTP server: lists are read when looked at and when the live
 * stream says so; what is shown knows how old it is.
 */
#include "app/desk/board-watch.h"

#include "app/sync/http-peer.h"
#include "shared/wire/paths.h"
#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  Peer *peer;
  OdDesk *desk;
  gboolean refuses;          /* the stream is answered with 401 */
  SoupServerMessage *stream; /* the open one; NULL: none */
  guint n_campaigns;         /* how often asked; so below */
  guint n_boards;
  guint n_tiles;
  gboolean signed_in;
  guint n_sign_outs;
  gboolean left;
  char *ended; /* why the sign-in ended; NULL: it did not */
  GError *error;
} Fixture;

/* Goes on for as long as the test says something. */
static void
say (Fixture *f, const char *text)
{
  soup_message_body_append (soup_server_message_get_response_body (f->stream),
                            SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_unpause (f->stream);
}

static void
begin_stream (Fixture *f, SoupServerMessage *message)
{
  g_set_object (&f->stream, message);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  say (f, "event: hello\ndata: {\"seq\":1}\n\n");
}

static void
end_stream (Fixture *f)
{
  soup_message_body_complete (soup_server_message_get_response_body (f->stream));
  soup_server_message_unpause (f->stream);
}

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  if (strcmp (asked->path, OD_PATH_META) == 0) {
    peer_say (message, 200, "{\"wire\":1}");
  } else if (strcmp (asked->path, OD_PATH_SESSIONS) == 0) {
    peer_say (message, 201,
              "{\"token\":\"t\",\"role\":\"supervisor\",\"name\":\"anna\"}");
  } else if (strcmp (asked->path, OD_PATH_SESSION) == 0) {
    f->n_sign_outs++;
    peer_say (message, 204, NULL);
  } else if (strcmp (asked->path, OD_PATH_STREAM) == 0 && f->refuses) {
    peer_say (message, 401, "{\"code\":\"signed-out\",\"title\":\"Sign in\"}");
  } else if (strcmp (asked->path, OD_PATH_STREAM) == 0) {
    begin_stream (f, message);
  } else if (strcmp (asked->path, OD_PATH_CAMPAIGNS) == 0) {
    f->n_campaigns++;
    peer_say (message, 200, "{\"campaigns\":[{\"id\":1,\"name\":\"Spring\"}]}");
  } else if (strcmp (asked->path, OD_PATH_AGENTS) == 0) {
    peer_say (message, 200,
              "{\"agents\":[{\"id\":9,\"name\":\"bo\",\"state\":\"ready\"}]}");
  } else if (strcmp (asked->path, "/v1/campaigns/1/statistics") == 0) {
    f->n_boards++;
    peer_say (message, 200, "{\"leads\":{\"total\":7}}");
  } else if (strcmp (asked->path, OD_PATH_DASHBOARD) == 0) {
    f->n_tiles++;
    peer_say (message, 200, "{\"calls_ringing\":3}");
  } else {
    peer_say (message, 204, NULL);
  }
}

static void
on_ended (OdDesk *desk, const char *why, Fixture *f)
{
  f->ended = g_strdup (why);
}

static void
on_left (OdDesk *desk, Fixture *f)
{
  f->left = TRUE;
}

static gboolean
has_left (gpointer data)
{
  return ((Fixture *) data)->left;
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->signed_in = od_desk_sign_in_finish (OD_DESK (source), result, &f->error);
}

static gboolean
is_signed_in (gpointer data)
{
  return ((Fixture *) data)->signed_in;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->desk = od_desk_new (f->peer->url, NULL);
  g_signal_connect (f->desk, "signed-out", G_CALLBACK (on_ended), f);
  g_signal_connect (f->desk, "left", G_CALLBACK (on_left), f);
}

static gboolean
is_live (gpointer data)
{
  Fixture *f = data;

  return f->refuses || od_desk_is_live (f->desk);
}

static void
sign_in (Fixture *f)
{
  od_desk_sign_in_async (f->desk, "anna", "secret", NULL, on_signed_in, f);
  od_test_wait_until (is_signed_in, f, LIMIT_S, "the sign-in");
  g_assert_no_error (f->error);
  od_test_wait_until (is_live, f, LIMIT_S, "the live stream");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_desk_sign_out (f->desk);
  od_test_wait_until (has_left, f, LIMIT_S, "the sign-out");
  g_clear_object (&f->desk);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  peer_free (f->peer);
  g_clear_object (&f->stream);
  g_free (f->ended);
}

static gboolean
has_campaigns (gpointer data)
{
  return od_record_list_find (od_desk_get_list (((Fixture *) data)->desk,
                                                OD_DESK_CAMPAIGNS),
                              1)
         != NULL;
}

static void
test_a_list_is_read_when_looked_at (Fixture *f, gconstpointer data)
{
  sign_in (f);
  g_assert_cmpstr (od_desk_get_user (f->desk), ==, "anna");
  g_assert_false (od_desk_is_agent (f->desk));
  g_assert_cmpuint (f->n_campaigns, ==, 0);
  od_test_wait_until (has_campaigns, f, LIMIT_S, "the campaigns");
}

static gboolean
has_read_twice (gpointer data)
{
  return ((Fixture *) data)->n_campaigns >= 2;
}

static void
test_the_stream_says_when_to_read_again (Fixture *f, gconstpointer data)
{
  od_desk_get_list (f->desk, OD_DESK_CAMPAIGNS);
  sign_in (f);
  od_test_wait_until (has_campaigns, f, LIMIT_S, "the first reading");
  g_assert_cmpuint (f->n_campaigns, ==, 1);
  say (f, "id: 2\nevent: campaign-saved\ndata: {\"seq\":2,\"campaign\":1}\n\n");
  od_test_wait_until (has_read_twice, f, LIMIT_S, "the second reading");
}

static gboolean
has_agent (gpointer data)
{
  return od_record_list_find (od_desk_get_list (((Fixture *) data)->desk, OD_DESK_AGENTS),
                              9)
         != NULL;
}

static gboolean
is_paused (gpointer data)
{
  OdRecordList *agents = od_desk_get_list (((Fixture *) data)->desk, OD_DESK_AGENTS);

  return g_str_equal (od_record_get_text (od_record_list_find (agents, 9), "state"),
                      "paused");
}

static void
test_an_agents_state_comes_with_the_stream (Fixture *f, gconstpointer data)
{
  sign_in (f);
  od_test_wait_until (has_agent, f, LIMIT_S, "the agents");
  say (f, "event: agent\ndata: {\"id\":9,\"state\":\"paused\"}\n\n");
  od_test_wait_until (is_paused, f, LIMIT_S, "the pause");
}

static gboolean
is_over (gpointer data)
{
  return ((Fixture *) data)->ended != NULL;
}

static void
test_the_server_may_end_the_sign_in (Fixture *f, gconstpointer data)
{
  f->refuses = TRUE;
  sign_in (f);
  od_test_wait_until (is_over, f, LIMIT_S, "the end");
  g_assert_false (od_backend_is_signed_in (od_desk_get_backend (f->desk)));
}

static void
test_the_server_is_told_of_the_sign_out (Fixture *f, gconstpointer data)
{
  sign_in (f);
  od_desk_sign_out (f->desk);
  g_assert_false (f->left);
  od_test_wait_until (has_left, f, LIMIT_S, "the sign-out");
  g_assert_cmpuint (f->n_sign_outs, ==, 1);
  g_assert_false (od_backend_is_signed_in (od_desk_get_backend (f->desk)));

  f->left = FALSE;
  od_desk_sign_out (f->desk); /* nobody is signed in: nothing to wait for */
  g_assert_true (f->left);
  g_assert_cmpuint (f->n_sign_outs, ==, 1);
}

static gboolean
has_tiles (gpointer data)
{
  return od_desk_get_dashboard (((Fixture *) data)->desk) != NULL;
}

static gboolean
has_two_ringing (gpointer data)
{
  json_t *tiles = od_desk_get_dashboard (((Fixture *) data)->desk);

  return json_integer_value (json_object_get (tiles, "calls_ringing")) == 2;
}

static gboolean
is_unheard (gpointer data)
{
  return !od_desk_is_live (((Fixture *) data)->desk);
}

static void
test_old_tiles_say_so (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (od_desk_get_dashboard_age_ms (f->desk), ==, -1);
  sign_in (f);
  od_test_wait_until (has_tiles, f, LIMIT_S, "the tiles");
  g_assert_cmpint (od_desk_get_dashboard_age_ms (f->desk), <, 1000);
  say (f, "event: dashboard\ndata: {\"calls_ringing\":2}\n\n");
  od_test_wait_until (has_two_ringing, f, LIMIT_S, "the pushed tiles");
  end_stream (f);
  od_test_wait_until (is_unheard, f, LIMIT_S, "the end of the stream");
  g_assert_cmpint (od_desk_get_dashboard_age_ms (f->desk), >=, 0);
}

static gboolean
has_three_ringing (gpointer data)
{
  json_t *tiles = od_desk_get_dashboard (((Fixture *) data)->desk);

  return json_integer_value (json_object_get (tiles, "calls_ringing")) == 3;
}

static gboolean
has_trouble (gpointer data)
{
  json_t *tiles = od_desk_get_dashboard (((Fixture *) data)->desk);

  return json_is_string (json_object_get (tiles, "trouble"));
}

/* What only the stream tells is not taken back by an answer that does not know it. */
static void
test_what_is_in_the_way_outlives_an_answer (Fixture *f, gconstpointer data)
{
  sign_in (f);
  od_test_wait_until (has_tiles, f, LIMIT_S, "the tiles");
  say (f, "event: dashboard\ndata: {\"calls_ringing\":2,\"trouble\":\"Sick\"}\n\n");
  od_test_wait_until (has_trouble, f, LIMIT_S, "the trouble");
  say (f, "event: reset\ndata: {\"seq\":9}\n\n");
  od_test_wait_until (has_three_ringing, f, LIMIT_S, "the answer");
  g_assert_true (has_trouble (f));
}

static gboolean
has_board (gpointer data)
{
  return od_board_watch_get_board (data) != NULL;
}

static gboolean
has_two_boards (gpointer data)
{
  return ((Fixture *) data)->n_boards >= 2;
}

static void
test_a_board_is_read_again_when_it_moved (Fixture *f, gconstpointer data)
{
  OdBoardWatch *watch;

  sign_in (f);
  watch = od_board_watch_new (f->desk, OD_DESK_CAMPAIGNS, 1);
  g_assert_cmpint (od_board_watch_get_age_ms (watch), ==, -1);
  od_test_wait_until (has_board, watch, LIMIT_S, "the board");
  g_assert_cmpuint (f->n_boards, ==, 1);
  say (f, "id: 4\nevent: call-moved\ndata: {\"seq\":4,\"campaign\":2}\n\n"
          "id: 5\nevent: call-moved\ndata: {\"seq\":5,\"campaign\":1}\n\n");
  od_test_wait_until (has_two_boards, f, LIMIT_S, "the second reading");
  g_object_unref (watch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/desk/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("looked-at", test_a_list_is_read_when_looked_at);
  ADD ("read-again", test_the_stream_says_when_to_read_again);
  ADD ("agent-state", test_an_agents_state_comes_with_the_stream);
  ADD ("ended", test_the_server_may_end_the_sign_in);
  ADD ("sign-out", test_the_server_is_told_of_the_sign_out);
  ADD ("old-tiles", test_old_tiles_say_so);
  ADD ("in-the-way", test_what_is_in_the_way_outlives_an_answer);
  ADD ("board", test_a_board_is_read_again_when_it_moved);
  return g_test_run ();
}
