/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of the softphone's life. No thread, no memory.
 */
#include "app/phone/softphone-state.h"

typedef struct {
  OdSoftphoneState from;
  OdSoftphoneEvent event;
  OdSoftphoneState to;
} Edge;

/* Every step a softphone may take. What is not in this table does not happen. */
/* clang-format off */
static const Edge edges[] = {
  { OD_SOFTPHONE_STOPPED,     OD_SOFTPHONE_START,    OD_SOFTPHONE_STARTING },
  { OD_SOFTPHONE_BROKEN,      OD_SOFTPHONE_START,    OD_SOFTPHONE_STARTING },

  { OD_SOFTPHONE_STARTING,    OD_SOFTPHONE_READY,    OD_SOFTPHONE_IDLE },

  { OD_SOFTPHONE_IDLE,        OD_SOFTPHONE_REGISTER, OD_SOFTPHONE_REGISTERING },
  { OD_SOFTPHONE_REGISTERING, OD_SOFTPHONE_REGISTER, OD_SOFTPHONE_REGISTERING },
  { OD_SOFTPHONE_REGISTERED,  OD_SOFTPHONE_REGISTER, OD_SOFTPHONE_REGISTERING },
  { OD_SOFTPHONE_REFUSED,     OD_SOFTPHONE_REGISTER, OD_SOFTPHONE_REGISTERING },

  { OD_SOFTPHONE_REGISTERING, OD_SOFTPHONE_ACCEPT,   OD_SOFTPHONE_REGISTERED },
  { OD_SOFTPHONE_REGISTERED,  OD_SOFTPHONE_ACCEPT,   OD_SOFTPHONE_REGISTERED },
  { OD_SOFTPHONE_REFUSED,     OD_SOFTPHONE_ACCEPT,   OD_SOFTPHONE_REGISTERED },

  { OD_SOFTPHONE_REGISTERING, OD_SOFTPHONE_REFUSE,   OD_SOFTPHONE_REFUSED },
  { OD_SOFTPHONE_REGISTERED,  OD_SOFTPHONE_REFUSE,   OD_SOFTPHONE_REFUSED },
  { OD_SOFTPHONE_REFUSED,     OD_SOFTPHONE_REFUSE,   OD_SOFTPHONE_REFUSED },

  { OD_SOFTPHONE_REGISTERING, OD_SOFTPHONE_CLEAR,    OD_SOFTPHONE_IDLE },
  { OD_SOFTPHONE_REGISTERED,  OD_SOFTPHONE_CLEAR,    OD_SOFTPHONE_IDLE },
  { OD_SOFTPHONE_REFUSED,     OD_SOFTPHONE_CLEAR,    OD_SOFTPHONE_IDLE },

  { OD_SOFTPHONE_STARTING,    OD_SOFTPHONE_DIE,      OD_SOFTPHONE_STARTING },
  { OD_SOFTPHONE_IDLE,        OD_SOFTPHONE_DIE,      OD_SOFTPHONE_STARTING },
  { OD_SOFTPHONE_REGISTERING, OD_SOFTPHONE_DIE,      OD_SOFTPHONE_STARTING },
  { OD_SOFTPHONE_REGISTERED,  OD_SOFTPHONE_DIE,      OD_SOFTPHONE_STARTING },
  { OD_SOFTPHONE_REFUSED,     OD_SOFTPHONE_DIE,      OD_SOFTPHONE_STARTING },

  { OD_SOFTPHONE_STARTING,    OD_SOFTPHONE_BREAK,    OD_SOFTPHONE_BROKEN },
  { OD_SOFTPHONE_BROKEN,      OD_SOFTPHONE_STOP,     OD_SOFTPHONE_STOPPED },

  { OD_SOFTPHONE_STARTING,    OD_SOFTPHONE_STOP,     OD_SOFTPHONE_STOPPING },
  { OD_SOFTPHONE_IDLE,        OD_SOFTPHONE_STOP,     OD_SOFTPHONE_STOPPING },
  { OD_SOFTPHONE_REGISTERING, OD_SOFTPHONE_STOP,     OD_SOFTPHONE_STOPPING },
  { OD_SOFTPHONE_REGISTERED,  OD_SOFTPHONE_STOP,     OD_SOFTPHONE_STOPPING },
  { OD_SOFTPHONE_REFUSED,     OD_SOFTPHONE_STOP,     OD_SOFTPHONE_STOPPING },
  { OD_SOFTPHONE_STOPPING,    OD_SOFTPHONE_DIE,      OD_SOFTPHONE_STOPPED },
};
/* clang-format on */

gboolean
od_softphone_state_next (OdSoftphoneState from,
                         OdSoftphoneEvent event,
                         OdSoftphoneState *to)
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
od_softphone_state_name (OdSoftphoneState state)
{
  static const char *const names[OD_SOFTPHONE_N_STATES] = { "stopped",    "starting",
                                                            "idle",       "registering",
                                                            "registered", "refused",
                                                            "broken",     "stopping" };

  return names[state];
}
