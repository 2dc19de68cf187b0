/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds on the floor between turns: the invariants whose numbers stand above the
 * structs (floor-agent.h, floor-call.h, floor-index.h). Main thread.
 */
#include "daemon/floor/floor-check.h"

#include "shared/model/thread.h"

/* The number of what does not hold; NULL: all does. */
static const char *
check_agent_alone (const OdFloorAgent *agent)
{
  const OdFloorLine *line = &agent->line;
  gboolean can_get_call = od_agent_state_is_available (agent->state)
                          || agent->state == OD_AGENT_RESERVED;

  if ((agent->call_id != NULL) != od_agent_state_is_with_call (agent->state))
    return "A1";
  if (can_get_call && (agent->campaign_id == 0 || line->state != OD_LINE_UP))
    return "A3";
  if (agent->state == OD_AGENT_OFFLINE && line->state != OD_LINE_DOWN)
    return "A4";
  if ((line->leg != 0) != od_floor_line_has_leg (line->state))
    return "A5";
  if (od_floor_line_is_lost (line->state) && agent->state != OD_AGENT_IN_CALL)
    return "A6";
  if (agent->call_id != NULL
      && g_ptr_array_find_with_equal_func (agent->undisposed, agent->call_id, g_str_equal,
                                           NULL))
    return "A7";

  return NULL;
}

static gboolean
has_the_call_of_its_state (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  const OdFloorCall *call = agent->call_id != NULL
                              ? g_hash_table_lookup (index->calls, agent->call_id)
                              : NULL;
  OdCallState state = agent->state == OD_AGENT_RESERVED ? OD_CALL_WAITING
                                                        : OD_CALL_BRIDGED;

  if (agent->state != OD_AGENT_RESERVED && agent->state != OD_AGENT_IN_CALL)
    return TRUE;

  return call != NULL && od_floor_call_get_agent_id (call) == agent->id
         && call->state == state;
}

static gboolean
has_the_agent_of_its_state (const OdFloorIndex *index, const OdFloorCall *call)
{
  gint64 agent_id = od_floor_call_get_agent_id (call);
  const OdFloorAgent *agent = g_hash_table_lookup (index->agents, &agent_id);

  if (agent_id == 0 || call->state == OD_CALL_BRIDGED)
    return (agent != NULL) == (call->state == OD_CALL_BRIDGED);

  return call->state == OD_CALL_WAITING && agent != NULL
         && agent->state == OD_AGENT_RESERVED;
}

static const char *
check_party (const OdFloorIndex *index, const OdFloorCall *call, const OdCallParty *party)
{
  const OdFloorAgent *agent = g_hash_table_lookup (index->agents, &party->agent_id);
  gboolean is_lead = party->role == OD_PARTY_LEAD;
  gboolean joined = is_lead ? od_call_state_is_connected (call->state)
                            : call->state == OD_CALL_BRIDGED;

  if (od_floor_call_find_party (call, party->role) != party
      || is_lead != (party == g_ptr_array_index (call->parties, 0))
      || (is_lead && party->leg == 0))
    return "P1";
  if ((party->joined_us != 0) != joined)
    return "P2";
  if (party->left_us != 0)
    return !is_lead && joined && party->leg == 0 ? NULL : "P3";
  if (!is_lead
      && (agent == NULL || g_strcmp0 (agent->call_id, call->id) != 0
          || party->leg != agent->line.leg))
    return "P3";
  if (party->leg != 0 && g_hash_table_lookup (index->call_legs, &party->leg) != call)
    return "I1";

  return NULL;
}

static const char *
check_parties (const OdFloorIndex *index, const OdFloorCall *call, guint *legs)
{
  const char *broken = NULL;

  for (guint i = 0; broken == NULL && i < call->parties->len; i++) {
    const OdCallParty *party = g_ptr_array_index (call->parties, i);

    broken = check_party (index, call, party);
    *legs += party->leg != 0;
  }

  return broken;
}

static gboolean
is_found (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  const OdFloorCampaign *campaign = g_hash_table_lookup (index->campaigns,
                                                         &agent->campaign_id);
  guint64 leg = agent->line.leg;

  return g_hash_table_lookup (index->agents, &agent->id) == agent && campaign != NULL
         && g_ptr_array_find (campaign->agents, agent, NULL)
         && (agent->sip_user == NULL
             || g_hash_table_lookup (index->phones, agent->sip_user) == agent)
         && (leg == 0 || g_hash_table_lookup (index->agent_legs, &leg) == agent);
}

static gboolean
is_call_found (const OdFloorIndex *index, const OdFloorCall *call)
{
  const OdFloorCampaign *campaign = g_hash_table_lookup (index->campaigns,
                                                         &call->campaign_id);

  return g_hash_table_lookup (index->calls, call->id) == call && campaign != NULL
         && g_ptr_array_find (campaign->calls, call, NULL);
}

static const char *
check_agent (const OdFloorIndex *index, const OdFloorAgent *agent)
{
  const char *broken = check_agent_alone (agent);
  const OdFloorCall *call = g_hash_table_lookup (index->call_legs, &agent->line.leg);

  if (broken != NULL)
    return broken;
  if (!has_the_call_of_its_state (index, agent))
    return "A2";
  if (call != NULL && od_floor_call_get_leg (call) == agent->line.leg)
    return "I2";

  return is_found (index, agent) ? NULL : "I1";
}

static const char *
check_call (const OdFloorIndex *index, const OdFloorCall *call, guint *party_legs)
{
  if (od_call_state_is_over (call->state))
    return "C1";
  if (!has_the_agent_of_its_state (index, call))
    return "C2";
  if (call->held && call->state != OD_CALL_BRIDGED)
    return "C3";
  if (call->lead == NULL || call->campaign_id == 0)
    return "C4";

  return is_call_found (index, call) ? check_parties (index, call, party_legs) : "I1";
}

/* With every agent and call found where it belongs, a table that holds more holds what
 * is gone. */
static gboolean
holds_nobody_else (const OdFloorIndex *index,
                   guint phones,
                   guint agent_legs,
                   guint party_legs)
{
  guint members = 0, calls = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, index->campaigns);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    members += ((OdFloorCampaign *) value)->agents->len;
    calls += ((OdFloorCampaign *) value)->calls->len;
  }

  return members == g_hash_table_size (index->agents)
         && calls == g_hash_table_size (index->calls)
         && g_hash_table_size (index->call_legs) == party_legs
         && g_hash_table_size (index->phones) == phones
         && g_hash_table_size (index->agent_legs) == agent_legs;
}

char *
od_floor_index_check (const OdFloorIndex *index)
{
  guint phones = 0, agent_legs = 0, party_legs = 0;
  const char *broken;
  GHashTableIter iter;
  gpointer value;

  OD_ASSERT_MAIN ();
  g_hash_table_iter_init (&iter, index->agents);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const OdFloorAgent *agent = value;

    phones += agent->sip_user != NULL;
    agent_legs += agent->line.leg != 0;
    if ((broken = check_agent (index, agent)) != NULL)
      return g_strdup_printf ("%s: agent=%" G_GINT64_FORMAT " is %s, its line %s", broken,
                              agent->id, od_agent_state_get_name (agent->state),
                              od_floor_line_get_name (agent->line.state));
  }
  g_hash_table_iter_init (&iter, index->calls);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const OdFloorCall *call = value;

    if ((broken = check_call (index, call, &party_legs)) != NULL)
      return g_strdup_printf ("%s: call=%s is %s", broken, call->id,
                              od_call_state_get_name (call->state));
  }

  return holds_nobody_else (index, phones, agent_legs, party_legs)
           ? NULL
           : g_strdup ("I1: a table finds somebody who is gone");
}
