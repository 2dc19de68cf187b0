/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds on the floor between turns: the invariants whose numbers stand above the
 * structs (floor-agent.h, floor-call.h, floor-index.h), one function each. Main thread.
 */
#include "daemon/floor/floor-check.h"
#include "shared/model/thread.h"

typedef gboolean (*AgentRule) (const OdFloorIndex *index, const OdFloorAgent *agent);
typedef gboolean (*CallRule) (const OdFloorIndex *index, const OdFloorCall *call);

static const OdFloorCall *
find_call (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  return agent->call_id != NULL ? g_hash_table_lookup (index->calls, agent->call_id)
                                : NULL;
}

static gboolean
has_call_when_with_call (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  return (agent->call_id != NULL) == od_agent_state_is_with_call (agent->state);
}

static gboolean
has_the_call_of_its_state (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  const OdFloorCall *call = find_call (index, agent);

  if (agent->state != OD_AGENT_RESERVED && agent->state != OD_AGENT_IN_CALL)
    return TRUE;

  return call != NULL && call->agent_id == agent->id
         && call->state
              == (agent->state == OD_AGENT_RESERVED ? OD_CALL_WAITING : OD_CALL_BRIDGED);
}

static gboolean
can_take_a_call_when_it_may_get_one (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  if (!od_agent_state_is_available (agent->state) && agent->state != OD_AGENT_RESERVED)
    return TRUE;

  return agent->campaign_id != 0 && agent->line.state == OD_LINE_UP;
}

static gboolean
is_down_when_offline (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  return agent->state != OD_AGENT_OFFLINE || agent->line.state == OD_LINE_DOWN;
}

static gboolean
has_a_leg_when_the_line_says_so (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  return (agent->line.leg != 0) == od_floor_line_has_leg (agent->line.state);
}

static gboolean
is_lost_only_in_a_call (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  return agent->state == OD_AGENT_IN_CALL || !od_floor_line_is_lost (agent->line.state);
}

static gboolean
is_asked_once (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  return agent->call_id == NULL
         || !g_ptr_array_find_with_equal_func (agent->undisposed, agent->call_id,
                                               g_str_equal, NULL);
}

static gboolean
is_not_over (const OdFloorIndex *index, const OdFloorCall *call)
{
  return !od_call_state_is_over (call->state);
}

static gboolean
has_the_agent_of_its_state (const OdFloorIndex *index, const OdFloorCall *call)
{
  const OdFloorAgent *agent = g_hash_table_lookup (index->agents, &call->agent_id);

  if (call->state == OD_CALL_BRIDGED)
    return agent != NULL;
  if (call->state != OD_CALL_WAITING)
    return call->agent_id == 0;

  return call->agent_id == 0
         || (agent != NULL && agent->state == OD_AGENT_RESERVED
             && g_strcmp0 (agent->call_id, call->id) == 0);
}

static gboolean
is_timed_and_held_when_bridged (const OdFloorIndex *index, const OdFloorCall *call)
{
  gboolean bridged = call->state == OD_CALL_BRIDGED;

  return (call->bridged_us != 0) == bridged && (bridged || !call->held);
}

static gboolean
is_whole (const OdFloorIndex *index, const OdFloorCall *call)
{
  return call->lead != NULL && call->leg != 0 && call->campaign_id != 0;
}

static gboolean
is_in (GHashTable *table, gconstpointer key, gconstpointer value)
{
  return g_hash_table_lookup (table, key) == value;
}

static gboolean
is_among (const OdFloorIndex *index, gint64 campaign_id, gpointer agent, gpointer call)
{
  const OdFloorCampaign *campaign = g_hash_table_lookup (index->campaigns, &campaign_id);

  return campaign != NULL
         && (agent == NULL || g_ptr_array_find (campaign->agents, agent, NULL))
         && (call == NULL || g_ptr_array_find (campaign->calls, call, NULL));
}

static gboolean
is_found (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  return is_in (index->agents, &agent->id, agent)
         && is_among (index, agent->campaign_id, (gpointer) agent, NULL)
         && (agent->sip_user == NULL || is_in (index->phones, agent->sip_user, agent))
         && (agent->line.leg == 0 || is_in (index->agent_legs, &agent->line.leg, agent));
}

static gboolean
is_call_found (const OdFloorIndex *index, const OdFloorCall *call)
{
  return is_in (index->calls, call->id, call)
         && is_in (index->call_legs, &call->leg, call)
         && is_among (index, call->campaign_id, NULL, (gpointer) call);
}

static gboolean
has_a_leg_of_its_own (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  return agent->line.leg == 0
         || !g_hash_table_contains (index->call_legs, &agent->line.leg);
}

static const struct {
  const char *number;
  AgentRule holds;
} agent_rules[] = {
  { "A1", has_call_when_with_call },
  { "A2", has_the_call_of_its_state },
  { "A3", can_take_a_call_when_it_may_get_one },
  { "A4", is_down_when_offline },
  { "A5", has_a_leg_when_the_line_says_so },
  { "A6", is_lost_only_in_a_call },
  { "A7", is_asked_once },
  { "I1", is_found },
  { "I2", has_a_leg_of_its_own },
};

static const struct {
  const char *number;
  CallRule holds;
} call_rules[] = {
  { "C1", is_not_over },
  { "C2", has_the_agent_of_its_state },
  { "C3", is_timed_and_held_when_bridged },
  { "C4", is_whole },
  { "I1", is_call_found },
};

static char *
check_agent (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  for (gsize i = 0; i < G_N_ELEMENTS (agent_rules); i++) {
    if (!agent_rules[i].holds (index, agent))
      return g_strdup_printf ("%s: agent=%" G_GINT64_FORMAT " is %s, its line %s",
                              agent_rules[i].number, agent->id,
                              od_agent_state_get_name (agent->state),
                              od_floor_line_get_name (agent->line.state));
  }

  return NULL;
}

static char *
check_call (const OdFloorIndex *index, const OdFloorCall *call)
{
  for (gsize i = 0; i < G_N_ELEMENTS (call_rules); i++) {
    if (!call_rules[i].holds (index, call))
      return g_strdup_printf ("%s: call=%s is %s", call_rules[i].number, call->id,
                              od_call_state_get_name (call->state));
  }

  return NULL;
}

/* With every agent and call found where it belongs, a table that holds more holds what
 * is gone. */
static char *
check_sizes (const OdFloorIndex *index, guint phones, guint agent_legs)
{
  guint members = 0, calls = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, index->campaigns);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    members += ((OdFloorCampaign *) value)->agents->len;
    calls += ((OdFloorCampaign *) value)->calls->len;
  }

  if (members == g_hash_table_size (index->agents)
      && calls == g_hash_table_size (index->calls)
      && g_hash_table_size (index->call_legs) == calls
      && g_hash_table_size (index->phones) == phones
      && g_hash_table_size (index->agent_legs) == agent_legs)
    return NULL;

  return g_strdup ("I1: a table finds somebody who is gone");
}

char *
od_floor_index_check (const OdFloorIndex *index)
{
  guint phones = 0, agent_legs = 0;
  char *broken = NULL;
  GHashTableIter iter;
  gpointer value;

  OD_ASSERT_MAIN ();
  g_hash_table_iter_init (&iter, index->agents);
  while (broken == NULL && g_hash_table_iter_next (&iter, NULL, &value)) {
    const OdFloorAgent *agent = value;

    phones += agent->sip_user != NULL;
    agent_legs += agent->line.leg != 0;
    broken = check_agent (index, agent);
  }
  g_hash_table_iter_init (&iter, index->calls);
  while (broken == NULL && g_hash_table_iter_next (&iter, NULL, &value))
    broken = check_call (index, value);

  return broken != NULL ? broken : check_sizes (index, phones, agent_legs);
}
