/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's hour is drawn, said and listed as the server has it, and read again when
 * the live stream tells of a call.
 */
#include "app/supervisor/hour-card.h"

#include "app/charts/hour-chart.h"
#include "app/supervisor/office.h"
#include "support/seen.h"

typedef struct {
  Office office;
  GtkWidget *window;
  GtkWidget *card;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_setenv ("TZ", "UTC", TRUE);
  office_open (&f->office);
  f->card = od_hour_card_new (f->office.desk, 1);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (f->window), f->card);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_ref (f->card);
  gtk_window_destroy (GTK_WINDOW (f->window));
  od_test_let_go (f->card);
  office_close (&f->office);
}

static void
test_the_hour_is_the_servers (Fixture *f, gconstpointer data)
{
  od_test_await_words (f->card, "In all: Dialed 15, Answered 5, Abandoned 1, Idle Agents "
                                "1.5");
  g_assert_true (od_test_says (f->card, "Next limit: calls per second."));
  g_assert_true (od_test_says (f->card, "From answer to agent, lately: 90 ms for half"));
}

static guint
count_readings (Fixture *f)
{
  guint n = 0;

  for (guint i = 0; i < f->office.peer->asked->len; i++)
    n += g_str_equal (peer_get (f->office.peer, i)->path, "/v1/campaigns/1/last-hour");
  return n;
}

static gboolean
is_read_again (gpointer data)
{
  return count_readings (data) > 1;
}

static void
test_it_is_read_again_for_its_own_news (Fixture *f, gconstpointer data)
{
  od_test_await_words (f->card, "In all");
  office_say (&f->office, "event: call\ndata: {\"campaign\":2}\n\n"
                          "event: call\ndata: {\"campaign\":1}\n\n");
  od_test_wait_until (is_read_again, f, 10, "the hour to be read again");
}

static void
test_the_minutes_are_rows (Fixture *f, gconstpointer data)
{
  GtkWidget *expander;

  od_test_await_words (f->card, "In all");
  g_assert_null (office_find (f->card, GTK_TYPE_COLUMN_VIEW, NULL));
  expander = od_test_find_widget (f->card, GTK_TYPE_EXPANDER);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  office_wait_for (f->card, GTK_TYPE_INSCRIPTION, "22:14");
  office_wait_for (f->card, GTK_TYPE_INSCRIPTION, "unknown");
  office_wait_for (f->card, GTK_TYPE_INSCRIPTION, "12");
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  ADD ("/hour-card/the-servers", test_the_hour_is_the_servers);
  ADD ("/hour-card/news", test_it_is_read_again_for_its_own_news);
  ADD ("/hour-card/rows", test_the_minutes_are_rows);
  return g_test_run ();
}
