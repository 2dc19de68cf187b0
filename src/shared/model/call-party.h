/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum {
  OD_PARTY_LEAD,
  OD_PARTY_AGENT,
} OdPartyRole;

/* Who is in a call, or on the way into it. A plain value. */
typedef struct {
  OdPartyRole role;
  gint64 agent_id;  /* 0: not one of our agents */
  char *number;     /* as dialed; NULL: an agent */
  guint64 leg;      /* 0: none now: an agent whose phone is lost, or who has left */
  gint64 joined_us; /* monotonic: is heard since; 0: still on the way */
  gint64 left_us;   /* monotonic: left before the call was over; 0: has not */
} OdCallParty;

/** od_call_party_new: on the way. @agent_id, @number: one of them is 0 or NULL. */
OdCallParty *
od_call_party_new (OdPartyRole role, gint64 agent_id, const char *number, guint64 leg);
void od_call_party_free (OdCallParty *party);
