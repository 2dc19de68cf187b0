/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about numbers that are not dialed: the list, and what came to it and went.
 * Where that puts leads is the lead store's.
 */
#include "daemon/store/dnc-store.h"

#include "daemon/store/disposition-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/state-sql.h"
#include "shared/model/phone-number.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO barred_number (phone, dial_state, call_id, at_ms, account_id, reason)"
  " VALUES (:phone, :state, :call, :at, :account, :reason)"
  " ON CONFLICT (phone, dial_state, call_id) DO NOTHING";
static const char take_back[] =
  "DELETE FROM barred_number WHERE phone = :phone AND dial_state = :state"
  " AND call_id = :call";
static const char note[] =
  "INSERT INTO barred_history (phone, dial_state, call_id, at_ms, account_id, reason,"
  " listed) VALUES (:phone, :state, :call, :at, :account, :reason, :listed)";
static const char note_all[] =
  "INSERT INTO barred_history (phone, dial_state, call_id, at_ms, account_id, reason,"
  " listed) SELECT DISTINCT phone, dial_state, '', :at, :account, :reason, 0"
  " FROM barred_number WHERE phone = :phone";
static const char take_out[] = "DELETE FROM barred_number WHERE phone = :phone";
static const char history[] =
  "SELECT listed, dial_state AS state, call_id, at_ms, account_id,"
  " (SELECT name FROM account WHERE account.id = last.account_id) AS account_name, reason"
  " FROM (SELECT * FROM barred_history WHERE phone = :phone ORDER BY id DESC"
  " LIMIT :limit) AS last ORDER BY id";
static const char is_listed[] =
  "SELECT EXISTS (SELECT 1 FROM barred_number WHERE phone = :phone)";
static const char owned[] =
  "SELECT phone FROM lead WHERE dial_state " OD_SQL_LEAD_IS_OWNED
  " AND EXISTS (SELECT 1 FROM barred_number b WHERE b.phone = lead.phone)";
/* clang-format on */

static void
word_free (gpointer data)
{
  OdDncWord *word = data;

  g_free (word->call_id);
  g_free (word->account_name);
  g_free (word->reason);
  g_free (word);
}

#define COLUMN(member) OD_COLUMN (OdDncWord, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (listed), COLUMN (state), COLUMN (call_id), COLUMN (at_ms),
  OD_COLUMN_OR_NULL (OdDncWord, account_id), COLUMN (account_name), COLUMN (reason),
  { NULL }
};
/* clang-format on */
static const OdRowType word_row = { columns, sizeof (OdDncWord), word_free };

/* One word on one number. */
typedef struct {
  const char *phone;
  OdLeadDialState state;
  const char *call_id; /* "": not on a call */
  gint64 account_id;   /* 0: of nobody who has one */
  const char *reason;
} Word;

static gboolean
write_down (OdTx *tx, const Word *word, gboolean listed, GError **error)
{
  return od_db_run (tx->db, note, error, OD_TEXT (":phone", word->phone),
                    OD_INT (":state", word->state), OD_TEXT (":call", word->call_id),
                    OD_INT (":at", tx->now_ms), OD_ID (":account", word->account_id),
                    OD_TEXT (":reason", word->reason), OD_INT (":listed", listed))
         && od_lead_state_store_bar (tx, word->phone, error);
}

static gboolean
list (OdTx *tx, const Word *word, gboolean *added, GError **error)
{
  if (!od_db_run (tx->db, add, error, OD_TEXT (":phone", word->phone),
                  OD_INT (":state", word->state), OD_TEXT (":call", word->call_id),
                  OD_INT (":at", tx->now_ms), OD_ID (":account", word->account_id),
                  OD_TEXT (":reason", word->reason)))
    return FALSE;

  *added = od_db_changes (tx->db) > 0;
  return !*added || write_down (tx, word, TRUE, error);
}

static gboolean
unlist (OdTx *tx, const Word *word, gboolean *taken, GError **error)
{
  if (!od_db_run (tx->db, take_back, error, OD_TEXT (":phone", word->phone),
                  OD_INT (":state", word->state), OD_TEXT (":call", word->call_id)))
    return FALSE;

  *taken = od_db_changes (tx->db) > 0;
  return !*taken || write_down (tx, word, FALSE, error);
}

/* The reason is not repeated: it stands in the number's history, and may name the number.
 */
static void
log_word (const char *phone, const char *what, const char *call_id, gint64 account_id)
{
  g_autofree char *mask = od_phone_number_mask (phone);

  g_message ("number=%s %s by user=%" G_GINT64_FORMAT "%s%s", mask, what, account_id,
             call_id[0] != '\0' ? " call=" : "", call_id);
}

static gboolean
take_word (OdTx *tx, const Word *word, gboolean says, gboolean first, GError **error)
{
  gboolean changed = FALSE;

  if (says ? !list (tx, word, &changed, error)
           : !first && !unlist (tx, word, &changed, error))
    return FALSE;

  if (changed)
    log_word (word->phone,
              says ? od_lead_dial_state_get_name (word->state) : "taken back",
              word->call_id, word->account_id);
  return TRUE;
}

gboolean
od_dnc_store_hear (OdTx *tx,
                   const OdCall *call,
                   gint64 account_id,
                   gboolean first,
                   GError **error)
{
  OD_ASSERT_STORE (tx);

  Word word = { call->phone, OD_LEAD_DO_NOT_CALL, call->id, account_id,
                call->disposition };
  g_autoptr (OdDisposition) meaning = NULL;

  if (!od_disposition_store_find (tx, call->campaign_id, call->disposition, &meaning,
                                  error))
    return FALSE;
  if (!take_word (tx, &word, meaning != NULL && meaning->do_not_call, first, error))
    return FALSE;

  word.state = OD_LEAD_BAD_NUMBER;
  return take_word (tx, &word, meaning != NULL && meaning->bad_number, first, error);
}

gboolean
od_dnc_store_add (OdTx *tx,
                  const char *phone,
                  gint64 account_id,
                  const char *reason,
                  gboolean *added,
                  GError **error)
{
  OD_ASSERT_STORE (tx);

  const Word word = { phone, OD_LEAD_DO_NOT_CALL, "", account_id, reason };

  return list (tx, &word, added, error);
}

gboolean
od_dnc_store_take_out (OdTx *tx,
                       const char *phone,
                       gint64 account_id,
                       const char *reason,
                       GError **error)
{
  OD_ASSERT_STORE (tx);

  if (!od_db_run (tx->db, note_all, error, OD_TEXT (":phone", phone),
                  OD_INT (":at", tx->now_ms), OD_ID (":account", account_id),
                  OD_TEXT (":reason", reason)))
    return FALSE;
  if (od_db_changes (tx->db) == 0)
    return od_store_error_set (error, OD_STORE_ERROR_NOT_FOUND,
                               "This number is not on the list");

  if (!od_db_run (tx->db, take_out, error, OD_TEXT (":phone", phone))
      || !od_lead_state_store_bar (tx, phone, error))
    return FALSE;

  log_word (phone, "may be dialed again", "", account_id);
  return TRUE;
}

GPtrArray *
od_dnc_store_list_history (OdTx *tx, const char *phone, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &word_row, history, error, OD_TEXT (":phone", phone),
                     OD_INT (":limit", OD_DNC_MAX_HISTORY));
}

gboolean
od_dnc_store_is_listed (OdTx *tx, const char *phone, gboolean *listed, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_statement_take_bool (od_db_query (tx->db, is_listed, error,
                                              OD_TEXT (":phone", phone)),
                                 listed, error);
}

GPtrArray *
od_dnc_store_find_owned (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GPtrArray) phones = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OdStatement) st = od_db_query (tx->db, owned, error, { NULL });

  while (od_statement_next (st, error))
    g_ptr_array_add (phones, od_statement_dup_text (st, 0));
  return od_statement_is_through (st) ? g_steal_pointer (&phones) : NULL;
}
