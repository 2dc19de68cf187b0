/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about numbers that rest after a call.
 */
#include "daemon/store/rest-store.h"

#include "daemon/store/lead-state-store.h"
#include "daemon/store/state-sql.h"

/* clang-format off */
static const char longest[] =
  "SELECT coalesce(max(r.delay_ms), 0) FROM lead l CROSS JOIN retry_rule r"
  " WHERE l.phone = :phone AND l.id <> :but AND r.leadset_id = l.leadset_id";
static const char rest[] =
  "INSERT INTO resting_number (phone, lead_id, until_ms) VALUES (:phone, :lead, :until)"
  " ON CONFLICT (phone) DO UPDATE SET lead_id = excluded.lead_id,"
  " until_ms = excluded.until_ms";
static const char others[] =
  "SELECT id, dial_state FROM lead WHERE phone = :phone AND id <> :lead"
  " AND (dial_state = " OD_SQL_LEAD_READY " OR (dial_state = "
  OD_SQL_LEAD_WAITING_RETRY " AND not_before_ms < :until))";
static const char rests[] =
  "SELECT coalesce((SELECT until_ms FROM resting_number WHERE phone = :phone"
  " AND lead_id <> :lead AND until_ms > :now), 0)";
/* clang-format on */

gboolean
od_rest_store_get_longest (OdTx *tx,
                           const char *phone,
                           gint64 but,
                           gint64 *pause_ms,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_statement_take_int (od_db_query (tx->db, longest, error,
                                             OD_TEXT (":phone", phone),
                                             OD_INT (":but", but)),
                                pause_ms, error);
}

typedef struct {
  gint64 lead_id;
  OdLeadDialState state;
} Place;

/* (transfer full): where the others of its leads stand that would be called too soon. */
static GArray *
list_others (OdTx *tx, const OdCall *call, gint64 until_ms, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, others, error, OD_TEXT (":phone", call->phone),
                      OD_INT (":lead", call->lead_id), OD_INT (":until", until_ms));

  while (od_statement_next (st, error)) {
    Place place = { od_statement_get_int (st, 0), od_statement_get_int (st, 1) };

    g_array_append_val (places, place);
  }
  return od_statement_is_through (st) ? g_steal_pointer (&places) : NULL;
}

gboolean
od_rest_store_begin (OdTx *tx, const OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GArray) places = NULL;
  gint64 pause_ms, until_ms;

  if (!od_rest_store_get_longest (tx, call->phone, 0, &pause_ms, error))
    return FALSE;
  if (pause_ms == 0)
    return TRUE;

  until_ms = tx->steady_ms + pause_ms;
  if (!od_db_run (tx->db, rest, error, OD_TEXT (":phone", call->phone),
                  OD_INT (":lead", call->lead_id), OD_INT (":until", until_ms)))
    return FALSE;
  places = list_others (tx, call, until_ms, error);
  for (guint i = 0; places != NULL && i < places->len; i++) {
    const Place *place = &g_array_index (places, Place, i);

    if (!od_lead_state_store_move (tx, place->lead_id, place->state,
                                   OD_LEAD_WAITING_RETRY, until_ms, error))
      return FALSE;
  }

  return places != NULL;
}

gboolean
od_rest_store_get_end (OdTx *tx, const OdCall *call, gint64 *until_ms, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_statement_take_int (od_db_query (tx->db, rests, error,
                                             OD_TEXT (":phone", call->phone),
                                             OD_INT (":lead", call->lead_id),
                                             OD_INT (":now", tx->steady_ms)),
                                until_ms, error);
}
