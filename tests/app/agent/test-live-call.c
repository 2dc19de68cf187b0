/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The live call's banner shows what it is told.
 */
#include "app/agent/live-call.h"

static void
test_the_timer_is_read_in_hours (void)
{
  OdLiveCall *live = g_object_ref_sink (g_object_new (OD_TYPE_LIVE_CALL, NULL));

  od_live_call_begin (live, "44116", "<b>Ann</b> & مرحبا");
  od_live_call_set_talk_ms (live, 3723000);
  g_assert_cmpstr (od_live_call_get_time (live), ==, "1:02:03");
  g_assert_finalize_object (live);
}

static void
test_a_long_name_does_not_widen_it (void)
{
  OdLiveCall *live = g_object_ref_sink (g_object_new (OD_TYPE_LIVE_CALL, NULL));
  g_autofree char *name = g_strnfill (10000, 'W');
  int before, after;

  od_live_call_begin (live, "44116", "A");
  od_live_call_set_held (live, TRUE);
  od_live_call_set_muted (live, TRUE);
  gtk_widget_measure (GTK_WIDGET (live), GTK_ORIENTATION_HORIZONTAL, -1, &before, NULL,
                      NULL, NULL);
  od_live_call_begin (live, "44116", name);
  gtk_widget_measure (GTK_WIDGET (live), GTK_ORIENTATION_HORIZONTAL, -1, &after, NULL,
                      NULL, NULL);
  g_assert_cmpint (after, <=, before + 16);
  g_assert_finalize_object (live);
}

/* It is in no window. */
static gboolean
is_shown (GtkWidget *widget, const char *words)
{
  gboolean found = FALSE;

  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget))
    found = g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), words);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = is_shown (child, words);
  return found;
}

static int
height_of (OdLiveCall *live, gboolean held, gboolean muted)
{
  int height;

  od_live_call_set_held (live, held);
  od_live_call_set_muted (live, muted);
  gtk_widget_measure (GTK_WIDGET (live), GTK_ORIENTATION_VERTICAL, -1, &height, NULL,
                      NULL, NULL);
  return height;
}

/* The contact and the script stand below it, and are being read. */
static void
test_hold_and_mute_move_nothing (void)
{
  OdLiveCall *live = g_object_ref_sink (g_object_new (OD_TYPE_LIVE_CALL, NULL));
  int height;

  od_live_call_begin (live, "44116", "Ann");
  height = height_of (live, FALSE, FALSE);
  g_assert_cmpint (height_of (live, TRUE, FALSE), ==, height);
  g_assert_cmpint (height_of (live, TRUE, TRUE), ==, height);
  g_assert_cmpint (height_of (live, FALSE, TRUE), ==, height);
  g_assert_finalize_object (live);
}

/* Nobody who has hung up wonders whether it was heard, and nothing moves meanwhile. */
static void
test_an_end_that_is_not_heard_yet_is_said (void)
{
  OdLiveCall *live = g_object_ref_sink (g_object_new (OD_TYPE_LIVE_CALL, NULL));
  int height = height_of (live, FALSE, FALSE);

  od_live_call_set_ending (live, TRUE);
  g_assert_true (is_shown (GTK_WIDGET (live), "Ending as soon as the server hears"));
  g_assert_cmpint (height_of (live, TRUE, TRUE), ==, height);
  g_assert_true (is_shown (GTK_WIDGET (live), "Ending as soon as the server hears"));
  od_live_call_set_ending (live, FALSE);
  g_assert_false (is_shown (GTK_WIDGET (live), "Ending as soon as the server hears"));
  g_assert_true (is_shown (GTK_WIDGET (live), "You are muted"));
  g_assert_finalize_object (live);
}

/* The timer stands, whatever it is told, and is right again at once. */
static void
test_a_silent_line_is_said_and_stops_the_clock (void)
{
  OdLiveCall *live = g_object_ref_sink (g_object_new (OD_TYPE_LIVE_CALL, NULL));
  int height = height_of (live, FALSE, FALSE);

  od_live_call_set_talk_ms (live, 65000);
  od_live_call_set_silent (live, TRUE);
  od_live_call_set_talk_ms (live, 68000);
  g_assert_cmpstr (od_live_call_get_time (live), ==, "1:05");
  g_assert_true (is_shown (GTK_WIDGET (live), "No sound comes from the server"));
  g_assert_cmpint (height_of (live, TRUE, TRUE), ==, height);
  g_assert_true (is_shown (GTK_WIDGET (live), "No sound comes from the server"));
  od_live_call_set_silent (live, FALSE);
  od_live_call_set_talk_ms (live, 70000);
  g_assert_cmpstr (od_live_call_get_time (live), ==, "1:10");
  g_assert_false (is_shown (GTK_WIDGET (live), "No sound"));
  g_assert_true (is_shown (GTK_WIDGET (live), "You are muted"));
  g_assert_finalize_object (live);
}

/* With text of 200 % whatever is said has room on the smallest screen. */
static void
test_no_sign_is_wider_than_a_small_screen (void)
{
  OdLiveCall *live;
  int width;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  live = g_object_ref_sink (g_object_new (OD_TYPE_LIVE_CALL, NULL));
  od_live_call_begin (live, "+442079460123", "Ann");
  for (int sign = 0; sign < 4; sign++) {
    od_live_call_set_held (live, sign == 0);
    od_live_call_set_muted (live, sign == 1);
    od_live_call_set_silent (live, sign == 2);
    od_live_call_set_ending (live, sign == 3);
    gtk_widget_measure (GTK_WIDGET (live), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                        NULL, NULL);
    g_assert_cmpint (width, <=, 600);
  }
  g_assert_finalize_object (live);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/live-call/the-timer-is-read-in-hours",
                   test_the_timer_is_read_in_hours);
  g_test_add_func ("/live-call/a-long-name-does-not-widen-it",
                   test_a_long_name_does_not_widen_it);
  g_test_add_func ("/live-call/hold-and-mute-move-nothing",
                   test_hold_and_mute_move_nothing);
  g_test_add_func ("/live-call/an-end-that-is-not-heard-yet-is-said",
                   test_an_end_that_is_not_heard_yet_is_said);
  g_test_add_func ("/live-call/a-silent-line-is-said",
                   test_a_silent_line_is_said_and_stops_the_clock);
  g_test_add_func ("/live-call/no-sign-is-wider-than-a-small-screen",
                   test_no_sign_is_wider_than_a_small_screen);
  return g_test_run ();
}
