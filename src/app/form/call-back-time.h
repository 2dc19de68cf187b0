/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * OdCallBackTime:
 *
 * A day and a time at which a lead wants to be called, by this desktop's clock. Main
 * thread.
 *
 * Signals:
 *   "changed"
 */
#define OD_TYPE_CALL_BACK_TIME (od_call_back_time_get_type ())
G_DECLARE_FINAL_TYPE (OdCallBackTime, od_call_back_time, OD, CALL_BACK_TIME, AdwBin)

/** od_call_back_time_begin: offers the days from @now on, and proposes the next one at
 * this hour. */
void od_call_back_time_begin (OdCallBackTime *self, GDateTime *now);

/** od_call_back_time_get_ms: since 1970 began in UTC; 0: what is typed is no time, or one
 * that is over. */
gint64 od_call_back_time_get_ms (OdCallBackTime *self);
