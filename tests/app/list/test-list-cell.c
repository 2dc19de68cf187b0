/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a column makes of a record: its search and its order.
 */
#include "app/list/list-cell.h"

static gint64
get_size (OdRecord *row, gpointer data)
{
  return od_record_get_int (row, "size");
}

static OdRecord *
new_row (gint64 id, const char *name, gint64 size)
{
  json_t *body = json_pack ("{s:I, s:s, s:I}", "id", id, "name", name, "size", size);
  OdRecord *row = od_record_new (body);

  json_decref (body);
  return row;
}

static void
test_search_does_not_mind_capitals (void)
{
  OdListColumn column = { .name = "name", .title = "Name" };
  g_autoptr (OdListMaker) maker = od_list_maker_new (&column, NULL, NULL, NULL);
  g_autoptr (OdRecord) row = new_row (1, "Straße <b>Ost</b>", 0);

  g_assert_true (od_list_maker_matches (maker, row, "strasse"));
  g_assert_true (od_list_maker_matches (maker, row, "<b>ost"));
  g_assert_false (od_list_maker_matches (maker, row, "west"));
}

static void
test_numbers_are_sorted_as_numbers (void)
{
  OdListColumn column = { .name = "name", .title = "Size", .number = get_size };
  g_autoptr (OdListMaker) maker = od_list_maker_new (&column, NULL, NULL, NULL);
  g_autoptr (GtkSorter) sorter = od_list_maker_new_sorter (maker);
  g_autoptr (OdRecord) nine = new_row (1, "9", 9);
  g_autoptr (OdRecord) ten = new_row (2, "10", 10);

  g_assert_cmpint (gtk_sorter_compare (sorter, nine, ten), ==, GTK_ORDERING_SMALLER);
}

static void
test_buttons_are_neither_searched_nor_sorted (void)
{
  OdListColumn column = { .name = "name", .title = "Details", .kind = OD_LIST_BUTTON };
  g_autoptr (OdListMaker) maker = od_list_maker_new (&column, NULL, NULL, NULL);
  g_autoptr (OdRecord) row = new_row (1, "See More", 0);

  g_assert_null (od_list_maker_new_sorter (maker));
  g_assert_false (od_list_maker_matches (maker, row, "see"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/list-cell/search-does-not-mind-capitals",
                   test_search_does_not_mind_capitals);
  g_test_add_func ("/list-cell/numbers-are-sorted-as-numbers",
                   test_numbers_are_sorted_as_numbers);
  g_test_add_func ("/list-cell/buttons-are-neither-searched-nor-sorted",
                   test_buttons_are_neither_searched_nor_sorted);
  return g_test_run ();
}
