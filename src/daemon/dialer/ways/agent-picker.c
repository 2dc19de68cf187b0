/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Longest waiting first. Reads the floor, changes nothing. Main thread.
 */
#include "daemon/dialer/ways/agent-picker.h"
#include "shared/model/thread.h"

static gboolean
is_before (const OdFloorAgent *a, const OdFloorAgent *b)
{
  if (a->state != b->state)
    return a->state == OD_AGENT_READY;
  if (a->since_us != b->since_us)
    return a->since_us < b->since_us;

  return a->id < b->id;
}

OdFloorAgent *
od_agent_picker_pick (OdFloor *floor, gint64 campaign_id)
{
  const GPtrArray *agents = od_floor_get_agents (floor, campaign_id);
  OdFloorAgent *best = NULL;

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->line.state == OD_LINE_UP && od_agent_state_is_available (agent->state)
        && (best == NULL || is_before (agent, best)))
      best = agent;
  }

  return best;
}
