/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about what a lead is: added, claimed, read, edited. Where it stands, and its
 * counts, are the lead state store's.
 */
#include "daemon/store/lead-store.h"

#include "daemon/store/lead-row.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/state-sql.h"
#include "shared/model/disposition.h"
#include "shared/model/phone-number.h"

#include <string.h>

/* clang-format off */
static const char add[] =
  "INSERT INTO lead (leadset_id, phone, status, fields, dial_state, attempts, version)"
  " VALUES (:leadset, :phone, :status, :fields, coalesce((SELECT min(dial_state)"
  "  FROM barred_number WHERE phone = :phone), " OD_SQL_LEAD_READY "), 0, 1)"
  " ON CONFLICT (leadset_id, phone) DO NOTHING RETURNING dial_state";
static const char queues[] =
  "SELECT s.id, c.status FROM leadset s, campaign_status c"
  " WHERE s.campaign_id = :campaign AND s.active = 1 AND c.campaign_id = :campaign"
  " ORDER BY s.id, c.status";
/* One leadset and one status at a time, so that whatever the planner does it finds only
 * the index of ready leads, which stops at the limit. The state is asked outside once
 * more: another writer may have waited for the same rows. */
static const char claim[] =
  "UPDATE lead SET dial_state = " OD_SQL_LEAD_CLAIMED ", owner_epoch = :epoch"
  " WHERE dial_state = " OD_SQL_LEAD_READY " AND id IN (SELECT l.id FROM lead l"
  "   WHERE l.leadset_id = :leadset AND l.status = :status"
  "     AND l.dial_state = " OD_SQL_LEAD_READY
  "     AND NOT EXISTS (SELECT 1 FROM active_number a WHERE a.phone = l.phone"
  "                     AND (a.until_ms IS NULL OR a.until_ms > :now))"
  "     AND NOT EXISTS (SELECT 1 FROM barred_number b WHERE b.phone = l.phone)"
  "   ORDER BY l.leadset_id, l.status, l.given_back, l.id LIMIT :count)"
  " RETURNING id, leadset_id, phone, status, fields, dial_state, attempts, version";
static const char get[] =
  "SELECT id, leadset_id, phone, status, fields, dial_state, attempts, version"
  " FROM lead WHERE id = :id";
static const char save[] =
  "UPDATE lead SET phone = :phone, status = :status, fields = :fields,"
  " given_back = given_back * (phone = :phone), refusals = refusals * (phone = :phone),"
  " version = version + 1 WHERE id = :id";
/* Who left the queue for what an edit mends comes back once it was mended: not while a
 * call is up, nor while one waits for its word, which may say something else. */
static const char release[] =
  "UPDATE lead SET dial_state = " OD_SQL_LEAD_READY ", not_before_ms = NULL,"
  " owner_epoch = NULL WHERE id = :id AND dial_state = " OD_SQL_LEAD_DONE
  " AND EXISTS (SELECT 1 FROM disposition d"
  "  JOIN (SELECT campaign_id, disposition, phone FROM call WHERE lead_id = :id"
  "   ORDER BY rowid DESC LIMIT 1) AS c"
  "  ON d.campaign_id IN (0, c.campaign_id) AND d.label = c.disposition"
  "  WHERE d.mended_by_edit = 1 OR (d.bad_number = 1 AND c.phone <> lead.phone))"
  " AND NOT EXISTS (SELECT 1 FROM call WHERE lead_id = :id AND (ended_at_ms IS NULL"
  "  OR (bridged_at_ms IS NOT NULL AND disposition IS NULL)))";
/* What was said of its number as one of its details. */
#define MENDED \
  " FROM barred_number b WHERE b.phone = :phone" \
  " AND b.dial_state = " OD_SQL_LEAD_BAD_NUMBER " AND EXISTS (SELECT 1 FROM call c" \
  "  JOIN disposition d ON d.campaign_id IN (0, c.campaign_id)" \
  "  AND d.label = c.disposition WHERE c.id = b.call_id AND c.lead_id = :id" \
  "  AND d.mended_by_edit = 1)"
static const char note_mended[] =
  "INSERT INTO barred_history (phone, dial_state, call_id, at_ms, account_id, reason,"
  " listed) SELECT b.phone, b.dial_state, b.call_id, :at, :user, '', 0" MENDED;
static const char unlist_mended[] =
  "DELETE FROM barred_number WHERE phone = :phone AND (dial_state, call_id) IN"
  " (SELECT b.dial_state, b.call_id" MENDED ")";
static const char add_history[] =
  "INSERT INTO lead_history (lead_id, field, was, now, account_id, at_ms)"
  " VALUES (:lead, :field, :was, :now, :user, :at)";
/* clang-format on */

gboolean
od_lead_store_add (OdTx *tx, OdLead *lead, gboolean *added, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, add, error, OD_INT (":leadset", lead->leadset_id),
                      OD_TEXT (":phone", lead->phone), OD_TEXT (":status", lead->status),
                      OD_TEXT (":fields", lead->fields));

  *added = od_statement_next (st, error);
  if (!*added)
    return od_statement_is_through (st);

  lead->dial_state = od_statement_get_int (st, 0);
  return TRUE;
}

/* Adds to @leads until there are @n, or no more of this leadset and status. */
static gboolean
claim_from (OdTx *tx,
            gint64 leadset_id,
            const char *status,
            guint n,
            GPtrArray *leads,
            GError **error)
{
  g_autoptr (GPtrArray)
    more = od_tx_list (tx, &od_lead_row, claim, error, OD_INT (":leadset", leadset_id),
                       OD_TEXT (":status", status), OD_INT (":epoch", tx->epoch),
                       OD_INT (":now", tx->steady_ms), OD_INT (":count", n - leads->len));

  if (more == NULL)
    return FALSE;
  if (more->len > 0
      && !od_lead_state_store_count_move (tx, leadset_id, status, OD_LEAD_READY,
                                          OD_LEAD_CLAIMED, more->len, error))
    return FALSE;

  g_ptr_array_extend_and_steal (leads, g_steal_pointer (&more));
  return TRUE;
}

GPtrArray *
od_lead_store_claim (OdTx *tx, gint64 campaign_id, guint n, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GPtrArray)
    leads = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, queues, error, OD_INT (":campaign", campaign_id));

  if (st == NULL)
    return NULL;
  while (leads->len < n && od_statement_next (st, error)) {
    if (!claim_from (tx, od_statement_get_int (st, 0), od_statement_get_text (st, 1), n,
                     leads, error))
      return NULL;
  }
  return leads->len >= n || od_statement_is_through (st) ? g_steal_pointer (&leads)
                                                         : NULL;
}

OdLead *
od_lead_store_get (OdTx *tx, gint64 lead_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_get (tx, &od_lead_row, get, "lead", error, OD_INT (":id", lead_id));
}

/* A lead that is claimed is called by the number it had then: who changes it would hear
 * the old one answer. */
static gboolean
check_change (const OdLead *lead, const OdLeadChange *change, GError **error)
{
  return strcmp (change->field, "phone") != 0
         || !od_lead_dial_state_is_owned (lead->dial_state)
         || od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "This number is being called now: change it after the "
                                "call");
}

static gboolean
save_change (OdTx *tx,
             const OdLead *lead,
             const OdLeadChange *change,
             gint64 user_id,
             GError **error)
{
  if (strcmp (change->field, "status") == 0
      && (!od_lead_state_store_count (tx, lead->leadset_id, change->was, lead->dial_state,
                                      -1, error)
          || !od_lead_state_store_count (tx, lead->leadset_id, change->now,
                                         lead->dial_state, 1, error)))
    return FALSE;

  return check_change (lead, change, error)
         && od_db_run (tx->db, add_history, error, OD_INT (":lead", lead->id),
                       OD_TEXT (":field", change->field), OD_TEXT (":was", change->was),
                       OD_TEXT (":now", change->now), OD_INT (":user", user_id),
                       OD_INT (":at", tx->now_ms));
}

/* The number of a lead that was edited is not wrong any more, if that was one of its
 * details. A number that reaches nobody still does not. */
static gboolean
mend_number (OdTx *tx, OdLead *lead, gint64 user_id, GError **error)
{
  g_autofree char *mask = od_phone_number_mask (lead->phone);
  g_autoptr (OdLead) now = NULL;

  if (!od_db_run (tx->db, note_mended, error, OD_TEXT (":phone", lead->phone),
                  OD_INT (":id", lead->id), OD_INT (":at", tx->now_ms),
                  OD_ID (":user", user_id)))
    return FALSE;
  if (od_db_changes (tx->db) == 0)
    return TRUE;
  if (!od_db_run (tx->db, unlist_mended, error, OD_TEXT (":phone", lead->phone),
                  OD_INT (":id", lead->id))
      || !od_lead_state_store_bar (tx, lead->phone, error))
    return FALSE;

  g_message ("number=%s taken back by user=%" G_GINT64_FORMAT
             ", who edited lead=%" G_GINT64_FORMAT,
             mask, user_id, lead->id);
  now = od_lead_store_get (tx, lead->id, error);
  if (now == NULL)
    return FALSE;
  lead->dial_state = now->dial_state;
  return TRUE;
}

static gboolean
release_mended (OdTx *tx, OdLead *lead, GError **error)
{
  if (!od_db_run (tx->db, release, error, OD_INT (":id", lead->id)))
    return FALSE;
  if (od_db_changes (tx->db) == 0)
    return TRUE;

  lead->dial_state = OD_LEAD_READY;
  return od_lead_state_store_count_move (tx, lead->leadset_id, lead->status, OD_LEAD_DONE,
                                         OD_LEAD_READY, 1, error);
}

gboolean
od_lead_store_save (OdTx *tx,
                    OdLead *lead,
                    GPtrArray *changes,
                    gint64 user_id,
                    gint64 agent_id,
                    GError **error)
{
  OD_ASSERT_STORE (tx);

  OdEvent event = { .kind = OD_EVENT_LEAD_SAVED,
                    .leadset_id = lead->leadset_id,
                    .lead_id = lead->id,
                    .agent_id = agent_id,
                    .n = lead->version + 1 };

  for (guint i = 0; i < changes->len; i++) {
    if (!save_change (tx, lead, g_ptr_array_index (changes, i), user_id, error))
      return FALSE;
  }
  if (!od_row_run (&od_lead_row, lead, tx->db, save, error, { NULL }))
    return od_store_error_explain (error,
                                   "The leadset has a lead with this number already");

  lead->version++;
  if (!od_lead_dial_state_is_owned (lead->dial_state)
      && (!mend_number (tx, lead, user_id, error)
          || !od_lead_state_store_follow_list (tx, lead, error)
          || !release_mended (tx, lead, error)))
    return FALSE;

  return od_tx_log (tx, &event);
}
