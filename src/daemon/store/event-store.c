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
  " call_id, word, was, n) VALUES (:seq, :at, :kind, :campaign, :leadset, :lead,"
  " :agent, :call, :word, :was, :n)";
static const char last_seq[] = "SELECT seq FROM event_head";
static const char first_seq[] =
  "SELECT coalesce(min(seq), 0) FROM event WHERE seq > :floor";
static const char since[] =
  "SELECT seq, at_ms, kind, campaign_id, leadset_id, lead_id, agent_id, call_id, word,"
  " was, n FROM event WHERE seq > :seq ORDER BY seq LIMIT :limit";
/* clang-format on */

static gboolean
write_event (OdTx *tx, const OdEvent *event, GError **error)
{
  return od_db_run (tx->db, append, error, OD_INT (":seq", event->seq),
                    OD_INT (":at", event->at_ms), OD_INT (":kind", event->kind),
                    OD_ID (":campaign", event->campaign_id),
                    OD_ID (":leadset", event->leadset_id),
                    OD_ID (":lead", event->lead_id), OD_ID (":agent", event->agent_id),
                    OD_TEXT (":call", event->call_id), OD_TEXT (":word", event->word),
                    OD_TEXT (":was", event->was), OD_INT (":n", event->n));
}

static gint64
read_seq (OdStatement *st, GError **error)
{
  return st != NULL && od_statement_next (st, error) ? od_statement_get_int (st, 0) : -1;
}

gboolean
od_event_store_append (OdTx *tx, GPtrArray *events, GError **error)
{
  OD_ASSERT_STORE (tx);

  gint64 last;
  g_autoptr (OdStatement) st = NULL;

  if (events->len == 0)
    return TRUE;

  st = od_db_query (tx->db, move_head, error, OD_INT (":n", events->len));
  last = read_seq (st, error);
  for (guint i = 0; last >= 0 && i < events->len; i++) {
    OdEvent *event = g_ptr_array_index (events, i);

    event->seq = last - events->len + i + 1;
    if (!write_event (tx, event, error))
      return FALSE;
  }

  return last >= 0;
}

gint64
od_event_store_last_seq (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement) st = od_db_query (tx->db, last_seq, error, { NULL });

  return read_seq (st, error);
}

gint64
od_event_store_first_seq (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, first_seq, error, OD_INT (":floor", 0));

  return read_seq (st, error);
}

static gpointer
read_event (OdStatement *st)
{
  OdEvent *event = g_new0 (OdEvent, 1);

  event->seq = od_statement_get_int (st, 0);
  event->at_ms = od_statement_get_int (st, 1);
  event->kind = od_statement_get_int (st, 2);
  event->campaign_id = od_statement_get_int (st, 3);
  event->leadset_id = od_statement_get_int (st, 4);
  event->lead_id = od_statement_get_int (st, 5);
  event->agent_id = od_statement_get_int (st, 6);
  event->call_id = od_statement_dup_text (st, 7);
  event->word = od_statement_dup_text (st, 8);
  event->was = od_statement_dup_text (st, 9);
  event->n = od_statement_get_int (st, 10);
  return event;
}

GPtrArray *
od_event_store_since (OdTx *tx, gint64 seq, guint limit, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement) st = od_db_query (tx->db, since, error, OD_INT (":seq", seq),
                                            OD_INT (":limit", limit));

  return st != NULL
           ? od_statement_collect (st, read_event, (GDestroyNotify) od_event_free, error)
           : NULL;
}
