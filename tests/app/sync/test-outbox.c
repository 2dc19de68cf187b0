/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that must arrive, against a real HTTP server, a dead port and a kill.
 */
#include "app/sync/outbox.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#include <signal.h>
#include <stdio.h>

#define LIMIT_S 20

typedef struct {
  char *folder;
  char *path;
  OdOutbox *outbox;
  GString *told; /* "sent k1;refused k2;" */
  guint n_accepted;
  guint wanted; /* what a wait is for */
  Peer *peer;
} Fixture;

static void
on_sent (OdOutbox *outbox, const char *key, json_t *answer, Fixture *f)
{
  g_assert_nonnull (answer);
  g_string_append_printf (f->told, "sent %s;", key);
}

static void
on_refused (OdOutbox *outbox, const char *key, const GError *error, Fixture *f)
{
  g_assert_error (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED);
  g_string_append_printf (f->told, "refused %s;", key);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  od_outbox_start_finish (OD_OUTBOX (source), result, &error);
  g_assert_no_error (error);
}

static void
open_outbox (Fixture *f, const char *url)
{
  g_autoptr (OdBackend) backend = od_backend_new (url, NULL);

  f->outbox = od_outbox_new (f->path, backend);
  g_signal_connect (f->outbox, "sent", G_CALLBACK (on_sent), f);
  g_signal_connect (f->outbox, "refused", G_CALLBACK (on_refused), f);
  od_outbox_start_async (f->outbox, NULL, on_started, NULL);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;

  od_outbox_add_finish (OD_OUTBOX (source), result, &error);
  g_assert_no_error (error);
  f->n_accepted++;
}

static void
add (Fixture *f, const char *lane, const char *key)
{
  OdBackendRequest request = { "PUT", "/v1/x", json_pack ("{s:s}", "key", key), key };

  od_outbox_add_async (f->outbox, lane, &request, on_accepted, f);
  json_decref (request.body);
}

static gboolean
are_accepted (gpointer data)
{
  Fixture *f = data;

  return f->n_accepted >= f->wanted;
}

static gboolean
is_empty (gpointer data)
{
  Fixture *f = data;

  return f->n_accepted >= f->wanted && od_outbox_count (f->outbox) == 0
         && f->told->len > 0;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = od_test_scratch_dir ();
  f->path = g_build_filename (f->folder, "outbox.sqlite", NULL);
  f->told = g_string_new (NULL);
}

static gboolean
is_freed (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* The last jobs of the file's thread hold the outbox for a moment. */
static void
close_outbox (Fixture *f)
{
  gpointer outbox = f->outbox;

  od_outbox_stop (f->outbox);
  g_object_add_weak_pointer (G_OBJECT (f->outbox), &outbox);
  g_clear_object (&f->outbox);
  od_test_wait_until (is_freed, &outbox, LIMIT_S, "the outbox to end");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->outbox != NULL)
    close_outbox (f);
  g_clear_pointer (&f->peer, peer_free);
  g_string_free (f->told, TRUE);
  g_free (f->path);
  od_test_remove_dir (f->folder);
}

/* --- the peer --------------------------------------------------------------------- */

static void
answer_well (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  peer_say (message, 200, "{}");
}

static const char offline[] = "{\"code\":\"unavailable\",\"title\":\"Not now\"}";

/* The first time a key that begins with "late" comes, it is not the time for it; what
 * begins with "bad" is refused. */
static void
answer_by_key (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  guint n = 0;

  for (guint i = 0; i < peer->asked->len; i++)
    n += strcmp (peer_get (peer, i)->key, asked->key) == 0 ? 1 : 0;
  if (g_str_has_prefix (asked->key, "late") && n == 1)
    peer_say (message, 503, offline);
  else if (g_str_has_prefix (asked->key, "bad"))
    peer_say (message, 422, "{\"code\":\"invalid\",\"title\":\"No\"}");
  else
    peer_say (message, 200, "{}");
}

static const char *
make_dead_url (Fixture *f)
{
  static char url[64];

  f->peer = peer_new (0, answer_well, NULL);
  g_strlcpy (url, f->peer->url, sizeof url);
  g_clear_pointer (&f->peer, peer_free);
  return url;
}

/* --- the tests -------------------------------------------------------------------- */

static void
test_a_lane_keeps_its_order_and_holds_up_no_other (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer_by_key, NULL);
  open_outbox (f, f->peer->url);
  add (f, "a", "late-a1");
  add (f, "a", "a2");
  add (f, "b", "b1");
  f->wanted = 3;
  od_test_wait_until (is_empty, f, LIMIT_S, "all to be sent");

  g_assert_cmpstr (f->told->str, ==, "sent b1;sent late-a1;sent a2;");
}

static void
test_a_refused_request_is_told_and_dropped (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer_by_key, NULL);
  open_outbox (f, f->peer->url);
  add (f, "a", "bad-1");
  add (f, "a", "good-1");
  f->wanted = 2;
  od_test_wait_until (is_empty, f, LIMIT_S, "all to be answered");

  g_assert_cmpstr (f->told->str, ==, "refused bad-1;sent good-1;");
  g_assert_cmpuint (f->peer->asked->len, ==, 2);
}

static void
test_one_key_is_one_request (Fixture *f, gconstpointer data)
{
  open_outbox (f, make_dead_url (f));
  add (f, "a", "k1");
  add (f, "a", "k1");
  f->wanted = 2;
  od_test_wait_until (are_accepted, f, LIMIT_S, "both to be accepted");

  g_assert_cmpuint (od_outbox_count (f->outbox), ==, 1);
}

static void
test_what_is_left_is_sent_after_a_restart (Fixture *f, gconstpointer data)
{
  open_outbox (f, make_dead_url (f));
  add (f, "a", "k1");
  add (f, "a", "k2");
  f->wanted = 2;
  od_test_wait_until (are_accepted, f, LIMIT_S, "both to be accepted");
  close_outbox (f);

  f->peer = peer_new (0, answer_well, NULL);
  open_outbox (f, f->peer->url);
  od_test_wait_until (is_empty, f, LIMIT_S, "both to be sent");
  g_assert_cmpstr (f->told->str, ==, "sent k1;sent k2;");
  g_assert_cmpstr (peer_get (f->peer, 1)->body, ==, "{\"key\":\"k2\"}");
  close_outbox (f);

  g_string_truncate (f->told, 0);
  open_outbox (f, f->peer->url);
  add (f, "a", "k3");
  f->wanted = 3;
  od_test_wait_until (is_empty, f, LIMIT_S, "the third to be sent");
  g_assert_cmpstr (f->told->str, ==, "sent k3;");
}

static void
test_a_kill_after_the_accept_loses_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess)
    child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe",
                              "--child", f->path, make_dead_url (f), NULL);
  char word[9] = "";
  gsize n;

  g_assert_no_error (error);
  g_assert_true (g_input_stream_read_all (g_subprocess_get_stdout_pipe (child), word, 8,
                                          &n, NULL, NULL));
  g_assert_cmpstr (word, ==, "accepted");
  g_subprocess_send_signal (child, SIGKILL);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));

  f->peer = peer_new (0, answer_well, NULL);
  open_outbox (f, f->peer->url);
  od_test_wait_until (is_empty, f, LIMIT_S, "the killed one's request");
  g_assert_cmpstr (f->told->str, ==, "sent child;");
  g_assert_cmpstr (peer_get (f->peer, 0)->key, ==, "child");
}

/* Accepts one request, says so, and waits to be killed. */
static int
run_child (char *path, const char *url)
{
  Fixture f = { .path = path, .told = g_string_new (NULL), .wanted = 1 };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  open_outbox (&f, url);
  add (&f, "lane", "child");
  od_test_wait_until (are_accepted, &f, LIMIT_S, "the accept");
  fputs ("accepted", stdout);
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return run_child (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                  \
  g_test_add ("/outbox/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("order", test_a_lane_keeps_its_order_and_holds_up_no_other);
  ADD ("refused", test_a_refused_request_is_told_and_dropped);
  ADD ("once", test_one_key_is_one_request);
  ADD ("restart", test_what_is_left_is_sent_after_a_restart);
  ADD ("kill", test_a_kill_after_the_accept_loses_nothing);
  return g_test_run ();
}
