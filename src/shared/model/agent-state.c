/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of an agent's moves, and that of what the states mean. Pure; any thread.
 */
#include "shared/model/agent-state.h"

#include "shared/model/state-table.h"

/* clang-format off */
static const OdStateEdge edges[] = {
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

enum { WORKING, AVAILABLE, WITH_CALL, SETTLED };

static const OdStateRow rows[] = {
  /*                                   working  available  with_call  settled */
  { "offline",   OD_AGENT_OFFLINE,   { NO,      NO,        NO,        YES } },
  { "paused",    OD_AGENT_PAUSED,    { NO,      NO,        NO,        YES } },
  { "ready",     OD_AGENT_READY,     { YES,     YES,       NO,        NO } },
  { "pausing",   OD_AGENT_PAUSING,   { YES,     YES,       NO,        NO } },
  { "reserved",  OD_AGENT_RESERVED,  { YES,     NO,        YES,       NO } },
  { "in-call",   OD_AGENT_IN_CALL,   { YES,     NO,        YES,       NO } },
  { "disposing", OD_AGENT_DISPOSING, { YES,     NO,        YES,       NO } },
  { "wrap-up",   OD_AGENT_WRAP_UP,   { YES,     NO,        NO,        YES } },
};
/* clang-format on */

static const OdStateTable table = OD_STATE_TABLE (edges, rows, OD_AGENT_N_STATES);

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == OD_AGENT_N_STATES);

gboolean
od_agent_state_next (OdAgentState from, OdAgentEvent event, OdAgentState *to)
{
  return od_state_table_next (&table, from, event, to);
}

const char *
od_agent_state_get_name (OdAgentState state)
{
  return od_state_table_get_name (&table, state);
}

gboolean
od_agent_state_from_name (const char *name, OdAgentState *state)
{
  return od_state_table_from_name (&table, name, state);
}

gboolean
od_agent_state_is_working (OdAgentState state)
{
  return od_state_table_is (&table, state, WORKING);
}

gboolean
od_agent_state_is_available (OdAgentState state)
{
  return od_state_table_is (&table, state, AVAILABLE);
}

gboolean
od_agent_state_is_with_call (OdAgentState state)
{
  return od_state_table_is (&table, state, WITH_CALL);
}

gboolean
od_agent_state_is_settled (OdAgentState state)
{
  return od_state_table_is (&table, state, SETTLED);
}
