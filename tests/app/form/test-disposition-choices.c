/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be chosen, and when that is an answer.
 */
#include "app/form/disposition-choices.h"

#include "support/seen.h"
#include "support/waiting.h"

typedef struct {
  OdDispositionChoices *choices;
  guint changes;
} Fixture;

static void
on_changed (OdDispositionChoices *choices, Fixture *f)
{
  f->changes++;
}

static gboolean
offer (Fixture *f, const char *json)
{
  json_t *offered = json_loads (json, 0, NULL);
  gboolean stayed = od_disposition_choices_offer (f->choices, offered);

  json_decref (offered);
  return stayed;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->choices = g_object_ref_sink (g_object_new (OD_TYPE_DISPOSITION_CHOICES, NULL));
  g_signal_connect (f->choices, "changed", G_CALLBACK (on_changed), f);
  offer (f, "[{\"label\":\"BUSY\",\"key\":\"1\"},"
            " {\"label\":\"LATER\",\"key\":\"2\",\"call_back\":true},"
            " {\"label\":\"TYPO\",\"mended_by_edit\":true}]");
  od_disposition_choices_begin (f->choices);
  f->changes = 0;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->choices);
}

static void
test_nothing_is_an_answer_at_first (Fixture *f, gconstpointer data)
{
  g_assert_null (od_disposition_choices_get_label (f->choices));
  g_assert_false (od_disposition_choices_is_answered (f->choices));
  od_disposition_choices_choose_key (f->choices, '3');
  g_assert_cmpuint (f->changes, ==, 0);
  od_disposition_choices_choose_key (f->choices, '1');
  g_assert_cmpuint (f->changes, >, 0);
  g_assert_cmpstr (od_disposition_choices_get_label (f->choices), ==, "BUSY");
  g_assert_cmpint (od_disposition_choices_get_when_ms (f->choices), ==, 0);
  g_assert_true (od_disposition_choices_is_answered (f->choices));
}

static void
test_a_call_back_needs_a_time (Fixture *f, gconstpointer data)
{
  GtkWidget *time;

  od_disposition_choices_choose_key (f->choices, '2');
  g_assert_true (od_disposition_choices_asks_when (f->choices));
  g_assert_cmpint (od_disposition_choices_get_when_ms (f->choices), >,
                   g_get_real_time () / 1000);
  time = od_test_find_widget (GTK_WIDGET (f->choices), GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (time), "noon");
  g_assert_false (od_disposition_choices_is_answered (f->choices));
  od_disposition_choices_begin (f->choices);
  g_assert_null (od_disposition_choices_get_label (f->choices));
}

static void
test_a_choice_that_stays_stays_chosen (Fixture *f, gconstpointer data)
{
  od_disposition_choices_choose_key (f->choices, '1');
  g_assert_true (offer (f, "[{\"label\":\"SALE\"}, {\"label\":\"BUSY\"}]"));
  g_assert_cmpstr (od_disposition_choices_get_label (f->choices), ==, "BUSY");
  g_assert_true (offer (f, "[{\"label\":\"SALE\"}]"));
  g_assert_null (od_disposition_choices_get_label (f->choices));
}

typedef struct {
  Fixture *f;
  guint columns;
} Shape;

/* As many stand in the first line. */
static gboolean
has_columns (gpointer data)
{
  Shape *shape = data;
  GtkWidget *first = od_test_find_widget (GTK_WIDGET (shape->f->choices),
                                          GTK_TYPE_CHECK_BUTTON);
  guint n = 0;
  graphene_rect_t place, top;

  if (!gtk_widget_compute_bounds (first, GTK_WIDGET (shape->f->choices), &top))
    return FALSE;
  for (GtkWidget *button = first; button != NULL;
       button = gtk_widget_get_next_sibling (button)) {
    g_assert_true (
      gtk_widget_compute_bounds (button, GTK_WIDGET (shape->f->choices), &place));
    n += place.origin.y == top.origin.y;
  }

  return n == shape->columns;
}

static void
await_columns (Fixture *f, int width, guint columns)
{
  GtkWidget *window = gtk_window_new ();
  Shape shape = { f, columns };

  gtk_window_set_default_size (GTK_WINDOW (window), width, 300);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (f->choices));
  gtk_window_present (GTK_WINDOW (window));
  od_test_wait_until (has_columns, &shape, 10, "as many columns as have room");
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_columns_have_room_for_the_longest (Fixture *f, gconstpointer data)
{
  offer (f, "[{\"label\":\"BUSY\"}, {\"label\":\"A DISPOSITION OF MANY LETTERS\"},"
            " {\"label\":\"SALE\"}, {\"label\":\"LATER\"}]");
  await_columns (f, 600, 2);
  await_columns (f, 1200, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/disposition-choices/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("nothing", test_nothing_is_an_answer_at_first);
  ADD ("call-back", test_a_call_back_needs_a_time);
  ADD ("stays", test_a_choice_that_stays_stays_chosen);
  ADD ("columns", test_columns_have_room_for_the_longest);
  return g_test_run ();
}
