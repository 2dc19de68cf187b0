/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row at a time, in text. One thread.
 */
#include "app/staging/staged-export.h"

#include "app/intake/csv-writer.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define N_TEMP_TRIALS 10

struct _OdStagedExport {
  GFile *file;
  GFile *beside; /* NULL: moved, or never made */
  GOutputStream *out;
  OdStagedFormat format;
  char **names;
  gboolean some; /* rows were written */
};

/* ".leads.csv.4711.part" beside "leads.csv"; the first free one. */
static GFileOutputStream *
create_beside (OdStagedExport *export, GError **error)
{
  g_autoptr (GFile) parent = g_file_get_parent (export->file);
  g_autofree char *name = g_file_get_basename (export->file);
  GFileOutputStream *out = NULL;

  for (int i = 0; out == NULL && i < N_TEMP_TRIALS; i++) {
    g_autofree char *other = g_strdup_printf (".%s.%u.part", name, g_random_int ());

    g_clear_object (&export->beside);
    g_clear_error (error);
    export->beside = g_file_get_child (parent, other);
    out = g_file_create (export->beside, G_FILE_CREATE_NONE, NULL, error);
    if (out == NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_EXISTS))
      break;
  }
  if (out == NULL)
    g_clear_object (&export->beside);
  return out;
}

OdStagedExport *
od_staged_export_new (GFile *file, OdStagedFormat format, GError **error)
{
  g_autoptr (OdStagedExport) export = g_new0 (OdStagedExport, 1);
  g_autoptr (GFileOutputStream) raw = NULL;
  g_autoptr (GError) local = NULL;

  export->file = g_object_ref (file);
  export->format = format;
  raw = create_beside (export, &local);
  if (raw == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }

  export->out = g_buffered_output_stream_new (G_OUTPUT_STREAM (raw));
  return g_steal_pointer (&export);
}

void
od_staged_export_free (OdStagedExport *export)
{
  g_clear_object (&export->out);
  if (export->beside != NULL)
    g_file_delete (export->beside, NULL, NULL);
  g_clear_object (&export->beside);
  g_object_unref (export->file);
  g_strfreev (export->names);
  g_free (export);
}

OdStagedFormat
od_staged_export_get_format (OdStagedExport *export)
{
  return export->format;
}

static gboolean
write_text (OdStagedExport *export, const char *text, gsize length, GError **error)
{
  return g_output_stream_write_all (export->out, text, length, NULL, NULL, error);
}

/* --- CSV ---------------------------------------------------------------------------- */

static gboolean
write_line (OdStagedExport *export, GString *line, GError **error)
{
  od_csv_writer_end (line);
  return write_text (export, line->str, line->len, error);
}

static gboolean
write_header (OdStagedExport *export, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (char **name = export->names; *name != NULL; name++)
    od_csv_writer_add_cell (line, *name);
  return write_line (export, line, error);
}

/* What the database knows for a number is no formula, whatever it begins with. */
static gboolean
write_csv_row (OdStagedExport *export, OdStatement *statement, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (int i = 0; export->names[i] != NULL; i++) {
    gboolean is_text = od_statement_get_type (statement, i) == OD_VALUE_TEXT;
    const char *text = od_statement_get_text (statement, i);

    if (is_text && text != NULL)
      od_csv_writer_add_cell (line, text);
    else
      od_csv_writer_add_text (line, text != NULL ? text : "");
  }
  return write_line (export, line, error);
}

/* --- JSON --------------------------------------------------------------------------- */

static json_t *
make_text (const char *text)
{
  /* No bytes at all come as no text. */
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return json_string (valid);
}

static json_t *
make_value (OdStatement *statement, int column)
{
  json_t *value = NULL;

  switch (od_statement_get_type (statement, column)) {
  case OD_VALUE_NULL:
    break;
  case OD_VALUE_INT:
    value = json_integer (od_statement_get_int (statement, column));
    break;
  case OD_VALUE_REAL: /* the infinite is no number in JSON */
    value = json_real (od_statement_get_real (statement, column));
    break;
  case OD_VALUE_TEXT:
    value = make_text (od_statement_get_text (statement, column));
    break;
  }
  return value != NULL ? value : json_null ();
}

static gboolean
write_json_row (OdStagedExport *export, OdStatement *statement, GError **error)
{
  json_t *object = json_object ();
  char *text;
  gboolean ok;

  for (int i = 0; export->names[i] != NULL; i++)
    json_object_set_new (object, export->names[i], make_value (statement, i));
  text = json_dumps (object, JSON_COMPACT);
  ok = write_text (export, export->some ? ",\n" : "\n", export->some ? 2 : 1, error)
       && write_text (export, text, strlen (text), error);
  free (text);
  json_decref (object);
  return ok;
}

static void
tell_names_apart (char **names)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *name = g_steal_pointer (&names[i]);

    names[i] = g_strdup (name);
    for (guint n = 2; g_hash_table_contains (seen, names[i]); n++) {
      g_free (names[i]);
      names[i] = g_strdup_printf ("%s_%u", name, n);
    }
    g_hash_table_add (seen, names[i]);
  }
}

/* --- both --------------------------------------------------------------------------- */

gboolean
od_staged_export_begin (OdStagedExport *export, const char *const *names, GError **error)
{
  export->names = g_strdupv ((char **) names);
  if (export->format == OD_STAGED_CSV)
    return write_header (export, error);

  tell_names_apart (export->names);
  return write_text (export, "[", 1, error);
}

gboolean
od_staged_export_add (OdStagedExport *export, OdStatement *statement, GError **error)
{
  gboolean ok = export->format == OD_STAGED_CSV
                  ? write_csv_row (export, statement, error)
                  : write_json_row (export, statement, error);

  export->some = TRUE;
  return ok;
}

gboolean
od_staged_export_end (OdStagedExport *export, GCancellable *cancellable, GError **error)
{
  if (export->format == OD_STAGED_JSON && !write_text (export, "\n]\n", 3, error))
    return FALSE;
  if (!g_output_stream_close (export->out, cancellable, error)
      || !g_file_move (export->beside, export->file, G_FILE_COPY_OVERWRITE, cancellable,
                       NULL, NULL, error))
    return FALSE;

  g_clear_object (&export->beside);
  return TRUE;
}
