/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leadset Data asks the server for what is searched, goes on by itself, and lets nothing
 * jump; a slice of the pie opens it.
 */
#include "app/leadset/desk-stage.h"
#include "app/leadset/lead-table.h"

#include "app/charts/pie-chart.h"
#include "app/form/form-dialog.h"
#include "app/leadset/lead-table-stage.h"
#include "app/leadset/leadset-board.h"
#include "app/list/record-table.h"

static GtkAdjustment *
scrollbar (TableStage *f)
{
  GtkWidget *view = od_test_find_widget (GTK_WIDGET (f->table), GTK_TYPE_COLUMN_VIEW);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
}

static gboolean
is_laid_out (gpointer data)
{
  GtkAdjustment *bar = scrollbar (data);

  return gtk_adjustment_get_page_size (bar) > 0
         && gtk_adjustment_get_upper (bar) > 3 * gtk_adjustment_get_page_size (bar);
}

static gboolean
has_slices (gpointer data)
{
  GtkWidget *drop = od_test_find_widget (GTK_WIDGET (((TableStage *) data)->table),
                                         GTK_TYPE_DROP_DOWN);

  return g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (drop))) == 3;
}

/* --- searching --------------------------------------------------------------------- */

static const struct {
  const char *typed, *query;
} searches[] = {
  { "+44 (1160) 00", "prefix=44116000&limit=500&after=0" },
  { "0044116", "prefix=44116&limit=500&after=0" },
  { "", "limit=500&after=0" },
};

static void
test_digits_are_a_phone (TableStage *f, gconstpointer data)
{
  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++) {
    table_stage_search (f, searches[i].typed);
    table_stage_await_query (f, searches[i].query);
    table_stage_await_words (f, "Leads shown: 150. There are more");
  }
}

/* Pages without a lead do not end the search. */
static void
test_a_name_is_looked_for_to_the_end (TableStage *f, gconstpointer data)
{
  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  table_stage_search (f, " Zoë & 3 ");
  table_stage_await_words (f, "Leads shown: 1. These are all.");
  g_assert_cmpuint (g_list_model_get_n_items (table_stage_get_rows (f)), ==, 1);
  g_assert_cmpuint (f->queries->len, ==, 1 + PAGES);
  g_assert_cmpstr (table_stage_get_query (f), ==,
                   "words=Zo%C3%AB%20%26%203&limit=500&after=450");
}

static void
test_progress_is_said (TableStage *f, gconstpointer data)
{
  f->silent = TRUE;
  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  table_stage_search (f, "zoë");
  table_stage_await_words (f, "Leads found: 0. Leads looked at so far: 2000");
}

static void
test_a_closed_window_does_not_read_on (TableStage *f, gconstpointer data)
{
  f->silent = TRUE;
  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  table_stage_search (f, "zoë");
  table_stage_await_words (f, "looked at so far");
  g_object_add_weak_pointer (G_OBJECT (f->table), (gpointer *) &f->table);
  gtk_window_destroy (GTK_WINDOW (f->table));
  od_test_wait_until (table_stage_is_closed, f, 5, "the window to be gone");
}

static void
test_a_refusal_is_said_and_nothing_else (TableStage *f, gconstpointer data)
{
  f->refuses = TRUE;
  table_stage_open (f, NULL);
  table_stage_await_words (f, "prefix: is wrong");
  g_assert_false (od_test_says (GTK_WIDGET (f->table), "These are all"));
  g_assert_false (od_test_says (GTK_WIDGET (f->table), "No lead"));
  f->refuses = FALSE;
  table_stage_search (f, "44");
  table_stage_await_words (f, "Leads shown: 150. There are more");
  g_assert_false (od_test_says (GTK_WIDGET (f->table), "prefix: is wrong"));
}

/* A page that comes says nothing of the board. */
static void
test_a_lost_board_is_said_until_it_is_there (TableStage *f, gconstpointer data)
{
  GtkWidget *list;

  f->boardless = TRUE;
  table_stage_open (f, NULL);
  table_stage_await_words (f, "No such board");
  table_stage_await_rows (f, PAGE);
  table_stage_search (f, "44");
  table_stage_await_words (f, "Leads shown: 150. There are more");
  g_assert_true (od_test_says (GTK_WIDGET (f->table), "No such board"));
  f->boardless = FALSE;
  list = od_test_find_widget (GTK_WIDGET (f->table), OD_TYPE_RECORD_TABLE);
  g_signal_emit_by_name (list, "refresh-asked");
  od_test_wait_until (has_slices, f, LIMIT_S, "the slices");
  g_assert_false (od_test_says (GTK_WIDGET (f->table), "No such board"));
}

static void
test_there_is_one_search (TableStage *f, gconstpointer data)
{
  GtkWidget *list;

  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  list = od_test_find_widget (GTK_WIDGET (f->table), OD_TYPE_RECORD_TABLE);
  g_assert_null (od_test_find_widget (list, GTK_TYPE_SEARCH_ENTRY));
  g_assert_false (od_test_says (list, "Total Rows"));
}

/* --- pages ------------------------------------------------------------------------- */

static gboolean
is_there (gpointer data)
{
  TableStage *f = data;

  return gtk_adjustment_get_value (scrollbar (f)) == f->place;
}

static void
test_the_end_brings_more_and_nothing_jumps (TableStage *f, gconstpointer data)
{
  GtkColumnView *view;
  GtkSingleSelection *selection;
  g_autoptr (OdRecord) chosen = NULL;
  GtkAdjustment *bar;

  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  od_test_wait_until (is_laid_out, f, LIMIT_S, "the list to be laid out");
  g_assert_cmpuint (f->queries->len, ==, 1);
  view = GTK_COLUMN_VIEW (
    od_test_find_widget (GTK_WIDGET (f->table), GTK_TYPE_COLUMN_VIEW));
  selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (view));
  gtk_single_selection_set_selected (selection, 120);
  chosen = g_object_ref (gtk_single_selection_get_selected_item (selection));

  bar = scrollbar (f);
  f->place = gtk_adjustment_get_upper (bar) - 2 * gtk_adjustment_get_page_size (bar);
  gtk_adjustment_set_value (bar, f->place);
  f->place = gtk_adjustment_get_value (bar);
  table_stage_await_rows (f, 2 * PAGE);
  od_test_wait_until (is_there, f, LIMIT_S, "the view to be where it was");
  g_assert_true (gtk_single_selection_get_selected_item (selection) == chosen);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 120);
  table_stage_await_words (f, "Leads shown: 300. There are more");
}

static GtkWidget *
find_choice (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_CHECK_BUTTON (widget)
      && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_choice (child, label);
  return found;
}

static gboolean
is_barred (gpointer lead)
{
  return g_str_equal (od_record_get_text (lead, "dial_state"), "do-not-call");
}

/* In the lead's dialog, over the table; nobody refreshes, and nothing moves. */
static void
test_a_correction_is_seen_in_the_row (TableStage *f, gconstpointer data)
{
  g_autoptr (OdRecord) lead = NULL, after = NULL;
  GtkWidget *form, *dialog;

  table_stage_open (f, NULL);
  table_stage_await_rows (f, PAGE);
  od_test_wait_until (is_laid_out, f, LIMIT_S, "the list to be laid out");
  lead = g_list_model_get_item (table_stage_get_rows (f), 0);
  g_signal_emit_by_name (od_test_find_widget (GTK_WIDGET (f->table),
                                              OD_TYPE_RECORD_TABLE),
                         "row-activated", lead, "phone");
  gtk_adjustment_set_value (scrollbar (f), 200);
  form = od_test_find_window (OD_TYPE_FORM_DIALOG);
  od_test_await_words (form, "Correct…");
  od_test_press (form, "Correct…");
  dialog = od_test_find_window (g_type_from_name ("OdOutcomeDialog"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_choice (dialog, "DO NOT CALL")),
                               TRUE);
  gtk_widget_activate_action (dialog, "form.confirm", NULL);
  od_test_wait_until (is_barred, lead, LIMIT_S, "the row to follow");
  after = g_list_model_get_item (table_stage_get_rows (f), 0);
  g_assert_true (after == lead);
  g_assert_cmpfloat (gtk_adjustment_get_value (scrollbar (f)), ==, 200);
  g_assert_cmpuint (f->queries->len, ==, 1); /* the page is not read again */
}

static void
test_the_button_brings_all (TableStage *f, gconstpointer data)
{
  GtkWidget *more;

  table_stage_open (f, NULL);
  for (guint i = 1; i <= PAGES; i++) {
    table_stage_await_rows (f, i * PAGE);
    table_stage_await_words (f, i < PAGES ? "There are more"
                                          : "Leads shown: 600. These are all.");
    g_assert_cmpint (od_test_says (GTK_WIDGET (f->table), "Show More"), ==, i < PAGES);
    if (i == PAGES)
      break;
    more = od_test_find_button (GTK_WIDGET (f->table), "Show More");
    g_signal_emit_by_name (more, "clicked");
    g_signal_emit_by_name (more, "clicked"); /* one page comes, not two */
  }
  g_assert_cmpuint (f->queries->len, ==, PAGES);
}

/* --- dispositions ------------------------------------------------------------------ */

static void
test_a_disposition_is_chosen (TableStage *f, gconstpointer data)
{
  GtkDropDown *drop;

  table_stage_open (f, NULL);
  od_test_wait_until (has_slices, f, LIMIT_S, "the slices");
  table_stage_await_words (f, "There are more");
  drop = GTK_DROP_DOWN (od_test_find_widget (GTK_WIDGET (f->table), GTK_TYPE_DROP_DOWN));
  g_assert_cmpuint (f->queries->len, ==, 1); /* filling it chooses nothing */
  gtk_drop_down_set_selected (drop, 1);
  table_stage_await_words (f, "Leads shown: 150, with 300 calls that came out so. These "
                              "are all.");
  g_assert_cmpstr (table_stage_get_query (f), ==,
                   "disposition=SALE%20MADE&limit=500&after=0");
  table_stage_search (f, "441");
  table_stage_await_query (f, "prefix=441&disposition=SALE%20MADE&limit=500&after=0");
}

/* A word the pie has no more stays chosen. */
static void
test_it_opens_with_a_disposition (TableStage *f, gconstpointer data)
{
  table_stage_open (f, "BUSY");
  table_stage_await_words (f, "These are all");
  table_stage_await_words (f, "BUSY");
  g_assert_cmpuint (f->queries->len, ==, 1);
  g_assert_cmpstr (table_stage_get_query (f), ==, "disposition=BUSY&limit=500&after=0");
}

static gboolean
has_opened (gpointer data)
{
  TableStage *f = data;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GObject) window = g_list_model_get_item (windows, i);

    if (OD_IS_LEAD_TABLE (window))
      f->table = OD_LEAD_TABLE (window);
  }
  return f->table != NULL && f->queries->len > 0;
}

static gboolean
has_legend (gpointer data)
{
  GtkWidget *pie = od_test_find_widget (((TableStage *) data)->window, OD_TYPE_PIE_CHART);

  return pie != NULL && od_test_find_widget (pie, GTK_TYPE_BUTTON) != NULL;
}

static void
test_a_slice_opens_its_leads (TableStage *f, gconstpointer data)
{
  GtkWidget *pie;

  gtk_window_set_child (GTK_WINDOW (f->window),
                        od_leadset_board_new (f->desk, desk_stage_get_leadset (f->desk)));
  od_test_wait_until (has_legend, f, LIMIT_S, "the legend");
  pie = od_test_find_widget (f->window, OD_TYPE_PIE_CHART);
  g_signal_emit_by_name (od_test_find_widget (pie, GTK_TYPE_BUTTON), "clicked");
  od_test_wait_until (has_opened, f, LIMIT_S, "Leadset Data");
  g_assert_cmpstr (table_stage_get_query (f), ==,
                   "disposition=SALE%20MADE&limit=500&after=0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/lead-table/" name, TableStage, NULL, table_stage_set_up, func,           \
              table_stage_tear_down)
  ADD ("phone", test_digits_are_a_phone);
  ADD ("name", test_a_name_is_looked_for_to_the_end);
  ADD ("progress", test_progress_is_said);
  ADD ("closed-search", test_a_closed_window_does_not_read_on);
  ADD ("refused", test_a_refusal_is_said_and_nothing_else);
  ADD ("one-search", test_there_is_one_search);
  ADD ("end", test_the_end_brings_more_and_nothing_jumps);
  ADD ("corrected", test_a_correction_is_seen_in_the_row);
  ADD ("button", test_the_button_brings_all);
  ADD ("disposition", test_a_disposition_is_chosen);
  ADD ("opens-with", test_it_opens_with_a_disposition);
  ADD ("slice", test_a_slice_opens_its_leads);
  ADD ("boardless", test_a_lost_board_is_said_until_it_is_there);
  return g_test_run ();
}
