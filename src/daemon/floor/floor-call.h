/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/call-party.h"
#include "shared/model/call-state.h"
#include "shared/model/calling-rules.h"
#include "shared/model/disposition.h"
#include "shared/model/lead.h"

/*
 * A call in flight or on the phone, this second. Owned by the floor; main thread. Between
 * turns (od_floor_check):
 *
 *   C1  It is not over: what has ended is taken off the floor in the same turn.
 *   C2  An agent is among its parties only while it is WAITING or BRIDGED, and always
 *       BRIDGED; the agent of a WAITING call is RESERVED for it.
 *   C3  It is held only while it is BRIDGED.
 *   C4  It has a lead and a campaign.
 *
 * and of its parties:
 *
 *   P1  The first is the lead, and has a leg; no role is there twice.
 *   P2  The lead has joined exactly when the call is WAITING or BRIDGED, the agent
 *       exactly when it is BRIDGED.
 *   P3  An agent who has not left points back with call_id and talks on the leg of the
 *       line; one who has left had joined, and has no leg. The lead never leaves: the
 *       call is over then.
 */
typedef struct {
  char *id;
  GPtrArray *parties; /* (element-type OdCallParty), the lead first */
  OdLead *lead;
  gint64 campaign_id;
  OdCallingRules rules; /* under which it was placed */
  gint64 script_id;
  gint64 script_version;
  OdCallState state;
  gint64 since_us; /* monotonic: in this state since */
  OdEndReason end; /* why, once it is over */
  gboolean held;
  char *disposition; /* saved while it is up; NULL: none yet */
} OdFloorCall;

/** od_floor_call_find_party: (nullable) (transfer none). */
OdCallParty *od_floor_call_find_party (const OdFloorCall *call, OdPartyRole role);

/** od_floor_call_get_leg: the lead's. */
guint64 od_floor_call_get_leg (const OdFloorCall *call);

/** od_floor_call_needs_agent: it is WAITING, and no agent is on the way to it. */
gboolean od_floor_call_needs_agent (const OdFloorCall *call);

/** od_floor_call_get_agent_id: on the way, in it or gone from it; 0: none. */
gint64 od_floor_call_get_agent_id (const OdFloorCall *call);
