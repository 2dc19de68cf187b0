/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pacer has no say in: the trunk, quotas, the disk. Main thread.
 */
#include "daemon/dialer/pace-room.h"

#include "daemon/dialer/trunk-run.h"
#include "shared/model/thread.h"

static int
get_quota_room (OdEngine *engine, gint64 campaign_id, guint claiming)
{
  const GPtrArray *calls = od_floor_get_calls (engine->floor, campaign_id);
  gint64 next_us;
  int room = od_call_quota_get_room (od_engine_get_quota (engine, campaign_id), claiming,
                                     calls->len, od_clock_mono_us (engine->clock),
                                     &next_us);

  od_engine_await_room (engine, next_us);
  return room;
}

int
od_pace_room_get (OdEngine *engine, gint64 campaign_id, guint claiming)
{
  OD_ASSERT_MAIN ();
  if (engine->draining || engine->store_fails || !engine->running)
    return 0;

  return MIN (get_quota_room (engine, campaign_id, claiming),
              od_trunk_run_get_room (engine));
}
