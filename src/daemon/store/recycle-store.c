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

static const char count[] =
  "SELECT l.status, count(*)" RECYCLABLE " GROUP BY l.status";
static const char recycle_leads[] =
  "UPDATE lead SET dial_state = 0, status = :status, not_before_ms = NULL,"
  " owner_epoch = NULL, version = version + 1 WHERE id IN (SELECT l.id" RECYCLABLE ")";
/* clang-format on */

#define BIND_RECYCLABLE(tx, leadset_id, recycle)                                         \
  OD_INT (":leadset", (leadset_id)), OD_INT (":ends", (gint64) (recycle)->ends),         \
    OD_INT (":busy", (recycle)->busy), OD_INT (":machine", (recycle)->machine),          \
    OD_INT (":max_attempts", (recycle)->max_attempts),                                   \
    OD_INT (":ended_before", (tx)->now_ms - (recycle)->min_age_ms),                      \
    OD_INT (":now", (tx)->now_ms)

typedef struct {
  char *status;
  gint64 n;
} Group;

static gpointer
read_group (OdStatement *st)
{
  Group *group = g_new0 (Group, 1);

  group->status = od_statement_dup_text (st, 0);
  group->n = od_statement_get_int (st, 1);
  return group;
}

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->status);
  g_free (group);
}

static GPtrArray *
read_groups (OdTx *tx,
             gint64 leadset_id,
             const OdRecycle *recycle,
             gint64 *n,
             GError **error)
{
  GPtrArray *groups;
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, count, error, BIND_RECYCLABLE (tx, leadset_id, recycle));

  *n = 0;
  groups = st != NULL ? od_statement_collect (st, read_group, group_free, error) : NULL;
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    *n += ((Group *) g_ptr_array_index (groups, i))->n;

  return groups;
}

gboolean
od_recycle_store_count (OdTx *tx,
                        gint64 leadset_id,
                        const OdRecycle *recycle,
                        gint64 *n,
                        GError **error)
{
  g_autoptr (GPtrArray) groups = read_groups (tx, leadset_id, recycle, n, error);

  return groups != NULL;
}

static gboolean
move_counts (OdTx *tx,
             gint64 leadset_id,
             GPtrArray *groups,
             const char *status,
             GError **error)
{
  for (guint i = 0; i < groups->len; i++) {
    const Group *group = g_ptr_array_index (groups, i);

    if (!od_lead_store_count (tx, leadset_id, group->status, OD_LEAD_DONE, -group->n,
                              error)
        || !od_lead_store_count (tx, leadset_id, status, OD_LEAD_READY, group->n, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
od_recycle_store_run (OdTx *tx,
                      gint64 leadset_id,
                      const OdRecycle *recycle,
                      const char *status,
                      gint64 *n,
                      GError **error)
{
  g_autoptr (GPtrArray) groups = read_groups (tx, leadset_id, recycle, n, error);
  OdEvent event = { .kind = OD_EVENT_LEADS_RECYCLED,
                    .leadset_id = leadset_id,
                    .word = (char *) status,
                    .n = *n };

  if (groups == NULL || *n == 0)
    return groups != NULL;

  return od_db_run (tx->db, recycle_leads, error,
                    BIND_RECYCLABLE (tx, leadset_id, recycle),
                    OD_TEXT (":status", status))
         && move_counts (tx, leadset_id, groups, status, error)
         && od_event_store_append (tx, &event, error);
}
