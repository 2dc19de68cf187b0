/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agent's phone and the line to it: asks of the switch, moves of the line's table.
 * Main thread.
 */
#include "daemon/dialer/agent-line.h"

#include "shared/model/thread.h"

#define LOST_LIMIT_US (10 * G_USEC_PER_SEC) /* a lead hears silence that long */
#define CALL_GAP_US   (2 * G_USEC_PER_SEC)  /* between calls to a phone that declines */

void
od_agent_line_give_phone (OdEngine *engine,
                          OdFloorAgent *agent,
                          const char *sip_user,
                          const char *sip_ha1)
{
  OD_ASSERT_MAIN ();
  od_floor_set_phone_user (engine->floor, agent, sip_user);
  od_switch_add_phone_digest (engine->sw, sip_user, sip_ha1);
}

void
od_agent_line_take_phone (OdEngine *engine, OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  od_agent_line_drop (engine, agent);
  agent->line.called_us = 0; /* the next phone may be called at once */
  g_clear_pointer (&agent->phone, od_floor_phone_free);
  if (agent->sip_user != NULL)
    od_switch_remove_phone (engine->sw, agent->sip_user);
  od_floor_set_phone_user (engine->floor, agent, NULL);
}

void
od_agent_line_call (OdEngine *engine, OdFloorAgent *agent)
{
  gint64 now_us = od_floor_now_us (engine->floor);

  OD_ASSERT_MAIN ();
  if (agent->line.called_us != 0 && now_us - agent->line.called_us < CALL_GAP_US)
    return;

  if (od_floor_call_line (engine->floor, agent, od_engine_next_leg (engine)))
    od_switch_call_phone (engine->sw, agent->line.leg, agent->sip_user);
}

void
od_agent_line_drop (OdEngine *engine, OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  if (agent->line.leg != 0)
    od_switch_hang_up (engine->sw, agent->line.leg, OD_END_AGENT_HUNG_UP);
  od_floor_move_line (engine->floor, agent, OD_LINE_DROP);
}

void
od_agent_line_let_go (OdEngine *engine, OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  if (od_floor_line_is_lost (agent->line.state))
    od_floor_move_line (engine->floor, agent, OD_LINE_LET_GO);
}

void
od_agent_line_on_phone (OdEngine *engine, OdFloorAgent *agent, const OdFact *fact)
{
  OD_ASSERT_MAIN ();
  if (fact->kind == OD_FACT_PHONE_PING && agent->phone == NULL)
    return;
  if (fact->kind == OD_FACT_PHONE_PING) {
    agent->phone->ping_us = fact->latency_us;
    od_floor_tell_measure (engine->floor, agent);
    return;
  }

  g_clear_pointer (&agent->phone, od_floor_phone_free);
  if (fact->kind == OD_FACT_PHONE_REGISTERED) {
    agent->phone = od_floor_phone_new (fact->phone.user_agent, fact->phone.registrar,
                                       fact->phone.protocol,
                                       od_floor_now_us (engine->floor));
    agent->line.called_us = 0;
  }
  od_floor_tell_agent (engine->floor, agent);
}

void
od_agent_line_on_silence (OdEngine *engine, OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  if (!od_agent_state_is_available (agent->state))
    return;

  g_message ("agent=%" G_GINT64_FORMAT "'s phone sends no sound: it is called again",
             agent->id);
  od_switch_hang_up (engine->sw, agent->line.leg, OD_END_NO_AUDIO);
}

void
od_agent_line_check (OdEngine *engine, OdFloorAgent *agent)
{
  OdFloorCall *call = od_floor_get_call (engine->floor, agent->call_id);

  OD_ASSERT_MAIN ();
  if (!od_floor_line_is_lost (agent->line.state) || call == NULL
      || od_floor_now_us (engine->floor) - agent->line.lost_us <= LOST_LIMIT_US)
    return;

  g_message ("call=%s: the phone of agent=%" G_GINT64_FORMAT " did not come back",
             call->id, agent->id);
  od_switch_hang_up (engine->sw, od_floor_call_get_leg (call), OD_END_AGENT_HUNG_UP);
}
