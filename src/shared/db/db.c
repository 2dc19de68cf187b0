/*
 * SQLite behind a narrow door: open, bind by name, step, transaction. Runs on whatever
 * thread owns the OdDb; never on two at once.
 */
#include "shared/db/db.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define BUSY_TIMEOUT_MS 5000

struct _OdDb {
  sqlite3 *handle;
  char *path;
  OdDbRole role;
  GHashTable *statements; /* literal address -> OdStatement, owned */
  guint depth;            /* open transactions, savepoints included */
  int lost;               /* why SQLite undid the whole open transaction; 0: it has not */
};

struct _OdStatement {
  OdDb *db; /* lent */
  sqlite3_stmt *handle;
  gboolean open; /* handed out and not given back */
};

G_DEFINE_QUARK (od_db_error, od_db_error)

static OdDbError
error_code (int rc)
{
  switch (rc & 0xff) {
  case SQLITE_CONSTRAINT:
    return OD_DB_ERROR_CONFLICT;
  case SQLITE_FULL:
    return OD_DB_ERROR_FULL;
  default:
    return OD_DB_ERROR_FAILED;
  }
}

/* A full disk or a read error may make SQLite undo everything up to the outermost BEGIN
 * by itself. What is written after that would be committed at once, alone: so nothing
 * is, until the outermost transaction has been rolled back here as well. */
static gboolean
set_error (OdDb *db, GError **error, int rc, const char *doing)
{
  if (db->depth > 0 && db->lost == 0 && sqlite3_get_autocommit (db->handle))
    db->lost = rc;
  g_set_error (error, OD_DB_ERROR, error_code (rc), "%s: %s", doing,
               sqlite3_errmsg (db->handle));
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

OdDb *
od_db_open (const char *path, OdDbRole role, GError **error)
{
  g_autoptr (OdDb) db = g_new0 (OdDb, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  int rc;

  if (role == OD_DB_WRITER)
    flags |= SQLITE_OPEN_CREATE;
  db->path = g_strdup (path);
  db->role = role;
  db->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                          statement_free);

  rc = sqlite3_open_v2 (path, &db->handle, flags, NULL);
  if (rc != SQLITE_OK) {
    g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED, "cannot open %s: %s", path,
                 sqlite3_errstr (rc));
    return NULL;
  }

  sqlite3_busy_timeout (db->handle, BUSY_TIMEOUT_MS);
  if (!od_db_exec (db, role == OD_DB_WRITER ? writer_setup : reader_setup, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }

  return g_steal_pointer (&db);
}

void
od_db_close (OdDb *db)
{
  g_hash_table_unref (db->statements);
  sqlite3_close (db->handle);
  g_free (db->path);
  g_free (db);
}

static OdStatement *
prepare (OdDb *db, const char *sql, GError **error)
{
  OdStatement *statement = g_hash_table_lookup (db->statements, sql);
  sqlite3_stmt *handle = NULL;
  int rc;

  if (statement != NULL)
    return statement;

  rc = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (rc != SQLITE_OK) {
    set_error (db, error, rc, sql);
    return NULL;
  }

  statement = g_new0 (OdStatement, 1);
  statement->db = db;
  statement->handle = handle;
  g_hash_table_insert (db->statements, (gpointer) sql, statement);

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
  OdStatement *statement = is_lost (db, error) ? NULL : prepare (db, sql, error);

  if (statement == NULL)
    return NULL;

  g_assert (!statement->open);
  for (const OdBind *bind = binds; bind->name != NULL; bind++) {
    int index = sqlite3_bind_parameter_index (statement->handle, bind->name);

    if (index == 0)
      g_error ("no parameter %s in: %s", bind->name, sql);
    if (bind_one (statement->handle, index, bind) != SQLITE_OK) {
      set_error (db, error, SQLITE_ERROR, bind->name);
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
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (od_statement_next (statement, &local))
    ;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }

  return TRUE;
}

gboolean
od_db_exec (OdDb *db, const char *script, GError **error)
{
  int rc;

  if (is_lost (db, error))
    return FALSE;
  rc = sqlite3_exec (db->handle, script, NULL, NULL, NULL);
  return rc == SQLITE_OK || set_error (db, error, rc, "script");
}

gboolean
od_db_check (OdDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  int rc = sqlite3_prepare_v2 (db->handle, sql, -1, &handle, NULL);

  sqlite3_finalize (handle);
  return rc == SQLITE_OK || set_error (db, error, rc, sql);
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
  int rc = sqlite3_step (statement->handle);

  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    set_error (statement->db, error, rc, "step");

  return FALSE;
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

GPtrArray *
od_statement_collect (OdStatement *statement,
                      gpointer (*read_row) (OdStatement *statement),
                      GDestroyNotify free_row,
                      GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr (GError) local = NULL;

  while (od_statement_next (statement, &local))
    g_ptr_array_add (rows, read_row (statement));
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }

  return g_steal_pointer (&rows);
}

void
od_statement_give_back (OdStatement *statement)
{
  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  statement->open = FALSE;
}

gboolean
od_db_begin (OdDb *db, GError **error)
{
  /* A writer takes its lock now, not in the middle; a reader takes a snapshot. */
  const char *outer = db->role == OD_DB_WRITER ? "BEGIN IMMEDIATE" : "BEGIN";

  if (!od_db_exec (db, db->depth == 0 ? outer : "SAVEPOINT inner", error))
    return FALSE;

  db->depth++;
  return TRUE;
}

gboolean
od_db_commit (OdDb *db, GError **error)
{
  g_return_val_if_fail (db->depth > 0, FALSE);

  if (!od_db_exec (db, db->depth == 1 ? "COMMIT" : "RELEASE inner", error))
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
    od_db_exec (db, "ROLLBACK TO inner; RELEASE inner", NULL);
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
  if (g_stat (wal, &st) == 0 && st.st_size > above_bytes)
    sqlite3_wal_checkpoint_v2 (db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}
