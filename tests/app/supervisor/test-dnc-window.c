/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number is looked up, listed and taken out, with a reason.
 */
#include "app/supervisor/dnc-window.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#define LIMIT_S 10

/* A server with one number, which is listed or not. */
typedef struct {
  Peer *peer;
  OdDesk *desk;
  OdDncWindow *window;
  gboolean listed;
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;
  g_autofree char *said = NULL;

  if (strcmp (asked->path, "/v1/do-not-call") == 0) {
    f->listed = strstr (asked->body, "447700900601") != NULL;
    peer_say (message, 200, "{\"added\":1,\"duplicates\":0}");
    return;
  }
  if (strcmp (asked->path, "/v1/do-not-call/take-out") == 0)
    f->listed = FALSE;
  said = g_strdup_printf ("{\"phone\":\"447700900601\",\"listed\":%s,\"history\":["
                          "{\"listed\":true,\"why\":\"do-not-call\",\"call\":null,"
                          "\"at_ms\":1700000000000,\"user\":1,"
                          "\"user_name\":\"ann\",\"reason\":\"a letter\"},"
                          "{\"listed\":false,\"why\":\"do-not-call\",\"call\":null,"
                          "\"at_ms\":1700000060000,\"user\":null,"
                          "\"user_name\":null,\"reason\":\"asked us\"}]}",
                          f->listed ? "true" : "false");
  peer_say (message, 200, said);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->listed = FALSE;
  f->peer = peer_new (0, answer, f);
  f->desk = od_desk_new (f->peer->url, &error);
  g_assert_no_error (error);
  f->window = g_object_ref_sink (OD_DNC_WINDOW (od_dnc_window_new (NULL, f->desk)));
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  od_test_let_go (f->window);
  od_test_let_go (f->desk);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  peer_free (f->peer);
}

static gpointer
get (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (f->window), OD_TYPE_DNC_WINDOW, name);
}

static const char *
text (Fixture *f, const char *name)
{
  return gtk_label_get_text (get (f, name));
}

static void
look_up (Fixture *f, const char *number)
{
  gtk_editable_set_text (get (f, "number"), number);
  g_signal_emit_by_name (get (f, "number"), "activate");
}

static gboolean
may_be_dialed (gpointer data)
{
  return strcmp (text (data, "status"), "+447700900601 may be dialed.") == 0;
}

static gboolean
is_not_dialed (gpointer data)
{
  return strcmp (text (data, "status"), "+447700900601 is not dialed.") == 0;
}

static void
change (Fixture *f, const char *reason)
{
  gtk_editable_set_text (get (f, "reason"), reason);
  g_signal_emit_by_name (get (f, "change"), "clicked");
}

static void
test_a_number_is_listed_and_taken_out (Fixture *f, gconstpointer data)
{
  look_up (f, "+44 7700 900601");
  od_test_wait_until (may_be_dialed, f, LIMIT_S, "the number");
  g_assert_cmpstr (text (f, "history"), ==,
                   "14 November 2023, 22:14, the administrator of the machine: taken "
                   "out: asked us\n"
                   "14 November 2023, 22:13, ann: listed: a letter");
  g_assert_false (gtk_widget_get_sensitive (get (f, "change"))); /* a reason is owed */
  change (f, "a letter");
  od_test_wait_until (is_not_dialed, f, LIMIT_S, "the number to be listed");
  g_assert_cmpstr (gtk_button_get_label (get (f, "change")), ==, "Take Out");
  change (f, "asked us");
  od_test_wait_until (may_be_dialed, f, LIMIT_S, "the number to be taken out");
}

static void
test_what_is_no_number_is_said (Fixture *f, gconstpointer data)
{
  look_up (f, "hello");
  g_assert_cmpstr (text (f, "problem"), !=, "");
  g_assert_false (gtk_widget_get_visible (get (f, "change_box")));
  g_assert_cmpuint (f->peer->asked->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define TEST(name, func)                                                                 \
  g_test_add ("/dnc-window/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("kept", test_a_number_is_listed_and_taken_out);
  TEST ("refused", test_what_is_no_number_is_said);
  return g_test_run ();
}
