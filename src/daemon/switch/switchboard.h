/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/switchgear.h"

/** struct od_switchboard: everything that lives on the switch thread: both SIP stacks,
 * the registrar, all legs, the tick. Made, used and freed on that thread, in its libre
 * loop. */
struct od_switchboard;

typedef enum {
  OD_ASK_ADD_PHONE,
  OD_ASK_REMOVE_PHONE,
  OD_ASK_CALL_PHONE,
  OD_ASK_ORIGINATE,
  OD_ASK_BRIDGE,
  OD_ASK_HOLD,
  OD_ASK_DIGITS,
  OD_ASK_HANG_UP,
  OD_ASK_GIVE_UP,
  OD_ASK_STOP,
} OdAskKind;

/** OdAsk: one ask of the main thread, plain copied data; strings are owned or NULL. */
typedef struct {
  OdAskKind kind;
  OdLegId leg;
  OdLegId agent;              /* BRIDGE */
  char *text;                 /* user, or digits */
  guint8 ha1[MD5_SIZE];       /* ADD_PHONE */
  gboolean flag;              /* HOLD: held; STOP: drain */
  OdEndReason reason;         /* HANG_UP */
  OdOriginateCopy *originate; /* ORIGINATE; owned, else NULL */
} OdAsk;

/** od_switchboard_alloc: listens. On error @what names the address that could not be had:
 * "sip_listen" or "trunk_listen", NULL when it was something else. */
int od_switchboard_alloc (struct od_switchboard **boardp,
                          const OdSwitchSetup *setup,
                          od_fact_h *facth,
                          void *arg,
                          const char **what);

/** od_switchboard_ask: after %OD_ASK_STOP the loop is left (re_cancel()) by itself. */
void od_switchboard_ask (struct od_switchboard *board, const OdAsk *ask);

/** The real addresses; counters that any thread may read while the board lives. */
const struct sa *od_switchboard_get_sip_address (const struct od_switchboard *board);
const struct sa *od_switchboard_get_trunk_address (const struct od_switchboard *board);
OdSwitchFigures od_switchboard_get_figures (struct od_switchboard *board);
