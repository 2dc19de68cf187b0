/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables in which agents and calls are found. Main thread.
 */
#include "daemon/floor/floor-index.h"
#include "shared/model/thread.h"

static void
agent_free (gpointer data)
{
  OdFloorAgent *agent = data;

  g_free (agent->name);
  g_free (agent->sip_user);
  g_clear_pointer (&agent->phone, od_floor_phone_free);
  g_free (agent->call_id);
  g_ptr_array_unref (agent->undisposed);
  g_free (agent);
}

static void
call_free (gpointer data)
{
  OdFloorCall *call = data;

  g_free (call->id);
  g_ptr_array_unref (call->parties);
  od_lead_free (call->lead);
  g_free (call->disposition);
  g_free (call);
}

static void
campaign_free (gpointer data)
{
  OdFloorCampaign *campaign = data;

  g_ptr_array_unref (campaign->agents);
  g_ptr_array_unref (campaign->calls);
  g_free (campaign);
}

void
od_floor_index_init (OdFloorIndex *index)
{
  OD_ASSERT_MAIN ();
  index->agents = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, agent_free);
  index->calls = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, call_free);
  index->phones = g_hash_table_new (g_str_hash, g_str_equal);
  index->agent_legs = g_hash_table_new (g_int64_hash, g_int64_equal);
  index->call_legs = g_hash_table_new (g_int64_hash, g_int64_equal);
  index->campaigns = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                            campaign_free);
}

void
od_floor_index_clear (OdFloorIndex *index)
{
  OD_ASSERT_MAIN ();
  g_hash_table_unref (index->campaigns);
  g_hash_table_unref (index->call_legs);
  g_hash_table_unref (index->agent_legs);
  g_hash_table_unref (index->phones);
  g_hash_table_unref (index->calls);
  g_hash_table_unref (index->agents);
}

OdFloorCampaign *
od_floor_index_get_campaign (OdFloorIndex *index, gint64 campaign_id)
{
  OdFloorCampaign *campaign = g_hash_table_lookup (index->campaigns, &campaign_id);

  OD_ASSERT_MAIN ();
  if (campaign != NULL)
    return campaign;

  campaign = g_new (OdFloorCampaign, 1);
  campaign->id = campaign_id;
  campaign->agents = g_ptr_array_new ();
  campaign->calls = g_ptr_array_new ();
  g_hash_table_insert (index->campaigns, &campaign->id, campaign);
  return campaign;
}

OdFloorAgent *
od_floor_index_add_agent (OdFloorIndex *index, gint64 id, const char *name)
{
  OdFloorAgent *agent = g_new0 (OdFloorAgent, 1);

  OD_ASSERT_MAIN ();
  agent->id = id;
  agent->name = g_strdup (name);
  agent->undisposed = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (index->agents, &agent->id, agent);
  g_ptr_array_add (od_floor_index_get_campaign (index, 0)->agents, agent);
  return agent;
}

void
od_floor_index_add_party (OdFloorIndex *index, OdFloorCall *call, OdCallParty *party)
{
  OD_ASSERT_MAIN ();
  g_ptr_array_add (call->parties, party);
  if (party->leg != 0)
    g_hash_table_insert (index->call_legs, &party->leg, call);
}

void
od_floor_index_remove_party (OdFloorIndex *index, OdFloorCall *call, OdCallParty *party)
{
  OD_ASSERT_MAIN ();
  g_hash_table_remove (index->call_legs, &party->leg);
  g_ptr_array_remove (call->parties, party);
}

OdFloorCall *
od_floor_index_add_call (OdFloorIndex *index,
                         const char *id,
                         guint64 leg,
                         OdLead *lead,
                         gint64 campaign_id)
{
  OdFloorCall *call = g_new0 (OdFloorCall, 1);

  OD_ASSERT_MAIN ();
  call->id = g_strdup (id);
  call->parties = g_ptr_array_new_with_free_func ((GDestroyNotify) od_call_party_free);
  call->lead = lead;
  call->campaign_id = campaign_id;
  g_hash_table_insert (index->calls, call->id, call);
  od_floor_index_add_party (index, call,
                            od_call_party_new (OD_PARTY_LEAD, 0, lead->phone, leg));
  g_ptr_array_add (od_floor_index_get_campaign (index, campaign_id)->calls, call);
  return call;
}

void
od_floor_index_remove_call (OdFloorIndex *index, OdFloorCall *call)
{
  OD_ASSERT_MAIN ();
  g_ptr_array_remove_fast (od_floor_index_get_campaign (index, call->campaign_id)->calls,
                           call);
  while (call->parties->len > 0)
    od_floor_index_remove_party (index, call, g_ptr_array_index (call->parties, 0));
  g_hash_table_remove (index->calls, call->id);
}

void
od_floor_index_set_campaign (OdFloorIndex *index, OdFloorAgent *agent, gint64 id)
{
  OD_ASSERT_MAIN ();
  g_ptr_array_remove_fast (od_floor_index_get_campaign (index, agent->campaign_id)
                             ->agents,
                           agent);
  agent->campaign_id = id;
  g_ptr_array_add (od_floor_index_get_campaign (index, id)->agents, agent);
}

void
od_floor_index_set_phone (OdFloorIndex *index, OdFloorAgent *agent, const char *sip_user)
{
  char *copy = g_strdup (sip_user);

  OD_ASSERT_MAIN ();
  if (agent->sip_user != NULL)
    g_hash_table_remove (index->phones, agent->sip_user);
  g_free (agent->sip_user);
  agent->sip_user = copy;
  if (copy != NULL)
    g_hash_table_insert (index->phones, copy, agent);
}

OdCallParty *
od_floor_index_find_party (const OdFloorIndex *index,
                           const OdFloorAgent *agent,
                           OdFloorCall **call)
{
  OdCallParty *party;

  OD_ASSERT_MAIN ();
  *call = agent->call_id != NULL ? g_hash_table_lookup (index->calls, agent->call_id)
                                 : NULL;
  party = *call != NULL ? od_floor_call_find_party (*call, OD_PARTY_AGENT) : NULL;
  return party != NULL && party->agent_id == agent->id && party->left_us == 0 ? party
                                                                              : NULL;
}

void
od_floor_index_set_leg (OdFloorIndex *index, OdFloorAgent *agent, guint64 leg)
{
  OdFloorCall *call;
  OdCallParty *party = od_floor_index_find_party (index, agent, &call);

  OD_ASSERT_MAIN ();
  if (agent->line.leg != 0)
    g_hash_table_remove (index->agent_legs, &agent->line.leg);
  agent->line.leg = leg;
  if (leg != 0)
    g_hash_table_insert (index->agent_legs, &agent->line.leg, agent);
  if (party == NULL)
    return;
  g_hash_table_remove (index->call_legs, &party->leg);
  party->leg = leg;
  if (leg != 0)
    g_hash_table_insert (index->call_legs, &party->leg, call);
}
