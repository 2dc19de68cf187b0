/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The staged rows, to be read. A file has any number of columns, so the statements are
 * put together once the columns are known; only names that od_staged_column_add() made
 * stand in them, and every value is bound.
 */
#include "app/staging/staging-store.h"

#include "app/staging/staging-error.h"

#include <glib/gi18n.h>

/* The first cell of a damaged row is all that was read of it. */
#define DAMAGED                                                                          \
  "(SELECT damaged.problem FROM damaged WHERE damaged.row = leads.row"                   \
  " AND damaged.text = leads.%s)"

static const char get_tally[] = "SELECT n_rows, n_refused FROM tally";

struct _OdStagingStore {
  OdStagingFolder *folder;
  OdDb *db;
  OdColumnMapping *mapping;
  OdLeadImport *import; /* to check rows with */
  GPtrArray *columns;
};

OdStagingStore *
od_staging_store_new (const OdColumnMapping *mapping, const char *country, GError **error)
{
  g_autoptr (OdStagingStore) store = g_new0 (OdStagingStore, 1);

  store->mapping = od_column_mapping_copy (mapping);
  store->import = od_lead_import_new (store->mapping, country);
  store->columns = od_staged_column_new_list ();
  store->folder = od_staging_folder_new (error);
  if (store->folder == NULL)
    return NULL;
  store->db = od_db_open (od_staging_folder_get_path (store->folder), OD_DB_SCRATCH,
                          error);
  return store->db != NULL ? g_steal_pointer (&store) : NULL;
}

void
od_staging_store_free (OdStagingStore *store)
{
  g_clear_pointer (&store->db, od_db_close);
  g_clear_pointer (&store->folder, od_staging_folder_unref);
  od_lead_import_free (store->import);
  od_column_mapping_free (store->mapping);
  g_ptr_array_unref (store->columns);
  g_free (store);
}

OdStagedTally
od_staging_store_get_tally (OdStagingStore *store, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query_binds (store->db, get_tally, error, (const OdBind[]){ { NULL } });
  OdStagedTally tally = { 0 };

  if (st != NULL && od_statement_next (st, error)) {
    tally.n_rows = od_statement_get_int (st, 0);
    tally.n_refused = od_statement_get_int (st, 1);
  }
  return tally;
}

OdDb *
od_staging_store_get_db (OdStagingStore *store)
{
  return store->db;
}

OdStagingFolder *
od_staging_store_get_folder (OdStagingStore *store)
{
  return store->folder;
}

const OdColumnMapping *
od_staging_store_get_mapping (OdStagingStore *store)
{
  return store->mapping;
}

GPtrArray *
od_staging_store_get_columns (OdStagingStore *store)
{
  return store->columns;
}

char *
od_staging_store_check (OdStagingStore *store, const OdCsvRow *row)
{
  return od_lead_import_check (store->import, row);
}

/* --- names and values --------------------------------------------------------------- */

void
od_staging_store_list_names (GString *sql, GPtrArray *columns, const char *prefix)
{
  for (guint i = 0; i < columns->len; i++) {
    const OdStagedColumn *column = g_ptr_array_index (columns, i);

    g_string_append_printf (sql, ", %s%s", prefix, column->name);
  }
}

void
od_staging_store_list_raw (GString *sql, GPtrArray *columns)
{
  const OdStagedColumn *first = g_ptr_array_index (columns, 0);

  g_string_append_printf (sql, "leads.row, leads.line, " DAMAGED, first->name);
  od_staging_store_list_names (sql, columns, "leads.");
}

char *
od_staging_store_dup_text (OdStatement *statement, int column)
{
  const char *text = od_statement_get_text (statement, column);

  if (text == NULL)
    return g_strdup ("");

  return g_utf8_validate (text, -1, NULL) ? g_strdup (text)
                                          : g_utf8_make_valid (text, -1);
}

static char **
dup_cells (OdStatement *statement, int first, guint n)
{
  char **cells = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    cells[i] = od_staging_store_dup_text (statement, first + i);
  return cells;
}

OdCsvRow *
od_staging_store_get_raw (OdStatement *statement, guint n_columns)
{
  OdCsvRow *row = g_new0 (OdCsvRow, 1);
  gboolean as_it_came = TRUE;

  row->number = od_statement_get_int (statement, 0);
  row->line = od_statement_get_int (statement, 1);
  row->cells = dup_cells (statement, 3, n_columns);
  row->n_cells = n_columns;
  for (guint i = 1; i < n_columns; i++)
    as_it_came &= row->cells[i][0] == '\0';
  if (as_it_came)
    row->problem = od_statement_dup_text (statement, 2);
  return row;
}

/* --- rows to be shown --------------------------------------------------------------- */

static OdStagedRow *
read_row (OdStatement *statement, guint n_columns)
{
  return od_staged_row_new (od_statement_get_int (statement, 0),
                            dup_cells (statement, 2, n_columns),
                            od_statement_get_text (statement, 1));
}

static OdStatement *
select_rows (OdStagingStore *store, const char *which, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT row, problem");

  od_staging_store_list_names (sql, store->columns, "");
  g_string_append (sql, which);
  return od_db_prepare (store->db, sql->str, error);
}

GPtrArray *
od_staging_store_read (OdStagingStore *store,
                       OdStagedFilter filter,
                       guint64 after,
                       guint limit,
                       GError **error)
{
  /* The index holds the refused ones only, in their order. */
  const char *which = filter == OD_STAGED_REFUSED
                        ? " FROM leads INDEXED BY refused WHERE problem IS NOT NULL"
                          " AND row > ?1 ORDER BY row LIMIT ?2"
                        : " FROM leads WHERE row > ?1 ORDER BY row LIMIT ?2";
  g_autoptr (OdStatement) st = select_rows (store, which, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (st == NULL)
    return NULL;

  od_statement_bind_int (st, 1, after);
  od_statement_bind_int (st, 2, limit);
  while (od_statement_next (st, error))
    g_ptr_array_add (rows, read_row (st, store->columns->len));
  return od_statement_is_through (st) ? g_steal_pointer (&rows) : NULL;
}

OdStagedRow *
od_staging_store_find (OdStagingStore *store, guint64 row, GError **error)
{
  g_autoptr (OdStatement) st = select_rows (store, " FROM leads WHERE row = ?1", error);

  if (st == NULL)
    return NULL;

  od_statement_bind_int (st, 1, row);
  if (od_statement_next (st, error))
    return read_row (st, store->columns->len);
  if (od_statement_is_through (st))
    g_set_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_GONE, _ ("Row %lu is deleted"),
                 (gulong) row);
  return NULL;
}
