/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An import without a window: reads options, checks the file, sends it, and says what
 * became of it as one line of JSON.
 *
 *   outdial-robot import --server URL --user NAME --password-file FILE --leadset NAME
 *     --file FILE.csv|- [--start-row N] [--map Phone=1 --map Status=2] …
 */
#include "robot/import-command.h"

#include "robot/import-file.h"
#include "robot/leadset-upload.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  OdImportOptions options;
  OdImportSheet *sheet; /* NULL: it did not come so far */
  gint64 leadset_id;
  GMainLoop *loop;
  GError *error; /* NULL: it went well */
} Import;

/* clang-format off */
static gboolean
read_options (OdImportOptions *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &options->server,
      "The server, as in http://127.0.0.1:8620", "URL" },
    { "user", 0, 0, G_OPTION_ARG_STRING, &options->user,
      "A supervisor's name", "NAME" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options->password_file,
      "Whose first line is the password", "FILE" },
    { "leadset", 0, 0, G_OPTION_ARG_STRING, &options->leadset,
      "Where the leads go", "NAME|ID" },
    { "campaign", 0, 0, G_OPTION_ARG_STRING, &options->campaign,
      "The leadset is of this campaign", "NAME|ID" },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &options->file,
      "What is imported; - reads standard input", "FILE.csv" },
    { "start-row", 0, 0, G_OPTION_ARG_INT64, &options->start_row,
      "The first row that is a lead; 1 is the file's first", "N" },
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->map,
      "Which column holds a field; without it the header says", "FIELD=N" },
    { "populate", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->populate,
      "One value for all rows", "FIELD=VALUE" },
    { "country", 0, 0, G_OPTION_ARG_STRING, &options->country,
      "The Default Country: whose national numbers are, as in GB or 44", "COUNTRY" },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &options->rejects,
      "Where refused rows go, with line and reason", "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("");

  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}
/* clang-format on */

static void
free_options (OdImportOptions *options)
{
  g_free (options->server);
  g_free (options->user);
  g_free (options->password_file);
  g_free (options->leadset);
  g_free (options->campaign);
  g_free (options->file);
  g_strfreev (options->map);
  g_strfreev (options->populate);
  g_free (options->country);
  g_free (options->rejects);
}

static gboolean
check_options (const OdImportOptions *options, int argc, GError **error)
{
  const char *missing = NULL;

  if (options->server == NULL)
    missing = "--server URL is missing: as in http://127.0.0.1:8620";
  else if (options->user == NULL)
    missing = "--user NAME is missing: a supervisor";
  else if (options->password_file == NULL)
    missing = "--password-file FILE is missing: its first line is the password";
  else if (options->leadset == NULL)
    missing = "--leadset NAME is missing: where the leads go";
  else if (options->file == NULL)
    missing = "--file FILE.csv is missing; - reads standard input";
  else if (options->start_row < 0)
    missing = "--start-row: the first row is 1";
  else if (argc > 1)
    missing = "there is an argument too many";
  if (missing == NULL)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, missing);
  return FALSE;
}

static char *
read_password (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;

  if (g_file_get_contents (path, &text, NULL, &local)) {
    text[strcspn (text, "\r\n")] = '\0';
    return g_steal_pointer (&text);
  }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "The password's file %s cannot be read: %s", path, local->message);
  return NULL;
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;

  od_leadset_upload_finish (OD_BACKEND (source), result, &import->leadset_id,
                            &import->error);
  g_main_loop_quit (import->loop);
}

/* What is there is there: the same import again finds it and counts it as duplicates. */
static void
explain_part (Import *import)
{
  guint64 added = od_import_sheet_get_progress (import->sheet)->added;

  if (import->error != NULL && added > 0)
    g_prefix_error (&import->error,
                    "%" G_GUINT64_FORMAT " leads were uploaded before this: ", added);
}

static void
upload (Import *import, GError **error)
{
  const OdImportOptions *options = &import->options;
  g_autofree char *password = read_password (options->password_file, error);
  g_autoptr (OdBackend) backend = NULL;

  if (password == NULL)
    return;
  backend = od_backend_new (options->server, error);
  if (backend == NULL)
    return;
  import->sheet = od_import_sheet_new (backend);
  import->loop = g_main_loop_new (NULL, FALSE);
  od_leadset_upload_async (backend, options, password, import->sheet, on_uploaded,
                           import);
  g_main_loop_run (import->loop);
  g_main_loop_unref (import->loop);
  explain_part (import);
}

static void
print_sums (Import *import)
{
  const OdUploadProgress *progress = od_import_sheet_get_progress (import->sheet);
  OdLeadFile *file = od_import_sheet_get_file (import->sheet);
  OdLeadFileSums sums = progress->file;
  json_t *line = json_pack ("{s:I, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:s}", "leadset",
                            import->leadset_id, "upload", progress->upload, "total",
                            (json_int_t) sums.total, "uploaded",
                            (json_int_t) progress->added, "duplicates",
                            (json_int_t) (sums.duplicates + progress->duplicates),
                            "failed", (json_int_t) sums.failed, "doubtful",
                            (json_int_t) sums.doubtful, "short", (json_int_t) sums.shorts,
                            "encoding", od_lead_file_get_encoding (file));

  json_dumpf (line, stdout, JSON_COMPACT);
  putchar ('\n');
  json_decref (line);
  if (sums.failed > 0)
    fprintf (stderr,
             "outdial-robot: %" G_GUINT64_FORMAT " rows were refused, the first in %s; "
             "%s--rejects FILE keeps them all\n",
             sums.failed, od_lead_file_get_first_reason (file),
             import->options.country == NULL
               ? "--country says whose national numbers are; "
               : "");
  if (sums.doubtful > 0)
    fprintf (stderr,
             "outdial-robot: %" G_GUINT64_FORMAT " numbers were imported whose range is "
             "given out to nobody, as far as is known\n",
             sums.doubtful);
}

int
od_import_command_run (int argc, char **argv)
{
  Import import = { .sheet = NULL };
  gboolean good;

  if (read_options (&import.options, &argc, &argv, &import.error)
      && check_options (&import.options, argc, &import.error))
    upload (&import, &import.error);
  good = import.error == NULL;
  if (good)
    print_sums (&import);
  else
    fprintf (stderr, "outdial-robot: %s\n", import.error->message);

  g_clear_error (&import.error);
  g_clear_object (&import.sheet);
  free_options (&import.options);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
