/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about what was said of calls before.
 */
#include "daemon/store/correction-store.h"

#include <string.h>

/* clang-format off */
static const char note[] =
  "INSERT INTO correction (call_id, at_ms, account_id, was, was_at_ms,"
  " was_call_back_at_ms, word)"
  " VALUES (:call, :at, :account, :was, :was_at, :was_call_back_at, :word)";
static const char list[] =
  "SELECT at_ms, account_id, coalesce((SELECT a.name FROM account a"
  " WHERE a.id = correction.account_id), '') AS user, was, was_at_ms,"
  " was_call_back_at_ms, word FROM correction WHERE call_id = :call ORDER BY id";
static const char has_talked_since[] =
  "SELECT coalesce(last_call_id <> :call, 0) FROM agent WHERE id = :agent";
static const char find_last[] =
  "SELECT c.id FROM agent a JOIN call c ON c.id = a.last_call_id WHERE a.id = :agent";
/* clang-format on */

static void
correction_free (gpointer data)
{
  OdCorrection *correction = data;

  g_free (correction->user);
  g_free (correction->was);
  g_free (correction->word);
  g_free (correction);
}

#define COLUMN(member) OD_COLUMN (OdCorrection, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (at_ms), COLUMN (account_id), COLUMN (user), COLUMN (was), COLUMN (was_at_ms),
  OD_COLUMN_OR_NULL (OdCorrection, was_call_back_at_ms), COLUMN (word), { NULL }
};
/* clang-format on */
static const OdRowType correction_row = { columns, sizeof (OdCorrection),
                                          correction_free };

gboolean
od_correction_store_note (OdTx *tx,
                          const OdCall *call,
                          gint64 account_id,
                          const char *word,
                          gint64 call_back_at_ms,
                          GError **error)
{
  OD_ASSERT_STORE (tx);

  if (strcmp (call->disposition, word) == 0 && call->call_back_at_ms == call_back_at_ms)
    return TRUE;

  return od_db_run (tx->db, note, error, OD_TEXT (":call", call->id),
                    OD_INT (":at", tx->now_ms), OD_INT (":account", account_id),
                    OD_TEXT (":was", call->disposition),
                    OD_INT (":was_at", call->disposed_at_ms),
                    OD_ID (":was_call_back_at", call->call_back_at_ms),
                    OD_TEXT (":word", word));
}

gboolean
od_correction_store_refuse_late (GError **error)
{
  return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                             "Your next call has begun: ask a supervisor to correct the "
                             "outcome of the one before");
}

gboolean
od_correction_store_check (OdTx *tx, const OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  gboolean since;

  if (!od_statement_take_bool (od_db_query (tx->db, has_talked_since, error,
                                            OD_INT (":agent", call->agent_id),
                                            OD_TEXT (":call", call->id)),
                               &since, error))
    return FALSE;

  return !since || od_correction_store_refuse_late (error);
}

gboolean
od_correction_store_find_last (OdTx *tx, gint64 agent_id, char **call_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, find_last, error, OD_INT (":agent", agent_id));
  gboolean found = od_statement_next (st, error);

  *call_id = found ? od_statement_dup_text (st, 0) : NULL;
  return found || od_statement_is_through (st);
}

GPtrArray *
od_correction_store_list (OdTx *tx, const char *call_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &correction_row, list, error, OD_TEXT (":call", call_id));
}
