/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** OdSwitchLimits: the spans and numbers the switch keeps by itself: those of a lead's
 * call come with its OdOriginate. Production uses the defaults; a test makes them short
 * instead of waiting. */
typedef struct {
  guint phone_ring_ms;    /* an agent's phone rings no longer */
  guint phone_setup_ms;   /* and has to begin so soon */
  guint lead_silence_ms;  /* a bridged lead without RTP has gone */
  guint agent_silence_ms; /* an agent without RTP is reported */
  guint cancel_grace_ms;  /* after CANCEL, for the final answer, before ENDED is told */
  guint phone_ping_ms;    /* from one measuring of a registered phone to the next */
  /* of connections to the phones' port that did not yet say whose phone they are: */
  guint guests_per_address; /* then one that had its time makes room */
  guint guest_grace_ms;     /* that time */
  guint guests_in_all;      /* then the oldest makes room */
} OdSwitchLimits;

/** od_switch_limits_default: the spans the trade asks for. */
OdSwitchLimits od_switch_limits_default (void);
