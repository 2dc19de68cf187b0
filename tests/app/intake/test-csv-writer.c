/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is written is what is read again, and no spreadsheet runs it.
 */
#include "app/intake/csv-writer.h"

#include "app/intake/csv-reader.h"

#include <string.h>

static const struct {
  const char *text, *cell;
} cells[] = {
  { "", "\"\"" },
  { "York", "\"York\"" },
  { "a,b;c", "\"a,b;c\"" },
  { "say \"no\"", "\"say \"\"no\"\"\"" },
  { "two\nlines", "\"two\nlines\"" },
  { "Zoë 🎧", "\"Zoë 🎧\"" },
  { "=1+1", "\"'=1+1\"" },
  { "+44", "\"'+44\"" },
  { "-5", "\"'-5\"" },
  { "@SUM(A1)", "\"'@SUM(A1)\"" },
  { "\t=1", "\"'\t=1\"" },
  { "\r=1", "\"'\r=1\"" },
  { "1=1", "\"1=1\"" },
  { "'=1", "\"'=1\"" },
};

static void
test_cells_are_quoted_and_formulas_defused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++) {
    g_autoptr (GString) line = g_string_new (NULL);

    od_csv_writer_add_cell (line, cells[i].text);
    g_assert_cmpstr (line->str, ==, cells[i].cell);
  }
}

static void
test_a_text_stays_as_it_is (void)
{
  g_autoptr (GString) line = g_string_new (NULL);

  od_csv_writer_add_text (line, "+44116");
  od_csv_writer_add_text (line, "");
  od_csv_writer_add_text (line, "=\"");
  od_csv_writer_end (line);
  g_assert_cmpstr (line->str, ==, "\"+44116\",\"\",\"=\"\"\"\r\n");
}

static void
test_the_reader_reads_it (void)
{
  static const char *const texts[] = { "+44116", "a,b", "\"q\"", "two\nlines", "ß;|" };
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (OdCsvReader) reader = NULL;
  g_autoptr (OdCsvRow) row = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    od_csv_writer_add_text (line, texts[i]);
  od_csv_writer_end (line);
  stream = g_memory_input_stream_new_from_data (line->str, (gssize) line->len, NULL);
  reader = od_csv_reader_new (stream, "it", &error);
  g_assert_no_error (error);
  row = od_csv_reader_next (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (row->n_cells, ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < row->n_cells; i++)
    g_assert_cmpstr (od_csv_row_get_cell (row, i + 1), ==, texts[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-writer/cells", test_cells_are_quoted_and_formulas_defused);
  g_test_add_func ("/csv-writer/text", test_a_text_stays_as_it_is);
  g_test_add_func ("/csv-writer/reader", test_the_reader_reads_it);
  return g_test_run ();
}
