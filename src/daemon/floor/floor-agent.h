/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor-line.h"
#include "daemon/floor/floor-phone.h"

#include "shared/model/agent-state.h"

/*
 * An agent with a session, this second. Owned by the floor; main thread. Between turns
 * (od_floor_check):
 *
 *   A1  call_id is set exactly while the agent is RESERVED, IN_CALL or DISPOSING.
 *   A2  The call of a RESERVED agent is WAITING, that of one IN_CALL is BRIDGED, and of
 *       both the agent is a party.
 *   A3  Who could be handed a call (READY, PAUSING, RESERVED) is in a campaign and has
 *       the line UP.
 *   A4  Who is OFFLINE has the line DOWN.
 *   A5  The line has a leg exactly in the states that say so.
 *   A6  A line is LOST or REGAINING only IN_CALL.
 *   A7  The call the agent is asked about now is not also among the undisposed.
 */
typedef struct {
  gint64 id;
  char *name;
  char *sip_user; /* the phone's credentials of this sign-in; NULL: not signed in */
  OdAgentState state;
  gint64 since_us;           /* monotonic: in this state since */
  gint64 campaign_id;        /* 0: none */
  gint64 wanted_campaign_id; /* another one: chosen while a call could still land */
  gboolean wants_ready;      /* what the agent asked for last; true through calls */
  OdFloorPhone *phone;       /* owned; NULL: none is registered */
  OdFloorLine line;
  gint64 seen_us;          /* last sign of life of the agent's program */
  gint64 wrap_up_until_us; /* WRAP_UP: when it ends */
  char *call_id;           /* reserved, in call or disposing; NULL: none */
  GPtrArray *undisposed;   /* (element-type utf8): earlier calls without a disposition,
                              oldest first: asked for before any new call */
} OdFloorAgent;
