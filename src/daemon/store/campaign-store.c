/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about campaigns, their statuses, dispositions and agents.
 */
#include "daemon/store/campaign-store.h"

#include "daemon/store/disposition-store.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO campaign (name, folded, active, script_id, notes, caller_id,"
  " multiplier_x10, rules, wrap_up_ms, ring_limit_ms, calls_per_second, channels,"
  " stopped, go_on, version)"
  " VALUES (:name, :folded, :active, :script_id, :notes, :caller_id, :multiplier_x10,"
  " :rules, :wrap_up_ms, :ring_limit_ms, :calls_per_second, :channels, :stopped,"
  " :go_on, 1)";
static const char save[] =
  "UPDATE campaign SET name = :name, folded = :folded, active = :active,"
  " script_id = :script_id, notes = :notes, caller_id = :caller_id,"
  " multiplier_x10 = :multiplier_x10, rules = :rules, wrap_up_ms = :wrap_up_ms,"
  " ring_limit_ms = :ring_limit_ms, calls_per_second = :calls_per_second,"
  " channels = :channels, stopped = :stopped, go_on = :go_on,"
  " version = version + 1"
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
  " ring_limit_ms, calls_per_second, channels, stopped, go_on, version"

static const char get[] = "SELECT " COLUMNS " FROM campaign WHERE id = :id";
static const char list[] =
  "SELECT " COLUMNS " FROM campaign WHERE id > :id ORDER BY folded";
static const char list_of_agent[] =
  "SELECT " COLUMNS " FROM campaign WHERE active = 1 AND id IN"
  " (SELECT campaign_id FROM campaign_agent WHERE agent_id = :id) ORDER BY folded";
/* clang-format on */

#define COLUMN(member)  OD_COLUMN (OdCampaign, member)
#define OR_NULL(member) OD_COLUMN_OR_NULL (OdCampaign, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (id), COLUMN (name), COLUMN (active), OR_NULL (script_id), COLUMN (notes),
  COLUMN (caller_id), COLUMN (multiplier_x10), COLUMN (rules), COLUMN (wrap_up_ms),
  COLUMN (ring_limit_ms), COLUMN (calls_per_second), COLUMN (channels),
  COLUMN (stopped), COLUMN (go_on), COLUMN (version), { NULL }
};
/* clang-format on */

static const OdRowType campaign_row = { columns, sizeof (OdCampaign),
                                        (GDestroyNotify) od_campaign_free,
                                        (gpointer (*) (void)) od_campaign_new };

/* In the transaction that writes the campaign: a script is not deleted in between. */
static gboolean
check_script (OdTx *tx, const OdCampaign *campaign, GError **error)
{
  g_autoptr (OdStatement) st = NULL;

  if (campaign->script_id == 0)
    return TRUE;
  st = od_db_query (tx->db, find_script, error, OD_INT (":id", campaign->script_id));
  if (od_statement_next (st, error))
    return TRUE;

  return od_statement_is_through (st)
         && od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "The script chosen for “%s” is gone: choose another",
                                campaign->name);
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
check_stop (const OdCampaign *campaign, GError **error)
{
  return !campaign->active || campaign->stopped == NULL
         || od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "“%s” was stopped: %s Switch it on with a reason",
                                campaign->name, campaign->stopped);
}

/* @sql: add or save. */
static gboolean
write_campaign (OdTx *tx, OdCampaign *campaign, const char *sql, GError **error)
{
  OdEvent event = { .kind = OD_EVENT_CAMPAIGN_SAVED };
  g_autofree char *folded = g_utf8_casefold (campaign->name, -1);

  if (!check_script (tx, campaign, error) || !check_stop (campaign, error))
    return FALSE;
  if (!od_row_run (&campaign_row, campaign, tx->db, sql, error,
                   OD_TEXT (":folded", folded)))
    return od_store_error_explain (error, "There is already a campaign called “%s”",
                                   campaign->name);
  if (od_db_changes (tx->db) == 0)
    return od_store_error_set (error, OD_STORE_ERROR_STALE,
                               "Somebody else has changed this campaign");

  if (sql == add)
    campaign->id = od_db_last_id (tx->db);
  campaign->version = sql == add ? 1 : campaign->version + 1;
  event.campaign_id = campaign->id;
  event.n = campaign->version;
  return replace_statuses (tx, campaign->id, campaign->source_statuses, error)
         && od_disposition_store_set (tx, campaign->id, campaign->dispositions, error)
         && od_tx_log (tx, &event);
}

gboolean
od_campaign_store_add (OdTx *tx, OdCampaign *campaign, GError **error)
{
  OD_ASSERT_STORE (tx);

  return write_campaign (tx, campaign, add, error);
}

gboolean
od_campaign_store_stop (OdTx *tx, gint64 id, const char *why, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, id, error);

  if (campaign == NULL)
    return FALSE;

  campaign->active = FALSE;
  g_free (campaign->stopped);
  campaign->stopped = g_strdup (why);
  g_clear_pointer (&campaign->go_on, g_free);
  return write_campaign (tx, campaign, save, error);
}

gboolean
od_campaign_store_save (OdTx *tx, OdCampaign *campaign, GError **error)
{
  OD_ASSERT_STORE (tx);

  return write_campaign (tx, campaign, save, error);
}

gboolean
od_campaign_store_switch_all_off (OdTx *tx, guint *n, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, switch_all_off, error, OD_INT (":on", TRUE));

  for (*n = 0; od_statement_next (st, error); (*n)++) {
    OdEvent event = { .kind = OD_EVENT_CAMPAIGN_SAVED,
                      .campaign_id = od_statement_get_int (st, 0),
                      .n = od_statement_get_int (st, 1) };

    od_tx_log (tx, &event);
  }
  return od_statement_is_through (st);
}

static char **
read_statuses (OdTx *tx, gint64 id, GError **error)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (OdStatement) st = od_db_query (tx->db, statuses, error, OD_INT (":id", id));

  while (od_statement_next (st, error))
    g_strv_builder_add (words, od_statement_get_text (st, 0));
  return od_statement_is_through (st) ? g_strv_builder_end (words) : NULL;
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

static GPtrArray *
read_campaigns (OdTx *tx, const char *sql, gint64 id, GError **error)
{
  g_autoptr (GPtrArray)
    campaigns = od_tx_list (tx, &campaign_row, sql, error, OD_INT (":id", id));

  for (guint i = 0; campaigns != NULL && i < campaigns->len; i++) {
    if (!read_lists (tx, g_ptr_array_index (campaigns, i), error))
      return NULL;
  }

  return g_steal_pointer (&campaigns);
}

OdCampaign *
od_campaign_store_get (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdCampaign)
    campaign = od_tx_get (tx, &campaign_row, get, "campaign", error, OD_INT (":id", id));

  return campaign != NULL && read_lists (tx, campaign, error)
           ? g_steal_pointer (&campaign)
           : NULL;
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
  return od_db_run (tx->db, add_agent, error, OD_INT (":id", id),
                    OD_INT (":agent", agent_id))
         || od_store_error_explain (error,
                                    "There is no agent with the id %" G_GINT64_FORMAT
                                    ", or no such campaign",
                                    agent_id);
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

  return od_db_run (tx->db, drop_choice, error, OD_INT (":id", id))
         && od_tx_log (tx, &event);
}
