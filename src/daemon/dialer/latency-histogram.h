/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Latencies in as much memory however many they are: 64 buckets for each power of two,
 * and one for each microsecond where that would be finer. So a percentile read from it is
 * one that was measured, never below the true one and above it by less than a 64th. What
 * is longer than 67 s is in the last. Pure; one thread at a time.
 */
#define OD_LATENCY_HISTOGRAM_SIZE 1344

typedef struct {
  guint32 n[OD_LATENCY_HISTOGRAM_SIZE];
  guint32 max_us[OD_LATENCY_HISTOGRAM_SIZE]; /* of those in the bucket */
} OdLatencyHistogram;

void od_latency_histogram_note (OdLatencyHistogram *histogram, gint64 us);

/** od_latency_histogram_list: (transfer full): (element-type OdLatency): ascending: each
 * bucket that has any, with the longest of its latencies. */
GArray *od_latency_histogram_list (const OdLatencyHistogram *histogram);
