/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about how long leads waited for the agent's ear. A call's latency and its
 * bucket, of its campaign, move in one transaction.
 */
#include "daemon/store/latency-store.h"

/* clang-format off */
static const char set[] =
  "UPDATE call SET latency_us = :latency WHERE id = :id AND latency_us IS NULL";
static const char count[] =
  "INSERT INTO latency_bucket (campaign_id, low_us, n, max_us)"
  " SELECT campaign_id,"
  "  (SELECT max(low_us) FROM latency_bound WHERE low_us <= :latency), 1, :latency"
  "  FROM call WHERE id = :id"
  " ON CONFLICT (campaign_id, low_us) DO UPDATE SET n = latency_bucket.n + 1,"
  " max_us = CASE WHEN latency_bucket.max_us < excluded.max_us THEN excluded.max_us"
  "  ELSE latency_bucket.max_us END";
static const char list[] =
  "SELECT max(max_us), sum(n) FROM latency_bucket GROUP BY low_us ORDER BY low_us";
static const char list_latest[] =
  "SELECT latency_us, 1 FROM (SELECT latency_us FROM call WHERE campaign_id = :campaign"
  "  AND latency_us IS NOT NULL ORDER BY queued_at_ms DESC LIMIT :limit) AS latest"
  " ORDER BY latency_us";
/* clang-format on */

gboolean
od_latency_store_set (OdTx *tx, const char *call_id, gint64 latency_us, GError **error)
{
  OD_ASSERT_STORE (tx);

  if (!od_db_run (tx->db, set, error, OD_TEXT (":id", call_id),
                  OD_INT (":latency", latency_us)))
    return FALSE;

  return od_db_changes (tx->db) == 0
         || od_db_run (tx->db, count, error, OD_TEXT (":id", call_id),
                       OD_INT (":latency", latency_us));
}

/* Takes @statement. */
static GArray *
read_latencies (OdStatement *statement, GError **error)
{
  g_autoptr (OdStatement) st = statement;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (OdLatency));

  while (od_statement_next (st, error)) {
    OdLatency latency = { od_statement_get_int (st, 0), od_statement_get_int (st, 1) };

    g_array_append_val (all, latency);
  }
  return od_statement_is_through (st) ? g_steal_pointer (&all) : NULL;
}

GArray *
od_latency_store_list (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return read_latencies (od_db_query (tx->db, list, error, { NULL }), error);
}

GArray *
od_latency_store_list_latest (OdTx *tx, gint64 campaign_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return read_latencies (od_db_query (tx->db, list_latest, error,
                                      OD_INT (":campaign", campaign_id),
                                      OD_INT (":limit", OD_LATENCY_STORE_LATEST)),
                         error);
}
