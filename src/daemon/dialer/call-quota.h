/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/pace.h"
#include "shared/model/rate-window.h"

/*
 * How many calls may leave in a second and be up at once: of the trunk, or of a campaign.
 * A plain value of the engine; main thread.
 */
typedef struct {
  OdRateWindow rate; /* when its INVITEs have left */
  guint channels;    /* calls at once; 0: as many as you like */
  guint queued;      /* calls begun whose INVITE has not left */
} OdCallQuota;

/* How many more calls may be begun now, and what allows no more. */
typedef struct {
  int calls;
  OdPaceLimit limit;
} OdCallRoom;

/** od_call_quota_init: @per_second: INVITEs in any second, 0: as many as you like. */
void od_call_quota_init (OdCallQuota *quota, guint per_second, guint channels);
void od_call_quota_clear (OdCallQuota *quota);

/** od_call_quota_set: other limits from now on; what has left still counts. */
void od_call_quota_set (OdCallQuota *quota, guint per_second, guint channels);

/**
 * od_call_quota_get_room:
 * @claiming: leads asked of the store and not come yet: they will leave, too
 * @calls: on the floor
 * @next_us: (out): when there is room for another INVITE, 0: the rate leaves room now
 */
OdCallRoom od_call_quota_get_room (const OdCallQuota *quota,
                                   guint claiming,
                                   guint calls,
                                   gint64 now_us,
                                   gint64 *next_us);
