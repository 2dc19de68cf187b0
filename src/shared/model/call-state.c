/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of a call's moves, and that of what its states mean. Pure; any thread.
 */
#include "shared/model/call-state.h"

#include "shared/model/state-table.h"

/* clang-format off */
static const OdStateEdge edges[] = {
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

enum { UNANSWERED, LIVE, CONNECTED, OVER };

static const OdStateRow rows[] = {
  /*                                      unanswered  live  connected  over */
  { "queued",      OD_CALL_QUEUED,      { YES,        NO,   NO,        NO } },
  { "dialing",     OD_CALL_DIALING,     { YES,        YES,  NO,        NO } },
  { "ringing",     OD_CALL_RINGING,     { YES,        YES,  NO,        NO } },
  { "waiting",     OD_CALL_WAITING,     { NO,         YES,  YES,       NO } },
  { "bridged",     OD_CALL_BRIDGED,     { NO,         YES,  YES,       NO } },
  { "ended",       OD_CALL_ENDED,       { NO,         NO,   NO,        YES } },
  { "interrupted", OD_CALL_INTERRUPTED, { NO,         NO,   NO,        YES } },
};
/* clang-format on */

static const OdStateTable table = OD_STATE_TABLE (edges, rows, OD_CALL_N_STATES);

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == OD_CALL_N_STATES);

gboolean
od_call_state_next (OdCallState from, OdCallEvent event, OdCallState *to)
{
  return od_state_table_next (&table, from, event, to);
}

const char *
od_call_state_get_name (OdCallState state)
{
  return od_state_table_get_name (&table, state);
}

gboolean
od_call_state_from_name (const char *name, OdCallState *state)
{
  return od_state_table_from_name (&table, name, state);
}

gboolean
od_call_state_is_unanswered (OdCallState state)
{
  return od_state_table_is (&table, state, UNANSWERED);
}

gboolean
od_call_state_is_live (OdCallState state)
{
  return od_state_table_is (&table, state, LIVE);
}

gboolean
od_call_state_is_connected (OdCallState state)
{
  return od_state_table_is (&table, state, CONNECTED);
}

gboolean
od_call_state_is_over (OdCallState state)
{
  return od_state_table_is (&table, state, OVER);
}
