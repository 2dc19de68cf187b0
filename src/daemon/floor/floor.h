/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor-agent.h"
#include "daemon/floor/floor-call.h"

#include "shared/model/clock.h"

/*
 * Who and what is alive this second. Memory only; every move goes through the model's
 * tables and is told to the watchers, in the order they came. Main thread.
 */
typedef struct _OdFloor OdFloor;

typedef struct {
  /* Any may be NULL. @from equals the state when something else of it changed. */
  void (*agent_moved) (OdFloorAgent *agent, OdAgentState from, gpointer user_data);
  void (*call_moved) (OdFloorCall *call, OdCallState from, gpointer user_data);
  void (*phone_measured) (OdFloorAgent *agent, gpointer user_data);
} OdFloorWatcher;

/* How many stand how in one campaign. */
typedef struct {
  guint ready;
  guint pausing;
  guint unpaused;  /* ready, pausing, reserved, in call, disposing, wrap-up */
  guint in_flight; /* queued, dialing, ringing */
  guint waiting;
} OdFloorCount;

OdFloor *od_floor_new (const OdClock *clock);
void od_floor_free (OdFloor *floor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdFloor, od_floor_free)

/** od_floor_watch: @watcher is copied; watchers are never removed: they live as long as
 * the floor. */
void od_floor_watch (OdFloor *floor, const OdFloorWatcher *watcher, gpointer user_data);

/** od_floor_add_agent: (transfer none): a new one, OFFLINE; or the one there is. */
OdFloorAgent *od_floor_add_agent (OdFloor *floor, gint64 id, const char *name);
OdFloorAgent *od_floor_get_agent (OdFloor *floor, gint64 id);

/* Whose phone or leg this is; NULL and 0 are nobody's. */
OdFloorAgent *od_floor_find_phone (OdFloor *floor, const char *sip_user);
OdFloorAgent *od_floor_find_agent_leg (OdFloor *floor, guint64 leg);

/** od_floor_list_agents, od_floor_list_calls: (transfer container): everybody: for what
 * happens once a second or more seldom. */
GPtrArray *od_floor_list_agents (OdFloor *floor);
GPtrArray *od_floor_list_calls (OdFloor *floor);

/** od_floor_get_agents, od_floor_get_calls: (transfer none): those of one campaign, as
 * they come and go; who takes some out while walking walks from the end. */
const GPtrArray *od_floor_get_agents (OdFloor *floor, gint64 campaign_id);
const GPtrArray *od_floor_get_calls (OdFloor *floor, gint64 campaign_id);

/** od_floor_set_campaign: wanted and had. */
void od_floor_set_campaign (OdFloor *floor, OdFloorAgent *agent, gint64 campaign_id);

/** od_floor_set_phone_user: (nullable): what the agent's phone registers as. */
void od_floor_set_phone_user (OdFloor *floor, OdFloorAgent *agent, const char *sip_user);

/** od_floor_call_line: the agent's phone is called on @leg. od_floor_move_line: all else
 * that happens to the line. FALSE: the drawing does not have it; logged, nothing changes.
 * Neither is told: od_floor_tell_agent(). */
gboolean od_floor_call_line (OdFloor *floor, OdFloorAgent *agent, guint64 leg);
gboolean od_floor_move_line (OdFloor *floor, OdFloorAgent *agent, OdLineEvent event);

/** od_floor_move_agent: FALSE: the table does not have it; logged, nothing changes. */
gboolean od_floor_move_agent (OdFloor *floor, OdFloorAgent *agent, OdAgentEvent event);

/** od_floor_tell_agent: something but the state has changed. */
void od_floor_tell_agent (OdFloor *floor, OdFloorAgent *agent);

/** od_floor_tell_agents: something of their campaign has: all who are signed in. */
void od_floor_tell_agents (OdFloor *floor, gint64 campaign_id);

/** od_floor_tell_measure: how far the agent's phone is: no news for the agent. */
void od_floor_tell_measure (OdFloor *floor, OdFloorAgent *agent);

/** od_floor_add_call: (transfer none): takes @lead; the call is QUEUED. */
OdFloorCall *od_floor_add_call (OdFloor *floor,
                                const char *id,
                                guint64 leg,
                                OdLead *lead,
                                gint64 campaign_id);
OdFloorCall *od_floor_get_call (OdFloor *floor, const char *id);
/** od_floor_set_lead: @lead was edited: every call of it shows it so. */
void od_floor_set_lead (OdFloor *floor, const OdLead *lead);

/** od_floor_find_call_leg: (transfer none) (nullable): the one with a party on @leg. */
OdFloorCall *od_floor_find_call_leg (OdFloor *floor, guint64 leg);

/** od_floor_enter_call: @agent is on the way into @call, and joins when it is BRIDGED.
 * od_floor_leave_call: out of it again: who had joined stays known as the one who left.
 * Neither moves nor tells: od_floor_move_agent(). */
void od_floor_enter_call (OdFloor *floor, OdFloorAgent *agent, OdFloorCall *call);
void od_floor_leave_call (OdFloor *floor, OdFloorAgent *agent);

gboolean od_floor_move_call (OdFloor *floor, OdFloorCall *call, OdCallEvent event);
void od_floor_tell_call (OdFloor *floor, OdFloorCall *call);

/** od_floor_remove_call: it has ended and nobody points at it any more; frees it. */
void od_floor_remove_call (OdFloor *floor, OdFloorCall *call);

OdFloorCount od_floor_count (OdFloor *floor, gint64 campaign_id);

/** od_floor_count_calls: all calls not ended, for the drain at shutdown. */
guint od_floor_count_calls (OdFloor *floor);

gint64 od_floor_now_us (OdFloor *floor);

/** od_floor_check: (transfer full) (nullable): the invariant that does not hold, "A2:
 * ..." as numbered in floor-agent.h, floor-call.h and floor-index.h; NULL: all hold. To
 * be asked between turns. */
char *od_floor_check (OdFloor *floor);
