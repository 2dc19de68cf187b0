/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Column by column, each by its kind.
 */
#include "shared/db/row.h"

#include "shared/db/db-inside.h"

#define MEMBER(column, value, type) G_STRUCT_MEMBER (type, value, (column)->offset)

/* Once for each statement: afterwards it costs a compare. */
static void
check_names (const OdRowType *type, OdStatement *st)
{
  if (st->type == type)
    return;

  for (int i = 0; type->columns[i].parameter != NULL; i++) {
    const char *wanted = type->columns[i].parameter + 1;

    if (i >= od_statement_get_n_columns (st)
        || !g_str_equal (od_statement_get_name (st, i), wanted))
      g_error ("column %d is not %s in: %s", i, wanted, sqlite3_sql (st->handle));
  }
  st->type = type;
}

void
od_row_fill (const OdRowType *type, OdStatement *st, gpointer value)
{
  check_names (type, st);
  for (int i = 0; type->columns[i].parameter != NULL; i++) {
    const OdColumn *column = &type->columns[i];

    if (od_statement_is_null (st, i))
      continue;
    switch (column->kind) {
    case OD_COLUMN_INT64:
      MEMBER (column, value, gint64) = od_statement_get_int (st, i);
      break;
    case OD_COLUMN_INT:
      MEMBER (column, value, gint) = od_statement_get_int (st, i);
      break;
    case OD_COLUMN_TEXT:
      MEMBER (column, value, char *) = od_statement_dup_text (st, i);
      break;
    case OD_COLUMN_CHAR:
      MEMBER (column, value, char) = od_statement_get_text (st, i)[0];
      break;
    }
  }
}

gpointer
od_row_read (const OdRowType *type, OdStatement *st)
{
  gpointer value = type->make != NULL ? type->make () : g_malloc0 (type->size);

  od_row_fill (type, st, value);
  return value;
}

gboolean
od_row_find (const OdRowType *type, OdStatement *statement, gpointer *row, GError **error)
{
  g_autoptr (OdStatement) st = statement;

  *row = od_statement_next (st, error) ? od_row_read (type, st) : NULL;
  return *row != NULL || od_statement_is_through (st);
}

GPtrArray *
od_row_list (const OdRowType *type, OdStatement *statement, GError **error)
{
  g_autoptr (OdStatement) st = statement;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (type->free);

  while (od_statement_next (st, error))
    g_ptr_array_add (rows, od_row_read (type, st));
  return od_statement_is_through (st) ? g_steal_pointer (&rows) : NULL;
}

/* What is not bound is NULL. */
static void
bind_number (OdStatement *st, int parameter, const OdColumn *column, gint64 number)
{
  if (number != 0 || !column->nullable)
    od_statement_bind_int (st, parameter, number);
}

static gboolean
bind_member (const OdColumn *column, gconstpointer value, OdStatement *st)
{
  int parameter = sqlite3_bind_parameter_index (st->handle, column->parameter);

  if (parameter == 0)
    return FALSE;
  switch (column->kind) {
  case OD_COLUMN_INT64:
    bind_number (st, parameter, column, MEMBER (column, value, gint64));
    break;
  case OD_COLUMN_INT:
    bind_number (st, parameter, column, MEMBER (column, value, gint));
    break;
  case OD_COLUMN_TEXT:
    od_statement_bind_text (st, parameter, MEMBER (column, value, char *));
    break;
  case OD_COLUMN_CHAR:
    if (MEMBER (column, value, char) != '\0')
      sqlite3_bind_text (st->handle, parameter, &MEMBER (column, value, char), 1,
                         SQLITE_STATIC);
    break;
  }

  return TRUE;
}

gboolean
od_row_run_binds (const OdRowType *type,
                  gconstpointer value,
                  OdDb *db,
                  const char *sql,
                  GError **error,
                  const OdBind *binds)
{
  g_autoptr (OdStatement) st = od_db_query_binds (db, sql, error, binds);
  int n = 0;

  if (st == NULL)
    return FALSE;
  for (const OdBind *bind = binds; bind->name != NULL; bind++)
    n++;
  for (const OdColumn *column = type->columns; column->parameter != NULL; column++)
    n += bind_member (column, value, st);
  if (n != sqlite3_bind_parameter_count (st->handle))
    g_error ("%d values for: %s", n, sql);

  while (od_statement_next (st, error))
    ;
  return od_statement_is_through (st);
}
