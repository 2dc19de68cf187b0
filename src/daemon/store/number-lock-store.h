/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/*
 * A number is in one call at a time: locked in the transaction that begins a call, free
 * when nothing of it can reach the person any more. Times are steady ones.
 */

/** od_number_lock_store_take: for @call_id. @taken (out): FALSE: it is in another call.
 */
gboolean od_number_lock_store_take (OdTx *tx,
                                    const char *phone,
                                    const char *call_id,
                                    gboolean *taken,
                                    GError **error);

/** od_number_lock_store_release: the call has ended. @reach_ms: so long may an INVITE of
 * it still ring somewhere; 0: it is free at once. */
gboolean od_number_lock_store_release (OdTx *tx,
                                       const char *call_id,
                                       guint reach_ms,
                                       GError **error);

/** od_number_lock_store_extend: the numbers of crashed calls stay locked until @until_ms.
 */
gboolean od_number_lock_store_extend (OdTx *tx, gint64 until_ms, GError **error);
