/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The spans and numbers the switch keeps by itself. Pure; any thread.
 */
#include "daemon/switch/switch-limits.h"

OdSwitchLimits
od_switch_limits_default (void)
{
  return (OdSwitchLimits){
    .phone_ring_ms = 25000,
    .phone_setup_ms = 10000,
    .lead_silence_ms = 5000,
    .agent_silence_ms = 3000,
    .cancel_grace_ms = 1000,
    .phone_ping_ms = 30000,
    /* A floor behind one address that comes back all at once is let in within the grace;
     * descriptors for some thousand calls are left by those in all. */
    .guests_per_address = 256,
    .guest_grace_ms = 2000,
    .guests_in_all = 2048,
  };
}
