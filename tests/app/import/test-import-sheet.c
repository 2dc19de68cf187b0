/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The guide's text, from the clipboard to four leads on a server.
 */
#include "app/import/import-sheet.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define LIMIT_S 20

/* As the guide has it: the comma at the end of its first line makes a third column. */
#define GUIDE                                                                            \
  "Column 1,Column 2,\nPhone, Status\n44116, Ready\n44117, Ready\n44118, Ready\n"        \
  "44119, Ready\n"

typedef struct {
  Peer *peer;
  OdBackend *backend;
  OdImportSheet *sheet;
  OdSheetState wanted;
  guint n_bad; /* batches that are not taken, to begin with */
} Fixture;

static const OdImportTerms terms = { .leadset_id = 7, .patience_ms = -1 };

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  if (f->n_bad > 0) {
    f->n_bad--;
    peer_say (message, 503, "{\"code\":\"unavailable\",\"title\":\"Not now\"}");
  } else {
    peer_say (message, 200, "{\"added\":4,\"duplicates\":0}");
  }
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->backend = od_backend_new (f->peer->url, NULL);
  f->sheet = od_import_sheet_new (f->backend);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_test_let_go (f->sheet);
  g_object_unref (f->backend);
  peer_free (f->peer);
}

static gboolean
is_there (gpointer data)
{
  Fixture *f = data;

  return od_import_sheet_get_state (f->sheet) == f->wanted;
}

static void
await (Fixture *f, OdSheetState state)
{
  f->wanted = state;
  od_test_wait_until (is_there, f, LIMIT_S, "the sheet's next state");
}

static void
load_guide (Fixture *f)
{
  od_import_sheet_load_text (f->sheet, GUIDE);
  await (f, OD_SHEET_LOADED);
}

static void
use_header (Fixture *f)
{
  od_import_sheet_use_header (f->sheet, od_import_sheet_get_look (f->sheet)->header_row);
}

static const char *
field_of (Fixture *f, guint column)
{
  return od_column_mapping_get_field (od_import_sheet_get_mapping (f->sheet), column);
}

static void
test_the_guides_text_is_six_rows_of_three (Fixture *f, gconstpointer data)
{
  GListModel *rows = G_LIST_MODEL (od_import_sheet_get_look (f->sheet)->rows);
  g_autoptr (OdSheetRow) third = NULL;

  load_guide (f);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 6);
  g_assert_cmpuint (od_import_sheet_get_look (f->sheet)->n_columns, ==, 3);
  third = g_list_model_get_item (rows, 2);
  g_assert_cmpuint (od_sheet_row_get_number (third), ==, 3);
  g_assert_cmpstr (od_sheet_row_get_cell (third, 2), ==, "Ready");
  g_assert_cmpstr (od_sheet_row_get_cell (third, 9), ==, "");
  g_assert_cmpuint (od_import_sheet_get_look (f->sheet)->header_row, ==, 2);
}

static void
test_what_is_missing_is_named_until_it_is_there (Fixture *f, gconstpointer data)
{
  load_guide (f);
  g_assert_cmpint (od_import_sheet_get_needs (f->sheet), ==,
                   OD_SHEET_MUST | OD_SHEET_NEEDS_START_ROW | OD_SHEET_NEEDS_COLUMNS);
  od_import_sheet_map (f->sheet, 1, "Phone", NULL);
  g_assert_cmpint (od_import_sheet_get_needs (f->sheet), ==,
                   OD_SHEET_NEEDS_STATUS | OD_SHEET_NEEDS_START_ROW
                     | OD_SHEET_NEEDS_LOOK);
  od_import_sheet_map (f->sheet, 2, "Status", NULL);
  od_import_sheet_set_start_row (f->sheet, 3);
  g_assert_cmpint (od_import_sheet_get_needs (f->sheet), ==, 0);
  od_import_sheet_map (f->sheet, 2, NULL, NULL);
  g_assert_true (od_import_sheet_populate (f->sheet, "Status", "New", NULL));
  g_assert_cmpint (od_import_sheet_get_needs (f->sheet), ==, 0);
}

static void
test_a_header_is_used_only_when_asked (Fixture *f, gconstpointer data)
{
  load_guide (f);
  g_assert_null (field_of (f, 1));
  use_header (f);
  g_assert_cmpstr (field_of (f, 1), ==, "Phone");
  g_assert_cmpuint (od_import_sheet_get_start_row (f->sheet), ==, 3);
  g_assert_cmpint (od_import_sheet_get_needs (f->sheet), ==, 0);
}

static void
test_four_leads_arrive (Fixture *f, gconstpointer data)
{
  const OdUploadProgress *progress = od_import_sheet_get_progress (f->sheet);

  load_guide (f);
  use_header (f);
  f->n_bad = 1; /* the server goes away in the middle */
  od_import_sheet_upload (f->sheet, &terms);
  await (f, OD_SHEET_DONE);
  g_assert_null (od_import_sheet_get_problem (f->sheet));
  g_assert_cmpuint (progress->added, ==, 4);
  g_assert_cmpuint (progress->file.total, ==, 4);
  g_assert_cmpuint (progress->file.failed, ==, 0);
  g_assert_null (od_import_sheet_get_rejects (f->sheet));
  g_assert_cmpuint (f->peer->asked->len, ==, 2);
  g_assert_nonnull (strstr (peer_get (f->peer, 1)->body, "\"44119\""));

  od_import_sheet_back (f->sheet);
  g_assert_cmpuint (od_import_sheet_get_start_row (f->sheet), ==, 3);
}

static void
test_refused_rows_can_be_kept (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  od_import_sheet_load_text (f->sheet, "Phone,Status\n44116,Ready\nabc,Ready\n");
  await (f, OD_SHEET_LOADED);
  use_header (f);
  od_import_sheet_upload (f->sheet, &terms);
  await (f, OD_SHEET_DONE);
  g_assert_cmpuint (od_import_sheet_get_progress (f->sheet)->file.failed, ==, 1);
  g_assert_true (
    g_file_get_contents (od_import_sheet_get_rejects (f->sheet), &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\n3,"));
}

static void
test_a_picture_is_no_csv_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) picture = g_file_new_for_path ("/nowhere/cat.png");
  g_autoptr (GFile) missing = g_file_new_for_path ("/nowhere/leads.csv");

  load_guide (f);
  od_import_sheet_load_file (f->sheet, picture);
  g_assert_nonnull (strstr (od_import_sheet_get_problem (f->sheet), "cat.png"));
  /* What was there is still there. */
  g_assert_cmpint (od_import_sheet_get_state (f->sheet), ==, OD_SHEET_LOADED);
  g_assert_cmpuint (od_import_sheet_get_look (f->sheet)->n_columns, ==, 3);

  od_import_sheet_map (f->sheet, 1, "Phone", NULL);
  od_import_sheet_load_file (f->sheet, missing);
  g_assert_cmpint (od_import_sheet_get_state (f->sheet), ==, OD_SHEET_LOADING);
  await (f, OD_SHEET_LOADED);
  g_assert_nonnull (strstr (od_import_sheet_get_problem (f->sheet), "leads.csv"));
  g_assert_cmpuint (od_import_sheet_get_look (f->sheet)->n_columns, ==, 3);
  g_assert_cmpstr (field_of (f, 1), ==, "Phone");
}

static void
load_bytes (Fixture *f, const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "outdial-XXXXXX.csv", NULL);
  g_autoptr (GFile) file = NULL;
  int fd = g_mkstemp (path);

  g_assert_cmpint (write (fd, bytes, length), ==, length);
  close (fd);
  file = g_file_new_for_path (path);
  od_import_sheet_load_file (f->sheet, file);
  while (od_import_sheet_get_state (f->sheet) == OD_SHEET_LOADING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_a_picture_is_none_whatever_its_name (Fixture *f, gconstpointer data)
{
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0";

  load_bytes (f, png, sizeof png);
  g_assert_cmpint (od_import_sheet_get_state (f->sheet), ==, OD_SHEET_EMPTY);
  g_assert_nonnull (strstr (od_import_sheet_get_problem (f->sheet), "is no CSV file"));
}

static void
test_one_damaged_row_is_only_a_row (Fixture *f, gconstpointer data)
{
  static const char list[] = "Phone\n44116\n44\0"
                             "117\n44118\n\x1a";

  load_bytes (f, list, sizeof list - 1);
  g_assert_cmpint (od_import_sheet_get_state (f->sheet), ==, OD_SHEET_LOADED);
  g_assert_null (od_import_sheet_get_problem (f->sheet));
}

/* --- mending ---------------------------------------------------------------------- */

static void
on_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagedRow)
    row = od_staging_edit_finish (OD_STAGING (source), result, &error);

  g_assert_no_error (error);
  g_assert_null (od_staged_row_get_problem (row));
  *(gboolean *) data = TRUE;
}

static void
load_one_bad (Fixture *f)
{
  od_import_sheet_load_text (f->sheet,
                             "Phone,Status\n44116,Ready\nabc,Ready\n44118,Ready\n");
  await (f, OD_SHEET_LOADED);
  use_header (f);
  od_import_sheet_modify (f->sheet);
  await (f, OD_SHEET_STAGED);
}

static void
test_what_was_mended_is_uploaded (Fixture *f, gconstpointer data)
{
  const OdUploadProgress *progress = od_import_sheet_get_progress (f->sheet);
  gboolean edited = FALSE;

  load_one_bad (f);
  od_staging_edit_async (od_import_sheet_get_staging (f->sheet), 3, 1, "44117", on_edited,
                         &edited);
  f->n_bad = 1; /* the server goes away in the middle */
  od_import_sheet_upload (f->sheet, &terms);
  g_assert_false (edited); /* it is still on its way into the rows, and yet uploaded */
  await (f, OD_SHEET_DONE);
  g_assert_true (edited);
  g_assert_null (od_import_sheet_get_problem (f->sheet));
  g_assert_cmpuint (progress->file.total, ==, 3);
  g_assert_cmpuint (progress->file.failed, ==, 0);
  g_assert_cmpfloat (od_import_sheet_get_fraction (f->sheet), ==, 1.0);
  g_assert_nonnull (strstr (peer_get (f->peer, 1)->body, "\"44117\""));

  od_import_sheet_back (f->sheet);
  g_assert_cmpint (od_import_sheet_get_state (f->sheet), ==, OD_SHEET_STAGED);
  od_import_sheet_unmodify (f->sheet);
  g_assert_cmpint (od_import_sheet_get_state (f->sheet), ==, OD_SHEET_LOADED);
  g_assert_cmpuint (od_import_sheet_get_start_row (f->sheet), ==, 2);

  od_import_sheet_upload (f->sheet, &terms);
  await (f, OD_SHEET_DONE);
  g_assert_cmpuint (progress->file.failed, ==, 1);
}

static void
test_rows_are_not_staged_against_a_wish (Fixture *f, gconstpointer data)
{
  load_guide (f);
  use_header (f);
  od_import_sheet_modify (f->sheet);
  g_assert_cmpint (od_import_sheet_get_state (f->sheet), ==, OD_SHEET_STAGING);
  od_import_sheet_unmodify (f->sheet);
  g_assert_cmpint (od_import_sheet_get_state (f->sheet), ==, OD_SHEET_LOADED);
  g_assert_null (od_import_sheet_get_staging (f->sheet));
  /* What was given up does not come back later. */
  od_import_sheet_modify (f->sheet);
  await (f, OD_SHEET_STAGED);
  g_assert_cmpuint (od_staging_get_n_rows (od_import_sheet_get_staging (f->sheet)), ==,
                    4);
}

static void
test_a_cancelled_upload_says_what_stays (Fixture *f, gconstpointer data)
{
  load_guide (f);
  use_header (f);
  f->n_bad = 1000;
  od_import_sheet_upload (f->sheet, &terms);
  while (f->peer->asked->len == 0)
    g_main_context_iteration (NULL, TRUE);
  od_import_sheet_cancel (f->sheet);
  await (f, OD_SHEET_DONE);
  g_assert_nonnull (strstr (od_import_sheet_get_problem (f->sheet), "cancelled"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/import-sheet/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("guide", test_the_guides_text_is_six_rows_of_three);
  ADD ("needs", test_what_is_missing_is_named_until_it_is_there);
  ADD ("header", test_a_header_is_used_only_when_asked);
  ADD ("upload", test_four_leads_arrive);
  ADD ("rejects", test_refused_rows_can_be_kept);
  ADD ("no-csv", test_a_picture_is_no_csv_file);
  ADD ("no-text", test_a_picture_is_none_whatever_its_name);
  ADD ("damaged", test_one_damaged_row_is_only_a_row);
  ADD ("mended", test_what_was_mended_is_uploaded);
  ADD ("not-staged", test_rows_are_not_staged_against_a_wish);
  ADD ("cancel", test_a_cancelled_upload_says_what_stays);
  return g_test_run ();
}
