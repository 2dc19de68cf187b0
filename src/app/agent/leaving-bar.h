/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/shift.h"

#include <adwaita.h>

/**
 * OdLeavingBar:
 *
 * An agent's way out of a day on which calls still come: no more of them are asked for,
 * what still comes is taken, and then the agent may go. Shown only meanwhile.
 *
 *   STAYING --begin--> LEAVING --the shift is over, nothing is typed--> "free"
 *      ^                  | |
 *      +-- Stay, end -----+ +--the server is away, for a while: Close Now--> "free"
 *
 * Signals:
 *   "free"    nothing keeps the agent any more; said until od_leaving_bar_end()
 *   "stayed"  Stay was pressed; after od_leaving_bar_end()
 */
#define OD_TYPE_LEAVING_BAR (od_leaving_bar_get_type ())
G_DECLARE_FINAL_TYPE (OdLeavingBar, od_leaving_bar, OD, LEAVING_BAR, AdwBin)

/** od_leaving_bar_set_shift: once; a reference is taken until dispose. */
void od_leaving_bar_set_shift (OdLeavingBar *self, OdShift *shift);

/** od_leaving_bar_begin: asks the server for a pause; also again. */
void od_leaving_bar_begin (OdLeavingBar *self);

/** od_leaving_bar_end: the agent stays. Agent Status is left as it is. */
void od_leaving_bar_end (OdLeavingBar *self);

/** od_leaving_bar_show: the state of the day now. @live: the server can be heard;
 * @typing: something is open that would be lost. */
void od_leaving_bar_show (OdLeavingBar *self, gboolean live, gboolean typing);

gboolean od_leaving_bar_is_leaving (OdLeavingBar *self);
