/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The robots' diary. Main thread.
 */
#include "robot/witness.h"

#include "shared/model/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <jansson.h>
#include <string.h>
#include <unistd.h>

struct _OdWitness {
  int fd; /* -1: nothing is kept */
};

OdWitness *
od_witness_new (const char *path, GError **error)
{
  OdWitness *witness;
  int fd = -1;

  if (path != NULL) {
    fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   "The log %s cannot be written: %s", path, g_strerror (code));
      return NULL;
    }
  }

  witness = g_new0 (OdWitness, 1);
  witness->fd = fd;
  return witness;
}

void
od_witness_free (OdWitness *witness)
{
  if (witness->fd >= 0)
    close (witness->fd);
  g_free (witness);
}

static void
write_line (OdWitness *witness, json_t *line)
{
  char *text = json_dumps (line, JSON_COMPACT);
  g_autofree char *ended = g_strconcat (text, "\n", NULL);
  gsize length = strlen (ended);

  if (write (witness->fd, ended, length) != (gssize) length)
    g_warning ("the log cannot be written: %s", g_strerror (errno));
  free (text);
}

void
od_witness_say (OdWitness *witness,
                const char *agent,
                const char *event,
                const char *call,
                const char *disposition)
{
  json_t *line;

  if (witness->fd < 0)
    return;
  line = json_pack ("{s:I, s:s, s:s, s:s*, s:s*}", "at_ms",
                    (json_int_t) od_clock_now_ms (od_clock_system ()), "agent", agent,
                    "event", event, "call", call, "disposition", disposition);
  write_line (witness, line);
  json_decref (line);
}
