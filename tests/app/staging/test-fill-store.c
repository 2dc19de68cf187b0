/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is in a file is on the stage: headers, ragged rows, damage, any writing.
 */
#include "app/staging/fill-store.h"

#include "app/staging/stage.h"

static char *
say_columns (OdStagingStore *store)
{
  GPtrArray *columns = od_staging_store_get_columns (store);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++) {
    const OdStagedColumn *column = g_ptr_array_index (columns, i);

    g_string_append_printf (words, "%s=%s=%s;", column->name, column->heading,
                            column->field != NULL ? column->field : "");
  }
  return g_string_free (words, FALSE);
}

static void
test_the_guides_text_is_four_rows_under_its_header (void)
{
  g_autoptr (OdStagingStore) store = stage_text (GUIDE, 3);
  g_autofree char *columns = say_columns (store);
  g_autofree char *rows = stage_say (store, OD_STAGED_ALL);

  g_assert_cmpstr (columns, ==, "phone=Phone=Phone;status=Status=Status;col_3=Col 3=;");
  g_assert_cmpstr (rows, ==,
                   "3 44116|Ready||; 4 44117|Ready||; 5 44118|Ready||; "
                   "6 44119|Ready||; ");
  stage_check_tally (store, 4, 0);
}

static void
test_without_a_header_columns_have_numbers (void)
{
  g_autoptr (OdStagingStore) store = stage_text ("44116,Ready\n44117,New\n", 1);
  g_autofree char *columns = say_columns (store);

  g_assert_cmpstr (columns, ==, "col_1=Col 1=Phone;col_2=Col 2=Status;");
  stage_check_tally (store, 2, 0);
}

static void
test_a_row_that_is_longer_than_all_before_widens_the_table (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (OdStagingStore) store = NULL;
  g_autofree char *refused = NULL;

  for (int i = 0; i < 300; i++)
    g_string_append_printf (text, "%d,New\n", 44100 + i);
  g_string_append (text, "55000,New,three,four\n\n55001\n");
  store = stage_text (text->str, 1);
  g_assert_cmpuint (od_staging_store_get_columns (store)->len, ==, 4);
  stage_check_tally (store, 302, 1);
  refused = stage_say (store, OD_STAGED_REFUSED);
  g_assert_cmpstr (refused, ==, "303 55001||||!The status is empty; ");
}

static void
test_a_damaged_row_can_be_looked_at (void)
{
  g_autoptr (OdStagingStore)
    store = stage_text ("44116,New\n44\"117,New\n44118,New\n", 1);
  g_autofree char *refused = stage_say (store, OD_STAGED_REFUSED);

  stage_check_tally (store, 3, 1);
  g_assert_true (g_str_has_prefix (refused, "2 44\"117,New||!A quotation mark stands"));
}

static void
test_any_writing_comes_through (void)
{
  static const char *const texts[] = { "👩🏽‍💻 Zoë", "مرحبا بالعالم",
                                       "O'Neil; DROP TABLE leads", "=1+1", "a\nb" };
  g_autofree char *longest = g_strnfill (10000, 'x');

  for (gsize i = 0; i <= G_N_ELEMENTS (texts); i++) {
    const char *name = i < G_N_ELEMENTS (texts) ? texts[i] : longest;
    g_autofree char *text = g_strdup_printf ("Phone,Status,Name\n44116,New,\"%s\"\n",
                                             name);
    g_autoptr (OdStagingStore) store = stage_text (text, 2);
    g_autoptr (OdStagedRow) row = od_staging_store_find (store, 2, NULL);

    g_assert_cmpstr (od_staged_row_get_cell (row, 3), ==, name);
  }
}

static void
test_the_widest_file_there_is_fits (void)
{
  g_autoptr (GString) text = g_string_new ("44116,New");
  g_autoptr (OdStagingStore) store = NULL;
  g_autoptr (OdStagedRow) row = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 3; i < 1024; i++)
    g_string_append_printf (text, ",c%d", i);
  g_string_append (text, "\n44117,New\n");
  store = stage_text (text->str, 1);
  row = od_step_store_edit (store, 2, 1023, "end", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (od_staged_row_get_cell (row, 1023), ==, "end");
  g_assert_true (od_step_store_undo (store, &error));
}

/* --- a supply that is wider than a database takes ----------------------------------- */

static OdCsvRow *
next_wide (OdRowReader *reader, GError **error)
{
  OdCsvRow *row = g_new0 (OdCsvRow, 1);

  row->number = 1;
  row->line = 1;
  row->n_cells = 1;
  row->cells = g_strsplit ("44116", ",", -1);
  row->text = g_strdup ("44116");
  return row;
}

static guint
get_many_columns (OdRowReader *reader)
{
  return 3000;
}

static goffset
get_no_position (OdRowReader *reader)
{
  return 0;
}

static OdRowReader *
open_wide (gpointer data, goffset *size, GError **error)
{
  OdRowReader *reader = g_new0 (OdRowReader, 1);

  *reader = (OdRowReader){ next_wide, get_many_columns, get_no_position,
                           (void (*) (OdRowReader *)) g_free, NULL };
  return reader;
}

static void
test_more_columns_than_a_table_takes_are_a_sentence (void)
{
  OdLeadSupply supply = { open_wide, NULL, NULL };
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_supply ("wide.csv", &supply);
  g_autoptr (OdColumnMapping) mapping = stage_map (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagingStore) store = od_staging_store_new (mapping, NULL, &error);

  g_assert_false (od_fill_store_run (store, source, NULL, stage_ignore, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==,
                   "wide.csv has 3000 columns: more than 1900 cannot be modified here");
}

static void
test_a_file_without_rows_from_the_start_row_on_is_a_sentence (void)
{
  g_autoptr (OdColumnMapping) mapping = stage_map (9);
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_text (GUIDE);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagingStore) store = od_staging_store_new (mapping, NULL, &error);

  g_assert_false (od_fill_store_run (store, source, NULL, stage_ignore, NULL, &error));
  g_assert_cmpstr (error->message, ==, "The pasted text has no row from row 9 on");
}

static void
stop (goffset done, goffset size, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_a_filling_can_be_cancelled (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (OdColumnMapping) mapping = stage_map (1);
  g_autoptr (OdLeadSource) source = NULL;
  g_autoptr (OdStagingStore) store = od_staging_store_new (mapping, NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (text, "%d,New\n", 44100 + i);
  source = od_lead_source_new_for_text (text->str);
  g_assert_false (
    od_fill_store_run (store, source, cancellable, stop, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  char *scratch = stage_use_scratch ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fill-store/guide",
                   test_the_guides_text_is_four_rows_under_its_header);
  g_test_add_func ("/fill-store/numbers", test_without_a_header_columns_have_numbers);
  g_test_add_func ("/fill-store/ragged",
                   test_a_row_that_is_longer_than_all_before_widens_the_table);
  g_test_add_func ("/fill-store/damaged", test_a_damaged_row_can_be_looked_at);
  g_test_add_func ("/fill-store/writing", test_any_writing_comes_through);
  g_test_add_func ("/fill-store/widest", test_the_widest_file_there_is_fits);
  g_test_add_func ("/fill-store/too-wide",
                   test_more_columns_than_a_table_takes_are_a_sentence);
  g_test_add_func ("/fill-store/no-rows",
                   test_a_file_without_rows_from_the_start_row_on_is_a_sentence);
  g_test_add_func ("/fill-store/cancel", test_a_filling_can_be_cancelled);
  status = g_test_run ();
  od_test_remove_dir (scratch);
  return status;
}
