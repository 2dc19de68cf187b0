/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The control protocol against whatever the other end of the channel may send.
 */
#include "app/phone/baresip-control.h"

#include "support/waiting.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LIMIT_S 10

typedef struct {
  OdBaresipControl *control;
  int other; /* baresip's end */
  GString *said;
  gboolean closed;
} Fixture;

static void
on_event (const OdBaresipEvent *event, gpointer data)
{
  Fixture *fixture = data;

  g_string_append_printf (fixture->said, "event %s %s;", event->type,
                          event->call != NULL ? event->call : "-");
  /* A listener may have had enough in the middle of a batch. */
  if (strcmp (event->type, "ENOUGH") == 0)
    g_clear_pointer (&fixture->control, od_baresip_control_free);
}

static void
on_closed (gpointer data)
{
  ((Fixture *) data)->closed = TRUE;
}

static void
on_reply (gboolean ok, const char *text, gpointer data)
{
  g_string_append_printf (((Fixture *) data)->said, "reply %d %s;", ok, text);
}

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->closed;
}

static gboolean
has_enough (gpointer data)
{
  return strstr (((Fixture *) data)->said->str, "ENOUGH") != NULL;
}

static void
send_bytes (Fixture *fixture, const char *bytes)
{
  g_assert_cmpint (write (fixture->other, bytes, strlen (bytes)), ==, strlen (bytes));
}

static void
send_json (Fixture *fixture, const char *json)
{
  g_autofree char *bytes = g_strdup_printf ("%zu:%s,", strlen (json), json);

  send_bytes (fixture, bytes);
}

static void
fixture_open (Fixture *fixture)
{
  OdBaresipListener listener = { on_event, on_closed };
  int pair[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), ==, 0);
  fixture->other = pair[1];
  fixture->said = g_string_new (NULL);
  fixture->control = od_baresip_control_new (pair[0], listener, fixture);
}

static void
fixture_close (Fixture *fixture)
{
  g_clear_pointer (&fixture->control, od_baresip_control_free);
  (void) close (fixture->other);
  g_string_free (fixture->said, TRUE);
}

static void
test_replies_find_their_question_and_noise_is_ignored (void)
{
  static const char *const noise[] = {
    "{}",
    "[]",
    "7",
    "not json",
    "{\"response\":true}",
    "{\"event\":true}",
    "{\"event\":true,\"type\":12}",
    "{\"response\":true,\"ok\":true,\"token\":\"999\"}",
    "{\"response\":true,\"ok\":true,\"token\":\"x\"}",
    "{\"response\":true,\"token\":1}",
    "{\"message\":true,\"type\":\"GREETING\"}",
    "",
  };
  Fixture fixture = { 0 };
  char question[256];
  gssize n;

  fixture_open (&fixture);
  od_baresip_control_ask (fixture.control, "uanew", "<sip:\"quoted\">", on_reply,
                          &fixture);
  n = read (fixture.other, question, sizeof question - 1);
  g_assert_cmpint (n, >, 0);
  question[n] = 0;
  g_assert_cmpstr (question, ==,
                   "59:{\"command\":\"uanew\",\"params\":\"<sip:\\\"quoted\\\">\","
                   "\"token\":\"1\"},");
  for (gsize i = 0; i < G_N_ELEMENTS (noise); i++)
    send_json (&fixture, noise[i]);
  send_json (&fixture, "{\"event\":true,\"type\":\"CALL_INCOMING\",\"id\":\"c1\"}");
  send_json (&fixture,
             "{\"response\":true,\"ok\":false,\"data\":\"no\",\"token\":\"1\"}");
  send_json (&fixture, "{\"response\":true,\"ok\":true,\"data\":\"no\",\"token\":\"1\"}");
  send_json (&fixture, "{\"event\":true,\"type\":\"ENOUGH\"}");
  send_json (&fixture, "{\"event\":true,\"type\":\"TOO LATE\"}");
  od_test_wait_until (has_enough, &fixture, LIMIT_S, "the last event");
  g_assert_cmpstr (fixture.said->str, ==,
                   "event CALL_INCOMING c1;reply 0 no;event ENOUGH -;");
  fixture_close (&fixture);
}

static void
test_garbage_closes_the_channel (void)
{
  Fixture fixture = { 0 };

  fixture_open (&fixture);
  send_bytes (&fixture, "HTTP/1.1 200 OK\r\n\r\n");
  od_test_wait_until (is_closed, &fixture, LIMIT_S, "the end");
  od_baresip_control_ask (fixture.control, "reginfo", NULL, on_reply,
                          &fixture); /* no harm */
  g_assert_cmpstr (fixture.said->str, ==, "");
  fixture_close (&fixture);
}

static void
test_the_other_end_may_go (void)
{
  Fixture fixture = { 0 };

  fixture_open (&fixture);
  (void) close (fixture.other);
  fixture.other = -1;
  od_test_wait_until (is_closed, &fixture, LIMIT_S, "the end");
  fixture_close (&fixture);
}

static void
test_a_child_that_hangs_counts_as_gone (void)
{
  Fixture fixture = { 0 };

  fixture_open (&fixture);
  od_test_wait_until (is_closed, &fixture, LIMIT_S, "the patience to end");
  fixture_close (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/baresip-control/noise",
                   test_replies_find_their_question_and_noise_is_ignored);
  g_test_add_func ("/baresip-control/garbage", test_garbage_closes_the_channel);
  g_test_add_func ("/baresip-control/gone", test_the_other_end_may_go);
  g_test_add_func ("/baresip-control/hangs", test_a_child_that_hangs_counts_as_gone);
  return g_test_run ();
}
