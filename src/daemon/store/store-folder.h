/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_store_folder_lock: makes the data folder if need be and takes it for this process
 * alone: two daemons would dial the same lead. Whatever was there before and however it
 * could be read, from now on only this user can: the folder has mode 0700, the database,
 * what lies beside it and its copies have 0600. Before the database is opened. Returns:
 * the lock's descriptor, to be closed at the end; -1 with @error. */
int od_store_folder_lock (const char *dir, GError **error);
