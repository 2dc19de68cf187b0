/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the command line says meets what the file says.
 */
#include "robot/import-file.h"

#include "shared/model/lead.h"
#include "support/waiting.h"

#include <string.h>

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

static char *
read_leads (const OdImportOptions *options, GError **error)
{
  g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();
  g_autoptr (OdLeadFile) file = od_import_file_open (options, mapping, error);
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) batch = NULL;
  g_autoptr (GPtrArray) rest = NULL;

  if (file != NULL)
    batch = od_lead_file_next_batch (file, error);
  if (batch == NULL) {
    g_string_free (text, TRUE);
    return NULL;
  }
  for (guint i = 0; i < batch->len; i++) {
    const OdLead *lead = g_ptr_array_index (batch, i);

    g_string_append_printf (text, "%s %s;", lead->phone, lead->status);
  }
  rest = od_lead_file_next_batch (file, error);
  g_assert_null (rest);
  g_assert_cmpuint (od_lead_file_get_sums (file).total, ==, batch->len);
  return g_string_free (text, FALSE);
}

static void
test_words_and_file_agree_or_nothing_happens (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  char *folder = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (folder, "leads.csv", NULL);
  g_auto (GStrv) map = cases[i].map != NULL ? g_strsplit (cases[i].map, " ", -1) : NULL;
  char *populate[] = { (char *) cases[i].populate, NULL };
  OdImportOptions options = {
    .file = path, .start_row = cases[i].start_row, .map = map, .populate = populate
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *leads = NULL;

  g_assert_true (g_file_set_contents (path, cases[i].csv, -1, NULL));
  leads = read_leads (&options, &error);
  g_assert_cmpstr (leads, ==, cases[i].leads);
  if (cases[i].words != NULL) {
    g_assert_nonnull (error);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, cases[i].words));
  } else {
    g_assert_no_error (error);
  }
  od_test_remove_dir (folder);
}

static void
test_refused_rows_are_written_down (void)
{
  char *folder = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (folder, "leads.csv", NULL);
  g_autofree char *rejects = g_build_filename (folder, "rejects.csv", NULL);
  OdImportOptions options = { .file = path, .rejects = rejects };
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path,
                                      "Phone,Status\n44116,Ready\n\n44117,\n"
                                      "44118,\"a\"b\n",
                                      -1, NULL));
  {
    g_autoptr (OdColumnMapping) mapping = od_column_mapping_new ();
    g_autoptr (OdLeadFile) file = od_import_file_open (&options, mapping, NULL);
    g_autoptr (GPtrArray) batch = od_lead_file_next_batch (file, NULL);

    g_assert_cmpuint (batch->len, ==, 1);
    g_assert_cmpuint (od_lead_file_get_sums (file).failed, ==, 2);
    g_assert_cmpuint (od_lead_file_get_sums (file).total, ==, 3);
  }
  g_assert_true (g_file_get_contents (rejects, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "line,reason,text\n"
                                         "4,\"The status is empty\",\"44117,\"\n5,\""));
  g_assert_true (g_str_has_suffix (text, "\"44118,\"\"a\"\"b\"\n"));
  od_test_remove_dir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/import-file/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i),
                          test_words_and_file_agree_or_nothing_happens);
  }
  g_test_add_func ("/import-file/rejects", test_refused_rows_are_written_down);
  return g_test_run ();
}
