/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * Where a row stands among staged rows, which are in the order of their numbers. Main
 * thread.
 */

/** od_row_place_get_number: 0: there is no row at @position. */
guint64 od_row_place_get_number (GListModel *rows, guint position);

/** od_row_place_find: the first row of that number or a later one, or the last; @rows
 * must not be empty. */
guint od_row_place_find (GListModel *rows, guint64 number);
