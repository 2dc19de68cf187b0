/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file's name decides what may be a CSV file; what is in it decides the reader. Blocks
 * only where it opens. Any thread.
 */
#include "app/intake/lead-source.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a worker thread opens. */
typedef struct {
  OdLeadSource *source;
  goffset size;
} Opening;

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
od_lead_source_new_for_bytes (const char *name, GBytes *bytes)
{
  OdLeadSource *source = source_new (name);

  source->bytes = g_bytes_ref (bytes);
  return source;
}

OdLeadSource *
od_lead_source_new_for_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return od_lead_source_new_for_bytes (_ ("The pasted text"), bytes);
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

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  od_lead_source_unref (opening->source);
  g_free (opening);
}

/* Worker thread. */
static void
open_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;
  OdLeadFile *file = od_lead_source_open (opening->source, &opening->size, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) od_lead_file_free);
  else
    g_task_return_error (task, error);
}

void
od_lead_source_open_async (OdLeadSource *source,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->source = od_lead_source_ref (source);
  g_task_set_source_tag (task, od_lead_source_open_async);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

OdLeadFile *
od_lead_source_open_finish (GAsyncResult *result, goffset *size, GError **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));

  *size = opening->size;
  return g_task_propagate_pointer (G_TASK (result), error);
}

OdLeadSource *
od_lead_source_get_opened (GAsyncResult *result)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));

  return opening->source;
}
