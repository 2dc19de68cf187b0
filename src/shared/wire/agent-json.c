/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Agents on the wire. Pure; any thread.
 */
#include "shared/wire/agent-json.h"

#include "shared/wire/json-field.h"

json_t *
od_agent_json_to (const OdAgent *agent)
{
  return json_pack ("{s:I, s:s, s:s, s:o, s:b}", "id", agent->id, "name", agent->name,
                    "state", od_agent_state_get_name (agent->state), "campaign",
                    od_json_field_from_id (agent->campaign_id), "wants_ready",
                    agent->wants_ready);
}
