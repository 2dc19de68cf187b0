/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of a line's moves and of what its states mean. Pure; any thread.
 */
#include "daemon/floor/floor-line.h"

typedef struct {
  OdLineState from;
  OdLineEvent event;
  OdLineState to;
} Edge;

/* clang-format off */
static const Edge edges[] = {
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

static const struct {
  const char *name;
  enum { UNDECIDED, NO, YES } has_leg, lost;
} meanings[] = {
  [OD_LINE_DOWN]      = { "down",      NO,  NO },
  [OD_LINE_CALLING]   = { "calling",   YES, NO },
  [OD_LINE_UP]        = { "up",        YES, NO },
  [OD_LINE_LOST]      = { "lost",      NO,  YES },
  [OD_LINE_REGAINING] = { "regaining", YES, YES },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (meanings) == OD_LINE_N_STATES);

gboolean
od_floor_line_next (OdLineState from, OdLineEvent event, OdLineState *to)
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
od_floor_line_get_name (OdLineState state)
{
  g_return_val_if_fail (state < OD_LINE_N_STATES, NULL);
  return meanings[state].name;
}

gboolean
od_floor_line_has_leg (OdLineState state)
{
  g_assert (state < OD_LINE_N_STATES && meanings[state].has_leg != UNDECIDED);
  return meanings[state].has_leg == YES;
}

gboolean
od_floor_line_is_lost (OdLineState state)
{
  g_assert (state < OD_LINE_N_STATES && meanings[state].lost != UNDECIDED);
  return meanings[state].lost == YES;
}
