/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole program, against a real HTTP server: how it ends, and what is so by then.
 */
#include "app/application.h"

#include "app/agent/agent-window.h"
#include "app/agent/contact-card.h"
#include "app/form/question.h"
#include "app/shift/agent-peer.h"
#include "app/sign-in-window.h"
#include "app/sync/outbox-store.h"

#include <signal.h>

#define WRITING_MS 500 /* how long the disk takes: longer than to end a program */

typedef struct {
  AgentPeer server; /* first: the peer's data */
  OdApplication *app;
  char *dir;
  char *said;            /* the file of --sign-in */
  gboolean ended;        /* the server knows no sign-in any more */
  void (*play) (void *); /* what the person does, once the window is there */
} Fixture;

/* --- the server ------------------------------------------------------------------- */

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  if (f->ended)
    peer_say (message, 401, "{\"code\":\"signed-out\",\"title\":\"Sign in first\"}");
  else
    agent_peer_answer (peer, message, asked);
}

static guint
count_sign_outs (Fixture *f)
{
  guint n = 0;

  for (guint i = 0; i < f->server.peer->asked->len; i++) {
    const Asked *asked = f->server.peer->asked->pdata[i];

    n += strcmp (asked->method, "DELETE") == 0
         && strcmp (asked->path, OD_PATH_SESSION) == 0;
  }
  return n;
}

/* --- the windows ------------------------------------------------------------------ */

/* (nullable): the one of @type that is open. */
static gpointer
find_window (GType type)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *l = all; l != NULL; l = l->next) {
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  }
  return NULL;
}

static gboolean
is_open (gpointer data)
{
  return find_window (*(GType *) data) != NULL;
}

static gpointer
await_window (GType type)
{
  od_test_wait_until (is_open, &type, LIMIT_S, g_type_name (type));
  return find_window (type);
}

static OdContactCard *
find_card (GtkWidget *widget)
{
  OdContactCard *found = OD_IS_CONTACT_CARD (widget) ? OD_CONTACT_CARD (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_card (child);
  return found;
}

static gboolean
may_edit (gpointer data)
{
  return g_action_group_get_action_enabled (data, "edit");
}

/* The agent talks, and corrects where the lead lives. */
static void
type_city (const char *city)
{
  GtkWidget *window = await_window (OD_TYPE_AGENT_WINDOW);
  OdContactCard *card = find_card (window);

  od_test_wait_until (may_edit, window, LIMIT_S, "the contact");
  g_action_group_activate_action (G_ACTION_GROUP (window), "edit", NULL);
  gtk_editable_set_text (GTK_EDITABLE (od_contact_card_find_field (card, "City")), city);
}

/* --- the program ------------------------------------------------------------------ */

static gboolean
on_play (gpointer data)
{
  Fixture *f = data;

  await_window (OD_TYPE_AGENT_WINDOW);
  f->play (f);
  return G_SOURCE_REMOVE;
}

/* Until it ends by itself. */
static void
run (Fixture *f, void (*play) (void *))
{
  char *argv[] = { (char *) "outdial", (char *) "--sign-in", f->said, NULL };

  f->play = play;
  g_idle_add (on_play, f);
  g_assert_cmpint (g_application_run (G_APPLICATION (f->app), 3, argv), ==, 0);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *password = NULL, *text = NULL;

  f->server.me = ME ("in-call", AT_WORK "," CALL ("c1"));
  f->server.campaigns = "[" SPRING "]";
  f->server.undisposed = "[]";
  f->server.last_call = "null";
  f->server.keys = g_ptr_array_new_with_free_func (g_free);
  f->server.peer = peer_new (0, answer, f);
  f->dir = od_test_scratch_dir ();
  f->said = g_build_filename (f->dir, "sign-in", NULL);
  password = g_build_filename (f->dir, "password", NULL);
  text = g_strdup_printf ("[sign-in]\nserver=%s\nuser=bo\npassword_file=%s\n",
                          f->server.peer->url, password);
  g_assert_true (g_file_set_contents (password, "pw", -1, NULL));
  g_assert_true (g_file_set_contents (f->said, text, -1, NULL));
  f->app = od_application_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  agent_peer_await_end (G_OBJECT (f->app), "the program to end");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&f->server.stream);
  peer_free (f->server.peer);
  g_ptr_array_unref (f->server.keys);
  g_free (f->server.state);
  g_free (f->server.disposition);
  g_free (f->server.lead);
  g_free (f->said);
  od_test_remove_dir (f->dir);
  od_test_remove_dir (g_build_filename (g_get_user_data_dir (), "outdial", NULL));
}

/* --- the file of unsent work ------------------------------------------------------ */

static OdDb *
open_outbox (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "outdial", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  OdDb *db;

  g_assert_nonnull (dir);
  while (path == NULL && (name = g_dir_read_name (dir)) != NULL)
    path = g_str_has_suffix (name, ".sqlite") ? g_build_filename (folder, name, NULL)
                                              : NULL;
  g_assert_nonnull (path);
  db = od_outbox_store_open (path, &error);
  g_assert_no_error (error);
  return db;
}

static gboolean
on_written (gpointer data)
{
  od_db_exec (data, "COMMIT", NULL);
  od_db_close (data);
  return G_SOURCE_REMOVE;
}

/* Another process has the file for a while. */
static void
make_disk_slow (void)
{
  OdDb *db = open_outbox ();
  g_autoptr (GError) error = NULL;

  od_db_exec (db, "BEGIN IMMEDIATE", &error);
  g_assert_no_error (error);
  g_timeout_add (WRITING_MS, on_written, db);
}

static void
check_kept (const char *body)
{
  g_autoptr (OdDb) db = open_outbox ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = od_outbox_store_list (db, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpstr (((OdOutboxEntry *) entries->pdata[0])->body, ==, body);
}

/* --- the tests -------------------------------------------------------------------- */

static void
give_up_the_renewal (void *data)
{
  Fixture *f = data;

  type_city ("Leeds");
  make_disk_slow ();
  f->ended = TRUE;
  agent_peer_end_stream (&f->server);
  gtk_window_close (await_window (OD_TYPE_SIGN_IN_WINDOW));
  gtk_window_close (await_window (ADW_TYPE_MESSAGE_DIALOG)); /* as Escape does */
  g_assert_nonnull (find_window (OD_TYPE_AGENT_WINDOW));
  gtk_window_close (await_window (OD_TYPE_SIGN_IN_WINDOW));
  adw_message_dialog_response (await_window (ADW_TYPE_MESSAGE_DIALOG), OD_QUESTION_LOSE);
}

/* The windows go, and so would the program: the server has nothing to be told. */
static void
test_what_was_typed_is_on_the_disk (Fixture *f, gconstpointer data)
{
  run (f, give_up_the_renewal);
  check_kept ("{\"fields\":{\"City\":\"Leeds\"}}");
}

static gboolean
is_renewed (gpointer data)
{
  return find_window (OD_TYPE_SIGN_IN_WINDOW) == NULL;
}

static void
sign_in_again (void *data)
{
  Fixture *f = data;
  GtkWidget *window = await_window (OD_TYPE_AGENT_WINDOW);
  GtkWidget *city;

  type_city ("Leeds");
  f->ended = TRUE;
  agent_peer_end_stream (&f->server);
  await_window (OD_TYPE_SIGN_IN_WINDOW);
  f->ended = FALSE;
  od_sign_in_window_try (find_window (OD_TYPE_SIGN_IN_WINDOW), "pw");
  od_test_wait_until (is_renewed, NULL, LIMIT_S, "the sign-in");
  g_assert_true (find_window (OD_TYPE_AGENT_WINDOW) == window);
  city = od_contact_card_find_field (find_card (window), "City");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (city)), ==, "Leeds");
  g_application_quit (G_APPLICATION (f->app));
}

static void
test_who_signs_in_again_goes_on (Fixture *f, gconstpointer data)
{
  run (f, sign_in_again);
  g_assert_cmpuint (count_sign_outs (f), ==, 1);
}

/* As the desktop does at the forced end of its session. */
static void
quit (void *data)
{
  Fixture *f = data;

  type_city ("Hull");
  f->server.away = TRUE;
  make_disk_slow ();
  g_application_quit (G_APPLICATION (f->app));
}

static void
test_a_forced_end_signs_out (Fixture *f, gconstpointer data)
{
  run (f, quit);
  g_assert_cmpuint (count_sign_outs (f), ==, 1);
  check_kept ("{\"fields\":{\"City\":\"Hull\"}}");
}

static void
terminate (void *data)
{
  raise (SIGTERM);
}

static void
test_a_signal_signs_out (Fixture *f, gconstpointer data)
{
  run (f, terminate);
  g_assert_cmpuint (count_sign_outs (f), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_setenv ("OUTDIAL_PHONE_MAY_BE_SILENT", "1", TRUE);
  g_setenv ("PATH", "/nonexistent", TRUE); /* no installed phone is ever started */
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/application/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("what-was-typed-is-on-the-disk", test_what_was_typed_is_on_the_disk);
  ADD ("who-signs-in-again-goes-on", test_who_signs_in_again_goes_on);
  ADD ("a-forced-end-signs-out", test_a_forced_end_signs_out);
  ADD ("a-signal-signs-out", test_a_signal_signs_out);
  return g_test_run ();
}
