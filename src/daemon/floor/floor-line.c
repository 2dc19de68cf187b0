/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of a line's moves and of what its states mean. Pure; any thread.
 */
#include "daemon/floor/floor-line.h"

#include "shared/model/state-table.h"

/* clang-format off */
static const OdStateEdge edges[] = {
  { OD_LINE_DOWN,      OD_LINE_CALL,   OD_LINE_CALLING },
  { OD_LINE_CALLING,   OD_LINE_ANSWER, OD_LINE_UP },
  { OD_LINE_CALLING,   OD_LINE_END,    OD_LINE_DOWN },
  { OD_LINE_UP,        OD_LINE_END,    OD_LINE_DOWN },
  { OD_LINE_UP,        OD_LINE_LOSE,   OD_LINE_LOST },
  { OD_LINE_LOST,      OD_LINE_CALL,   OD_LINE_REGAINING },
  { OD_LINE_LOST,      OD_LINE_LET_GO, OD_LINE_DOWN },
  { OD_LINE_REGAINING, OD_LINE_ANSWER, OD_LINE_UP },
  { OD_LINE_REGAINING, OD_LINE_END,    OD_LINE_LOST },
  { OD_LINE_REGAINING, OD_LINE_LET_GO, OD_LINE_CALLING },
  { OD_LINE_DOWN,      OD_LINE_DROP,   OD_LINE_DOWN },
  { OD_LINE_CALLING,   OD_LINE_DROP,   OD_LINE_DOWN },
  { OD_LINE_UP,        OD_LINE_DROP,   OD_LINE_DOWN },
  { OD_LINE_LOST,      OD_LINE_DROP,   OD_LINE_DOWN },
  { OD_LINE_REGAINING, OD_LINE_DROP,   OD_LINE_DOWN },
};

enum { HAS_LEG, LOST };

static const OdStateRow rows[] = {
  /*                                has_leg  lost */
  { "down",      OD_LINE_DOWN,      { NO,      NO } },
  { "calling",   OD_LINE_CALLING,   { YES,     NO } },
  { "up",        OD_LINE_UP,        { YES,     NO } },
  { "lost",      OD_LINE_LOST,      { NO,      YES } },
  { "regaining", OD_LINE_REGAINING, { YES,     YES } },
};
/* clang-format on */

static const OdStateTable table = OD_STATE_TABLE (edges, rows, OD_LINE_N_STATES);

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == OD_LINE_N_STATES);

gboolean
od_floor_line_next (OdLineState from, OdLineEvent event, OdLineState *to)
{
  return od_state_table_next (&table, from, event, to);
}

const char *
od_floor_line_get_name (OdLineState state)
{
  return od_state_table_get_name (&table, state);
}

gboolean
od_floor_line_has_leg (OdLineState state)
{
  return od_state_table_is (&table, state, HAS_LEG);
}

gboolean
od_floor_line_is_lost (OdLineState state)
{
  return od_state_table_is (&table, state, LOST);
}
