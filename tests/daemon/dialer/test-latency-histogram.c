/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Buckets say what sorting all latencies would, within the width promised.
 */
#include "daemon/dialer/latency-histogram.h"

#include "shared/model/tally.h"

#define N_CALLS 5000
#define SEED    20261

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Up to a minute, the short ones as often as the long ones, and the edges of buckets. */
static void
draw (gint64 *us)
{
  static const gint64 edges[] = { 0, 1, 127, 128, 255, 256, 257, (1 << 26) - 1 };
  g_autoptr (GRand) chance = g_rand_new_with_seed (SEED);

  for (gsize i = 0; i < N_CALLS; i++)
    us[i] = i < G_N_ELEMENTS (edges)
              ? edges[i]
              : g_rand_int_range (chance, 0, 1 << g_rand_int_range (chance, 1, 27));
}

/* Every rank, so every percentile. */
static void
test_buckets_say_what_sorting_would (void)
{
  g_autofree OdLatencyHistogram *histogram = g_new0 (OdLatencyHistogram, 1);
  g_autofree gint64 *us = g_new (gint64, N_CALLS);
  g_autoptr (GArray) all = NULL;
  gint64 rank = 0, last = -1;

  draw (us);
  for (int i = 0; i < N_CALLS; i++)
    od_latency_histogram_note (histogram, us[i]);
  qsort (us, N_CALLS, sizeof *us, compare);
  all = od_latency_histogram_list (histogram);
  for (guint i = 0; i < all->len; i++) {
    const OdLatency *latency = &g_array_index (all, OdLatency, i);

    g_assert_cmpint (latency->us, >, last);
    last = latency->us;
    for (gint64 n = 0; n < latency->n; n++, rank++) {
      g_assert_cmpint (latency->us, >=, us[rank]);
      g_assert_cmpint (latency->us - us[rank], <, us[rank] / 64 + 1);
    }
  }
  g_assert_cmpint (rank, ==, N_CALLS);
}

static void
test_nonsense_finds_a_place (void)
{
  g_autofree OdLatencyHistogram *histogram = g_new0 (OdLatencyHistogram, 1);
  g_autoptr (GArray) all = NULL;

  od_latency_histogram_note (histogram, G_MAXINT64);
  od_latency_histogram_note (histogram, -5);
  all = od_latency_histogram_list (histogram);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (g_array_index (all, OdLatency, 0).us, ==, 0);
  g_assert_cmpint (g_array_index (all, OdLatency, 1).us, ==, (1 << 26) - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/latency-histogram/as-sorted", test_buckets_say_what_sorting_would);
  g_test_add_func ("/latency-histogram/nonsense", test_nonsense_finds_a_place);
  return g_test_run ();
}
