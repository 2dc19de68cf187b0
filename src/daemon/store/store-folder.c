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

/* What root makes in the folder of outdiald's own user is that user's. */
static gboolean
keep_owner (int fd, const char *dir)
{
  GStatBuf folder;

  return geteuid () != 0
         || (g_stat (dir, &folder) == 0
             && fchown (fd, folder.st_uid, folder.st_gid) == 0);
}

/* Its descriptor, the file being ours alone: the folder may have been somebody's, who
 * left a link to another file there. */
static int
open_lock (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    return set_errno (error, "write in the data folder", dir);
  if (fchmod (fd, 0600) == 0 && keep_owner (fd, dir))
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

/* flock() knows no limit: a thread of its own waits in it. */
typedef struct {
  int fd;
  GMutex mutex; /* of what is below */
  GCond over;
  gboolean locked;
  gboolean given_up; /* nobody wants it any more */
} Turn;

static void
turn_clear (gpointer data)
{
  Turn *turn = data;

  g_mutex_clear (&turn->mutex);
  g_cond_clear (&turn->over);
}

static gpointer
wait_for_lock (gpointer data)
{
  Turn *turn = data;
  gboolean locked = TEMP_FAILURE_RETRY (flock (turn->fd, LOCK_EX)) == 0;

  g_mutex_lock (&turn->mutex);
  turn->locked = locked;
  if (turn->given_up)
    close (turn->fd);
  g_cond_signal (&turn->over);
  g_mutex_unlock (&turn->mutex);
  g_atomic_rc_box_release_full (turn, turn_clear);
  return NULL;
}

/* Takes @fd. FALSE: it has been somebody else's for all the time. */
static gboolean
lock_within (int fd, guint limit_s)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) limit_s * G_USEC_PER_SEC;
  Turn *turn;
  gboolean locked;

  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  turn = g_atomic_rc_box_new0 (Turn);
  turn->fd = fd;
  g_mutex_init (&turn->mutex);
  g_cond_init (&turn->over);
  g_thread_unref (g_thread_new ("turn", wait_for_lock, g_atomic_rc_box_acquire (turn)));
  g_mutex_lock (&turn->mutex);
  while (!turn->locked && g_cond_wait_until (&turn->over, &turn->mutex, end_us))
    ;
  locked = turn->locked;
  turn->given_up = !locked;
  g_mutex_unlock (&turn->mutex);
  g_atomic_rc_box_release_full (turn, turn_clear);
  return locked;
}

int
od_store_folder_take_turn (const char *dir, guint limit_s, GError **error)
{
  int fd = make_folder (dir, error) ? open_lock (dir, "turn", error) : -1;

  if (fd < 0 || lock_within (fd, limit_s))
    return fd;

  od_store_error_set (error, OD_STORE_ERROR_IN_USE,
                      "Another outdiald starts or stops, or an outdialctl is at work, in "
                      "the data folder %s: wait for its end, or stop it",
                      dir);
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
