/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step is one transaction: its number is set, rows are changed (triggers keep what they
 * were), those that were touched are checked again and counted. The tables
 * are fill-store's.
 */
#include "app/staging/step-store.h"

#include "app/staging/staging-error.h"
#include "shared/db/typed.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SHOWN       1000               /* rows of a SELECT */
#define MAX_SHOWN_BYTES (16 * 1024 * 1024) /* of their texts */
#define LOOK_EVERY      256                /* rows between two looks at who may stop it */

/* clang-format off */
static const char next_step[] =
  "INSERT INTO step (words, n_rows, n_refused) VALUES ('', 0, 0) RETURNING number";
static const char describe_step[] =
  "UPDATE step SET words = :words, n_rows = :rows, n_refused = :refused"
  " WHERE number = :step";
static const char last_step[] =
  "SELECT number, words, n_rows, n_refused FROM step ORDER BY number DESC LIMIT 1";
static const char drop_step[] =
  "DELETE FROM step WHERE number = :step";
static const char drop_undo[] =
  "DELETE FROM undo WHERE step = :step";
static const char set_problem[] =
  "UPDATE leads SET problem = :problem WHERE row = :row";
static const char delete_row[] =
  "DELETE FROM leads WHERE row = :row";
static const char delete_every[] =
  "DELETE FROM leads";
static const char delete_refused[] =
  "DELETE FROM leads WHERE problem IS NOT NULL";
static const char add_to_tally[] =
  "UPDATE tally SET n_rows = n_rows + :rows, n_refused = n_refused + :refused";
/* clang-format on */

static const char *const read_only[] = { "row", "line", "problem", NULL };
static const OdTypedRules rules = { "leads", read_only, "undo" };
static const OdBind no_binds[] = { { NULL } };

/* How a step changed the tally. */
typedef struct {
  gint64 n_rows;
  gint64 n_refused;
} Change;

/* --- steps -------------------------------------------------------------------------- */

/* -1: with @error. */
static gint64
begin_step (OdStagingStore *store, GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  g_autoptr (OdStatement) st = NULL;

  if (!od_db_begin (db, error))
    return -1;

  st = od_db_query_binds (db, next_step, error, no_binds);
  if (st != NULL && od_statement_next (st, error))
    return od_statement_get_int (st, 0);

  g_clear_pointer (&st, od_statement_give_back);
  od_db_rollback (db);
  return -1;
}

/* Of a deleted row the undo log has the old values, and "leads" has no row. */
static OdStatement *
select_touched (OdStagingStore *store, gint64 step, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  GPtrArray *columns = od_staging_store_get_columns (store);
  OdStatement *st;

  od_staging_store_list_raw (sql, columns);
  g_string_append (sql, ", undo.problem FROM undo LEFT JOIN leads"
                        " ON leads.row = undo.row WHERE undo.step = ?1");
  st = od_db_prepare (od_staging_store_get_db (store), sql->str, error);
  if (st != NULL)
    od_statement_bind_int (st, 1, step);
  return st;
}

static gboolean
check_row (OdStagingStore *store, OdStatement *touched, Change *change, GError **error)
{
  guint n = od_staging_store_get_columns (store)->len;
  const char *old_problem = od_statement_get_text (touched, n + 3);
  g_autoptr (OdCsvRow) row = NULL;
  g_autofree char *problem = NULL;

  change->n_refused -= old_problem != NULL;
  if (od_statement_is_null (touched, 0)) {
    change->n_rows--;
    return TRUE;
  }

  row = od_staging_store_get_raw (touched, n);
  problem = od_staging_store_check (store, row);
  change->n_refused += problem != NULL;
  if (g_strcmp0 (problem, old_problem) == 0)
    return TRUE;

  return od_db_run (od_staging_store_get_db (store), set_problem, error,
                    OD_TEXT (":problem", problem), OD_INT (":row", row->number));
}

static gboolean
check_touched (OdStagingStore *store, gint64 step, Change *change, GError **error)
{
  g_autoptr (OdStatement) touched = select_touched (store, step, error);

  while (od_statement_next (touched, error)) {
    if (!check_row (store, touched, change, error))
      return FALSE;
  }
  return od_statement_is_through (touched);
}

static gboolean
write_step (OdStagingStore *store, gint64 step, const char *words, GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  Change change = { 0 };

  return check_touched (store, step, &change, error)
         && od_db_run (db, add_to_tally, error, OD_INT (":rows", change.n_rows),
                       OD_INT (":refused", change.n_refused))
         && od_db_run (db, describe_step, error, OD_INT (":step", step),
                       OD_TEXT (":words", words), OD_INT (":rows", change.n_rows),
                       OD_INT (":refused", change.n_refused));
}

/* From here on the time limit is lifted: what was written is committed. */
static gboolean
end_step (OdStagingStore *store, gint64 step, const char *words, GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  gboolean ok = write_step (store, step, words, error);

  od_db_unwatch (db);
  if (ok && od_db_commit (db, error))
    return TRUE;

  od_db_rollback (db);
  return FALSE;
}

/* --- by hand ------------------------------------------------------------------------ */

/* -1: with @error; 0: it says so already, or the row is gone. */
static gint64
write_cell (OdStagingStore *store,
            guint64 row,
            guint column,
            const char *text,
            GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  OdStagedColumn *what = g_ptr_array_index (od_staging_store_get_columns (store),
                                            column - 1);
  g_autofree char *sql =
    g_strdup_printf ("UPDATE leads SET %1$s = ?1 WHERE row = ?2 AND %1$s IS NOT ?1",
                     what->name);
  g_autoptr (OdStatement) st = od_db_prepare (db, sql, error);

  if (st == NULL)
    return -1;

  od_statement_bind_text (st, 1, text);
  od_statement_bind_int (st, 2, row);
  return od_statement_run (st, error) ? od_db_changes (db) : -1;
}

OdStagedRow *
od_step_store_edit (OdStagingStore *store,
                    guint64 row,
                    guint column,
                    const char *text,
                    GError **error)
{
  gint64 step = begin_step (store, error);
  gint64 n = step >= 0 ? write_cell (store, row, column, text, error) : -1;
  g_autofree char *words = g_strdup_printf (_ ("Edit row %lu"), (gulong) row);
  gboolean ok = n > 0 && end_step (store, step, words, error);

  if (step >= 0 && n <= 0)
    od_db_rollback (od_staging_store_get_db (store));
  if (ok || n == 0)
    return od_staging_store_find (store, row, error);

  od_staging_error_explain (error, 0);
  return NULL;
}

/* -1: with @error. */
static gint64
delete_rows (OdDb *db, const guint64 *rows, gsize n, GError **error)
{
  gint64 done = 0;

  for (gsize i = 0; i < n; i++) {
    if (!od_db_run (db, delete_row, error, OD_INT (":row", rows[i])))
      return -1;
    done += od_db_changes (db);
  }

  return done;
}

/* @done: rows that went; -1: with @error. */
static gboolean
end_delete (OdStagingStore *store, gint64 step, gint64 done, GError **error)
{
  g_autofree char *words =
    g_strdup_printf (ngettext ("Delete %ld row", "Delete %ld rows", done), (glong) done);
  gboolean ok = done > 0 && end_step (store, step, words, error);

  if (step >= 0 && done <= 0)
    od_db_rollback (od_staging_store_get_db (store));
  if (ok || done == 0)
    return TRUE;

  od_staging_error_explain (error, 0);
  return FALSE;
}

gboolean
od_step_store_delete (OdStagingStore *store, const guint64 *rows, gsize n, GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  gint64 step = begin_step (store, error);

  return end_delete (store, step, step >= 0 ? delete_rows (db, rows, n, error) : -1,
                     error);
}

gboolean
od_step_store_delete_all (OdStagingStore *store, OdStagedFilter filter, GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  gint64 step = begin_step (store, error);
  gint64 done = -1;

  if (step >= 0
      && od_db_run_binds (db, filter == OD_STAGED_REFUSED ? delete_refused : delete_every,
                          error, no_binds))
    done = od_db_changes (db);
  return end_delete (store, step, done, error);
}

/* --- in SQL ------------------------------------------------------------------------- */

static char **
dup_names (OdStatement *statement)
{
  int n = od_statement_get_n_columns (statement);
  char **names = g_new0 (char *, n + 1);

  for (int i = 0; i < n; i++)
    names[i] = g_utf8_make_valid (od_statement_get_name (statement, i), -1);
  return names;
}

static gsize
add_shown (GPtrArray *rows, OdStatement *statement)
{
  int n = od_statement_get_n_columns (statement);
  char **cells = g_new0 (char *, n + 1);
  gsize bytes = 0;

  for (int i = 0; i < n; i++) {
    cells[i] = od_staging_store_dup_text (statement, i);
    bytes += strlen (cells[i]);
  }
  g_ptr_array_add (rows, cells);
  return bytes;
}

static gboolean
select_shown (OdTyped *typed, OdStagedResult *result, GError **error)
{
  OdStatement *statement = od_typed_get_statement (typed);
  gsize bytes = 0;

  result->columns = dup_names (statement);
  result->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  while (od_typed_next (typed, error)) {
    result->more = result->rows->len >= MAX_SHOWN || bytes >= MAX_SHOWN_BYTES;
    if (result->more)
      break;
    bytes += add_shown (result->rows, statement);
  }
  return result->more || od_statement_is_through (statement);
}

static char *
say_change (OdTypedKind kind, gint64 n)
{
  if (kind == OD_TYPED_UPDATE)
    return g_strdup_printf (ngettext ("UPDATE of %ld row", "UPDATE of %ld rows", n),
                            (glong) n);

  return g_strdup_printf (ngettext ("DELETE of %ld row", "DELETE of %ld rows", n),
                          (glong) n);
}

/* Rows that RETURNING gives are not looked at. -1: with @error. */
static gint64
step_to_end (OdDb *db, OdTyped *typed, GError **error)
{
  while (od_typed_next (typed, error))
    ;
  return od_statement_is_through (od_typed_get_statement (typed)) ? od_db_changes (db)
                                                                  : -1;
}

static gboolean
change (OdStagingStore *store, OdTyped *typed, OdStagedResult *result, GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  gint64 step = begin_step (store, error);
  g_autofree char *words = NULL;

  if (step < 0)
    return FALSE;

  result->changed = step_to_end (db, typed, error);
  words = say_change (od_typed_get_kind (typed), result->changed);
  if (result->changed > 0)
    return end_step (store, step, words, error);

  od_db_unwatch (db);
  od_db_rollback (db);
  return result->changed == 0;
}

OdStagedResult *
od_step_store_run (OdStagingStore *store,
                   const char *sql,
                   const OdStepLimit *limit,
                   GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  g_autoptr (OdStagedResult) result = g_new0 (OdStagedResult, 1);
  gint64 begun_us = g_get_monotonic_time ();
  g_autoptr (OdTyped) typed = NULL;
  gboolean ok;

  od_db_watch (db, limit->cancellable, limit->patience_ms);
  typed = od_typed_new (db, &rules, sql, error);
  ok = typed != NULL
       && (od_typed_get_kind (typed) == OD_TYPED_SELECT
             ? select_shown (typed, result, error)
             : change (store, typed, result, error));
  od_db_unwatch (db);
  result->duration_us = g_get_monotonic_time () - begun_us;
  if (ok)
    return g_steal_pointer (&result);

  od_staging_error_explain (error, limit->patience_ms);
  return NULL;
}

/* --- to a file ---------------------------------------------------------------------- */

/* By the names of the file, which a spreadsheet's reader knows. */
static char **
dup_headings (OdStagingStore *store, OdStagedFormat format)
{
  GPtrArray *columns = od_staging_store_get_columns (store);
  char **headings = g_new0 (char *, columns->len + 1);

  for (guint i = 0; i < columns->len; i++) {
    const OdStagedColumn *column = g_ptr_array_index (columns, i);

    headings[i] = g_strdup (format == OD_STAGED_CSV ? column->heading : column->name);
  }
  return headings;
}

static char *
select_all (OdStagingStore *store)
{
  g_autoptr (GString) names = g_string_new (NULL);

  od_staging_store_list_names (names, od_staging_store_get_columns (store), "");
  return g_strconcat ("SELECT ", names->str + 2, " FROM leads ORDER BY row", NULL);
}

static gboolean
write_rows (OdTyped *typed,
            OdStagedExport *export,
            GCancellable *cancellable,
            guint64 *n,
            GError **error)
{
  for (*n = 0; od_typed_next (typed, error); ++*n) {
    if (!od_staged_export_add (export, od_typed_get_statement (typed), error))
      return FALSE;
    if (*n % LOOK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
  }
  return od_statement_is_through (od_typed_get_statement (typed));
}

static gboolean
export_typed (OdStagingStore *store,
              OdTyped *typed,
              gboolean all,
              OdStagedExport *export,
              GError **error)
{
  g_auto (GStrv) names = NULL;

  if (od_typed_get_kind (typed) != OD_TYPED_SELECT) {
    g_set_error (error, OD_STAGING_ERROR, OD_STAGING_ERROR_STATEMENT,
                 _ ("Only what a SELECT gives can be exported"));
    return FALSE;
  }

  names = all ? dup_headings (store, od_staged_export_get_format (export))
              : dup_names (od_typed_get_statement (typed));
  return od_staged_export_begin (export, (const char *const *) names, error);
}

gboolean
od_step_store_export (OdStagingStore *store,
                      const char *sql,
                      OdStagedExport *export,
                      const OdStepLimit *limit,
                      guint64 *n,
                      GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  g_autofree char *every = sql == NULL ? select_all (store) : NULL;
  g_autoptr (OdTyped) typed = NULL;
  gboolean ok;

  od_db_watch (db, limit->cancellable, limit->patience_ms);
  typed = od_typed_new (db, &rules, sql != NULL ? sql : every, error);
  ok = typed != NULL && export_typed (store, typed, sql == NULL, export, error)
       && write_rows (typed, export, limit->cancellable, n, error)
       && od_staged_export_end (export, limit->cancellable, error);
  od_db_unwatch (db);
  if (!ok)
    od_staging_error_explain (error, limit->patience_ms);
  return ok;
}

/* --- back --------------------------------------------------------------------------- */

/* -1: there is none, or @error. @words, @change: (out) (optional). */
static gint64
find_last (OdDb *db, char **words, Change *change, GError **error)
{
  g_autoptr (OdStatement) st = od_db_query_binds (db, last_step, error, no_binds);

  if (st == NULL || !od_statement_next (st, error))
    return -1;
  if (words != NULL)
    *words = od_statement_dup_text (st, 1);
  if (change != NULL)
    *change = (Change){ od_statement_get_int (st, 2), od_statement_get_int (st, 3) };

  return od_statement_get_int (st, 0);
}

char *
od_step_store_dup_undo (OdStagingStore *store, GError **error)
{
  char *words = NULL;

  find_last (od_staging_store_get_db (store), &words, NULL, error);
  return words;
}

static gboolean
bring_back (OdStagingStore *store, gint64 step, GError **error)
{
  g_autoptr (GString) names = g_string_new ("row, line, problem");
  g_autoptr (OdStatement) st = NULL;
  g_autofree char *sql = NULL;

  od_staging_store_list_names (names, od_staging_store_get_columns (store), "");
  sql = g_strdup_printf ("INSERT OR REPLACE INTO leads (%1$s)"
                         " SELECT %1$s FROM undo WHERE step = ?1",
                         names->str);
  st = od_db_prepare (od_staging_store_get_db (store), sql, error);
  if (st == NULL)
    return FALSE;

  od_statement_bind_int (st, 1, step);
  return od_statement_run (st, error);
}

gboolean
od_step_store_undo (OdStagingStore *store, GError **error)
{
  OdDb *db = od_staging_store_get_db (store);
  g_autoptr (GError) local = NULL;
  Change change;
  gint64 step = find_last (db, NULL, &change, &local);

  if (step < 0 && local == NULL)
    return TRUE;
  if (local == NULL && od_db_begin (db, &local)) {
    if (bring_back (store, step, &local)
        && od_db_run (db, add_to_tally, &local, OD_INT (":rows", -change.n_rows),
                      OD_INT (":refused", -change.n_refused))
        && od_db_run (db, drop_undo, &local, OD_INT (":step", step))
        && od_db_run (db, drop_step, &local, OD_INT (":step", step))
        && od_db_commit (db, &local))
      return TRUE;
    od_db_rollback (db);
  }

  od_staging_error_explain (&local, 0);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
