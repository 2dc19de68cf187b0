/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agent with a session: a plain value of the floor. Main thread.
 */
#include "daemon/floor/floor-agent.h"
#include "shared/model/thread.h"

OdFloorAgent *
od_floor_agent_new (gint64 id, const char *name, gint64 now_us)
{
  OdFloorAgent *agent = g_new0 (OdFloorAgent, 1);

  OD_ASSERT_MAIN ();
  agent->id = id;
  agent->name = g_strdup (name);
  agent->since_us = now_us;
  agent->undisposed = g_ptr_array_new_with_free_func (g_free);
  return agent;
}

void
od_floor_agent_free (OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  g_free (agent->name);
  g_free (agent->sip_user);
  g_clear_pointer (&agent->phone, od_floor_phone_free);
  g_free (agent->call_id);
  g_ptr_array_unref (agent->undisposed);
  g_free (agent);
}
