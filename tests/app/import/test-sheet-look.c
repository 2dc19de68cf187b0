/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of the first rows, and what has still to be decided.
 */
#include "app/import/sheet-look.h"

#include "app/intake/lead-source.h"

/* clang-format off */
static const struct {
  const char *name;
  const char *text;
  guint phone, status; /* columns; 0: not mapped */
  const char *fill;    /* every row's status; NULL: none */
  guint64 start;       /* 0: nobody chose one */
  int needs;
} cases[] = {
  { "nothing", "44116,Ready\n", 0, 0, NULL, 0,
    OD_SHEET_MUST | OD_SHEET_NEEDS_START_ROW | OD_SHEET_NEEDS_COLUMNS },
  { "status", "44116,Ready\n", 1, 0, NULL, 1, OD_SHEET_NEEDS_STATUS },
  { "filled", "44116\n", 1, 0, "New", 1, 0 },
  { "all", "44116,Ready\n", 1, 2, NULL, 1, 0 },
  { "no-number", "Phone,Status\n44116,Ready\n", 1, 2, NULL, 1, OD_SHEET_NEEDS_LOOK },
  { "after-header", "Phone,Status\n44116,Ready\n", 1, 2, NULL, 2, 0 },
  { "start", "44116,Ready\n", 1, 2, NULL, 0, OD_SHEET_NEEDS_START_ROW },
};
/* clang-format on */

static void
look_at (OdSheetLook *look, const char *text)
{
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_text (text);
  goffset size;
  g_autoptr (OdLeadFile) file = od_lead_source_open (source, &size, NULL);

  od_sheet_look_take (look, "people.csv", file);
}

static void
test_what_is_missing_is_named (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  OdSheetLook look = { .rows = g_list_store_new (OD_TYPE_SHEET_ROW) };
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();

  look_at (&look, cases[i].text);
  if (cases[i].phone != 0)
    od_column_mapping_map (mapping, cases[i].phone, OD_COLUMN_PHONE, NULL);
  if (cases[i].status != 0)
    od_column_mapping_map (mapping, cases[i].status, OD_COLUMN_STATUS, NULL);
  od_column_mapping_populate (mapping, OD_COLUMN_STATUS, cases[i].fill, NULL);
  if (cases[i].start != 0)
    od_column_mapping_set_start_row (mapping, cases[i].start);
  g_assert_cmpint (od_sheet_look_find_needs (&look, mapping, cases[i].start != 0), ==,
                   cases[i].needs);
  g_object_unref (look.rows);
}

static void
test_another_file_leaves_nothing_of_the_last (void)
{
  OdSheetLook look = { .rows = g_list_store_new (OD_TYPE_SHEET_ROW) };
  g_autoptr (OdSheetRow) second = NULL;

  look_at (&look, "x\nName,Phone\nA,44116\n");
  g_assert_cmpuint (look.header_row, ==, 2);
  g_assert_cmpuint (look.n_columns, ==, 2);
  look_at (&look, "44116\n44117\n");
  g_assert_cmpuint (look.header_row, ==, 0);
  g_assert_cmpuint (look.n_columns, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (look.rows)), ==, 2);
  second = od_sheet_look_find_row (&look, 2);
  g_assert_cmpstr (od_sheet_row_get_cell (second, 1), ==, "44117");
  g_assert_null (od_sheet_look_find_row (&look, 3));
  g_object_unref (look.rows);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/sheet-look/needs/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_what_is_missing_is_named);
  }
  g_test_add_func ("/sheet-look/another", test_another_file_leaves_nothing_of_the_last);
  return g_test_run ();
}
