/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record.h"
#include "shared/model/agent-state.h"

/*
 * An agent's record with types: what supervisors' windows ask of it. Times are monotonic
 * and given. Main thread.
 */

/** od_agent_view_get_state: OD_AGENT_N_STATES: one that is new to this program. */
OdAgentState od_agent_view_get_state (OdRecord *agent);

/** od_agent_view_is_online: signed in, whatever the agent does. */
gboolean od_agent_view_is_online (OdRecord *agent);

/** od_agent_view_get_campaign: 0: none. */
gint64 od_agent_view_get_campaign (OdRecord *agent);

/** od_agent_view_has_no_phone: FALSE too while nothing was told of it: only the live
 * stream does. */
gboolean od_agent_view_has_no_phone (OdRecord *agent);

/** od_agent_view_get_age_ms: how long in this state; -1: not known. */
gint64 od_agent_view_get_age_ms (OdRecord *agent, gint64 now_us);

/** od_agent_view_get_registered_ms: the phone is for so long; -1: it is not. */
gint64 od_agent_view_get_registered_ms (OdRecord *agent, gint64 now_us);

/** od_agent_view_get_ping_us: to the phone and back; -1: not known. */
gint64 od_agent_view_get_ping_us (OdRecord *agent);
