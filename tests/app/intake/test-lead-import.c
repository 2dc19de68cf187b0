/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows become leads.
 */
#include "app/intake/lead-import.h"

#include <string.h>

static const char guide[] = "Column 1,Column 2,\n"
                            "Phone, Status\n"
                            "44116, Ready\n"
                            "44117, Ready\n"
                            "44118, Ready\n"
                            "44119, Ready\n";

typedef struct {
  guint n[OD_LEAD_IMPORT_REFUSED + 1]; /* by verdict */
  GString *leads;                      /* "phone status fields;" */
  GString *reasons;                    /* "line reason;" */
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_string_free (outcome->leads, TRUE);
  g_string_free (outcome->reasons, TRUE);
}

static Outcome
import_all (const char *csv, const OdColumnMapping *mapping, const char *country)
{
  g_autoptr (GInputStream)
    stream = g_memory_input_stream_new_from_data (csv, strlen (csv), NULL);
  g_autoptr (OdCsvReader) reader = od_csv_reader_new (stream, "test.csv", NULL);
  g_autoptr (OdLeadImport) import = od_lead_import_new (mapping, country);
  g_autoptr (GPtrArray) batch = NULL;
  Outcome outcome = { .leads = g_string_new (NULL), .reasons = g_string_new (NULL) };

  while (TRUE) {
    g_autoptr (OdCsvRow) row = od_csv_reader_next (reader, NULL);
    g_autofree char *reason = NULL;

    if (row == NULL)
      break;
    outcome.n[od_lead_import_take (import, row, &reason)]++;
    if (reason != NULL)
      g_string_append_printf (outcome.reasons, "%d %s;", (int) row->line, reason);
  }
  batch = od_lead_import_steal_batch (import);
  for (guint i = 0; i < batch->len; i++) {
    const OdLead *lead = g_ptr_array_index (batch, i);

    g_string_append_printf (outcome.leads, "%s %s %s;", lead->phone, lead->status,
                            lead->fields != NULL ? lead->fields : "-");
  }
  return outcome;
}

static OdColumnMapping *
mapping_new (guint64 start_row)
{
  OdColumnMapping *mapping = od_column_mapping_new ();

  od_column_mapping_set_start_row (mapping, start_row);
  od_column_mapping_map (mapping, 1, "Phone", NULL);
  od_column_mapping_map (mapping, 2, "Status", NULL);
  return mapping;
}

/* F106. */
static void
test_the_guides_text_gives_four_leads (void)
{
  g_autoptr (OdColumnMapping) mapping = mapping_new (3);
  Outcome outcome = import_all (guide, mapping, NULL);

  g_assert_cmpstr (outcome.leads->str, ==,
                   "44116 READY -;44117 READY -;44118 READY -;44119 READY -;");
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_SHORT], ==, 4);
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_REFUSED], ==, 0);
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_SKIPPED], ==, 2);
  outcome_clear (&outcome);
}

static void
test_every_refused_row_says_why_and_where (void)
{
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  Outcome outcome = import_all ("abc,Ready\n"
                                "\n"
                                "44116,\n"
                                "44\"7,Ready\n"
                                ",Ready\n"
                                "44118,Ready\n"
                                "44117,abcdefghijklmnopqrstuvwxyzabcdefghijkl\n",
                                mapping, NULL);
  g_auto (GStrv) reasons = g_strsplit (outcome.reasons->str, ";", -1);

  g_assert_cmpstr (outcome.leads->str, ==, "44118 READY -;");
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_REFUSED], ==, 5);
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_SKIPPED], ==, 1);
  g_assert_true (g_str_has_prefix (reasons[0], "1 "));
  g_assert_cmpstr (reasons[1], ==, "3 The status is empty");
  g_assert_true (g_str_has_prefix (reasons[2], "4 A quotation mark"));
  g_assert_true (g_str_has_prefix (reasons[3], "5 "));
  g_assert_cmpstr (reasons[4], ==, "7 The status is longer than 32 characters");
  outcome_clear (&outcome);
}

static void
test_a_number_is_taken_once_however_it_is_written (void)
{
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  Outcome outcome = import_all ("+44 1902 555 100,Ready\n"
                                "00441902555100,New\n"
                                "01902 555 100,Ready\n",
                                mapping, "44");

  g_assert_cmpstr (outcome.leads->str, ==, "441902555100 READY -;");
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_DUPLICATE], ==, 2);
  outcome_clear (&outcome);
}

/* The row's own word comes before the file's; without any nothing is guessed. */
static void
test_a_national_number_is_its_rows_countrys (void)
{
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  Outcome outcome;

  od_column_mapping_map (mapping, 3, OD_COLUMN_PHONE_CODE, NULL);
  od_column_mapping_map (mapping, 4, OD_COLUMN_COUNTRY, NULL);
  outcome = import_all ("01902 555100,New,44,\n"
                        "06 5550 1201,New,,Italy\n"
                        "(202) 555-0122,New,1,GBR\n"
                        "030 902600,New,,\n"
                        "01902 555101,New,,Narnia\n"
                        "+44 1902 555102,New,,Narnia\n",
                        mapping, "DE");
  g_assert_nonnull (strstr (outcome.leads->str, "441902555100 NEW"));
  g_assert_nonnull (strstr (outcome.leads->str, "390655501201 NEW"));
  g_assert_nonnull (strstr (outcome.leads->str, "12025550122 NEW"));
  g_assert_nonnull (strstr (outcome.leads->str, "4930902600 NEW"));
  g_assert_nonnull (strstr (outcome.leads->str, "441902555102 NEW"));
  g_assert_nonnull (strstr (outcome.reasons->str, "“Narnia” is not known"));
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_REFUSED], ==, 1);
  outcome_clear (&outcome);

  outcome = import_all ("01902 555100,New\n", mapping, NULL);
  g_assert_nonnull (strstr (outcome.reasons->str, "choose a Default Country"));
  outcome_clear (&outcome);
}

static void
test_a_doubtful_number_is_counted_and_taken (void)
{
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  Outcome outcome = import_all ("07700 900456,New\n07400 555901,New\n", mapping, "44");

  g_assert_cmpstr (outcome.leads->str, ==, "447700900456 NEW -;447400555901 NEW -;");
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_DOUBTFUL], ==, 1);
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_TAKEN], ==, 1);
  outcome_clear (&outcome);
}

static void
test_an_extension_is_kept_apart (void)
{
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  Outcome outcome = import_all ("020 7946 0644 ext. 12,New\n", mapping, "GB");

  g_assert_cmpstr (outcome.leads->str, ==, "442079460644 NEW {\"Extension\":\"12\"};");
  outcome_clear (&outcome);
}

static void
test_mapped_columns_come_along_and_no_others (void)
{
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  Outcome outcome;

  od_column_mapping_map (mapping, 3, "First Name", NULL);
  od_column_mapping_populate (mapping, "City", "Leeds", NULL);
  outcome = import_all ("44116,Ready,J\xc3\xbcrgen \"x\",secret\n", mapping, NULL);
  g_assert_cmpuint (outcome.n[OD_LEAD_IMPORT_REFUSED], ==, 1);
  outcome_clear (&outcome);

  outcome = import_all ("44116,Ready,\"J\xc3\xbcrgen \"\"x\"\"\",secret\n44117,New\n",
                        mapping, NULL);
  g_assert_cmpstr (outcome.leads->str, ==,
                   "44116 READY {\"City\":\"Leeds\",\"First Name\":\"J\xc3\xbcrgen "
                   "\\\"x\\\"\"};44117 NEW {\"City\":\"Leeds\"};");
  outcome_clear (&outcome);
}

static OdCsvRow *
make_row (guint i, const char *comment)
{
  OdCsvRow *row = g_new0 (OdCsvRow, 1);

  row->number = row->line = i + 1;
  row->cells = g_new0 (char *, 4);
  row->cells[0] = g_strdup_printf ("4420794%05u", 44116 + i);
  row->cells[1] = g_strdup ("Ready");
  row->cells[2] = g_strdup (comment);
  row->n_cells = 3;
  return row;
}

static guint
count_until_full (const char *comment, gsize *bytes)
{
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  g_autoptr (OdLeadImport) import = od_lead_import_new (mapping, NULL);
  g_autoptr (GPtrArray) batch = NULL;
  guint n = 0;

  od_column_mapping_map (mapping, 3, "Comments", NULL);
  while (!od_lead_import_is_full (import)) {
    g_autoptr (OdCsvRow) row = make_row (n, comment);
    g_autofree char *reason = NULL;

    g_assert_cmpint (od_lead_import_take (import, row, &reason), ==,
                     OD_LEAD_IMPORT_TAKEN);
    n++;
  }
  batch = od_lead_import_steal_batch (import);
  g_assert_cmpuint (batch->len, ==, n);
  *bytes = 0;
  for (guint i = 0; i < n; i++)
    *bytes += strlen (((OdLead *) g_ptr_array_index (batch, i))->fields) + 64;
  g_assert_false (od_lead_import_is_full (import));
  return n;
}

static void
test_a_batch_is_what_the_server_takes (void)
{
  g_autofree char *essay = g_strnfill (16000, 'x');
  g_autofree char *too_long = g_strnfill (17000, 'x');
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  g_autoptr (OdLeadImport) import = od_lead_import_new (mapping, NULL);
  g_autoptr (OdCsvRow) row = make_row (0, too_long);
  g_autofree char *reason = NULL;
  gsize bytes;

  g_assert_cmpuint (count_until_full ("x", &bytes), ==, 1000);
  g_assert_cmpuint (count_until_full (essay, &bytes), <, 70);
  g_assert_cmpuint (bytes, <, 1024 * 1024);

  od_column_mapping_map (mapping, 3, "Comments", NULL);
  g_assert_cmpint (od_lead_import_take (import, row, &reason), ==,
                   OD_LEAD_IMPORT_REFUSED);
  g_assert_nonnull (strstr (reason, "16 KiB"));
}

/* Checked as often as one likes, a row is neither taken nor a duplicate. */
static void
test_a_check_says_the_same_and_takes_nothing (void)
{
  static const struct {
    gsize length;
    char fill;
    gboolean is_good;
  } cases[] = {
    { 1, 'x', TRUE },      { 2000, 'x', TRUE },  { 16000, 'x', TRUE },
    { 17000, 'x', FALSE }, { 2700, '\1', TRUE }, { 2800, '\1', FALSE },
  };
  g_autoptr (OdColumnMapping) mapping = mapping_new (1);
  g_autoptr (OdLeadImport) import = od_lead_import_new (mapping, NULL);

  od_column_mapping_map (mapping, 3, "Comments", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *comment = g_strnfill (cases[i].length, cases[i].fill);
    g_autoptr (OdCsvRow) row = make_row (i, comment);
    g_autofree char *checked = od_lead_import_check (import, row);
    g_autofree char *again = od_lead_import_check (import, row);
    g_autofree char *taken = NULL;

    g_assert_cmpint (od_lead_import_take (import, row, &taken), ==,
                     cases[i].is_good ? OD_LEAD_IMPORT_TAKEN : OD_LEAD_IMPORT_REFUSED);
    g_assert_cmpstr (checked, ==, taken);
    g_assert_cmpstr (again, ==, taken);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lead-import/guide", test_the_guides_text_gives_four_leads);
  g_test_add_func ("/lead-import/refused", test_every_refused_row_says_why_and_where);
  g_test_add_func ("/lead-import/once",
                   test_a_number_is_taken_once_however_it_is_written);
  g_test_add_func ("/lead-import/a-national-number-is-its-rows-countrys",
                   test_a_national_number_is_its_rows_countrys);
  g_test_add_func ("/lead-import/a-doubtful-number-is-counted-and-taken",
                   test_a_doubtful_number_is_counted_and_taken);
  g_test_add_func ("/lead-import/an-extension-is-kept-apart",
                   test_an_extension_is_kept_apart);
  g_test_add_func ("/lead-import/fields", test_mapped_columns_come_along_and_no_others);
  g_test_add_func ("/lead-import/batch", test_a_batch_is_what_the_server_takes);
  g_test_add_func ("/lead-import/check", test_a_check_says_the_same_and_takes_nothing);
  return g_test_run ();
}
