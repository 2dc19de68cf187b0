/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL that moves sums. They are kept in the transaction of each event, so that a
 * screen reads a few rows and never scans, and start-up replays nothing. Nobody asks for
 * one leadset within one campaign: each of the two has its own total.
 */
#include "daemon/store/counter-store.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO counter (campaign_id, leadset_id, agent_id, name, n)"
  " VALUES (:campaign, 0, :agent, :name, :n), (0, :leadset, :agent, :name, :n)"
  " ON CONFLICT (campaign_id, leadset_id, agent_id, name)"
  " DO UPDATE SET n = counter.n + excluded.n";
/* clang-format on */

gboolean
od_counter_store_add (OdTx *tx,
                      gint64 campaign_id,
                      gint64 leadset_id,
                      gint64 agent_id,
                      const char *name,
                      gint64 n,
                      GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, add, error, OD_INT (":campaign", campaign_id),
                    OD_INT (":leadset", leadset_id), OD_INT (":agent", agent_id),
                    OD_TEXT (":name", name), OD_INT (":n", n));
}
