/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page that has just turned up takes nothing, and later it does.
 */
#include "app/agent/turn-guard.h"

#include "support/waiting.h"

#define LIMIT_S 20

typedef struct {
  GtkWidget *window;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = gtk_window_new ();
  f->page = gtk_button_new_with_label ("Yes");
  od_turn_guard_add (f->page);
  gtk_window_set_child (GTK_WINDOW (f->window), f->page);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
}

static gboolean
takes (gpointer page)
{
  return !od_turn_guard_refuses (page, NULL);
}

static gint64
measure (GtkWidget *page)
{
  gint64 began_us = g_get_monotonic_time ();

  od_test_wait_until (takes, page, LIMIT_S, "the page to take something");
  return (g_get_monotonic_time () - began_us) / 1000;
}

/* Nothing else wakes the loop: somebody's next event would. */
static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_it_takes_nothing_at_first (Fixture *f, gconstpointer data)
{
  guint ticks = g_timeout_add (5, on_tick, NULL);

  g_assert_true (takes (f->page)); /* nobody sees it */
  gtk_window_present (GTK_WINDOW (f->window));
  g_assert_false (takes (f->page));
  g_assert_cmpint (measure (f->page), >=, OD_TURN_GUARD_MS - 1);

  gtk_widget_set_visible (f->page, FALSE);
  gtk_widget_set_visible (f->page, TRUE);
  g_assert_cmpint (measure (f->page), >=, OD_TURN_GUARD_MS - 1);

  od_turn_guard_restart (f->page);
  g_assert_cmpint (measure (f->page), >=, OD_TURN_GUARD_MS - 1);
  g_source_remove (ticks);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add ("/turn-guard/it-takes-nothing-at-first", Fixture, NULL, set_up,
              test_it_takes_nothing_at_first, tear_down);
  return g_test_run ();
}
