/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the command line says meets what the file says.
 */
#include "robot/import-file.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#include <string.h>

#define LIMIT_S 20

/* clang-format off */
static const struct {
  const char *name;
  const char *csv;
  const char *map; /* "Phone=1 Status=2"; NULL: none; so populate */
  const char *populate;
  gint64 start_row;
  const char *leads; /* "phone status;"; NULL: refused */
  const char *words; /* in the refusal */
} cases[] = {
  { "guide", "Column 1,Column 2,\nPhone, Status\n44116, Ready\n44117, Ready\n",
    "Phone=1 Status=2", NULL, 3, "44116 READY;44117 READY;" },
  { "header", "Name,Phone,Status\nx,44116,Ready\n", NULL, NULL, 0, "44116 READY;" },
  { "header-later", "My list,\n\nPhone,Status\n44116,New\n", NULL, NULL, 0,
    "44116 NEW;" },
  { "header-before-start", "Phone,Status\n44116,Ready\n44117,Ready\n", NULL, NULL, 2,
    "44116 READY;44117 READY;" },
  { "populate", "Phone\n44116\n", NULL, "Status=Ready", 0, "44116 READY;" },
  { "no-phone", "Name,City\nA,B\n", NULL, NULL, 0, NULL, "mapped to Phone" },
  { "no-status", "Phone\n44116\n", NULL, NULL, 0, NULL, "mapped to Status" },
  { "narrow", "44116,Ready\n", "Phone=1 Status=3", NULL, 0, NULL, "has 2 columns" },
  { "no-field", "44116,Ready\n", "Phone=1 Stat=2", NULL, 0, NULL, "no field \"Stat\"" },
  { "no-column", "44116,Ready\n", "Phone=one", NULL, 0, NULL, "--map Phone=one" },
  { "no-equals", "44116,Ready\n", "Phone", NULL, 0, NULL, "FIELD=" },
  { "empty", "", "Phone=1 Status=2", NULL, 0, NULL, "is empty" },
  { "no-lead", "abc,Ready\n", "Phone=1 Status=2", NULL, 0, NULL, "holds no lead" },
  { "too-far", "44116,Ready\n", "Phone=1 Status=2", NULL, 9, NULL, "from row 9" },
};
/* clang-format on */

typedef struct {
  Peer *peer;
  OdBackend *backend;
  OdImportSheet *sheet;
  char *folder;
  char *path;
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  peer_say (message, 200, "{\"added\":1,\"duplicates\":0}");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->backend = od_backend_new (f->peer->url, NULL);
  f->sheet = od_import_sheet_new (f->backend);
  f->folder = od_test_scratch_dir ();
  f->path = g_build_filename (f->folder, "leads.csv", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->sheet);
  g_object_unref (f->backend);
  peer_free (f->peer);
  g_free (f->path);
  od_test_remove_dir (f->folder);
}

static gboolean
is_loaded (gpointer sheet)
{
  return od_import_sheet_get_state (sheet) != OD_SHEET_LOADING;
}

static gboolean
is_uploaded (gpointer sheet)
{
  return od_import_sheet_get_state (sheet) != OD_SHEET_UPLOADING;
}

/* FALSE with a sentence: nothing was sent. */
static gboolean
import (Fixture *f, const OdImportOptions *options, GError **error)
{
  const OdImportTerms terms = { .leadset_id = 7, .rejects = options->rejects };
  const char *problem;

  g_assert_true (od_import_file_load (options, f->sheet, error));
  od_test_wait_until (is_loaded, f->sheet, LIMIT_S, "the file");
  if (od_import_sheet_get_problem (f->sheet) == NULL) {
    if (!od_import_file_decide (options, f->sheet, error))
      return FALSE;
    od_import_sheet_upload (f->sheet, &terms);
    od_test_wait_until (is_uploaded, f->sheet, LIMIT_S, "the upload");
  }
  problem = od_import_sheet_get_problem (f->sheet);
  if (problem != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, problem);
  return problem == NULL;
}

/* What the server got: "phone status;". */
static char *
dup_leads (Fixture *f)
{
  GString *text = g_string_new (NULL);
  json_t *body, *lead;
  size_t i;

  g_assert_cmpuint (f->peer->asked->len, ==, 1);
  body = json_loads (peer_get (f->peer, 0)->body, 0, NULL);
  json_array_foreach (json_object_get (body, "leads"), i, lead)
    g_string_append_printf (text, "%s %s;",
                            json_string_value (json_object_get (lead, "phone")),
                            json_string_value (json_object_get (lead, "status")));
  json_decref (body);
  return g_string_free (text, FALSE);
}

static void
test_words_and_file_agree_or_nothing_happens (Fixture *f, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto (GStrv) map = cases[i].map != NULL ? g_strsplit (cases[i].map, " ", -1) : NULL;
  char *populate[] = { (char *) cases[i].populate, NULL };
  OdImportOptions options = {
    .file = f->path, .start_row = cases[i].start_row, .map = map, .populate = populate
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *leads = NULL;

  g_assert_true (g_file_set_contents (f->path, cases[i].csv, -1, NULL));
  if (import (f, &options, &error)) {
    leads = dup_leads (f);
    g_assert_cmpuint (od_import_sheet_get_progress (f->sheet)->file.failed, ==, 0);
  } else {
    g_test_message ("%s", error->message);
    g_assert_nonnull (cases[i].words);
    g_assert_nonnull (strstr (error->message, cases[i].words));
    g_assert_cmpuint (f->peer->asked->len, ==, 0);
  }
  g_assert_cmpstr (leads, ==, cases[i].leads);
}

static void
test_refused_rows_are_written_down (Fixture *f, gconstpointer data)
{
  g_autofree char *rejects = g_build_filename (f->folder, "rejects.csv", NULL);
  OdImportOptions options = { .file = f->path, .rejects = rejects };
  OdLeadFileSums sums;
  g_autofree char *leads = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (f->path,
                                      "Phone,Status\n44116,Ready\n\n44117,\n"
                                      "44118,\"a\"b\n",
                                      -1, NULL));
  g_assert_true (import (f, &options, NULL));
  leads = dup_leads (f);
  g_assert_cmpstr (leads, ==, "44116 READY;");
  sums = od_import_sheet_get_progress (f->sheet)->file;
  g_assert_cmpuint (sums.failed, ==, 2);
  g_assert_cmpuint (sums.total, ==, 3);
  g_assert_cmpstr (od_import_sheet_get_rejects (f->sheet), ==, rejects);
  g_assert_true (g_file_get_contents (rejects, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "line,reason,text\n"
                                         "4,\"The status is empty\",\"44117,\"\n5,\""));
  g_assert_true (g_str_has_suffix (text, "\"44118,\"\"a\"\"b\"\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/import-file/", cases[i].name, NULL);

    g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up,
                test_words_and_file_agree_or_nothing_happens, tear_down);
  }
  g_test_add ("/import-file/rejects", Fixture, NULL, set_up,
              test_refused_rows_are_written_down, tear_down);
  return g_test_run ();
}
