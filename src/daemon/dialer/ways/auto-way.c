/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The auto dialer: from one call per ready agent up to as many as the abandonment ledger
 * allows; how bold it is, is the campaign's multiplier. Main thread.
 */
#include "daemon/dialer/ways/agent-picker.h"
#include "daemon/dialer/ways/way.h"

const OdWay od_way_auto = {
  .count_calls = od_pacer_decide,
  .pick_agent = od_agent_picker_pick,
  .may_release = od_pacer_may_release,
};
