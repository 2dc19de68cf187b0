/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file's name decides what may be a CSV file; what is in it decides the reader. Blocks
 * only where it opens. Any thread.
 */
#include "app/intake/lead-source.h"

#include <glib/gi18n.h>
#include <string.h>

struct _OdLeadSource {
  gatomicrefcount refs;
  char *name;

  /* One of the three is there. */
  GFile *file;
  GBytes *bytes;
  OdLeadSupply supply;
};

G_DEFINE_QUARK (od_lead_source_error, od_lead_source_error)

static gboolean
has_csv_name (const char *name)
{
  static const char *const endings[] = { ".csv", ".tsv", ".txt", ".csv.gz", NULL };
  g_autofree char *lower = g_utf8_strdown (name, -1);

  for (gsize i = 0; endings[i] != NULL; i++) {
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  }

  return FALSE;
}

static OdLeadSource *
source_new (const char *name)
{
  OdLeadSource *source = g_new0 (OdLeadSource, 1);

  g_atomic_ref_count_init (&source->refs);
  source->name = g_strdup (name);
  return source;
}

OdLeadSource *
od_lead_source_new_for_file (GFile *file, GError **error)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  OdLeadSource *source;

  if (!has_csv_name (name)) {
    g_set_error (error, OD_LEAD_SOURCE_ERROR, OD_LEAD_SOURCE_ERROR_NO_CSV,
                 _ ("Only CSV files are allowed: \"%s\" is none (.csv, .tsv, .txt or "
                    ".csv.gz)"),
                 name);
    return NULL;
  }

  source = source_new (name);
  source->file = g_object_ref (file);
  return source;
}

OdLeadSource *
od_lead_source_new_for_text (const char *text)
{
  OdLeadSource *source = source_new (_ ("The pasted text"));

  source->bytes = g_bytes_new (text, strlen (text));
  return source;
}

OdLeadSource *
od_lead_source_new_for_supply (const char *name, const OdLeadSupply *supply)
{
  OdLeadSource *source = source_new (name);

  source->supply = *supply;
  return source;
}

OdLeadSource *
od_lead_source_ref (OdLeadSource *source)
{
  g_atomic_ref_count_inc (&source->refs);
  return source;
}

void
od_lead_source_unref (OdLeadSource *source)
{
  if (!g_atomic_ref_count_dec (&source->refs))
    return;

  g_clear_object (&source->file);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  if (source->supply.destroy != NULL)
    source->supply.destroy (source->supply.data);
  g_free (source->name);
  g_free (source);
}

const char *
od_lead_source_get_name (const OdLeadSource *source)
{
  return source->name;
}

static GInputStream *
open_stream (const OdLeadSource *source, goffset *size, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  GFileInputStream *stream;

  if (source->bytes != NULL) {
    *size = g_bytes_get_size (source->bytes);
    return g_memory_input_stream_new_from_bytes (source->bytes);
  }

  stream = g_file_read (source->file, NULL, error);
  if (stream == NULL) {
    g_prefix_error (error, _ ("%s cannot be read: "), source->name);
    return NULL;
  }
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL,
                                         NULL);
  *size = info != NULL ? g_file_info_get_size (info) : 0;
  return G_INPUT_STREAM (stream);
}

OdLeadFile *
od_lead_source_open (const OdLeadSource *source, goffset *size, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  OdRowReader *rows;

  if (source->supply.open != NULL) {
    rows = source->supply.open (source->supply.data, size, error);
    return rows != NULL ? od_lead_file_new (rows, source->name, error) : NULL;
  }

  stream = open_stream (source, size, error);
  return stream != NULL ? od_lead_file_open (stream, source->name, error) : NULL;
}
