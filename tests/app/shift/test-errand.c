/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request or one pause, against a real HTTP server.
 */
#include "app/shift/errand.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  Peer *peer;
  OdBackend *backend;
  GObject *owner;
  OdErrand *errand;
  GString *told; /* "/b;" "failed;" "rested;" */
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  g_autofree char *text = g_strdup_printf ("{\"path\":\"%s\"}", asked->path);

  peer_say (message, g_str_has_suffix (asked->path, "no") ? 409 : 200, text);
}

static void
on_answered (GObject *owner, json_t *answer, const GError *error)
{
  Fixture *f = g_object_get_data (owner, "fixture");
  const char *path = json_string_value (json_object_get (answer, "path"));

  g_assert_true ((answer == NULL) == (error != NULL));
  g_string_append_printf (f->told, "%s;", error != NULL ? "failed" : path);
}

static void
on_rested (GObject *owner)
{
  g_string_append (((Fixture *) g_object_get_data (owner, "fixture"))->told, "rested;");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->backend = od_backend_new (f->peer->url, NULL);
  f->told = g_string_new (NULL);
  f->owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (f->owner, "fixture", f);
  f->errand = od_errand_new (f->backend, f->owner, on_answered, on_rested);
}

static gboolean
is_let_go (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_errand_drop (f->errand);
  od_test_wait_until (is_let_go, f->owner, LIMIT_S, "the last request");
  od_errand_free (f->errand);
  g_assert_finalize_object (f->owner);
  od_test_wait_until (is_let_go, f->backend, LIMIT_S, "the backend");
  g_object_unref (f->backend);
  peer_free (f->peer);
  g_string_free (f->told, TRUE);
}

static gboolean
is_told (gpointer data)
{
  return ((Fixture *) data)->told->len > 0;
}

static void
check_told (Fixture *f, const char *wanted)
{
  od_test_wait_until (is_told, f, LIMIT_S, wanted);
  od_test_wait_until (is_let_go, f->owner, LIMIT_S, "the last request");
  g_assert_cmpstr (f->told->str, ==, wanted);
}

static void
test_only_the_last_request_is_told (Fixture *f, gconstpointer data)
{
  od_errand_ask (f->errand, "GET", "/a", NULL);
  od_errand_ask (f->errand, "PUT", "/b", json_pack ("{s:b}", "x", 1));
  check_told (f, "/b;");
}

static void
test_a_refusal_is_told (Fixture *f, gconstpointer data)
{
  od_errand_ask (f->errand, "GET", "/no", NULL);
  check_told (f, "failed;");
}

static void
test_a_pause_gives_up_the_request (Fixture *f, gconstpointer data)
{
  od_errand_ask (f->errand, "GET", "/a", NULL);
  od_errand_rest (f->errand, 1);
  check_told (f, "rested;");
}

static void
test_a_request_gives_up_the_pause (Fixture *f, gconstpointer data)
{
  od_errand_rest (f->errand, 1);
  od_errand_ask (f->errand, "GET", "/a", NULL);
  check_told (f, "/a;");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/errand/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("only-the-last-request-is-told", test_only_the_last_request_is_told);
  ADD ("a-refusal-is-told", test_a_refusal_is_told);
  ADD ("a-pause-gives-up-the-request", test_a_pause_gives_up_the_request);
  ADD ("a-request-gives-up-the-pause", test_a_request_gives_up_the_pause);
  return g_test_run ();
}
