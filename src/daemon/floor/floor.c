/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who and what is alive this second: the one list of agents and the one list of calls.
 * Memory only; main thread. It decides nothing: it keeps the tables and tells.
 */
#include "daemon/floor/floor.h"

typedef struct {
  OdFloorWatcher watcher;
  gpointer user_data;
} Watch;

struct _OdFloor {
  const OdClock *clock;
  GHashTable *agents; /* id -> OdFloorAgent, owned */
  GHashTable *calls;  /* id -> OdFloorCall, owned */
  GHashTable *legs;   /* the lead's leg -> OdFloorCall, lent */
  GArray *watches;    /* (element-type Watch) */
};

static void
agent_free (gpointer data)
{
  OdFloorAgent *agent = data;

  g_free (agent->name);
  g_free (agent->sip_user);
  g_clear_pointer (&agent->phone, od_floor_phone_free);
  g_free (agent->call_id);
  g_ptr_array_unref (agent->owed);
  g_free (agent);
}

static void
call_free (gpointer data)
{
  OdFloorCall *call = data;

  g_free (call->id);
  od_lead_free (call->lead);
  g_free (call->disposition);
  g_free (call);
}

OdFloor *
od_floor_new (const OdClock *clock)
{
  OdFloor *floor = g_new0 (OdFloor, 1);

  floor->clock = clock;
  floor->agents = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, agent_free);
  floor->calls = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, call_free);
  floor->legs = g_hash_table_new (g_int64_hash, g_int64_equal);
  floor->watches = g_array_new (FALSE, FALSE, sizeof (Watch));
  return floor;
}

void
od_floor_free (OdFloor *floor)
{
  g_hash_table_unref (floor->legs);
  g_hash_table_unref (floor->calls);
  g_hash_table_unref (floor->agents);
  g_array_unref (floor->watches);
  g_free (floor);
}

gint64
od_floor_now_us (OdFloor *floor)
{
  return od_clock_mono_us (floor->clock);
}

void
od_floor_watch (OdFloor *floor, const OdFloorWatcher *watcher, gpointer user_data)
{
  Watch watch = { *watcher, user_data };

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

  if (agent != NULL)
    return agent;

  agent = g_new0 (OdFloorAgent, 1);
  agent->id = id;
  agent->name = g_strdup (name);
  agent->since_us = od_floor_now_us (floor);
  agent->owed = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (floor->agents, &agent->id, agent);
  return agent;
}

OdFloorAgent *
od_floor_get_agent (OdFloor *floor, gint64 id)
{
  return g_hash_table_lookup (floor->agents, &id);
}

OdFloorAgent *
od_floor_find_phone (OdFloor *floor, const char *sip_user)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, floor->agents);
  while (sip_user != NULL && g_hash_table_iter_next (&iter, NULL, &value)) {
    OdFloorAgent *agent = value;

    if (g_strcmp0 (agent->sip_user, sip_user) == 0)
      return agent;
  }

  return NULL;
}

OdFloorAgent *
od_floor_find_agent_leg (OdFloor *floor, guint64 leg)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, floor->agents);
  while (leg != 0 && g_hash_table_iter_next (&iter, NULL, &value)) {
    OdFloorAgent *agent = value;

    if (agent->leg == leg)
      return agent;
  }

  return NULL;
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
  return list_values (floor->agents);
}

GPtrArray *
od_floor_list_calls (OdFloor *floor)
{
  return list_values (floor->calls);
}

gboolean
od_floor_move_agent (OdFloor *floor, OdFloorAgent *agent, OdAgentEvent event)
{
  OdAgentState from = agent->state;

  if (!od_agent_state_next (from, event, &agent->state)) {
    g_message ("agent=%" G_GINT64_FORMAT " is %s: event %d has no place there", agent->id,
               od_agent_state_get_name (from), event);
    return FALSE;
  }

  agent->since_us = od_floor_now_us (floor);
  tell_agent (floor, agent, from);
  return TRUE;
}

void
od_floor_tell_agent (OdFloor *floor, OdFloorAgent *agent)
{
  tell_agent (floor, agent, agent->state);
}

void
od_floor_tell_measure (OdFloor *floor, OdFloorAgent *agent)
{
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
  OdFloorCall *call = g_new0 (OdFloorCall, 1);

  call->id = g_strdup (id);
  call->leg = leg;
  call->lead = lead;
  call->campaign_id = campaign_id;
  call->since_us = od_floor_now_us (floor);
  g_hash_table_insert (floor->calls, call->id, call);
  g_hash_table_insert (floor->legs, &call->leg, call);
  return call;
}

OdFloorCall *
od_floor_get_call (OdFloor *floor, const char *id)
{
  return id != NULL ? g_hash_table_lookup (floor->calls, id) : NULL;
}

OdFloorCall *
od_floor_find_call_leg (OdFloor *floor, guint64 leg)
{
  return g_hash_table_lookup (floor->legs, &leg);
}

gboolean
od_floor_move_call (OdFloor *floor, OdFloorCall *call, OdCallEvent event)
{
  OdCallState from = call->state;

  if (!od_call_state_next (from, event, &call->state)) {
    g_message ("call=%s is %s: event %d has no place there", call->id,
               od_call_state_get_name (from), event);
    return FALSE;
  }

  call->since_us = od_floor_now_us (floor);
  if (call->state == OD_CALL_BRIDGED)
    call->bridged_us = call->since_us;
  tell_call (floor, call, from);
  return TRUE;
}

void
od_floor_tell_call (OdFloor *floor, OdFloorCall *call)
{
  tell_call (floor, call, call->state);
}

void
od_floor_set_lead (OdFloor *floor, const OdLead *lead)
{
  g_autoptr (GPtrArray) calls = od_floor_list_calls (floor);

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
  g_hash_table_remove (floor->legs, &call->leg);
  g_hash_table_remove (floor->calls, call->id);
}

static void
count_agents (OdFloor *floor, gint64 campaign_id, OdFloorCount *count)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, floor->agents);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    OdFloorAgent *agent = value;

    if (agent->campaign_id != campaign_id || !od_agent_state_is_working (agent->state))
      continue;
    count->unpaused++;
    if (od_agent_state_is_available (agent->state))
      count->ready++;
    if (agent->state == OD_AGENT_PAUSING)
      count->pausing++;
  }
}

OdFloorCount
od_floor_count (OdFloor *floor, gint64 campaign_id)
{
  OdFloorCount count = { 0 };
  GHashTableIter iter;
  gpointer value;

  count_agents (floor, campaign_id, &count);
  g_hash_table_iter_init (&iter, floor->calls);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    OdFloorCall *call = value;

    if (call->campaign_id != campaign_id)
      continue;
    if (od_call_state_is_unanswered (call->state))
      count.in_flight++;
    /* A reserved agent is on the way to a waiting call: it waits for nobody else. */
    if (call->state == OD_CALL_WAITING && call->agent_id == 0)
      count.waiting++;
  }

  return count;
}

guint
od_floor_count_calls (OdFloor *floor)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, floor->calls);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    OdFloorCall *call = value;

    if (!od_call_state_is_over (call->state))
      n++;
  }

  return n;
}
