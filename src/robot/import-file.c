/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the command line's words to a sheet that is ready to be uploaded. Nothing is sent
 * from here. Blocks on standard input.
 */
#include "robot/import-file.h"

#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

static gboolean
split (const char *text, char **name, const char **value, GError **error)
{
  const char *equals = strchr (text, '=');

  if (equals == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "\"%s\": write FIELD=…, as in Phone=1", text);
    return FALSE;
  }

  *name = g_strndup (text, equals - text);
  *value = equals + 1;
  return TRUE;
}

static gboolean
map (OdImportSheet *sheet, const char *text, GError **error)
{
  g_autofree char *name = NULL;
  const char *value;
  guint64 column;

  if (!split (text, &name, &value, error))
    return FALSE;
  if (g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT16, &column, NULL))
    return od_import_sheet_map (sheet, column, name, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "--map %s: the column is a number, 1 for the first", text);
  return FALSE;
}

static gboolean
populate (OdImportSheet *sheet, const char *text, GError **error)
{
  g_autofree char *name = NULL;
  const char *value;

  return split (text, &name, &value, error)
         && od_import_sheet_populate (sheet, name, value, error);
}

static gboolean
read_words (const OdImportOptions *options, OdImportSheet *sheet, GError **error)
{
  if (options->start_row > 0)
    od_import_sheet_set_start_row (sheet, options->start_row);
  for (char **text = options->map; text != NULL && *text != NULL; text++) {
    if (!map (sheet, *text, error))
      return FALSE;
  }
  for (char **text = options->populate; text != NULL && *text != NULL; text++) {
    if (!populate (sheet, *text, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
od_import_file_decide (const OdImportOptions *options,
                       OdImportSheet *sheet,
                       GError **error)
{
  if (!read_words (options, sheet, error)
      || !od_import_sheet_set_country (sheet, options->country, error))
    return FALSE;
  if (options->map == NULL)
    od_import_sheet_use_header (sheet, options->start_row > 0
                                         ? (guint64) options->start_row - 1
                                         : od_import_sheet_get_look (sheet)->header_row);
  if (od_column_mapping_check (od_import_sheet_get_mapping (sheet),
                               od_import_sheet_get_look (sheet)->n_columns, error))
    return TRUE;

  g_prefix_error (error, "%s: ", options->file);
  return FALSE;
}

static GBytes *
read_standard_input (GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                              error)
      < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

gboolean
od_import_file_load (const OdImportOptions *options, OdImportSheet *sheet, GError **error)
{
  g_autoptr (OdLeadSource) source = NULL;

  if (strcmp (options->file, "-") == 0) {
    g_autoptr (GBytes) bytes = read_standard_input (error);

    if (bytes != NULL)
      source = od_lead_source_new_for_bytes ("standard input", bytes);
  } else {
    g_autoptr (GFile) file = g_file_new_for_path (options->file);

    source = od_lead_source_new_for_file (file, error);
  }
  if (source == NULL) {
    g_prefix_error (error, "%s: ", options->file);
    return FALSE;
  }

  od_import_sheet_load (sheet, source);
  return TRUE;
}
