/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns, fields, and what is missing.
 */
#include "app/intake/column-mapping.h"

#include <string.h>

static OdCsvRow *
row_new (guint64 number, const char *cells)
{
  OdCsvRow *row = g_new0 (OdCsvRow, 1);

  row->number = number;
  row->cells = g_strsplit (cells, "|", -1);
  row->n_cells = g_strv_length (row->cells);
  return row;
}

static void
test_a_field_is_in_one_column_and_a_column_is_one_field (void)
{
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();

  g_assert_true (od_column_mapping_map (mapping, 1, "Phone", NULL));
  g_assert_true (od_column_mapping_map (mapping, 2, "phone", NULL));
  g_assert_cmpuint (od_column_mapping_get_column (mapping, "Phone"), ==, 2);
  g_assert_null (od_column_mapping_get_field (mapping, 1));

  g_assert_true (od_column_mapping_map (mapping, 2, "City", NULL));
  g_assert_cmpuint (od_column_mapping_get_column (mapping, "Phone"), ==, 0);
  g_assert_cmpstr (od_column_mapping_get_field (mapping, 2), ==, "City");

  od_column_mapping_unmap (mapping, 2);
  g_assert_null (od_column_mapping_get_field (mapping, 2));
}

static void
test_what_is_no_field_is_refused (void)
{
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (od_column_mapping_map (mapping, 1, "Shoe Size", &error));
  g_assert_error (error, OD_COLUMN_MAPPING_ERROR, OD_COLUMN_MAPPING_ERROR_NO_FIELD);
  g_clear_error (&error);
  g_assert_false (od_column_mapping_map (mapping, 0, "Phone", &error));
  g_assert_error (error, OD_COLUMN_MAPPING_ERROR, OD_COLUMN_MAPPING_ERROR_NO_FIELD);
}

/* clang-format off */
static const struct {
  const char *name;
  guint phone, status; /* columns; 0: not mapped */
  const char *populate; /* for status; NULL: nothing */
  guint n_columns;
  const char *words; /* of the error; NULL: it is complete */
} checks[] = {
  { "nothing",   0, 0, NULL,    2, "No column is mapped to Phone: " },
  { "no-phone",  0, 1, NULL,    2, "No column is mapped to Phone: " },
  { "no-status", 1, 0, NULL,    2, "No column is mapped to Status: " },
  { "both",      1, 2, NULL,    2, NULL },
  { "populated", 1, 0, "Ready", 1, NULL },
  { "narrow",    1, 3, NULL,    2, "Column 3 is mapped to Status, but the file has 2" },
};
/* clang-format on */

static void
test_the_first_thing_missing_is_named (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();
    g_autoptr (GError) error = NULL;
    gboolean complete;

    g_test_message ("%s", checks[i].name);
    if (checks[i].phone != 0)
      od_column_mapping_map (mapping, checks[i].phone, "Phone", NULL);
    if (checks[i].status != 0)
      od_column_mapping_map (mapping, checks[i].status, "Status", NULL);
    od_column_mapping_populate (mapping, "Status", checks[i].populate, NULL);
    complete = od_column_mapping_check (mapping, checks[i].n_columns, &error);
    g_assert_cmpint (complete, ==, checks[i].words == NULL);
    if (!complete)
      g_assert_true (g_str_has_prefix (error->message, checks[i].words));
  }
}

/* clang-format off */
static const struct {
  const char *header;
  const char *want; /* fields by column; NULL: no header */
} headers[] = {
  { "Phone|Status",                 "Phone|Status" },
  { "phone_number|status|first_name|postal_code", "Phone|Status|First Name|Postal Code" },
  { "Vorname|TELEPHONE|zip",        "-|Phone|Postal Code" },
  { "Phone|Phone|Status",           "Phone|-|Status" },
  { "Column 1|Column 2|",           NULL },
  { "44116|Ready",                  NULL },
  { "Name|Status",                  NULL },
};
/* clang-format on */

static void
test_a_header_proposes_its_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();
    g_autoptr (OdCsvRow) row = row_new (2, headers[i].header);
    g_auto (GStrv)
      want = g_strsplit (headers[i].want != NULL ? headers[i].want : "", "|", -1);

    g_test_message ("%s", headers[i].header);
    g_assert_cmpint (od_column_mapping_propose (mapping, row), ==,
                     headers[i].want != NULL);
    g_assert_cmpuint (od_column_mapping_get_start_row (mapping), ==,
                      headers[i].want != NULL ? 3 : 1);
    for (guint column = 1; headers[i].want != NULL && want[column - 1] != NULL;
         column++) {
      const char *field = od_column_mapping_get_field (mapping, column);

      g_assert_cmpstr (field != NULL ? field : "-", ==, want[column - 1]);
    }
  }
}

static void
test_a_populated_value_fills_what_is_empty (void)
{
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();
  g_autoptr (OdCsvRow) full = row_new (1, "44116|New");
  g_autoptr (OdCsvRow) empty = row_new (2, "44117|");

  od_column_mapping_map (mapping, 2, "Status", NULL);
  od_column_mapping_populate (mapping, "status", "Ready", NULL);
  g_assert_cmpstr (od_column_mapping_read (mapping, full, "Status"), ==, "New");
  g_assert_cmpstr (od_column_mapping_read (mapping, empty, "Status"), ==, "Ready");
  g_assert_cmpstr (od_column_mapping_read (mapping, empty, "City"), ==, "");
}

static void
test_the_fields_stand_in_order (void)
{
  const char *const *fields = od_column_mapping_get_fields ();

  g_assert_cmpstr (fields[0], ==, "Phone");
  g_assert_cmpstr (fields[1], ==, "Status");
  for (gsize i = 3; fields[i] != NULL; i++)
    g_assert_cmpstr (fields[i - 1], <, fields[i]);
  for (gsize i = 0; fields[i] != NULL; i++)
    g_assert_cmpstr (od_column_mapping_find_field (fields[i]), ==, fields[i]);
}

static void
test_a_copy_goes_its_own_way (void)
{
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();
  g_autoptr (OdColumnMapping) copy = NULL;
  g_autoptr (OdCsvRow) row = row_new (1, "44116|");

  od_column_mapping_map (mapping, 1, "Phone", NULL);
  od_column_mapping_populate (mapping, "Status", "Ready", NULL);
  od_column_mapping_set_start_row (mapping, 3);
  copy = od_column_mapping_copy (mapping);
  od_column_mapping_map (mapping, 2, "Phone", NULL);
  od_column_mapping_populate (mapping, "Status", "New", NULL);
  g_assert_cmpuint (od_column_mapping_get_start_row (copy), ==, 3);
  g_assert_cmpstr (od_column_mapping_read (copy, row, "Phone"), ==, "44116");
  g_assert_cmpstr (od_column_mapping_read (copy, row, "Status"), ==, "Ready");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column-mapping/one",
                   test_a_field_is_in_one_column_and_a_column_is_one_field);
  g_test_add_func ("/column-mapping/no-field", test_what_is_no_field_is_refused);
  g_test_add_func ("/column-mapping/missing", test_the_first_thing_missing_is_named);
  g_test_add_func ("/column-mapping/header", test_a_header_proposes_its_fields);
  g_test_add_func ("/column-mapping/populate",
                   test_a_populated_value_fills_what_is_empty);
  g_test_add_func ("/column-mapping/copy", test_a_copy_goes_its_own_way);
  g_test_add_func ("/column-mapping/order", test_the_fields_stand_in_order);
  return g_test_run ();
}
