/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about agents: who answers, where they stand, what they asked for.
 */
#include "daemon/store/agent-store.h"

#include "shared/model/user.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO agent (id, state, wants_ready) VALUES (:id, :state, 0)";
static const char list[] =
  "SELECT a.id, u.name, a.state, a.campaign_id, a.wants_ready FROM agent a"
  " JOIN account u ON u.id = a.id WHERE u.role = :role AND (:campaign = 0 OR a.id IN"
  " (SELECT agent_id FROM campaign_agent WHERE campaign_id = :campaign)) ORDER BY a.id";
static const char get[] =
  "SELECT a.id, u.name, a.state, a.campaign_id, a.wants_ready FROM agent a"
  " JOIN account u ON u.id = a.id WHERE a.id = :id";
static const char set_state[] = "UPDATE agent SET state = :state WHERE id = :id";
static const char set_wish[] =
  "UPDATE agent SET wants_ready = :ready, campaign_id = coalesce(:campaign, campaign_id)"
  " WHERE id = :id AND (:campaign IS NULL OR EXISTS (SELECT 1 FROM campaign_agent"
  " WHERE campaign_id = :campaign AND agent_id = :id))";
/* A call that is found to have been somebody's only later was before the one they had
 * since. */
static const char note_call[] =
  "UPDATE agent SET last_call_id = :call WHERE id = :id AND (:now OR NOT EXISTS"
  " (SELECT 1 FROM call WHERE id = last_call_id"
  "  AND rowid > (SELECT rowid FROM call WHERE id = :call)))";
/* clang-format on */

#define COLUMN(member) OD_COLUMN (OdAgent, member)
static const OdColumn columns[] = { COLUMN (id),          COLUMN (name),
                                    COLUMN (state),       COLUMN (campaign_id),
                                    COLUMN (wants_ready), { NULL } };
static const OdRowType agent_row = { columns, sizeof (OdAgent),
                                     (GDestroyNotify) od_agent_free };

gboolean
od_agent_store_add (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  OdEvent event = { .kind = OD_EVENT_AGENTS_SAVED, .agent_id = id, .n = 1 };

  return od_db_run (tx->db, add, error, OD_INT (":id", id),
                    OD_INT (":state", OD_AGENT_OFFLINE))
         && od_tx_log (tx, &event);
}

GPtrArray *
od_agent_store_list (OdTx *tx, gint64 campaign_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &agent_row, list, error, OD_INT (":role", OD_ROLE_AGENT),
                     OD_INT (":campaign", campaign_id));
}

OdAgent *
od_agent_store_get (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_get (tx, &agent_row, get, "agent", error, OD_INT (":id", id));
}

gboolean
od_agent_store_move (OdTx *tx,
                     gint64 id,
                     OdAgentState from,
                     OdAgentState to,
                     GError **error)
{
  OD_ASSERT_STORE (tx);

  OdEvent event = { .kind = OD_EVENT_AGENT_MOVED,
                    .agent_id = id,
                    .word = (char *) od_agent_state_get_name (to),
                    .was = (char *) od_agent_state_get_name (from) };

  return od_db_run (tx->db, set_state, error, OD_INT (":id", id), OD_INT (":state", to))
         && od_tx_log (tx, &event);
}

gboolean
od_agent_store_set_wish (OdTx *tx,
                         gint64 id,
                         gint64 campaign_id,
                         gboolean wants_ready,
                         GError **error)
{
  OD_ASSERT_STORE (tx);

  if (!od_db_run (tx->db, set_wish, error, OD_INT (":id", id),
                  OD_ID (":campaign", campaign_id), OD_INT (":ready", wants_ready)))
    return FALSE;

  return od_db_changes (tx->db) > 0
         || od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "You are not assigned to this campaign");
}

gboolean
od_agent_store_note_call (OdTx *tx,
                          gint64 id,
                          const char *call_id,
                          gboolean now,
                          GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, note_call, error, OD_INT (":id", id),
                    OD_TEXT (":call", call_id), OD_INT (":now", now));
}

gboolean
od_agent_store_all_offline (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GPtrArray) agents = od_agent_store_list (tx, 0, error);

  if (agents == NULL)
    return FALSE;
  for (guint i = 0; i < agents->len; i++) {
    OdAgent *agent = g_ptr_array_index (agents, i);

    if (agent->state != OD_AGENT_OFFLINE
        && !od_agent_store_move (tx, agent->id, agent->state, OD_AGENT_OFFLINE, error))
      return FALSE;
  }

  return TRUE;
}
