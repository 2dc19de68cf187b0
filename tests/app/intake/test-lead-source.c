/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file, a text, or whoever has rows: all are opened again and again.
 */
#include "app/intake/lead-source.h"

typedef struct {
  OdRowReader face;
  guint n; /* given already */
} Pair;

static OdCsvRow *
next_of_pair (OdRowReader *self, GError **error)
{
  Pair *pair = (Pair *) self;
  OdCsvRow *row;

  if (pair->n == 2)
    return NULL;

  row = g_new0 (OdCsvRow, 1);
  row->number = ++pair->n;
  row->line = row->number * 10;
  row->cells = g_strsplit (row->number == 1 ? "44116,New" : "x,New", ",", -1);
  row->n_cells = 2;
  row->text = g_strdup ("as it is now");
  return row;
}

static guint
get_n_columns (OdRowReader *self)
{
  return 2;
}

static goffset
get_position (OdRowReader *self)
{
  return ((Pair *) self)->n;
}

static void
pair_free (OdRowReader *self)
{
  g_free (self);
}

typedef struct {
  guint n_opened;
  gboolean destroyed;
} Shop;

static OdRowReader *
open_pair (gpointer data, goffset *size, GError **error)
{
  Shop *shop = data;
  Pair *pair;

  if (++shop->n_opened == 3) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "sold out");
    return NULL;
  }

  pair = g_new0 (Pair, 1);
  pair->face = (OdRowReader){ next_of_pair, get_n_columns, get_position, pair_free,
                              NULL };
  *size = 2;
  return &pair->face;
}

static void
close_shop (gpointer data)
{
  ((Shop *) data)->destroyed = TRUE;
}

static void
import_pair (OdLeadSource *source)
{
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();
  g_autoptr (GError) error = NULL;
  goffset size = 0;
  g_autoptr (OdLeadFile) file = od_lead_source_open (source, &size, &error);
  g_autoptr (GPtrArray) batch = NULL;
  OdLeadFileSums sums;

  g_assert_no_error (error);
  od_column_mapping_map (mapping, 1, "Phone", NULL);
  od_column_mapping_map (mapping, 2, "Status", NULL);
  g_assert_true (od_lead_file_begin (file, mapping, NULL, NULL, &error));
  batch = od_lead_file_next_batch (file, &error);
  g_assert_cmpuint (batch->len, ==, 1);
  sums = od_lead_file_get_sums (file);
  g_assert_cmpuint (sums.failed, ==, 1);
  g_assert_cmpint (sums.position, ==, size);
  g_assert_true (g_str_has_prefix (od_lead_file_get_first_reason (file), "line 20: "));
}

static void
test_a_supply_is_asked_each_time (void)
{
  Shop shop = { 0 };
  OdLeadSupply supply = { open_pair, &shop, close_shop };
  OdLeadSource *source = od_lead_source_new_for_supply ("a shop", &supply);
  g_autoptr (GError) error = NULL;
  goffset size;

  import_pair (source);
  import_pair (source);
  g_assert_null (od_lead_source_open (source, &size, &error));
  g_assert_cmpstr (error->message, ==, "sold out");
  g_assert_cmpuint (shop.n_opened, ==, 3);
  od_lead_source_unref (od_lead_source_ref (source));
  g_assert_false (shop.destroyed);
  od_lead_source_unref (source);
  g_assert_true (shop.destroyed);
}

static void
test_rows_may_be_had_as_they_are (void)
{
  g_autoptr (OdLeadSource)
    source = od_lead_source_new_for_text ("a,b\n\nc\"d\n\"e\nf\",g\n");
  goffset size = 0;
  g_autoptr (OdLeadFile) file = od_lead_source_open (source, &size, NULL);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  while (TRUE) {
    g_autoptr (OdCsvRow) row = od_lead_file_next_row (file, &error);

    if (row == NULL)
      break;
    g_string_append_printf (rows, "%d@%d:%u%s;", (int) row->number, (int) row->line,
                            row->n_cells, row->problem != NULL ? "!" : "");
  }
  g_assert_no_error (error);
  g_assert_cmpstr (rows->str, ==, "1@1:2;2@2:0;3@3:0!;4@4:2;");
  g_assert_cmpint (od_lead_file_get_sums (file).position, ==, size);
}

static void
test_only_a_list_is_a_file (void)
{
  g_autoptr (GFile) picture = g_file_new_for_path ("/nowhere/leads.png");
  g_autoptr (GFile) list = g_file_new_for_path ("/nowhere/LEADS.CSV");
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_file (list, NULL);
  g_autoptr (GError) error = NULL;
  goffset size;

  g_assert_null (od_lead_source_new_for_file (picture, &error));
  g_assert_error (error, OD_LEAD_SOURCE_ERROR, OD_LEAD_SOURCE_ERROR_NO_CSV);
  g_clear_error (&error);
  g_assert_null (od_lead_source_open (source, &size, &error));
  g_assert_true (g_str_has_prefix (error->message, "LEADS.CSV cannot be read: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lead-source/supply", test_a_supply_is_asked_each_time);
  g_test_add_func ("/lead-source/rows", test_rows_may_be_had_as_they_are);
  g_test_add_func ("/lead-source/file", test_only_a_list_is_a_file);
  return g_test_run ();
}
