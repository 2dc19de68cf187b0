/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be chosen, and when that is an answer.
 */
#include "app/form/disposition-choices.h"

#include "support/seen.h"

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
  return g_test_run ();
}
