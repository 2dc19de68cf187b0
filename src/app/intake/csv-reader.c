/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libcsv, fed one line at a time, so that it is always known which line a row began on,
 * and so that a broken row costs its own line only: what followed it is read again. The
 * only file that knows libcsv. Blocks on its stream.
 */
#include "app/intake/csv-reader.h"

#include "app/intake/text-source.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <string.h>

#define MAX_CELL     (64 * 1024)   /* bytes: no field of a lead is as long */
#define MAX_ROW      (1024 * 1024) /* bytes: what a batch may hold */
#define MAX_CELLS    1024
#define SAMPLE_LINES 20

static const char delimiters[] = { CSV_COMMA, ';', CSV_TAB, '|' };
static const guchar parser_options = CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL;

G_DEFINE_QUARK (od_csv_error, od_csv_error)

struct _OdCsvReader {
  OdTextSource *source;
  char *name;
  struct csv_parser parser;
  GQueue again;     /* (element-type GString): lines to read (again) before the source */
  GPtrArray *lines; /* (element-type GString): of the row being read */
  GPtrArray *cells; /* (element-type utf8): of the row being read */
  gsize row_bytes;  /* in lines */
  gboolean row_ended;
  gboolean cell_too_long;
  guint64 line;   /* last one taken */
  guint64 number; /* last row given */
  guint n_columns;
};

static void
string_free (gpointer string)
{
  g_string_free (string, TRUE);
}

void
od_csv_row_free (OdCsvRow *row)
{
  g_strfreev (row->cells);
  g_free (row->text);
  g_free (row->problem);
  g_free (row);
}

const char *
od_csv_row_get_cell (const OdCsvRow *row, guint column)
{
  return column >= 1 && column <= row->n_cells ? row->cells[column - 1] : "";
}

/* --- which delimiter -------------------------------------------------------------- */

static guint
count_outside_quotes (const char *line, char wanted)
{
  gboolean quoted = FALSE;
  guint n = 0;

  for (; *line != '\0'; line++) {
    if (*line == CSV_QUOTE)
      quoted = !quoted;
    n += !quoted && *line == wanted ? 1 : 0;
  }

  return n;
}

/* Lines that have it count, and count twice if they have as many as the line before. */
static guint
rate (char **lines, char delimiter)
{
  guint points = 0;
  guint before = 0;

  for (guint i = 0; lines[i] != NULL && i < SAMPLE_LINES; i++) {
    guint n = count_outside_quotes (lines[i], delimiter);

    points += (n > 0 ? 1 : 0) + (n > 0 && n == before ? 1 : 0);
    before = n;
  }

  return points;
}

static char
find_delimiter (OdTextSource *source)
{
  g_autofree char *sample = od_text_source_peek (source);
  g_auto (GStrv) lines = NULL;
  char best = delimiters[0];
  guint most = 0;

  g_strdelimit (sample, "\r", '\n');
  lines = g_strsplit (sample, "\n", SAMPLE_LINES * 4);
  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++) {
    guint points = rate (lines, delimiters[i]);

    if (points > most) {
      most = points;
      best = delimiters[i];
    }
  }

  return best;
}

/* --- one row ---------------------------------------------------------------------- */

static void
on_cell (void *bytes, size_t length, void *data)
{
  OdCsvReader *reader = data;

  reader->cell_too_long |= length > MAX_CELL;
  if (reader->cells->len < MAX_CELLS && !reader->cell_too_long)
    g_ptr_array_add (reader->cells, g_strstrip (bytes != NULL ? g_strndup (bytes, length)
                                                              : g_strdup ("")));
}

static void
on_row (int terminator, void *data)
{
  OdCsvReader *reader = data;

  reader->row_ended = TRUE;
}

static void
start_parser (OdCsvReader *reader, char delimiter)
{
  if (csv_init (&reader->parser, parser_options) != 0)
    g_error ("libcsv cannot start");
  csv_set_delim (&reader->parser, delimiter);
}

static void
restart_parser (OdCsvReader *reader)
{
  char delimiter = od_csv_reader_get_delimiter (reader);

  csv_free (&reader->parser);
  start_parser (reader, delimiter);
}

static gboolean
is_blank (OdCsvReader *reader, const GString *line)
{
  const char *white = od_csv_reader_get_delimiter (reader) == CSV_TAB ? " " : " \t";

  return strspn (line->str, white) == line->len;
}

static gboolean
is_odd (const GString *text)
{
  for (gsize i = 0; i < text->len; i++) {
    if (g_ascii_iscntrl (text->str[i]) && !g_ascii_isspace (text->str[i]))
      return TRUE;
  }

  return FALSE;
}

static OdCsvRow *
row_new (OdCsvReader *reader)
{
  OdCsvRow *row = g_new0 (OdCsvRow, 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reader->lines->len; i++) {
    const GString *line = g_ptr_array_index (reader->lines, i);

    if (i > 0)
      g_string_append_c (text, '\n');
    g_string_append_len (text, line->str, line->len);
  }
  row->odd = is_odd (text);
  row->text = g_string_free (text, FALSE);
  row->number = ++reader->number;
  reader->row_bytes = 0;
  row->line = reader->line - (reader->lines->len > 0 ? reader->lines->len - 1 : 0);
  return row;
}

static OdCsvRow *
give_row (OdCsvReader *reader)
{
  OdCsvRow *row = row_new (reader);

  row->n_cells = reader->cells->len;
  g_ptr_array_add (reader->cells, NULL);
  row->cells = (char **) g_ptr_array_steal (reader->cells, NULL);
  g_ptr_array_set_size (reader->lines, 0);
  reader->n_columns = MAX (reader->n_columns, row->n_cells);
  return row;
}

/* Its first line is the row; the others go back to be read again. */
static OdCsvRow *
give_up_row (OdCsvReader *reader, const char *problem)
{
  OdCsvRow *row;

  while (reader->lines->len > 1) {
    guint last = reader->lines->len - 1;

    g_queue_push_head (&reader->again, g_ptr_array_steal_index (reader->lines, last));
    reader->line--;
  }
  row = row_new (reader);
  row->cells = g_new0 (char *, 1);
  row->problem = g_strdup (problem);
  g_ptr_array_set_size (reader->lines, 0);
  g_ptr_array_set_size (reader->cells, 0);
  restart_parser (reader);
  return row;
}

static const char *
feed (OdCsvReader *reader, const GString *line)
{
  const char *problem = NULL;

  reader->row_ended = FALSE;
  reader->cell_too_long = FALSE;
  if (memchr (line->str, '\0', line->len) != NULL)
    return _ ("The row holds bytes that are no text");
  if (csv_parse (&reader->parser, line->str, line->len, on_cell, on_row, reader)
        < line->len
      || csv_parse (&reader->parser, "\n", 1, on_cell, on_row, reader) < 1)
    problem = _ (
      "A quotation mark stands where none may be: quote the whole cell and double "
      "the marks in it");
  else if (reader->cell_too_long || reader->parser.entry_pos > MAX_CELL)
    problem = _ ("A cell is longer than 64 KiB: is a quotation mark not closed?");
  else if (reader->cells->len >= MAX_CELLS)
    problem = _ ("The row has more than 1023 cells");

  return problem;
}

/* --- lines ------------------------------------------------------------------------ */

static GString *
take_line (OdCsvReader *reader, gboolean *too_long, GError **error)
{
  GString *line = g_queue_pop_head (&reader->again);
  g_autoptr (GError) local = NULL;

  *too_long = FALSE;
  if (line == NULL) {
    line = g_string_new (NULL);
    if (!od_text_source_read_line (reader->source, line, too_long, &local)) {
      g_string_free (line, TRUE);
      if (local != NULL)
        g_set_error (error, OD_CSV_ERROR, OD_CSV_ERROR_UNREADABLE,
                     _ ("%s cannot be read after line %lu: %s"), reader->name,
                     (gulong) reader->line, local->message);
      return NULL;
    }
  }

  reader->line++;
  return line;
}

OdCsvRow *
od_csv_reader_next (OdCsvReader *reader, GError **error)
{
  gboolean too_long;
  g_autoptr (GError) local = NULL;

  while (TRUE) {
    GString *line = take_line (reader, &too_long, &local);
    const char *problem = NULL;

    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    if (line == NULL && reader->lines->len == 0)
      return NULL;
    if (line == NULL)
      return give_up_row (reader, _ ("A quotation mark is opened and never closed"));

    g_ptr_array_add (reader->lines, line);
    reader->row_bytes += line->len;
    if (reader->lines->len == 1 && is_blank (reader, line) && !too_long)
      return give_row (reader);
    problem = too_long ? _ ("The line is longer than 1 MiB") : feed (reader, line);
    if (problem == NULL && !reader->row_ended && reader->row_bytes > MAX_ROW)
      problem = _ ("The row is longer than 1 MiB");
    if (problem != NULL)
      return give_up_row (reader, problem);
    if (reader->row_ended)
      return give_row (reader);
  }
}

/* --- the reader ------------------------------------------------------------------- */

OdCsvReader *
od_csv_reader_new (GInputStream *stream, const char *name, GError **error)
{
  g_autoptr (GError) local = NULL;
  OdTextSource *source = od_text_source_new (stream, &local);
  OdCsvReader *reader;

  if (source == NULL) {
    g_set_error (error, OD_CSV_ERROR, OD_CSV_ERROR_UNREADABLE,
                 _ ("%s cannot be read: %s"), name, local->message);
    return NULL;
  }

  reader = g_new0 (OdCsvReader, 1);
  reader->source = source;
  reader->name = g_strdup (name);
  reader->lines = g_ptr_array_new_with_free_func (string_free);
  reader->cells = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&reader->again);
  start_parser (reader, find_delimiter (source));
  return reader;
}

OdCsvReader *
od_csv_reader_open (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local);

  if (stream != NULL)
    return od_csv_reader_new (G_INPUT_STREAM (stream), path, error);

  g_set_error (error, OD_CSV_ERROR, OD_CSV_ERROR_UNREADABLE, _ ("%s cannot be read: %s"),
               path, local->message);
  return NULL;
}

void
od_csv_reader_free (OdCsvReader *reader)
{
  od_text_source_free (reader->source);
  csv_free (&reader->parser);
  g_queue_clear_full (&reader->again, string_free);
  g_ptr_array_unref (reader->lines);
  g_ptr_array_unref (reader->cells);
  g_free (reader->name);
  g_free (reader);
}

char
od_csv_reader_get_delimiter (OdCsvReader *reader)
{
  return (char) csv_get_delim (&reader->parser);
}

const char *
od_csv_reader_get_encoding (OdCsvReader *reader)
{
  return od_text_source_get_encoding (reader->source);
}

gboolean
od_csv_reader_is_guess (OdCsvReader *reader)
{
  return od_text_source_is_guess (reader->source);
}

guint
od_csv_reader_get_n_columns (OdCsvReader *reader)
{
  return reader->n_columns;
}
