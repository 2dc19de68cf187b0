/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words for what limits dialing. Pure; any thread.
 */
#include "shared/model/pace.h"

const char *
od_pace_limit_get_name (OdPaceLimit limit)
{
  static const char *const names[OD_PACE_N_LIMITS] = {
    [OD_PACE_OFF] = "off",
    [OD_PACE_TROUBLE] = "trouble",
    [OD_PACE_NO_AGENT] = "no-agent",
    [OD_PACE_NO_LEAD] = "no-lead",
    [OD_PACE_RATE] = "calls-per-second",
    [OD_PACE_CHANNELS] = "channels",
    [OD_PACE_AGENTS] = "free-agents",
    [OD_PACE_MULTIPLIER] = "multiplier",
    [OD_PACE_PACER] = "pacer",
  };

  return names[limit];
}
