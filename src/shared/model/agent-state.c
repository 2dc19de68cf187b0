/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of an agent's moves. Pure; any thread.
 */
#include "shared/model/agent-state.h"

typedef struct {
  OdAgentState from;
  OdAgentEvent event;
  OdAgentState to;
} Edge;

/* clang-format off */
static const Edge edges[] = {
  { OD_AGENT_OFFLINE,   OD_AGENT_SIGN_IN,          OD_AGENT_PAUSED },
  { OD_AGENT_OFFLINE,   OD_AGENT_SIGN_IN_OWING,    OD_AGENT_DISPOSING },
  { OD_AGENT_PAUSED,    OD_AGENT_MAKE_READY,       OD_AGENT_READY },
  { OD_AGENT_READY,     OD_AGENT_ASK_PAUSE,        OD_AGENT_PAUSING },
  { OD_AGENT_READY,     OD_AGENT_RESERVE,          OD_AGENT_RESERVED },
  { OD_AGENT_READY,     OD_AGENT_BRIDGE,           OD_AGENT_IN_CALL },
  { OD_AGENT_PAUSING,   OD_AGENT_GRANT,            OD_AGENT_PAUSED },
  { OD_AGENT_PAUSING,   OD_AGENT_MAKE_READY,       OD_AGENT_READY },
  { OD_AGENT_PAUSING,   OD_AGENT_RESERVE,          OD_AGENT_RESERVED },
  { OD_AGENT_PAUSING,   OD_AGENT_BRIDGE,           OD_AGENT_IN_CALL },
  { OD_AGENT_RESERVED,  OD_AGENT_BRIDGE,           OD_AGENT_IN_CALL },
  { OD_AGENT_RESERVED,  OD_AGENT_RELEASE,          OD_AGENT_READY },
  { OD_AGENT_IN_CALL,   OD_AGENT_END_CALL,         OD_AGENT_DISPOSING },
  { OD_AGENT_IN_CALL,   OD_AGENT_SUBMIT,           OD_AGENT_WRAP_UP },
  { OD_AGENT_IN_CALL,   OD_AGENT_SUBMIT_AND_PAUSE, OD_AGENT_PAUSED },
  { OD_AGENT_DISPOSING, OD_AGENT_SUBMIT,           OD_AGENT_WRAP_UP },
  { OD_AGENT_DISPOSING, OD_AGENT_SUBMIT_AND_PAUSE, OD_AGENT_PAUSED },
  { OD_AGENT_WRAP_UP,   OD_AGENT_REST,             OD_AGENT_READY },
  { OD_AGENT_WRAP_UP,   OD_AGENT_ASK_PAUSE,        OD_AGENT_PAUSED },
  { OD_AGENT_PAUSED,    OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_READY,     OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_PAUSING,   OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_RESERVED,  OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_IN_CALL,   OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_DISPOSING, OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_WRAP_UP,   OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
};
/* clang-format on */

static const char *const names[OD_AGENT_N_STATES] = {
  [OD_AGENT_OFFLINE] = "offline",     [OD_AGENT_PAUSED] = "paused",
  [OD_AGENT_READY] = "ready",         [OD_AGENT_PAUSING] = "pausing",
  [OD_AGENT_RESERVED] = "reserved",   [OD_AGENT_IN_CALL] = "in-call",
  [OD_AGENT_DISPOSING] = "disposing", [OD_AGENT_WRAP_UP] = "wrap-up",
};

gboolean
od_agent_state_next (OdAgentState from, OdAgentEvent event, OdAgentState *to)
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
od_agent_state_get_name (OdAgentState state)
{
  g_return_val_if_fail (state < OD_AGENT_N_STATES, NULL);
  return names[state];
}

gboolean
od_agent_state_from_name (const char *name, OdAgentState *state)
{
  for (gsize i = 0; i < OD_AGENT_N_STATES; i++) {
    if (g_strcmp0 (names[i], name) == 0) {
      *state = i;
      return TRUE;
    }
  }

  return FALSE;
}
