/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/csv-reader.h"

/*
 * Rows on their way to be leads, wherever they lie: in a CSV file, or in a database where
 * somebody mended them. For another kind of rows fill in the functions and put this
 * struct first in a bigger one. Reading blocks: one thread at a time.
 */
typedef struct _OdRowReader OdRowReader;

struct _OdRowReader {
  /* (transfer full): NULL at the end, or with @error */
  OdCsvRow *(*next) (OdRowReader *self, GError **error);
  /* of the widest row so far */
  guint (*get_n_columns) (OdRowReader *self);
  /* how much was read, in the unit that the size has which the source told when it was
   * opened; 0: cannot be told */
  goffset (*get_position) (OdRowReader *self);
  void (*free) (OdRowReader *self);
  OdCsvReader *csv; /* lent; NULL: they are in no CSV file */
};

/** od_row_reader_new_csv: takes a reference to @stream; @name is for messages. */
OdRowReader *
od_row_reader_new_csv (GInputStream *stream, const char *name, GError **error);

void od_row_reader_free (OdRowReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdRowReader, od_row_reader_free)
