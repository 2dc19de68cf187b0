/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_data_folder_find: (transfer full): the database of outdiald in @data_dir, which
 * must be there: opening it would make it, and a mistyped folder is no new
 * installation. */
char *od_data_folder_find (const char *data_dir, GError **error);
