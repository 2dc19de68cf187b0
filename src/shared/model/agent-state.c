/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of an agent's moves, and that of what the states mean. Pure; any thread.
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
  { OD_AGENT_OFFLINE,   OD_AGENT_SIGN_IN_TO_DISPOSE,OD_AGENT_DISPOSING },
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
  { OD_AGENT_WRAP_UP,   OD_AGENT_END_WRAP_UP,      OD_AGENT_READY },
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

/* What a state means to those who ask. A column that was left out is no answer. */
typedef enum { UNDECIDED, NO, YES } Answer;

typedef struct {
  const char *name;
  Answer working;
  Answer available;
  Answer with_call;
  Answer settled;
} Meaning;

/* clang-format off */
static const Meaning meanings[] = {
  /*                                 working available with_call settled */
  [OD_AGENT_OFFLINE]   = { "offline",   NO,  NO,       NO,       YES },
  [OD_AGENT_PAUSED]    = { "paused",    NO,  NO,       NO,       YES },
  [OD_AGENT_READY]     = { "ready",     YES, YES,      NO,       NO },
  [OD_AGENT_PAUSING]   = { "pausing",   YES, YES,      NO,       NO },
  [OD_AGENT_RESERVED]  = { "reserved",  YES, NO,       YES,      NO },
  [OD_AGENT_IN_CALL]   = { "in-call",   YES, NO,       YES,      NO },
  [OD_AGENT_DISPOSING] = { "disposing", YES, NO,       YES,      NO },
  [OD_AGENT_WRAP_UP]   = { "wrap-up",   YES, NO,       NO,       YES },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (meanings) == OD_AGENT_N_STATES);

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
  return meanings[state].name;
}

gboolean
od_agent_state_from_name (const char *name, OdAgentState *state)
{
  for (gsize i = 0; i < OD_AGENT_N_STATES; i++) {
    if (g_strcmp0 (meanings[i].name, name) == 0) {
      *state = i;
      return TRUE;
    }
  }

  return FALSE;
}

static const Meaning *
get_meaning (OdAgentState state)
{
  g_assert (state < OD_AGENT_N_STATES);
  return &meanings[state];
}

static gboolean
decide (Answer answer)
{
  g_assert (answer != UNDECIDED);
  return answer == YES;
}

gboolean
od_agent_state_is_working (OdAgentState state)
{
  return decide (get_meaning (state)->working);
}

gboolean
od_agent_state_is_available (OdAgentState state)
{
  return decide (get_meaning (state)->available);
}

gboolean
od_agent_state_is_with_call (OdAgentState state)
{
  return decide (get_meaning (state)->with_call);
}

gboolean
od_agent_state_is_settled (OdAgentState state)
{
  return decide (get_meaning (state)->settled);
}
