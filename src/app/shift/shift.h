/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/duty.h"
#include "app/shift/handset.h"
#include "app/shift/paperwork.h"
#include "app/shift/shift-plan.h"
#include "app/desk/desk.h"

/**
 * OdShift:
 *
 * An agent's working day without a window: campaign, phone, calls and dispositions. What
 * it shows is what the server said last; what the server must not miss goes through the
 * outbox. A lost link leads back to REFRESHING and nothing has to be clicked again. The
 * steps of the day are drawn in shift-plan.h. Main thread.
 *
 * Signals:
 *   "changed"     anything of what the getters say
 *   "call-began"  a lead is on the line
 *   "call-ended"  no longer
 *   "failed" (const char *why)  something asked for was not done; a sentence for people
 */
#define OD_TYPE_SHIFT (od_shift_get_type ())
G_DECLARE_FINAL_TYPE (OdShift, od_shift, OD, SHIFT, GObject)

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

/** od_shift_retry_phone: starts a BROKEN phone again and registers it once more. */
void od_shift_retry_phone (OdShift *self);

/* --- what is shown ---------------------------------------------------------------- */

OdShiftStep od_shift_get_step (OdShift *self);

/* Lent: what the server said, what it has still to get, and the telephone. "changed"
 * tells of all three. */
const OdDuty *od_shift_get_duty (OdShift *self);
OdPaperwork *od_shift_get_paperwork (OdShift *self);
OdHandset *od_shift_get_handset (OdShift *self);

/** od_shift_get_campaign: the one chosen in this shift; 0: none yet. */
gint64 od_shift_get_campaign (OdShift *self);

/** od_shift_get_wants_ready: what the agent asked for last. */
gboolean od_shift_get_wants_ready (OdShift *self);

/** od_shift_is_asking: calls, or a pause, were asked for and not answered yet. */
gboolean od_shift_is_asking (OdShift *self);

/** od_shift_is_talking: a lead is on the line. */
gboolean od_shift_is_talking (OdShift *self);

/** od_shift_get_trouble: (nullable): why the day does not go on: a sentence. */
const char *od_shift_get_trouble (OdShift *self);

/** od_shift_may_leave: no call is on the line, as far as the link tells, and none waits
 * for a disposition. */
gboolean od_shift_may_leave (OdShift *self);

/** od_shift_is_over: a pause was asked for and granted: no call can come any more, every
 * call is disposed of, and the server knows. */
gboolean od_shift_is_over (OdShift *self);
