/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The object: orders in turn, answers on the main thread, nothing left behind.
 */
#include "app/staging/staging.h"

#include "app/staging/stage.h"

#include <glib/gstdio.h>

#define LIMIT_S 30

typedef struct {
  OdStaging *staging;
  GAsyncResult *result; /* of the last order; NULL: under way */
  guint n_changed;
  guint n_told;
  double last_told;
} Fixture;

static void
on_changed (OdStaging *staging, Fixture *f)
{
  f->n_changed++;
}

static void
on_told (OdStaging *staging, Fixture *f)
{
  f->n_told++;
  f->last_told = od_staging_get_fraction (staging);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->staging = od_staging_new ();
  g_signal_connect (f->staging, "changed", G_CALLBACK (on_changed), f);
  g_signal_connect (f->staging, "progress", G_CALLBACK (on_told), f);
}

static guint
count_folders (void)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "outdial", NULL);
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->result);
  if (f->staging != NULL)
    g_assert_finalize_object (f->staging);
  g_assert_cmpuint (count_folders (), ==, 0);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  f->result = g_object_ref (result);
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->result != NULL;
}

static void
await (Fixture *f)
{
  g_clear_object (&f->result);
  od_test_wait_until (is_done, f, LIMIT_S, "the staging's answer");
}

static void
order_fill (Fixture *f, const char *text, guint64 start_row, GCancellable *cancellable)
{
  g_autoptr (OdLeadSource) source = od_lead_source_new_for_text (text);
  g_autoptr (OdColumnMapping) mapping = stage_map (start_row);

  od_staging_fill_async (f->staging, source, mapping, NULL, cancellable, on_done, f);
}

static void
fill (Fixture *f, const char *text, guint64 start_row)
{
  g_autoptr (GError) error = NULL;

  order_fill (f, text, start_row, NULL);
  await (f);
  g_assert_true (od_staging_finish (f->staging, f->result, &error));
  g_assert_no_error (error);
}

static char *
read_rows (Fixture *f, OdStagedFilter filter, guint64 after, guint limit)
{
  g_autoptr (GPtrArray) rows = NULL;

  od_staging_read_async (f->staging, filter, after, limit, on_done, f);
  await (f);
  rows = od_staging_read_finish (f->staging, f->result, NULL);
  return stage_say_rows (rows, 2);
}

/* "44100,New\n" and so on. */
static char *
make_rows (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u,New\n", 441000000 + i);
  return g_string_free (text, FALSE);
}

static void
test_pages_follow_one_another (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *refused = NULL;

  fill (f, "1,New\n44102,New\n2,New\n44104,New\n44105,New\n", 1);
  g_assert_cmpuint (od_staging_get_n_rows (f->staging), ==, 5);
  g_assert_cmpuint (od_staging_get_n_refused (f->staging), ==, 2);
  g_assert_cmpuint (od_staging_get_columns (f->staging)->len, ==, 2);
  g_assert_cmpfloat (od_staging_get_fraction (f->staging), ==, 1.0);
  g_assert_cmpuint (f->n_changed, ==, 1);
  first = read_rows (f, OD_STAGED_ALL, 0, 2);
  g_assert_true (g_str_has_prefix (first, "1 1|New|!"));
  g_assert_true (g_str_has_suffix (first, "; 2 44102|New|; "));
  second = read_rows (f, OD_STAGED_ALL, 3, 5);
  g_assert_cmpstr (second, ==, "4 44104|New|; 5 44105|New|; ");
  refused = read_rows (f, OD_STAGED_REFUSED, 1, 5);
  g_assert_true (g_str_has_prefix (refused, "3 2|New|!"));
  g_assert_null (strstr (refused, "441"));
}

static void
test_orders_are_done_in_turn (Fixture *f, gconstpointer data)
{
  const guint64 rows[] = { 2, 3 };
  g_autoptr (OdStagedResult) result = NULL;
  g_autofree char *left = NULL;

  fill (f, GUIDE, 3);
  od_staging_edit_async (f->staging, 4, 1, "x", NULL, NULL);
  od_staging_delete_async (f->staging, rows, 2, NULL, NULL);
  od_staging_run_async (f->staging, "UPDATE leads SET status = 'New'", NULL, NULL, NULL);
  od_staging_undo_async (f->staging, NULL, NULL);
  od_staging_run_async (f->staging, "SELECT count(*) FROM leads", NULL, on_done, f);
  await (f);
  result = od_staging_run_finish (f->staging, f->result, NULL);
  g_assert_cmpstr (((char **) g_ptr_array_index (result->rows, 0))[0], ==, "3");
  g_assert_cmpuint (od_staging_get_n_rows (f->staging), ==, 3);
  g_assert_cmpuint (od_staging_get_n_refused (f->staging), ==, 1);
  g_assert_cmpstr (od_staging_get_undo (f->staging), ==, "Delete 1 row");
  g_assert_cmpuint (f->n_changed, ==, 5);
  left = read_rows (f, OD_STAGED_ALL, 4, 9);
  g_assert_cmpstr (left, ==, "5 44118|Ready|; 6 44119|Ready|; ");
}

static void
test_an_edit_gives_the_row_as_it_is (Fixture *f, gconstpointer data)
{
  g_autoptr (OdStagedRow) row = NULL;
  g_autoptr (GError) error = NULL;

  fill (f, GUIDE, 3);
  od_staging_edit_async (f->staging, 4, 2, "", on_done, f);
  await (f);
  row = od_staging_edit_finish (f->staging, f->result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (od_staged_row_get_problem (row), ==, "The status is empty");
  g_assert_cmpuint (od_staging_get_n_refused (f->staging), ==, 1);
  od_staging_edit_async (f->staging, 99, 2, "", on_done, f);
  await (f);
  g_assert_null (od_staging_edit_finish (f->staging, f->result, &error));
  g_assert_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_GONE);
}

static void
test_before_it_is_filled_there_is_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (od_staging_get_columns (f->staging)->len, ==, 0);
  g_assert_null (od_staging_get_undo (f->staging));
  od_staging_run_async (f->staging, "SELECT 1", NULL, on_done, f);
  await (f);
  g_assert_null (od_staging_run_finish (f->staging, f->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED);
}

static void
test_what_cannot_be_filled_is_said (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  order_fill (f, GUIDE, 50, NULL);
  await (f);
  g_assert_false (od_staging_finish (f->staging, f->result, &error));
  g_assert_cmpstr (error->message, ==, "The pasted text has no row from row 50 on");
  g_assert_cmpuint (f->n_changed, ==, 0);
}

/* Time is not measured: nobody asks how fast, only whether it is told and never back. */
static void
test_a_long_filling_tells_how_far_it_is (Fixture *f, gconstpointer data)
{
  g_autofree char *text = make_rows (100000);
  gint64 begun_us = g_get_monotonic_time ();

  fill (f, text, 1);
  g_assert_cmpuint (od_staging_get_n_rows (f->staging), ==, 100000);
  g_assert_cmpuint (f->n_told, >=, 1);
  g_assert_cmpuint (f->n_told, <=,
                    (g_get_monotonic_time () - begun_us) / (100 * 1000) + 1);
  g_assert_cmpfloat (f->last_told, >, 0.0);
  g_assert_cmpfloat (f->last_told, <=, 1.0);
}

static gboolean
is_told (gpointer data)
{
  return ((Fixture *) data)->n_told > 0;
}

static void
test_a_filling_is_cancelled_in_the_middle (Fixture *f, gconstpointer data)
{
  g_autofree char *text = make_rows (200000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 cancelled_us;

  order_fill (f, text, 1, cancellable);
  od_test_wait_until (is_told, f, LIMIT_S, "the filling");
  cancelled_us = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  await (f);
  g_test_message ("cancelled within %ld us",
                  (glong) (g_get_monotonic_time () - cancelled_us));
  g_assert_false (od_staging_finish (f->staging, f->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_folders (), ==, 0);
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->staging == NULL;
}

static void
test_it_may_be_dropped_in_the_middle (Fixture *f, gconstpointer data)
{
  g_autofree char *text = make_rows (50000);
  OdStaging *staging = f->staging;

  order_fill (f, text, 1, NULL);
  od_test_wait_until (is_told, f, LIMIT_S, "the filling");
  g_assert_cmpuint (count_folders (), ==, 1);
  g_object_add_weak_pointer (G_OBJECT (staging), (gpointer *) &f->staging);
  g_object_unref (staging);
  await (f);
  g_clear_object (&f->result);
  od_test_wait_until (is_gone, f, LIMIT_S, "its end");
  g_assert_cmpuint (count_folders (), ==, 0);
}

static void
test_patience_ends (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fill (f, GUIDE, 3);
  od_staging_set_patience (f->staging, 50);
  od_staging_run_async (f->staging,
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                        " SELECT max(i) FROM n",
                        NULL, on_done, f);
  await (f);
  g_assert_null (od_staging_run_finish (f->staging, f->result, &error));
  g_assert_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_TIMEOUT);
  g_assert_cmpuint (f->n_changed, ==, 1);
}

static void
test_an_export_says_how_many (Fixture *f, gconstpointer data)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "leads.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint64 n = 0;

  g_assert_true (g_file_set_contents (path, "older", -1, NULL));
  fill (f, GUIDE, 3);
  od_staging_export_async (f->staging, "SELECT phone FROM leads WHERE row < 5", file,
                           OD_STAGED_JSON, NULL, on_done, f);
  await (f);
  g_assert_true (od_staging_export_finish (f->staging, f->result, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "[\n{\"phone\":\"44116\"},\n{\"phone\":\"44117\"}\n]\n");
  g_clear_object (&file);
  file = g_file_new_build_filename (dir, "no", "leads.csv", NULL);
  od_staging_export_async (f->staging, NULL, file, OD_STAGED_CSV, NULL, on_done, f);
  await (f);
  g_assert_false (od_staging_export_finish (f->staging, f->result, &n, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  od_test_remove_dir (dir);
}

/* Who uploads keeps the rows. */
static void
test_its_source_may_outlive_it (Fixture *f, gconstpointer data)
{
  g_autoptr (OdLeadSource) source = NULL;
  g_autoptr (OdLeadFile) file = NULL;
  g_autoptr (OdColumnMapping) mapping = stage_map (3);
  g_autoptr (GPtrArray) batch = NULL;
  g_autoptr (GError) error = NULL;
  goffset size = 0;

  fill (f, GUIDE, 3);
  source = od_lead_source_ref (od_staging_get_source (f->staging));
  g_assert_cmpstr (od_lead_source_get_name (source), ==, "The pasted text");
  g_clear_object (&f->result);
  g_assert_finalize_object (g_steal_pointer (&f->staging));
  g_assert_cmpuint (count_folders (), ==, 1);
  file = od_lead_source_open (source, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpint (size, ==, 4);
  g_assert_true (od_lead_file_begin (file, mapping, NULL, NULL, &error));
  batch = od_lead_file_next_batch (file, &error);
  g_assert_cmpuint (batch->len, ==, 4);
  g_clear_pointer (&file, od_lead_file_free);
  g_clear_pointer (&source, od_lead_source_unref);
}

int
main (int argc, char **argv)
{
  char *scratch = stage_use_scratch ();
  int status;

  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/staging/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pages", test_pages_follow_one_another);
  ADD ("turn", test_orders_are_done_in_turn);
  ADD ("edit", test_an_edit_gives_the_row_as_it_is);
  ADD ("unfilled", test_before_it_is_filled_there_is_nothing);
  ADD ("unfillable", test_what_cannot_be_filled_is_said);
  ADD ("progress", test_a_long_filling_tells_how_far_it_is);
  ADD ("cancel", test_a_filling_is_cancelled_in_the_middle);
  ADD ("drop", test_it_may_be_dropped_in_the_middle);
  ADD ("patience", test_patience_ends);
  ADD ("export", test_an_export_says_how_many);
  ADD ("source", test_its_source_may_outlive_it);
  status = g_test_run ();
  od_test_remove_dir (scratch);
  return status;
}
