/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps the server from dialing stands over the window as long as it does.
 */
#include "app/supervisor/trouble-banner.h"

#include "app/supervisor/office.h"
#include "support/seen.h"

#define SICK "The trunk main refuses calls: 503 Service Unavailable."

static gboolean
says (gpointer banner)
{
  return g_strcmp0 (od_trouble_banner_get_text (banner), SICK) == 0;
}

static gboolean
says_nothing (gpointer banner)
{
  return od_trouble_banner_get_text (banner) == NULL;
}

static void
test_trouble_is_said_while_it_lasts (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = g_object_new (OD_TYPE_TROUBLE_BANNER, NULL);

  office_open (&office);
  od_trouble_banner_set_desk (OD_TROUBLE_BANNER (banner), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), banner);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (says_nothing (banner));
  office_say (&office, "event: dashboard\ndata: {\"trouble\":\"" SICK "\"}\n\n");
  od_test_wait_until (says, banner, 20, "the sentence");
  office_say (&office, "event: dashboard\ndata: {\"trouble\":null}\n\n");
  od_test_wait_until (says_nothing, banner, 20, "the banner to go");

  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

static gboolean
says_what_is_stopped (gpointer banner)
{
  const char *text = od_trouble_banner_get_text (banner);

  return text != NULL && strstr (text, "Campaign “Autumn” is stopped. Too many") != NULL;
}

static void
set_stopped (Office *office, const char *why)
{
  json_t *fields = json_pack ("{s:s?}", "stopped", why);

  od_record_list_merge (od_desk_get_list (office->desk, OD_DESK_CAMPAIGNS), 1, fields);
  json_decref (fields);
}

/* The cap was passed: whoever looks at any page sees it. */
static void
test_a_stopped_campaign_is_said (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = g_object_new (OD_TYPE_TROUBLE_BANNER, NULL);

  office_open (&office);
  od_trouble_banner_set_desk (OD_TROUBLE_BANNER (banner), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), banner);
  gtk_window_present (GTK_WINDOW (window));
  office_get (&office, OD_DESK_CAMPAIGNS, 1);
  g_assert_true (says_nothing (banner));
  set_stopped (&office, "Too many met silence.");
  od_test_wait_until (says_what_is_stopped, banner, 20, "the sentence");
  office_say (&office, "event: dashboard\ndata: {\"trouble\":\"" SICK "\"}\n\n");
  od_test_wait_until (says_what_is_stopped, banner, 20, "the sentence beside another");
  office_say (&office, "event: dashboard\ndata: {\"trouble\":null}\n\n");
  set_stopped (&office, NULL);
  od_test_wait_until (says_nothing, banner, 20, "the banner to go");

  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

#define PASSED                                                                           \
  "{\"trouble\":null,\"caps_passed\":[{\"campaign\":1,\"abandonment\":"                  \
  "{\"cap_percent\":3.0,\"day\":{\"people\":22,\"abandoned\":1},"                        \
  "\"month\":{\"people\":22,\"abandoned\":1}}}]}"
#define CAP_IS_PASSED                                                                    \
  "Campaign “Autumn”: The abandonment cap is passed. Today: 1 of 22 people who "     \
  "answered met silence, 4.55 %; at most 3 % may."

static gboolean
says_passed (gpointer banner)
{
  return g_strcmp0 (od_trouble_banner_get_text (banner), CAP_IS_PASSED) == 0;
}

static void
on_board (GSimpleAction *action, GVariant *parameter, gint64 *board)
{
  *board = g_variant_get_int64 (parameter);
}

/* As the supervisor's window has it; without it the button cannot be pressed. */
static void
give_boards (GtkWidget *window, gint64 *board)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction)
    action = g_simple_action_new ("campaign-board", G_VARIANT_TYPE_INT64);

  g_signal_connect (action, "activate", G_CALLBACK (on_board), board);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
}

/* On every page, with the way to the campaign's own. */
static void
test_a_cap_that_is_passed_is_an_alarm (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = g_object_new (OD_TYPE_TROUBLE_BANNER, NULL);
  gint64 board = 0;

  give_boards (window, &board);
  office_open (&office);
  od_trouble_banner_set_desk (OD_TROUBLE_BANNER (banner), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), banner);
  gtk_window_present (GTK_WINDOW (window));
  office_get (&office, OD_DESK_CAMPAIGNS, 1);
  office_say (&office, "event: dashboard\ndata: " PASSED "\n\n");
  od_test_wait_until (says_passed, banner, 20, "the alarm");
  od_test_press (banner, "Show Board");
  g_assert_cmpint (board, ==, 1);
  set_stopped (&office, "Too many met silence."); /* says it all, once */
  od_test_wait_until (says_what_is_stopped, banner, 20, "the sentence");
  g_assert_null (
    strstr (od_trouble_banner_get_text (OD_TROUBLE_BANNER (banner)), "cap is passed"));
  set_stopped (&office, NULL);
  office_say (&office, "event: dashboard\ndata: {\"trouble\":null}\n\n");
  od_test_wait_until (says_nothing, banner, 20, "the banner to go");

  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

#define PASSED_FURTHER                                                                   \
  "{\"trouble\":\"" SICK "\",\"caps_passed\":[{\"campaign\":1,\"abandonment\":"          \
  "{\"cap_percent\":3.0,\"day\":{\"people\":23,\"abandoned\":2},"                        \
  "\"month\":{\"people\":23,\"abandoned\":2}}}]}"

static gboolean
says_two_of_23 (gpointer banner)
{
  const char *text = od_trouble_banner_get_text (banner);

  return text != NULL && strstr (text, "Today: 2 of 23 people") != NULL;
}

/* Whoever is about to press the button presses that one. */
static void
test_other_figures_leave_the_button_where_it_is (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = g_object_new (OD_TYPE_TROUBLE_BANNER, NULL);
  GtkWidget *button;
  gint64 board = 0;

  give_boards (window, &board);
  office_open (&office);
  od_trouble_banner_set_desk (OD_TROUBLE_BANNER (banner), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), banner);
  gtk_window_present (GTK_WINDOW (window));
  office_say (&office, "event: dashboard\ndata: " PASSED "\n\n");
  od_test_wait_until (says_passed, banner, 20, "the alarm");
  button = od_test_find_button (banner, "Show Board");
  od_test_await_words (banner, "Show Board");
  g_assert_true (gtk_widget_grab_focus (button));
  office_say (&office, "event: dashboard\ndata: " PASSED_FURTHER "\n\n");
  od_test_wait_until (says_two_of_23, banner, 20, "the new figures");
  od_test_await_words (banner, SICK);
  od_test_await_words (banner, "Today: 2 of 23 people");
  g_assert_true (od_test_find_button (banner, "Show Board") == button);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);
  office_say (&office, "event: dashboard\ndata: {\"trouble\":\"" SICK "\"}\n\n");
  office_say (&office, "event: dashboard\ndata: {\"caps_passed\":[]}\n\n");
  od_test_wait_until (says, banner, 20, "the sentence alone");
  g_assert_null (od_test_find_button (banner, "Show Board"));

  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/trouble-banner/said-while-it-lasts",
                   test_trouble_is_said_while_it_lasts);
  g_test_add_func ("/trouble-banner/passed", test_a_cap_that_is_passed_is_an_alarm);
  g_test_add_func ("/trouble-banner/figures",
                   test_other_figures_leave_the_button_where_it_is);
  g_test_add_func ("/trouble-banner/stopped", test_a_stopped_campaign_is_said);
  return g_test_run ();
}
