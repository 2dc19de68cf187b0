/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign is rehearsed as its latest calls went, and closed whenever somebody likes.
 */
#include "app/supervisor/rehearsal-dialog.h"

#include "app/charts/hour-chart.h"
#include "app/supervisor/office.h"
#include "daemon/pacing/learned.h"
#include "support/seen.h"

typedef struct {
  Office office;
  char *past;
  OdFormDialog *dialog;
} Fixture;

/* (transfer full): of @n calls one in four was answered; below 0: all of them. */
static char *
make_past (int n)
{
  OdLearned learned = { 0 };
  g_autofree char *past = NULL;
  char *text;

  for (int i = 1; i <= ABS (n); i++) {
    bool answers = n < 0 || i % 4 == 0;

    od_hazard_end (&learned.ring, answers ? 0 : 1, answers ? 8.5 : 22.5);
    od_hazard_end (&learned.talk, 0, 60);
    od_hazard_end (&learned.wrap, 0, 20);
  }
  text = od_learned_write (&learned);
  past = g_strdup_printf ("{\"agents\":5,\"leads\":0,\"talked\":9,\"people\":9,"
                          "\"month_people\":9,\"month_abandoned\":0,"
                          "\"calls_per_second\":10,\"channels\":0,\"learned\":\"%s\"}",
                          text);
  free (text);
  return g_steal_pointer (&past);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  office_open (&f->office);
  f->past = make_past (GPOINTER_TO_INT (data));
  f->office.past = f->past;
  f->dialog = g_object_ref_sink (
    od_rehearsal_dialog_new (f->office.desk,
                             office_get (&f->office, OD_DESK_CAMPAIGNS, 1)));
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  od_test_let_go (f->dialog);
  office_close (&f->office);
  g_free (f->past);
}

static GtkSpinButton *
get_spin (Fixture *f, const char *name)
{
  return GTK_SPIN_BUTTON (gtk_widget_get_template_child (GTK_WIDGET (f->dialog),
                                                         OD_TYPE_REHEARSAL_DIALOG, name));
}

static void
run (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
}

static gboolean
is_ready (gpointer dialog)
{
  return od_form_dialog_get_problem (dialog) == NULL;
}

static void
test_a_day_is_played_and_told (Fixture *f, gconstpointer data)
{
  OdHourChart *chart;

  od_test_wait_until (is_ready, f->dialog, 10, "the campaign's past");
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "agents_spin")), ==, 5);
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "answers_spin")), ==, 25);

  gtk_spin_button_set_value (get_spin (f, "agents_spin"), 3);
  run (f);
  od_test_await_words (GTK_WIDGET (f->dialog), "At work: ");
  g_assert_true (od_test_says (GTK_WIDGET (f->dialog), "The cap is 3.0%."));
  g_assert_true (od_test_says (GTK_WIDGET (f->dialog), "No lead is left to call"));
  chart = OD_HOUR_CHART (
    od_test_find_widget (GTK_WIDGET (f->dialog), OD_TYPE_HOUR_CHART));
  g_assert_true (g_str_has_prefix (od_hour_chart_get_words (chart), "In all: Dialed "));
  g_assert_null (office_last (&f->office));
}

/* How long it rings where nobody answers has never been seen. */
static void
test_fewer_answers_than_all_are_played (Fixture *f, gconstpointer data)
{
  od_test_wait_until (is_ready, f->dialog, 10, "the campaign's past");
  g_assert_cmpfloat (gtk_spin_button_get_value (get_spin (f, "answers_spin")), ==, 100);

  gtk_spin_button_set_value (get_spin (f, "answers_spin"), 25);
  run (f);
  od_test_await_words (GTK_WIDGET (f->dialog), "At work: ");
  g_assert_false (od_test_says (GTK_WIDGET (f->dialog), "nan"));
}

static gboolean
is_hopeless (gpointer dialog)
{
  const char *problem = od_form_dialog_get_problem (dialog);

  return problem != NULL && g_str_has_prefix (problem, "This campaign has too few calls");
}

static void
test_too_few_calls_are_said (Fixture *f, gconstpointer data)
{
  od_test_wait_until (is_hopeless, f->dialog, 10, "the reason");
  run (f);
  g_assert_false (od_test_says (GTK_WIDGET (f->dialog), "Playing the day…"));
}

static gboolean
is_only_the_tests (gpointer dialog)
{
  return G_OBJECT (dialog)->ref_count == 1;
}

/* The day, which is a long one, ends at once, and with it whoever plays it. */
static void
test_it_closes_while_a_day_is_played (Fixture *f, gconstpointer data)
{
  od_test_wait_until (is_ready, f->dialog, 10, "the campaign's past");
  gtk_spin_button_set_value (get_spin (f, "agents_spin"), 200);
  run (f);
  g_assert_true (od_test_says (GTK_WIDGET (f->dialog), "Playing the day…"));
  gtk_window_close (GTK_WINDOW (f->dialog));
  od_test_wait_until (is_only_the_tests, f->dialog, 5, "the day's end");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define TEST(name, n, func)                                                              \
  g_test_add ("/rehearsal-dialog/" name, Fixture, GINT_TO_POINTER (n), set_up, func,     \
              tear_down)
  TEST ("day", 400, test_a_day_is_played_and_told);
  TEST ("all-answered", -400, test_fewer_answers_than_all_are_played);
  TEST ("too-few", 40, test_too_few_calls_are_said);
  TEST ("close", 400, test_it_closes_while_a_day_is_played);
  return g_test_run ();
}
