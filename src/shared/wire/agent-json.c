/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Agents on the wire. Pure; any thread.
 */
#include "shared/wire/agent-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

json_t *
od_agent_json_to (const OdAgent *agent)
{
  return json_pack ("{s:I, s:s, s:s, s:o, s:b}", OD_FIELD_ID, agent->id, OD_FIELD_NAME,
                    agent->name, OD_FIELD_STATE, od_agent_state_get_name (agent->state),
                    OD_FIELD_CAMPAIGN, od_json_field_from_id (agent->campaign_id),
                    OD_FIELD_WANTS_READY, agent->wants_ready);
}
