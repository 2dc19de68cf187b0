/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * An agent's line: the one leg that stays up between us and the agent's phone all day.
 *
 *           call             answer
 *   DOWN ----------> CALLING ------> UP
 *    ^ ^              |  ^           | | lose: it went down in the middle of a call
 *    | +---- end -----+  |           | v
 *    +------ end --------|-----------+ LOST ---- call ----> REGAINING -- answer --> UP
 *    |                   |             | ^                   |    |
 *    +-------------------|-- let go ---+ +------- end -------+    |
 *                        +------------------- let go -------------+
 *
 * LET_GO: the call it was lost in is over. DROP leads from anywhere to DOWN: the agent
 * has left. Only in CALLING, UP and REGAINING there is a leg.
 */
typedef enum {
  OD_LINE_DOWN,
  OD_LINE_CALLING,
  OD_LINE_UP,
  OD_LINE_LOST,
  OD_LINE_REGAINING,
  OD_LINE_N_STATES,
} OdLineState;

typedef enum {
  OD_LINE_CALL,
  OD_LINE_ANSWER,
  OD_LINE_END,
  OD_LINE_LOSE,
  OD_LINE_LET_GO,
  OD_LINE_DROP,
  OD_LINE_N_EVENTS,
} OdLineEvent;

/* A plain value of the floor; main thread. */
typedef struct {
  OdLineState state;
  guint64 leg; /* 0: there is none */
  gint64
    called_us; /* monotonic: the phone was called last; 0: it may be called at once */
  gint64
    told_us; /* monotonic: it was logged why the phone cannot be called; 0: not yet */
  gint64 lost_us; /* monotonic, LOST and REGAINING: since when the lead hears nobody */
} OdFloorLine;

/** od_floor_line_next: FALSE: the drawing has no such step; @to is untouched. */
gboolean od_floor_line_next (OdLineState from, OdLineEvent event, OdLineState *to);

const char *od_floor_line_get_name (OdLineState state);

/** od_floor_line_has_leg: the phone is being called, or is there. */
gboolean od_floor_line_has_leg (OdLineState state);

/** od_floor_line_is_lost: a lead waits for the phone to come back. */
gboolean od_floor_line_is_lost (OdLineState state);
