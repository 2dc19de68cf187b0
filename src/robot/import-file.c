/*
 * From the command line's words to batches of leads. Nothing is sent from here. Blocks on
 * the file.
 */
#include "robot/import-file.h"

#include "app/intake/lead-import.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#define LOOK_AHEAD  100 /* rows read before anything is sent: how wide is the file? */
#define HEADER_ROWS 10  /* among which a header is looked for */

struct _OdImportFile {
  const OdImportOptions *options; /* lent */
  const char *name;               /* of the file, for messages */
  OdCsvReader *reader;
  OdColumnMapping *mapping;
  OdLeadImport *import; /* NULL until all is checked */
  GQueue ahead;         /* (element-type OdCsvRow): read already */
  OdImportSums sums;
  char *first_reason; /* why the first refused row was; NULL: none was */
  int rejects;        /* -1: nowhere */
};

void
od_import_file_free (OdImportFile *file)
{
  g_clear_pointer (&file->import, od_lead_import_free);
  g_clear_pointer (&file->mapping, od_column_mapping_free);
  g_clear_pointer (&file->reader, od_csv_reader_free);
  g_queue_clear_full (&file->ahead, (GDestroyNotify) od_csv_row_free);
  g_free (file->first_reason);
  if (file->rejects >= 0)
    close (file->rejects);
  g_free (file);
}

/* --- what the words say
 * ------------------------------------------------------------------- */

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
map (OdImportFile *file, const char *text, GError **error)
{
  g_autofree char *name = NULL;
  const char *value;
  guint64 column;

  if (!split (text, &name, &value, error))
    return FALSE;
  if (g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT16, &column, NULL))
    return od_column_mapping_map (file->mapping, column, name, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "--map %s: the column is a number, 1 for the first", text);
  return FALSE;
}

static gboolean
populate (OdImportFile *file, const char *text, GError **error)
{
  g_autofree char *name = NULL;
  const char *value;

  return split (text, &name, &value, error)
         && od_column_mapping_populate (file->mapping, name, value, error);
}

static gboolean
read_words (OdImportFile *file, GError **error)
{
  const OdImportOptions *options = file->options;

  if (options->start_row > 0)
    od_column_mapping_set_start_row (file->mapping, options->start_row);
  for (char **text = options->map; text != NULL && *text != NULL; text++) {
    if (!map (file, *text, error))
      return FALSE;
  }
  for (char **text = options->populate; text != NULL && *text != NULL; text++) {
    if (!populate (file, *text, error))
      return FALSE;
  }

  return TRUE;
}

/* --- what the file says
 * --------------------------------------------------------------------- */

static OdCsvReader *
open_reader (const char *path, GError **error)
{
  g_autoptr (GInputStream) input = NULL;

  if (strcmp (path, "-") != 0)
    return od_csv_reader_open (path, error);

  input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  return od_csv_reader_new (input, "standard input", error);
}

static gboolean
look_ahead (OdImportFile *file, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (file->ahead.length < LOOK_AHEAD) {
    OdCsvRow *row = od_csv_reader_next (file->reader, &local);

    if (row == NULL)
      break;
    g_queue_push_tail (&file->ahead, row);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (file->ahead.length > 0)
    return TRUE;

  g_set_error (error, OD_CSV_ERROR, OD_CSV_ERROR_UNREADABLE, "%s is empty", file->name);
  return FALSE;
}

/* The row before the start row, or the first that looks like a header. */
static void
use_header (OdImportFile *file)
{
  gint64 start = file->options->start_row;

  for (guint i = 0; i < file->ahead.length && i < HEADER_ROWS; i++) {
    const OdCsvRow *row = g_queue_peek_nth (&file->ahead, i);

    if ((start <= 0 || (gint64) row->number == start - 1)
        && od_column_mapping_propose (file->mapping, row))
      return;
  }
}

static gboolean
open_rejects (OdImportFile *file, GError **error)
{
  const char *path = file->options->rejects;

  if (path == NULL)
    return TRUE;
  file->rejects = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file->rejects >= 0 && write (file->rejects, "line,reason,text\n", 17) == 17)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "The refused rows' file %s cannot be written: %s", path,
               g_strerror (errno));
  return FALSE;
}

OdImportFile *
od_import_file_open (const OdImportOptions *options, GError **error)
{
  g_autoptr (OdImportFile) file = g_new0 (OdImportFile, 1);
  guint n_columns;

  file->options = options;
  file->name = strcmp (options->file, "-") == 0 ? "standard input" : options->file;
  file->rejects = -1;
  g_queue_init (&file->ahead);
  file->mapping = od_column_mapping_new ();
  if (!read_words (file, error))
    return NULL;
  file->reader = open_reader (options->file, error);
  if (file->reader == NULL || !look_ahead (file, error))
    return NULL;
  if (options->map == NULL)
    use_header (file);

  n_columns = od_csv_reader_get_n_columns (file->reader);
  if (!od_column_mapping_check (file->mapping, n_columns, error)) {
    g_prefix_error (error, "%s: ", file->name);
    return NULL;
  }
  if (!open_rejects (file, error))
    return NULL;
  file->import = od_lead_import_new (file->mapping, options->country);
  return g_steal_pointer (&file);
}

/* --- rows
 * --------------------------------------------------------------------------------------
 */

static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strconcat ("\"", doubled, "\"", NULL);
}

static gboolean
reject (OdImportFile *file, const OdCsvRow *row, const char *reason, GError **error)
{
  g_autofree char *quoted_reason = quote (reason);
  g_autofree char *text = quote (row->text);
  g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT ",%s,%s\n", row->line,
                                           quoted_reason, text);

  if (file->first_reason == NULL)
    file->first_reason = g_strdup_printf ("line %" G_GUINT64_FORMAT ": %s", row->line,
                                          reason);
  if (file->rejects < 0
      || write (file->rejects, line, strlen (line)) == (gssize) strlen (line))
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "The refused rows' file %s cannot be written: %s", file->options->rejects,
               g_strerror (errno));
  return FALSE;
}

static gboolean
take (OdImportFile *file, const OdCsvRow *row, GError **error)
{
  g_autofree char *reason = NULL;

  switch (od_lead_import_take (file->import, row, &reason)) {
  case OD_LEAD_IMPORT_SKIPPED:
    return TRUE;
  case OD_LEAD_IMPORT_TAKEN:
    break;
  case OD_LEAD_IMPORT_DUPLICATE:
    file->sums.duplicates++;
    break;
  case OD_LEAD_IMPORT_REFUSED:
    file->sums.failed++;
    if (!reject (file, row, reason, error))
      return FALSE;
    break;
  }

  file->sums.total++;
  return TRUE;
}

static OdCsvRow *
next_row (OdImportFile *file, GError **error)
{
  if (file->ahead.length > 0)
    return g_queue_pop_head (&file->ahead);

  return od_csv_reader_next (file->reader, error);
}

/* No lead in the whole file: the mapping is wrong, whatever the rows say. */
static gboolean
check_any (OdImportFile *file, GError **error)
{
  if (file->sums.total > file->sums.failed)
    return TRUE;
  if (file->sums.total == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "%s has no row from row %" G_GUINT64_FORMAT " on", file->name,
                 od_column_mapping_get_start_row (file->mapping));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "%s holds no lead with this mapping (%s)", file->name,
                 file->first_reason);
  return FALSE;
}

GPtrArray *
od_import_file_next_batch (OdImportFile *file, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) batch = NULL;

  while (!od_lead_import_is_full (file->import)) {
    g_autoptr (OdCsvRow) row = next_row (file, &local);

    if (row == NULL || !take (file, row, &local))
      break;
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }

  batch = od_lead_import_steal_batch (file->import);
  if (batch->len > 0)
    return g_steal_pointer (&batch);
  check_any (file, error);
  return NULL;
}

OdImportSums
od_import_file_get_sums (OdImportFile *file)
{
  return file->sums;
}

const char *
od_import_file_get_first_reason (const OdImportFile *file)
{
  return file->first_reason;
}

const char *
od_import_file_get_encoding (OdImportFile *file)
{
  return od_csv_reader_get_encoding (file->reader);
}
