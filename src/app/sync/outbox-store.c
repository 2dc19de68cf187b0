/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL of the outbox. Promises that what was added is on the disk.
 */
#include "app/sync/outbox-store.h"

#include "shared/db/migration.h"
#include "shared/db/row.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LOG (256 * 1024) /* bytes of write-ahead log before it is folded in */

/* clang-format off */
static const OdMigration schema[] = {
  { "001-outbox",
    "CREATE TABLE request ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " lane TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, body TEXT,"
    " key TEXT NOT NULL UNIQUE)" },
};

static const char add[] =
  "INSERT INTO request (lane, method, path, body, key)"
  " VALUES (:lane, :method, :path, :body, :key) ON CONFLICT (key) DO NOTHING";
static const char remove_one[] =
  "DELETE FROM request WHERE id = :id";
static const char list[] =
  "SELECT id, lane, method, path, body, key FROM request WHERE id > :after ORDER BY id";
/* clang-format on */

#define COLUMN(member) OD_COLUMN (OdOutboxEntry, member)
static const OdColumn columns[] = { COLUMN (id),   COLUMN (lane), COLUMN (method),
                                    COLUMN (path), COLUMN (body), COLUMN (key),
                                    { NULL } };
static const OdRowType entry_row = { columns, sizeof (OdOutboxEntry),
                                     (GDestroyNotify) od_outbox_entry_free };

void
od_outbox_entry_free (OdOutboxEntry *entry)
{
  g_free (entry->lane);
  g_free (entry->method);
  g_free (entry->path);
  g_free (entry->body);
  g_free (entry->key);
  g_free (entry);
}

static gboolean
fail (const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("The file of unsent work %s cannot be used: %s"), path,
               g_strerror (code));
  return FALSE;
}

/* A new file's name is on the disk only once its folder is. SQLite gives its log the
 * rights of the file, so these are set before it sees it. */
static gboolean
prepare_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd, dir;
  gboolean good;

  if (g_mkdir_with_parents (folder, 0700) < 0)
    return fail (folder, error);
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return fail (path, error);
  good = fchmod (fd, 0600) == 0;
  close (fd);
  dir = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  good = good && dir >= 0 && fsync (dir) == 0;
  if (!good)
    fail (path, error);
  if (dir >= 0)
    close (dir);

  return good;
}

OdDb *
od_outbox_store_open (const char *path, GError **error)
{
  g_autoptr (OdDb) db = NULL;

  if (!prepare_file (path, error))
    return NULL;
  db = od_db_open (path, OD_DB_WRITER, error);
  if (db == NULL || !od_migration_run (db, schema, G_N_ELEMENTS (schema), error)) {
    g_prefix_error (error, _ ("The file of unsent work %s cannot be used: "), path);
    return NULL;
  }

  return g_steal_pointer (&db);
}

gboolean
od_outbox_store_add (OdDb *db, OdOutboxEntry *entry, GError **error)
{
  if (!od_row_run (&entry_row, entry, db, add, error, { NULL }))
    return FALSE;

  entry->id = od_db_changes (db) > 0 ? od_db_last_id (db) : 0;
  return TRUE;
}

gboolean
od_outbox_store_remove (OdDb *db, gint64 id, GError **error)
{
  if (!od_db_run (db, remove_one, error, OD_INT (":id", id)))
    return FALSE;

  od_db_checkpoint (db, MAX_LOG);
  return TRUE;
}

GPtrArray *
od_outbox_store_list (OdDb *db, GError **error)
{
  return od_row_list (&entry_row, od_db_query (db, list, error, OD_INT (":after", 0)),
                      error);
}
