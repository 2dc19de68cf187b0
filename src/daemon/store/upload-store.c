/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about uploads: a batch of leads arrives once, whole, whatever breaks.
 */
#include "daemon/store/upload-store.h"

#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"

/* clang-format off */
static const char find[] =
  "SELECT sha256, leadset_id, added, duplicates FROM upload_batch"
  " WHERE upload = :upload AND n = :n";
static const char keep[] =
  "INSERT INTO upload_batch (upload, n, sha256, leadset_id, added, duplicates)"
  " VALUES (:upload, :n, :sha256, :leadset, :added, :duplicates)";
/* clang-format on */

static gboolean
find_earlier (OdTx *tx,
              const OdBatch *batch,
              gint64 *added,
              gint64 *duplicates,
              gboolean *found,
              GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, find, error, OD_TEXT (":upload", batch->upload),
                      OD_INT (":n", batch->n));

  *found = FALSE;
  if (!od_statement_next (st, error))
    return od_statement_is_through (st);
  if (g_strcmp0 (od_statement_get_text (st, 0), batch->sha256) != 0
      || od_statement_get_int (st, 1) != batch->leadset_id)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "Batch %" G_GINT64_FORMAT
                               " of this upload came before with other rows",
                               batch->n);

  *found = TRUE;
  *added = od_statement_get_int (st, 2);
  *duplicates = od_statement_get_int (st, 3);
  return TRUE;
}

static gboolean
add_leads (OdTx *tx,
           const OdBatch *batch,
           GHashTable *by_status,
           gint64 *sum,
           GError **error)
{
  for (guint i = 0; i < batch->leads->len; i++) {
    OdLead *lead = g_ptr_array_index (batch->leads, i);
    gboolean added;
    gint64 n;

    lead->leadset_id = batch->leadset_id;
    if (!od_lead_store_add (tx, lead, &added, error))
      return FALSE;
    if (!added)
      continue;
    ++*sum;
    if (lead->dial_state != OD_LEAD_READY) {
      if (!od_lead_state_store_count (tx, lead->leadset_id, lead->status,
                                      lead->dial_state, 1, error))
        return FALSE;
      continue;
    }
    n = GPOINTER_TO_INT (g_hash_table_lookup (by_status, lead->status));
    g_hash_table_insert (by_status, lead->status, GINT_TO_POINTER ((int) n + 1));
  }

  return TRUE;
}

static gboolean
count_leads (OdTx *tx, gint64 leadset_id, GHashTable *by_status, GError **error)
{
  GHashTableIter iter;
  gpointer status, n;

  g_hash_table_iter_init (&iter, by_status);
  while (g_hash_table_iter_next (&iter, &status, &n)) {
    if (!od_lead_state_store_count (tx, leadset_id, status, OD_LEAD_READY,
                                    GPOINTER_TO_INT (n), error))
      return FALSE;
  }

  return TRUE;
}

gboolean
od_upload_store_add_batch (OdTx *tx,
                           const OdBatch *batch,
                           gint64 *added,
                           gint64 *duplicates,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GHashTable) by_status = g_hash_table_new (g_str_hash, g_str_equal);
  OdEvent event = { .kind = OD_EVENT_LEADS_ADDED,
                    .leadset_id = batch->leadset_id,
                    .word = (char *) batch->upload };
  gboolean found;

  *added = 0;
  if (!find_earlier (tx, batch, added, duplicates, &found, error) || found)
    return found;
  if (!add_leads (tx, batch, by_status, added, error)
      || !count_leads (tx, batch->leadset_id, by_status, error))
    return FALSE;

  *duplicates = batch->leads->len - *added;
  event.n = *added;
  return od_db_run (tx->db, keep, error, OD_TEXT (":upload", batch->upload),
                    OD_INT (":n", batch->n), OD_TEXT (":sha256", batch->sha256),
                    OD_INT (":leadset", batch->leadset_id), OD_INT (":added", *added),
                    OD_INT (":duplicates", *duplicates))
         && od_tx_log (tx, &event);
}
