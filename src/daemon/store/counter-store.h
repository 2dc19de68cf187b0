/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/* Names of the counters; see od_tally_store for what screens make of them. */
#define OD_COUNTER_PLACED      "placed"
#define OD_COUNTER_ANSWERED    "answered"
#define OD_COUNTER_BRIDGED     "bridged"
#define OD_COUNTER_DISPOSED    "disposed"
#define OD_COUNTER_ABANDONED   "abandoned"
#define OD_COUNTER_FAILED      "failed"
#define OD_COUNTER_DROPPED     "dropped"
#define OD_COUNTER_INTERRUPTED "interrupted"
#define OD_COUNTER_NOW         "now:"   /* + call state: calls in it now */
#define OD_COUNTER_SLICE       "slice:" /* + label: ended attempts; with agent: bridged */

/** od_counter_store_add: moves one sum by @n, in the transaction of its event: the
 * campaign's, whatever the leadset, and the leadset's, whatever the campaign. */
gboolean od_counter_store_add (OdTx *tx,
                               gint64 campaign_id,
                               gint64 leadset_id,
                               gint64 agent_id,
                               const char *name,
                               gint64 n,
                               GError **error);
