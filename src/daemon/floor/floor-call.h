/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/call-state.h"
#include "shared/model/lead.h"

/* A call in flight or on the phone, this second. Owned by the floor; main thread. */
typedef struct {
  char *id;
  guint64 leg; /* the lead's */
  OdLead *lead;
  gint64 campaign_id;
  gint64 script_id;
  gint64 script_version;
  OdCallState state;
  gint64 since_us;   /* monotonic: in this state since */
  gint64 agent_id;   /* reserved or bridged; 0: none */
  gint64 bridged_us; /* monotonic; 0: not yet */
  gboolean held;
  char *disposition; /* saved while it is up; NULL: none yet */
} OdFloorCall;
