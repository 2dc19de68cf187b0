/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/tally.h"

/* Of how many of a campaign's calls the latencies are read. */
#define OD_LATENCY_STORE_LATEST 1000

/** od_latency_store_set: lead's 200 OK to the first lead packet to the agent. What is
 * known of a call stays: there is only one first packet. */
gboolean
od_latency_store_set (OdTx *tx, const char *call_id, gint64 latency_us, GError **error);

/**
 * od_latency_store_list:
 *
 * Of all calls ever, in buckets: the answer costs the same however many they are. Each
 * bucket stands for its calls with the longest of their latencies. So a percentile read
 * from it is one that was measured, never below the true one and above it by less than
 * 100 us below 10 ms, by less than a 64th of it from there to 40 s. How many calls there
 * are and the longest latency are exact.
 *
 * Returns: (element-type OdLatency): ascending; NULL with @error
 */
GArray *od_latency_store_list (OdTx *tx, GError **error);

/** od_latency_store_list_latest: (element-type OdLatency): each one of the campaign's
 * latest calls that have one, ascending; NULL with @error. */
GArray *od_latency_store_list_latest (OdTx *tx, gint64 campaign_id, GError **error);
