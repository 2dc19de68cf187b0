/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** OdSwitchLimits: every span the switch keeps by itself. Production uses the defaults; a
 * test makes them short instead of waiting. */
typedef struct {
  guint ring_ms;          /* ring limit when the caller names none */
  guint setup_ms;         /* setup limit when the caller names none */
  guint min_ring_ms;      /* no CANCEL to a phone that has rung for less */
  guint min_unrung_ms;    /* no CANCEL sooner after an INVITE that rings nowhere */
  guint wait_ms;          /* an answered lead waits that long for an agent */
  guint lead_silence_ms;  /* a bridged lead without RTP has gone */
  guint agent_silence_ms; /* an agent without RTP is reported */
  guint cancel_grace_ms;  /* after CANCEL, for the final answer, before ENDED is told */
  guint phone_ping_ms;    /* from one measuring of a registered phone to the next */
} OdSwitchLimits;

/** od_switch_limits_default: the spans the law and the trade ask for. */
OdSwitchLimits od_switch_limits_default (void);
