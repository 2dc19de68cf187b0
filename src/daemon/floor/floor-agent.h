/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor-phone.h"

#include "shared/model/agent-state.h"

/* An agent with a session, this second. Owned by the floor; main thread. */
typedef struct {
  gint64 id;
  char *name;
  char *sip_user; /* the phone's credentials of this sign-in */
  OdAgentState state;
  gint64 since_us;         /* monotonic: in this state since */
  gint64 campaign_id;      /* chosen; 0: none */
  gint64 next_campaign_id; /* chosen since, while a call could still land; 0: none;
                              -1: to be without one */
  gboolean wants_ready;    /* what the agent asked for last; true through calls */
  OdFloorPhone *phone;     /* owned; NULL: none is registered */
  guint64 leg;             /* the nailed-up leg; 0: none is up or under way */
  gboolean on_line;        /* that leg is up */
  gint64 called_us;        /* when the phone was last called; 0: not yet */
  gint64 leg_lost_us; /* when the leg went down in the middle of a call; 0: it is up */
  gint64 seen_us;     /* last sign of life of the agent's program */
  gint64 ready_at_us; /* when the wrap-up ends */
  char *call_id;      /* reserved, in call or disposing; NULL: none */
  GPtrArray *owed;    /* (element-type utf8): earlier calls that wait for this agent's
                         word, oldest first: before any new call */
} OdFloorAgent;
