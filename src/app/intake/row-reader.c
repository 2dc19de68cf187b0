/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a CSV stream, and how far into the stream they reach. Blocks on it.
 */
#include "app/intake/row-reader.h"

typedef struct {
  OdRowReader face;
  GInputStream *stream;
} CsvRows;

static OdCsvRow *
next_of_csv (OdRowReader *self, GError **error)
{
  return od_csv_reader_next (self->csv, error);
}

static guint
get_n_columns_of_csv (OdRowReader *self)
{
  return od_csv_reader_get_n_columns (self->csv);
}

static goffset
get_position_in_csv (OdRowReader *self)
{
  GInputStream *stream = ((CsvRows *) self)->stream;

  if (!G_IS_SEEKABLE (stream) || g_input_stream_is_closed (stream))
    return 0;

  return g_seekable_tell (G_SEEKABLE (stream));
}

static void
free_csv (OdRowReader *self)
{
  CsvRows *rows = (CsvRows *) self;

  od_csv_reader_free (self->csv);
  g_object_unref (rows->stream);
  g_free (rows);
}

OdRowReader *
od_row_reader_new_csv (GInputStream *stream, const char *name, GError **error)
{
  OdCsvReader *csv = od_csv_reader_new (stream, name, error);
  CsvRows *rows;

  if (csv == NULL)
    return NULL;

  rows = g_new0 (CsvRows, 1);
  rows->stream = g_object_ref (stream);
  rows->face = (OdRowReader){ .next = next_of_csv,
                              .get_n_columns = get_n_columns_of_csv,
                              .get_position = get_position_in_csv,
                              .free = free_csv,
                              .csv = csv };
  return &rows->face;
}

void
od_row_reader_free (OdRowReader *self)
{
  self->free (self);
}
