/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * However often it is asked, a reader asks twice: now, and once after the last asking.
 */
#include "app/desk/reader.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  guint *n_bad = peer->data;

  if (n_bad != NULL && *n_bad > 0) {
    (*n_bad)--;
    peer_say (message, 503, "{\"code\":\"unavailable\",\"title\":\"Not now\"}");
  } else {
    peer_say (message, 200, "{}");
  }
}

static gboolean
is_quiet (gpointer data)
{
  return !od_reader_is_due (data);
}

static void
test_a_hundred_askings_are_two_requests (void)
{
  Peer *peer = peer_new (0, answer, NULL);
  g_autoptr (OdBackend) backend = od_backend_new (peer->url, NULL);
  OdReader *reader = od_reader_new (backend, "/v1/x", 1);

  for (guint i = 0; i < 100; i++)
    od_reader_read (reader);
  od_test_wait_until (is_quiet, reader, 20, "the last answer");
  g_assert_cmpuint (peer->asked->len, ==, 2);

  g_object_unref (reader);
  peer_free (peer);
}

static void
test_a_server_that_does_not_answer_is_asked_again (void)
{
  guint n_bad = 1;
  Peer *peer = peer_new (0, answer, &n_bad);
  g_autoptr (OdBackend) backend = od_backend_new (peer->url, NULL);
  OdReader *reader = od_reader_new (backend, "/v1/x", 1);

  od_reader_read (reader);
  od_test_wait_until (is_quiet, reader, 20, "an answer");
  g_assert_cmpuint (n_bad, ==, 0);
  g_assert_cmpuint (peer->asked->len, ==, 2);

  g_object_unref (reader);
  peer_free (peer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/two-requests", test_a_hundred_askings_are_two_requests);
  g_test_add_func ("/reader/asked-again",
                   test_a_server_that_does_not_answer_is_asked_again);
  return g_test_run ();
}
