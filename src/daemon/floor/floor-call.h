/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/call-state.h"
#include "shared/model/calling-rules.h"
#include "shared/model/lead.h"

/*
 * A call in flight or on the phone, this second. Owned by the floor; main thread. Between
 * turns (od_floor_check):
 *
 *   C1  It is not over: what has ended is taken off the floor in the same turn.
 *   C2  agent_id is set only while the call is WAITING or BRIDGED, and always BRIDGED;
 *       the agent of a WAITING call is RESERVED for it.
 *   C3  bridged_us is set exactly while the call is BRIDGED; held only then.
 *   C4  It has a lead, a leg and a campaign.
 */
typedef struct {
  char *id;
  guint64 leg; /* the lead's */
  OdLead *lead;
  gint64 campaign_id;
  OdCallingRules rules; /* under which it was placed */
  gint64 script_id;
  gint64 script_version;
  OdCallState state;
  gint64 since_us;   /* monotonic: in this state since */
  gint64 agent_id;   /* reserved or bridged; 0: none */
  gint64 bridged_us; /* monotonic; 0: not yet */
  gboolean held;
  char *disposition; /* saved while it is up; NULL: none yet */
} OdFloorCall;
