/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQLite behind a narrow door: open, bind by name, step, transaction. Runs on whatever
 * thread owns the OdDb; never on two at once.
 */
#include "shared/db/db.h"

#include "shared/db/db-inside.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define BUSY_TIMEOUT_MS 5000
#define WATCH_EVERY     1000 /* steps of SQLite's machine: some ten microseconds */

/* What a scratch file may hold, and what is run on it. */
#define MAX_SCRATCH_VALUE   (16 * 1024 * 1024) /* bytes; a row is a value, too */
#define MAX_SCRATCH_SQL     (1024 * 1024)      /* bytes */
#define MAX_SCRATCH_PATTERN 1000 /* bytes of a LIKE: it cannot be interrupted */

G_DEFINE_QUARK (od_db_error, od_db_error)

static OdDbError
error_code (int rc)
{
  switch (rc & 0xff) {
  case SQLITE_CONSTRAINT:
    return OD_DB_ERROR_CONFLICT;
  case SQLITE_FULL:
    return OD_DB_ERROR_FULL;
  case SQLITE_INTERRUPT:
    return OD_DB_ERROR_TIMEOUT;
  default:
    return OD_DB_ERROR_FAILED;
  }
}

/* A full disk or a read error may make SQLite undo everything up to the outermost BEGIN
 * by itself. What is written after that would be committed at once, alone: so nothing
 * is, until the outermost transaction has been rolled back here as well. */
gboolean
od_db_set_error (OdDb *db, GError **error, int rc, const char *doing)
{
  if (db->depth > 0 && db->lost == 0 && sqlite3_get_autocommit (db->handle))
    db->lost = rc;
  if (rc == SQLITE_INTERRUPT && db->cancellable != NULL
      && g_cancellable_set_error_if_cancelled (db->cancellable, error))
    return FALSE;

  g_set_error (error, OD_DB_ERROR, error_code (rc), "%s%s%s", doing != NULL ? doing : "",
               doing != NULL ? ": " : "", sqlite3_errmsg (db->handle));
  return FALSE;
}

static gboolean
is_lost (OdDb *db, GError **error)
{
  if (db->lost == 0)
    return FALSE;

  g_set_error (error, OD_DB_ERROR, error_code (db->lost), "the transaction is undone: %s",
               sqlite3_errstr (db->lost));
  return TRUE;
}

static void
statement_free (gpointer data)
{
  OdStatement *statement = data;

  sqlite3_finalize (statement->handle);
  g_free (statement);
}

/* trusted_schema and mmap are off because the file may come from a backup of anywhere;
 * checkpoints are the writer's own decision, see od_db_checkpoint(). */
static const char writer_setup[] = "PRAGMA journal_mode = WAL;"
                                   "PRAGMA synchronous = FULL;"
                                   "PRAGMA foreign_keys = ON;"
                                   "PRAGMA trusted_schema = OFF;"
                                   "PRAGMA mmap_size = 0;"
                                   "PRAGMA wal_autocheckpoint = 0;"
                                   "PRAGMA cache_size = -65536;";
static const char reader_setup[] = "PRAGMA query_only = ON;"
                                   "PRAGMA trusted_schema = OFF;"
                                   "PRAGMA mmap_size = 0;";

/* What is lost with the program need not be waited for. The journal is a file all the
 * same: without one a rollback would leave anything, and in memory it would grow with
 * what a statement touches. */
static const char scratch_setup[] = "PRAGMA journal_mode = TRUNCATE;"
                                    "PRAGMA synchronous = OFF;"
                                    "PRAGMA trusted_schema = OFF;"
                                    "PRAGMA mmap_size = 0;"
                                    "PRAGMA cache_size = -65536;";
static const char *const setups[] = { [OD_DB_WRITER] = writer_setup,
                                      [OD_DB_READER] = reader_setup,
                                      [OD_DB_SCRATCH] = scratch_setup };

static void
set_scratch_limits (OdDb *db)
{
  sqlite3_limit (db->handle, SQLITE_LIMIT_LENGTH, MAX_SCRATCH_VALUE);
  sqlite3_limit (db->handle, SQLITE_LIMIT_SQL_LENGTH, MAX_SCRATCH_SQL);
  sqlite3_limit (db->handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, MAX_SCRATCH_PATTERN);
  sqlite3_limit (db->handle, SQLITE_LIMIT_ATTACHED, 0);
}

void
od_db_take (OdDb *db)
{
  db->owner = g_thread_self ();
}

gboolean
od_db_is_mine (OdDb *db)
{
  return db->owner == g_thread_self ();
}

OdDb *
od_db_open (const char *path, OdDbRole role, GError **error)
{
  g_autoptr (OdDb) db = g_new0 (OdDb, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  int rc;

  if (role != OD_DB_READER)
    flags |= SQLITE_OPEN_CREATE;
  db->path = g_strdup (path);
  db->role = role;
  od_db_take (db);
  db->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                          statement_free);

  rc = sqlite3_open_v2 (path, &db->handle, flags, NULL);
  if (rc != SQLITE_OK) {
    g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED, "cannot open %s: %s", path,
                 sqlite3_errstr (rc));
    return NULL;
  }

  sqlite3_busy_timeout (db->handle, BUSY_TIMEOUT_MS);
  if (!od_db_exec (db, setups[role], error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }

  if (role == OD_DB_SCRATCH)
    set_scratch_limits (db);
  return g_steal_pointer (&db);
}

void
od_db_close (OdDb *db)
{
  g_clear_object (&db->cancellable);
  g_hash_table_unref (db->statements);
  sqlite3_close (db->handle);
  g_free (db->path);
  g_free (db);
}

OdStatement *
od_db_prepare (OdDb *db, const char *sql, GError **error)
{
  OdStatement *statement;
  sqlite3_stmt *handle = NULL;
  int rc;

  g_assert (od_db_is_mine (db));
  if (is_lost (db, error))
    return NULL;

  rc = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (rc != SQLITE_OK) {
    od_db_set_error (db, error, rc, sql);
    return NULL;
  }

  statement = g_new0 (OdStatement, 1);
  statement->db = db;
  statement->handle = handle;
  statement->own = TRUE;
  return statement;
}

/* The one of that address. */
static OdStatement *
find_or_prepare (OdDb *db, const char *sql, GError **error)
{
  OdStatement *statement = g_hash_table_lookup (db->statements, sql);

  g_assert (od_db_is_mine (db));
  if (statement != NULL)
    return is_lost (db, error) ? NULL : statement;

  statement = od_db_prepare (db, sql, error);
  if (statement != NULL) {
    statement->own = FALSE;
    g_hash_table_insert (db->statements, (gpointer) sql, statement);
  }
  return statement;
}

static int
bind_one (sqlite3_stmt *handle, int index, const OdBind *bind)
{
  if (bind->type == OD_BIND_INT)
    return sqlite3_bind_int64 (handle, index, bind->number);
  if (bind->type == OD_BIND_TEXT && bind->text != NULL)
    return sqlite3_bind_text (handle, index, bind->text, -1, SQLITE_TRANSIENT);

  return sqlite3_bind_null (handle, index);
}

OdStatement *
od_db_query_binds (OdDb *db, const char *sql, GError **error, const OdBind *binds)
{
  OdStatement *statement = find_or_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;

  g_assert (!statement->open);
  for (const OdBind *bind = binds; bind->name != NULL; bind++) {
    int index = sqlite3_bind_parameter_index (statement->handle, bind->name);

    if (index == 0)
      g_error ("no parameter %s in: %s", bind->name, sql);
    if (bind_one (statement->handle, index, bind) != SQLITE_OK) {
      od_db_set_error (db, error, SQLITE_ERROR, bind->name);
      return NULL;
    }
  }

  statement->open = TRUE;
  return statement;
}

gboolean
od_db_run_binds (OdDb *db, const char *sql, GError **error, const OdBind *binds)
{
  g_autoptr (OdStatement) statement = od_db_query_binds (db, sql, error, binds);

  while (od_statement_next (statement, error))
    ;
  return od_statement_is_through (statement);
}

gboolean
od_db_exec (OdDb *db, const char *script, GError **error)
{
  int rc;

  g_assert (od_db_is_mine (db));
  if (is_lost (db, error))
    return FALSE;
  rc = sqlite3_exec (db->handle, script, NULL, NULL, NULL);
  return rc == SQLITE_OK || od_db_set_error (db, error, rc, "script");
}

gboolean
od_db_check (OdDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  int rc = sqlite3_prepare_v2 (db->handle, sql, -1, &handle, NULL);

  sqlite3_finalize (handle);
  return rc == SQLITE_OK || od_db_set_error (db, error, rc, sql);
}

gint64
od_db_changes (OdDb *db)
{
  return sqlite3_changes64 (db->handle);
}

gint64
od_db_last_id (OdDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

gboolean
od_statement_next (OdStatement *statement, GError **error)
{
  int rc;

  if (statement == NULL)
    return FALSE;

  rc = statement->too_long ? SQLITE_TOOBIG : sqlite3_step (statement->handle);
  statement->through = rc == SQLITE_DONE;
  if (rc != SQLITE_DONE && rc != SQLITE_ROW)
    od_db_set_error (statement->db, error, rc, "step");
  return rc == SQLITE_ROW;
}

gboolean
od_statement_is_through (OdStatement *statement)
{
  return statement != NULL && statement->through;
}

gboolean
od_statement_take_int (OdStatement *statement, gint64 *number, GError **error)
{
  g_autoptr (OdStatement) st = statement;

  if (!od_statement_next (st, error))
    return FALSE;

  *number = od_statement_get_int (st, 0);
  return TRUE;
}

gboolean
od_statement_take_bool (OdStatement *statement, gboolean *is, GError **error)
{
  gint64 number;

  if (!od_statement_take_int (statement, &number, error))
    return FALSE;

  *is = number != 0;
  return TRUE;
}

gint64
od_statement_get_int (OdStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->handle, column);
}

const char *
od_statement_get_text (OdStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->handle, column);
}

char *
od_statement_dup_text (OdStatement *statement, int column)
{
  return g_strdup (od_statement_get_text (statement, column));
}

gboolean
od_statement_is_null (OdStatement *statement, int column)
{
  return sqlite3_column_type (statement->handle, column) == SQLITE_NULL;
}

double
od_statement_get_real (OdStatement *statement, int column)
{
  return sqlite3_column_double (statement->handle, column);
}

OdValueType
od_statement_get_type (OdStatement *statement, int column)
{
  switch (sqlite3_column_type (statement->handle, column)) {
  case SQLITE_NULL:
    return OD_VALUE_NULL;
  case SQLITE_INTEGER:
    return OD_VALUE_INT;
  case SQLITE_FLOAT:
    return OD_VALUE_REAL;
  default:
    return OD_VALUE_TEXT;
  }
}

int
od_statement_get_n_columns (OdStatement *statement)
{
  return sqlite3_column_count (statement->handle);
}

const char *
od_statement_get_name (OdStatement *statement, int column)
{
  return sqlite3_column_name (statement->handle, column);
}

void
od_statement_bind_int (OdStatement *statement, int parameter, gint64 number)
{
  int rc = sqlite3_bind_int64 (statement->handle, parameter, number);

  g_assert (rc == SQLITE_OK);
}

void
od_statement_bind_text (OdStatement *statement, int parameter, const char *text)
{
  int rc = sqlite3_bind_text (statement->handle, parameter, text, -1, SQLITE_STATIC);

  g_assert (rc == SQLITE_OK || rc == SQLITE_TOOBIG);
  statement->too_long |= rc == SQLITE_TOOBIG;
}

void
od_statement_reset (OdStatement *statement)
{
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  statement->too_long = FALSE;
}

gboolean
od_statement_run (OdStatement *statement, GError **error)
{
  while (od_statement_next (statement, error))
    ;
  od_statement_reset (statement);
  return statement->through;
}

void
od_statement_give_back (OdStatement *statement)
{
  if (statement->own) {
    statement_free (statement);
    return;
  }

  od_statement_reset (statement);
  statement->open = FALSE;
}

gboolean
od_db_begin (OdDb *db, GError **error)
{
  /* A writer takes its lock now, not in the middle; a reader takes a snapshot. */
  const char *outer = db->role == OD_DB_READER ? "BEGIN" : "BEGIN IMMEDIATE";

  if (!od_db_exec (db, db->depth == 0 ? outer : "SAVEPOINT nested", error))
    return FALSE;

  db->depth++;
  return TRUE;
}

gboolean
od_db_commit (OdDb *db, GError **error)
{
  g_return_val_if_fail (db->depth > 0, FALSE);

  if (!od_db_exec (db, db->depth == 1 ? "COMMIT" : "RELEASE nested", error))
    return FALSE;

  db->depth--;
  return TRUE;
}

void
od_db_rollback (OdDb *db)
{
  g_return_if_fail (db->depth > 0);

  /* Refused when SQLite has rolled back by itself, which is as good. */
  if (db->depth == 1)
    od_db_exec (db, "ROLLBACK", NULL);
  else
    od_db_exec (db, "ROLLBACK TO nested; RELEASE nested", NULL);
  db->depth--;
  if (db->depth == 0)
    db->lost = 0;
}

void
od_db_checkpoint (OdDb *db, gint64 above_bytes)
{
  g_autofree char *wal = g_strconcat (db->path, "-wal", NULL);
  GStatBuf st;

  g_return_if_fail (db->depth == 0);
  if (g_stat (wal, &st) != 0 || st.st_size <= above_bytes)
    return;

  /* What a reader still looks at stays in the log until the next time: a backup may look
   * for minutes. */
  sqlite3_busy_timeout (db->handle, 0);
  sqlite3_wal_checkpoint_v2 (db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (db->handle, BUSY_TIMEOUT_MS);
}

static int
on_steps_taken (gpointer data)
{
  OdDb *db = data;

  return g_cancellable_is_cancelled (db->cancellable)
         || (db->deadline_us != 0 && g_get_monotonic_time () > db->deadline_us);
}

void
od_db_watch (OdDb *db, GCancellable *cancellable, gint64 patience_ms)
{
  g_set_object (&db->cancellable, cancellable);
  db->deadline_us = patience_ms > 0 ? g_get_monotonic_time () + patience_ms * 1000 : 0;
  sqlite3_progress_handler (db->handle, WATCH_EVERY, on_steps_taken, db);
}

void
od_db_unwatch (OdDb *db)
{
  sqlite3_progress_handler (db->handle, 0, NULL, NULL);
  g_clear_object (&db->cancellable);
  db->deadline_us = 0;
}

gboolean
od_db_is_keyword (const char *name)
{
  return sqlite3_keyword_check (name, strlen (name)) != 0;
}
