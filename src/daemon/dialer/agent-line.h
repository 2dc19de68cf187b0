/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"

/* An agent's phone and the line to it. What that means for the agent's day is
 * agent-run's. Main thread. */

/** od_agent_line_give_phone: @sip_user may register; @sip_ha1 as in dialer.h. */
void od_agent_line_give_phone (OdEngine *engine,
                               OdFloorAgent *agent,
                               const char *sip_user,
                               const char *sip_ha1);

/** od_agent_line_take_phone: the line is dropped, the phone may register no more. */
void od_agent_line_take_phone (OdEngine *engine, OdFloorAgent *agent);

/** od_agent_line_call: calls the phone; not at once if it has just been called: the tick
 * tries again. */
void od_agent_line_call (OdEngine *engine, OdFloorAgent *agent);
void od_agent_line_drop (OdEngine *engine, OdFloorAgent *agent);

/** od_agent_line_let_go: no call needs the line any more; the phone may ring on. */
void od_agent_line_let_go (OdEngine *engine, OdFloorAgent *agent);

/** od_agent_line_on_phone: registered, measured or gone. */
void od_agent_line_on_phone (OdEngine *engine, OdFloorAgent *agent, const OdFact *fact);

/** od_agent_line_on_silence: a phone that is connected and says nothing would give
 * silence to the next lead: it is called again. */
void od_agent_line_on_silence (OdEngine *engine, OdFloorAgent *agent);

/** od_agent_line_check: ends the call of an agent whose phone did not come back: once a
 * second. */
void od_agent_line_check (OdEngine *engine, OdFloorAgent *agent);
