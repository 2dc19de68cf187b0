/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the command line's words to a file that is ready to be sent. Nothing is sent from
 * here. Blocks on the file.
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
map (OdColumnMapping *mapping, const char *text, GError **error)
{
  g_autofree char *name = NULL;
  const char *value;
  guint64 column;

  if (!split (text, &name, &value, error))
    return FALSE;
  if (g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT16, &column, NULL))
    return od_column_mapping_map (mapping, column, name, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "--map %s: the column is a number, 1 for the first", text);
  return FALSE;
}

static gboolean
populate (OdColumnMapping *mapping, const char *text, GError **error)
{
  g_autofree char *name = NULL;
  const char *value;

  return split (text, &name, &value, error)
         && od_column_mapping_populate (mapping, name, value, error);
}

static gboolean
read_words (const OdImportOptions *options, OdColumnMapping *mapping, GError **error)
{
  if (options->start_row > 0)
    od_column_mapping_set_start_row (mapping, options->start_row);
  for (char **text = options->map; text != NULL && *text != NULL; text++) {
    if (!map (mapping, *text, error))
      return FALSE;
  }
  for (char **text = options->populate; text != NULL && *text != NULL; text++) {
    if (!populate (mapping, *text, error))
      return FALSE;
  }

  return TRUE;
}

static OdLeadFile *
open_file (const char *path, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GFile) file = NULL;

  if (strcmp (path, "-") == 0) {
    input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
    return od_lead_file_open (input, "standard input", error);
  }

  file = g_file_new_for_path (path);
  input = G_INPUT_STREAM (g_file_read (file, NULL, error));
  if (input == NULL) {
    g_prefix_error (error, "%s cannot be read: ", path);
    return NULL;
  }
  return od_lead_file_open (input, path, error);
}

OdLeadFile *
od_import_file_open (const OdImportOptions *options,
                     OdColumnMapping *mapping,
                     GError **error)
{
  g_autoptr (OdLeadFile) file = NULL;

  if (!read_words (options, mapping, error))
    return NULL;
  file = open_file (options->file, error);
  if (file == NULL)
    return NULL;
  if (options->map == NULL)
    od_lead_file_propose (file, mapping, MAX (options->start_row, 0));
  if (!od_lead_file_begin (file, mapping, options->country, options->rejects, error))
    return NULL;

  return g_steal_pointer (&file);
}
