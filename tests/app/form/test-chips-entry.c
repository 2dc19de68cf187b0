/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words are added once, in one spelling, and only those that may be.
 */
#include "app/form/chips-entry.h"

#include "support/seen.h"

#include <string.h>

typedef struct {
  GtkWidget *widget;
  OdChipsEntry *chips;
  guint n_changed;
} Fixture;

static const char *const choices[] = { "READY", "NEW", NULL };

static void
on_changed (OdChipsEntry *chips, Fixture *f)
{
  f->n_changed++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->widget = g_object_ref_sink (od_chips_entry_new ("Source Status"));
  f->chips = OD_CHIPS_ENTRY (f->widget);
  od_chips_entry_set_choices (f->chips, choices);
  g_signal_connect (f->chips, "changed", G_CALLBACK (on_changed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->widget);
}

static void
assert_chosen (Fixture *f, const char *expected)
{
  g_auto (GStrv) chosen = od_chips_entry_dup_chosen (f->chips);
  g_autofree char *joined = g_strjoinv ("|", chosen);

  g_assert_cmpstr (joined, ==, expected);
}

static char *
to_upper (const char *text)
{
  return strlen (text) <= 8 ? g_utf8_strup (text, -1) : NULL;
}

static void
test_a_choice_is_added_once (Fixture *f, gconstpointer data)
{
  g_assert_true (od_chips_entry_type (f->chips, " ready "));
  g_assert_true (od_chips_entry_type (f->chips, "Ready"));
  assert_chosen (f, "READY");
  g_assert_cmpuint (f->n_changed, ==, 1);
}

static void
test_what_is_no_choice_stays_typed (Fixture *f, gconstpointer data)
{
  g_assert_false (od_chips_entry_type (f->chips, "new, later, ready"));
  assert_chosen (f, "NEW|READY");
  g_assert_cmpstr (od_chips_entry_get_note (f->chips), ==,
                   "There is no “later” to choose.");
}

static void
test_new_words_get_one_spelling (Fixture *f, gconstpointer data)
{
  od_chips_entry_set_allow_new (f->chips, TRUE);
  od_chips_entry_set_normalize (f->chips, to_upper);
  g_assert_true (od_chips_entry_type (f->chips, "later, LATER,,"));
  g_assert_false (od_chips_entry_type (f->chips, "much too long"));
  assert_chosen (f, "LATER");
  g_assert_cmpstr (od_chips_entry_get_note (f->chips), ==,
                   "“much too long” cannot be used here.");
}

static GtkWidget *
find_named (GtkWidget *widget, const char *tooltip)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_named (child, tooltip);
  return found;
}

static void
test_chips_and_offers_are_buttons (Fixture *f, gconstpointer data)
{
  const char *const chosen[] = { "NEW", NULL };
  GtkWidget *button;

  od_chips_entry_set_chosen (f->chips, chosen);
  g_assert_cmpuint (f->n_changed, ==, 0);
  g_assert_null (find_named (f->widget, "Add NEW"));
  button = find_named (f->widget, "Add READY");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Add READY");
  g_signal_emit_by_name (button, "clicked");
  assert_chosen (f, "NEW|READY");
  button = find_named (f->widget, "Remove NEW");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Remove NEW");
  g_signal_emit_by_name (button, "clicked");
  assert_chosen (f, "READY");
  g_assert_cmpuint (f->n_changed, ==, 2);
}

static gboolean
press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);
    gboolean taken = FALSE;

    if (GTK_IS_EVENT_CONTROLLER_KEY (one))
      g_signal_emit_by_name (one, "key-pressed", key, 0, 0, &taken);
    if (taken)
      return TRUE;
  }

  return FALSE;
}

static void
test_backspace_takes_the_last_away (Fixture *f, gconstpointer data)
{
  GtkWidget *entry = od_test_find_widget (f->widget, GTK_TYPE_ENTRY);

  od_chips_entry_set_chosen (f->chips, choices);
  g_assert_null (od_chips_entry_get_unfinished (f->chips));
  gtk_editable_set_text (GTK_EDITABLE (entry), "x");
  g_assert_nonnull (od_chips_entry_get_unfinished (f->chips));
  g_assert_cmpuint (f->n_changed, ==, 1);
  g_assert_false (press (entry, GDK_KEY_BackSpace));
  assert_chosen (f, "READY|NEW");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_assert_null (od_chips_entry_get_unfinished (f->chips));
  g_assert_true (press (entry, GDK_KEY_BackSpace));
  assert_chosen (f, "READY");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/chips-entry/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-choice-is-added-once", test_a_choice_is_added_once);
  ADD ("what-is-no-choice-stays-typed", test_what_is_no_choice_stays_typed);
  ADD ("new-words-get-one-spelling", test_new_words_get_one_spelling);
  ADD ("chips-and-offers-are-buttons", test_chips_and_offers_are_buttons);
  ADD ("backspace-takes-the-last-away", test_backspace_takes_the_last_away);
  return g_test_run ();
}
