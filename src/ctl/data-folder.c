/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where outdiald's data lies.
 */
#include "ctl/data-folder.h"

#include "daemon/store/tx.h"

char *
od_data_folder_find (const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, "outdial.db", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND,
               "There is no Outdial data in %s", data_dir);
  return NULL;
}
