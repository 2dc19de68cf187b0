/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor.h"
#include "shared/model/call.h"
#include "shared/model/campaign.h"
#include "shared/model/script.h"

#include <jansson.h>

/**
 * od_me_json_to:
 * @call: (nullable): the agent's live call
 * @campaign: (nullable), @script: (nullable): as dialed now
 *
 * All an agent's screen shows of this second: state, phone, the lead on the line with
 * the script. Main thread.
 */
json_t *od_me_json_to (OdFloor *floor,
                       const OdFloorAgent *agent,
                       const OdFloorCall *call,
                       const OdCampaign *campaign,
                       const OdScript *script);

/** od_me_json_ended_call_to: an agent's call that is over, as "call" of the same: @lead
 * and @script (nullable): the edition that was read out. */
json_t *
od_me_json_ended_call_to (const OdCall *call, const OdLead *lead, const OdScript *script);

/** od_me_json_agent_to: what a supervisor sees of an agent. */
json_t *od_me_json_agent_to (OdFloor *floor, const OdFloorAgent *agent);

/** od_me_json_add_floor: completes the agents of @answer, as the disk has them, by the
 * floor: the same fields as the live stream's agent news. Main thread. */
void od_me_json_add_floor (OdFloor *floor, json_t *answer);
