/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Page by page, so that no lock is held while the server is spoken to. Should somebody
 * change a row meanwhile, it comes as it was or as it is, whole.
 */
#include "app/staging/supply-store.h"

#include "app/intake/csv-writer.h"
#include "app/staging/staging-store.h"

#include <glib/gi18n.h>

#define PAGE 500 /* rows */

static const char get_size[] = "SELECT n_rows FROM tally";

typedef struct {
  OdRowReader face;
  OdStagingFolder *folder; /* the file stays as long as it is read */
  GPtrArray *columns;
  OdDb *db;
  OdStatement *page;
  GQueue rows;  /* (element-type OdCsvRow): of the page, not given yet */
  guint64 last; /* row number given last */
  goffset n_given;
} Supply;

/* As it is now; of a damaged row, what there was of it. */
static char *
make_text (const OdCsvRow *row)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (row->problem != NULL)
    return g_strdup (row->cells[0]);
  for (guint i = 0; i < row->n_cells; i++)
    od_csv_writer_add_text (line, row->cells[i]);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static gboolean
read_page (Supply *supply, GError **error)
{
  g_autoptr (GError) local = NULL;

  od_statement_bind_int (supply->page, 1, supply->last);
  od_statement_bind_int (supply->page, 2, PAGE);
  while (od_statement_next (supply->page, &local)) {
    OdCsvRow *row = od_staging_store_get_raw (supply->page, supply->columns->len);

    row->text = make_text (row);
    g_queue_push_tail (&supply->rows, row);
  }
  od_statement_reset (supply->page);
  if (local == NULL)
    return TRUE;

  g_propagate_prefixed_error (error, g_steal_pointer (&local),
                              _ ("The modified rows cannot be read: "));
  return FALSE;
}

static OdCsvRow *
next_row (OdRowReader *self, GError **error)
{
  Supply *supply = (Supply *) self;
  OdCsvRow *row;

  if (supply->rows.length == 0 && !read_page (supply, error))
    return NULL;

  row = g_queue_pop_head (&supply->rows);
  if (row != NULL) {
    supply->last = row->number;
    supply->n_given++;
  }
  return row;
}

static guint
get_n_columns (OdRowReader *self)
{
  return ((Supply *) self)->columns->len;
}

static goffset
get_position (OdRowReader *self)
{
  return ((Supply *) self)->n_given;
}

static void
supply_free (OdRowReader *self)
{
  Supply *supply = (Supply *) self;

  g_queue_clear_full (&supply->rows, (GDestroyNotify) od_csv_row_free);
  g_clear_pointer (&supply->page, od_statement_give_back);
  g_clear_pointer (&supply->db, od_db_close);
  g_ptr_array_unref (supply->columns);
  od_staging_folder_unref (supply->folder);
  g_free (supply);
}

static gboolean
prepare_page (Supply *supply, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");

  od_staging_store_list_raw (sql, supply->columns);
  g_string_append (sql, " FROM leads WHERE leads.row > ?1 ORDER BY leads.row LIMIT ?2");
  supply->page = od_db_prepare (supply->db, sql->str, error);
  return supply->page != NULL;
}

static gboolean
read_size (Supply *supply, goffset *n_rows, GError **error)
{
  g_autoptr (OdStatement) st = od_db_prepare (supply->db, get_size, error);

  if (st == NULL || !od_statement_next (st, error))
    return FALSE;

  *n_rows = od_statement_get_int (st, 0);
  return TRUE;
}

OdRowReader *
od_supply_store_open (OdStagingFolder *folder,
                      GPtrArray *columns,
                      goffset *n_rows,
                      GError **error)
{
  g_autoptr (OdRowReader) face = NULL;
  Supply *supply = g_new0 (Supply, 1);

  face = &supply->face;
  supply->face = (OdRowReader){ .next = next_row,
                                .get_n_columns = get_n_columns,
                                .get_position = get_position,
                                .free = supply_free };
  g_queue_init (&supply->rows);
  supply->folder = od_staging_folder_ref (folder);
  supply->columns = g_ptr_array_ref (columns);
  supply->db = od_db_open (od_staging_folder_get_path (folder), OD_DB_READER, error);
  if (supply->db == NULL || !read_size (supply, n_rows, error)
      || !prepare_page (supply, error))
    return NULL;

  return g_steal_pointer (&face);
}

/* --- as a source ----------------------------------------------------------------------
 */

typedef struct {
  OdStagingFolder *folder;
  GPtrArray *columns;
} Origin;

static void
origin_free (gpointer data)
{
  Origin *origin = data;

  od_staging_folder_unref (origin->folder);
  g_ptr_array_unref (origin->columns);
  g_free (origin);
}

static OdRowReader *
open_origin (gpointer data, goffset *size, GError **error)
{
  Origin *origin = data;

  return od_supply_store_open (origin->folder, origin->columns, size, error);
}

OdLeadSource *
od_supply_store_new_source (OdStagingStore *store, const char *name)
{
  Origin *origin = g_new0 (Origin, 1);
  OdLeadSupply supply = { open_origin, origin, origin_free };

  origin->folder = od_staging_folder_ref (od_staging_store_get_folder (store));
  origin->columns = g_ptr_array_ref (od_staging_store_get_columns (store));
  return od_lead_source_new_for_supply (name, &supply);
}
