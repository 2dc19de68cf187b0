/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a list and a desktop let one guess.
 */
#include "app/import/country-guess.h"

#include "app/import/sheet-row.h"

static GListModel *
make_rows (const char *const *cells)
{
  GListStore *rows = g_list_store_new (OD_TYPE_SHEET_ROW);

  for (; *cells != NULL; cells++) {
    char *row_cells[] = { (char *) "Ann", (char *) *cells, NULL };
    const OdCsvRow from = { .number = 1, .cells = row_cells, .n_cells = 2 };
    g_autoptr (OdSheetRow) row = od_sheet_row_new (&from);

    g_list_store_append (rows, row);
  }

  return G_LIST_MODEL (rows);
}

static void
test_most_numbers_with_a_plus_say_the_country (void)
{
  static const char *const mixed[] = { "+44 1902 555100", "+49 30 902600",
                                       "+44 7400 555901", "1 202 555 0101", NULL };
  static const char *const silent[] = { "01902 555100", "44116", "+", "+999 1", NULL };
  g_autoptr (GListModel) rows = make_rows (mixed);
  g_autoptr (GListModel) none = make_rows (silent);

  g_assert_cmpstr (od_country_guess_rows (rows, 2), ==, "GB");
  g_assert_null (od_country_guess_rows (none, 2));
}

static void
test_a_desktops_language_says_a_country_or_none (void)
{
  static const char *const british[] = { "en_GB.UTF-8", "en_GB", "en.UTF-8", "C", NULL };
  static const char *const nobody[] = { "C.UTF-8", "de", "C", NULL };

  g_assert_cmpstr (od_country_guess_languages (british), ==, "GB");
  g_assert_null (od_country_guess_languages (nobody));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/country-guess/most-numbers-with-a-plus-say-the-country",
                   test_most_numbers_with_a_plus_say_the_country);
  g_test_add_func ("/country-guess/a-desktops-language-says-a-country-or-none",
                   test_a_desktops_language_says_a_country_or_none);
  return g_test_run ();
}
