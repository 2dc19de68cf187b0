/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * An agent's working day.
 *
 *             sign in           ready               reserve          answer
 *   OFFLINE -----------> PAUSED -------> READY --------------> RESERVED ---> IN_CALL
 *      ^                  ^  ^           |  ^ |                  |             |
 *      |                  |  |  granted  |  | +-----bridge-------|-----------> |
 *      | sign out or lost |  +---- PAUSING  |   release          |         end |
 *   (from any state)      |        ^   |    +--------------------+             v
 *                         |  pause |   | bridge (to IN_CALL)               DISPOSING
 *                         |        +---+ ready (back to READY)                 |
 *                         |                                     submit and     | submit
 *                         +------------------------------------- pause --------+
 *                         ^                     pause                          v
 *                         +------------------------------------------------ WRAP_UP
 *                                                    READY <----- its end -----+
 *
 * An agent who comes back while an earlier call has no disposition yet goes from OFFLINE
 * to DISPOSING (SIGN_IN_TO_DISPOSE). One who disposed of the call while it was up submits
 * with its end: both submits lead out of IN_CALL, too, past DISPOSING.
 *
 * PAUSING: the agent asked to stop while a call may still land, because calls are
 * already ringing for the agent; the engine grants it (GRANT) when none can. IN_CALL
 * and DISPOSING remember the wish to pause in the floor, not here. DISPOSING has no
 * limit; WRAP_UP ends by itself after the campaign's seconds.
 */
typedef enum {
  OD_AGENT_OFFLINE,
  OD_AGENT_PAUSED,
  OD_AGENT_READY,
  OD_AGENT_PAUSING,
  OD_AGENT_RESERVED,
  OD_AGENT_IN_CALL,
  OD_AGENT_DISPOSING,
  OD_AGENT_WRAP_UP,
  OD_AGENT_N_STATES,
} OdAgentState;

typedef enum {
  OD_AGENT_SIGN_IN,
  OD_AGENT_SIGN_IN_TO_DISPOSE, /* an earlier call still has no disposition */
  OD_AGENT_MAKE_READY,         /* the agent asks for calls and the phone is on line */
  OD_AGENT_ASK_PAUSE,          /* the agent asks to stop */
  OD_AGENT_GRANT,              /* no call can land any more: the pause is true */
  OD_AGENT_RESERVE,            /* a lead is being connected to this agent */
  OD_AGENT_RELEASE,            /* that lead went away first */
  OD_AGENT_BRIDGE,             /* they hear each other */
  OD_AGENT_END_CALL,
  OD_AGENT_SUBMIT,           /* over and disposition saved, next call after the wrap-up */
  OD_AGENT_SUBMIT_AND_PAUSE, /* over and disposition saved, no next call */
  OD_AGENT_END_WRAP_UP,
  OD_AGENT_SIGN_OUT, /* or lost: session, link or power */
  OD_AGENT_N_EVENTS,
} OdAgentEvent;

/** od_agent_state_next: as od_call_state_next. */
gboolean od_agent_state_next (OdAgentState from, OdAgentEvent event, OdAgentState *to);

/** od_agent_state_get_name: the word on the wire: "wrap-up". */
const char *od_agent_state_get_name (OdAgentState state);

/** od_agent_state_from_name: FALSE when @name is no state. */
gboolean od_agent_state_from_name (const char *name, OdAgentState *state);

/* What a state means, as in call-state.h: a table that has an answer to everything. */

/** od_agent_state_is_working: signed in and not paused. */
gboolean od_agent_state_is_working (OdAgentState state);

/** od_agent_state_is_available: a lead who says hello can be handed to the agent now. */
gboolean od_agent_state_is_available (OdAgentState state);

/** od_agent_state_is_with_call: a call belongs to the agent, up or to be disposed of. */
gboolean od_agent_state_is_with_call (OdAgentState state);

/** od_agent_state_is_settled: no call of the campaign can reach the agent, and none waits
 * for a disposition: the campaign can be changed. */
gboolean od_agent_state_is_settled (OdAgentState state);
