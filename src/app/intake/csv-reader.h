/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * Rows of a CSV file as people make them: any of four delimiters, UTF-8, UTF-16 or
 * Windows-1252, gzip or not, any line ends. Reads as it goes: a file of any size needs
 * little memory. Blocks on its stream: for a worker thread or a program without windows;
 * one thread at a time.
 */
#define OD_CSV_ERROR (od_csv_error_quark ())
GQuark od_csv_error_quark (void);

typedef enum {
  OD_CSV_ERROR_UNREADABLE, /* the file cannot be read (on): choose another */
} OdCsvError;

typedef struct {
  guint64 number; /* 1 for the first row, blank ones counted, as the grid shows them */
  guint64 line;   /* of the file, where the row begins: 1 for the first */
  char **cells;   /* trimmed; NULL-terminated; none: a blank line */
  guint n_cells;
  char *text;    /* as it stood in the file, in UTF-8 */
  gboolean odd;  /* it holds bytes that no text has: a picture's, say */
  char *problem; /* why it has no cells, as a sentence; NULL: it is good */
} OdCsvRow;

void od_csv_row_free (OdCsvRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCsvRow, od_csv_row_free)

/** od_csv_row_get_cell: "" where the row is shorter. @column: 1 for the first. */
const char *od_csv_row_get_cell (const OdCsvRow *row, guint column);

typedef struct _OdCsvReader OdCsvReader;

/** od_csv_reader_open: NULL with a sentence that names @path. */
OdCsvReader *od_csv_reader_open (const char *path, GError **error);

/** od_csv_reader_new: takes a reference to @stream; @name is for messages. */
OdCsvReader *od_csv_reader_new (GInputStream *stream, const char *name, GError **error);
void od_csv_reader_free (OdCsvReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCsvReader, od_csv_reader_free)

/**
 * od_csv_reader_next:
 *
 * A row that breaks the rules of CSV comes with a problem, and reading goes on with the
 * line after its first.
 *
 * Returns: (transfer full): NULL at the end, or with @error
 */
OdCsvRow *od_csv_reader_next (OdCsvReader *reader, GError **error);

/** od_csv_reader_get_delimiter: what separates the cells. */
char od_csv_reader_get_delimiter (OdCsvReader *reader);

/** od_csv_reader_get_encoding: "UTF-8", "UTF-16LE", … as far as was read. */
const char *od_csv_reader_get_encoding (OdCsvReader *reader);

/** od_csv_reader_is_guess: nothing in the file says which encoding it is: show it. */
gboolean od_csv_reader_is_guess (OdCsvReader *reader);

/** od_csv_reader_get_n_columns: cells of the longest row so far. */
guint od_csv_reader_get_n_columns (OdCsvReader *reader);
