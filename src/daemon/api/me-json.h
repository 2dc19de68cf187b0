#pragma once

#include "daemon/floor/floor.h"
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

/** od_me_json_agent_to: what a supervisor sees of an agent. */
json_t *od_me_json_agent_to (OdFloor *floor, const OdFloorAgent *agent);
