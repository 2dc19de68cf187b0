/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/** od_store_folder_lock: makes the data folder if need be and takes it for this process
 * alone: two daemons would dial the same lead; who has it already is
 * OD_STORE_ERROR_IN_USE. Whatever was there before and however it
 * could be read, from now on only this user can: the folder has mode 0700, the database,
 * what lies beside it and its copies have 0600. Before the database is opened. Returns:
 * the lock's descriptor, to be closed at the end; -1 with @error. */
int od_store_folder_lock (const char *dir, GError **error);

/** od_store_folder_take_turn: the data folder changes hands: waits until nobody else has
 * this turn, @limit_s at most: then OD_STORE_ERROR_IN_USE. outdialctl has it as long as
 * it works on the data, outdiald while it starts, until it listens, and while it stops.
 * Who has it and does not get the lock knows that an outdiald answers. Blocks; the folder
 * is made. Returns: a descriptor to be closed; -1 with @error. */
int od_store_folder_take_turn (const char *dir, guint limit_s, GError **error);

/** od_store_folder_get_control: (transfer full): the socket in @dir that outdiald listens
 * on for outdialctl while it has the lock. NULL with @error: the path is too long. */
GSocketAddress *od_store_folder_get_control (const char *dir, GError **error);
