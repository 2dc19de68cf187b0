/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows with gaps between their numbers are found, and so is what stands in a gap.
 */
#include "app/suite/row-place.h"

#include "app/staging/staged-row.h"

static GListStore *
make_rows (const guint64 *numbers, gsize n)
{
  GListStore *rows = g_list_store_new (OD_TYPE_STAGED_ROW);

  for (gsize i = 0; i < n; i++) {
    g_autoptr (OdStagedRow)
      row = od_staged_row_new (numbers[i], g_new0 (char *, 1), NULL);

    g_list_store_append (rows, row);
  }
  return rows;
}

static void
test_a_number_has_its_place (void)
{
  static const guint64 numbers[] = { 2, 3, 7, 9 };
  static const struct {
    guint64 number;
    guint position;
  } cases[] = { { 0, 0 }, { 2, 0 }, { 3, 1 }, { 4, 2 }, { 7, 2 }, { 9, 3 }, { 50, 3 } };
  g_autoptr (GListStore) rows = make_rows (numbers, G_N_ELEMENTS (numbers));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (od_row_place_find (G_LIST_MODEL (rows), cases[i].number), ==,
                      cases[i].position);
  g_assert_cmpuint (od_row_place_get_number (G_LIST_MODEL (rows), 2), ==, 7);
  g_assert_cmpuint (od_row_place_get_number (G_LIST_MODEL (rows), 4), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-place/find", test_a_number_has_its_place);
  return g_test_run ();
}
