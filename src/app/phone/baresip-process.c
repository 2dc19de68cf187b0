/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starts a baresip under the phone guard and notices its end. Promises that no baresip
 * runs without the guard, that it outlives neither this object nor this program, and
 * that there is one channel to it, which only this program holds.
 */
#include "app/phone/baresip-process.h"

#include "app/phone/guard-dir.h"
#include "app/phone/phone-error.h"
#include "shared/model/thread.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define GUARD_NAME "liboutdial-phone-guard.so"
#define CHILD_FD   3 /* the channel's number in the child */

struct _OdBaresipProcess {
  GSubprocess *child;
  GCancellable *waiting; /* cancelled when nobody wants to hear of the end any more */
  int channel;           /* -1: taken */
  OdBaresipExitFunc on_exit;
  gpointer data;
};

char *
od_baresip_process_find_guard (GError **error)
{
  OD_ASSERT_MAIN ();

  const char *given = g_getenv ("OUTDIAL_PHONE_GUARD");
  g_autofree char *path = given != NULL
                            ? g_canonicalize_filename (given, NULL)
                            : g_build_filename (OUTDIAL_GUARD_DIR, GUARD_NAME, NULL);

  /* The loader only grumbles about what it cannot preload, and splits at these. */
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && access (path, R_OK) == 0
      && strpbrk (path, " :") == NULL)
    return g_steal_pointer (&path);
  g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_NOT_INSTALLED,
               _ ("The phone guard is not at %s: install Outdial again, or "
                  "name the guard in OUTDIAL_PHONE_GUARD"),
               path);
  return NULL;
}

static void
on_child_gone (GObject *source, GAsyncResult *result, gpointer data)
{
  OdBaresipProcess *self = data;
  g_autoptr (GError) error = NULL;

  /* After a cancel, self is no more. */
  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->on_exit (self->data);
}

static GSubprocess *
spawn (OdBaresipFolder *folder, const char *guard, int channel, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *orders = g_strdup_printf ("%d %s %d %d", (int) getpid (),
                                             OD_BARESIP_CONTROL_ADDRESS,
                                             OD_BARESIP_CONTROL_PORT, CHILD_FD);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", guard, TRUE);
  g_subprocess_launcher_setenv (launcher, "OUTDIAL_PHONE_GUARDED", orders, TRUE);
  g_subprocess_launcher_take_fd (launcher, channel, CHILD_FD);
  child = g_subprocess_launcher_spawn (launcher, &local,
                                       od_baresip_folder_get_program (folder), "-4", "-f",
                                       od_baresip_folder_get_path (folder), NULL);
  if (child == NULL)
    g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_CANNOT_START,
                 _ ("baresip cannot be started: %s"), local->message);
  return g_steal_pointer (&child);
}

OdBaresipProcess *
od_baresip_process_new (OdBaresipFolder *folder,
                        OdBaresipExitFunc on_exit,
                        gpointer data,
                        GError **error)
{
  OD_ASSERT_MAIN ();

  g_autoptr (OdBaresipProcess) self = g_new0 (OdBaresipProcess, 1);
  g_autofree char *guard = od_baresip_process_find_guard (error);
  int pair[2];

  self->channel = -1;
  if (guard == NULL)
    return NULL;
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_CANNOT_START,
                 _ ("baresip cannot be started: %s"), g_strerror (errno));
    return NULL;
  }
  self->channel = pair[0];
  self->child = spawn (folder, guard, pair[1], error);
  if (self->child == NULL)
    return NULL;
  self->on_exit = on_exit;
  self->data = data;
  self->waiting = g_cancellable_new ();
  g_subprocess_wait_async (self->child, self->waiting, on_child_gone, self);
  return g_steal_pointer (&self);
}

void
od_baresip_process_free (OdBaresipProcess *self)
{
  OD_ASSERT_MAIN ();

  if (self->waiting != NULL)
    g_cancellable_cancel (self->waiting);
  if (self->child != NULL)
    g_subprocess_force_exit (self->child);
  if (self->channel >= 0)
    (void) close (self->channel);
  g_clear_object (&self->waiting);
  g_clear_object (&self->child);
  g_free (self);
}

void
od_baresip_process_kill (OdBaresipProcess *self)
{
  OD_ASSERT_MAIN ();

  g_subprocess_force_exit (self->child);
}

int
od_baresip_process_take_channel (OdBaresipProcess *self)
{
  OD_ASSERT_MAIN ();

  int channel = self->channel;

  self->channel = -1;
  return channel;
}

pid_t
od_baresip_process_get_pid (OdBaresipProcess *self)
{
  OD_ASSERT_MAIN ();

  const char *id = g_subprocess_get_identifier (self->child);

  return id != NULL ? (pid_t) atoi (id) : 0;
}
