/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are found, ordered and counted; a row that changes stays where it is.
 */
#include "app/list/record-table.h"

#include "app/desk/record-list.h"
#include "support/waiting.h"

typedef struct {
  OdRecordList *rows;
  GtkWidget *window;
  OdRecordTable *list;
  guint expected; /* rows seen */
  const char *words;
  const char *suffix; /* of the second column */
  guint n_asked;      /* times Delete was asked for */
  char *asked;        /* names, of the last time */
  gint64 activated_id;
  const char *activated_column;
} Fixture;

/* Says more than its row: what else it says may change without the row. */
static char *
get_words (OdRecord *row, gpointer data)
{
  Fixture *f = data;

  return g_strdup_printf ("%s %s", f->suffix, od_record_get_text (row, "name"));
}

static const char *
get_state_css (OdRecord *row, gpointer data)
{
  return g_str_equal (od_record_get_text (row, "state"), "Active") ? "good" : "bad";
}

static const OdListColumn columns[] = {
  { .name = "name", .title = "Name", .kind = OD_LIST_LINK },
  { .name = "words", .title = "Words", .text = get_words },
  { .name = "state", .title = "State", .kind = OD_LIST_CHIP, .css = get_state_css },
  { .name = "details", .title = "Details", .words = "See More", .kind = OD_LIST_BUTTON },
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
on_row_activated (OdRecordTable *list, OdRecord *row, const char *column, Fixture *f)
{
  f->activated_id = od_record_get_id (row);
  f->activated_column = g_intern_string (column);
}

static void
on_delete_asked (OdRecordTable *list, GPtrArray *rows, Fixture *f)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            od_record_get_text (rows->pdata[i], "name"));
  g_free (f->asked);
  f->asked = g_string_free (names, FALSE);
  f->n_asked++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->rows = od_record_list_new ();
  f->suffix = "old";
  f->list = OD_RECORD_TABLE (od_record_table_new ("Campaigns", G_LIST_MODEL (f->rows),
                                                  columns, G_N_ELEMENTS (columns), f));
  g_signal_connect (f->list, "row-activated", G_CALLBACK (on_row_activated), f);
  od_record_table_set_empty_text (f->list, "No campaigns yet.");
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
  g_free (f->asked);
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

static void
test_an_empty_list_leads_to_the_next_step (Fixture *f, gconstpointer data)
{
  GtkWidget *list = GTK_WIDGET (f->list);

  od_record_table_set_empty_button (f->list, gtk_button_new_with_label ("Add Campaign"));
  g_assert_null (find_words (list, "Add Campaign")); /* nobody knows yet */
  load (f, "[]");
  g_assert_nonnull (find_words (list, "No campaigns yet."));
  g_assert_nonnull (find_words (list, "Add Campaign"));
  load_three (f);
  g_assert_null (find_words (list, "Add Campaign"));
  od_record_table_search (f->list, "nothing like it");
  g_assert_null (find_words (list, "Add Campaign"));
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

  return g_list_model_get_n_items (od_record_table_get_shown (f->list)) == f->expected;
}

static void
search (Fixture *f, const char *text, guint expected)
{
  f->expected = expected;
  od_record_table_search (f->list, text);
  od_test_wait_until (is_count_seen, f, 10, text);
}

static const char *
name_at (Fixture *f, guint position)
{
  g_autoptr (OdRecord)
    row = g_list_model_get_item (od_record_table_get_shown (f->list), position);

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
  g_assert_cmpstr (od_record_table_get_counts (f->list), ==,
                   "Rows: 3 of 3   Total Rows: 3   Filtered: 3");
  search (f, "AUT", 1);
  g_assert_cmpstr (name_at (f, 0), ==, "autumn");
  g_assert_cmpstr (od_record_table_get_counts (f->list), ==,
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
  od_record_table_sort (f->list, "name", GTK_SORT_ASCENDING);
  f->words = "autumn";
  od_test_wait_until (is_first, f, 10, "the order");
  g_assert_cmpstr (name_at (f, 1), ==, "Spring");

  od_record_list_merge (f->rows, 2, fields);
  json_decref (fields);
  wait_for_words (f, "Zebra");
  g_assert_cmpstr (name_at (f, 0), ==, "Zebra");

  /* Only who asks sees it move. */
  od_record_table_refilter (f->list);
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
  od_record_table_rewrite (f->list);
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
  g_assert_cmpstr (f->activated_column, ==, "name");
}

/* --- ticking and deleting --------------------------------------------------------- */

static GtkWidget *
get_part (Fixture *f, const char *name)
{
  return GTK_WIDGET (
    gtk_widget_get_template_child (GTK_WIDGET (f->list), OD_TYPE_RECORD_TABLE, name));
}

/* The check button in the row that says @words. */
static GtkWidget *
find_check (Fixture *f, const char *words)
{
  GtkWidget *at;

  wait_for_words (f, words);
  at = find_words (GTK_WIDGET (f->list), words);
  while (at != NULL) {
    GtkWidget *cell = gtk_widget_get_first_child (at);

    if (cell != NULL && GTK_IS_CHECK_BUTTON (gtk_widget_get_first_child (cell)))
      return gtk_widget_get_first_child (cell);
    at = gtk_widget_get_parent (at);
  }
  g_assert_not_reached ();
}

static void
tick (Fixture *f, const char *words)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (f, words)), TRUE);
}

/* As if the keys were in the list and one of these were pressed. */
static void
press_key (Fixture *f, const char *keys)
{
  GtkWidget *view = get_part (f, "view");
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (keys);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) keeper = g_list_model_get_item (controllers, i);

    for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (keeper)
                      && j < g_list_model_get_n_items (G_LIST_MODEL (keeper));
         j++) {
      g_autoptr (GtkShortcut) key = g_list_model_get_item (G_LIST_MODEL (keeper), j);

      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (key), wanted)) {
        gtk_shortcut_action_activate (gtk_shortcut_get_action (key), 0, view, NULL);
        return;
      }
    }
  }
  g_assert_not_reached ();
}

static void
offer_delete (Fixture *f)
{
  od_record_table_offer_delete (f->list);
  g_signal_connect (f->list, "delete-asked", G_CALLBACK (on_delete_asked), f);
  load_three (f);
  wait_for_words (f, "Spring");
}

static void
test_nothing_is_deleted_unless_the_page_offers_it (Fixture *f, gconstpointer data)
{
  load_three (f);
  wait_for_words (f, "Spring");
  g_assert_false (gtk_widget_get_visible (get_part (f, "tick_all")));
  g_assert_false (gtk_widget_get_visible (get_part (f, "delete_button")));
  g_assert_null (find_words (GTK_WIDGET (f->list), "Tick"));
}

static void
test_delete_asks_for_the_ticked_rows (Fixture *f, gconstpointer data)
{
  GtkWidget *button;

  offer_delete (f);
  button = get_part (f, "delete_button");
  g_assert_false (gtk_widget_get_sensitive (button));
  tick (f, "Spring");
  tick (f, "Winter <b>");
  g_assert_true (
    gtk_check_button_get_inconsistent (GTK_CHECK_BUTTON (get_part (f, "tick_all"))));
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (f->n_asked, ==, 1);
  g_assert_cmpstr (f->asked, ==, "Winter <b>, Spring");
}

static void
test_what_the_search_hides_is_not_meant (Fixture *f, gconstpointer data)
{
  GtkCheckButton *all;

  offer_delete (f);
  all = GTK_CHECK_BUTTON (get_part (f, "tick_all"));
  tick (f, "Spring");
  search (f, "aut", 1);
  g_assert_false (gtk_widget_get_sensitive (get_part (f, "delete_button")));
  gtk_check_button_set_active (all, TRUE);
  press_key (f, "Delete|KP_Delete");
  g_assert_cmpstr (f->asked, ==, "autumn");

  search (f, "", 3);
  g_assert_false (gtk_check_button_get_active (all));
  gtk_check_button_set_active (all, TRUE);
  press_key (f, "Delete|KP_Delete");
  g_assert_cmpstr (f->asked, ==, "Winter <b>, autumn, Spring");
  gtk_check_button_set_active (all, FALSE);
  g_assert_false (gtk_widget_get_sensitive (get_part (f, "delete_button")));
}

static void
test_rows_that_go_are_not_deleted_again (Fixture *f, gconstpointer data)
{
  offer_delete (f);
  tick (f, "Spring");
  load (f, "[{\"id\":1,\"name\":\"Winter <b>\"}]");
  f->expected = 1;
  od_test_wait_until (is_count_seen, f, 10, "the rows to go");
  g_assert_false (gtk_widget_get_sensitive (get_part (f, "delete_button")));
}

/* In a row the focus is in its tick, which takes Space by itself; newer versions of GTK
 * have it on the row. */
static void
test_the_keys_delete_and_open (Fixture *f, gconstpointer data)
{
  GtkWidget *check, *row, *focus;

  offer_delete (f);
  check = find_check (f, "autumn");
  row = gtk_widget_get_parent (gtk_widget_get_parent (check));
  gtk_widget_grab_focus (row);
  focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  g_assert_true (focus == check || focus == row);
  press_key (f, "Delete|KP_Delete");
  g_assert_cmpstr (f->asked, ==, "autumn");
  gtk_widget_grab_focus (check);
  press_key (f, "Return|KP_Enter");
  g_assert_cmpint (f->activated_id, ==, 2);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  tick (f, "Spring");
  press_key (f, "Delete|KP_Delete");
  g_assert_cmpstr (f->asked, ==, "Spring");
}

static gboolean
are_keys_in_list (gpointer data)
{
  Fixture *f = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, get_part (f, "view"));
}

static gboolean
are_keys_in_search (gpointer data)
{
  Fixture *f = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, get_part (f, "search_entry"));
}

/* The row they were in goes; where there is no row left, there is the search. */
static void
test_the_keys_stay_in_the_list (Fixture *f, gconstpointer data)
{
  offer_delete (f);
  gtk_widget_grab_focus (find_check (f, "Spring"));
  od_record_table_keep_focus (f->list);
  load (f, "[{\"id\":1,\"name\":\"Winter <b>\"}]");
  gtk_widget_grab_focus (get_part (f, "refresh_button"));
  od_test_wait_until (are_keys_in_list, f, 10, "the keys to come back");
  od_record_table_keep_focus (f->list);
  load (f, "[]");
  od_test_wait_until (are_keys_in_search, f, 10, "the keys to be in the search");
}

/* The list was not read again for a while, and somebody went on. */
static void
test_the_keys_are_not_taken_from_who_went_elsewhere (Fixture *f, gconstpointer data)
{
  offer_delete (f);
  gtk_widget_grab_focus (find_check (f, "Spring"));
  od_record_table_keep_focus (f->list);
  gtk_widget_grab_focus (get_part (f, "search_entry"));
  load (f, "[{\"id\":1,\"name\":\"Winter <b>\"}]");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (are_keys_in_search (f));
  gtk_widget_grab_focus (find_check (f, "Winter <b>"));
  load_three (f); /* that is over */
  gtk_widget_grab_focus (get_part (f, "refresh_button"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (are_keys_in_list (f));
}

static void
test_a_column_is_sorted_beside_the_ticks (Fixture *f, gconstpointer data)
{
  offer_delete (f);
  od_record_table_sort (f->list, "name", GTK_SORT_ASCENDING);
  f->words = "autumn";
  od_test_wait_until (is_first, f, 10, "the order");
}

static gboolean
is_all_seen (gpointer data)
{
  Fixture *f = data;

  return g_list_model_get_n_items (od_record_table_get_shown (f->list)) == f->expected
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
  od_record_table_sort (f->list, "name", GTK_SORT_DESCENDING);
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
  g_test_add ("/record-table/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("empty", test_an_empty_list_leads_to_the_next_step);
  ADD ("no-rows-are-explained", test_no_rows_are_explained);
  ADD ("search-narrows-and-counts", test_search_narrows_and_counts);
  ADD ("text-is-never-markup", test_text_is_never_markup);
  ADD ("a-change-stays-in-its-place", test_a_change_stays_in_its_place);
  ADD ("what-a-row-points-at-is-written-anew", test_what_a_row_points_at_is_written_anew);
  ADD ("a-link-tells-its-row", test_a_link_tells_its_row);
  ADD ("nothing-is-deleted-unless-offered",
       test_nothing_is_deleted_unless_the_page_offers_it);
  ADD ("delete-asks-for-the-ticked-rows", test_delete_asks_for_the_ticked_rows);
  ADD ("what-the-search-hides-is-not-meant", test_what_the_search_hides_is_not_meant);
  ADD ("rows-that-go", test_rows_that_go_are_not_deleted_again);
  ADD ("the-keys-delete-and-open", test_the_keys_delete_and_open);
  ADD ("the-keys-stay-in-the-list", test_the_keys_stay_in_the_list);
  ADD ("the-keys-are-not-taken-from-who-went-elsewhere",
       test_the_keys_are_not_taken_from_who_went_elsewhere);
  ADD ("a-column-is-sorted-beside-the-ticks", test_a_column_is_sorted_beside_the_ticks);
  ADD ("a-hundred-thousand-rows-are-found-and-sorted",
       test_a_hundred_thousand_rows_are_found_and_sorted);
  return g_test_run ();
}
