/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/duty.h"
#include "app/shift/handset.h"
#include "app/shift/paperwork.h"
#include "app/desk/desk.h"

/**
 * OdShift:
 *
 * An agent's working day without a window: campaign, phone, calls and paper work. What
 * it shows is what the server said last; what it owes the server goes through the
 * outbox. A lost link leads back to LOOKING and nothing has to be clicked again. A look,
 * or a phone to be told its account, that is asked for while a step is under way is done
 * after it. Main thread.
 *
 *   IDLE --outbox open--> LOOKING --none chosen--> CHOOSING --choose--> LOOKING
 *                          ^   | |
 *   link is back, campaigns|   | +--phone unknown to the server--> TUNING --+
 *   or assignments changed |   +--campaign or wish not told--> ASKING <-----+
 *                          |   v                                  |
 *                        WORKING <-------------answer-------------+
 *   (any) --leave--> GONE
 *
 * Signals:
 *   "changed"     anything of what the getters say
 *   "call-began"  a lead is on the line
 *   "call-ended"  no longer
 *   "failed" (const char *why)  something asked for was not done; a sentence for people
 */
#define OD_TYPE_SHIFT (od_shift_get_type ())
G_DECLARE_FINAL_TYPE (OdShift, od_shift, OD, SHIFT, GObject)

typedef enum {
  OD_SHIFT_IDLE,
  OD_SHIFT_LOOKING,
  OD_SHIFT_CHOOSING,
  OD_SHIFT_TUNING,
  OD_SHIFT_ASKING,
  OD_SHIFT_WORKING,
  OD_SHIFT_GONE,
} OdShiftStep;

typedef struct {
  const char *outbox_path; /* of this agent on this server alone */
  OdSoftphoneOptions phone;
} OdShiftOptions;

/** od_shift_new: @desk: an agent's, signed in; a reference is taken. Copies @options. */
OdShift *od_shift_new (OdDesk *desk, const OdShiftOptions *options);

void od_shift_start (OdShift *self);

/** od_shift_leave: stops phone and outbox; what is unsent stays in the file. The sign-in
 * is the desk's: od_desk_sign_out(). */
void od_shift_leave (OdShift *self);

/* --- asks ------------------------------------------------------------------------- */

void od_shift_choose_campaign (OdShift *self, gint64 id);

/** od_shift_set_wants_ready: calls please, or no more; told to the server as soon as it
 * can be. */
void od_shift_set_wants_ready (OdShift *self, gboolean ready);

/** od_shift_retry_phone: starts a BROKEN phone again and registers it anew. */
void od_shift_retry_phone (OdShift *self);

/* --- what is so ------------------------------------------------------------------- */

OdShiftStep od_shift_get_step (OdShift *self);

/* Lent: what the server said, what it is owed, and the telephone. "changed" tells of all
 * three. */
const OdDuty *od_shift_get_duty (OdShift *self);
OdPaperwork *od_shift_get_paperwork (OdShift *self);
OdHandset *od_shift_get_handset (OdShift *self);

/** od_shift_get_campaign: the one chosen in this shift; 0: none yet. */
gint64 od_shift_get_campaign (OdShift *self);

/** od_shift_get_wants_ready: what the agent asked for last. */
gboolean od_shift_get_wants_ready (OdShift *self);

/** od_shift_is_asking: the server has not answered the last wish yet. */
gboolean od_shift_is_asking (OdShift *self);

/** od_shift_is_talking: a lead is on the line. */
gboolean od_shift_is_talking (OdShift *self);

/** od_shift_get_trouble: (nullable): why the day does not go on: a sentence. */
const char *od_shift_get_trouble (OdShift *self);

/** od_shift_may_leave: no call is on the line, as far as the link tells, and none waits
 * for a disposition. */
gboolean od_shift_may_leave (OdShift *self);

/** od_shift_is_over: a pause was asked for and granted: no call can come any more, every
 * word is said, and the server has all of them. */
gboolean od_shift_is_over (OdShift *self);
