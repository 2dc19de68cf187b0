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
  " :position, :key, :person, :final, :mended, :call_back, :do_not_call, :bad_number)"
  " ON CONFLICT (campaign_id, label) DO UPDATE SET position = excluded.position,"
  " key = excluded.key, person = excluded.person, final = excluded.final,"
  " mended_by_edit = excluded.mended_by_edit, call_back = excluded.call_back,"
  " do_not_call = excluded.do_not_call, bad_number = excluded.bad_number";
static const char list[] =
  "SELECT label, key, person, final, mended_by_edit, call_back, do_not_call, bad_number"
  " FROM disposition WHERE campaign_id = :campaign AND position IS NOT NULL"
  " ORDER BY position";
static const char is_final[] =
  "SELECT final FROM disposition WHERE label = :label AND campaign_id IN (0, :campaign)"
  " ORDER BY campaign_id LIMIT 1";
static const char forbids_calls[] =
  "SELECT EXISTS (SELECT 1 FROM call c WHERE c.lead_id = :lead"
  " AND c.disposition IS NOT NULL AND " OD_DISPOSITION_SQL ("c", "final") " = 1"
  " AND NOT EXISTS (SELECT 1 FROM disposition m WHERE m.campaign_id IN (0, c.campaign_id)"
  "  AND m.label = c.disposition AND m.mended_by_edit = 1))";
/* clang-format on */

static gboolean
offer_one (OdTx *tx,
           gint64 campaign_id,
           const OdDisposition *is,
           guint position,
           GError **error)
{
  const char key[] = { is->key, '\0' };

  return od_db_run (tx->db, offer, error, OD_INT (":campaign", campaign_id),
                    OD_TEXT (":label", is->label), OD_INT (":position", position),
                    OD_TEXT (":key", is->key != 0 ? key : NULL),
                    OD_INT (":person", is->person), OD_INT (":final", is->final),
                    OD_INT (":mended", is->mended_by_edit),
                    OD_INT (":call_back", is->call_back),
                    OD_INT (":do_not_call", is->do_not_call),
                    OD_INT (":bad_number", is->bad_number));
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

static gpointer
read_disposition (OdStatement *st)
{
  OdDisposition *is = od_disposition_new (od_statement_get_text (st, 0));

  if (!od_statement_is_null (st, 1))
    is->key = od_statement_get_text (st, 1)[0];
  is->person = od_statement_get_int (st, 2) != 0;
  is->final = od_statement_get_int (st, 3) != 0;
  is->mended_by_edit = od_statement_get_int (st, 4) != 0;
  is->call_back = od_statement_get_int (st, 5) != 0;
  is->do_not_call = od_statement_get_int (st, 6) != 0;
  is->bad_number = od_statement_get_int (st, 7) != 0;
  return is;
}

GPtrArray *
od_disposition_store_list (OdTx *tx, gint64 campaign_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, list, error, OD_INT (":campaign", campaign_id));

  if (st == NULL)
    return NULL;

  return od_statement_collect (st, read_disposition, (GDestroyNotify) od_disposition_free,
                               error);
}

gboolean
od_disposition_store_is_final (OdTx *tx,
                               gint64 campaign_id,
                               const char *label,
                               gboolean *final,
                               GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GError) local = NULL;
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, is_final, error, OD_INT (":campaign", campaign_id),
                      OD_TEXT (":label", label));

  if (st == NULL)
    return FALSE;

  *final = !od_statement_next (st, &local) || od_statement_get_int (st, 0) != 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
od_disposition_store_forbids (OdTx *tx, gint64 lead_id, gboolean *forbids, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, forbids_calls, error, OD_INT (":lead", lead_id));

  if (st == NULL || !od_statement_next (st, error))
    return FALSE;

  *forbids = od_statement_get_int (st, 0) != 0;
  return TRUE;
}
