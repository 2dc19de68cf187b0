/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From moves on the floor to what a pacer learns from. An agent who will pause after this
 * call, or go to another campaign, does not come free after it. Main thread.
 */
#include "daemon/dialer/pace-feed.h"

#include "shared/model/thread.h"

/* Of so few people one is no share: a cap of 3 % of 33 allows none (30 permille of 34 is
 * the first to allow one). */
#define CAP_COUNTS_FROM 34

static double
get_now_s (const OdEngine *engine)
{
  return od_clock_mono_us (engine->clock) / 1e6;
}

OdPacerView
od_pace_feed_get_view (OdEngine *engine, gint64 campaign_id, guint claiming)
{
  OdFloorCount count = od_floor_count (engine->floor, campaign_id);

  OD_ASSERT_MAIN ();
  return (OdPacerView){ .ready = count.ready,
                        .pausing = count.pausing,
                        .unpaused = count.unpaused,
                        .in_flight = count.in_flight + claiming,
                        .waiting = count.waiting,
                        .now_s = get_now_s (engine) };
}

void
od_pace_feed_tell (OdEngine *engine,
                   OdPacer *pacer,
                   OdPacerEventKind kind,
                   guint64 call,
                   gint64 agent)
{
  OdPacerEvent event = {
    .at_s = get_now_s (engine), .kind = kind, .call = call, .agent = agent
  };

  OD_ASSERT_MAIN ();
  od_pacer_event (pacer, &event);
}

/* When the call is over, to the campaign that it is of. */
static gboolean
comes_back (const OdFloorAgent *agent)
{
  return agent->wants_ready && agent->wanted_campaign_id == agent->campaign_id;
}

/* FALSE: the move says nothing to a pacer. */
static gboolean
read_move (OdCallState from, OdCallState to, OdPacerEventKind *kind)
{
  if (to == OD_CALL_DIALING)
    *kind = OD_PACER_LAUNCH;
  else if (to == OD_CALL_WAITING)
    *kind = OD_PACER_ANSWER;
  else if (to == OD_CALL_BRIDGED)
    *kind = OD_PACER_CONNECT;
  else if (from == OD_CALL_WAITING)
    *kind = OD_PACER_ABANDON;
  else if (od_call_state_is_over (to) && from != OD_CALL_BRIDGED
           && from != OD_CALL_QUEUED)
    *kind = OD_PACER_FAIL;
  else
    return FALSE;

  return TRUE;
}

void
od_pace_feed_call (OdEngine *engine,
                   OdPacer *pacer,
                   const OdFloorCall *call,
                   OdCallState from)
{
  gint64 agent_id = od_floor_call_get_agent_id (call);
  const OdFloorAgent *agent = od_floor_get_agent (engine->floor, agent_id);
  OdPacerEventKind kind;

  OD_ASSERT_MAIN ();
  if (!read_move (from, call->state, &kind))
    return;
  od_pace_feed_tell (engine, pacer, kind, od_floor_call_get_leg (call), agent_id);
  if (kind == OD_PACER_CONNECT && agent != NULL && !comes_back (agent))
    od_pace_feed_tell (engine, pacer, OD_PACER_LEAVE, 0, agent_id);
}

void
od_pace_feed_agent (OdEngine *engine,
                    OdPacer *pacer,
                    const OdFloorAgent *agent,
                    OdAgentState from)
{
  OD_ASSERT_MAIN ();
  /* Who vanishes in the middle of a talk has not ended it: nothing comes before LEAVE. */
  if (agent->state != from && from == OD_AGENT_IN_CALL
      && agent->state != OD_AGENT_OFFLINE)
    od_pace_feed_tell (engine, pacer, OD_PACER_TALK_END, 0, agent->id);
  if (agent->state != from && agent->state == OD_AGENT_READY)
    od_pace_feed_tell (engine, pacer, OD_PACER_WRAP_END, 0, agent->id);
  else if (!comes_back (agent) || !od_agent_state_is_working (agent->state))
    od_pace_feed_tell (engine, pacer, OD_PACER_LEAVE, 0, agent->id);
}

gboolean
od_pace_feed_is_over_cap (const OdPacer *pacer, int cap_permille, OdLedger *ledger)
{
  OD_ASSERT_MAIN ();
  for (int i = 0; cap_permille > 0 && i < OD_PACER_N_WINDOWS; i++) {
    *ledger = od_pacer_get_ledger (pacer, i);
    if (ledger->answered >= CAP_COUNTS_FROM
        && ledger->abandoned * 1000 > ledger->answered * cap_permille)
      return TRUE;
  }

  return FALSE;
}
