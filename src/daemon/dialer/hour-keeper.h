/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor.h"
#include "daemon/store/hour-store.h"
#include "daemon/store/store.h"
#include "shared/model/hour.h"

/*
 * What each campaign did in its last hour, and how long today's people waited for an
 * agent's ear: counted as it happens, by the clock nobody sets, in memory of a fixed size
 * for each campaign. Main thread.
 */
typedef struct _OdHourKeeper OdHourKeeper;

/* What was before this process. */
typedef struct {
  GArray *calls;     /* (element-type OdHourCall); NULL: not read */
  GArray *latencies; /* (element-type OdHourLatency); NULL: not read */
} OdHourPast;

/** od_hour_keeper_new: watches @floor, on which nobody is yet. All are lent. */
OdHourKeeper *od_hour_keeper_new (OdStore *store, OdFloor *floor, const OdClock *clock);

/** od_hour_keeper_free: @floor moves no more. */
void od_hour_keeper_free (OdHourKeeper *keeper);

/** od_hour_keeper_read_past: on a store thread. FALSE: with @error. Either way @past is
 * to be cleared. */
gboolean od_hour_keeper_read_past (OdTx *tx, OdHourPast *past, GError **error);
void od_hour_keeper_clear_past (OdHourPast *past);

/** od_hour_keeper_take_past: before the first call of this process. */
void od_hour_keeper_take_past (OdHourKeeper *keeper, const OdHourPast *past);

/** od_hour_keeper_note_latency: from a lead's answer to the agent's ear. */
void
od_hour_keeper_note_latency (OdHourKeeper *keeper, gint64 campaign_id, gint64 latency_us);

/** od_hour_keeper_note_late_answer: somebody picked up for a call that had ended, and met
 * silence. */
void od_hour_keeper_note_late_answer (OdHourKeeper *keeper, gint64 campaign_id);

/** od_hour_keeper_read: of a campaign that nothing was heard of: an hour in which nothing
 * happened. @hour: (out): its latencies are the caller's. */
void od_hour_keeper_read (OdHourKeeper *keeper, gint64 campaign_id, OdHour *hour);
