/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL that reads calls by when they were. Of calls that is their id, which begins
 * with the time.
 */
#include "daemon/store/hour-store.h"

#include "shared/model/disposition.h"
#include "shared/model/uuid.h"

/* clang-format off */
static const char calls[] =
  "SELECT campaign_id, queued_at_ms, coalesce(answered_at_ms, 0),"
  " CASE WHEN answered_at_ms IS NOT NULL AND bridged_at_ms IS NULL"
  "  THEN coalesce(ended_at_ms, 0) ELSE 0 END"
  " FROM call WHERE id >= :first AND end_reason <> :not_placed"
  " ORDER BY id DESC LIMIT :limit";
/* clang-format on */

GArray *
od_hour_store_list_calls (OdTx *tx, gint64 since_ms, guint limit, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (OdHourCall));
  g_autofree char *first = od_uuid_floor (since_ms);
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, calls, error, OD_TEXT (":first", first),
                      OD_INT (":not_placed", OD_END_NOT_PLACED),
                      OD_INT (":limit", limit));

  while (od_statement_next (st, error)) {
    OdHourCall call = { .campaign_id = od_statement_get_int (st, 0),
                        .placed_ms = od_statement_get_int (st, 1),
                        .answered_ms = od_statement_get_int (st, 2),
                        .abandoned_ms = od_statement_get_int (st, 3) };

    g_array_append_val (all, call);
  }
  return od_statement_is_through (st) ? g_steal_pointer (&all) : NULL;
}
