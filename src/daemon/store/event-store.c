/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about the one log. Append only. The head's row says the last number: who moves
 * it holds it until the commit, so numbers are dense, and whoever sees one sees all below
 * it, however many write. Undone groups give their numbers back.
 */
#include "daemon/store/event-store.h"

/* clang-format off */
static const char move_head[] =
  "UPDATE event_head SET seq = seq + :n RETURNING seq";
static const char append[] =
  "INSERT INTO event (seq, at_ms, kind, campaign_id, leadset_id, lead_id, agent_id,"
  " call_id, word, was, n) VALUES (:seq, :at_ms, :kind, :campaign_id,"
  " :leadset_id, :lead_id, :agent_id, :call_id, :word, :was, :n)";
static const char last_seq[] = "SELECT seq FROM event_head";
static const char first_seq[] =
  "SELECT coalesce(min(seq), 0) FROM event WHERE seq > :floor";
static const char since[] =
  "SELECT seq, at_ms, kind, campaign_id, leadset_id, lead_id, agent_id, call_id, word,"
  " was, n FROM event WHERE seq > :seq ORDER BY seq LIMIT :limit";
/* clang-format on */

#define COLUMN(member)  OD_COLUMN (OdEvent, member)
#define OR_NULL(member) OD_COLUMN_OR_NULL (OdEvent, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (seq), COLUMN (at_ms), COLUMN (kind), OR_NULL (campaign_id),
  OR_NULL (leadset_id), OR_NULL (lead_id), OR_NULL (agent_id), COLUMN (call_id),
  COLUMN (word), COLUMN (was), COLUMN (n), { NULL }
};
/* clang-format on */

static const OdRowType event_row = { columns, sizeof (OdEvent),
                                     (GDestroyNotify) od_event_free };

/* -1: with @error. Takes @st. */
static gint64
read_seq (OdStatement *st, GError **error)
{
  gint64 seq;

  return od_statement_take_int (st, &seq, error) ? seq : -1;
}

gboolean
od_event_store_append (OdTx *tx, GPtrArray *events, GError **error)
{
  OD_ASSERT_STORE (tx);

  gint64 last;

  if (events->len == 0)
    return TRUE;

  last = read_seq (od_db_query (tx->db, move_head, error, OD_INT (":n", events->len)),
                   error);
  for (guint i = 0; last >= 0 && i < events->len; i++) {
    OdEvent *event = g_ptr_array_index (events, i);

    event->seq = last - events->len + i + 1;
    if (!od_row_run (&event_row, event, tx->db, append, error, { NULL }))
      return FALSE;
  }

  return last >= 0;
}

gint64
od_event_store_last_seq (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return read_seq (od_db_query (tx->db, last_seq, error, { NULL }), error);
}

gint64
od_event_store_first_seq (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return read_seq (od_db_query (tx->db, first_seq, error, OD_INT (":floor", 0)), error);
}

GPtrArray *
od_event_store_since (OdTx *tx, gint64 seq, guint limit, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &event_row, since, error, OD_INT (":seq", seq),
                     OD_INT (":limit", limit));
}
