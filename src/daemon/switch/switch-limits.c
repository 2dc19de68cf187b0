/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The spans the switch keeps by itself. Pure; any thread.
 */
#include "daemon/switch/switch-limits.h"

OdSwitchLimits
od_switch_limits_default (void)
{
  return (OdSwitchLimits){
    .ring_ms = 25000,
    .setup_ms = 10000,
    .min_ring_ms = 15000,
    .min_unrung_ms = 10000,
    .wait_ms = 2000,
    .lead_silence_ms = 5000,
    .agent_silence_ms = 3000,
    .cancel_grace_ms = 1000,
    .phone_ping_ms = 30000,
  };
}
