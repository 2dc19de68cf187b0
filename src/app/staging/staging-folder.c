/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A living program holds a lock (flock) on its folder; the kernel releases it however the
 * program ends. A lock on the parent keeps two that make and sweep at once apart, so that
 * no folder is seen between its making and its locking. A file system without such locks
 * keeps its leftovers: nothing is removed that might be in use.
 */
#include "app/staging/staging-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define PREFIX "staging-"

struct _OdStagingFolder {
  gatomicrefcount refs;
  char *folder;
  char *path; /* of the database */
  int lock;
};

static gpointer
close_in_thread (gpointer data)
{
  g_autoptr (GArray) files = data;

  for (guint i = 0; i < files->len; i++)
    close (g_array_index (files, int, i));
  return NULL;
}

/* @files: (element-type int) (transfer full) */
static void
close_later (GArray *files)
{
  GThread *thread = g_thread_try_new ("staging-space", close_in_thread, files, NULL);

  if (thread != NULL)
    g_thread_unref (thread);
  else
    close_in_thread (files);
}

/* The database and its journal. Their names go at once. What costs, a second for ten
 * million rows, is the space: it is given back when the last who has a file open closes
 * it, in a thread that nobody waits for; the kernel does it if the program ends first. */
static void
remove_folder (const char *folder)
{
  static const char *const names[] = { "leads.db", "leads.db-journal", NULL };
  GArray *files = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

    if (fd >= 0)
      g_array_append_val (files, fd);
    g_unlink (path);
  }
  g_rmdir (folder);
  close_later (files);
}

/* -1: it cannot be had, or there are no locks. */
static int
lock_folder (const char *folder, int how)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0 || flock (fd, how) == 0)
    return fd;

  close (fd);
  return -1;
}

static void
sweep (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *folder = g_build_filename (parent, name, NULL);
    int lock = g_str_has_prefix (name, PREFIX) ? lock_folder (folder, LOCK_EX | LOCK_NB)
                                               : -1;

    if (lock < 0)
      continue;
    remove_folder (folder);
    close (lock);
  }
}

static gboolean
set_error (const char *parent, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("Rows cannot be staged in %s: %s"), parent, g_strerror (code));
  return FALSE;
}

static gboolean
make (OdStagingFolder *self, const char *parent, GError **error)
{
  int guard;

  if (g_mkdir_with_parents (parent, 0700) != 0)
    return set_error (parent, error);

  guard = lock_folder (parent, LOCK_EX);
  if (guard >= 0)
    sweep (parent);
  self->folder = g_build_filename (parent, PREFIX "XXXXXX", NULL);
  if (g_mkdtemp_full (self->folder, 0700) != NULL)
    self->lock = lock_folder (self->folder, LOCK_EX | LOCK_NB);
  else
    g_clear_pointer (&self->folder, g_free);
  if (self->folder == NULL)
    set_error (parent, error);
  if (guard >= 0)
    close (guard);
  return self->folder != NULL;
}

/* SQLite gives its journal the rights of the file. */
static gboolean
make_file (OdStagingFolder *self, GError **error)
{
  int fd;

  self->path = g_build_filename (self->folder, "leads.db", NULL);
  fd = open (self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return fd >= 0 ? close (fd) == 0 : set_error (self->folder, error);
}

OdStagingFolder *
od_staging_folder_new (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "outdial", NULL);
  g_autoptr (OdStagingFolder) self = g_new0 (OdStagingFolder, 1);

  g_atomic_ref_count_init (&self->refs);
  self->lock = -1;
  if (!make (self, parent, error) || !make_file (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

OdStagingFolder *
od_staging_folder_ref (OdStagingFolder *folder)
{
  g_atomic_ref_count_inc (&folder->refs);
  return folder;
}

void
od_staging_folder_unref (OdStagingFolder *folder)
{
  if (!g_atomic_ref_count_dec (&folder->refs))
    return;

  if (folder->folder != NULL)
    remove_folder (folder->folder);
  if (folder->lock >= 0)
    close (folder->lock);
  g_free (folder->folder);
  g_free (folder->path);
  g_free (folder);
}

const char *
od_staging_folder_get_path (const OdStagingFolder *folder)
{
  return folder->path;
}
