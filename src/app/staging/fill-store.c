/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The schema, and the first rows in it. A damaged row comes in with its text in the first
 * cell, so that it can be mended; what is undone is kept by triggers, which are made
 * last, so that filling is not a step.
 */
#include "app/staging/fill-store.h"

#include <glib/gi18n.h>

#define LOOK_EVERY  256  /* rows: some hundred microseconds */
#define MAX_COLUMNS 1900 /* SQLite takes 2000, ours among them */

/* What is no text is none: NULL becomes "". */
#define CELL " TEXT NOT NULL ON CONFLICT REPLACE DEFAULT ''"

static const char begin_schema[] =
  "CREATE TABLE damaged (row INTEGER PRIMARY KEY, problem TEXT NOT NULL,"
  " text TEXT NOT NULL);"
  "CREATE TABLE step (number INTEGER PRIMARY KEY, words TEXT NOT NULL,"
  " n_rows BIGINT NOT NULL, n_refused BIGINT NOT NULL);"
  /* One row: counting a million takes a second. */
  "CREATE TABLE tally (n_rows BIGINT NOT NULL, n_refused BIGINT NOT NULL);";
static const char end_schema[] =
  "CREATE INDEX refused ON leads (row) WHERE problem IS NOT NULL;";
static const char add_damaged[] =
  "INSERT INTO damaged (row, problem, text) VALUES (:row, :problem, :text)";
static const char add_tally[] =
  "INSERT INTO tally (n_rows, n_refused) VALUES (:rows, :refused)";

typedef struct {
  OdStagingStore *store;
  OdDb *db;           /* the store's */
  GPtrArray *columns; /* the store's */
  OdLeadFile *file;
  const char *name; /* of the source */
  guint64 start_row;
  OdCsvRow *header; /* the row before the start row, if it is one; NULL: none */
  OdStatement *add; /* NULL: there is no table yet */
  OdStagedTally tally;
} Filling;

/* --- columns ------------------------------------------------------------------------ */

static void
name_columns (Filling *filling, guint n)
{
  const OdColumnMapping *mapping = od_staging_store_get_mapping (filling->store);

  while (filling->columns->len < n) {
    guint number = filling->columns->len + 1;

    od_staged_column_add (filling->columns,
                          filling->header != NULL
                            ? od_csv_row_get_cell (filling->header, number)
                            : NULL,
                          od_column_mapping_get_field (mapping, number));
  }
}

static gboolean
prepare_add (Filling *filling, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO leads (row, line, problem");

  od_staging_store_list_names (sql, filling->columns, "");
  g_string_append (sql, ") VALUES (?1, ?2, ?3");
  for (guint i = 0; i < filling->columns->len; i++)
    g_string_append_printf (sql, ", ?%u", i + 4);
  g_string_append_c (sql, ')');
  g_clear_pointer (&filling->add, od_statement_give_back);
  filling->add = od_db_prepare (filling->db, sql->str, error);
  return filling->add != NULL;
}

static gboolean
make_table (Filling *filling, GError **error)
{
  g_autoptr (GString) sql = g_string_new (begin_schema);

  g_string_append (sql, "CREATE TABLE leads (row INTEGER PRIMARY KEY,"
                        " line BIGINT NOT NULL, problem TEXT");
  for (guint i = 0; i < filling->columns->len; i++) {
    const OdStagedColumn *column = g_ptr_array_index (filling->columns, i);

    g_string_append_printf (sql, ", %s" CELL, column->name);
  }
  g_string_append_c (sql, ')');
  return od_db_exec (filling->db, sql->str, error);
}

/* A row that is longer than all before it. */
static gboolean
widen_table (Filling *filling, guint n_before, GError **error)
{
  for (guint i = n_before; i < filling->columns->len; i++) {
    const OdStagedColumn *column = g_ptr_array_index (filling->columns, i);
    g_autofree char *sql = g_strdup_printf ("ALTER TABLE leads ADD COLUMN %s" CELL,
                                            column->name);

    if (!od_db_exec (filling->db, sql, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
make_room (Filling *filling, GError **error)
{
  guint n_before = filling->columns->len;
  guint n = MAX (od_lead_file_get_n_columns (filling->file), 1);

  if (filling->add != NULL && n <= n_before)
    return TRUE;
  if (n > MAX_COLUMNS) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("%s has %u columns: more than %d cannot be modified here"),
                 filling->name, n, MAX_COLUMNS);
    return FALSE;
  }

  name_columns (filling, n);
  return (filling->add == NULL ? make_table (filling, error)
                               : widen_table (filling, n_before, error))
         && prepare_add (filling, error);
}

/* --- rows --------------------------------------------------------------------------- */

static gboolean
add_damage (Filling *filling, const OdCsvRow *row, GError **error)
{
  return od_db_run (filling->db, add_damaged, error, OD_INT (":row", row->number),
                    OD_TEXT (":problem", row->problem), OD_TEXT (":text", row->text));
}

static gboolean
add_row (Filling *filling, const OdCsvRow *row, GError **error)
{
  g_autofree char *problem = od_staging_store_check (filling->store, row);
  gboolean damaged = row->problem != NULL;

  od_statement_bind_int (filling->add, 1, row->number);
  od_statement_bind_int (filling->add, 2, row->line);
  od_statement_bind_text (filling->add, 3, problem);
  od_statement_bind_text (filling->add, 4,
                          damaged ? row->text : od_csv_row_get_cell (row, 1));
  for (guint i = 2; i <= filling->columns->len; i++)
    od_statement_bind_text (filling->add, i + 3,
                            damaged ? "" : od_csv_row_get_cell (row, i));
  filling->tally.n_rows++;
  filling->tally.n_refused += problem != NULL;
  return od_statement_run (filling->add, error)
         && (!damaged || add_damage (filling, row, error));
}

static gboolean
is_header (const OdCsvRow *row)
{
  g_autoptr (OdColumnMapping) scratch = od_column_mapping_new ();

  return od_column_mapping_propose (scratch, row);
}

/* @row: (transfer full) */
static gboolean
take_row (Filling *filling, OdCsvRow *row, GError **error)
{
  g_autoptr (OdCsvRow) owned = row;

  if (row->number + 1 == filling->start_row && is_header (row))
    filling->header = g_steal_pointer (&owned);
  if (row->number < filling->start_row || (row->n_cells == 0 && row->problem == NULL))
    return TRUE;

  return make_room (filling, error) && add_row (filling, row, error);
}

static gboolean
take_rows (Filling *filling,
           goffset size,
           GCancellable *cancellable,
           OdFillFunc tell,
           gpointer data,
           GError **error)
{
  for (guint64 n = 0;; n++) {
    g_autoptr (GError) local = NULL;
    OdCsvRow *row = od_lead_file_next_row (filling->file, &local);

    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (row == NULL)
      return TRUE;
    if (!take_row (filling, row, error))
      return FALSE;
    if (n % LOOK_EVERY != 0)
      continue;
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    tell (od_lead_file_get_sums (filling->file).position, size, data);
  }
}

/* --- the end ------------------------------------------------------------------------ */

/* A row is kept once a step, as it was before. What is worked out (the problem) is
 * written outside of any step, and so is what an undoing brings back: REPLACE is no
 * DELETE. The step is what was inserted last (undo has no rowid): a trigger that had to
 * read its number in a table would open that table to SQL that is typed. */
static gboolean
make_undo (Filling *filling, GError **error)
{
  g_autoptr (GString) names = g_string_new ("row, line, problem");
  g_autoptr (GString) old = g_string_new ("OLD.row, OLD.line, OLD.problem");
  g_autoptr (GString) cells = g_string_new (NULL);
  g_autofree char *sql = NULL;

  od_staging_store_list_names (names, filling->columns, "");
  od_staging_store_list_names (old, filling->columns, "OLD.");
  od_staging_store_list_names (cells, filling->columns, "");
  sql = g_strdup_printf ("CREATE TABLE undo (step, %1$s, PRIMARY KEY (step, row)) "
                         "WITHOUT ROWID;"
                         "CREATE TRIGGER keep_changed AFTER UPDATE OF %3$s ON leads BEGIN"
                         " INSERT OR IGNORE INTO undo (step, %1$s)"
                         " VALUES (last_insert_rowid (), %2$s); END;"
                         "CREATE TRIGGER keep_deleted AFTER DELETE ON leads BEGIN"
                         " INSERT OR IGNORE INTO undo (step, %1$s)"
                         " VALUES (last_insert_rowid (), %2$s); END;",
                         names->str, old->str, cells->str + 2);
  return od_db_exec (filling->db, sql, error);
}

static gboolean
finish (Filling *filling, GError **error)
{
  if (filling->add == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("%s has no row from row %lu on"), filling->name,
                 (gulong) filling->start_row);
    return FALSE;
  }

  return od_db_exec (filling->db, end_schema, error) && make_undo (filling, error)
         && od_db_run (filling->db, add_tally, error,
                       OD_INT (":rows", filling->tally.n_rows),
                       OD_INT (":refused", filling->tally.n_refused));
}

gboolean
od_fill_store_run (OdStagingStore *store,
                   OdLeadSource *source,
                   GCancellable *cancellable,
                   OdFillFunc tell,
                   gpointer data,
                   GError **error)
{
  goffset size = 0;
  g_autoptr (OdLeadFile) file = od_lead_source_open (source, &size, error);
  Filling filling = { .store = store,
                      .db = od_staging_store_get_db (store),
                      .columns = od_staging_store_get_columns (store),
                      .file = file,
                      .name = od_lead_source_get_name (source),
                      .start_row = od_column_mapping_get_start_row (
                        od_staging_store_get_mapping (store)) };
  gboolean ok;

  if (file == NULL || !od_db_begin (filling.db, error))
    return FALSE;

  ok = take_rows (&filling, size, cancellable, tell, data, error)
       && finish (&filling, error) && od_db_commit (filling.db, error);
  g_clear_pointer (&filling.add, od_statement_give_back);
  g_clear_pointer (&filling.header, od_csv_row_free);
  if (!ok)
    od_db_rollback (filling.db);
  return ok;
}
