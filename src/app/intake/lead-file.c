/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows to batches of leads. What was read ahead to be shown is sent first. Nothing
 * is sent from here. Blocks on what gives the rows.
 */
#include "app/intake/lead-file.h"

#include "app/intake/csv-writer.h"
#include "app/intake/lead-import.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define LOOK_AHEAD  100 /* rows read before anything is sent: how wide is the file? */
#define HEADER_ROWS 10  /* among which a header is looked for */

struct _OdLeadFile {
  char *name; /* of the file, for messages */
  OdRowReader *rows;
  const OdColumnMapping *mapping; /* lent; NULL until begun */
  OdLeadImport *import;           /* NULL until begun */
  GQueue ahead;                   /* (element-type OdCsvRow): read already */
  OdLeadFileSums sums;
  char *first_reason; /* why the first refused row was; NULL: none was */
  char *rejects_path; /* NULL: nowhere */
  int rejects;        /* -1: nowhere */
};

void
od_lead_file_free (OdLeadFile *file)
{
  g_clear_pointer (&file->import, od_lead_import_free);
  od_row_reader_free (file->rows);
  g_queue_clear_full (&file->ahead, (GDestroyNotify) od_csv_row_free);
  g_free (file->first_reason);
  g_free (file->rejects_path);
  g_free (file->name);
  if (file->rejects >= 0)
    close (file->rejects);
  g_free (file);
}

/* --- before anything is sent ------------------------------------------------------ */

/* A damaged row is a row that is refused. When most are odd, the name lied: it is no
 * list, and nobody wants to map its columns. */
static gboolean
check_text (OdLeadFile *file, guint n_odd, GError **error)
{
  if (file->ahead.length > 0 && n_odd * 2 <= file->ahead.length)
    return TRUE;

  g_set_error (error, OD_CSV_ERROR, OD_CSV_ERROR_UNREADABLE,
               n_odd > 0 ? _ ("%s is no CSV file: most of what it holds is no text")
                         : _ ("%s is empty"),
               file->name);
  return FALSE;
}

static gboolean
look_ahead (OdLeadFile *file, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint n_odd = 0;

  while (file->ahead.length < LOOK_AHEAD) {
    OdCsvRow *row = file->rows->next (file->rows, &local);

    if (row == NULL)
      break;
    g_queue_push_tail (&file->ahead, row);
    n_odd += row->odd;
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return check_text (file, n_odd, error);
}

OdLeadFile *
od_lead_file_new (OdRowReader *rows, const char *name, GError **error)
{
  g_autoptr (OdLeadFile) file = g_new0 (OdLeadFile, 1);

  file->rejects = -1;
  g_queue_init (&file->ahead);
  file->name = g_strdup (name);
  file->rows = rows;
  return look_ahead (file, error) ? g_steal_pointer (&file) : NULL;
}

OdLeadFile *
od_lead_file_open (GInputStream *stream, const char *name, GError **error)
{
  OdRowReader *rows = od_row_reader_new_csv (stream, name, error);

  return rows != NULL ? od_lead_file_new (rows, name, error) : NULL;
}

const GQueue *
od_lead_file_get_ahead (OdLeadFile *file)
{
  return &file->ahead;
}

/* The row before the start row, or the first that looks like a header. */
gboolean
od_lead_file_propose (OdLeadFile *file, OdColumnMapping *mapping, guint64 start_row)
{
  for (guint i = 0; i < file->ahead.length && i < HEADER_ROWS; i++) {
    const OdCsvRow *row = g_queue_peek_nth (&file->ahead, i);

    if ((start_row == 0 || row->number == start_row - 1)
        && od_column_mapping_propose (mapping, row))
      return TRUE;
  }

  return FALSE;
}

static gboolean
set_rejects_error (OdLeadFile *file, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("The refused rows' file %s cannot be written: %s"), file->rejects_path,
               g_strerror (errno));
  return FALSE;
}

static gboolean
open_rejects (OdLeadFile *file, const char *path, GError **error)
{
  if (path == NULL)
    return TRUE;

  file->rejects_path = g_strdup (path);
  file->rejects = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file->rejects >= 0 && write (file->rejects, "line,reason,text\n", 17) == 17)
    return TRUE;

  return set_rejects_error (file, error);
}

gboolean
od_lead_file_begin (OdLeadFile *file,
                    const OdColumnMapping *mapping,
                    const char *country,
                    const char *rejects,
                    GError **error)
{
  g_return_val_if_fail (file->import == NULL, FALSE);

  if (!od_column_mapping_check (mapping, od_lead_file_get_n_columns (file), error)) {
    g_prefix_error (error, "%s: ", file->name);
    return FALSE;
  }
  if (!open_rejects (file, rejects, error))
    return FALSE;

  file->mapping = mapping;
  file->import = od_lead_import_new (mapping, country);
  return TRUE;
}

/* --- rows ------------------------------------------------------------------------- */

static gboolean
reject (OdLeadFile *file, const OdCsvRow *row, const char *reason, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_printf (line, "%" G_GUINT64_FORMAT, row->line);
  od_csv_writer_add_text (line, reason);
  od_csv_writer_add_text (line, row->text);
  g_string_append_c (line, '\n');

  if (file->first_reason == NULL)
    file->first_reason = g_strdup_printf ("line %" G_GUINT64_FORMAT ": %s", row->line,
                                          reason);
  if (file->rejects < 0
      || write (file->rejects, line->str, line->len) == (gssize) line->len)
    return TRUE;

  return set_rejects_error (file, error);
}

static gboolean
take (OdLeadFile *file, const OdCsvRow *row, GError **error)
{
  g_autofree char *reason = NULL;

  switch (od_lead_import_take (file->import, row, &reason)) {
  case OD_LEAD_IMPORT_SKIPPED:
    return TRUE;
  case OD_LEAD_IMPORT_TAKEN:
    break;
  case OD_LEAD_IMPORT_DOUBTFUL:
    file->sums.doubtful++;
    break;
  case OD_LEAD_IMPORT_SHORT:
    file->sums.shorts++;
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

OdCsvRow *
od_lead_file_next_row (OdLeadFile *file, GError **error)
{
  if (file->ahead.length > 0)
    return g_queue_pop_head (&file->ahead);

  return file->rows->next (file->rows, error);
}

/* No lead in the whole file: the mapping is wrong, whatever the rows say. */
static gboolean
check_any (OdLeadFile *file, GError **error)
{
  if (file->sums.total > file->sums.failed)
    return TRUE;
  if (file->sums.total == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("%s has no row from row %lu on"), file->name,
                 (gulong) od_column_mapping_get_start_row (file->mapping));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("%s holds no lead with this mapping (%s)"), file->name,
                 file->first_reason);
  return FALSE;
}

GPtrArray *
od_lead_file_next_batch (OdLeadFile *file, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) batch = NULL;

  while (!od_lead_import_is_full (file->import)) {
    g_autoptr (OdCsvRow) row = od_lead_file_next_row (file, &local);

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

OdLeadFileSums
od_lead_file_get_sums (OdLeadFile *file)
{
  OdLeadFileSums sums = file->sums;

  sums.position = file->rows->get_position (file->rows);
  return sums;
}

const char *
od_lead_file_get_first_reason (const OdLeadFile *file)
{
  return file->first_reason;
}

const char *
od_lead_file_get_encoding (OdLeadFile *file)
{
  return file->rows->csv != NULL ? od_csv_reader_get_encoding (file->rows->csv) : "UTF-8";
}

guint
od_lead_file_get_n_columns (OdLeadFile *file)
{
  return file->rows->get_n_columns (file->rows);
}

gboolean
od_lead_file_is_guess (OdLeadFile *file)
{
  return file->rows->csv != NULL && od_csv_reader_is_guess (file->rows->csv);
}
