/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/duty.h"
#include "app/sync/backend.h"

/*
 * The requests that a shift has still to make, one at a time, and what its agent asked
 * for that the server does not know yet. Main thread.
 *
 *   step         request           is made when                    is done when
 *   REFRESHING   GET /v1/me        wanted: at the start, by news   answered, if it began
 *                                                                  after it was wanted
 *   REGISTERING  GET /v1/me/sip    wanted, or the server does not  the phone has its
 *                                  hear the phone                  account
 *   ASKING       PUT /v1/me/state  a campaign, calls or a pause    granted or refused
 *                                  were asked for
 *
 *   IDLE --> REFRESHING --no campaign is chosen--> CHOOSING --choose--> REFRESHING
 *              ^  |  |
 *              |  |  +--> REGISTERING --+
 *              |  +--------> ASKING <---+
 *     wanted   |               |
 *              +-- WORKING <---+ nothing is left to ask for
 *   (any) --> GONE
 *
 * At rest (CHOOSING, WORKING) what is wanted is done when its time comes, the earlier
 * first; during a request it waits for the answer. A request that was given up has done
 * nothing: it is still wanted.
 */
typedef enum {
  OD_SHIFT_IDLE,
  OD_SHIFT_REFRESHING,
  OD_SHIFT_CHOOSING,
  OD_SHIFT_REGISTERING,
  OD_SHIFT_ASKING,
  OD_SHIFT_WORKING,
  OD_SHIFT_GONE,
  OD_SHIFT_N_STEPS,
} OdShiftStep;

typedef struct _OdShiftPlan OdShiftPlan;

/* @answer: lent; NULL with @error. The answer of a request that was given up is never
 * told. */
typedef void (*OdShiftAnswered) (GObject *owner, json_t *answer, const GError *error);

/** od_shift_plan_new: @owner: whom answers are told to; frees the plan when it ends: a
 * request under way keeps it alive. @backend, @duty: lent by the owner. */
OdShiftPlan *od_shift_plan_new (OdBackend *backend,
                                const OdDuty *duty,
                                GObject *owner,
                                OdShiftAnswered answered);
void od_shift_plan_free (OdShiftPlan *self);

/** od_shift_plan_go: gives up the request or the pause under way for @step's. ASKING with
 * nothing to ask for is WORKING; nothing leads out of GONE. */
void od_shift_plan_go (OdShiftPlan *self, OdShiftStep step);

/** od_shift_plan_go_later: after a pause; a refresh that is due then goes first: it tells
 * whether @step still is the one. */
void od_shift_plan_go_later (OdShiftPlan *self, OdShiftStep step, guint pause_ms);

OdShiftStep od_shift_plan_get_step (const OdShiftPlan *self);

/** od_shift_plan_want: REFRESHING or REGISTERING in @pause_ms, or earlier if that is
 * wanted already. One refresh serves all who want it before it begins; one under way may
 * not know what is asked for now. */
void od_shift_plan_want (OdShiftPlan *self, OdShiftStep step, guint pause_ms);

/** od_shift_plan_settle: at rest, sees to it that what is wanted gets its turn. */
void od_shift_plan_settle (OdShiftPlan *self);

/** od_shift_plan_is_due: @step is wanted, and its time has come. */
gboolean od_shift_plan_is_due (const OdShiftPlan *self, OdShiftStep step);

/** od_shift_plan_end: @step's answer is here, and was of use. */
void od_shift_plan_end (OdShiftPlan *self, OdShiftStep step);

/* --- what the agent asks for ------------------------------------------------------ */

/** od_shift_plan_choose: this campaign, whatever was chosen before. */
void od_shift_plan_choose (OdShiftPlan *self, gint64 campaign);

/** od_shift_plan_get_campaign: the chosen one; 0: none yet. */
gint64 od_shift_plan_get_campaign (const OdShiftPlan *self);

void od_shift_plan_set_ready (OdShiftPlan *self, gboolean ready);

/** od_shift_plan_get_ready: what was asked for last; without that, what the server says.
 */
gboolean od_shift_plan_get_ready (const OdShiftPlan *self);

/** od_shift_plan_is_asking: calls, or a pause, were asked for and not answered yet. */
gboolean od_shift_plan_is_asking (const OdShiftPlan *self);

/** od_shift_plan_take_granted: the last ASKING is granted. TRUE: calls are coming. What
 * was asked for meanwhile stays. */
gboolean od_shift_plan_take_granted (OdShiftPlan *self);

/** od_shift_plan_take_refused: what was refused is not asked for again, and a refused
 * campaign is not chosen. */
void od_shift_plan_take_refused (OdShiftPlan *self);

/** od_shift_plan_compare: with what the server says. Calls that are coming already, of an
 * earlier run, go on in their campaign. FALSE: a supervisor took the agent off the
 * campaign: another one is to be chosen. */
gboolean od_shift_plan_compare (OdShiftPlan *self);
