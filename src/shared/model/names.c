/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a name back to the enum. Pure; any thread.
 */
#include "shared/model/names.h"

gboolean
od_names_find (gconstpointer table, gsize size, guint n, const char *name, guint *index)
{
  for (guint i = 0; name != NULL && i < n; i++) {
    if (g_strcmp0 (G_STRUCT_MEMBER (const char *, table, i *size), name) == 0) {
      *index = i;
      return TRUE;
    }
  }

  return FALSE;
}
