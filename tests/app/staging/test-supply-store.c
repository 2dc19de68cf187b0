/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The upload gets the rows as they are now, and says of a refused one where it stood.
 */
#include "app/staging/supply-store.h"

#include "app/staging/stage.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct {
  OdStagingStore *store;
  OdLeadSource *source;
  GPtrArray *columns;
} Fixture;

static OdRowReader *
open_rows (gpointer data, goffset *size, GError **error)
{
  Fixture *f = data;

  return od_supply_store_open (od_staging_store_get_folder (f->store), f->columns, size,
                               error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  OdLeadSupply supply = { open_rows, f, NULL };

  f->store = stage_text (data, 2);
  f->columns = od_staging_store_get_columns (f->store);
  f->source = od_lead_source_new_for_supply ("leads.csv", &supply);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_lead_source_unref (f->source);
  od_staging_store_free (f->store);
}

static void
run (Fixture *f, const char *sql)
{
  OdStepLimit limit = { NULL, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagedResult) result = od_step_store_run (f->store, sql, &limit, &error);

  g_assert_no_error (error);
}

/* "44116 READY;", and what is refused in @rejects. */
static char *
send (Fixture *f, OdLeadFileSums *sums, char **rejects, GError **error)
{
  goffset size = 0;
  g_autoptr (OdLeadFile) file = od_lead_source_open (f->source, &size, error);
  g_autoptr (OdColumnMapping) mapping = stage_map (2);
  g_autofree char *path = NULL;
  GString *leads = g_string_new (NULL);
  int fd = g_file_open_tmp ("outdial-test-XXXXXX.csv", &path, NULL);

  g_assert_true (close (fd) == 0);
  if (file != NULL && od_lead_file_begin (file, mapping, NULL, path, error)) {
    while (TRUE) {
      g_autoptr (GPtrArray) batch = od_lead_file_next_batch (file, error);

      if (batch == NULL)
        break;
      for (guint i = 0; i < batch->len; i++) {
        const OdLead *lead = g_ptr_array_index (batch, i);

        g_string_append_printf (leads, "%s %s;", lead->phone, lead->status);
      }
    }
    *sums = od_lead_file_get_sums (file);
    g_assert_cmpint (sums->position, ==, size);
    g_assert_cmpstr (od_lead_file_get_encoding (file), ==, "UTF-8");
    g_assert_false (od_lead_file_is_guess (file));
  }
  g_assert_true (g_file_get_contents (path, rejects, NULL, NULL));
  g_unlink (path);
  return g_string_free (leads, FALSE);
}

#define LEADS                                                                            \
  "Phone,Status,Name\n44116,Ready,A\n\nx,Ready,\"B \"\"b\"\"\"\n44118,Ready,C\n"         \
  "4\"4,Ready,D\n44116,Ready,E\n"

static void
test_rows_come_as_they_are_now (Fixture *f, gconstpointer data)
{
  OdLeadFileSums sums;
  g_autoptr (GError) error = NULL;
  g_autofree char *rejects = NULL;
  g_autofree char *leads = NULL;

  run (f, "UPDATE leads SET phone = '44117' WHERE row = 5");
  run (f, "UPDATE leads SET phone = '' WHERE phone = 'x'");
  leads = send (f, &sums, &rejects, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (leads, ==, "44116 READY;44117 READY;");
  g_assert_cmpuint (sums.total, ==, 5);
  g_assert_cmpuint (sums.failed, ==, 2);
  g_assert_cmpuint (sums.duplicates, ==, 1);
  g_assert_true (g_str_has_prefix (rejects, "line,reason,text\n4,\""));
  g_assert_nonnull (
    strstr (rejects,
            ",\"\"\"\"\",\"\"Ready\"\",\"\"B \"\"\"\"b\"\"\"\"\"\"\"\n6,\"A quotation"));
  g_assert_nonnull (strstr (rejects, ",\"4\"\"4,Ready,D\"\n"));
}

static void
test_a_second_upload_sends_what_was_mended_meanwhile (Fixture *f, gconstpointer data)
{
  OdLeadFileSums sums;
  g_autofree char *rejects = NULL;
  g_autofree char *again = NULL;
  g_autofree char *first = send (f, &sums, &rejects, NULL);
  g_autofree char *other = NULL;

  g_assert_cmpuint (sums.failed, ==, 2);
  run (f, "UPDATE leads SET phone = '4420' || row, name = 'm' WHERE problem IS NOT NULL");
  again = send (f, &sums, &other, NULL);
  g_assert_cmpstr (again, ==, "44116 READY;44204 READY;44118 READY;");
  g_assert_cmpuint (sums.failed, ==, 1);
}

static void
test_an_upload_reads_on_while_a_row_is_changed (Fixture *f, gconstpointer data)
{
  goffset size;
  g_autoptr (GError) error = NULL;
  g_autoptr (OdRowReader)
    rows = od_supply_store_open (od_staging_store_get_folder (f->store), f->columns,
                                 &size, &error);
  guint n = 0;

  g_assert_cmpint (size, ==, 2000);
  while (TRUE) {
    g_autoptr (OdCsvRow) row = rows->next (rows, &error);

    if (row == NULL)
      break;
    g_assert_cmpuint (row->number, ==, n + 2);
    if (n++ % 300 == 0)
      run (f, "UPDATE leads SET status = status || 'x'");
  }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2000);
}

static void
test_nothing_left_is_a_sentence (Fixture *f, gconstpointer data)
{
  OdLeadFileSums sums;
  g_autoptr (GError) error = NULL;
  g_autofree char *rejects = NULL;
  g_autofree char *leads = NULL;

  run (f, "DELETE FROM leads");
  leads = send (f, &sums, &rejects, &error);
  g_assert_cmpstr (error->message, ==, "leads.csv is empty");
}

int
main (int argc, char **argv)
{
  char *scratch = stage_use_scratch ();
  GString *many = g_string_new ("Phone,Status\n");
  int status;

  for (int i = 0; i < 2000; i++)
    g_string_append_printf (many, "%d,New\n", 44000 + i);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, text, func)                                                            \
  g_test_add ("/supply-store/" name, Fixture, text, set_up, func, tear_down)
  ADD ("now", LEADS, test_rows_come_as_they_are_now);
  ADD ("again", LEADS, test_a_second_upload_sends_what_was_mended_meanwhile);
  ADD ("meanwhile", many->str, test_an_upload_reads_on_while_a_row_is_changed);
  ADD ("empty", LEADS, test_nothing_left_is_a_sentence);
  status = g_test_run ();
  g_string_free (many, TRUE);
  od_test_remove_dir (scratch);
  return status;
}
