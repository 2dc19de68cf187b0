/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about leadsets.
 */
#include "daemon/store/leadset-store.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO leadset (name, folded, description, campaign_id, active, version)"
  " VALUES (:name, :folded, :description, :campaign, :active, 1)";
static const char save[] =
  "UPDATE leadset SET name = :name, folded = :folded, description = :description,"
  " campaign_id = :campaign, active = :active, version = version + 1"
  " WHERE id = :id AND version = :version";
static const char get[] =
  "SELECT id, name, description, campaign_id, active, version FROM leadset"
  " WHERE id = :id";
static const char list[] =
  "SELECT id, name, description, campaign_id, active, version FROM leadset"
  " WHERE id > :after ORDER BY folded";
/* clang-format on */

static gboolean
explain (const OdLeadset *leadset, GError **error)
{
  if (error != NULL && g_error_matches (*error, OD_DB_ERROR, OD_DB_ERROR_CONFLICT)) {
    g_clear_error (error);
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "There is already a leadset called “%s”, or its campaign is gone",
                 leadset->name);
  }
  return FALSE;
}

static gboolean
log_saved (OdTx *tx, const OdLeadset *leadset, GError **error)
{
  OdEvent event = { .kind = OD_EVENT_LEADSET_SAVED,
                    .campaign_id = leadset->campaign_id,
                    .leadset_id = leadset->id,
                    .n = leadset->version };

  od_tx_log (tx, &event);
  return TRUE;
}

gboolean
od_leadset_store_add (OdTx *tx, OdLeadset *leadset, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autofree char *folded = g_utf8_casefold (leadset->name, -1);

  if (!od_db_run (tx->db, add, error, OD_TEXT (":name", leadset->name),
                  OD_TEXT (":folded", folded),
                  OD_TEXT (":description", leadset->description),
                  OD_ID (":campaign", leadset->campaign_id),
                  OD_INT (":active", leadset->active)))
    return explain (leadset, error);

  leadset->id = od_db_last_id (tx->db);
  leadset->version = 1;
  return log_saved (tx, leadset, error);
}

gboolean
od_leadset_store_save (OdTx *tx, OdLeadset *leadset, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autofree char *folded = g_utf8_casefold (leadset->name, -1);

  if (!od_db_run (tx->db, save, error, OD_TEXT (":name", leadset->name),
                  OD_TEXT (":folded", folded),
                  OD_TEXT (":description", leadset->description),
                  OD_ID (":campaign", leadset->campaign_id),
                  OD_INT (":active", leadset->active), OD_INT (":id", leadset->id),
                  OD_INT (":version", leadset->version)))
    return explain (leadset, error);
  if (od_db_changes (tx->db) == 0) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_STALE,
                 "Somebody else has changed this leadset");
    return FALSE;
  }

  leadset->version++;
  return log_saved (tx, leadset, error);
}

static gpointer
read_leadset (OdStatement *st)
{
  OdLeadset *leadset = od_leadset_new ();

  leadset->id = od_statement_get_int (st, 0);
  leadset->name = od_statement_dup_text (st, 1);
  leadset->description = od_statement_dup_text (st, 2);
  leadset->campaign_id = od_statement_get_int (st, 3);
  leadset->active = od_statement_get_int (st, 4) != 0;
  leadset->version = od_statement_get_int (st, 5);
  return leadset;
}

static GPtrArray *
read_leadsets (OdStatement *st, GError **error)
{
  return od_statement_collect (st, read_leadset, (GDestroyNotify) od_leadset_free, error);
}

OdLeadset *
od_leadset_store_get (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GPtrArray) leadsets = NULL;
  g_autoptr (OdStatement) st = od_db_query (tx->db, get, error, OD_INT (":id", id));

  if (st == NULL)
    return NULL;
  leadsets = read_leadsets (st, error);
  if (leadsets != NULL && leadsets->len == 0) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND,
                 "There is no such leadset");
    return NULL;
  }

  return leadsets != NULL ? g_ptr_array_steal_index (leadsets, 0) : NULL;
}

GPtrArray *
od_leadset_store_list (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement) st = od_db_query (tx->db, list, error, OD_INT (":after", 0));

  return st != NULL ? read_leadsets (st, error) : NULL;
}
