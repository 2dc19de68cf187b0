/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about what pacers have learned.
 */
#include "daemon/store/pacing-store.h"

/* clang-format off */
static const char set[] =
  "INSERT INTO pacing (campaign_id, learned, at_ms) VALUES (:campaign, :learned, :at)"
  " ON CONFLICT (campaign_id) DO UPDATE SET learned = excluded.learned,"
  " at_ms = excluded.at_ms WHERE pacing.learned <> excluded.learned";
static const char get[] = "SELECT learned FROM pacing WHERE campaign_id = :campaign";
/* clang-format on */

gboolean
od_pacing_store_set (OdTx *tx, gint64 campaign_id, const char *learned, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, set, error, OD_INT (":campaign", campaign_id),
                    OD_TEXT (":learned", learned), OD_INT (":at", tx->now_ms));
}

gboolean
od_pacing_store_get (OdTx *tx, gint64 campaign_id, char **learned, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, get, error, OD_INT (":campaign", campaign_id));

  OD_ASSERT_STORE (tx);
  *learned = od_statement_next (st, error) ? od_statement_dup_text (st, 0) : NULL;
  return *learned != NULL || od_statement_is_through (st);
}
