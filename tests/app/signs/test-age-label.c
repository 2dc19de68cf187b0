/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of an age, and that they go on while nobody tells anything.
 */
#include "app/signs/age-label.h"

#include "support/waiting.h"

static gint64
get_age_ms (gpointer data)
{
  return *(gint64 *) data;
}

static const struct {
  gint64 age_ms;
  const char *words;
  gboolean stale;
} cases[] = {
  { -1, "Never updated", TRUE },
  { 0, "Just Updated", FALSE },
  { 999, "Just Updated", FALSE },
  { 1000, "Updated 1 second before", FALSE },
  { 3500, "Updated 3 seconds before", FALSE },
  { 3501, "Updated 3 seconds before", TRUE },
  { 15999, "Updated 15 seconds before", TRUE },
  { 60000, "Updated 1 minute before", TRUE },
  { 3600000, "Updated 60 minutes before", TRUE },
};

static void
test_ages_have_words (void)
{
  GtkWidget *widget = g_object_ref_sink (od_age_label_new ());
  OdAgeLabel *label = OD_AGE_LABEL (widget);

  g_assert_cmpstr (od_age_label_get_words (label), ==, "Never updated");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 age_ms = cases[i].age_ms;

    od_age_label_set_source (label, get_age_ms, &age_ms);
    g_assert_cmpstr (od_age_label_get_words (label), ==, cases[i].words);
    g_assert_cmpint (od_age_label_is_stale (label), ==, cases[i].stale);
    od_age_label_set_source (label, NULL, NULL);
  }
  g_assert_finalize_object (widget);
}

static gboolean
says_fifteen (gpointer label)
{
  return g_str_equal (od_age_label_get_words (label), "Updated 15 seconds before");
}

static void
test_a_seen_label_asks_by_itself (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = od_age_label_new ();
  gint64 age_ms = 0;

  od_age_label_set_source (OD_AGE_LABEL (label), get_age_ms, &age_ms);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpstr (od_age_label_get_words (OD_AGE_LABEL (label)), ==, "Just Updated");
  age_ms = 15000;
  od_test_wait_until (says_fifteen, label, 10, "the label to ask again");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/age-label/ages-have-words", test_ages_have_words);
  g_test_add_func ("/age-label/a-seen-label-asks-by-itself",
                   test_a_seen_label_asks_by_itself);
  return g_test_run ();
}
