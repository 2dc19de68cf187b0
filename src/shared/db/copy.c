/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies a database while it is written to. SQLite reads one snapshot, so the writer
 * waits for nothing. Runs on the thread that owns the OdDb.
 */
#include "shared/db/copy.h"

#include "shared/db/db-inside.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* In the file's header, and moved in a transaction like everything else. Outdial's own
 * version is in the table schema_version. */
#define MARK   "PRAGMA user_version = 1"
#define UNMARK "PRAGMA user_version = 0"

/* Where SQLite's file format says how the file is written: 2 with a log beside it. */
#define HEADER_SIZE   100
#define HEADER_FORMAT 18

static gboolean
set_errno (GError **error, const char *doing, const char *path)
{
  int saved = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), "Cannot %s %s: %s",
               doing, path, g_strerror (saved));
  return FALSE;
}

static gboolean
check_free (const char *path, GError **error)
{
  GStatBuf st;

  if (g_lstat (path, &st) != 0 && errno == ENOENT)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               "%s is there already, and is left as it is", path);
  return FALSE;
}

static gint64
ask (OdDb *db, const char *sql, GError **error)
{
  g_autoptr (OdStatement) st = od_db_prepare (db, sql, error);

  return st != NULL && od_statement_next (st, error) ? od_statement_get_int (st, 0) : -1;
}

/* A disk that the copy has filled would stop whoever writes to the original, too. */
static gboolean
check_room (OdDb *db, const char *path, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (path);
  gint64 pages = ask (db, "PRAGMA page_count", error);
  gint64 size = pages < 0 ? -1 : ask (db, "PRAGMA page_size", error);
  g_autofree char *needed = NULL, *free_text = NULL;
  struct statvfs fs;
  guint64 room;

  if (size < 0)
    return FALSE;
  if (statvfs (dir, &fs) != 0)
    return set_errno (error, "write into", dir);
  room = (guint64) fs.f_bavail * fs.f_frsize;
  if (fs.f_blocks == 0 || room > (guint64) (pages * size)) /* 0: it does not say */
    return TRUE;

  needed = g_format_size (pages * size);
  free_text = g_format_size (room);
  g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_FULL,
               "There is no room for a copy in %s: it needs %s, and %s are free", dir,
               needed, free_text);
  return FALSE;
}

/* Nobody else may read what is in it. */
static gboolean
make_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    return close (fd) == 0;
  if (errno != EEXIST)
    return set_errno (error, "make", path);

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               "%s is there: another copy is being made, or one was cut off. If none is, "
               "remove it",
               path);
  return FALSE;
}

static gboolean
fill (OdDb *db, const char *path, GError **error)
{
  g_autoptr (OdDb) to = od_db_open (path, OD_DB_SCRATCH, error);
  sqlite3_backup *backup;
  int rc;

  if (to == NULL)
    return FALSE;
  backup = sqlite3_backup_init (to->handle, "main", db->handle, "main");
  if (backup == NULL)
    return od_db_set_error (to, error, sqlite3_errcode (to->handle), path);
  sqlite3_backup_step (backup, -1);
  rc = sqlite3_backup_finish (backup);
  if (rc != SQLITE_OK)
    return od_db_set_error (to, error, rc, path);

  /* It was written with a log beside it; now it is one file. */
  return od_db_exec (to, "PRAGMA journal_mode = DELETE;" MARK, error);
}

static gboolean
check (const char *path, GError **error)
{
  g_autoptr (OdDb) db = od_db_open (path, OD_DB_READER, error);
  g_autoptr (OdStatement) st = NULL;

  if (db == NULL)
    return FALSE;
  st = od_db_prepare (db, "PRAGMA integrity_check(1)", error);
  if (st == NULL || !od_statement_next (st, error))
    return FALSE;
  if (g_strcmp0 (od_statement_get_text (st, 0), "ok") == 0)
    return TRUE;

  g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED,
               "The data is damaged, and so would be a copy: %s",
               od_statement_get_text (st, 0));
  return FALSE;
}

static gboolean
sync_path (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    set_errno (error, "bring to the disk", path);
  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
put_in_place (const char *part, const char *path, GError **error)
{
  g_autofree char *dir = g_path_get_dirname (path);

  if (!sync_path (part, error) || !check_free (path, error))
    return FALSE;
  if (g_rename (part, path) != 0)
    return set_errno (error, "make", path);

  return sync_path (dir, error);
}

gboolean
od_db_copy (OdDb *db, const char *path, GError **error)
{
  static const char *const beside[] = { "", "-journal", "-wal", "-shm" };
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  g_assert (od_db_is_mine (db) && db->depth == 0);
  if (!check_free (path, error) || !check_room (db, path, error)
      || !make_file (part, error))
    return FALSE;
  if (fill (db, part, error) && check (part, error) && put_in_place (part, path, error))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (beside); i++) {
    g_autofree char *left = g_strconcat (part, beside[i], NULL);

    g_unlink (left);
  }
  return FALSE;
}

gboolean
od_db_is_copy (OdDb *db, gboolean *copy, GError **error)
{
  gint64 mark = ask (db, "PRAGMA user_version", error);

  *copy = mark > 0;
  return mark >= 0;
}

gboolean
od_db_forget_copy (OdDb *db, GError **error)
{
  return od_db_exec (db, UNMARK, error);
}

gboolean
od_db_check_log (const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  char header[HEADER_SIZE] = { 0 };
  GStatBuf st;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean whole = fd >= 0 && read (fd, header, sizeof header) == sizeof header;

  if (fd >= 0)
    close (fd);
  if (!whole || header[HEADER_FORMAT] != 1 || g_stat (log, &st) != 0 || st.st_size == 0)
    return TRUE;

  g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED,
               "%s is not of this outdial.db but of the one that was there before: move "
               "it away",
               log);
  return FALSE;
}
