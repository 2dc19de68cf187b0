/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which bucket: the six bits below the highest one that is set, and how high that is.
 * Pure.
 */
#include "daemon/dialer/latency-histogram.h"

#include "shared/model/tally.h"

#define BITS   6
#define MAX_US ((1 << 26) - 1)

/* Below 2^7 the number itself, and each power of two from there has 64 more. */
static guint
find_bucket (guint32 us)
{
  guint above = us >> (BITS + 1) != 0 ? g_bit_storage (us) - BITS - 1 : 0;

  return (above << BITS) + (us >> above);
}

void
od_latency_histogram_note (OdLatencyHistogram *histogram, gint64 us)
{
  guint32 held = (guint32) CLAMP (us, 0, MAX_US);
  guint i = find_bucket (held);

  histogram->n[i]++;
  histogram->max_us[i] = MAX (histogram->max_us[i], held);
}

GArray *
od_latency_histogram_list (const OdLatencyHistogram *histogram)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (OdLatency));

  for (guint i = 0; i < OD_LATENCY_HISTOGRAM_SIZE; i++) {
    OdLatency latency = { histogram->max_us[i], histogram->n[i] };

    if (latency.n > 0)
      g_array_append_val (all, latency);
  }

  return all;
}
