/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** OD_NAMES_FIND: @index: (out): where @name stands in @table, an array of names or of
 * structs that begin with one; FALSE, and untouched, if it is nowhere, or NULL. */
#define OD_NAMES_FIND(table, name, index)                                                \
  od_names_find (table, sizeof *(table), G_N_ELEMENTS (table), name, index)
gboolean
od_names_find (gconstpointer table, gsize size, guint n, const char *name, guint *index);

/** od_names_is_plain: @text, UTF-8, is one line as it looks: no control characters, no
 * marks that turn the direction of what stands beside them. Who names a thing for others
 * to see uses no other. */
gboolean od_names_is_plain (const char *text);
