/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each thing that can go wrong has its own sentence, and nothing typed is lost. All on
 * GTK alone: libadwaita never begins here.
 */
#include "app/sign-in-window.h"

#include "app/sync/http-peer.h"
#include "shared/wire/paths.h"
#include "support/seen.h"
#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  Peer *peer;
  GtkApplication *app; /* lent */
  OdSignInWindow *window;
  const char *meta;
  guint status; /* of the sign-in */
  const char *said;
  gboolean signed_in;
  OdDesk *desk; /* that was signed in; lent */
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  if (strcmp (asked->path, OD_PATH_META) == 0)
    peer_say (message, 200, f->meta);
  else if (strcmp (asked->path, OD_PATH_SESSIONS) == 0)
    peer_say (message, f->status, f->said);
  else
    soup_server_message_pause (message);
}

static void
on_signed_in (OdSignInWindow *window, OdDesk *desk, gboolean keep, Fixture *f)
{
  g_assert_false (keep);
  g_assert_cmpstr (od_desk_get_user (desk), ==, "anna");
  f->signed_in = TRUE;
  f->desk = desk;
  od_desk_sign_out (desk);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->meta = "{\"wire\":1}";
  f->app = GTK_APPLICATION ((gpointer) data);
  f->window = od_sign_in_window_new (f->app, f->peer->url, "anna");
  g_signal_connect (f->window, "signed-in", G_CALLBACK (on_signed_in), f);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  peer_free (f->peer);
}

static void
test_a_wrong_password_is_said_and_stays (Fixture *f, gconstpointer data)
{
  f->status = 401;
  f->said = "{\"code\":\"bad-credentials\",\"title\":\"Wrong user name or password\"}";
  od_sign_in_window_try (f->window, "wrong");
  od_test_await_words (GTK_WIDGET (f->window), "Wrong user name or password");
  g_assert_cmpstr (od_sign_in_window_get_user (f->window), ==, "anna");
  g_assert_cmpstr (od_sign_in_window_get_password (f->window), ==, "wrong");

  f->status = 201;
  f->said = "{\"token\":\"t\",\"role\":\"agent\",\"name\":\"anna\"}";
  od_sign_in_window_try (f->window, "right");
  while (!f->signed_in)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_desk_that_was_ended_is_signed_in_again (Fixture *f, gconstpointer data)
{
  OdDesk *desk = od_desk_new (f->peer->url, NULL);

  f->status = 201;
  f->said = "{\"token\":\"t\",\"role\":\"supervisor\",\"name\":\"anna\"}";
  g_assert_false (od_sign_in_window_is_touched (f->window));
  od_sign_in_window_renew (f->window, desk);
  od_sign_in_window_try (f->window, "again");
  g_assert_true (od_sign_in_window_is_touched (f->window));
  while (!f->signed_in)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (f->desk == desk);
  g_object_unref (desk);
}

static void
test_no_server_is_said (Fixture *f, gconstpointer data)
{
  soup_server_disconnect (f->peer->server);
  od_sign_in_window_try (f->window, "secret");
  od_test_await_words (GTK_WIDGET (f->window), "No Outdial server answers at");
}

static void
test_another_edition_is_said (Fixture *f, gconstpointer data)
{
  f->meta = "{\"wire\":2}";
  od_sign_in_window_try (f->window, "secret");
  od_test_await_words (GTK_WIDGET (f->window), "edition");
}

static void
test_an_open_address_is_refused (Fixture *f, gconstpointer data)
{
  OdSignInWindow *window = od_sign_in_window_new (f->app, "http://example.org", "anna");

  gtk_window_destroy (GTK_WINDOW (f->window));
  f->window = window;
  gtk_window_present (GTK_WINDOW (f->window));
  od_sign_in_window_try (f->window, "secret");
  od_test_await_words (GTK_WIDGET (f->window), "https");
}

static void
on_painted (OdSignInWindow *window, gboolean *painted)
{
  *painted = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
has_eye (GtkWidget *widget)
{
  if (GTK_IS_PASSWORD_ENTRY (widget))
    return gtk_password_entry_get_show_peek_icon (GTK_PASSWORD_ENTRY (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (has_eye (child))
      return TRUE;
  }
  return FALSE;
}

/* An icon that is seen before the first picture makes it wait for all icons. */
static gboolean
shows_an_icon (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_IMAGE (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (shows_an_icon (child))
      return TRUE;
  }
  return FALSE;
}

static void
test_no_icon_is_waited_for (Fixture *f, gconstpointer app)
{
  g_autoptr (OdSignInWindow)
    window = g_object_ref_sink (od_sign_in_window_new (GTK_APPLICATION (app), "", ""));

  g_assert_false (shows_an_icon (gtk_window_get_child (GTK_WINDOW (window))));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_what_may_wait_comes_after_the_first_picture (Fixture *f, gconstpointer data)
{
  gboolean painted = FALSE;

  g_assert_false (has_eye (GTK_WIDGET (f->window)));
  g_signal_connect (f->window, "painted", G_CALLBACK (on_painted), &painted);
  od_test_wait_until (is_true, &painted, LIMIT_S, "the first picture");
  g_assert_true (has_eye (GTK_WIDGET (f->window)));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GtkApplication) app = NULL;

  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
#define ADD(name, func)                                                                  \
  g_test_add ("/sign-in-window/" name, Fixture, app, set_up, func, tear_down)
  ADD ("painted", test_what_may_wait_comes_after_the_first_picture);
  ADD ("no-icon", test_no_icon_is_waited_for);
  ADD ("wrong-password", test_a_wrong_password_is_said_and_stays);
  ADD ("renewed", test_a_desk_that_was_ended_is_signed_in_again);
  ADD ("no-server", test_no_server_is_said);
  ADD ("edition", test_another_edition_is_said);
  ADD ("address", test_an_open_address_is_refused);
  return g_test_run ();
}
