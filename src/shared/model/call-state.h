/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The life of one outbound call, as daemon, app and tests all understand it.
 *
 *           originate         ring            answer           bridge
 *   QUEUED ----------> DIALING ----> RINGING --------> WAITING --------> BRIDGED
 *     |                 |   |           |               ^   |               |
 *     |                 |   +---------- | -- answer ----+   | hangup        | hangup
 *     | fail       fail |          fail |                   | or expire     |
 *     +-----------------+---------------+-------------------+---------------+--> ENDED
 *
 * A crash takes any of the first five to INTERRUPTED. WAITING means: the lead said
 * hello and nobody is there yet. It is the state we try to make short, and leaving it
 * without an agent is what the law calls an abandon. The disposition is not a state:
 * an ended call may still wait for it.
 */
typedef enum {
  OD_CALL_QUEUED,
  OD_CALL_DIALING,
  OD_CALL_RINGING,
  OD_CALL_WAITING,
  OD_CALL_BRIDGED,
  OD_CALL_ENDED,
  OD_CALL_INTERRUPTED,
  OD_CALL_N_STATES,
} OdCallState;

typedef enum {
  OD_CALL_ORIGINATE, /* the attempt is committed, the INVITE leaves */
  OD_CALL_RING,      /* first 18x */
  OD_CALL_ANSWER,    /* 200 OK */
  OD_CALL_BRIDGE,    /* lead and agent hear each other */
  OD_CALL_FAIL,      /* ended before an answer, by whatever cause */
  OD_CALL_HANGUP,    /* somebody hung up after the answer */
  OD_CALL_EXPIRE,    /* 2.0 s without an agent */
  OD_CALL_CRASH,     /* a new process finds a call of a dead one */
  OD_CALL_N_EVENTS,
} OdCallEvent;

/**
 * od_call_state_next:
 * @to: (out): where @event leads from @from; untouched when refused
 *
 * Returns: whether the table allows the step. What is not in the table cannot
 *   happen: the caller refuses it, logs it and leaves the call where it is.
 */
gboolean od_call_state_next (OdCallState from, OdCallEvent event, OdCallState *to);

/** od_call_state_get_name: the word on the wire and in the log: "ringing". */
const char *od_call_state_get_name (OdCallState state);

/** od_call_state_from_name: FALSE when @name is no state. */
gboolean od_call_state_from_name (const char *name, OdCallState *state);

/*
 * What a state means, one column of the table each; never compare states by their order.
 * A state that is added has to be given a row there, or nothing compiles, and an answer
 * in each column, or whoever asks aborts.
 */

/** od_call_state_is_unanswered: the lead may still pick up, or is about to be dialed. */
gboolean od_call_state_is_unanswered (OdCallState state);

/** od_call_state_is_live: between the INVITE and the end: a carrier has it. */
gboolean od_call_state_is_live (OdCallState state);

/** od_call_state_is_connected: the lead has picked up and is there. */
gboolean od_call_state_is_connected (OdCallState state);

/** od_call_state_is_over: nothing moves it any more. */
gboolean od_call_state_is_over (OdCallState state);
