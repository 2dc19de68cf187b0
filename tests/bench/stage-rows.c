/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast are a million rows staged, changed all at once and changed back? Beside it, in
 * the same run: reading the same file and checking its rows, without a database.
 *
 * usage: build/tests/bench/stage-rows [ROWS [TIMES]]
 */
#include "app/staging/fill-store.h"
#include "app/staging/step-store.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#define N_ROWS  1000000
#define N_TIMES 3

enum { READ, CHECK, STAGE, PAGE, UPDATE, UNDO, LET_GO, N_WHAT };

static const char *const what[N_WHAT] = {
  [READ] = "read the CSV file (reference)",
  [CHECK] = "read and check (reference)",
  [STAGE] = "stage",
  [PAGE] = "read 200 rows in the middle",
  [UPDATE] = "UPDATE of all rows",
  [UNDO] = "undo of it",
  [LET_GO] = "let all of it go",
};

static void
write_rows (const char *path, guint n)
{
  FILE *file = fopen (path, "w");

  if (file == NULL)
    g_error ("%s cannot be written", path);
  fputs ("Phone,Status,First Name,Last Name,Address 1,City,Email,Comments\n", file);
  for (guint i = 0; i < n; i++)
    fprintf (file,
             "4420%08u,New,First%u,Last%u,\"%u, High Street\",Town %u,"
             "person%u@example.org,called %u times before\n",
             i, i % 1000, i % 7777, i % 300, i % 90, i, i % 5);
  fclose (file);
}

static OdColumnMapping *
map (void)
{
  static const char *const fields[] = { "Phone",     "Status", "First Name", "Last Name",
                                        "Address 1", "City",   "Email",      "Comments" };
  OdColumnMapping *mapping = od_column_mapping_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    od_column_mapping_map (mapping, i + 1, fields[i], NULL);
  od_column_mapping_set_start_row (mapping, 2);
  return mapping;
}

static double
since (gint64 *begun_us)
{
  gint64 now_us = g_get_monotonic_time ();
  double took_s = (now_us - *begun_us) / 1e6;

  *begun_us = now_us;
  return took_s;
}

static void
read_only (OdLeadSource *source, OdLeadImport *import)
{
  goffset size;
  g_autoptr (OdLeadFile) file = od_lead_source_open (source, &size, NULL);

  while (TRUE) {
    g_autoptr (OdCsvRow) row = od_lead_file_next_row (file, NULL);

    if (row == NULL)
      break;
    if (import != NULL)
      g_free (od_lead_import_check (import, row));
  }
}

static void
ignore (goffset done, goffset size, gpointer data)
{
}

static void
measure (OdLeadSource *source, guint n_rows, double took_s[N_WHAT])
{
  g_autoptr (OdColumnMapping) mapping = map ();
  g_autoptr (OdLeadImport) import = od_lead_import_new (mapping, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagingStore) store = od_staging_store_new (mapping, NULL, &error);
  g_autoptr (OdStagedResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  OdStepLimit limit = { NULL, 0 };
  gint64 begun_us = g_get_monotonic_time ();

  read_only (source, NULL);
  took_s[READ] = since (&begun_us);
  read_only (source, import);
  took_s[CHECK] = since (&begun_us);
  if (!od_fill_store_run (store, source, NULL, ignore, NULL, &error))
    g_error ("%s", error->message);
  took_s[STAGE] = since (&begun_us);
  rows = od_staging_store_read (store, OD_STAGED_ALL, n_rows / 2, 200, NULL);
  took_s[PAGE] = since (&begun_us);
  result = od_step_store_run (store, "UPDATE leads SET city = upper(city)", &limit, NULL);
  took_s[UPDATE] = since (&begun_us);
  g_assert (result->changed == n_rows);
  begun_us = g_get_monotonic_time ();
  od_step_store_undo (store, NULL);
  took_s[UNDO] = since (&begun_us);
  g_clear_pointer (&store, od_staging_store_free);
  took_s[LET_GO] = since (&begun_us);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
print_medians (double (*took_s)[N_WHAT], guint n_times, guint n_rows)
{
  for (guint i = 0; i < N_WHAT; i++) {
    g_autofree double *sorted = g_new (double, n_times);
    double median;

    for (guint run = 0; run < n_times; run++)
      sorted[run] = took_s[run][i];
    qsort (sorted, n_times, sizeof *sorted, compare);
    median = sorted[n_times / 2];
    g_print ("%-30s %9.3f s %10.0f rows/s  (%.3f to %.3f s)\n", what[i], median,
             (i == PAGE ? 200 : n_rows) / median, sorted[0], sorted[n_times - 1]);
  }
}

int
main (int argc, char **argv)
{
  guint n_rows = argc > 1 ? (guint) atoi (argv[1]) : N_ROWS;
  guint n_times = argc > 2 ? (guint) atoi (argv[2]) : N_TIMES;
  double (*took_s)[N_WHAT] = g_malloc0_n (n_times, sizeof *took_s);
  g_autofree char *dir = g_dir_make_tmp ("outdial-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "leads.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_file (file, NULL);

  write_rows (path, n_rows);
  for (guint run = 0; run < n_times; run++)
    measure (source, n_rows, took_s[run]);
  print_medians (took_s, n_times, n_rows);
  g_free (took_s);
  g_unlink (path);
  g_rmdir (dir);
  return 0;
}
