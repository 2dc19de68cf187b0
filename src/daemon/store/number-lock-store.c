/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about the locks on numbers.
 */
#include "daemon/store/number-lock-store.h"

/* clang-format off */
static const char take[] =
  "INSERT INTO active_number (phone, call_id) VALUES (:phone, :call)"
  " ON CONFLICT (phone) DO UPDATE SET call_id = excluded.call_id, until_ms = NULL"
  " WHERE active_number.until_ms <= :now";
static const char release[] = "DELETE FROM active_number WHERE call_id = :call";
static const char hold[] =
  "UPDATE active_number SET until_ms = :until WHERE call_id = :call";
static const char extend[] =
  "UPDATE active_number SET until_ms = :until WHERE until_ms IS NULL";
/* clang-format on */

gboolean
od_number_lock_store_take (OdTx *tx,
                           const char *phone,
                           const char *call_id,
                           gboolean *taken,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  if (!od_db_run (tx->db, take, error, OD_TEXT (":phone", phone),
                  OD_TEXT (":call", call_id), OD_INT (":now", tx->steady_ms)))
    return FALSE;

  *taken = od_db_changes (tx->db) > 0;
  return TRUE;
}

gboolean
od_number_lock_store_release (OdTx *tx,
                              const char *call_id,
                              guint reach_ms,
                              GError **error)
{
  OD_ASSERT_STORE (tx);

  if (reach_ms == 0)
    return od_db_run (tx->db, release, error, OD_TEXT (":call", call_id));

  return od_db_run (tx->db, hold, error, OD_TEXT (":call", call_id),
                    OD_INT (":until", tx->steady_ms + reach_ms));
}

gboolean
od_number_lock_store_extend (OdTx *tx, gint64 until_ms, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, extend, error, OD_INT (":until", until_ms));
}
