/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lies in the temporary folder: it holds phone numbers, so it does not outlive its sheet.
 */
#include "app/import/rejects-file.h"

#include <glib/gstdio.h>
#include <unistd.h>

char *
od_rejects_file_new (GError **error)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("outdial-rejects-XXXXXX.csv", &path, error);

  if (fd >= 0)
    close (fd);
  return path;
}

void
od_rejects_file_free (char *path)
{
  g_unlink (path);
  g_free (path);
}
