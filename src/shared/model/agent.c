/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A user who answers calls: a plain value. Pure.
 */
#include "shared/model/agent.h"

void
od_agent_free (OdAgent *agent)
{
  g_free (agent->name);
  g_free (agent);
}
