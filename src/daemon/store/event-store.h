/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/** od_event_store_append: (element-type OdEvent): gives @events their numbers, in this
 * order, and writes them. The last thing before a commit: from here on every other writer
 * of the log waits. For store.c; works log by od_tx_log(). */
gboolean od_event_store_append (OdTx *tx, GPtrArray *events, GError **error);

/** od_event_store_last_seq: as committed; 0 for an empty log; -1 with @error. */
gint64 od_event_store_last_seq (OdTx *tx, GError **error);

/**
 * od_event_store_since:
 *
 * Returns: (element-type OdEvent): up to @limit events after @seq, oldest first
 */
GPtrArray *od_event_store_since (OdTx *tx, gint64 seq, guint limit, GError **error);

/** od_event_store_first_seq: the oldest event still kept; 0: none. */
gint64 od_event_store_first_seq (OdTx *tx, GError **error);
