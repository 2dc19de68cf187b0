/*
 * However often it is asked, a reader asks twice: now, and once after the last asking.
 */
#include "app/desk/reader.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  peer_say (message, 200, "{}");
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/two-requests", test_a_hundred_askings_are_two_requests);
  return g_test_run ();
}
