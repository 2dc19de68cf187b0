/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of a call's moves, and that of what its states mean. Pure; any thread.
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

/* What a state means to those who ask. A column that was left out is no answer. */
typedef enum { UNDECIDED, NO, YES } Answer;

typedef struct {
  const char *name;
  Answer unanswered;
  Answer live;
  Answer connected;
  Answer over;
} Meaning;

/* clang-format off */
static const Meaning meanings[] = {
  /*                                      unanswered live connected over */
  [OD_CALL_QUEUED]      = { "queued",      YES,       NO,  NO,       NO },
  [OD_CALL_DIALING]     = { "dialing",     YES,       YES, NO,       NO },
  [OD_CALL_RINGING]     = { "ringing",     YES,       YES, NO,       NO },
  [OD_CALL_WAITING]     = { "waiting",     NO,        YES, YES,      NO },
  [OD_CALL_BRIDGED]     = { "bridged",     NO,        YES, YES,      NO },
  [OD_CALL_ENDED]       = { "ended",       NO,        NO,  NO,       YES },
  [OD_CALL_INTERRUPTED] = { "interrupted", NO,        NO,  NO,       YES },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (meanings) == OD_CALL_N_STATES);

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
  return meanings[state].name;
}

gboolean
od_call_state_from_name (const char *name, OdCallState *state)
{
  for (gsize i = 0; i < OD_CALL_N_STATES; i++) {
    if (g_strcmp0 (meanings[i].name, name) == 0) {
      *state = i;
      return TRUE;
    }
  }

  return FALSE;
}

static const Meaning *
get_meaning (OdCallState state)
{
  g_assert (state < OD_CALL_N_STATES);
  return &meanings[state];
}

static gboolean
decide (Answer answer)
{
  g_assert (answer != UNDECIDED);
  return answer == YES;
}

gboolean
od_call_state_is_unanswered (OdCallState state)
{
  return decide (get_meaning (state)->unanswered);
}

gboolean
od_call_state_is_live (OdCallState state)
{
  return decide (get_meaning (state)->live);
}

gboolean
od_call_state_is_connected (OdCallState state)
{
  return decide (get_meaning (state)->connected);
}

gboolean
od_call_state_is_over (OdCallState state)
{
  return decide (get_meaning (state)->over);
}
