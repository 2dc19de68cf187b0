/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program without windows goes when the server knows, and not before; nor much later,
 * if the server never says a word.
 */
#include "app/sign-out.h"

#include "app/sync/http-peer.h"
#include "shared/wire/paths.h"
#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  Peer *peer;
  OdDesk *desk;
  GApplication *app;
  OdSignOut *sign_out;
  gboolean signed_in;
  gboolean mute; /* the server does not answer the sign-out */
  guint n_sign_outs;
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  if (strcmp (asked->path, OD_PATH_META) == 0) {
    peer_say (message, 200, "{\"wire\":1}");
  } else if (strcmp (asked->path, OD_PATH_SESSIONS) == 0) {
    peer_say (message, 201, "{\"token\":\"t\",\"role\":\"agent\",\"name\":\"bo\"}");
  } else if (strcmp (asked->path, OD_PATH_SESSION) == 0) {
    f->n_sign_outs++;
    if (f->mute)
      soup_server_message_pause (message);
    else
      peer_say (message, 204, NULL);
  } else {
    soup_server_message_pause (message);
  }
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->signed_in = od_desk_sign_in_finish (OD_DESK (source), result, NULL);
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
  od_desk_sign_in_async (f->desk, "bo", "pw", NULL, on_signed_in, f);
  od_test_wait_until (is_signed_in, f, LIMIT_S, "the sign-in");
  f->app = g_application_new ("dev.outdial.Test", G_APPLICATION_NON_UNIQUE);
  f->sign_out = od_sign_out_new (f->app);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* What is under way holds the desk until the server is gone. */
static void
tear_down (Fixture *f, gconstpointer data)
{
  od_sign_out_free (f->sign_out);
  g_assert_finalize_object (f->app);
  peer_free (f->peer);
  g_object_add_weak_pointer (G_OBJECT (f->desk), (gpointer *) &f->desk);
  g_object_unref (f->desk);
  od_test_wait_until (is_gone, &f->desk, LIMIT_S, "the desk to end");
}

/* All that this program does: it would end at once. */
static void
on_activate (GApplication *app, Fixture *f)
{
  od_sign_out_begin (f->sign_out, f->desk, NULL);
}

static void
test_the_server_knows_before_the_program_ends (Fixture *f, gconstpointer data)
{
  g_signal_connect (f->app, "activate", G_CALLBACK (on_activate), f);
  g_assert_cmpint (g_application_run (f->app, 0, NULL), ==, 0);
  g_assert_cmpuint (f->n_sign_outs, ==, 1);
  g_assert_false (od_backend_is_signed_in (od_desk_get_backend (f->desk)));
}

static void
test_a_server_without_a_word_keeps_nobody (Fixture *f, gconstpointer data)
{
  gint64 begun_us = g_get_monotonic_time ();

  f->mute = TRUE;
  g_signal_connect (f->app, "activate", G_CALLBACK (on_activate), f);
  g_assert_cmpint (g_application_run (f->app, 0, NULL), ==, 0);
  g_assert_cmpuint (f->n_sign_outs, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, LIMIT_S * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/sign-out/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("the-server-knows-before-the-program-ends",
       test_the_server_knows_before_the_program_ends);
  ADD ("a-server-without-a-word-keeps-nobody", test_a_server_without_a_word_keeps_nobody);
  return g_test_run ();
}
