/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl backup: one file of all that outdiald keeps, while it runs. Its lock is not
 * asked for: this is one more reader.
 */
#include "ctl/backup-command.h"

#include "ctl/data-folder.h"
#include "shared/db/copy.h"

#include <glib/gstdio.h>

char *
od_backup_command (const char *data_dir, const char *file, GError **error)
{
  g_autofree char *path = od_data_folder_find (data_dir, error);
  g_autoptr (OdDb) db = path != NULL ? od_db_open (path, OD_DB_READER, error) : NULL;
  g_autofree char *size = NULL;
  GStatBuf st;

  if (db == NULL || !od_db_copy (db, file, error))
    return NULL;

  size = g_format_size (g_stat (file, &st) == 0 ? st.st_size : 0);
  return g_strdup_printf ("%s is a checked copy of %s, %s: in its place it starts with "
                          "every campaign off",
                          file, path, size);
}
