/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/dialer-private.h"

/* An agent's phone, leg, presence and rest. The public half stands in dialer.h. */

/** od_agent_run_restore: an agent with a session from before a restart. */
void od_agent_run_restore (OdDialer *dialer,
                           const char *sip_user,
                           const char *sip_ha1,
                           gint64 agent_id,
                           const char *name,
                           gint64 campaign_id,
                           gboolean wants_ready);

/** od_agent_run_owe: from before a restart: @call_id waits for the agent's word. */
void od_agent_run_owe (OdDialer *dialer,
                       gint64 agent_id,
                       const char *name,
                       gint64 campaign_id,
                       const char *call_id);

/** od_agent_run_on_phone: registered, measured or gone. */
void od_agent_run_on_phone (OdDialer *dialer, const OdFact *fact);

/** od_agent_run_unassign: removed from its campaign: finishes what can land, then pauses.
 */
void od_agent_run_unassign (OdDialer *dialer, OdFloorAgent *agent);

/** od_agent_run_on_leg: what the switch says of the agent's leg. */
void od_agent_run_on_leg (OdDialer *dialer, OdFloorAgent *agent, const OdFact *fact);

/** od_agent_run_call_ended: @call, reserved or bridged, is over; @was its last state. */
void od_agent_run_call_ended (OdDialer *dialer, OdFloorCall *call, OdCallState was);

/** od_agent_run_grant_pauses: lets go who asked to and is not needed any more. */
void od_agent_run_grant_pauses (OdDialer *dialer, gint64 campaign_id);

/** od_agent_run_tick: presence, and phones that do not come back: once a second. */
void od_agent_run_tick (OdDialer *dialer);
