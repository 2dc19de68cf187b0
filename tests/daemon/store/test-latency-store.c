/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Latencies in buckets say what sorting all of them would, within the width promised;
 * of a campaign's latest calls each is there.
 */
#include "daemon/store/latency-store.h"

#include "daemon/store/store-scene.h"

#include <gio/gio.h>
#include <string.h>

#define N_CALLS 5000
#define SEED    20260

/* So many calls more, copies of "first": "more-1" and on, each a millisecond later. */
static const char more_calls[] =
  "WITH RECURSIVE more (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < :n)"
  " INSERT INTO call (id, epoch, campaign_id, leadset_id, lead_id, phone, caller_id,"
  " agent_id, state, end_reason, sip_code, queued_at_ms, ringing_at_ms, answered_at_ms,"
  " bridged_at_ms, ended_at_ms) SELECT 'more-' || i, epoch, campaign_id, leadset_id,"
  " lead_id, phone, caller_id, agent_id, state, end_reason, sip_code, queued_at_ms + i,"
  " ringing_at_ms, answered_at_ms, bridged_at_ms, ended_at_ms FROM call, more"
  " WHERE id = 'first'";

/* To be undone: no sum knows these calls. */
static OdTx *
begin_with_calls (OdScene *s, int n)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "first"));
  tx = od_scene_begin (s);
  OD_OK (od_db_run (tx->db, more_calls, &error, OD_INT (":n", n)));
  return tx;
}

static void
set (OdTx *tx, int i, gint64 latency_us)
{
  g_autofree char *id = g_strdup_printf ("more-%d", i);
  g_autoptr (GError) error = NULL;

  OD_OK (od_latency_store_set (tx, id, latency_us, &error));
}

static GArray *
list (OdTx *tx)
{
  g_autoptr (GError) error = NULL;
  GArray *latencies = od_latency_store_list (tx, &error);

  g_assert_no_error (error);
  return latencies;
}

static gint64
at_rank (GArray *latencies, gint64 rank)
{
  for (guint i = 0; i < latencies->len; i++) {
    const OdLatency *latency = &g_array_index (latencies, OdLatency, i);

    rank -= latency->n;
    if (rank <= 0)
      return latency->us;
  }

  g_assert_not_reached ();
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Up to 41 s, the short ones as often as the long ones; the last few on the edges of
 * buckets. */
static void
draw (gint64 *us)
{
  static const gint64 edges[] = { 0,     99,    100,   9999,     10000,    10155,
                                  10156, 19999, 20000, 40959999, 40960000, 41000000 };
  g_autoptr (GRand) chance = g_rand_new_with_seed (SEED);

  for (int i = 0; i < N_CALLS; i++)
    us[i] = g_rand_int_range (chance, 0, 10 << g_rand_int_range (chance, 0, 23));
  memcpy (us + N_CALLS - G_N_ELEMENTS (edges), edges, sizeof edges);
}

/* Every rank, so every percentile. */
static void
test_buckets_say_what_sorting_would (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GArray) latencies = NULL;
  g_autofree gint64 *us = g_new (gint64, N_CALLS);
  OdTx *tx = begin_with_calls (s, N_CALLS);
  gint64 n = 0;

  draw (us);
  for (int i = 0; i < N_CALLS; i++)
    set (tx, i + 1, us[i]);
  latencies = list (tx);
  od_scene_undo (s);

  qsort (us, N_CALLS, sizeof *us, compare);
  for (int i = 0; i < N_CALLS; i++) {
    gint64 said = at_rank (latencies, i + 1);

    g_assert_cmpint (said, >=, us[i]);
    if (us[i] < 40000000)
      g_assert_cmpint (said - us[i], <, us[i] < 10000 ? 100 : us[i] / 64 + 1);
  }
  for (guint i = 0; i < latencies->len; i++)
    n += g_array_index (latencies, OdLatency, i).n;
  g_assert_cmpint (n, ==, N_CALLS);
  g_assert_cmpint (at_rank (latencies, N_CALLS), ==, us[N_CALLS - 1]);
}

static void
test_the_answer_does_not_grow_with_the_calls (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GArray) latencies = NULL;
  OdTx *tx = begin_with_calls (s, 1000);

  for (int i = 1; i <= 1000; i++)
    set (tx, i, 2000 + i % 100);
  latencies = list (tx);
  od_scene_undo (s);
  g_assert_cmpuint (latencies->len, ==, 1);
  g_assert_cmpint (g_array_index (latencies, OdLatency, 0).n, ==, 1000);
  g_assert_cmpint (g_array_index (latencies, OdLatency, 0).us, ==, 2099);
}

/* Said twice, and of a call that is not there. */
static void
test_a_call_counts_once (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GArray) latencies = NULL, latest = NULL;
  g_autoptr (GError) error = NULL;
  OdTx *tx = begin_with_calls (s, 1);

  set (tx, 1, 2000);
  set (tx, 1, 3000);
  set (tx, 2, 4000);
  latencies = list (tx);
  latest = od_latency_store_list_latest (tx, s->campaign, &error);
  od_scene_undo (s);
  g_assert_cmpuint (latencies->len, ==, 1);
  g_assert_cmpint (g_array_index (latencies, OdLatency, 0).us, ==, 2000);
  g_assert_cmpuint (latest->len, ==, 1);
  g_assert_cmpint (g_array_index (latest, OdLatency, 0).us, ==, 2000);
}

static const char differ[] =
  "SELECT (SELECT count(*) FROM (SELECT * FROM was EXCEPT SELECT * FROM latency_bucket))"
  " + (SELECT count(*) FROM (SELECT * FROM latency_bucket EXCEPT SELECT * FROM was))";

static void
run_script (OdTx *tx, const char *name)
{
  g_autofree char *path = g_strconcat ("/dev/outdial/schema/", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, &error);

  g_assert_no_error (error);
  OD_OK (od_db_exec (tx->db, g_bytes_get_data (bytes, NULL), &error));
}

static void
test_calls_of_before_are_in_the_buckets_they_would_be_in (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *us = g_new (gint64, N_CALLS);
  OdTx *tx = begin_with_calls (s, N_CALLS + 1); /* and one without */

  draw (us);
  for (int i = 0; i < N_CALLS; i++)
    set (tx, i + 1, us[i]);
  OD_OK (od_db_exec (tx->db,
                     "CREATE TEMP TABLE was AS SELECT * FROM latency_bucket;"
                     "DROP TABLE latency_bucket; DROP TABLE latency_bound",
                     &error));
  run_script (tx, "008-latency-bucket.sql");
  run_script (tx, "013-campaign-latency.sql");
  g_assert_cmpint (od_scene_ask (tx, "SELECT sum(n) FROM was"), ==, N_CALLS);
  g_assert_cmpint (od_scene_ask (tx, differ), ==, 0);
  od_scene_undo (s);
}

static void
test_a_campaigns_latencies_come_in_order (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) own = NULL, foreign = NULL;
  OdTx *tx = begin_with_calls (s, 4);

  set (tx, 1, 30000);
  set (tx, 2, 0);
  set (tx, 3, 20000);
  own = od_latency_store_list_latest (tx, s->campaign, &error);
  foreign = od_latency_store_list_latest (tx, s->campaign + 1, &error);
  od_scene_undo (s);
  g_assert_cmpuint (own->len, ==, 3);
  g_assert_cmpint (g_array_index (own, OdLatency, 0).us, ==, 0);
  g_assert_cmpint (g_array_index (own, OdLatency, 2).us, ==, 30000);
  g_assert_cmpint (g_array_index (own, OdLatency, 2).n, ==, 1);
  g_assert_cmpuint (foreign->len, ==, 0);
}

/* What was slow a thousand calls ago is not slow now. */
static void
test_a_campaigns_latencies_are_of_its_latest_calls (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) latest = NULL;
  OdTx *tx = begin_with_calls (s, OD_LATENCY_STORE_LATEST + 1);

  set (tx, 1, 999999);
  for (int i = 2; i <= OD_LATENCY_STORE_LATEST + 1; i++)
    set (tx, i, i);
  latest = od_latency_store_list_latest (tx, s->campaign, &error);
  od_scene_undo (s);
  g_assert_cmpuint (latest->len, ==, OD_LATENCY_STORE_LATEST);
  g_assert_cmpint (g_array_index (latest, OdLatency, latest->len - 1).us, ==,
                   OD_LATENCY_STORE_LATEST + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add_func ("/latency-store/" name, func)
  TEST ("sorting", test_buckets_say_what_sorting_would);
  TEST ("bounded", test_the_answer_does_not_grow_with_the_calls);
  TEST ("once", test_a_call_counts_once);
  TEST ("before", test_calls_of_before_are_in_the_buckets_they_would_be_in);
  TEST ("order", test_a_campaigns_latencies_come_in_order);
  TEST ("latest", test_a_campaigns_latencies_are_of_its_latest_calls);
  return g_test_run ();
}
