/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about dispositions: the table of what they mean, and what stands on a lead.
 */
#include "daemon/store/disposition-store.h"

/* clang-format off */
static const char withdraw[] =
  "UPDATE disposition SET position = NULL WHERE campaign_id = :campaign";
static const char offer[] =
  "INSERT INTO disposition (campaign_id, label, position, key, person, final,"
  " mended_by_edit, call_back, do_not_call, bad_number) VALUES (:campaign, :label,"
  " :position, :key, :person, :final, :mended_by_edit, :call_back, :do_not_call,"
  " :bad_number)"
  " ON CONFLICT (campaign_id, label) DO UPDATE SET position = excluded.position,"
  " key = excluded.key, person = excluded.person, final = excluded.final,"
  " mended_by_edit = excluded.mended_by_edit, call_back = excluded.call_back,"
  " do_not_call = excluded.do_not_call, bad_number = excluded.bad_number";
static const char list[] =
  "SELECT label, key, person, final, mended_by_edit, call_back, do_not_call, bad_number"
  " FROM disposition WHERE campaign_id = :campaign AND position IS NOT NULL"
  " ORDER BY position";
static const char find[] =
  "SELECT label, key, person, final, mended_by_edit, call_back, do_not_call, bad_number"
  " FROM disposition WHERE label = :label AND campaign_id IN (0, :campaign)"
  " ORDER BY campaign_id LIMIT 1";
static const char is_final[] =
  "SELECT final FROM disposition WHERE label = :label AND campaign_id IN (0, :campaign)"
  " ORDER BY campaign_id LIMIT 1";
static const char forbids_calls[] =
  "SELECT EXISTS (SELECT 1 FROM call c WHERE c.lead_id = :lead"
  " AND c.disposition IS NOT NULL AND " OD_DISPOSITION_SQL ("c", "final") " = 1"
  " AND NOT EXISTS (SELECT 1 FROM disposition m WHERE m.campaign_id IN (0, c.campaign_id)"
  "  AND m.label = c.disposition AND (m.mended_by_edit = 1 OR (m.bad_number = 1"
  "   AND c.phone <> (SELECT phone FROM lead WHERE id = :lead)))))";
/* clang-format on */

#define COLUMN(member) OD_COLUMN (OdDisposition, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (label), COLUMN (key), COLUMN (person), COLUMN (final),
  COLUMN (mended_by_edit), COLUMN (call_back), COLUMN (do_not_call),
  COLUMN (bad_number), { NULL }
};
/* clang-format on */

static const OdRowType disposition_row = { columns, sizeof (OdDisposition),
                                           (GDestroyNotify) od_disposition_free };

static gboolean
offer_one (OdTx *tx,
           gint64 campaign_id,
           const OdDisposition *is,
           guint position,
           GError **error)
{
  return od_row_run (&disposition_row, is, tx->db, offer, error,
                     OD_INT (":campaign", campaign_id), OD_INT (":position", position));
}

gboolean
od_disposition_store_set_predefined (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  gsize n;
  const OdDisposition *predefined = od_disposition_get_predefined (&n);

  if (!od_db_run (tx->db, withdraw, error, OD_INT (":campaign", 0)))
    return FALSE;
  for (gsize i = 0; i < n; i++) {
    if (!offer_one (tx, 0, &predefined[i], i + 1, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
od_disposition_store_set (OdTx *tx, gint64 campaign_id, GPtrArray *own, GError **error)
{
  OD_ASSERT_STORE (tx);
  if (!od_db_run (tx->db, withdraw, error, OD_INT (":campaign", campaign_id)))
    return FALSE;
  for (guint i = 0; i < own->len; i++) {
    if (!offer_one (tx, campaign_id, g_ptr_array_index (own, i), i + 1, error))
      return FALSE;
  }

  return TRUE;
}

GPtrArray *
od_disposition_store_list (OdTx *tx, gint64 campaign_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &disposition_row, list, error,
                     OD_INT (":campaign", campaign_id));
}

gboolean
od_disposition_store_find (OdTx *tx,
                           gint64 campaign_id,
                           const char *label,
                           OdDisposition **found,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  gpointer row;
  gboolean ok = od_row_find (&disposition_row,
                             od_db_query (tx->db, find, error,
                                          OD_INT (":campaign", campaign_id),
                                          OD_TEXT (":label", label)),
                             &row, error);

  *found = row;
  return ok;
}

gboolean
od_disposition_store_judge (OdTx *tx, OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdDisposition) found = NULL;

  call->person = call->ended_at_ms != 0 && call->bridged_at_ms != 0
                 && call->disposition != NULL;
  if (!call->person)
    return TRUE;
  if (!od_disposition_store_find (tx, call->campaign_id, call->disposition, &found,
                                  error))
    return FALSE;

  call->person = found == NULL || found->person;
  return TRUE;
}

gboolean
od_disposition_store_is_final (OdTx *tx,
                               gint64 campaign_id,
                               const char *label,
                               gboolean *final,
                               GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, is_final, error, OD_INT (":campaign", campaign_id),
                      OD_TEXT (":label", label));

  if (od_statement_next (st, error)) {
    *final = od_statement_get_int (st, 0) != 0;
    return TRUE;
  }

  *final = TRUE;
  return od_statement_is_through (st);
}

gboolean
od_disposition_store_forbids (OdTx *tx, gint64 lead_id, gboolean *forbids, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_statement_take_bool (od_db_query (tx->db, forbids_calls, error,
                                              OD_INT (":lead", lead_id)),
                                 forbids, error);
}
