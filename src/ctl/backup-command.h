/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_backup_command: copies the data, running outdiald or not, into @file, which must
 * not exist. Returns: (transfer full): a sentence for the administrator; NULL with one in
 * @error. */
char *od_backup_command (const char *data_dir, const char *file, GError **error);
