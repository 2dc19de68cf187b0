/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a new process does about an old one's death, in one transaction before anything
 * else runs.
 */
#include "daemon/store/recovery-store.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/call-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/disposition-store.h"
#include "daemon/store/dnc-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/number-lock-store.h"
#include "shared/db/copy.h"

/* clang-format off */
static const char next_epoch[] =
  "INSERT INTO epoch (id, started_at_ms)"
  " SELECT coalesce(max(id), 0) + 1, :now FROM epoch WHERE id > 0 RETURNING id";
static const char probe[] =
  "UPDATE epoch SET started_at_ms = started_at_ms WHERE id = :epoch";
/* clang-format on */

static gboolean
interrupt_calls (OdTx *tx, GError **error)
{
  g_autoptr (GPtrArray) calls = od_call_store_list_live (tx, error);
  OdEvent event = { .kind = OD_EVENT_RECOVERED };

  if (calls == NULL)
    return FALSE;
  for (guint i = 0; i < calls->len; i++) {
    OdCall *call = g_ptr_array_index (calls, i);
    OdCallStep step = { .call_id = call->id, .event = OD_CALL_CRASH };

    if (!od_call_store_step (tx, &step, error))
      return FALSE;
  }

  event.n = calls->len;
  return od_tx_log (tx, &event);
}

/* Since the copy was made, leads may have been called, and some have said that they never
 * want to be again: a person says that dialing may go on. */
static gboolean
settle_copy (OdTx *tx, GError **error)
{
  gboolean copy;
  guint n;

  if (!od_db_is_copy (tx->db, &copy, error))
    return FALSE;
  if (!copy)
    return TRUE;
  if (!od_campaign_store_switch_all_off (tx, &n, error)
      || !od_db_forget_copy (tx->db, error))
    return FALSE;

  g_message ("the data is a restored copy: %u campaigns that were on are off, until "
             "somebody switches them on",
             n);
  return TRUE;
}

/* What was claimed or dialed is nobody's now. Whose number was listed meanwhile goes
 * where that puts it. */
static gboolean
release_leads (OdTx *tx, gint64 until_ms, GError **error)
{
  g_autoptr (GPtrArray) listed = od_dnc_store_find_owned (tx, error);

  if (listed == NULL
      || !od_lead_state_store_move_all (tx, OD_LEAD_CLAIMED, OD_LEAD_READY, 0, error)
      || !od_lead_state_store_move_all (tx, OD_LEAD_DIALING, OD_LEAD_INTERRUPTED,
                                        until_ms, error))
    return FALSE;
  for (guint i = 0; i < listed->len; i++) {
    if (!od_lead_state_store_bar (tx, g_ptr_array_index (listed, i), error))
      return FALSE;
  }

  return TRUE;
}

gboolean
od_recovery_store_begin_epoch (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  gint64 until_ms = tx->steady_ms + OD_STORE_RETRY_GAP_MS;

  return od_statement_take_int (od_db_query (tx->db, next_epoch, error,
                                             OD_INT (":now", tx->now_ms)),
                                &tx->epoch, error)
         && od_disposition_store_set_predefined (tx, error) && settle_copy (tx, error)
         && interrupt_calls (tx, error)
         && od_number_lock_store_extend (tx, until_ms, error)
         && release_leads (tx, until_ms, error) && od_agent_store_all_offline (tx, error);
}

gboolean
od_recovery_store_probe (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, probe, error, OD_INT (":epoch", tx->epoch));
}
