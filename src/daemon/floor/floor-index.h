/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor-agent.h"
#include "daemon/floor/floor-call.h"

/*
 * Where agents and calls are found: by id, phone, leg and campaign, never by walking all
 * of them. It owns them; what it is keyed by is changed only through it. Main thread.
 * Between turns (od_floor_check):
 *
 *   I1  Each table finds exactly the agents and calls that have the key, and no other.
 *   I2  No leg is a lead's and an agent's at once.
 */
typedef struct {
  GHashTable *agents;     /* id -> OdFloorAgent, owned */
  GHashTable *calls;      /* id -> OdFloorCall, owned */
  GHashTable *phones;     /* sip_user -> OdFloorAgent */
  GHashTable *agent_legs; /* leg -> OdFloorAgent: whose line it is, in a call or not */
  GHashTable *call_legs;  /* leg of any party -> OdFloorCall */
  GHashTable *campaigns;  /* id -> OdFloorCampaign, owned */
} OdFloorIndex;

/* Who and what belongs to one campaign; 0 is that of nobody's agents. */
typedef struct {
  gint64 id;
  GPtrArray *agents; /* (element-type OdFloorAgent) */
  GPtrArray *calls;  /* (element-type OdFloorCall) */
} OdFloorCampaign;

void od_floor_index_init (OdFloorIndex *index);
void od_floor_index_clear (OdFloorIndex *index);

/** od_floor_index_add_agent: (transfer none): OFFLINE, in no campaign, without a phone.
 */
OdFloorAgent *od_floor_index_add_agent (OdFloorIndex *index, gint64 id, const char *name);

/** od_floor_index_add_call: (transfer none): QUEUED; takes @lead. */
OdFloorCall *od_floor_index_add_call (OdFloorIndex *index,
                                      const char *id,
                                      guint64 leg,
                                      OdLead *lead,
                                      gint64 campaign_id);

/** od_floor_index_add_party: takes @party. */
void
od_floor_index_add_party (OdFloorIndex *index, OdFloorCall *call, OdCallParty *party);

/** od_floor_index_find_party: (transfer none): @agent's part in the call the agent is in
 * or on the way to, until the agent leaves it; NULL: none. @call: that call. */
OdCallParty *od_floor_index_find_party (const OdFloorIndex *index,
                                        const OdFloorAgent *agent,
                                        OdFloorCall **call);

/** od_floor_index_remove_party: frees it. */
void
od_floor_index_remove_party (OdFloorIndex *index, OdFloorCall *call, OdCallParty *party);

/** od_floor_index_remove_call: frees it. */
void od_floor_index_remove_call (OdFloorIndex *index, OdFloorCall *call);

/** od_floor_index_get_campaign: (transfer none): an empty one if nothing is in it. */
OdFloorCampaign *od_floor_index_get_campaign (OdFloorIndex *index, gint64 campaign_id);

void od_floor_index_set_campaign (OdFloorIndex *index, OdFloorAgent *agent, gint64 id);

/** od_floor_index_set_phone: (nullable): @sip_user is copied. */
void
od_floor_index_set_phone (OdFloorIndex *index, OdFloorAgent *agent, const char *sip_user);

/** od_floor_index_set_leg: of the line, and in the call the agent is in; 0: none any
 * more. */
void od_floor_index_set_leg (OdFloorIndex *index, OdFloorAgent *agent, guint64 leg);
