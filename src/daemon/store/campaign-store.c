/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about campaigns, their statuses, dispositions and agents.
 */
#include "daemon/store/campaign-store.h"

#include "daemon/store/disposition-store.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO campaign (name, folded, active, script_id, notes, caller_id,"
  " multiplier_x10, rules, wrap_up_ms, ring_limit_ms, version) VALUES (:name, :folded,"
  " :active, :script, :notes, :caller, :multiplier, :rules, :wrap_up, :ring_limit, 1)";
static const char save[] =
  "UPDATE campaign SET name = :name, folded = :folded, active = :active,"
  " script_id = :script, notes = :notes, caller_id = :caller,"
  " multiplier_x10 = :multiplier, rules = :rules, wrap_up_ms = :wrap_up,"
  " ring_limit_ms = :ring_limit, version = version + 1"
  " WHERE id = :id AND version = :version";
static const char switch_all_off[] =
  "UPDATE campaign SET active = 0, version = version + 1 WHERE active = :on"
  " RETURNING id, version";
static const char clear_statuses[] =
  "DELETE FROM campaign_status WHERE campaign_id = :id";
static const char clear_agents[] = "DELETE FROM campaign_agent WHERE campaign_id = :id";
static const char add_status[] =
  "INSERT INTO campaign_status (campaign_id, status) VALUES (:id, :status)"
  " ON CONFLICT (campaign_id, status) DO NOTHING";
static const char add_agent[] =
  "INSERT INTO campaign_agent (campaign_id, agent_id) VALUES (:id, :agent)"
  " ON CONFLICT (campaign_id, agent_id) DO NOTHING";
static const char drop_choice[] =
  "UPDATE agent SET campaign_id = NULL, wants_ready = 0 WHERE campaign_id = :id"
  " AND id NOT IN (SELECT agent_id FROM campaign_agent WHERE campaign_id = :id)";
static const char find_script[] =
  "SELECT id FROM script WHERE id = :id AND deleted_at_ms IS NULL";
static const char statuses[] =
  "SELECT status FROM campaign_status WHERE campaign_id = :id ORDER BY status";

#define COLUMNS \
  "id, name, active, script_id, notes, caller_id, multiplier_x10, rules, wrap_up_ms," \
  " ring_limit_ms, version"

static const char get[] = "SELECT " COLUMNS " FROM campaign WHERE id = :id";
static const char list[] =
  "SELECT " COLUMNS " FROM campaign WHERE id > :id ORDER BY folded";
static const char list_of_agent[] =
  "SELECT " COLUMNS " FROM campaign WHERE active = 1 AND id IN"
  " (SELECT campaign_id FROM campaign_agent WHERE agent_id = :id) ORDER BY folded";
/* clang-format on */

static gboolean
explain (const OdCampaign *campaign, GError **error)
{
  if (error != NULL && g_error_matches (*error, OD_DB_ERROR, OD_DB_ERROR_CONFLICT)) {
    g_clear_error (error);
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "There is already a campaign called “%s”", campaign->name);
  }
  return FALSE;
}

/* In the transaction that writes the campaign: a script is not deleted in between. */
static gboolean
check_script (OdTx *tx, const OdCampaign *campaign, GError **error)
{
  g_autoptr (OdStatement) st = NULL;
  g_autoptr (GError) local = NULL;

  if (campaign->script_id == 0)
    return TRUE;
  st = od_db_query (tx->db, find_script, error, OD_INT (":id", campaign->script_id));
  if (st == NULL)
    return FALSE;
  if (od_statement_next (st, &local))
    return TRUE;

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "The script chosen for “%s” is gone: choose another", campaign->name);
  return FALSE;
}

static gboolean
replace_statuses (OdTx *tx, gint64 id, char **words, GError **error)
{
  if (!od_db_run (tx->db, clear_statuses, error, OD_INT (":id", id)))
    return FALSE;
  for (gsize i = 0; words != NULL && words[i] != NULL; i++) {
    if (!od_db_run (tx->db, add_status, error, OD_INT (":id", id),
                    OD_TEXT (":status", words[i])))
      return FALSE;
  }

  return TRUE;
}

static gboolean
finish_save (OdTx *tx, const OdCampaign *campaign, GError **error)
{
  OdEvent event = { .kind = OD_EVENT_CAMPAIGN_SAVED,
                    .campaign_id = campaign->id,
                    .n = campaign->version };

  if (!replace_statuses (tx, campaign->id, campaign->source_statuses, error)
      || !od_disposition_store_set (tx, campaign->id, campaign->dispositions, error))
    return FALSE;

  od_tx_log (tx, &event);
  return TRUE;
}

#define BIND_CAMPAIGN(c, folded_)                                                        \
  OD_TEXT (":name", (c)->name), OD_TEXT (":folded", (folded_)),                          \
    OD_INT (":active", (c)->active), OD_ID (":script", (c)->script_id),                  \
    OD_TEXT (":notes", (c)->notes), OD_TEXT (":caller", (c)->caller_id),                 \
    OD_INT (":multiplier", (c)->multiplier_x10), OD_INT (":rules", (c)->rules),          \
    OD_INT (":wrap_up", (c)->wrap_up_ms), OD_INT (":ring_limit", (c)->ring_limit_ms)

gboolean
od_campaign_store_add (OdTx *tx, OdCampaign *campaign, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autofree char *folded = g_utf8_casefold (campaign->name, -1);

  if (!check_script (tx, campaign, error))
    return FALSE;
  if (!od_db_run (tx->db, add, error, BIND_CAMPAIGN (campaign, folded)))
    return explain (campaign, error);

  campaign->id = od_db_last_id (tx->db);
  campaign->version = 1;
  return finish_save (tx, campaign, error);
}

gboolean
od_campaign_store_save (OdTx *tx, OdCampaign *campaign, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autofree char *folded = g_utf8_casefold (campaign->name, -1);

  if (!check_script (tx, campaign, error))
    return FALSE;
  if (!od_db_run (tx->db, save, error, BIND_CAMPAIGN (campaign, folded),
                  OD_INT (":id", campaign->id), OD_INT (":version", campaign->version)))
    return explain (campaign, error);
  if (od_db_changes (tx->db) == 0) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_STALE,
                 "Somebody else has changed this campaign");
    return FALSE;
  }

  campaign->version++;
  return finish_save (tx, campaign, error);
}

gboolean
od_campaign_store_switch_all_off (OdTx *tx, guint *n, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GError) local = NULL;
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, switch_all_off, error, OD_INT (":on", TRUE));

  *n = 0;
  if (st == NULL)
    return FALSE;
  for (; od_statement_next (st, &local); (*n)++) {
    OdEvent event = { .kind = OD_EVENT_CAMPAIGN_SAVED,
                      .campaign_id = od_statement_get_int (st, 0),
                      .n = od_statement_get_int (st, 1) };

    od_tx_log (tx, &event);
  }
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static char **
read_statuses (OdTx *tx, gint64 id, GError **error)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  g_autoptr (OdStatement) st = od_db_query (tx->db, statuses, error, OD_INT (":id", id));

  if (st == NULL)
    return NULL;
  while (od_statement_next (st, &local))
    g_strv_builder_add (words, od_statement_get_text (st, 0));
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }

  return g_strv_builder_end (words);
}

static gboolean
read_lists (OdTx *tx, OdCampaign *campaign, GError **error)
{
  GPtrArray *own = od_disposition_store_list (tx, campaign->id, error);

  if (own == NULL)
    return FALSE;

  g_ptr_array_unref (campaign->dispositions);
  campaign->dispositions = own;
  campaign->source_statuses = read_statuses (tx, campaign->id, error);
  return campaign->source_statuses != NULL;
}

static gpointer
read_row (OdStatement *st)
{
  OdCampaign *campaign = od_campaign_new ();

  campaign->id = od_statement_get_int (st, 0);
  campaign->name = od_statement_dup_text (st, 1);
  campaign->active = od_statement_get_int (st, 2) != 0;
  campaign->script_id = od_statement_get_int (st, 3);
  campaign->notes = od_statement_dup_text (st, 4);
  campaign->caller_id = od_statement_dup_text (st, 5);
  campaign->multiplier_x10 = od_statement_get_int (st, 6);
  campaign->rules = od_statement_get_int (st, 7);
  campaign->wrap_up_ms = od_statement_get_int (st, 8);
  campaign->ring_limit_ms = od_statement_get_int (st, 9);
  campaign->version = od_statement_get_int (st, 10);
  return campaign;
}

static GPtrArray *
read_campaigns (OdTx *tx, const char *sql, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) campaigns = NULL;
  g_autoptr (OdStatement) st = od_db_query (tx->db, sql, error, OD_INT (":id", id));

  if (st == NULL)
    return NULL;
  campaigns = od_statement_collect (st, read_row, (GDestroyNotify) od_campaign_free,
                                    error);
  if (campaigns == NULL)
    return NULL;
  for (guint i = 0; i < campaigns->len; i++) {
    OdCampaign *campaign = g_ptr_array_index (campaigns, i);

    if (!read_lists (tx, campaign, error))
      return NULL;
  }

  return g_steal_pointer (&campaigns);
}

OdCampaign *
od_campaign_store_get (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GPtrArray) campaigns = read_campaigns (tx, get, id, error);

  if (campaigns != NULL && campaigns->len == 0) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND,
                 "There is no such campaign");
    return NULL;
  }

  return campaigns != NULL ? g_ptr_array_steal_index (campaigns, 0) : NULL;
}

GPtrArray *
od_campaign_store_list (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return read_campaigns (tx, list, 0, error);
}

GPtrArray *
od_campaign_store_list_of_agent (OdTx *tx, gint64 agent_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return read_campaigns (tx, list_of_agent, agent_id, error);
}

static gboolean
assign (OdTx *tx, gint64 id, gint64 agent_id, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (od_db_run (tx->db, add_agent, &local, OD_INT (":id", id),
                 OD_INT (":agent", agent_id)))
    return TRUE;

  if (g_error_matches (local, OD_DB_ERROR, OD_DB_ERROR_CONFLICT))
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "There is no agent with the id %" G_GINT64_FORMAT
                 ", or no such campaign",
                 agent_id);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
od_campaign_store_set_agents (OdTx *tx,
                              gint64 id,
                              const gint64 *agents,
                              guint n_agents,
                              GError **error)
{
  OD_ASSERT_STORE (tx);

  OdEvent event = { .kind = OD_EVENT_AGENTS_SAVED, .campaign_id = id, .n = n_agents };

  if (!od_db_run (tx->db, clear_agents, error, OD_INT (":id", id)))
    return FALSE;
  for (guint i = 0; i < n_agents; i++) {
    if (!assign (tx, id, agents[i], error))
      return FALSE;
  }

  if (!od_db_run (tx->db, drop_choice, error, OD_INT (":id", id)))
    return FALSE;

  od_tx_log (tx, &event);
  return TRUE;
}
