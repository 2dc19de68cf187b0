/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The telephone's buttons, against a real HTTP server.
 */
#include "app/shift/handset.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  Peer *peer;
  OdHandset *handset;
  GString *digits; /* in the order they arrived */
  char *failed;    /* the last sentence */
  const char *wanted;
  guint n_away; /* ends that it does not take: the server is away */
  guint n_lost; /* ends that it never answers: the link is half-dead */
  guint n_ends; /* that were asked for */
} Fixture;

/* Refuses the hold, takes everything else. */
static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;
  json_t *body = json_loads (asked->body, 0, NULL);
  json_t *digits = json_object_get (body, "digits");

  if (digits != NULL)
    g_string_append (f->digits, json_string_value (digits));
  if (g_str_has_suffix (asked->path, "/hang-up") && f->n_ends < f->n_lost)
    soup_server_message_pause (message);
  else if (g_str_has_suffix (asked->path, "/hang-up") && f->n_ends < f->n_away)
    peer_say (message, 503, "{\"code\":\"unavailable\",\"title\":\"Not now\"}");
  else if (g_str_has_suffix (asked->path, "/hold"))
    peer_say (message, 409, "{\"code\":\"x\",\"title\":\"The call has ended\"}");
  else
    peer_say (message, 204, NULL);
  f->n_ends += g_str_has_suffix (asked->path, "/hang-up");
  json_decref (body);
}

static void
on_failed (OdHandset *handset, const char *why, Fixture *f)
{
  g_free (f->failed);
  f->failed = g_strdup (why);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (OdBackend) backend = NULL;

  f->digits = g_string_new (NULL);
  f->peer = peer_new (0, answer, f);
  backend = od_backend_new (f->peer->url, NULL);
  f->handset = od_handset_new (backend, NULL);
  g_signal_connect (f->handset, "failed", G_CALLBACK (on_failed), f);
  od_handset_set_line (f->handset, "c1");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->handset);
  peer_free (f->peer);
  g_string_free (f->digits, TRUE);
  g_free (f->failed);
}

static gboolean
has_digits (gpointer data)
{
  Fixture *f = data;

  return g_str_equal (f->digits->str, f->wanted);
}

static gboolean
has_failed (gpointer data)
{
  return ((Fixture *) data)->failed != NULL;
}

/* The last answer is on its way to the handset, which lives until it has it. */
static void
settle (Fixture *f)
{
  od_handset_hold (f->handset);
  od_test_wait_until (has_failed, f, LIMIT_S, "the refusal");
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_digits_arrive_in_their_order (Fixture *f, gconstpointer data)
{
  for (const char *digit = "0123456789*#"; *digit != '\0'; digit++) {
    const char text[] = { *digit, '\0' };

    od_handset_send_digits (f->handset, text);
  }
  f->wanted = "0123456789*#";
  od_test_wait_until (has_digits, f, LIMIT_S, "all digits");
  g_assert_cmpstr (peer_get (f->peer, 0)->path, ==, "/v1/calls/c1/digits");
  settle (f);
}

static void
test_a_refusal_is_told (Fixture *f, gconstpointer data)
{
  settle (f);
  g_assert_cmpstr (f->failed, ==, "The call has ended");
}

static void
test_without_a_call_nothing_is_asked (Fixture *f, gconstpointer data)
{
  od_handset_set_line (f->handset, NULL);
  od_handset_resume (f->handset);
  od_handset_hang_up (f->handset);
  od_handset_send_digits (f->handset, "1");
  od_handset_set_muted (f->handset, TRUE);
  g_assert_false (od_handset_get_muted (f->handset));

  od_handset_set_line (f->handset, "c2");
  settle (f);
  g_assert_cmpuint (f->peer->asked->len, ==, 1);
  g_assert_cmpstr (f->digits->str, ==, "");
}

static gboolean
has_been_heard (gpointer data)
{
  Fixture *f = data;

  return f->n_ends > f->n_away;
}

/* The link is lost: who pressed End once has ended the call. */
static void
test_the_end_is_asked_until_it_is_heard (Fixture *f, gconstpointer data)
{
  f->n_away = 2;
  g_assert_false (od_handset_is_ending (f->handset));
  od_handset_hang_up (f->handset);
  od_handset_hang_up (f->handset);
  g_assert_true (od_handset_is_ending (f->handset));
  od_test_wait_until (has_been_heard, f, LIMIT_S, "the server to hear of the end");
  settle (f);
  g_assert_cmpstr (f->failed, ==, "The call has ended"); /* of the hold, not of the end */
  g_assert_cmpuint (f->n_ends, ==, 3);
  od_handset_set_line (f->handset, NULL);
  g_assert_false (od_handset_is_ending (f->handset));
}

static gboolean was_asked (gpointer data);

/* What was asked over a link that is dead meanwhile would be waited for a quarter of a
 * minute. */
static void
test_a_link_that_is_back_hears_of_the_end_at_once (Fixture *f, gconstpointer data)
{
  gint64 begun_us;

  f->n_lost = f->n_away = 1;
  od_handset_hang_up (f->handset);
  od_test_wait_until (was_asked, f, LIMIT_S, "the server to be asked");
  begun_us = g_get_monotonic_time ();
  od_handset_ask_again (f->handset);
  g_assert_true (od_handset_is_ending (f->handset));
  od_test_wait_until (has_been_heard, f, LIMIT_S, "the server to hear of the end");
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, G_USEC_PER_SEC);
  settle (f);
  g_assert_cmpuint (f->n_ends, ==, 2);
  g_assert_false (od_handset_is_ending (f->handset));
  od_handset_ask_again (f->handset); /* nothing is asked any more */
}

static gboolean
was_asked (gpointer data)
{
  return ((Fixture *) data)->n_ends > 0;
}

static void
test_the_next_call_is_not_ended (Fixture *f, gconstpointer data)
{
  f->n_away = 1;
  od_handset_hang_up (f->handset);
  od_test_wait_until (was_asked, f, LIMIT_S, "the server to be asked");
  od_handset_set_line (f->handset, "c2");
  g_assert_false (od_handset_is_ending (f->handset));
  settle (f);
  g_assert_cmpuint (f->n_ends, ==, 1);
}

static void
test_mute_ends_with_the_call (Fixture *f, gconstpointer data)
{
  od_handset_set_muted (f->handset, TRUE);
  g_assert_true (od_handset_get_muted (f->handset));
  od_handset_set_line (f->handset, NULL);
  g_assert_false (od_handset_get_muted (f->handset));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/handset/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("digits-arrive-in-their-order", test_digits_arrive_in_their_order);
  ADD ("a-refusal-is-told", test_a_refusal_is_told);
  ADD ("without-a-call-nothing-is-asked", test_without_a_call_nothing_is_asked);
  ADD ("the-end-is-asked-until-it-is-heard", test_the_end_is_asked_until_it_is_heard);
  ADD ("a-link-that-is-back", test_a_link_that_is_back_hears_of_the_end_at_once);
  ADD ("the-next-call-is-not-ended", test_the_next_call_is_not_ended);
  ADD ("mute-ends-with-the-call", test_mute_ends_with_the_call);
  return g_test_run ();
}
