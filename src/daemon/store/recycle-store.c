/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL that brings leads back to be dialed again. Which ones is said once, for the
 * count that a person sees and for the move itself. A move is made of turns, each a
 * transaction of its own that looks at no more than TURN leads: a claim never waits for
 * more. Where it stands is a row, so that a crash between two turns loses nothing.
 */
#include "daemon/store/recycle-store.h"

#include "daemon/store/disposition-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/state-sql.h"

#include <string.h>

#define TURN       500  /* leads: some 7 ms of the writer */
#define COUNT_TURN 2000 /* leads a read: whoever else reads waits for no more */

/* clang-format off */

/* c is the lead's last attempt. An end reason counts where no agent had the call, a
 * disposition where one had. */
#define RECYCLABLE \
  " FROM lead l JOIN call c ON c.lead_id = l.id" \
  " WHERE l.leadset_id = :leadset AND l.dial_state = " OD_SQL_LEAD_DONE \
  " AND l.attempts < :max_attempts" \
  " AND c.ended_at_ms <= :ended_before" \
  " AND ((c.bridged_at_ms IS NULL AND (:ends >> c.end_reason) & 1 = 1)" \
  "  OR (c.disposition IS NOT NULL AND " OD_DISPOSITION_SQL ("c", "final") " = 0" \
  "   AND replace(:dispositions, :line || c.disposition || :line, '')" \
  "    <> :dispositions))" \
  " AND NOT EXISTS (SELECT 1 FROM call o WHERE o.lead_id = l.id" \
  "  AND (o.rowid > c.rowid" \
  "   OR (o.bridged_at_ms IS NOT NULL AND (o.disposition IS NULL" \
  "    OR " OD_DISPOSITION_SQL ("o", "final") " = 1))))" \
  " AND NOT EXISTS (SELECT 1 FROM active_number a WHERE a.phone = l.phone" \
  "  AND (a.until_ms IS NULL OR a.until_ms > :now))"

#define OF_PART " AND l.id > :after AND l.id <= :upto"
static const char count_done[] = "SELECT count(*)" RECYCLABLE OF_PART;

#define COLUMNS \
  " id, state, leadset_id, status, ends, dispositions, max_attempts, ended_before_ms," \
  " after, n, n_back, moved_at_ms, request_hash AS hash, undo_request AS undo_key"
static const char add[] =
  "INSERT INTO recycling (leadset_id, request, request_hash, state, status, ends,"
  " dispositions, max_attempts, ended_before_ms, after, n, n_back) VALUES (:leadset,"
  " :request, :hash, " OD_SQL_RECYCLING_MOVING ", :status, :ends, :dispositions,"
  " :max_attempts, :ended_before, 0, 0, 0)";
static const char get[] = "SELECT" COLUMNS " FROM recycling WHERE id = :id";
static const char find[] =
  "SELECT" COLUMNS " FROM recycling WHERE request = :key";
static const char find_undone[] =
  "SELECT" COLUMNS " FROM recycling WHERE undo_request = :key";
static const char find_last[] =
  "SELECT" COLUMNS " FROM recycling WHERE leadset_id = :leadset"
  " AND state = " OD_SQL_RECYCLING_MOVED " AND n > 0"
  " AND moved_at_ms >= :since ORDER BY id DESC LIMIT 1";
static const char list_open[] =
  "SELECT id FROM recycling WHERE state IN (" OD_SQL_RECYCLING_MOVING ", "
  OD_SQL_RECYCLING_BACKING ") ORDER BY id";
static const char start_undo[] =
  "UPDATE recycling SET state = " OD_SQL_RECYCLING_BACKING ", undo_request = :key,"
  " after = 0 WHERE id = :id";
static const char save[] =
  "UPDATE recycling SET state = :state, after = :upto, n = :n, n_back = :n_back,"
  " moved_at_ms = :moved_at WHERE id = :id";

/* The leads of one turn: how many there are to look at, and the last of them. */
static const char done_leads[] =
  "SELECT count(*), max(id) FROM (SELECT id FROM lead WHERE leadset_id = :leadset"
  " AND dial_state = " OD_SQL_LEAD_DONE
  " AND id > :after ORDER BY id LIMIT :turn) AS part";
static const char moved_leads[] =
  "SELECT count(*), max(lead_id) FROM (SELECT lead_id FROM recycled_lead"
  " WHERE recycling_id = :id AND lead_id > :after ORDER BY lead_id LIMIT :turn) AS part";

#define PART \
  " FROM recycled_lead r WHERE r.recycling_id = :id AND r.lead_id > :after" \
  " AND r.lead_id <= :upto"
static const char pick[] =
  "INSERT INTO recycled_lead (recycling_id, lead_id, was, version, attempts)"
  " SELECT :id, l.id, l.status, l.version + 1, l.attempts" RECYCLABLE OF_PART;
static const char picked[] = "SELECT r.was, count(*)" PART " GROUP BY r.was";
static const char move[] =
  "UPDATE lead SET dial_state = " OD_SQL_LEAD_READY ", status = :status,"
  " not_before_ms = NULL, given_back = 0, refusals = 0,"
  " owner_epoch = NULL, version = version + 1 WHERE id IN (SELECT r.lead_id" PART ")";

/* Claimed and given back is untouched; dialed, called or edited is not. */
static const char drop_touched[] =
  "DELETE FROM recycled_lead WHERE recycling_id = :id AND lead_id > :after"
  " AND lead_id <= :upto AND NOT EXISTS (SELECT 1 FROM lead l"
  "  WHERE l.id = recycled_lead.lead_id AND l.dial_state = " OD_SQL_LEAD_READY
  "  AND l.version = recycled_lead.version AND l.attempts = recycled_lead.attempts)";
static const char move_back[] =
  "UPDATE lead SET dial_state = " OD_SQL_LEAD_DONE ", not_before_ms = NULL,"
  " owner_epoch = NULL,"
  " version = version + 1, status = (SELECT r.was FROM recycled_lead r"
  "  WHERE r.recycling_id = :id AND r.lead_id = lead.id)"
  " WHERE id IN (SELECT r.lead_id" PART ")";
/* clang-format on */

/* A recycling with all that a turn needs of it. */
typedef struct {
  OdRecycling is;
  gint64 leadset_id;
  char *status;
  OdRecycle what;
  gint64 ended_before_ms;
  gint64 after; /* this turn's leads come after it, */
  gint64 upto;  /* and end with it */
  gint64 moved_at_ms;
  char *hash;
  char *undo_key; /* NULL: it was not undone */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->status);
  od_recycle_clear (&row->what);
  g_free (row->hash);
  g_free (row->undo_key);
  g_free (row);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Row, row_free)

#define COLUMN(member) OD_COLUMN (Row, member)
#define OF(in, member) OD_COLUMN_AS (#member, Row, in.member)
/* clang-format off */
static const OdColumn columns[] = {
  OF (is, id), OF (is, state), COLUMN (leadset_id), COLUMN (status), OF (what, ends),
  OF (what, dispositions), OF (what, max_attempts), COLUMN (ended_before_ms),
  COLUMN (after), OF (is, n), OF (is, n_back), COLUMN (moved_at_ms), COLUMN (hash),
  COLUMN (undo_key), { NULL }
};
/* clang-format on */

static const OdRowType row_type = { columns, sizeof (Row), row_free };

static const char *
dispositions_of (const OdRecycle *recycle)
{
  return recycle->dispositions != NULL ? recycle->dispositions : "";
}

#define BIND_RECYCLABLE(tx, leadset_id, recycle, ended_before)                           \
  OD_INT (":leadset", (leadset_id)), OD_INT (":ends", (gint64) (recycle)->ends),         \
    OD_TEXT (":dispositions", dispositions_of (recycle)), OD_TEXT (":line", "\n"),       \
    OD_INT (":max_attempts", (recycle)->max_attempts),                                   \
    OD_INT (":ended_before", (ended_before)), OD_INT (":now", (tx)->steady_ms)
#define BIND_PART(row)                                                                   \
  OD_INT (":id", (row)->is.id), OD_INT (":after", (row)->after),                         \
    OD_INT (":upto", (row)->upto)

gboolean
od_recycling_is_open (const OdRecycling *recycling)
{
  return recycling->state == OD_RECYCLING_MOVING
         || recycling->state == OD_RECYCLING_BACKING;
}

/* Of a turn: how many leads it has, and the last of them. Takes @statement. */
static gboolean
take_turn (OdStatement *statement,
           guint turn,
           gint64 *upto,
           gboolean *last,
           GError **error)
{
  g_autoptr (OdStatement) st = statement;

  if (!od_statement_next (st, error))
    return FALSE;

  *last = od_statement_get_int (st, 0) < turn;
  *upto = od_statement_get_int (st, 1);
  return TRUE;
}

/* The next up to @turn done leads; @last (out): none comes after them. */
static gboolean
find_done (OdTx *tx,
           gint64 leadset_id,
           gint64 after,
           guint turn,
           gint64 *upto,
           gboolean *last,
           GError **error)
{
  return take_turn (od_db_query (tx->db, done_leads, error,
                                 OD_INT (":leadset", leadset_id),
                                 OD_INT (":after", after), OD_INT (":turn", turn)),
                    turn, upto, last, error);
}

gboolean
od_recycle_store_count (OdTx *tx,
                        gint64 leadset_id,
                        const OdRecycle *recycle,
                        OdRecycleCount *count,
                        GError **error)
{
  OD_ASSERT_STORE (tx);

  gint64 upto, n;

  if (count->ended_before_ms == 0)
    count->ended_before_ms = tx->now_ms - recycle->min_age_ms;
  if (!find_done (tx, leadset_id, count->after, COUNT_TURN, &upto, &count->through,
                  error))
    return FALSE;

  if (!od_statement_take_int (od_db_query (tx->db, count_done, error,
                                           BIND_RECYCLABLE (tx, leadset_id, recycle,
                                                            count->ended_before_ms),
                                           OD_INT (":after", count->after),
                                           OD_INT (":upto", upto)),
                              &n, error))
    return FALSE;

  count->n += n;
  count->after = upto;
  return TRUE;
}

/* @row (out) (transfer full): NULL: there is none. Takes @st. */
static gboolean
take_row (OdStatement *st, Row **row, GError **error)
{
  gpointer found;
  gboolean ok = od_row_find (&row_type, st, &found, error);

  *row = found;
  return ok;
}

static Row *
get_row (OdTx *tx, gint64 id, GError **error)
{
  return od_tx_get (tx, &row_type, get, "recycling, or it is too old to be undone", error,
                    OD_INT (":id", id));
}

static gboolean
find_row (OdTx *tx, const char *sql, const char *key, Row **row, GError **error)
{
  return take_row (od_db_query (tx->db, sql, error, OD_TEXT (":key", key)), row, error);
}

gboolean
od_recycle_store_find (OdTx *tx, const char *key, OdRecycling *recycling, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (Row) row = NULL;

  *recycling = (OdRecycling){ 0 };
  if (!find_row (tx, find, key, &row, error)
      || (row == NULL && !find_row (tx, find_undone, key, &row, error)))
    return FALSE;

  if (row != NULL)
    *recycling = row->is;
  return TRUE;
}

gboolean
od_recycle_store_find_last (OdTx *tx,
                            gint64 leadset_id,
                            OdRecycling *recycling,
                            gint64 *left_ms,
                            GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (Row) row = NULL;
  gint64 since_ms = tx->now_ms - OD_RECYCLE_UNDO_MS;

  *recycling = (OdRecycling){ 0 };
  *left_ms = 0;
  if (!take_row (od_db_query (tx->db, find_last, error, OD_INT (":leadset", leadset_id),
                              OD_INT (":since", since_ms)),
                 &row, error))
    return FALSE;

  if (row != NULL) {
    *recycling = row->is;
    *left_ms = row->moved_at_ms - since_ms;
  }
  return TRUE;
}

gboolean
od_recycle_store_begin (OdTx *tx,
                        gint64 leadset_id,
                        const OdRecycle *recycle,
                        const char *status,
                        const OdRecycleRequest *request,
                        OdRecycling *recycling,
                        GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (Row) row = NULL;

  if (!find_row (tx, find, request->key, &row, error))
    return FALSE;
  if (row != NULL && strcmp (row->hash, request->hash) != 0)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "This Idempotency-Key was used for another request");
  if (row != NULL) {
    *recycling = row->is;
    return TRUE;
  }

  *recycling = (OdRecycling){ .state = OD_RECYCLING_MOVING };
  if (!od_db_run (tx->db, add, error, OD_INT (":leadset", leadset_id),
                  OD_TEXT (":request", request->key), OD_TEXT (":hash", request->hash),
                  OD_TEXT (":status", status), OD_INT (":ends", (gint64) recycle->ends),
                  OD_TEXT (":dispositions", dispositions_of (recycle)),
                  OD_INT (":max_attempts", recycle->max_attempts),
                  OD_INT (":ended_before", tx->now_ms - recycle->min_age_ms)))
    return FALSE;
  recycling->id = od_db_last_id (tx->db);
  return TRUE;
}

gboolean
od_recycle_store_undo (OdTx *tx,
                       gint64 id,
                       const char *key,
                       OdRecycling *recycling,
                       GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (Row) row = get_row (tx, id, error);
  const char *why = NULL;

  if (row == NULL)
    return FALSE;
  *recycling = row->is;
  if (g_strcmp0 (row->undo_key, key) == 0)
    return TRUE;

  if (row->is.state == OD_RECYCLING_MOVING)
    why = "These leads are still being recycled: try again";
  else if (row->is.state != OD_RECYCLING_MOVED)
    why = "This was undone already";
  else if (tx->now_ms - row->moved_at_ms > OD_RECYCLE_UNDO_MS)
    why = "This was more than ten minutes ago and cannot be undone";
  if (why != NULL)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED, "%s", why);

  recycling->state = OD_RECYCLING_BACKING;
  return od_db_run (tx->db, start_undo, error, OD_INT (":id", id), OD_TEXT (":key", key));
}

/* --- a turn ----------------------------------------------------------------------- */

/* Moves the counts of this turn's leads; @n grows by how many they are. */
static gboolean
count_part (OdTx *tx, const Row *row, gboolean back, gint64 *n, GError **error)
{
  g_autoptr (OdStatement) st = od_db_query (tx->db, picked, error, BIND_PART (row));

  while (od_statement_next (st, error)) {
    const char *was = od_statement_get_text (st, 0);
    gint64 leads = od_statement_get_int (st, 1), ready = back ? -leads : leads;

    *n += leads;
    if (!od_lead_state_store_count (tx, row->leadset_id, was, OD_LEAD_DONE, -ready, error)
        || !od_lead_state_store_count (tx, row->leadset_id, row->status, OD_LEAD_READY,
                                       ready, error))
      return FALSE;
  }

  return od_statement_is_through (st);
}

/* @last (out): no lead comes after this turn's. */
static gboolean
find_part (OdTx *tx, Row *row, gboolean *last, GError **error)
{
  if (row->is.state == OD_RECYCLING_MOVING)
    return find_done (tx, row->leadset_id, row->after, TURN, &row->upto, last, error);

  return take_turn (od_db_query (tx->db, moved_leads, error, OD_INT (":id", row->is.id),
                                 OD_INT (":after", row->after), OD_INT (":turn", TURN)),
                    TURN, &row->upto, last, error);
}

static gboolean
move_part (OdTx *tx, Row *row, GError **error)
{
  if (row->is.state == OD_RECYCLING_MOVING)
    return od_db_run (tx->db, pick, error,
                      BIND_RECYCLABLE (tx, row->leadset_id, &row->what,
                                       row->ended_before_ms),
                      BIND_PART (row))
           && od_db_run (tx->db, move, error, BIND_PART (row),
                         OD_TEXT (":status", row->status))
           && count_part (tx, row, FALSE, &row->is.n, error);

  return od_db_run (tx->db, drop_touched, error, BIND_PART (row))
         && od_db_run (tx->db, move_back, error, BIND_PART (row))
         && count_part (tx, row, TRUE, &row->is.n_back, error);
}

/* Told once, when all of it is there: for people it is one move. */
static gboolean
end_moving (OdTx *tx, Row *row, GError **error)
{
  gboolean back = row->is.state == OD_RECYCLING_BACKING;
  OdEvent event = { .kind = back ? OD_EVENT_RECYCLING_UNDONE : OD_EVENT_LEADS_RECYCLED,
                    .leadset_id = row->leadset_id,
                    .word = row->status,
                    .n = back ? row->is.n_back : row->is.n };

  row->is.state = back ? OD_RECYCLING_BACK : OD_RECYCLING_MOVED;
  if (!back)
    row->moved_at_ms = tx->now_ms;
  return event.n == 0 || od_tx_log (tx, &event);
}

gboolean
od_recycle_store_turn (OdTx *tx, gint64 id, OdRecycling *recycling, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (Row) row = get_row (tx, id, error);
  gboolean last;

  if (row == NULL)
    return FALSE;
  *recycling = row->is;
  if (!od_recycling_is_open (recycling))
    return TRUE;

  if (!find_part (tx, row, &last, error) || !move_part (tx, row, error)
      || (last && !end_moving (tx, row, error)))
    return FALSE;
  *recycling = row->is;
  return od_db_run (tx->db, save, error, OD_INT (":id", id),
                    OD_INT (":state", row->is.state), OD_INT (":upto", row->upto),
                    OD_INT (":n", row->is.n), OD_INT (":n_back", row->is.n_back),
                    OD_ID (":moved_at", row->moved_at_ms));
}

GArray *
od_recycle_store_list_open (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (OdStatement) st = od_db_query (tx->db, list_open, error, { NULL });

  while (od_statement_next (st, error)) {
    gint64 id = od_statement_get_int (st, 0);

    g_array_append_val (ids, id);
  }
  return od_statement_is_through (st) ? g_steal_pointer (&ids) : NULL;
}
