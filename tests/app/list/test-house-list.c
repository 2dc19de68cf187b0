/*
 * Rows are found, ordered and counted; a row that changes stays where it is.
 */
#include "app/list/house-list.h"

#include "app/desk/record-list.h"
#include "support/waiting.h"

typedef struct {
  OdRecordList *rows;
  GtkWidget *window;
  OdHouseList *list;
  guint expected; /* rows seen */
  const char *words;
  const char *suffix; /* of the second column */
  gint64 activated_id;
  guint activated_column;
} Fixture;

static char *
get_name (OdRecord *row, gpointer data)
{
  return g_strdup (od_record_get_text (row, "name"));
}

/* Says more than its row: what else it says may change without the row. */
static char *
get_words (OdRecord *row, gpointer data)
{
  Fixture *f = data;

  return g_strdup_printf ("%s %s", f->suffix, od_record_get_text (row, "name"));
}

static char *
get_state (OdRecord *row, gpointer data)
{
  return g_strdup (od_record_get_text (row, "state"));
}

static const char *
get_state_css (OdRecord *row, gpointer data)
{
  return g_str_equal (od_record_get_text (row, "state"), "Active") ? "good" : "bad";
}

static char *
get_more (OdRecord *row, gpointer data)
{
  return g_strdup ("See More");
}

static const OdListColumn columns[] = {
  { "Name", get_name, NULL, OD_LIST_LINK, NULL },
  { "Words", get_words, NULL, OD_LIST_TEXT, NULL },
  { "State", get_state, NULL, OD_LIST_CHIP, get_state_css },
  { "Details", get_more, NULL, OD_LIST_BUTTON, NULL },
};

static void
load (Fixture *f, const char *text)
{
  json_t *array = json_loads (text, 0, NULL);

  g_assert_nonnull (array);
  od_record_list_replace (f->rows, array);
  json_decref (array);
}

static void
on_row_activated (OdHouseList *list, OdRecord *row, guint column, Fixture *f)
{
  f->activated_id = od_record_get_id (row);
  f->activated_column = column;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->rows = od_record_list_new ();
  f->suffix = "old";
  f->list = OD_HOUSE_LIST (od_house_list_new ("Campaigns", G_LIST_MODEL (f->rows),
                                              columns, G_N_ELEMENTS (columns), f));
  g_signal_connect (f->list, "row-activated", G_CALLBACK (on_row_activated), f);
  od_house_list_set_empty_text (f->list, "No campaigns yet.");
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 600, 400);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->list));
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  GtkWidget *list = g_object_ref (GTK_WIDGET (f->list));

  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (list);
  g_assert_finalize_object (f->rows);
}

static void
load_three (Fixture *f)
{
  load (f, "[{\"id\":1,\"name\":\"Winter <b>\",\"state\":\"Active\"},"
           "{\"id\":2,\"name\":\"autumn\",\"state\":\"Inactive\"},"
           "{\"id\":3,\"name\":\"Spring\",\"state\":\"Active\"}]");
}

static GtkWidget *
find_words (GtkWidget *widget, const char *words)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words)
      && gtk_widget_get_mapped (widget))
    return widget;
  if (GTK_IS_INSCRIPTION (widget)
      && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), words) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_words (child, words);
  return found;
}

static gboolean
are_words_seen (gpointer data)
{
  Fixture *f = data;

  return find_words (GTK_WIDGET (f->list), f->words) != NULL;
}

static void
wait_for_words (Fixture *f, const char *words)
{
  f->words = words;
  od_test_wait_until (are_words_seen, f, 10, words);
}

static gboolean
is_count_seen (gpointer data)
{
  Fixture *f = data;

  return g_list_model_get_n_items (od_house_list_get_shown (f->list)) == f->expected;
}

static void
search (Fixture *f, const char *text, guint expected)
{
  f->expected = expected;
  od_house_list_search (f->list, text);
  od_test_wait_until (is_count_seen, f, 10, text);
}

static const char *
name_at (Fixture *f, guint position)
{
  g_autoptr (OdRecord)
    row = g_list_model_get_item (od_house_list_get_shown (f->list), position);

  return od_record_get_text (row, "name");
}

static void
test_no_rows_are_explained (Fixture *f, gconstpointer data)
{
  wait_for_words (f, "Waiting for the server.");
  load (f, "[]");
  wait_for_words (f, "No campaigns yet.");
  load_three (f);
  search (f, "nowhere", 0);
  wait_for_words (f, "Nothing here matches the search.");
}

static void
test_search_narrows_and_counts (Fixture *f, gconstpointer data)
{
  load_three (f);
  g_assert_cmpstr (od_house_list_get_counts (f->list), ==,
                   "Rows: 3 of 3   Total Rows: 3   Filtered: 3");
  search (f, "AUT", 1);
  g_assert_cmpstr (name_at (f, 0), ==, "autumn");
  g_assert_cmpstr (od_house_list_get_counts (f->list), ==,
                   "Rows: 1 of 3   Total Rows: 3   Filtered: 1");
  search (f, "inact", 1);
  search (f, "see more", 0);
  search (f, "  ", 3);
}

static void
test_text_is_never_markup (Fixture *f, gconstpointer data)
{
  load_three (f);
  wait_for_words (f, "Winter <b>");
}

static gboolean
is_first (gpointer data)
{
  Fixture *f = data;

  return g_str_equal (name_at (f, 0), f->words);
}

static void
test_a_change_stays_in_its_place (Fixture *f, gconstpointer data)
{
  json_t *fields = json_pack ("{s:s}", "name", "Zebra");

  load_three (f);
  od_house_list_sort (f->list, 0, GTK_SORT_ASCENDING);
  f->words = "autumn";
  od_test_wait_until (is_first, f, 10, "the order");
  g_assert_cmpstr (name_at (f, 1), ==, "Spring");

  od_record_list_merge (f->rows, 2, fields);
  json_decref (fields);
  wait_for_words (f, "Zebra");
  g_assert_cmpstr (name_at (f, 0), ==, "Zebra");

  /* Only who asks sees it move. */
  od_house_list_refilter (f->list);
  f->words = "Spring";
  od_test_wait_until (is_first, f, 10, "the new order");
  g_assert_cmpstr (name_at (f, 2), ==, "Zebra");
}

static void
test_what_a_row_points_at_is_written_anew (Fixture *f, gconstpointer data)
{
  load_three (f);
  wait_for_words (f, "old Spring");
  f->suffix = "new";
  od_house_list_rewrite (f->list);
  wait_for_words (f, "new Spring");
}

static void
test_a_link_tells_its_row (Fixture *f, gconstpointer data)
{
  GtkWidget *label;

  load_three (f);
  wait_for_words (f, "Spring");
  label = find_words (GTK_WIDGET (f->list), "Spring");
  g_signal_emit_by_name (gtk_widget_get_parent (label), "clicked");
  g_assert_cmpint (f->activated_id, ==, 3);
  g_assert_cmpuint (f->activated_column, ==, 0);
}

static gboolean
is_all_seen (gpointer data)
{
  Fixture *f = data;

  return g_list_model_get_n_items (od_house_list_get_shown (f->list)) == f->expected
         && g_str_equal (name_at (f, 0), f->words);
}

static void
test_a_hundred_thousand_rows_are_found_and_sorted (Fixture *f, gconstpointer data)
{
  json_t *array = json_array ();

  for (int i = 0; i < 100000; i++) {
    g_autofree char *name = g_strdup_printf ("lead %06d", i);

    json_array_append_new (array, json_pack ("{s:i, s:s, s:s}", "id", i + 1, "name", name,
                                             "state", "Active"));
  }
  od_record_list_replace (f->rows, array);
  json_decref (array);
  od_house_list_sort (f->list, 0, GTK_SORT_DESCENDING);
  f->expected = 100000;
  f->words = "lead 099999";
  od_test_wait_until (is_all_seen, f, 60, "the order of all rows");
  search (f, "lead 0000", 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/house-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("no-rows-are-explained", test_no_rows_are_explained);
  ADD ("search-narrows-and-counts", test_search_narrows_and_counts);
  ADD ("text-is-never-markup", test_text_is_never_markup);
  ADD ("a-change-stays-in-its-place", test_a_change_stays_in_its_place);
  ADD ("what-a-row-points-at-is-written-anew", test_what_a_row_points_at_is_written_anew);
  ADD ("a-link-tells-its-row", test_a_link_tells_its_row);
  ADD ("a-hundred-thousand-rows-are-found-and-sorted",
       test_a_hundred_thousand_rows_are_found_and_sorted);
  return g_test_run ();
}
