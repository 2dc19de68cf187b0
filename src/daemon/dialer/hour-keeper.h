/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor.h"
#include "daemon/store/hour-store.h"
#include "daemon/store/store.h"
#include "shared/model/hour.h"

/*
 * What each campaign did in its last hour: counted as it happens, by the clock nobody
 * sets, in memory of a fixed size for each campaign. Main thread.
 */
typedef struct _OdHourKeeper OdHourKeeper;

/** od_hour_keeper_new: watches @floor, on which nobody is yet. Both are lent. */
OdHourKeeper *od_hour_keeper_new (OdFloor *floor, const OdClock *clock);

/** od_hour_keeper_free: @floor moves no more. */
void od_hour_keeper_free (OdHourKeeper *keeper);

/** od_hour_keeper_read_past: (transfer full) (element-type OdHourCall): the calls that
 * were before this process; on a store thread. NULL: with @error. */
GArray *od_hour_keeper_read_past (OdTx *tx, GError **error);

/** od_hour_keeper_take_past: before the first call of this process. */
void od_hour_keeper_take_past (OdHourKeeper *keeper, const GArray *calls);

/** od_hour_keeper_note_late_answer: somebody picked up for a call that had ended, and met
 * silence. */
void od_hour_keeper_note_late_answer (OdHourKeeper *keeper, gint64 campaign_id);

/** od_hour_keeper_read: of a campaign that nothing was heard of: an hour in which nothing
 * happened. @hour: (out) */
void od_hour_keeper_read (OdHourKeeper *keeper, gint64 campaign_id, OdHour *hour);
