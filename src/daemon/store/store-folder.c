/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The data folder before there is a database in it.
 */
#include "daemon/store/store-folder.h"

#include "daemon/store/tx.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define DATABASE "outdial.db" /* and what begins so: its log, its copies */
#define CONTROL  "control"

static int
set_errno (GError **error, const char *doing, const char *path)
{
  int saved = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved), "Cannot %s %s: %s",
               doing, path, g_strerror (saved));
  return -1;
}

/* Not through a link: what it leads to is somebody else's. */
static gboolean
close_to_others (const char *path, int flags, GError **error)
{
  int fd = open (path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
  gboolean ok;

  if (fd < 0)
    return set_errno (error, "write in the data folder:", path) == 0;
  ok = fchmod (fd, 0600) == 0;
  if (!ok)
    set_errno (error, "keep others from reading", path);
  close (fd);
  return ok;
}

/* Closing a descriptor of an open database would end SQLite's locks on it: this comes
 * first. */
static gboolean
close_files (const char *dir, GError **error)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, error);
  const char *name;

  if (entries == NULL)
    return FALSE;
  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);
    GStatBuf st;

    if (g_str_has_prefix (name, DATABASE) && g_lstat (path, &st) == 0
        && S_ISREG (st.st_mode) && !close_to_others (path, O_RDONLY, error))
      return FALSE;
  }

  return TRUE;
}

/* Its descriptor, the file being ours alone. */
static int
open_lock (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    return set_errno (error, "write in the data folder", dir);
  if (fchmod (fd, 0600) == 0)
    return fd;

  close (fd);
  return set_errno (error, "keep others from reading", path);
}

static int
take_lock (const char *dir, GError **error)
{
  int fd = open_lock (dir, "lock", error);

  if (fd < 0 || flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;

  od_store_error_set (error, OD_STORE_ERROR_IN_USE,
                      "Another outdiald or outdialctl uses the data folder %s: stop it "
                      "first",
                      dir);
  close (fd);
  return -1;
}

static gboolean
make_folder (const char *dir, GError **error)
{
  if (g_mkdir_with_parents (dir, 0700) != 0)
    return set_errno (error, "make the data folder", dir) == 0;

  return g_chmod (dir, 0700) == 0
         || set_errno (error, "keep others out of the data folder", dir) == 0;
}

int
od_store_folder_take_turn (const char *dir, GError **error)
{
  int fd = make_folder (dir, error) ? open_lock (dir, "turn", error) : -1;

  if (fd < 0 || TEMP_FAILURE_RETRY (flock (fd, LOCK_EX)) == 0)
    return fd;

  set_errno (error, "wait for the data folder", dir);
  close (fd);
  return -1;
}

int
od_store_folder_lock (const char *dir, GError **error)
{
  g_autofree char *database = g_build_filename (dir, DATABASE, NULL);
  int fd = make_folder (dir, error) ? take_lock (dir, error) : -1;

  if (fd < 0)
    return -1;
  /* SQLite makes it for everybody whom the process lets, and its log like it. */
  if (close_files (dir, error) && close_to_others (database, O_RDWR | O_CREAT, error))
    return fd;

  close (fd);
  return -1;
}

GSocketAddress *
od_store_folder_get_control (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, CONTROL, NULL);

  if (strlen (path) < sizeof ((struct sockaddr_un *) NULL)->sun_path)
    return g_unix_socket_address_new (path);

  od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                      "The path of the data folder %s is too long for a socket in it: "
                      "outdialctl works there only while outdiald is stopped",
                      dir);
  return NULL;
}
