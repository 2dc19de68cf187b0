/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agent's day as the engine sees it: signed in, phone registered, the one leg up,
 * ready, in call, disposing, resting. What the agent asked for (wants_ready) is kept
 * apart from the state: the engine grants it as soon as phone and calls allow, also
 * after a restart. Main thread.
 */
#include "daemon/dialer/agent-run.h"

#include "daemon/dialer/campaign-run.h"

#define LOST_AFTER_US   (12 * G_USEC_PER_SEC) /* pings come every 5 s */
#define LEG_LIMIT_US    (10 * G_USEC_PER_SEC) /* a lead hears silence that long */
#define CALL_GAP_US     (2 * G_USEC_PER_SEC)  /* between calls to a phone that declines */
#define DEFAULT_REST_MS OD_CAMPAIGN_WRAP_UP_MS
#define NO_CAMPAIGN     (-1) /* as next_campaign_id: removed from the one there is */

static void
call_phone (OdDialer *dialer, OdFloorAgent *agent)
{
  gint64 now_us = od_floor_now_us (dialer->floor);

  if (agent->called_us != 0 && now_us - agent->called_us < CALL_GAP_US)
    return; /* the tick tries again */

  agent->leg = od_dialer_next_leg (dialer);
  agent->on_line = FALSE;
  agent->called_us = now_us;
  od_switch_call_phone (dialer->exchange, agent->leg, agent->sip_user);
}

/* Another campaign can be had as soon as no call of the old one can land. */
static void
take_campaign (OdFloorAgent *agent)
{
  if (agent->next_campaign_id == 0 || !od_agent_state_is_settled (agent->state))
    return;

  agent->campaign_id = MAX (agent->next_campaign_id, 0);
  agent->next_campaign_id = 0;
}

static gboolean
wants_leg (const OdFloorAgent *agent)
{
  if (agent->state == OD_AGENT_OFFLINE || agent->phone == NULL)
    return FALSE;

  return agent->state == OD_AGENT_IN_CALL
         || (agent->wants_ready && agent->campaign_id != 0);
}

/* Brings the agent as near to READY as phone and leg allow; who is in a call gets the
 * phone back. */
static void
advance (OdDialer *dialer, OdFloorAgent *agent)
{
  take_campaign (agent);
  if (!wants_leg (agent))
    return;
  if (agent->leg == 0) {
    call_phone (dialer, agent);
    return;
  }
  if (agent->on_line && agent->next_campaign_id == 0
      && (agent->state == OD_AGENT_PAUSED || agent->state == OD_AGENT_PAUSING)) {
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_MAKE_READY);
    od_dialer_settle (dialer, agent->campaign_id);
  }
}

static void
pause_now (OdDialer *dialer, OdFloorAgent *agent)
{
  if (od_floor_move_agent (dialer->floor, agent, OD_AGENT_ASK_PAUSE)
      && agent->state == OD_AGENT_PAUSING)
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_GRANT);
}

static void
drop_leg (OdDialer *dialer, OdFloorAgent *agent)
{
  if (agent->leg != 0)
    od_switch_hang_up (dialer->exchange, agent->leg, OD_END_AGENT_HUNG_UP);
  agent->leg = 0;
  agent->on_line = FALSE;
}

static void
drop_phone (OdDialer *dialer, OdFloorAgent *agent)
{
  drop_leg (dialer, agent);
  agent->called_us = 0; /* the next phone may be called at once */
  g_clear_pointer (&agent->phone, od_floor_phone_free);
  if (agent->sip_user != NULL)
    od_switch_remove_phone (dialer->exchange, agent->sip_user);
  g_clear_pointer (&agent->sip_user, g_free);
}

/* The call the agent talks on, or talked on last, still waits for the agent's word: it is
 * asked for as soon as the agent is back. */
static void
note_owed (OdFloorAgent *agent, const OdFloorCall *call)
{
  if (agent->state == OD_AGENT_DISPOSING
      || (agent->state == OD_AGENT_IN_CALL && call != NULL && call->disposition == NULL))
    g_ptr_array_insert (agent->owed, 0, g_strdup (agent->call_id));
}

/* The agent is not here any more: a call with a lead on it cannot go on. */
static void
go_offline (OdDialer *dialer, OdFloorAgent *agent)
{
  OdFloorCall *call = od_floor_get_call (dialer->floor, agent->call_id);

  if (agent->state == OD_AGENT_OFFLINE)
    return;
  note_owed (agent, call);
  od_floor_move_agent (dialer->floor, agent, OD_AGENT_SIGN_OUT);
  drop_leg (dialer, agent);
  agent->leg_lost_us = 0;
  g_clear_pointer (&agent->call_id, g_free);
  if (call != NULL && call->state == OD_CALL_BRIDGED) {
    od_switch_hang_up (dialer->exchange, call->leg, OD_END_AGENT_HUNG_UP);
  } else if (call != NULL) {
    call->agent_id = 0;
  }
  od_dialer_settle (dialer, agent->campaign_id);
}

void
od_agent_run_restore (OdDialer *dialer,
                      const char *sip_user,
                      const char *sip_ha1,
                      gint64 agent_id,
                      const char *name,
                      gint64 campaign_id,
                      gboolean wants_ready)
{
  OdFloorAgent *agent = od_floor_add_agent (dialer->floor, agent_id, name);

  agent->campaign_id = campaign_id;
  agent->wants_ready = wants_ready;
  g_free (agent->sip_user);
  agent->sip_user = g_strdup (sip_user);
  od_switch_add_phone_digest (dialer->exchange, sip_user, sip_ha1);
}

void
od_agent_run_owe (OdDialer *dialer,
                  gint64 agent_id,
                  const char *name,
                  gint64 campaign_id,
                  const char *call_id)
{
  OdFloorAgent *agent = od_floor_add_agent (dialer->floor, agent_id, name);

  agent->campaign_id = campaign_id;
  g_ptr_array_add (agent->owed, g_strdup (call_id));
}

void
od_dialer_sign_in (OdDialer *dialer,
                   gint64 agent_id,
                   const char *name,
                   const char *sip_user,
                   const char *sip_ha1)
{
  OdFloorAgent *agent = od_floor_add_agent (dialer->floor, agent_id, name);

  go_offline (dialer, agent);
  drop_phone (dialer, agent);
  od_agent_run_restore (dialer, sip_user, sip_ha1, agent_id, name, agent->campaign_id,
                        FALSE);
  od_dialer_seen (dialer, agent_id);
}

void
od_dialer_sign_out (OdDialer *dialer, gint64 agent_id)
{
  OdFloorAgent *agent = od_floor_get_agent (dialer->floor, agent_id);

  if (agent == NULL)
    return;
  agent->wants_ready = FALSE;
  go_offline (dialer, agent);
  drop_phone (dialer, agent);
}

void
od_dialer_seen (OdDialer *dialer, gint64 agent_id)
{
  OdFloorAgent *agent = od_floor_get_agent (dialer->floor, agent_id);

  if (agent == NULL)
    return;
  agent->seen_us = od_floor_now_us (dialer->floor);
  if (agent->state != OD_AGENT_OFFLINE || agent->sip_user == NULL)
    return;
  if (agent->owed->len > 0) {
    agent->call_id = g_ptr_array_steal_index (agent->owed, 0);
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_SIGN_IN_TO_DISPOSE);
  } else {
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_SIGN_IN);
  }
  advance (dialer, agent);
}

static void
ask_pause (OdDialer *dialer, OdFloorAgent *agent)
{
  if (agent->state == OD_AGENT_READY || agent->state == OD_AGENT_WRAP_UP)
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_ASK_PAUSE);
  else
    od_floor_tell_agent (dialer->floor, agent);
  od_agent_run_grant_pauses (dialer, agent->campaign_id);
}

void
od_dialer_ask_state (OdDialer *dialer,
                     gint64 agent_id,
                     gint64 campaign_id,
                     gboolean ready)
{
  OdFloorAgent *agent = od_floor_get_agent (dialer->floor, agent_id);

  if (agent == NULL)
    return;
  if (campaign_id != 0)
    agent->next_campaign_id = campaign_id != agent->campaign_id ? campaign_id : 0;
  agent->wants_ready = ready;
  take_campaign (agent);
  if (ready && agent->next_campaign_id == 0)
    advance (dialer, agent);
  else
    ask_pause (dialer, agent);
  od_floor_tell_agent (dialer->floor, agent);
}

/* A campaign that was switched off still has the calls it placed. */
static gboolean
may_release (OdDialer *dialer, gint64 campaign_id)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, campaign_id);
  OdFloorCount count;
  OdPacerView view;

  if (run == NULL) {
    count = od_floor_count (dialer->floor, campaign_id);
    return count.in_flight + count.waiting < MAX (count.ready, 1);
  }

  view = od_campaign_run_get_view (run);
  return od_pacer_may_release (run->pacer, &view);
}

void
od_agent_run_grant_pauses (OdDialer *dialer, gint64 campaign_id)
{
  g_autoptr (GPtrArray) agents = od_floor_list_agents (dialer->floor);

  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->campaign_id != campaign_id || agent->state != OD_AGENT_PAUSING)
      continue;
    if (!may_release (dialer, campaign_id))
      return;
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_GRANT);
    advance (dialer, agent); /* who only went to another campaign */
  }
}

static void
note_ping (OdDialer *dialer, OdFloorAgent *agent, const OdFact *fact)
{
  if (agent->phone == NULL)
    return;

  agent->phone->ping_us = fact->latency_us;
  od_floor_tell_measure (dialer->floor, agent);
}

void
od_agent_run_on_phone (OdDialer *dialer, const OdFact *fact)
{
  OdFloorAgent *agent = od_floor_find_phone (dialer->floor, fact->user);

  if (agent == NULL)
    return;
  if (fact->kind == OD_FACT_PHONE_PING) {
    note_ping (dialer, agent, fact);
    return;
  }

  g_clear_pointer (&agent->phone, od_floor_phone_free);
  if (fact->kind == OD_FACT_PHONE_REGISTERED) {
    agent->phone = od_floor_phone_new (fact->phone.user_agent, fact->phone.registrar,
                                       fact->phone.protocol,
                                       od_floor_now_us (dialer->floor));
    agent->called_us = 0;
  }
  od_floor_tell_agent (dialer->floor, agent);
  advance (dialer, agent);
}

/* The phone has gone in the middle of things. A lead who was on the way to this agent
 * goes to another one; one who was talking stays in the call while the phone comes back,
 * for LEG_LIMIT_US. */
static void
on_leg_ended (OdDialer *dialer, OdFloorAgent *agent)
{
  OdFloorCall *call = od_floor_get_call (dialer->floor, agent->call_id);

  agent->leg = 0;
  agent->on_line = FALSE;
  if (agent->state == OD_AGENT_IN_CALL && agent->leg_lost_us == 0)
    agent->leg_lost_us = od_floor_now_us (dialer->floor);
  if (agent->state == OD_AGENT_RESERVED && call != NULL) {
    call->agent_id = 0;
    g_clear_pointer (&agent->call_id, g_free);
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_RELEASE);
  }
  if (od_agent_state_is_available (agent->state))
    pause_now (dialer, agent);
  od_floor_tell_agent (dialer->floor, agent);
  advance (dialer, agent);
  od_dialer_settle (dialer, agent->campaign_id);
}

static void
on_leg_answered (OdDialer *dialer, OdFloorAgent *agent)
{
  OdFloorCall *call = od_floor_get_call (dialer->floor, agent->call_id);

  agent->on_line = TRUE;
  agent->leg_lost_us = 0;
  if (agent->state == OD_AGENT_IN_CALL && call != NULL) {
    od_switch_bridge (dialer->exchange, call->leg, agent->leg);
    od_switch_hold (dialer->exchange, call->leg, call->held); /* a bridge ends a hold */
  }
  od_floor_tell_agent (dialer->floor, agent);
  advance (dialer, agent);
}

/* A phone that is connected and says nothing would give silence to the next lead. */
static void
on_leg_silent (OdDialer *dialer, OdFloorAgent *agent)
{
  if (!od_agent_state_is_available (agent->state))
    return;
  g_message ("agent=%" G_GINT64_FORMAT "'s phone sends no sound: it is called again",
             agent->id);
  od_switch_hang_up (dialer->exchange, agent->leg, OD_END_NO_AUDIO);
}

void
od_agent_run_unassign (OdDialer *dialer, OdFloorAgent *agent)
{
  agent->wants_ready = FALSE;
  agent->next_campaign_id = NO_CAMPAIGN;
  take_campaign (agent);
  ask_pause (dialer, agent);
}

void
od_agent_run_on_leg (OdDialer *dialer, OdFloorAgent *agent, const OdFact *fact)
{
  if (fact->kind == OD_FACT_AUDIO_LOST)
    on_leg_silent (dialer, agent);
  if (fact->kind == OD_FACT_ANSWERED)
    on_leg_answered (dialer, agent);
  else if (fact->kind == OD_FACT_ENDED)
    on_leg_ended (dialer, agent);
}

/* Whose rest is over: ready again, if the phone is still there. */
static void
end_rest (OdDialer *dialer, OdFloorAgent *agent)
{
  if (agent->on_line && agent->wants_ready)
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_END_WRAP_UP);
  else
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_ASK_PAUSE);
  advance (dialer, agent);
  od_dialer_settle (dialer, agent->campaign_id);
}

static gboolean on_rest_over (gpointer data);

/* One timer for all rests: set to the next one that ends. */
static void
arm_rest (OdDialer *dialer)
{
  g_autoptr (GPtrArray) agents = od_floor_list_agents (dialer->floor);
  gint64 now_us = od_floor_now_us (dialer->floor), next_us = G_MAXINT64;

  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state == OD_AGENT_WRAP_UP)
      next_us = MIN (next_us, agent->ready_at_us);
  }

  g_clear_handle_id (&dialer->rest_id, g_source_remove);
  if (next_us != G_MAXINT64)
    dialer->rest_id = g_timeout_add (MAX (next_us - now_us + 999, 0) / 1000, on_rest_over,
                                     dialer);
}

static gboolean
on_rest_over (gpointer data)
{
  OdDialer *dialer = data;
  g_autoptr (GPtrArray) agents = od_floor_list_agents (dialer->floor);
  gint64 now_us = od_floor_now_us (dialer->floor);

  dialer->rest_id = 0;
  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state == OD_AGENT_WRAP_UP && agent->ready_at_us <= now_us)
      end_rest (dialer, agent);
  }
  arm_rest (dialer);
  return G_SOURCE_REMOVE;
}

/* The word on the agent's call is on disk and the call is over: what comes next. */
static void
submit (OdDialer *dialer, OdFloorAgent *agent)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, agent->campaign_id);
  gint64 rest_ms = run != NULL ? run->campaign->wrap_up_ms : DEFAULT_REST_MS;

  g_clear_pointer (&agent->call_id, g_free);
  agent->ready_at_us = od_floor_now_us (dialer->floor) + rest_ms * 1000;
  od_floor_move_agent (dialer->floor, agent,
                       agent->wants_ready ? OD_AGENT_SUBMIT : OD_AGENT_SUBMIT_AND_PAUSE);
  take_campaign (agent);
  arm_rest (dialer);
  od_dialer_settle (dialer, agent->campaign_id);
}

void
od_dialer_disposed (OdDialer *dialer,
                    gint64 agent_id,
                    const char *call_id,
                    const char *disposition,
                    gboolean then_pause)
{
  OdFloorAgent *agent = od_floor_get_agent (dialer->floor, agent_id);
  OdFloorCall *call = od_floor_get_call (dialer->floor, call_id);
  guint owed;

  if (agent == NULL)
    return;
  if (then_pause)
    agent->wants_ready = FALSE;
  if (call != NULL && call->agent_id == agent_id) {
    g_free (call->disposition);
    call->disposition = g_strdup (disposition);
    od_floor_tell_call (dialer->floor, call);
  }
  if (g_ptr_array_find_with_equal_func (agent->owed, call_id, g_str_equal, &owed))
    g_ptr_array_remove_index (agent->owed, owed);
  if (agent->state != OD_AGENT_DISPOSING || g_strcmp0 (agent->call_id, call_id) != 0)
    return;
  if (agent->owed->len == 0) {
    submit (dialer, agent);
    return;
  }

  g_free (agent->call_id);
  agent->call_id = g_ptr_array_steal_index (agent->owed, 0);
  od_floor_tell_agent (dialer->floor, agent);
}

void
od_agent_run_call_ended (OdDialer *dialer, OdFloorCall *call, OdCallState was)
{
  OdFloorAgent *agent = od_floor_get_agent (dialer->floor, call->agent_id);

  if (agent == NULL || g_strcmp0 (agent->call_id, call->id) != 0)
    return;
  agent->leg_lost_us = 0;
  if (agent->state == OD_AGENT_DISPOSING)
    return; /* gone and back before the line was down */
  if (was == OD_CALL_BRIDGED && call->disposition != NULL) {
    submit (dialer, agent);
    return;
  }
  if (was == OD_CALL_BRIDGED) {
    od_floor_move_agent (dialer->floor, agent, OD_AGENT_END_CALL);
    return;
  }

  /* The lead hung up in the instant between the pick and the bridge. */
  g_clear_pointer (&agent->call_id, g_free);
  od_floor_move_agent (dialer->floor, agent, OD_AGENT_RELEASE);
  if (!agent->wants_ready || agent->next_campaign_id != 0)
    ask_pause (dialer, agent);
}

/* The phone of an agent in a call has not come back: the lead has waited long enough. */
static void
check_leg (OdDialer *dialer, OdFloorAgent *agent)
{
  OdFloorCall *call = od_floor_get_call (dialer->floor, agent->call_id);

  if (agent->leg_lost_us == 0 || call == NULL
      || od_floor_now_us (dialer->floor) - agent->leg_lost_us <= LEG_LIMIT_US)
    return;

  g_message ("call=%s: the phone of agent=%" G_GINT64_FORMAT " did not come back",
             call->id, agent->id);
  od_switch_hang_up (dialer->exchange, call->leg, OD_END_AGENT_HUNG_UP);
}

void
od_agent_run_tick (OdDialer *dialer)
{
  g_autoptr (GPtrArray) agents = od_floor_list_agents (dialer->floor);
  gint64 now_us = od_floor_now_us (dialer->floor);

  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state != OD_AGENT_OFFLINE && now_us - agent->seen_us > LOST_AFTER_US) {
      g_message ("agent=%" G_GINT64_FORMAT " is lost: no sign of life for %d s",
                 agent->id, (int) (LOST_AFTER_US / G_USEC_PER_SEC));
      go_offline (dialer, agent);
    }
    check_leg (dialer, agent);
    if (agent->leg == 0)
      advance (dialer, agent);
  }
}
