/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about leadsets.
 */
#include "daemon/store/leadset-store.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO leadset (name, folded, description, campaign_id, active, version)"
  " VALUES (:name, :folded, :description, :campaign_id, :active, 1)";
static const char save[] =
  "UPDATE leadset SET name = :name, folded = :folded, description = :description,"
  " campaign_id = :campaign_id, active = :active, version = version + 1"
  " WHERE id = :id AND version = :version";
static const char get[] =
  "SELECT id, name, description, campaign_id, active, version FROM leadset"
  " WHERE id = :id";
static const char list[] =
  "SELECT id, name, description, campaign_id, active, version FROM leadset"
  " WHERE id > :after ORDER BY folded";
/* clang-format on */

#define COLUMN(member) OD_COLUMN (OdLeadset, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (id), COLUMN (name), COLUMN (description),
  OD_COLUMN_OR_NULL (OdLeadset, campaign_id), COLUMN (active), COLUMN (version),
  { NULL }
};
/* clang-format on */

static const OdRowType leadset_row = { columns, sizeof (OdLeadset),
                                       (GDestroyNotify) od_leadset_free };

/* @sql: add or save. */
static gboolean
write_leadset (OdTx *tx, OdLeadset *leadset, const char *sql, GError **error)
{
  OdEvent event = { .kind = OD_EVENT_LEADSET_SAVED, .campaign_id = leadset->campaign_id };
  g_autofree char *folded = g_utf8_casefold (leadset->name, -1);

  if (!od_row_run (&leadset_row, leadset, tx->db, sql, error,
                   OD_TEXT (":folded", folded)))
    return od_store_error_explain (error,
                                   "There is already a leadset called “%s”, or its "
                                   "campaign is gone",
                                   leadset->name);
  if (od_db_changes (tx->db) == 0)
    return od_store_error_set (error, OD_STORE_ERROR_STALE,
                               "Somebody else has changed this leadset");

  if (sql == add)
    leadset->id = od_db_last_id (tx->db);
  leadset->version = sql == add ? 1 : leadset->version + 1;
  event.leadset_id = leadset->id;
  event.n = leadset->version;
  return od_tx_log (tx, &event);
}

gboolean
od_leadset_store_add (OdTx *tx, OdLeadset *leadset, GError **error)
{
  OD_ASSERT_STORE (tx);

  return write_leadset (tx, leadset, add, error);
}

gboolean
od_leadset_store_save (OdTx *tx, OdLeadset *leadset, GError **error)
{
  OD_ASSERT_STORE (tx);

  return write_leadset (tx, leadset, save, error);
}

OdLeadset *
od_leadset_store_get (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_get (tx, &leadset_row, get, "leadset", error, OD_INT (":id", id));
}

GPtrArray *
od_leadset_store_list (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &leadset_row, list, error, OD_INT (":after", 0));
}
