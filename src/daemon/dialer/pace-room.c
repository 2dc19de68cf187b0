/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pacer has no say in: disk, trunk, agents, leads, quotas. Main thread.
 */
#include "daemon/dialer/pace-room.h"

#include "daemon/dialer/trunk-run.h"
#include "shared/model/thread.h"

static OdCallRoom
get_quota_room (OdEngine *engine, gint64 campaign_id, guint claiming)
{
  const GPtrArray *calls = od_floor_get_calls (engine->floor, campaign_id);
  gint64 next_us;
  OdCallRoom room = od_call_quota_get_room (od_engine_get_quota (engine, campaign_id),
                                            claiming, calls->len,
                                            od_clock_mono_us (engine->clock), &next_us);

  od_engine_await_room (engine, next_us);
  return room;
}

static OdCallRoom
find_own (OdEngine *engine, gint64 campaign_id, guint claiming, gboolean is_dry)
{
  if (od_floor_count (engine->floor, campaign_id).unpaused == 0)
    return (OdCallRoom){ 0, OD_PACE_NO_AGENT };
  if (is_dry)
    return (OdCallRoom){ 0, OD_PACE_NO_LEAD };

  return get_quota_room (engine, campaign_id, claiming);
}

OdCallRoom
od_pace_room_find (OdEngine *engine, gint64 campaign_id, guint claiming, gboolean is_dry)
{
  OdCallRoom trunk, own;

  OD_ASSERT_MAIN ();
  if (engine->draining || engine->store_fails || !engine->running)
    return (OdCallRoom){ 0, OD_PACE_TROUBLE };
  trunk = od_trunk_run_get_room (engine);
  own = find_own (engine, campaign_id, claiming, is_dry);
  if (trunk.limit == OD_PACE_TROUBLE)
    return (OdCallRoom){ MIN (trunk.calls, own.calls), OD_PACE_TROUBLE };

  return trunk.calls < own.calls ? trunk : own;
}

OdPaceLimit
od_pace_room_get_limit (OdCallRoom room, const OdPacer *pacer)
{
  static const OdPaceLimit own[OD_PACER_N_LIMITS] = {
    [OD_PACER_BY_AGENTS] = OD_PACE_AGENTS,
    [OD_PACER_BY_MULTIPLIER] = OD_PACE_MULTIPLIER,
    [OD_PACER_BY_RISK] = OD_PACE_PACER,
  };
  OdPacerLimit limit = od_pacer_get_limit (pacer);

  OD_ASSERT_MAIN ();
  if (room.calls == 0 || room.limit == OD_PACE_TROUBLE || limit == OD_PACER_BY_ROOM)
    return room.limit;

  return own[limit];
}
