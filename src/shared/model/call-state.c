/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of a call's moves. Pure; any thread.
 */
#include "shared/model/call-state.h"

typedef struct {
  OdCallState from;
  OdCallEvent event;
  OdCallState to;
} Edge;

/* clang-format off */
static const Edge edges[] = {
  { OD_CALL_QUEUED,  OD_CALL_ORIGINATE, OD_CALL_DIALING },
  { OD_CALL_QUEUED,  OD_CALL_FAIL,      OD_CALL_ENDED }, /* refused: number in use */
  { OD_CALL_DIALING, OD_CALL_RING,      OD_CALL_RINGING },
  { OD_CALL_DIALING, OD_CALL_ANSWER,    OD_CALL_WAITING }, /* no 18x was sent */
  { OD_CALL_DIALING, OD_CALL_FAIL,      OD_CALL_ENDED },
  { OD_CALL_RINGING, OD_CALL_ANSWER,    OD_CALL_WAITING },
  { OD_CALL_RINGING, OD_CALL_FAIL,      OD_CALL_ENDED },
  { OD_CALL_WAITING, OD_CALL_BRIDGE,    OD_CALL_BRIDGED },
  { OD_CALL_WAITING, OD_CALL_HANGUP,    OD_CALL_ENDED }, /* abandoned */
  { OD_CALL_WAITING, OD_CALL_EXPIRE,    OD_CALL_ENDED }, /* abandoned */
  { OD_CALL_BRIDGED, OD_CALL_HANGUP,    OD_CALL_ENDED },
  { OD_CALL_QUEUED,  OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
  { OD_CALL_DIALING, OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
  { OD_CALL_RINGING, OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
  { OD_CALL_WAITING, OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
  { OD_CALL_BRIDGED, OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
};
/* clang-format on */

static const char *const names[OD_CALL_N_STATES] = {
  [OD_CALL_QUEUED] = "queued",           [OD_CALL_DIALING] = "dialing",
  [OD_CALL_RINGING] = "ringing",         [OD_CALL_WAITING] = "waiting",
  [OD_CALL_BRIDGED] = "bridged",         [OD_CALL_ENDED] = "ended",
  [OD_CALL_INTERRUPTED] = "interrupted",
};

gboolean
od_call_state_next (OdCallState from, OdCallEvent event, OdCallState *to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++) {
    if (edges[i].from == from && edges[i].event == event) {
      *to = edges[i].to;
      return TRUE;
    }
  }

  return FALSE;
}

const char *
od_call_state_get_name (OdCallState state)
{
  g_return_val_if_fail (state < OD_CALL_N_STATES, NULL);
  return names[state];
}

gboolean
od_call_state_from_name (const char *name, OdCallState *state)
{
  for (gsize i = 0; i < OD_CALL_N_STATES; i++) {
    if (g_strcmp0 (names[i], name) == 0) {
      *state = i;
      return TRUE;
    }
  }

  return FALSE;
}

gboolean
od_call_state_is_live (OdCallState state)
{
  return state >= OD_CALL_DIALING && state <= OD_CALL_BRIDGED;
}
