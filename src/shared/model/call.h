/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/call-state.h"
#include "shared/model/disposition.h"

/* One attempt to reach one lead, as it stands on disk. Times are Unix milliseconds, 0
 * for what did not happen. */
typedef struct {
  char *id; /* UUIDv7, the SIP Call-ID */
  gint64 campaign_id;
  gint64 leadset_id;
  gint64 lead_id;
  char *phone;
  char *caller_id;
  gint64 agent_id;       /* 0: never bridged */
  gint64 script_id;      /* what was on the agent's screen, */
  gint64 script_version; /* and which edition of it */
  OdCallState state;
  OdEndReason end_reason;
  guint sip_code;   /* what the carrier answered; 0: nothing */
  char *sip_reason; /* in its own words; NULL: nothing */
  gint64 queued_at_ms;
  gint64 ringing_at_ms;
  gint64 answered_at_ms;
  gint64 bridged_at_ms;
  gint64 ended_at_ms;
  gint64 latency_us; /* lead's 200 OK to first lead packet to the agent; -1: unknown */
  char *disposition; /* NULL: none saved */
  char *reason;      /* for it, in the agent's words; NULL: none */
  gint64 disposed_at_ms;
  gboolean person; /* it has ended, and its disposition said that a person had answered */
  gint64 call_back_at_ms; /* when the lead asked to be called; 0: it did not */
} OdCall;

OdCall *od_call_new (void);
OdCall *od_call_copy (const OdCall *call);
void od_call_free (OdCall *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCall, od_call_free)

/** od_call_get_system_disposition: the guide's word for @call as it stands now. */
OdSystemDisposition od_call_get_system_disposition (const OdCall *call);

/** od_call_get_slice: the slice of the disposition pie an ended attempt belongs to: the
 * agent's disposition, else "Null" if it was bridged, else the system disposition. */
const char *od_call_get_slice (const OdCall *call);
