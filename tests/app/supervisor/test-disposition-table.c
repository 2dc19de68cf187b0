/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's own dispositions as a person changes them.
 */
#include "app/supervisor/disposition-table.h"

#include "support/seen.h"

#define A "{\"label\":\"A\",\"key\":null,\"person\":true,\"final\":true}"
#define B "{\"label\":\"B\",\"key\":\"4\",\"person\":false,\"final\":false}"

/* Columns: label, person, and then */
#define FINAL     2
#define NEVER     3
#define CALL_BACK 5
#define KEY       6
#define UP        7

typedef struct {
  OdDispositionTable *table;
  guint n_changes;
} Fixture;

static void
on_changed (OdDispositionTable *table, Fixture *f)
{
  f->n_changes++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  json_t *own = json_loads ("[" A "," B "]", 0, NULL);

  f->n_changes = 0;
  f->table = g_object_ref_sink (g_object_new (OD_TYPE_DISPOSITION_TABLE, NULL));
  od_disposition_table_set (f->table, own);
  g_signal_connect (f->table, "changed", G_CALLBACK (on_changed), f);
  json_decref (own);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->table);
}

static void
assert_is (Fixture *f, const char *expected)
{
  json_t *is = od_disposition_table_dup (f->table);
  json_t *object = json_loads (expected, 0, NULL);
  g_autofree char *text = json_dumps (is, JSON_COMPACT);

  g_test_message ("%s", text);
  g_assert_true (json_equal (is, object));
  json_decref (is);
  json_decref (object);
}

/* The control in row @row (from 1) and column @column of the grid. */
static GtkWidget *
get (Fixture *f, int column, int row)
{
  GtkWidget *grid = adw_bin_get_child (ADW_BIN (f->table));

  return gtk_grid_get_child_at (GTK_GRID (grid), column, row);
}

static void
test_what_is_chosen_is_said (Fixture *f, gconstpointer data)
{
  assert_is (f, "[" A "," B "]");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get (f, 1, 1)), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get (f, 2, 2)), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get (f, NEVER, 2)), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get (f, KEY, 1)), 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get (f, KEY, 2)), 0);
  assert_is (f, "[{\"label\":\"A\",\"key\":\"0\",\"person\":false,\"final\":true},"
                "{\"label\":\"B\",\"key\":null,\"person\":false,\"final\":true,"
                "\"do_not_call\":true}]");
  g_assert_cmpuint (f->n_changes, ==, 5);
}

/* What is final is called back by nobody. */
static void
test_one_of_two_contraries_is_chosen (Fixture *f, gconstpointer data)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get (f, CALL_BACK, 1)), TRUE);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (get (f, FINAL, 1))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get (f, FINAL, 1)), TRUE);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (get (f, CALL_BACK, 1))));
}

static void
test_up_is_the_order (Fixture *f, gconstpointer data)
{
  g_assert_false (gtk_widget_get_sensitive (get (f, UP, 1)));
  g_signal_emit_by_name (get (f, UP, 2), "clicked");
  assert_is (f, "[" B "," A "]");
  g_assert_cmpuint (f->n_changes, ==, 1);
}

static void
test_labels_come_and_go (Fixture *f, gconstpointer data)
{
  char *labels[] = { (char *) "B", (char *) "C", NULL };
  char *none[] = { NULL };

  od_disposition_table_keep (f->table, labels);
  assert_is (f, "[" B ",{\"label\":\"C\",\"key\":null,\"person\":true,"
                "\"final\":true,\"mended_by_edit\":false,\"call_back\":false,"
                "\"do_not_call\":false,\"bad_number\":false}]");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->table)));
  od_disposition_table_keep (f->table, none);
  assert_is (f, "[]");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->table)));
}

static void
test_one_key_chooses_one (Fixture *f, gconstpointer data)
{
  g_autofree char *none = od_disposition_table_dup_problem (f->table);
  g_autofree char *problem = NULL;

  g_assert_null (none);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get (f, KEY, 1)), 5);
  problem = od_disposition_table_dup_problem (f->table);
  g_assert_cmpstr (problem, ==, "“A” and “B” have the same key.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define TEST(name, func)                                                                 \
  g_test_add ("/disposition-table/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("chosen", test_what_is_chosen_is_said);
  TEST ("contraries", test_one_of_two_contraries_is_chosen);
  TEST ("order", test_up_is_the_order);
  TEST ("labels", test_labels_come_and_go);
  TEST ("keys", test_one_key_chooses_one);
  return g_test_run ();
}
