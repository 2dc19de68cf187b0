/*
 * All SQL that removes what has run out. Calls, leads and the log are never among it.
 */
#include "daemon/store/retention-store.h"

#define SLICE 10000 /* rows per run: others' writes wait no longer than for that */

/* clang-format off */
static const char old_sessions[] = "DELETE FROM session WHERE expires_at_ms <= :now";
static const char old_locks[] = "DELETE FROM active_number WHERE until_ms <= :now";
static const char old_operations[] =
  "DELETE FROM operation WHERE id IN"
  " (SELECT id FROM operation WHERE at_ms < :before ORDER BY at_ms LIMIT :slice)";
/* clang-format on */

gboolean
od_retention_store_tidy (OdTx *tx, GError **error)
{
  return od_db_run (tx->db, old_sessions, error, OD_INT (":now", tx->now_ms))
         && od_db_run (tx->db, old_locks, error, OD_INT (":now", tx->now_ms))
         && od_db_run (tx->db, old_operations, error,
                       OD_INT (":before", tx->now_ms - OD_RETENTION_OPERATION_MS),
                       OD_INT (":slice", SLICE));
}
