/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pretend agent on the line, against a real HTTP server.
 */
#include "robot/conversation.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  Peer *peer;
  OdHandset *handset;
  GString *asked; /* what of the call, in the order it arrived */
  const char *wanted;
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  g_string_append_printf (f->asked, "%s;", strrchr (asked->path, '/') + 1);
  peer_say (message, 204, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (OdBackend) backend = NULL;

  f->asked = g_string_new (NULL);
  f->peer = peer_new (0, answer, f);
  backend = od_backend_new (f->peer->url, NULL);
  f->handset = od_handset_new (backend, NULL);
  od_handset_set_line (f->handset, "c1");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->handset);
  peer_free (f->peer);
  g_string_free (f->asked, TRUE);
}

static gboolean
is_asked (gpointer data)
{
  Fixture *f = data;

  return g_str_has_prefix (f->asked->str, f->wanted);
}

static gboolean
is_let_go (gpointer handset)
{
  return G_OBJECT (handset)->ref_count == 1;
}

static void
talk (Fixture *f, const OdConversationHabits *habits, const char *wanted)
{
  OdConversation *conversation = od_conversation_new (f->handset, habits, 1, "bo");

  f->wanted = wanted;
  od_conversation_begin (conversation);
  od_test_wait_until (is_asked, f, LIMIT_S, wanted);
  od_conversation_free (conversation);
  od_test_wait_until (is_let_go, f->handset, LIMIT_S, "the last answer");
}

static void
test_a_call_has_keys_a_hold_and_an_end (Fixture *f, gconstpointer data)
{
  OdConversationHabits habits = { 400, 400, 100, "12#" };

  talk (f, &habits, "digits;hold;resume;hang-up;");
}

/* The server took the first one and the call went on: it was away, say. */
static void
test_the_end_is_pressed_until_the_call_is_over (Fixture *f, gconstpointer data)
{
  OdConversationHabits habits = { 0, 0, 0, NULL };

  talk (f, &habits, "hang-up;hang-up;");
}

static void
test_who_is_hung_up_on_presses_nothing (Fixture *f, gconstpointer data)
{
  OdConversationHabits habits = { 0, 0, 0, NULL };
  OdConversation *conversation = od_conversation_new (f->handset, &habits, 1, "bo");

  od_conversation_begin (conversation);
  od_conversation_end (conversation);
  od_handset_hold (f->handset); /* its way there and back outlasts the drawn time */
  f->wanted = "hold;";
  od_test_wait_until (is_asked, f, LIMIT_S, "the hold");
  od_conversation_free (conversation);
  od_test_wait_until (is_let_go, f->handset, LIMIT_S, "the last answer");
  g_assert_cmpstr (f->asked->str, ==, "hold;");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/conversation/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-call-has-keys-a-hold-and-an-end", test_a_call_has_keys_a_hold_and_an_end);
  ADD ("the-end-is-pressed-until-the-call-is-over",
       test_the_end_is_pressed_until_the_call_is_over);
  ADD ("who-is-hung-up-on-presses-nothing", test_who_is_hung_up_on_presses_nothing);
  return g_test_run ();
}
