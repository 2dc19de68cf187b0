/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The overview shows the campaign, its numbers and who waits; a switch the server refuses
 * goes back.
 */
#include "app/supervisor/campaign-board.h"

#include "app/charts/pie-chart.h"
#include "app/supervisor/office.h"
#include "app/supervisor/rehearsal-dialog.h"
#include "support/seen.h"

typedef struct {
  Office office;
  GtkWidget *window;
  GtkWidget *board;
  gboolean back;
} Fixture;

static void
on_back (GtkWidget *board, Fixture *f)
{
  f->back = TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  f->back = FALSE;
  office_open (&f->office);
  f->office.silent = g_strcmp0 (data, "silent") == 0;
  f->board = od_campaign_board_new (f->office.desk,
                                    office_get (&f->office, OD_DESK_CAMPAIGNS,
                                                g_strcmp0 (data, "second") != 0 ? 1 : 2));
  g_signal_connect (f->board, "back", G_CALLBACK (on_back), f);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), f->board);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (f->window), overlay);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_ref (f->board);
  gtk_window_destroy (GTK_WINDOW (f->window));
  od_test_let_go (f->board);
  office_close (&f->office);
}

static GtkWidget *
child (Fixture *f, const char *id)
{
  return GTK_WIDGET (
    gtk_widget_get_template_child (f->board, OD_TYPE_CAMPAIGN_BOARD, id));
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

static void
test_the_numbers_are_the_servers (Fixture *f, gconstpointer data)
{
  g_autofree char *callers = NULL;
  g_autofree char *agents = NULL;

  office_wait_for (f->board, GTK_TYPE_LABEL, "Campaign: Autumn - Auto Dialer");
  office_wait_for (child (f, "stats_grid"), GTK_TYPE_LABEL, "100");
  callers = od_pie_chart_dup_figures (OD_PIE_CHART (child (f, "callers_chart")));
  agents = od_pie_chart_dup_figures (OD_PIE_CHART (child (f, "agents_chart")));
  g_assert_cmpstr (callers, ==, "Call In Progress 3, 75 %; Call Waiting 1, 25 %");
  g_assert_cmpstr (agents, ==, "Call Active 3, 60 %; Agent Waiting 2, 40 %");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (child (f, "cap_label"))),
                            "Today: 1 of 100 abandoned"));
  g_assert_false (gtk_widget_get_visible (child (f, "silent_label")));
}

static void
test_a_cap_that_is_near_is_said (Fixture *f, gconstpointer data)
{
  office_wait_for (child (f, "stats_grid"), GTK_TYPE_LABEL, "100");
  g_assert_false (gtk_widget_get_visible (child (f, "near_box")));
  f->office.board = "{\"abandonment\":{\"cap_percent\":3.0,\"day\":{\"people\":200,"
                    "\"abandoned\":5},\"month\":{\"people\":900,\"abandoned\":5}}}";
  g_signal_emit_by_name (f->office.desk, "refresh");
  office_wait_for (f->board, GTK_TYPE_LABEL,
                   "The abandonment cap is near. Today: 5 of 200 people who answered met "
                   "silence, 2.50 %; at most 3 % may. Left: 1.");
  g_assert_true (gtk_widget_get_mapped (child (f, "near_box")));
  g_assert_false (gtk_widget_get_visible (child (f, "alarm_box")));
}

/* In its own banner, which a screen reader says at once. */
static void
test_a_cap_that_is_passed_is_an_alarm (Fixture *f, gconstpointer data)
{
  office_wait_for (child (f, "stats_grid"), GTK_TYPE_LABEL, "100");
  g_assert_false (gtk_widget_get_visible (child (f, "alarm_box")));
  f->office.board = "{\"abandonment\":{\"cap_percent\":3.0,\"day\":{\"people\":22,"
                    "\"abandoned\":1},\"month\":{\"people\":22,\"abandoned\":1}}}";
  g_signal_emit_by_name (f->office.desk, "refresh");
  office_wait_for (f->board, GTK_TYPE_LABEL,
                   "The abandonment cap is passed. Today: 1 of 22 people who answered "
                   "met "
                   "silence, 4.55 %; at most 3 % may.");
  g_assert_true (gtk_widget_get_mapped (child (f, "alarm_box")));
  g_assert_cmpint (gtk_accessible_get_accessible_role (
                     GTK_ACCESSIBLE (child (f, "alarm_box"))),
                   ==, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
test_a_campaign_without_status_says_it_calls_nobody (Fixture *f, gconstpointer data)
{
  office_wait_for (f->board, GTK_TYPE_LABEL, "Campaign: Winter <b> - Auto Dialer");
  g_assert_true (gtk_widget_get_visible (child (f, "silent_label")));
  g_assert_false (gtk_widget_get_visible (child (f, "cap_label")));
}

static void
test_a_sick_trunk_is_why_nobody_is_called (Fixture *f, gconstpointer data)
{
  office_say (&f->office, "event: dashboard\ndata: {\"trouble\":\"No way\"}\n\n");
  office_wait_for (f->board, GTK_TYPE_LABEL, "No way");
  g_assert_true (gtk_widget_get_visible (child (f, "silent_label")));
  office_say (&f->office, "event: dashboard\ndata: {\"trouble\":null}\n\n");
  od_test_wait_until (is_hidden, child (f, "silent_label"), 20, "the sentence to go");
}

static void
test_what_was_not_heard_is_no_nought (Fixture *f, gconstpointer data)
{
  GtkWidget *grid = child (f, "stats_grid"), *agents = child (f, "agents_bin");

  office_wait_for (f->window, GTK_TYPE_LABEL, "Not now."); /* the server was asked */
  office_wait_for (grid, GTK_TYPE_LABEL, "–");
  g_assert_null (office_find (grid, GTK_TYPE_LABEL, "0"));
  office_wait_for (child (f, "callers_chart"), GTK_TYPE_LABEL, "Waiting for the server.");
  office_wait_for (child (f, "agents_chart"), GTK_TYPE_LABEL, "Waiting for the server.");
  office_wait_for (agents, GTK_TYPE_LABEL, "Waiting for the server.");
  office_wait_for (child (f, "queue_bin"), GTK_TYPE_INSCRIPTION, "bob");
  office_wait_for (child (f, "queue_bin"), GTK_TYPE_INSCRIPTION, "–");

  f->office.silent = FALSE;
  f->office.assigned = "{\"agents\":[]}";
  g_signal_emit_by_name (f->office.desk, "refresh");
  office_wait_for (grid, GTK_TYPE_LABEL, "100");
  office_wait_for (agents, GTK_TYPE_LABEL,
                   "No agents are assigned: Manage Agents adds them.");
}

/* In the order they are drawn in. */
static gboolean
is_above (GtkWidget *in, const char *first, const char *second)
{
  GtkWidget *a = office_find (in, GTK_TYPE_INSCRIPTION, first);
  GtkWidget *b = office_find (in, GTK_TYPE_INSCRIPTION, second);
  double ax, ay, bx, by;

  return a != NULL && b != NULL
         && gtk_widget_translate_coordinates (a, in, 0, 0, &ax, &ay)
         && gtk_widget_translate_coordinates (b, in, 0, 0, &bx, &by) && ay < by;
}

static gboolean
is_bob_above_alice (gpointer in)
{
  return is_above (in, "bob", "alice");
}

static void
test_the_longest_waiting_is_next (Fixture *f, gconstpointer data)
{
  GtkWidget *queue = child (f, "queue_bin");

  od_test_wait_until (is_bob_above_alice, queue, 10, "bob above alice");
  office_wait_for (queue, GTK_TYPE_INSCRIPTION, "6"); /* bob's calls today */
  office_wait_for (queue, GTK_TYPE_INSCRIPTION, "46");
  office_say (&f->office, "event: agent\ndata: {\"id\":12,\"name\":\"bob\","
                          "\"state\":\"in-call\",\"age_ms\":0,\"campaign\":1}\n\n");
  office_wait_for (child (f, "agents_bin"), GTK_TYPE_INSCRIPTION, "In call");
  office_wait_for (queue, GTK_TYPE_INSCRIPTION, "alice");
}

static gboolean
is_bob_gone (gpointer in)
{
  return office_find (in, GTK_TYPE_INSCRIPTION, "bob") == NULL;
}

static void
test_who_got_a_call_waits_no_more (Fixture *f, gconstpointer data)
{
  GtkWidget *queue = child (f, "queue_bin");

  office_wait_for (queue, GTK_TYPE_INSCRIPTION, "bob");
  office_say (&f->office, "event: agent\ndata: {\"id\":12,\"name\":\"bob\","
                          "\"state\":\"in-call\",\"age_ms\":0,\"campaign\":1}\n\n");
  od_test_wait_until (is_bob_gone, queue, 10, "bob to leave the queue");
}

static gboolean
is_written (gpointer data)
{
  return office_last (&((Fixture *) data)->office) != NULL;
}

static void
test_remove_leaves_the_others (Fixture *f, gconstpointer data)
{
  GtkWidget *queue = child (f, "queue_bin");
  GtkWidget *name;

  office_wait_for (child (f, "agents_bin"), GTK_TYPE_INSCRIPTION, "carol");
  od_test_wait_until (is_bob_above_alice, queue, 10, "the queue");
  name = office_wait_for (queue, GTK_TYPE_LABEL, "Remove"); /* the first: bob's */
  g_signal_emit_by_name (gtk_widget_get_parent (name), "clicked");
  od_test_wait_until (is_written, f, 10, "the agents to be sent");
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/campaigns/1/agents");
  g_assert_null (strstr (office_last (&f->office)->body, "12"));
  g_assert_nonnull (strstr (office_last (&f->office)->body, "11"));
  g_assert_nonnull (strstr (office_last (&f->office)->body, "13"));
}

/* Every list of those who stay that was sent, one after the other. */
static char *
dup_sent (Fixture *f)
{
  GString *sent = g_string_new (NULL);

  for (guint i = 0; i < f->office.peer->asked->len; i++) {
    const Asked *asked = peer_get (f->office.peer, i);
    json_t *ids, *body;

    if (!g_str_equal (asked->method, "PUT"))
      continue;
    body = json_loads (asked->body, 0, NULL);
    ids = json_object_get (body, "agents");
    for (gint64 id = 11; id <= 13; id++) {
      for (gsize k = 0; k < json_array_size (ids); k++)
        if (json_integer_value (json_array_get (ids, k)) == id)
          g_string_append_printf (sent, "%d ", (int) id);
    }
    g_string_append_c (sent, ';');
    json_decref (body);
  }

  return g_string_free (sent, FALSE);
}

static gboolean
is_sent_twice (gpointer data)
{
  g_autofree char *sent = dup_sent (data);

  return strchr (sent, ';') != strrchr (sent, ';');
}

static void
press_every_remove (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && office_find (widget, GTK_TYPE_LABEL, "Remove") != NULL)
    g_signal_emit_by_name (widget, "clicked");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    press_every_remove (child);
}

/* The server keeps whom it is told last: the second list may not bring the first back. */
static void
test_two_removed_at_once_are_both_gone (Fixture *f, gconstpointer data)
{
  GtkWidget *queue = child (f, "queue_bin");
  g_autofree char *sent = NULL;

  office_wait_for (child (f, "agents_bin"), GTK_TYPE_INSCRIPTION, "carol");
  od_test_wait_until (is_bob_above_alice, queue, 10, "the queue");
  press_every_remove (queue);
  od_test_wait_until (is_sent_twice, f, 10, "both removals");
  sent = dup_sent (f);
  g_assert_cmpstr (sent, ==, "11 13 ;13 ;");
}

static void
test_who_cannot_be_removed_is_there_again (Fixture *f, gconstpointer data)
{
  GtkWidget *agents = child (f, "agents_bin");
  GtkWidget *name;

  office_wait_for (agents, GTK_TYPE_INSCRIPTION, "carol");
  od_test_wait_until (is_bob_above_alice, child (f, "queue_bin"), 10, "the queue");
  f->office.refuse_status = 409;
  f->office.refuse_body = "{\"code\":\"busy\",\"title\":\"Bob talks.\"}";
  name = office_wait_for (child (f, "queue_bin"), GTK_TYPE_LABEL, "Remove");
  g_signal_emit_by_name (gtk_widget_get_parent (name), "clicked");
  od_test_wait_until (is_bob_gone, agents, 10, "bob to leave the agents");
  office_wait_for (f->window, GTK_TYPE_LABEL, "Bob talks.");
  office_wait_for (agents, GTK_TYPE_INSCRIPTION, "bob");
}

static gboolean
is_switch_free (gpointer data)
{
  return gtk_widget_get_sensitive (data);
}

static void
test_a_refused_switch_goes_back (Fixture *f, gconstpointer data)
{
  GtkWidget *state = child (f, "state_switch");

  f->office.refuse_status = 409;
  f->office.refuse_body = "{\"code\":\"trunk\",\"title\":\"There is no trunk.\"}";
  gtk_switch_set_active (GTK_SWITCH (state), FALSE);
  g_assert_false (gtk_widget_get_sensitive (state));
  od_test_wait_until (is_switch_free, state, 10, "the server's answer");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (state)));
  g_assert_true (gtk_switch_get_state (GTK_SWITCH (state)));
  office_wait_for (f->window, GTK_TYPE_LABEL, "There is no trunk.");
}

static void
test_a_granted_switch_stays (Fixture *f, gconstpointer data)
{
  GtkWidget *state = child (f, "state_switch");

  gtk_switch_set_active (GTK_SWITCH (state), FALSE);
  od_test_wait_until (is_switch_free, state, 10, "the server's answer");
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (state)));
  g_assert_false (gtk_switch_get_state (GTK_SWITCH (state)));
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/campaigns/1/state");
}

/* (nullable): the question over the window. */
static AdwMessageDialog *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next) {
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  }
  return NULL;
}

static void
test_a_stopped_campaign_goes_on_with_a_reason (Fixture *f, gconstpointer data)
{
  json_t *stopped = json_pack ("{s:b, s:s}", "active", FALSE, "stopped", "Nobody hears.");
  GtkWidget *state = child (f, "state_switch");
  AdwMessageDialog *question;

  od_record_list_merge (od_desk_get_list (f->office.desk, OD_DESK_CAMPAIGNS), 1, stopped);
  json_decref (stopped);
  office_wait_for (f->board, GTK_TYPE_LABEL, "Nobody hears.");
  gtk_switch_set_active (GTK_SWITCH (state), TRUE);
  question = find_question ();
  g_assert_nonnull (question);
  g_assert_null (office_last (&f->office));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (state)));
  g_assert_false (adw_message_dialog_get_response_enabled (question, "lose"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (question)),
                         "Codec mended");
  g_assert_true (adw_message_dialog_get_response_enabled (question, "lose"));
  adw_message_dialog_response (question, "lose");
  od_test_wait_until (is_switch_free, state, 10, "the server's answer");
  g_assert_nonnull (strstr (office_last (&f->office)->body, "Codec mended"));
}

static void
test_a_campaign_is_rehearsed_from_its_board (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog;

  od_test_press (f->board, "Rehearse…");
  dialog = od_test_find_window (OD_TYPE_REHEARSAL_DIALOG);
  g_assert_nonnull (dialog);
  od_test_press (dialog, "Cancel");
  g_assert_null (od_test_find_window (OD_TYPE_REHEARSAL_DIALOG));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, data, func)                                                            \
  g_test_add ("/campaign-board/" name, Fixture, data, set_up, func, tear_down)
  ADD ("the-numbers-are-the-servers", NULL, test_the_numbers_are_the_servers);
  ADD ("a-campaign-without-status-says-it-calls-nobody", "second",
       test_a_campaign_without_status_says_it_calls_nobody);
  ADD ("a-cap-that-is-near-is-said", NULL, test_a_cap_that_is_near_is_said);
  ADD ("a-cap-that-is-passed-is-an-alarm", NULL, test_a_cap_that_is_passed_is_an_alarm);
  ADD ("a-sick-trunk-is-why-nobody-is-called", NULL,
       test_a_sick_trunk_is_why_nobody_is_called);
  ADD ("what-was-not-heard-is-no-nought", "silent", test_what_was_not_heard_is_no_nought);
  ADD ("the-longest-waiting-is-next", NULL, test_the_longest_waiting_is_next);
  ADD ("who-got-a-call-waits-no-more", NULL, test_who_got_a_call_waits_no_more);
  ADD ("remove-leaves-the-others", NULL, test_remove_leaves_the_others);
  ADD ("two-removed-at-once-are-both-gone", NULL, test_two_removed_at_once_are_both_gone);
  ADD ("who-cannot-be-removed-is-there-again", NULL,
       test_who_cannot_be_removed_is_there_again);
  ADD ("a-refused-switch-goes-back", NULL, test_a_refused_switch_goes_back);
  ADD ("a-granted-switch-stays", NULL, test_a_granted_switch_stays);
  ADD ("a-stopped-campaign-goes-on-with-a-reason", NULL,
       test_a_stopped_campaign_goes_on_with_a_reason);
  ADD ("rehearse", NULL, test_a_campaign_is_rehearsed_from_its_board);
  return g_test_run ();
}
