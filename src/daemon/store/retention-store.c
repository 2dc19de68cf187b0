/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL that removes what has run out. Calls, leads and the log are never among it.
 */
#include "daemon/store/retention-store.h"

#include "daemon/store/state-sql.h"

#define SLICE 10000 /* rows per run: others' writes wait no longer than for that */

/* clang-format off */
static const char old_sessions[] = "DELETE FROM session WHERE expires_at_ms <= :now";
static const char old_locks[] = "DELETE FROM active_number WHERE until_ms <= :now";
static const char old_rests[] =
  "DELETE FROM resting_number WHERE phone IN (SELECT phone FROM resting_number"
  " WHERE until_ms < :before ORDER BY until_ms LIMIT :slice)";
static const char old_operations[] =
  "DELETE FROM operation WHERE id IN"
  " (SELECT id FROM operation WHERE at_ms < :before ORDER BY at_ms LIMIT :slice)";
/* What can be undone is kept; so is what is still moving. */
#define OLD_RECYCLINGS \
  " FROM recycling WHERE state IN (" OD_SQL_RECYCLING_MOVED ", " \
  OD_SQL_RECYCLING_BACK ") AND moved_at_ms < :before"
static const char old_recycled[] =
  "DELETE FROM recycled_lead WHERE (recycling_id, lead_id) IN"
  " (SELECT recycling_id, lead_id FROM recycled_lead WHERE recycling_id IN"
  "  (SELECT id" OLD_RECYCLINGS ") LIMIT :slice)";
static const char old_recyclings[] =
  "DELETE" OLD_RECYCLINGS " AND NOT EXISTS (SELECT 1 FROM recycled_lead r"
  " WHERE r.recycling_id = recycling.id)";
/* clang-format on */

/* @more stays or becomes TRUE: the slice was full. */
static gboolean
run_slice (OdTx *tx, const char *sql, gint64 before_ms, gboolean *more, GError **error)
{
  if (!od_db_run (tx->db, sql, error, OD_INT (":before", before_ms),
                  OD_INT (":slice", SLICE)))
    return FALSE;

  *more |= od_db_changes (tx->db) == SLICE;
  return TRUE;
}

gboolean
od_retention_store_tidy (OdTx *tx, gboolean *more, GError **error)
{
  OD_ASSERT_STORE (tx);

  *more = FALSE;
  return od_db_run (tx->db, old_sessions, error, OD_INT (":now", tx->now_ms))
         && od_db_run (tx->db, old_locks, error, OD_INT (":now", tx->steady_ms))
         && run_slice (tx, old_rests, tx->steady_ms, more, error)
         && run_slice (tx, old_operations, tx->now_ms - OD_RETENTION_OPERATION_MS, more,
                       error)
         && run_slice (tx, old_recycled, tx->now_ms - OD_RETENTION_RECYCLING_MS, more,
                       error)
         && od_db_run (tx->db, old_recyclings, error,
                       OD_INT (":before", tx->now_ms - OD_RETENTION_RECYCLING_MS));
}
