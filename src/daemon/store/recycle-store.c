/*
 * All SQL that brings leads back to be dialed again. Which ones is said once, for the
 * count that a person sees and for the move itself.
 */
#include "daemon/store/recycle-store.h"

#include "daemon/store/event-store.h"
#include "daemon/store/lead-store.h"

/* clang-format off */

/* c is the lead's last attempt. An end reason counts where no agent had the call, a
 * disposition where one had. */
#define RECYCLABLE \
  " FROM lead l JOIN call c ON c.lead_id = l.id" \
  " WHERE l.leadset_id = :leadset AND l.dial_state = 3 AND l.attempts < :max_attempts" \
  " AND c.ended_at_ms <= :ended_before" \
  " AND ((c.bridged_at_ms IS NULL AND (:ends >> c.end_reason) & 1 = 1)" \
  "  OR (c.disposition = 'BUSY' AND :busy = 1)" \
  "  OR (c.disposition = 'ANSWERING MACHINE' AND :machine = 1))" \
  " AND NOT EXISTS (SELECT 1 FROM call o WHERE o.lead_id = l.id" \
  "  AND ((o.queued_at_ms, o.id) > (c.queued_at_ms, c.id)" \
  "   OR (o.bridged_at_ms IS NOT NULL AND (o.disposition IS NULL" \
  "    OR o.disposition NOT IN ('BUSY', 'ANSWERING MACHINE')))))" \
  " AND NOT EXISTS (SELECT 1 FROM active_number a WHERE a.phone = l.phone" \
  "  AND (a.until_ms IS NULL OR a.until_ms > :now))"

static const char count[] = "SELECT count(*)" RECYCLABLE;
/* The few words that called leads of it have: each lead is then looked at once. */
static const char statuses[] =
  "SELECT status FROM lead_count WHERE leadset_id = :leadset AND dial_state = 3"
  " AND n > 0 ORDER BY status";
static const char recycle_leads[] =
  "UPDATE lead SET dial_state = 0, status = :status, not_before_ms = NULL,"
  " owner_epoch = NULL, version = version + 1 WHERE id IN"
  " (SELECT l.id" RECYCLABLE " AND l.status = :was)";
/* clang-format on */

#define BIND_RECYCLABLE(tx, leadset_id, recycle)                                         \
  OD_INT (":leadset", (leadset_id)), OD_INT (":ends", (gint64) (recycle)->ends),         \
    OD_INT (":busy", (recycle)->busy), OD_INT (":machine", (recycle)->machine),          \
    OD_INT (":max_attempts", (recycle)->max_attempts),                                   \
    OD_INT (":ended_before", (tx)->now_ms - (recycle)->min_age_ms),                      \
    OD_INT (":now", (tx)->now_ms)

gboolean
od_recycle_store_count (OdTx *tx,
                        gint64 leadset_id,
                        const OdRecycle *recycle,
                        gint64 *n,
                        GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, count, error, BIND_RECYCLABLE (tx, leadset_id, recycle));

  if (st == NULL || !od_statement_next (st, error))
    return FALSE;

  *n = od_statement_get_int (st, 0);
  return TRUE;
}

static gpointer
read_status (OdStatement *st)
{
  return od_statement_dup_text (st, 0);
}

static GPtrArray *
list_statuses (OdTx *tx, gint64 leadset_id, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, statuses, error, OD_INT (":leadset", leadset_id));

  return st != NULL ? od_statement_collect (st, read_status, g_free, error) : NULL;
}

/* Those that stood under @was; adds to @n how many. */
static gboolean
recycle_status (OdTx *tx,
                gint64 leadset_id,
                const OdRecycle *recycle,
                const char *was,
                const char *status,
                gint64 *n,
                GError **error)
{
  gint64 moved;

  if (!od_db_run (tx->db, recycle_leads, error, BIND_RECYCLABLE (tx, leadset_id, recycle),
                  OD_TEXT (":was", was), OD_TEXT (":status", status)))
    return FALSE;

  moved = od_db_changes (tx->db);
  *n += moved;
  return moved == 0
         || (od_lead_store_count (tx, leadset_id, was, OD_LEAD_DONE, -moved, error)
             && od_lead_store_count (tx, leadset_id, status, OD_LEAD_READY, moved,
                                     error));
}

gboolean
od_recycle_store_run (OdTx *tx,
                      gint64 leadset_id,
                      const OdRecycle *recycle,
                      const char *status,
                      gint64 *n,
                      GError **error)
{
  g_autoptr (GPtrArray) all = list_statuses (tx, leadset_id, error);
  OdEvent event = { .kind = OD_EVENT_LEADS_RECYCLED,
                    .leadset_id = leadset_id,
                    .word = (char *) status };

  *n = 0;
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++) {
    if (!recycle_status (tx, leadset_id, recycle, g_ptr_array_index (all, i), status, n,
                         error))
      return FALSE;
  }

  event.n = *n;
  return *n == 0 || od_event_store_append (tx, &event, error);
}
