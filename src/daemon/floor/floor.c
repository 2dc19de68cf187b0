/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who and what is alive this second: the one list of agents and the one list of calls.
 * Memory only; main thread. It decides nothing: it keeps the tables and tells.
 */
#include "daemon/floor/floor.h"

#include "daemon/floor/floor-check.h"
#include "daemon/floor/floor-index.h"
#include "shared/model/thread.h"

typedef struct {
  OdFloorWatcher watcher;
  gpointer user_data;
} Watch;

struct _OdFloor {
  const OdClock *clock;
  OdFloorIndex index;
  GArray *watches; /* (element-type Watch) */
};

OdFloor *
od_floor_new (const OdClock *clock)
{
  OdFloor *floor = g_new0 (OdFloor, 1);

  OD_ASSERT_MAIN ();
  floor->clock = clock;
  od_floor_index_init (&floor->index);
  floor->watches = g_array_new (FALSE, FALSE, sizeof (Watch));
  return floor;
}

void
od_floor_free (OdFloor *floor)
{
  OD_ASSERT_MAIN ();
  od_floor_index_clear (&floor->index);
  g_array_unref (floor->watches);
  g_free (floor);
}

gint64
od_floor_now_us (OdFloor *floor)
{
  OD_ASSERT_MAIN ();
  return od_clock_mono_us (floor->clock);
}

void
od_floor_watch (OdFloor *floor, const OdFloorWatcher *watcher, gpointer user_data)
{
  Watch watch = { *watcher, user_data };

  OD_ASSERT_MAIN ();
  g_array_append_val (floor->watches, watch);
}

static void
tell_agent (OdFloor *floor, OdFloorAgent *agent, OdAgentState from)
{
  for (guint i = 0; i < floor->watches->len; i++) {
    Watch *watch = &g_array_index (floor->watches, Watch, i);

    if (watch->watcher.agent_moved != NULL)
      watch->watcher.agent_moved (agent, from, watch->user_data);
  }
}

static void
tell_call (OdFloor *floor, OdFloorCall *call, OdCallState from)
{
  for (guint i = 0; i < floor->watches->len; i++) {
    Watch *watch = &g_array_index (floor->watches, Watch, i);

    if (watch->watcher.call_moved != NULL)
      watch->watcher.call_moved (call, from, watch->user_data);
  }
}

OdFloorAgent *
od_floor_add_agent (OdFloor *floor, gint64 id, const char *name)
{
  OdFloorAgent *agent = od_floor_get_agent (floor, id);

  OD_ASSERT_MAIN ();
  if (agent != NULL)
    return agent;

  agent = od_floor_index_add_agent (&floor->index, id, name);
  agent->since_us = od_floor_now_us (floor);
  return agent;
}

OdFloorAgent *
od_floor_get_agent (OdFloor *floor, gint64 id)
{
  OD_ASSERT_MAIN ();
  return g_hash_table_lookup (floor->index.agents, &id);
}

OdFloorAgent *
od_floor_find_phone (OdFloor *floor, const char *sip_user)
{
  OD_ASSERT_MAIN ();
  return sip_user != NULL ? g_hash_table_lookup (floor->index.phones, sip_user) : NULL;
}

OdFloorAgent *
od_floor_find_agent_leg (OdFloor *floor, guint64 leg)
{
  OD_ASSERT_MAIN ();
  return g_hash_table_lookup (floor->index.agent_legs, &leg);
}

void
od_floor_set_campaign (OdFloor *floor, OdFloorAgent *agent, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  agent->wanted_campaign_id = campaign_id;
  od_floor_index_set_campaign (&floor->index, agent, campaign_id);
}

void
od_floor_set_phone_user (OdFloor *floor, OdFloorAgent *agent, const char *sip_user)
{
  OD_ASSERT_MAIN ();
  od_floor_index_set_phone (&floor->index, agent, sip_user);
}

static GPtrArray *
list_values (GHashTable *table)
{
  GPtrArray *values = g_ptr_array_sized_new (g_hash_table_size (table));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (values, value);

  return values;
}

GPtrArray *
od_floor_list_agents (OdFloor *floor)
{
  OD_ASSERT_MAIN ();
  return list_values (floor->index.agents);
}

GPtrArray *
od_floor_list_calls (OdFloor *floor)
{
  OD_ASSERT_MAIN ();
  return list_values (floor->index.calls);
}

const GPtrArray *
od_floor_get_agents (OdFloor *floor, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  return od_floor_index_get_campaign (&floor->index, campaign_id)->agents;
}

const GPtrArray *
od_floor_get_calls (OdFloor *floor, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  return od_floor_index_get_campaign (&floor->index, campaign_id)->calls;
}

gboolean
od_floor_move_agent (OdFloor *floor, OdFloorAgent *agent, OdAgentEvent event)
{
  OdAgentState from = agent->state;

  OD_ASSERT_MAIN ();
  if (!od_agent_state_next (from, event, &agent->state)) {
    g_message ("agent=%" G_GINT64_FORMAT " is %s: event %d has no place there", agent->id,
               od_agent_state_get_name (from), event);
    return FALSE;
  }

  agent->since_us = od_floor_now_us (floor);
  tell_agent (floor, agent, from);
  return TRUE;
}

/* @leg: a new one in the event that begins it, else 0. */
static gboolean
move_line (OdFloor *floor, OdFloorAgent *agent, OdLineEvent event, guint64 leg)
{
  OdFloorLine *line = &agent->line;
  OdLineState from = line->state;

  if (!od_floor_line_next (from, event, &line->state)) {
    g_message ("the line of agent=%" G_GINT64_FORMAT
               " is %s: event %d has no place there",
               agent->id, od_floor_line_get_name (from), event);
    return FALSE;
  }

  if (event == OD_LINE_CALL)
    line->called_us = od_floor_now_us (floor);
  if (event == OD_LINE_LOSE)
    line->lost_us = od_floor_now_us (floor);
  if (leg != 0 || !od_floor_line_has_leg (line->state))
    od_floor_index_set_leg (&floor->index, agent, leg);
  return TRUE;
}

gboolean
od_floor_call_line (OdFloor *floor, OdFloorAgent *agent, guint64 leg)
{
  OD_ASSERT_MAIN ();
  g_return_val_if_fail (leg != 0, FALSE);
  return move_line (floor, agent, OD_LINE_CALL, leg);
}

gboolean
od_floor_move_line (OdFloor *floor, OdFloorAgent *agent, OdLineEvent event)
{
  OD_ASSERT_MAIN ();
  g_return_val_if_fail (event != OD_LINE_CALL, FALSE);
  return move_line (floor, agent, event, 0);
}

void
od_floor_tell_agent (OdFloor *floor, OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  tell_agent (floor, agent, agent->state);
}

void
od_floor_tell_agents (OdFloor *floor, gint64 campaign_id)
{
  const GPtrArray *agents = od_floor_get_agents (floor, campaign_id);

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state != OD_AGENT_OFFLINE)
      od_floor_tell_agent (floor, agent);
  }
}

void
od_floor_tell_measure (OdFloor *floor, OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  for (guint i = 0; i < floor->watches->len; i++) {
    Watch *watch = &g_array_index (floor->watches, Watch, i);

    if (watch->watcher.phone_measured != NULL)
      watch->watcher.phone_measured (agent, watch->user_data);
  }
}

OdFloorCall *
od_floor_add_call (OdFloor *floor,
                   const char *id,
                   guint64 leg,
                   OdLead *lead,
                   gint64 campaign_id)
{
  OdFloorCall *call = od_floor_index_add_call (&floor->index, id, leg, lead, campaign_id);

  OD_ASSERT_MAIN ();
  call->since_us = od_floor_now_us (floor);
  return call;
}

OdFloorCall *
od_floor_get_call (OdFloor *floor, const char *id)
{
  OD_ASSERT_MAIN ();
  return id != NULL ? g_hash_table_lookup (floor->index.calls, id) : NULL;
}

OdFloorCall *
od_floor_find_call_leg (OdFloor *floor, guint64 leg)
{
  OD_ASSERT_MAIN ();
  return g_hash_table_lookup (floor->index.call_legs, &leg);
}

void
od_floor_enter_call (OdFloor *floor, OdFloorAgent *agent, OdFloorCall *call)
{
  OD_ASSERT_MAIN ();
  od_floor_index_add_party (&floor->index, call,
                            od_call_party_new (OD_PARTY_AGENT, agent->id, NULL,
                                               agent->line.leg));
  agent->call_id = g_strdup (call->id);
}

void
od_floor_leave_call (OdFloor *floor, OdFloorAgent *agent)
{
  OdFloorCall *call;
  OdCallParty *party = od_floor_index_find_party (&floor->index, agent, &call);

  OD_ASSERT_MAIN ();
  if (party != NULL && party->joined_us == 0)
    od_floor_index_remove_party (&floor->index, call, party);
  else if (party != NULL)
    party->left_us = od_floor_now_us (floor);
  g_clear_pointer (&agent->call_id, g_free);
}

static void
join (OdFloorCall *call, OdPartyRole role)
{
  OdCallParty *party = od_floor_call_find_party (call, role);

  if (party != NULL)
    party->joined_us = call->since_us;
}

gboolean
od_floor_move_call (OdFloor *floor, OdFloorCall *call, OdCallEvent event)
{
  OdCallState from = call->state;

  OD_ASSERT_MAIN ();
  if (!od_call_state_next (from, event, &call->state)) {
    g_message ("call=%s is %s: event %d has no place there", call->id,
               od_call_state_get_name (from), event);
    return FALSE;
  }

  call->since_us = od_floor_now_us (floor);
  if (call->state == OD_CALL_WAITING)
    join (call, OD_PARTY_LEAD);
  else if (call->state == OD_CALL_BRIDGED)
    join (call, OD_PARTY_AGENT);
  tell_call (floor, call, from);
  return TRUE;
}

void
od_floor_tell_call (OdFloor *floor, OdFloorCall *call)
{
  OD_ASSERT_MAIN ();
  tell_call (floor, call, call->state);
}

void
od_floor_set_lead (OdFloor *floor, const OdLead *lead)
{
  g_autoptr (GPtrArray) calls = od_floor_list_calls (floor);

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < calls->len; i++) {
    OdFloorCall *call = g_ptr_array_index (calls, i);

    if (call->lead->id != lead->id)
      continue;
    od_lead_free (call->lead);
    call->lead = od_lead_copy (lead);
    tell_call (floor, call, call->state);
  }
}

void
od_floor_remove_call (OdFloor *floor, OdFloorCall *call)
{
  OD_ASSERT_MAIN ();
  od_floor_index_remove_call (&floor->index, call);
}

OdFloorCount
od_floor_count (OdFloor *floor, gint64 campaign_id)
{
  const GPtrArray *agents = od_floor_get_agents (floor, campaign_id);
  const GPtrArray *calls = od_floor_get_calls (floor, campaign_id);
  OdFloorCount count = { 0 };

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < agents->len; i++) {
    const OdFloorAgent *agent = g_ptr_array_index (agents, i);

    count.unpaused += od_agent_state_is_working (agent->state);
    count.ready += od_agent_state_is_available (agent->state);
    count.pausing += agent->state == OD_AGENT_PAUSING;
  }
  for (guint i = 0; i < calls->len; i++) {
    const OdFloorCall *call = g_ptr_array_index (calls, i);

    count.in_flight += od_call_state_is_unanswered (call->state);
    /* A reserved agent is on the way to a waiting call: it waits for nobody else. */
    count.waiting += od_floor_call_needs_agent (call);
  }

  return count;
}

guint
od_floor_count_calls (OdFloor *floor)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer value;

  OD_ASSERT_MAIN ();
  g_hash_table_iter_init (&iter, floor->index.calls);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += !od_call_state_is_over (((OdFloorCall *) value)->state);

  return n;
}

char *
od_floor_check (OdFloor *floor)
{
  OD_ASSERT_MAIN ();
  return od_floor_index_check (&floor->index);
}
