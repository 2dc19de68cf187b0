/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agent's day as the engine sees it: signed in, phone registered, the line up, ready,
 * in call, disposing, wrapping up. What the agent asked for (wants_ready) is kept apart
 * from the state: the engine grants it as soon as phone and calls allow, also after a
 * restart. Main thread.
 */
#include "daemon/dialer/agent-run.h"

#include "daemon/dialer/agent-line.h"
#include "daemon/dialer/campaign-book.h"
#include "daemon/dialer/campaign-run.h"
#include "daemon/store/agent-store.h"
#include "shared/model/agent.h"
#include "shared/model/thread.h"

#define TELL_US       (60 * G_USEC_PER_SEC)
#define LOST_AFTER_US (12 * G_USEC_PER_SEC) /* pings come every 5 s */

static OdFloorCall *
get_call (OdEngine *engine, const OdFloorAgent *agent)
{
  return od_floor_get_call (engine->floor, agent->call_id);
}

static gboolean
is_to_move (const OdFloorAgent *agent)
{
  return agent->wanted_campaign_id != agent->campaign_id;
}

/* Another campaign can be had as soon as no call of the old one can land. */
static void
take_campaign (OdEngine *engine, OdFloorAgent *agent)
{
  if (!is_to_move (agent) || !od_agent_state_is_settled (agent->state))
    return;

  od_engine_touch (engine, agent->campaign_id);
  od_engine_touch (engine, agent->wanted_campaign_id);
  od_campaign_run_lose_agent (engine, agent);
  od_floor_set_campaign (engine->floor, agent, agent->wanted_campaign_id);
}

static gboolean
wants_line (const OdFloorAgent *agent)
{
  if (agent->state == OD_AGENT_OFFLINE || agent->phone == NULL)
    return FALSE;

  return agent->state == OD_AGENT_IN_CALL
         || (agent->wants_ready && agent->campaign_id != 0);
}

/* Brings the agent as near to READY as phone and line allow; who is in a call gets the
 * phone back. */
static void
advance (OdEngine *engine, OdFloorAgent *agent)
{
  take_campaign (engine, agent);
  if (!wants_line (agent))
    return;
  if (!od_floor_line_has_leg (agent->line.state))
    od_agent_line_call (engine, agent);
  else if (agent->line.state == OD_LINE_UP && !is_to_move (agent)
           && (agent->state == OD_AGENT_PAUSED || agent->state == OD_AGENT_PAUSING))
    od_floor_move_agent (engine->floor, agent, OD_AGENT_MAKE_READY);
}

static void
pause_now (OdEngine *engine, OdFloorAgent *agent)
{
  if (agent->state == OD_AGENT_PAUSING
      || od_floor_move_agent (engine->floor, agent, OD_AGENT_ASK_PAUSE))
    od_floor_move_agent (engine->floor, agent, OD_AGENT_GRANT);
}

/* The call the agent talks on, or talked on last, has no disposition yet: it is asked for
 * as soon as the agent is back. */
static void
keep_undisposed (OdFloorAgent *agent, const OdFloorCall *call)
{
  if (agent->state == OD_AGENT_DISPOSING
      || (agent->state == OD_AGENT_IN_CALL && call != NULL && call->disposition == NULL))
    g_ptr_array_insert (agent->undisposed, 0, g_strdup (agent->call_id));
}

/* The agent is not here any more: a call with a lead on it cannot go on. */
static void
go_offline (OdEngine *engine, OdFloorAgent *agent)
{
  OdFloorCall *call = get_call (engine, agent);

  if (agent->state == OD_AGENT_OFFLINE)
    return;
  keep_undisposed (agent, call);
  od_floor_move_agent (engine->floor, agent, OD_AGENT_SIGN_OUT);
  od_agent_line_drop (engine, agent);
  od_floor_leave_call (engine->floor, agent);
  if (call != NULL && call->state == OD_CALL_BRIDGED)
    od_switch_hang_up (engine->sw, od_floor_call_get_leg (call), OD_END_AGENT_HUNG_UP);
}

void
od_agent_run_restore (OdEngine *engine,
                      const char *sip_user,
                      const char *sip_ha1,
                      gint64 agent_id,
                      const char *name,
                      gint64 campaign_id,
                      gboolean wants_ready)
{
  OdFloorAgent *agent = od_floor_add_agent (engine->floor, agent_id, name);

  OD_ASSERT_MAIN ();
  od_floor_set_campaign (engine->floor, agent, campaign_id);
  agent->wants_ready = wants_ready;
  od_agent_line_give_phone (engine, agent, sip_user, sip_ha1);
}

void
od_agent_run_add_undisposed (OdEngine *engine,
                             gint64 agent_id,
                             const char *name,
                             gint64 campaign_id,
                             const char *call_id)
{
  OdFloorAgent *agent = od_floor_add_agent (engine->floor, agent_id, name);

  OD_ASSERT_MAIN ();
  od_floor_set_campaign (engine->floor, agent, campaign_id);
  g_ptr_array_add (agent->undisposed, g_strdup (call_id));
}

void
od_agent_run_sign_in (OdEngine *engine,
                      gint64 agent_id,
                      const char *name,
                      const char *sip_user,
                      const char *sip_ha1)
{
  OdFloorAgent *agent = od_floor_add_agent (engine->floor, agent_id, name);

  OD_ASSERT_MAIN ();
  go_offline (engine, agent);
  od_agent_line_take_phone (engine, agent);
  agent->wants_ready = FALSE;
  od_agent_line_give_phone (engine, agent, sip_user, sip_ha1);
  od_agent_run_seen (engine, agent_id);
}

void
od_agent_run_sign_out (OdEngine *engine, gint64 agent_id)
{
  OdFloorAgent *agent = od_floor_get_agent (engine->floor, agent_id);

  OD_ASSERT_MAIN ();
  if (agent == NULL)
    return;
  agent->wants_ready = FALSE;
  go_offline (engine, agent);
  od_agent_line_take_phone (engine, agent);
}

void
od_agent_run_seen (OdEngine *engine, gint64 agent_id)
{
  OdFloorAgent *agent = od_floor_get_agent (engine->floor, agent_id);

  OD_ASSERT_MAIN ();
  if (agent == NULL)
    return;
  agent->seen_us = od_floor_now_us (engine->floor);
  if (agent->state != OD_AGENT_OFFLINE || agent->sip_user == NULL)
    return;
  if (agent->undisposed->len > 0) {
    agent->call_id = g_ptr_array_steal_index (agent->undisposed, 0);
    od_floor_move_agent (engine->floor, agent, OD_AGENT_SIGN_IN_TO_DISPOSE);
  } else {
    od_floor_move_agent (engine->floor, agent, OD_AGENT_SIGN_IN);
  }
  advance (engine, agent);
}

static void
ask_pause (OdEngine *engine, OdFloorAgent *agent)
{
  if (agent->state == OD_AGENT_READY || agent->state == OD_AGENT_WRAP_UP)
    od_floor_move_agent (engine->floor, agent, OD_AGENT_ASK_PAUSE);
  else
    od_floor_tell_agent (engine->floor, agent);
  od_engine_touch (engine, agent->campaign_id);
}

void
od_agent_run_ask_state (OdEngine *engine,
                        gint64 agent_id,
                        gint64 campaign_id,
                        gboolean ready)
{
  OdFloorAgent *agent = od_floor_get_agent (engine->floor, agent_id);

  OD_ASSERT_MAIN ();
  if (agent == NULL)
    return;
  if (campaign_id != 0)
    agent->wanted_campaign_id = campaign_id;
  agent->wants_ready = ready;
  take_campaign (engine, agent);
  if (ready && !is_to_move (agent))
    advance (engine, agent);
  else
    ask_pause (engine, agent);
  od_floor_tell_agent (engine->floor, agent);
}

void
od_agent_run_grant_pauses (OdEngine *engine, gint64 campaign_id)
{
  const GPtrArray *agents = od_floor_get_agents (engine->floor, campaign_id);

  OD_ASSERT_MAIN ();
  for (guint i = agents->len; i-- > 0;) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state != OD_AGENT_PAUSING)
      continue;
    if (!od_campaign_run_may_release (engine, campaign_id))
      return;
    od_floor_move_agent (engine->floor, agent, OD_AGENT_GRANT);
    advance (engine, agent); /* who only went to another campaign */
  }
}

void
od_agent_run_on_phone (OdEngine *engine, const OdFact *fact)
{
  OdFloorAgent *agent = od_floor_find_phone (engine->floor, fact->user);

  OD_ASSERT_MAIN ();
  if (agent == NULL)
    return;
  od_agent_line_on_phone (engine, agent, fact);
  if (fact->kind != OD_FACT_PHONE_PING)
    advance (engine, agent);
}

/* A lead who was on the way to this agent goes to another one. */
static void
release (OdEngine *engine, OdFloorAgent *agent)
{
  od_floor_leave_call (engine->floor, agent);
  od_floor_move_agent (engine->floor, agent, OD_AGENT_RELEASE);
}

/* A phone is called again every other second; the log hears of it once a minute. */
static void
tell_why (OdEngine *engine, OdFloorAgent *agent, const OdFact *fact)
{
  gint64 now_us = od_floor_now_us (engine->floor);

  if (agent->line.state == OD_LINE_UP || fact->sip_reason == NULL
      || (agent->line.told_us != 0 && now_us - agent->line.told_us < TELL_US))
    return;

  agent->line.told_us = now_us;
  g_message ("the phone of agent=%" G_GINT64_FORMAT " cannot be called: %s", agent->id,
             fact->sip_reason);
}

/* The phone has gone in the middle of things. A lead who was talking stays in the call
 * while the phone comes back, for a while. */
static void
on_leg_ended (OdEngine *engine, OdFloorAgent *agent, const OdFact *fact)
{
  gboolean lost = agent->state == OD_AGENT_IN_CALL && agent->line.state == OD_LINE_UP;

  tell_why (engine, agent, fact);
  od_floor_move_line (engine->floor, agent, lost ? OD_LINE_LOSE : OD_LINE_END);
  if (agent->state == OD_AGENT_RESERVED)
    release (engine, agent);
  if (od_agent_state_is_available (agent->state))
    pause_now (engine, agent);
  od_floor_tell_agent (engine->floor, agent);
  advance (engine, agent);
}

static void
on_leg_answered (OdEngine *engine, OdFloorAgent *agent)
{
  OdFloorCall *call = od_floor_find_call_leg (engine->floor, agent->line.leg);

  od_floor_move_line (engine->floor, agent, OD_LINE_ANSWER);
  agent->line.told_us = 0;
  if (call != NULL) {
    od_switch_bridge (engine->sw, od_floor_call_get_leg (call), agent->line.leg);
    /* A bridge ends a hold. */
    od_switch_hold (engine->sw, od_floor_call_get_leg (call), call->held);
  }
  od_floor_tell_agent (engine->floor, agent);
  advance (engine, agent);
}

void
od_agent_run_on_leg (OdEngine *engine, OdFloorAgent *agent, const OdFact *fact)
{
  OD_ASSERT_MAIN ();
  if (fact->kind == OD_FACT_AUDIO_LOST)
    od_agent_line_on_silence (engine, agent);
  if (fact->kind == OD_FACT_ANSWERED)
    on_leg_answered (engine, agent);
  else if (fact->kind == OD_FACT_ENDED)
    on_leg_ended (engine, agent, fact);
}

typedef struct {
  gint64 campaign_id;
  GPtrArray *agents; /* (element-type OdAgent): assigned now */
} Assigned;

static gboolean
read_assigned (OdTx *tx, gpointer data, GError **error)
{
  Assigned *assigned = data;

  assigned->agents = od_agent_store_list (tx, assigned->campaign_id, error);
  return assigned->agents != NULL;
}

static void
assigned_free (gpointer data)
{
  Assigned *assigned = data;

  g_clear_pointer (&assigned->agents, g_ptr_array_unref);
  g_free (assigned);
}

static gboolean
is_assigned (const Assigned *assigned, gint64 agent_id)
{
  for (guint i = 0; i < assigned->agents->len; i++) {
    const OdAgent *agent = g_ptr_array_index (assigned->agents, i);

    if (agent->id == agent_id)
      return TRUE;
  }

  return FALSE;
}

static void
on_assigned_read (OdEngine *engine, gpointer data, const GError *error)
{
  Assigned *assigned = data;
  const GPtrArray *agents = od_floor_get_agents (engine->floor, assigned->campaign_id);

  od_engine_note_store (engine, error);
  for (guint i = agents->len; error == NULL && i-- > 0;) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (is_assigned (assigned, agent->id))
      continue;
    agent->wants_ready = FALSE;
    agent->wanted_campaign_id = 0;
    take_campaign (engine, agent);
    ask_pause (engine, agent);
  }
}

void
od_agent_run_check_campaign (OdEngine *engine, gint64 campaign_id)
{
  Assigned *assigned = g_new0 (Assigned, 1);

  OD_ASSERT_MAIN ();
  assigned->campaign_id = campaign_id;
  od_engine_read (engine, read_assigned, assigned, assigned_free, on_assigned_read);
}

/* Ready again, if the phone is still there. */
static void
end_wrap_up (OdEngine *engine, OdFloorAgent *agent)
{
  gboolean ready = agent->line.state == OD_LINE_UP && agent->wants_ready;

  od_floor_move_agent (engine->floor, agent,
                       ready ? OD_AGENT_END_WRAP_UP : OD_AGENT_ASK_PAUSE);
  advance (engine, agent);
}

static gboolean on_wrap_up_over (gpointer data);

/* One timer for all wrap-ups: set to the next one that ends. */
static void
arm_wrap_up (OdEngine *engine)
{
  g_autoptr (GPtrArray) agents = od_floor_list_agents (engine->floor);
  gint64 now_us = od_floor_now_us (engine->floor), next_us = G_MAXINT64;

  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state == OD_AGENT_WRAP_UP)
      next_us = MIN (next_us, agent->wrap_up_until_us);
  }

  g_clear_handle_id (&engine->wrap_up_id, g_source_remove);
  if (next_us != G_MAXINT64)
    engine->wrap_up_id = g_timeout_add (MAX (next_us - now_us + 999, 0) / 1000,
                                        on_wrap_up_over, engine);
}

static gboolean
on_wrap_up_over (gpointer data)
{
  OdEngine *engine = data;
  g_autoptr (GPtrArray) agents = od_floor_list_agents (engine->floor);
  gint64 now_us = od_floor_now_us (engine->floor);

  engine->wrap_up_id = 0;
  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state == OD_AGENT_WRAP_UP && agent->wrap_up_until_us <= now_us)
      end_wrap_up (engine, agent);
  }
  arm_wrap_up (engine);
  od_engine_end_turn (engine);
  return G_SOURCE_REMOVE;
}

/* The disposition of the agent's call is on disk and the call is over: what comes next.
 */
static void
submit (OdEngine *engine, OdFloorAgent *agent)
{
  const OdCampaign *campaign = od_campaign_book_get (engine, agent->campaign_id);
  gint64 wrap_up_ms = campaign != NULL ? campaign->wrap_up_ms : OD_CAMPAIGN_WRAP_UP_MS;

  g_clear_pointer (&agent->call_id, g_free);
  agent->wrap_up_until_us = od_floor_now_us (engine->floor) + wrap_up_ms * 1000;
  od_floor_move_agent (engine->floor, agent,
                       agent->wants_ready ? OD_AGENT_SUBMIT : OD_AGENT_SUBMIT_AND_PAUSE);
  take_campaign (engine, agent);
  arm_wrap_up (engine);
}

void
od_agent_run_disposed (OdEngine *engine,
                       gint64 agent_id,
                       const char *call_id,
                       const char *disposition,
                       gboolean then_pause)
{
  OdFloorAgent *agent = od_floor_get_agent (engine->floor, agent_id);
  OdFloorCall *call = od_floor_get_call (engine->floor, call_id);
  guint found;

  OD_ASSERT_MAIN ();
  if (agent == NULL)
    return;
  if (then_pause)
    agent->wants_ready = FALSE;
  if (call != NULL && od_floor_call_get_agent_id (call) == agent_id) {
    g_free (call->disposition);
    call->disposition = g_strdup (disposition);
    od_floor_tell_call (engine->floor, call);
  }
  if (g_ptr_array_find_with_equal_func (agent->undisposed, call_id, g_str_equal, &found))
    g_ptr_array_remove_index (agent->undisposed, found);
  if (agent->state != OD_AGENT_DISPOSING || g_strcmp0 (agent->call_id, call_id) != 0)
    return;
  if (agent->undisposed->len == 0) {
    submit (engine, agent);
    return;
  }

  g_free (agent->call_id);
  agent->call_id = g_ptr_array_steal_index (agent->undisposed, 0);
  od_floor_tell_agent (engine->floor, agent);
}

void
od_agent_run_on_call_over (OdEngine *engine, const OdFloorCall *call)
{
  const OdCallParty *party = od_floor_call_find_party (call, OD_PARTY_AGENT);
  OdFloorAgent *agent;

  OD_ASSERT_MAIN ();
  if (party == NULL || party->left_us != 0)
    return; /* who has left is asked for the disposition when back, or already is */
  agent = od_floor_get_agent (engine->floor, party->agent_id);
  if (agent->state == OD_AGENT_RESERVED) {
    /* The lead hung up in the instant between the pick and the bridge. */
    release (engine, agent);
    if (!agent->wants_ready || is_to_move (agent))
      ask_pause (engine, agent);
    return;
  }

  od_agent_line_let_go (engine, agent);
  if (call->disposition != NULL)
    submit (engine, agent);
  else
    od_floor_move_agent (engine->floor, agent, OD_AGENT_END_CALL);
}

void
od_agent_run_tick (OdEngine *engine)
{
  g_autoptr (GPtrArray) agents = od_floor_list_agents (engine->floor);
  gint64 now_us = od_floor_now_us (engine->floor);

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state != OD_AGENT_OFFLINE && now_us - agent->seen_us > LOST_AFTER_US) {
      g_message ("agent=%" G_GINT64_FORMAT " is lost: no sign of life for %d s",
                 agent->id, (int) (LOST_AFTER_US / G_USEC_PER_SEC));
      go_offline (engine, agent);
    }
    od_agent_line_check (engine, agent);
    if (!od_floor_line_has_leg (agent->line.state))
      advance (engine, agent);
  }
}
