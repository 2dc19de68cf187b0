/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The life of an agent's softphone.
 *
 *             start             ready          register               accept
 *   STOPPED ---------> STARTING -----> IDLE ------------> REGISTERING -------> REGISTERED
 *      ^    <--------,   |  ^           ^     clear         |   ^  ^              |  ^ |
 *      |       die   |   |  |           +-------------------+   |  |  register    |  | |
 *      |             |   |  | die                        refuse |  +--------------+  | |
 *      |             |   |  +---- IDLE, REGISTERING,            v                    | |
 *      |         STOPPING|        REGISTERED, REFUSED         REFUSED ---------------+ |
 *      |             ^   | break                                ^        accept        |
 *      |             |   v                                      +----------------------+
 *      +----------- BROKEN ---> STARTING (start)                         refuse
 *        stop        |
 *                    +--- stop, from every state in which a child runs or shall run
 *
 * "die" in STARTING stays there: the next attempt waits a little longer. "register" and
 * "clear" mean the same from REFUSED and REGISTERED as from REGISTERING. IDLE has a
 * child but no account. REFUSED becomes REGISTERED when baresip's own next attempt
 * succeeds. BROKEN is left only by hand: the reason says what to repair.
 */
typedef enum {
  OD_SOFTPHONE_STOPPED,
  OD_SOFTPHONE_STARTING,
  OD_SOFTPHONE_IDLE,
  OD_SOFTPHONE_REGISTERING,
  OD_SOFTPHONE_REGISTERED,
  OD_SOFTPHONE_REFUSED,
  OD_SOFTPHONE_BROKEN,
  OD_SOFTPHONE_STOPPING,
} OdSoftphoneState;
#define OD_SOFTPHONE_N_STATES (OD_SOFTPHONE_STOPPING + 1)

typedef enum {
  OD_SOFTPHONE_START,    /* we were asked to run */
  OD_SOFTPHONE_READY,    /* the child answers */
  OD_SOFTPHONE_REGISTER, /* an account was told to the child */
  OD_SOFTPHONE_ACCEPT,   /* the registrar said yes */
  OD_SOFTPHONE_REFUSE,   /* the registrar said no, or nothing */
  OD_SOFTPHONE_CLEAR,    /* the account was taken away */
  OD_SOFTPHONE_DIE,      /* the child is gone */
  OD_SOFTPHONE_BREAK,    /* there is no use in trying again */
  OD_SOFTPHONE_STOP,     /* we were asked to end */
} OdSoftphoneEvent;
#define OD_SOFTPHONE_N_EVENTS (OD_SOFTPHONE_STOP + 1)

/** od_softphone_state_next: %FALSE if @event cannot happen in @from; @to is set then
 * to nothing. */
gboolean od_softphone_state_next (OdSoftphoneState from,
                                  OdSoftphoneEvent event,
                                  OdSoftphoneState *to);

/** od_softphone_state_name: for logs and robots: "registered". */
const char *od_softphone_state_name (OdSoftphoneState state);
