/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"

/* An agent's phone, line, presence, calls and wrap-up. What dialer.h promises of an agent
 * is done here, in the same words. Main thread. */

/** od_agent_run_restore: an agent with a session from before a restart. */
void od_agent_run_restore (OdEngine *engine,
                           const char *sip_user,
                           const char *sip_ha1,
                           gint64 agent_id,
                           const char *name,
                           gint64 campaign_id,
                           gboolean wants_ready);

/** od_agent_run_add_undisposed: from before a restart: @call_id has no disposition. */
void od_agent_run_add_undisposed (OdEngine *engine,
                                  gint64 agent_id,
                                  const char *name,
                                  gint64 campaign_id,
                                  const char *call_id);

void od_agent_run_sign_in (OdEngine *engine,
                           gint64 agent_id,
                           const char *name,
                           const char *sip_user,
                           const char *sip_ha1);
void od_agent_run_sign_out (OdEngine *engine, gint64 agent_id);
void od_agent_run_seen (OdEngine *engine, gint64 agent_id);
void od_agent_run_ask_state (OdEngine *engine,
                             gint64 agent_id,
                             gint64 campaign_id,
                             gboolean ready);
void od_agent_run_disposed (OdEngine *engine,
                            gint64 agent_id,
                            const char *call_id,
                            const char *disposition,
                            gboolean then_pause);

/** od_agent_run_on_phone: registered, measured or gone. */
void od_agent_run_on_phone (OdEngine *engine, const OdFact *fact);

/** od_agent_run_on_leg: what the switch says of the agent's leg. */
void od_agent_run_on_leg (OdEngine *engine, OdFloorAgent *agent, const OdFact *fact);

/** od_agent_run_on_call_over: @call has ended in this turn. */
void od_agent_run_on_call_over (OdEngine *engine, const OdFloorCall *call);

/** od_agent_run_grant_pauses: lets go who asked to and is not needed any more. */
void od_agent_run_grant_pauses (OdEngine *engine, gint64 campaign_id);

/** od_agent_run_check_campaign: who was removed from the campaign finishes what can land,
 * then pauses without one. */
void od_agent_run_check_campaign (OdEngine *engine, gint64 campaign_id);

/** od_agent_run_tick: presence, and phones that do not come back: once a second. */
void od_agent_run_tick (OdEngine *engine);
