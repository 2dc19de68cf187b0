/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about requests that may be repeated.
 */
#include "daemon/store/operation-store.h"

/* clang-format off */
static const char find[] =
  "SELECT account_id, request_hash, status, body FROM operation WHERE id = :key";
static const char keep[] =
  "INSERT INTO operation (id, account_id, request_hash, status, body, at_ms)"
  " VALUES (:key, :user, :hash, :status, :body, :now)";
/* clang-format on */

gboolean
od_operation_store_find (OdTx *tx,
                         const OdOperation *operation,
                         guint *status,
                         char **body,
                         GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, find, error, OD_TEXT (":key", operation->key));

  *status = 0;
  *body = NULL;
  if (!od_statement_next (st, error))
    return od_statement_is_through (st);
  if (od_statement_get_int (st, 0) != operation->user_id
      || g_strcmp0 (od_statement_get_text (st, 1), operation->request_hash) != 0)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "This Idempotency-Key was used for another request");

  *status = od_statement_get_int (st, 2);
  *body = od_statement_dup_text (st, 3);
  return TRUE;
}

gboolean
od_operation_store_keep (OdTx *tx,
                         const OdOperation *operation,
                         guint status,
                         const char *body,
                         GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, keep, error, OD_TEXT (":key", operation->key),
                    OD_INT (":user", operation->user_id),
                    OD_TEXT (":hash", operation->request_hash),
                    OD_INT (":status", status), OD_TEXT (":body", body),
                    OD_INT (":now", tx->now_ms));
}
