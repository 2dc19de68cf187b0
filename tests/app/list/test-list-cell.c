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

/* What a column says of a record that has a text and a number in a field's object. */
static void
test_a_column_says_what_its_field_has (void)
{
  static const struct {
    OdListColumn column;
    const char *says;
  } cases[] = {
    { { .name = "name" }, "Ann" },
    { { .name = "size", .counts = TRUE }, "12" },
    { { .name = "name", .number = get_size }, "12" },
    { { .name = "email" }, "" },
    { { .name = "email", .missing = "-" }, "-" },
    { { .name = "user_agent", .within = "phone", .missing = "-" }, "baresip" },
    { { .name = "protocol", .within = "phone", .missing = "-" }, "-" },
  };
  json_t *body = json_pack ("{s:i, s:s, s:i, s:{s:s, s:n}}", "id", 1, "name", "Ann",
                            "size", 12, "phone", "user_agent", "baresip", "protocol");
  g_autoptr (OdRecord) row = od_record_new (body);

  json_decref (body);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (OdListMaker)
      maker = od_list_maker_new (&cases[i].column, NULL, NULL, NULL);
    g_autofree char *text = od_list_maker_dup_text (maker, row);

    g_assert_cmpstr (text, ==, cases[i].says);
  }
}

static void
test_a_number_does_not_pass_for_a_text (void)
{
  OdListColumn column = { .name = "size", .title = "Size" };
  g_autoptr (OdListMaker) maker = od_list_maker_new (&column, NULL, NULL, NULL);
  g_autoptr (OdRecord) row = new_row (1, "Ann", 12);

  if (g_test_subprocess ()) {
    g_free (od_list_maker_dup_text (maker, row));
    return;
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*size*number*");
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
  g_test_add_func ("/list-cell/a-column-says-what-its-field-has",
                   test_a_column_says_what_its_field_has);
  g_test_add_func ("/list-cell/a-number-does-not-pass-for-a-text",
                   test_a_number_does_not_pass_for_a_text);
  g_test_add_func ("/list-cell/buttons-are-neither-searched-nor-sorted",
                   test_buttons_are_neither_searched_nor_sorted);
  return g_test_run ();
}
