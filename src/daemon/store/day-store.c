/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL that moves the sums of days. What a call adds is said once, and moved by the
 * difference: whatever happens to a call, its day has it as it stands.
 */
#include "daemon/store/day-store.h"

#include "shared/model/day.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO day_sum (campaign_id, name, day, agent_id, n)"
  " VALUES (:campaign, :name, :day, :agent, :n)"
  " ON CONFLICT (campaign_id, name, day, agent_id)"
  " DO UPDATE SET n = day_sum.n + excluded.n";
/* clang-format on */

OdDayShare
od_day_store_share (const OdCall *call)
{
  gboolean ended = call->ended_at_ms != 0;

  return (OdDayShare){ .person = call->person,
                       .abandoned = ended && call->answered_at_ms != 0
                                    && call->bridged_at_ms == 0,
                       .agent_id = ended ? call->agent_id : 0 };
}

static gboolean
move (OdTx *tx,
      const OdCall *call,
      const char *name,
      gint64 agent_id,
      gint64 n,
      GError **error)
{
  return n == 0
         || od_db_run (tx->db, add, error, OD_INT (":campaign", call->campaign_id),
                       OD_TEXT (":name", name),
                       OD_INT (":day", od_day_of (tx->zone, call->queued_at_ms)),
                       OD_INT (":agent", agent_id), OD_INT (":n", n));
}

gboolean
od_day_store_move (OdTx *tx, const OdCall *call, const OdDayShare *was, GError **error)
{
  OD_ASSERT_STORE (tx);

  OdDayShare now = od_day_store_share (call);

  if (!move (tx, call, OD_DAY_PEOPLE, 0, now.person - was->person, error)
      || !move (tx, call, OD_DAY_ABANDONED, 0, now.abandoned - was->abandoned, error))
    return FALSE;
  if (now.agent_id == was->agent_id)
    return TRUE;

  return move (tx, call, OD_DAY_TALKED, was->agent_id, was->agent_id != 0 ? -1 : 0, error)
         && move (tx, call, OD_DAY_TALKED, now.agent_id, now.agent_id != 0 ? 1 : 0,
                  error);
}
