/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole window, against a real HTTP server: what is shown, what can be pressed.
 */
#include "app/agent/agent-window.h"

#include "app/shift/agent-peer.h"
#include "app/agent/agent-shortcuts.h"
#include "app/agent/contact-card.h"
#include "app/agent/disposition-form.h"
#include "app/agent/invalid-details.h"
#include "shared/db/db.h"
#include "support/seen.h"

typedef struct {
  AgentPeer server;
  OdAgentWindow *window; /* NULL: closed */
  gpointer shift;        /* NULL: ended */
  gboolean signed_out;   /* by the window */
  const char *action;
  gboolean enabled;
} Fixture;

static gboolean
is_as_wanted (gpointer data)
{
  Fixture *f = data;

  return g_action_group_get_action_enabled (G_ACTION_GROUP (f->window), f->action)
         == f->enabled;
}

static void
await_action (Fixture *f, const char *action, gboolean enabled)
{
  f->action = action;
  f->enabled = enabled;
  od_test_wait_until (is_as_wanted, f, LIMIT_S, action);
}

static void
check_action (Fixture *f, const char *action, gboolean enabled)
{
  g_assert_cmpint (g_action_group_get_action_enabled (G_ACTION_GROUP (f->window), action),
                   ==, enabled);
}

static OdShift *
get_shift (Fixture *f)
{
  return od_agent_window_get_shift (f->window);
}

static void
on_destroyed (Fixture *f)
{
  f->window = NULL;
}

static gboolean
is_choosing (gpointer data)
{
  return od_shift_get_step (get_shift (data)) == OD_SHIFT_CHOOSING;
}

static gboolean
is_working (gpointer data)
{
  return od_shift_get_step (get_shift (data)) == OD_SHIFT_WORKING;
}

static void
open_window (Fixture *f, gconstpointer app)
{
  OdShiftOptions options = agent_peer_get_options (&f->server);

  f->window = od_agent_window_new (GTK_APPLICATION ((gpointer) app), f->server.desk,
                                   &options);
  f->shift = get_shift (f);
  g_object_add_weak_pointer (f->shift, &f->shift);
  g_signal_connect_swapped (f->window, "destroy", G_CALLBACK (on_destroyed), f);
  gtk_window_present (GTK_WINDOW (f->window));
}

/* The program was ended in a call, which has ended since, and is started again. */
static void
set_up_in_paper_work (Fixture *f, gconstpointer app)
{
  agent_peer_set_up (&f->server);
  f->server.me = ME ("disposing", AT_WORK "," CALL ("c1"));
  open_window (f, app);
  od_test_wait_until (is_working, f, LIMIT_S, "the work");
}

static void
set_up (Fixture *f, gconstpointer app)
{
  agent_peer_set_up (&f->server);
  open_window (f, app);
  od_test_wait_until (is_choosing, f, LIMIT_S, "the choice");
  f->server.me = ME ("paused", PAUSED);
  od_shift_choose_campaign (get_shift (f), 1);
  od_test_wait_until (is_working, f, LIMIT_S, "the work");
}

static void
close_window (Fixture *f)
{
  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (f->window));
  od_test_wait_until (is_gone, &f->shift, LIMIT_S, "the shift to end");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_window (f);
  agent_peer_tear_down (&f->server);
}

static void
test_who_is_paused_may_leave (Fixture *f, gconstpointer data)
{
  check_action (f, "sign-out", TRUE);
  check_action (f, "ready", TRUE);
  check_action (f, "change-campaign", TRUE);
  check_action (f, "hold", FALSE);
  check_action (f, "end", FALSE);
  check_action (f, "edit", FALSE);
  check_action (f, "invalid-details", FALSE);
}

static void
begin_call (Fixture *f)
{
  agent_peer_say (&f->server, "me", ME ("in-call", AT_WORK "," CALL ("c1")));
  await_action (f, "hold", TRUE);
}

static void
test_who_talks_may_not (Fixture *f, gconstpointer data)
{
  gboolean stays = FALSE;

  begin_call (f);
  check_action (f, "sign-out", FALSE);
  check_action (f, "change-campaign", FALSE);
  check_action (f, "mute", TRUE);
  check_action (f, "end", TRUE);
  check_action (f, "edit", TRUE);
  g_signal_emit_by_name (f->window, "close-request", &stays);
  g_assert_true (stays);
}

static gboolean
is_cut_off (gpointer data)
{
  Fixture *f = data;

  return !od_desk_is_live (f->server.desk);
}

/* The person still hears the agent: nobody has hung up on the line yet. */
static void
test_a_lost_link_lets_nobody_log_out_of_a_call (Fixture *f, gconstpointer data)
{
  begin_call (f);
  f->server.away = TRUE;
  agent_peer_end_stream (&f->server);
  od_test_wait_until (is_cut_off, f, LIMIT_S, "the link to be lost");
  check_action (f, "sign-out", FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "end", NULL);
  od_test_await_words (GTK_WIDGET (f->window), "Ending as soon as the server hears");
  check_action (f, "sign-out", FALSE);
}

static void
test_an_open_disposition_keeps_the_agent (Fixture *f, gconstpointer data)
{
  begin_call (f);
  agent_peer_say (&f->server, "me", ME ("disposing", AT_WORK ",\"call_id\":\"c1\""));
  await_action (f, "hold", FALSE);
  check_action (f, "sign-out", FALSE);
  check_action (f, "invalid-details", TRUE);
  check_action (f, "edit", TRUE);
}

static void
test_muting_is_the_windows_action (Fixture *f, gconstpointer data)
{
  OdHandset *handset = od_shift_get_handset (get_shift (f));

  begin_call (f);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "mute", NULL);
  g_assert_true (od_handset_get_muted (handset));
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "mute", NULL);
  g_assert_false (od_handset_get_muted (handset));
}

static gboolean
is_flagged (gpointer data)
{
  Fixture *f = data;

  return f->server.n_dispositions > 0;
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next) {
    if (OD_IS_INVALID_DETAILS (l->data))
      return l->data;
  }

  return NULL;
}

static void
test_wrong_details_end_the_call (Fixture *f, gconstpointer data)
{
  const Asked *last;

  begin_call (f);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "invalid-details", NULL);
  g_assert_nonnull (find_dialog ());
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "save");
  od_test_wait_until (is_flagged, f, LIMIT_S, "the flag");
  g_assert_cmpstr (f->server.disposition, ==, "{\"disposition\":\"WRONG DETAILS\"}");
  do {
    g_main_context_iteration (NULL, TRUE);
    last = peer_get (f->server.peer, f->server.peer->asked->len - 1);
  } while (strcmp (last->path, "/v1/calls/c1/hang-up") != 0);
}

static OdContactCard *
find_card (Fixture *f)
{
  return OD_CONTACT_CARD (
    od_test_find_widget (GTK_WIDGET (f->window), OD_TYPE_CONTACT_CARD));
}

static gboolean
is_told (gpointer data)
{
  return ((Fixture *) data)->server.lead != NULL;
}

/* Saved on this computer, and the server says no: the agent has it in hand again. */
static void
test_a_refused_contact_is_typed_again (Fixture *f, gconstpointer data)
{
  OdContactCard *card;
  GtkEditable *city;

  begin_call (f);
  card = find_card (f);
  f->server.refuses = TRUE;
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "edit", NULL);
  city = GTK_EDITABLE (od_contact_card_find_field (card, "City"));
  gtk_editable_set_text (city, "Leeds");
  od_contact_card_save (card);
  await_action (f, "edit", TRUE); /* it is on the disk */
  od_test_wait_until (is_told, f, LIMIT_S, "the server to be told");
  await_action (f, "edit", FALSE);
  g_assert_true (od_contact_card_get_is_editing (card));
  g_assert_cmpstr (gtk_editable_get_text (city), ==, "Leeds");
}

static void
test_the_person_is_there_after_a_restart (Fixture *f, gconstpointer data)
{
  OdContactCard *card = find_card (f);
  json_t *call = od_duty_get_call (od_shift_get_duty (get_shift (f)));
  GtkEditable *city;

  await_action (f, "edit", TRUE);
  check_action (f, "hold", FALSE);
  check_action (f, "invalid-details", TRUE);
  check_action (f, "sign-out", FALSE);
  g_assert_nonnull (json_object_get (call, "script"));
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "edit", NULL);
  city = GTK_EDITABLE (od_contact_card_find_field (card, "City"));
  g_assert_cmpstr (gtk_editable_get_text (city), ==, "York");
}

/* --- leaving ---------------------------------------------------------------------- */

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->window == NULL;
}

static gboolean
is_leaving (gpointer data)
{
  Fixture *f = data;

  return od_test_says (GTK_WIDGET (f->window), "Stay");
}

static gboolean
is_staying (gpointer data)
{
  return !is_leaving (data);
}

static gboolean
may_close_now (gpointer data)
{
  Fixture *f = data;

  return od_test_says (GTK_WIDGET (f->window), "Close Now");
}

static gboolean
is_ready (gpointer data)
{
  return od_duty_get_state (od_shift_get_duty (get_shift (data))) == OD_AGENT_READY;
}

static gboolean
is_paused (gpointer data)
{
  return od_duty_get_state (od_shift_get_duty (get_shift (data))) == OD_AGENT_PAUSED;
}

static gboolean
has_asked_for_a_pause (gpointer data)
{
  Fixture *f = data;

  return f->server.state != NULL && strstr (f->server.state, "\"ready\":false") != NULL
         && !od_shift_is_asking (get_shift (f));
}

static void
be_ready (Fixture *f)
{
  agent_peer_say (&f->server, "me", ME ("ready", AT_WORK));
  od_test_wait_until (is_ready, f, LIMIT_S, "calls");
  g_clear_pointer (&f->server.state, g_free);
}

/* Somebody's phone rings already, and it is for this agent. */
static void
begin_leaving (Fixture *f)
{
  be_ready (f);
  gtk_window_close (GTK_WINDOW (f->window));
  od_test_wait_until (has_asked_for_a_pause, f, LIMIT_S, "the pause");
  g_assert_nonnull (f->window);
  od_test_wait_until (is_leaving, f, LIMIT_S, "the bar");
}

static void
test_who_is_ready_leaves_by_a_pause (Fixture *f, gconstpointer data)
{
  begin_leaving (f);
  agent_peer_say (&f->server, "me", ME ("pausing", PAUSED));
  gtk_window_close (GTK_WINDOW (f->window));
  g_assert_nonnull (f->window);
  g_assert_false (may_close_now (f));
  agent_peer_say (&f->server, "me", ME ("paused", PAUSED));
  od_test_wait_until (is_closed, f, LIMIT_S, "the window to close");
}

static void
test_a_call_that_still_comes_is_taken (Fixture *f, gconstpointer data)
{
  begin_leaving (f);
  agent_peer_say (&f->server, "me", ME ("in-call", PAUSED "," CALL ("c1")));
  await_action (f, "hold", TRUE);
  check_action (f, "sign-out", FALSE);
  agent_peer_say (&f->server, "me", ME ("disposing", PAUSED ",\"call_id\":\"c1\""));
  await_action (f, "hold", FALSE);
  g_assert_true (is_leaving (f));
  od_paperwork_dispose_async (od_shift_get_paperwork (get_shift (f)), "c1", "SALE MADE",
                              FALSE, NULL, 0, NULL, NULL);
  agent_peer_say (&f->server, "me", ME ("paused", PAUSED));
  od_test_wait_until (is_closed, f, LIMIT_S, "the window to close");
  g_assert_cmpstr (f->server.disposition, ==, "{\"disposition\":\"SALE MADE\"}");
}

static void
test_who_stays_stays (Fixture *f, gconstpointer data)
{
  begin_leaving (f);
  od_test_press (GTK_WIDGET (f->window), "Stay");
  agent_peer_say (&f->server, "me", ME ("paused", PAUSED));
  od_test_wait_until (is_paused, f, LIMIT_S, "the pause");
  od_test_wait_until (is_staying, f, LIMIT_S, "the bar to go");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_nonnull (f->window);
}

static void
test_who_wants_calls_again_stays (Fixture *f, gconstpointer data)
{
  begin_leaving (f);
  g_action_group_change_action_state (G_ACTION_GROUP (f->window), "ready",
                                      g_variant_new_boolean (TRUE));
  od_test_wait_until (is_staying, f, LIMIT_S, "the bar to go");
  agent_peer_say (&f->server, "me", ME ("paused", PAUSED));
  od_test_wait_until (is_paused, f, LIMIT_S, "the pause");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_nonnull (f->window);
}

static void
on_sign_out (GSimpleAction *action, GVariant *parameter, Fixture *f)
{
  f->signed_out = TRUE;
}

static gboolean
is_signed_out (gpointer data)
{
  return ((Fixture *) data)->signed_out;
}

static void
test_log_out_waits_for_the_pause (Fixture *f, gconstpointer app)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("sign-out", NULL);

  g_signal_connect (action, "activate", G_CALLBACK (on_sign_out), f);
  g_action_map_add_action (G_ACTION_MAP ((gpointer) app), G_ACTION (action));
  be_ready (f);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "sign-out", NULL);
  od_test_wait_until (has_asked_for_a_pause, f, LIMIT_S, "the pause");
  g_assert_false (f->signed_out);
  agent_peer_say (&f->server, "me", ME ("paused", PAUSED));
  od_test_wait_until (is_signed_out, f, LIMIT_S, "the sign-out");
  g_action_map_remove_action (G_ACTION_MAP ((gpointer) app), "sign-out");
}

static void
test_a_silent_server_keeps_nobody (Fixture *f, gconstpointer data)
{
  be_ready (f);
  f->server.mute = TRUE;
  gtk_window_close (GTK_WINDOW (f->window));
  g_assert_nonnull (f->window);
  g_assert_false (may_close_now (f));
  od_test_wait_until (may_close_now, f, LIMIT_S, "a way out");
  od_test_press (GTK_WIDGET (f->window), "Close Now");
  g_assert_null (f->window);
}

/* What a server does that ends a sign-in, and what a session's end does: the window is
 * closed under the hands of somebody who types. */
static void
test_what_is_typed_is_kept_when_the_window_goes (Fixture *f, gconstpointer app)
{
  GtkEditable *city;

  f->server.away = TRUE;
  begin_call (f);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "edit", NULL);
  city = GTK_EDITABLE (od_contact_card_find_field (find_card (f), "City"));
  gtk_editable_set_text (city, "Leeds");
  close_window (f);
  g_assert_null (f->server.lead);
  f->server.away = FALSE;
  f->server.me = ME ("disposing", AT_WORK "," CALL ("c1"));
  open_window (f, app);
  od_test_wait_until (is_told, f, LIMIT_S, "the server to be told");
  g_assert_nonnull (strstr (f->server.lead, "Leeds"));
}

/* What is expected is kept for the test; a test fails of any other warning. */
static GLogWriterOutput
on_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer app)
{
  for (gsize i = 0; level == G_LOG_LEVEL_WARNING && i < n; i++) {
    const char *value = fields[i].value;

    if (strcmp (fields[i].key, "MESSAGE") != 0
        || !g_str_has_prefix (value, "what was said last of a call is lost"))
      continue;
    g_object_set_data_full (app, "lost", g_strdup (value), g_free);
    return G_LOG_WRITER_HANDLED;
  }

  return g_log_writer_default (level, fields, n, NULL);
}

static gboolean
is_lost (gpointer app)
{
  return g_object_get_data (app, "lost") != NULL;
}

/* From here on nothing can be kept on this computer. */
static void
break_outbox (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdDb) db = od_db_open (f->server.outbox, OD_DB_WRITER, &error);

  g_assert_no_error (error);
  od_db_exec (db, "DROP TABLE request", &error);
  g_assert_no_error (error);
}

static void
close_and_await_loss (Fixture *f, gpointer app)
{
  close_window (f);
  od_test_wait_until (is_lost, app, LIMIT_S, "the warning");
  g_object_set_data (app, "lost", NULL);
}

/* Nobody is there to be told, but it ends up somewhere. */
static void
test_a_disposition_that_is_lost_is_logged (Fixture *f, gconstpointer app)
{
  begin_call (f);
  agent_peer_say (&f->server, "me", ME ("disposing", AT_WORK ",\"call_id\":\"c1\""));
  await_action (f, "hold", FALSE);
  break_outbox (f);
  g_signal_emit_by_name (od_test_find_widget (GTK_WIDGET (f->window),
                                              OD_TYPE_DISPOSITION_FORM),
                         "submitted", "c1", "SALE MADE", FALSE, (gint64) 0);
  close_and_await_loss (f, (gpointer) app);
}

static void
test_a_flag_that_is_lost_is_logged (Fixture *f, gconstpointer app)
{
  begin_call (f);
  break_outbox (f);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "invalid-details", NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "save");
  close_and_await_loss (f, (gpointer) app);
}

static void
test_the_list_of_keys_can_be_shown (Fixture *f, gconstpointer data)
{
  GtkShortcutsWindow *keys = od_agent_shortcuts_new ();

  gtk_window_destroy (GTK_WINDOW (keys));
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "show-help-overlay", NULL);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) app = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app = adw_application_new ("dev.outdial.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (app), NULL, NULL);
  g_log_set_writer_func (on_log, app, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/agent-window/" name, Fixture, app, set_up, func, tear_down)
  ADD ("a-refused-contact-is-typed-again", test_a_refused_contact_is_typed_again);
  ADD ("who-is-paused-may-leave", test_who_is_paused_may_leave);
  ADD ("who-talks-may-not", test_who_talks_may_not);
  ADD ("an-open-disposition-keeps-the-agent", test_an_open_disposition_keeps_the_agent);
  ADD ("a-lost-link-lets-nobody-log-out", test_a_lost_link_lets_nobody_log_out_of_a_call);
  ADD ("muting-is-the-windows-action", test_muting_is_the_windows_action);
  ADD ("wrong-details-end-the-call", test_wrong_details_end_the_call);
  g_test_add ("/agent-window/the-person-is-there-after-a-restart", Fixture, app,
              set_up_in_paper_work, test_the_person_is_there_after_a_restart, tear_down);
  ADD ("who-is-ready-leaves-by-a-pause", test_who_is_ready_leaves_by_a_pause);
  ADD ("a-call-that-still-comes-is-taken", test_a_call_that_still_comes_is_taken);
  ADD ("who-stays-stays", test_who_stays_stays);
  ADD ("who-wants-calls-again-stays", test_who_wants_calls_again_stays);
  ADD ("log-out-waits-for-the-pause", test_log_out_waits_for_the_pause);
  ADD ("a-silent-server-keeps-nobody", test_a_silent_server_keeps_nobody);
  ADD ("what-is-typed-is-kept-when-the-window-goes",
       test_what_is_typed_is_kept_when_the_window_goes);
  ADD ("a-disposition-that-is-lost-is-logged", test_a_disposition_that_is_lost_is_logged);
  ADD ("a-flag-that-is-lost-is-logged", test_a_flag_that_is_lost_is_logged);
  ADD ("the-list-of-keys-can-be-shown", test_the_list_of_keys_can_be_shown);
  return g_test_run ();
}
