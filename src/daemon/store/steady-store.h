/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/*
 * The steady clock (OdTx.steady_ms): what a lead or a number has to wait is counted by
 * it, so that a wall clock that is set neither shortens nor lengthens a wait. It runs
 * with the machine, sleep included, and from one start of the machine to the next it
 * stands still: how long the machine was off only the wall clock would tell. So nobody is
 * called earlier than a rule says. Call backs are appointments, and follow the wall.
 */

/**
 * od_steady_store_begin:
 * @boot: which start of the machine this is
 * @boot_ms: since then, sleep included
 * @offset_ms: (out): what is to be added to @boot_ms to get steady time
 *
 * At the start of a process, before anything else; sets @tx->steady_ms. In data that has
 * none yet, steady time is wall time.
 */
gboolean od_steady_store_begin (OdTx *tx,
                                const char *boot,
                                gint64 boot_ms,
                                gint64 *offset_ms,
                                GError **error);

/** od_steady_store_keep: notes the time, once a minute, and moves call backs when the
 * wall clock was set; to be asked every second. */
gboolean od_steady_store_keep (OdTx *tx, GError **error);

/** od_steady_store_from_wall: when it will be @wall_ms on the wall, by the steady clock.
 */
gboolean
od_steady_store_from_wall (OdTx *tx, gint64 wall_ms, gint64 *steady_ms, GError **error);
