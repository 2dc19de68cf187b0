/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/agent.h"

#include <jansson.h>

json_t *od_agent_json_to (const OdAgent *agent);
