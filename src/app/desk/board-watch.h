/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

/**
 * OdBoardWatch:
 *
 * One campaign's or one leadset's numbers, read again whenever the live stream tells of
 * something that moves them, at most four times a second. Main thread.
 *
 * Signals:
 *   "changed"  od_board_watch_get_board() has other numbers
 *   "failed" (const char *why)  they could not be read: a sentence
 */
#define OD_TYPE_BOARD_WATCH (od_board_watch_get_type ())
G_DECLARE_FINAL_TYPE (OdBoardWatch, od_board_watch, OD, BOARD_WATCH, GObject)

/** od_board_watch_new: @which: OD_DESK_CAMPAIGNS or OD_DESK_LEADSETS. Begins at once. */
OdBoardWatch *od_board_watch_new (OdDesk *desk, OdDeskList which, gint64 id);

/** od_board_watch_get_board: (nullable): the answer of GET …/{id}/statistics; NULL until
 * heard. Lent until "changed". */
json_t *od_board_watch_get_board (OdBoardWatch *self);

/** od_board_watch_get_age_ms: how long ago the numbers were true: 0 while the link is
 * up and nothing waits to be read; -1: never heard. */
gint64 od_board_watch_get_age_ms (OdBoardWatch *self);

/** od_board_watch_read: now, as the refresh button asks. */
void od_board_watch_read (OdBoardWatch *self);
