/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Brings a database file to the newest schema, one numbered script at a time, forward
 * only. Runs on the thread that owns the OdDb.
 */
#include "shared/db/migration.h"

/* clang-format off */
static const char make_table[] =
  "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY,"
  " name TEXT NOT NULL)";
static const char read_version[] =
  "SELECT coalesce(max(version), 0) FROM schema_version WHERE version > :floor";
static const char write_version[] =
  "INSERT INTO schema_version (version, name) VALUES (:version, :name)";
/* clang-format on */

gint64
od_migration_get_version (OdDb *db, GError **error)
{
  g_autoptr (OdStatement) st = NULL;

  if (!od_db_exec (db, make_table, error))
    return -1;
  st = od_db_query (db, read_version, error, OD_INT (":floor", 0));
  if (st == NULL || !od_statement_next (st, error))
    return -1;

  return od_statement_get_int (st, 0);
}

static gboolean
run_step (OdDb *db, const OdMigration *step, gint64 version, GError **error)
{
  if (!od_db_begin (db, error))
    return FALSE;
  if (od_db_exec (db, step->sql, error)
      && od_db_run (db, write_version, error, OD_INT (":version", version),
                    OD_TEXT (":name", step->name))
      && od_db_commit (db, error))
    return TRUE;

  g_prefix_error (error, "schema %s: ", step->name);
  od_db_rollback (db);
  return FALSE;
}

gboolean
od_migration_run (OdDb *db, const OdMigration *steps, guint n_steps, GError **error)
{
  gint64 version = od_migration_get_version (db, error);

  if (version < 0)
    return FALSE;
  if (version > n_steps) {
    g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_NEWER,
                 "The data was written by a newer Outdial (schema %" G_GINT64_FORMAT
                 ", this one knows %u): start the newer program",
                 version, n_steps);
    return FALSE;
  }

  for (gint64 next = version; next < n_steps; next++) {
    if (!run_step (db, &steps[next], next + 1, error))
      return FALSE;
  }

  return TRUE;
}
