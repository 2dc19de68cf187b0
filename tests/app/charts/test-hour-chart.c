/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the columns show stands beside and above them; the keyboard goes from minute to
 * minute, and the minute that is read stays it while time goes on.
 */
#include "app/charts/hour-chart.h"

#include "support/seen.h"
#include "support/waiting.h"

#include <math.h>

#define FIRST_MS  1700000040000
#define MINUTE_MS 60000

typedef struct {
  GtkWidget *window;
  OdHourChart *chart;
  OdMinute minutes[OD_MINUTES_MAX];
  guint paints;
} Fixture;

static void
fill (Fixture *f, gint64 from_ms)
{
  for (guint i = 0; i < OD_MINUTES_MAX; i++)
    f->minutes[i] = (OdMinute){ from_ms + i * MINUTE_MS,
                                { i % 7, i % 3, i % 20 == 0, i < 30 ? NAN : 1.5 } };
}

static void
on_after_paint (GdkFrameClock *clock, Fixture *f)
{
  f->paints++;
}

static gboolean
is_painted (gpointer data)
{
  return ((Fixture *) data)->paints > 0;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_setenv ("TZ", "UTC", TRUE);
  f->window = gtk_window_new ();
  f->chart = g_object_new (OD_TYPE_HOUR_CHART, NULL);
  f->paints = 0;
  fill (f, FIRST_MS);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->chart));
  gtk_window_present (GTK_WINDOW (f->window));
  g_signal_connect (gtk_widget_get_frame_clock (f->window), "after-paint",
                    G_CALLBACK (on_after_paint), f);
  od_test_wait_until (is_painted, f, 10, "the chart to be drawn");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
}

static GtkWidget *
plot (Fixture *f)
{
  return GTK_WIDGET (
    gtk_widget_get_template_child (GTK_WIDGET (f->chart), OD_TYPE_HOUR_CHART, "plot"));
}

static void
press (Fixture *f, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (plot (f));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);
    gboolean taken = FALSE;

    if (!GTK_IS_EVENT_CONTROLLER_KEY (one))
      continue;
    g_signal_emit_by_name (one, "key-pressed", key, 0, 0, &taken);
    g_assert_true (taken);
  }
}

static void
assert_begins (Fixture *f, const char *words)
{
  const char *said = od_hour_chart_get_words (f->chart);

  g_test_message ("%s", said);
  g_assert_true (g_str_has_prefix (said, words));
}

static void
test_the_figures_are_text (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (od_hour_chart_get_words (f->chart), ==, "Waiting for the server.");
  od_hour_chart_set_minutes (f->chart, f->minutes, OD_MINUTES_MAX);
  g_assert_cmpstr (od_hour_chart_get_words (f->chart), ==,
                   "In all: Dialed 174, Answered 60, Abandoned 3, Idle Agents 1.5");
  g_assert_true (od_test_says (GTK_WIDGET (f->chart), "174, at most 6 a minute"));
  g_assert_true (od_test_says (GTK_WIDGET (f->chart), "1.5 on average, at most 1.5"));
  g_assert_true (od_test_says (GTK_WIDGET (f->chart), "22:14"));
  g_assert_true (od_test_says (GTK_WIDGET (f->chart), "23:13"));
}

static void
test_the_keyboard_reads_minutes (Fixture *f, gconstpointer data)
{
  od_hour_chart_set_minutes (f->chart, f->minutes, OD_MINUTES_MAX);
  g_assert_true (gtk_widget_grab_focus (plot (f)));
  press (f, GDK_KEY_End);
  assert_begins (f, "23:13, so far: Dialed 3, Answered 2, Abandoned 0, Idle Agents 1.5");
  press (f, GDK_KEY_Left);
  assert_begins (f, "23:12: Dialed 2");
  press (f, GDK_KEY_Right);
  press (f, GDK_KEY_Right);
  assert_begins (f, "23:13, so far");
  press (f, GDK_KEY_Home);
  assert_begins (f, "22:14: Dialed 0, Answered 0, Abandoned 1, Idle Agents unknown");
  press (f, GDK_KEY_Left);
  press (f, GDK_KEY_Right);
  assert_begins (f, "22:15: Dialed 1");
  fill (f, FIRST_MS + MINUTE_MS); /* a minute later it is the oldest, */
  od_hour_chart_set_minutes (f->chart, f->minutes, OD_MINUTES_MAX);
  assert_begins (f, "22:15: Dialed 0");
  fill (f, FIRST_MS + 2 * MINUTE_MS); /* and then its hour is over */
  od_hour_chart_set_minutes (f->chart, f->minutes, OD_MINUTES_MAX);
  assert_begins (f, "In all");
}

static void
test_it_is_drawn_again_only_for_news (Fixture *f, gconstpointer data)
{
  od_hour_chart_set_minutes (f->chart, f->minutes, OD_MINUTES_MAX);
  f->paints = 0;
  od_test_wait_until (is_painted, f, 10, "the columns to be drawn");
  f->paints = 0;
  od_hour_chart_set_minutes (f->chart, f->minutes, OD_MINUTES_MAX);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (f->paints, ==, 0);
  f->minutes[OD_MINUTES_MAX - 1].values[OD_MINUTES_DIALED]++;
  od_hour_chart_set_minutes (f->chart, f->minutes, OD_MINUTES_MAX);
  od_test_wait_until (is_painted, f, 10, "the columns to be drawn again");
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

/* Of another subject the last column is over like the others. */
static void
test_a_day_is_drawn_by_quarters (Fixture *f, gconstpointer data)
{
  OdMinute day[2] = { { FIRST_MS, { 30, 10, 0, 1.5 } },
                      { FIRST_MS + 15 * MINUTE_MS, { 20, 5, 1, 0.5 } } };

  od_hour_chart_set_subject (f->chart, "A day");
  od_hour_chart_set_minutes (f->chart, day, 2);
  g_assert_true (od_test_says (GTK_WIDGET (f->chart), "50, at most 30 in 15 min"));
  press (f, GDK_KEY_End);
  g_assert_cmpstr (od_hour_chart_get_words (f->chart), ==,
                   "22:29: Dialed 20, Answered 5, Abandoned 1, Idle Agents 0.5");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  ADD ("/hour-chart/the-figures-are-text", test_the_figures_are_text);
  ADD ("/hour-chart/the-keyboard", test_the_keyboard_reads_minutes);
  ADD ("/hour-chart/a-day", test_a_day_is_drawn_by_quarters);
  ADD ("/hour-chart/only-for-news", test_it_is_drawn_again_only_for_news);
  return g_test_run ();
}
