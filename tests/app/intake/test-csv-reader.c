/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV as people make it, good and wicked.
 */
#include "app/intake/csv-reader.h"

#include <string.h>

/* A row is "number@line:cell|cell|" and ends with /; a broken one is "number@line:!". */
/* clang-format off */
static const struct {
  const char *name;
  const char *csv;
  const char *rows;
  char delimiter; /* 0: a comma */
} cases[] = {
  { "guide",
    "Column 1,Column 2,\nPhone, Status\n44116, Ready\n44117, Ready\n44118, Ready\n"
    "44119, Ready\n",
    "1@1:Column 1|Column 2||/2@2:Phone|Status|/3@3:44116|Ready|/4@4:44117|Ready|/"
    "5@5:44118|Ready|/6@6:44119|Ready|/" },
  { "no-last-newline", "44116,Ready",            "1@1:44116|Ready|/" },
  { "semicolon",       "a;b\n1,5;2\n",           "1@1:a|b|/2@2:1,5|2|/", ';' },
  { "tab",             "a\tb\n\tx\n",            "1@1:a|b|/2@2:|x|/", '\t' },
  { "pipe",            "a|b\n",                  "1@1:a|b|/", '|' },
  { "one-column",      "44116\n44117\n",         "1@1:44116|/2@2:44117|/" },
  { "quoted-comma",    "44116,\"Ready, set\"\n", "1@1:44116|Ready, set|/" },
  { "quoted-others",   "\"a;b;c\",1\n\"a;b;c\",2\n", "1@1:a;b;c|1|/2@2:a;b;c|2|/" },
  { "doubled-quote",   "\"a\"\"b\",c\n",         "1@1:a\"b|c|/" },
  { "quoted-newline",  "\"a\nb\",c\nd,e\n",      "1@1:a\nb|c|/2@3:d|e|/" },
  { "quoted-crlf",     "\"a\r\nb\",c\r\nd,e\r\n", "1@1:a\nb|c|/2@3:d|e|/" },
  { "blank-lines",     "a,b\n\n  \nc,d\n",       "1@1:a|b|/2@2:/3@3:/4@4:c|d|/" },
  { "blank-crlf",      "a,b\r\n\r\nc,d\r\n",     "1@1:a|b|/2@2:/3@3:c|d|/" },
  { "trimmed",         "  a , \" b \" ,c\n",     "1@1:a|b|c|/" },
  { "short-and-long",  "a,b\nc\nd,e,f\n",        "1@1:a|b|/2@2:c|/3@3:d|e|f|/" },
  { "empty-cells",     ",,\n",                   "1@1:|||/" },
  { "empty",           "",                       "" },
  { "stray-quote",     "a,b\nc\"d,e\nf,g\n",     "1@1:a|b|/2@2:!/3@3:f|g|/" },
  { "text-after-quote", "\"a\"b,c\nd,e\n",       "1@1:!/2@2:d|e|/" },
  { "open-quote",      "a,b\nc,\"d\ne,f\ng,h\n", "1@1:a|b|/2@2:!/3@3:e|f|/4@4:g|h|/" },
  { "open-at-the-end", "a,b\nc,\"d",             "1@1:a|b|/2@2:!/" },
  { "two-open-quotes", "a,\"b\nc,d\ne,\"f\ng,h\n", "1@1:!/2@2:c|d|/3@3:!/4@4:g|h|/" },
  { "latin-1",         "J\xfcrgen,1\n",          "1@1:J\xc3\xbcrgen|1|/" },
  { "mark",            "\xef\xbb\xbfPhone,Status\n", "1@1:Phone|Status|/" },
};
/* clang-format on */

static OdCsvReader *
reader_new (const char *bytes, gsize n)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, n, NULL);
  g_autoptr (GError) error = NULL;
  OdCsvReader *reader = od_csv_reader_new (stream, "test.csv", &error);

  g_assert_no_error (error);
  return reader;
}

static char *
read_all (OdCsvReader *reader)
{
  GString *all = g_string_new (NULL);

  while (TRUE) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OdCsvRow) row = od_csv_reader_next (reader, &error);

    g_assert_no_error (error);
    if (row == NULL)
      return g_string_free (all, FALSE);
    g_string_append_printf (all, "%d@%d:%s", (int) row->number, (int) row->line,
                            row->problem != NULL ? "!" : "");
    g_assert_cmpuint (g_strv_length (row->cells), ==, row->n_cells);
    for (guint i = 0; i < row->n_cells; i++)
      g_string_append_printf (all, "%s|", row->cells[i]);
    g_string_append_c (all, '/');
  }
}

static void
test_rows_are_read (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (OdCsvReader) reader = reader_new (cases[i].csv, strlen (cases[i].csv));
  g_autofree char *rows = read_all (reader);
  char delimiter = cases[i].delimiter != 0 ? cases[i].delimiter : ',';

  g_assert_cmpstr (rows, ==, cases[i].rows);
  g_assert_cmpint (od_csv_reader_get_delimiter (reader), ==, delimiter);
}

static void
test_the_guides_text_has_six_rows_and_three_columns (void)
{
  g_autoptr (OdCsvReader) reader = reader_new (cases[0].csv, strlen (cases[0].csv));
  guint n = 0;

  while (TRUE) {
    g_autoptr (OdCsvRow) row = od_csv_reader_next (reader, NULL);

    if (row == NULL)
      break;
    n++;
  }
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpuint (od_csv_reader_get_n_columns (reader), ==, 3);
}

static void
test_a_broken_row_keeps_its_text (void)
{
  g_autoptr (OdCsvReader) reader = reader_new ("a,\"b\nc,d\n", 9);
  g_autoptr (OdCsvRow) row = od_csv_reader_next (reader, NULL);

  g_assert_cmpstr (row->text, ==, "a,\"b");
  g_assert_nonnull (strstr (row->problem, "never closed"));
  g_assert_cmpstr (od_csv_row_get_cell (row, 1), ==, "");
}

static void
test_a_nul_is_no_text (void)
{
  g_autoptr (OdCsvReader) reader = reader_new ("aaaaa,b\nc\0c,d\ne,f\n", 17);
  g_autofree char *rows = read_all (reader);

  g_assert_cmpstr (rows, ==, "1@1:aaaaa|b|/2@2:!/3@3:e|f|/");
}

/* The quote swallows 64 KiB before it is found out; all of it is read again. */
static void
test_an_open_quote_in_a_long_file_costs_one_row (void)
{
  GString *csv = g_string_new ("a,\"b\n");
  g_autoptr (OdCsvReader) reader = NULL;
  guint good = 0;
  guint broken = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (csv, "%u,Ready\n", 44116 + i);
  reader = reader_new (csv->str, csv->len);
  while (TRUE) {
    g_autoptr (OdCsvRow) row = od_csv_reader_next (reader, NULL);

    if (row == NULL)
      break;
    good += row->problem == NULL ? 1 : 0;
    broken += row->problem != NULL ? 1 : 0;
    g_assert_cmpuint (row->line, ==, good + broken);
  }
  g_assert_cmpuint (good, ==, 20000);
  g_assert_cmpuint (broken, ==, 1);
  g_string_free (csv, TRUE);
}

static void
test_an_unreadable_file_is_named (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (od_csv_reader_open ("/nowhere/leads.csv", &error));
  g_assert_error (error, OD_CSV_ERROR, OD_CSV_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "/nowhere/leads.csv"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/csv-reader/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_rows_are_read);
  }
  g_test_add_func ("/csv-reader/guide-size",
                   test_the_guides_text_has_six_rows_and_three_columns);
  g_test_add_func ("/csv-reader/text", test_a_broken_row_keeps_its_text);
  g_test_add_func ("/csv-reader/nul", test_a_nul_is_no_text);
  g_test_add_func ("/csv-reader/long", test_an_open_quote_in_a_long_file_costs_one_row);
  g_test_add_func ("/csv-reader/unreadable", test_an_unreadable_file_is_named);
  return g_test_run ();
}
