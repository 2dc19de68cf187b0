/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/event.h"
#include "shared/model/tally.h"

/*
 * What was counted of the calls of a campaign that stands still, kept until something
 * happens in it: its screen is read far oftener than its calls change, and counting a
 * month of them takes seconds. Main thread.
 */
typedef struct _OdLedgerCache OdLedgerCache;

OdLedgerCache *od_ledger_cache_new (void);
void od_ledger_cache_free (OdLedgerCache *cache);

/** od_ledger_cache_keep: @windows (OD_TALLY_N_WINDOWS) are of the day that begins at
 * @day_ms, and true up to the event @seq. */
void od_ledger_cache_keep (OdLedgerCache *cache,
                           gint64 campaign_id,
                           gint64 seq,
                           gint64 day_ms,
                           const OdAbandonment *windows);

/** od_ledger_cache_find: FALSE: not kept, or not true any more: count again. */
gboolean od_ledger_cache_find (OdLedgerCache *cache,
                               gint64 campaign_id,
                               gint64 day_ms,
                               OdAbandonment *windows);

/** od_ledger_cache_on_event: of any campaign. */
void od_ledger_cache_on_event (OdLedgerCache *cache, const OdEvent *event);
