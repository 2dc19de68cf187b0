/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about where a lead stands in the queue. Every move of a lead moves lead_count
 * with it, in the same transaction, so that "dialable" is always a sum over a few rows.
 */
#include "daemon/store/lead-state-store.h"

#include "daemon/store/lead-row.h"
#include "daemon/store/state-sql.h"

/* clang-format off */
static const char count[] =
  "INSERT INTO lead_count (leadset_id, status, dial_state, n)"
  " VALUES (:leadset, :status, :state, :n)"
  " ON CONFLICT (leadset_id, status, dial_state)"
  " DO UPDATE SET n = lead_count.n + excluded.n";
/* Where a lead goes, and where it would have gone if its number could be dialed. */
#define PLACE \
  "dial_state = :to, not_before_ms = :not_before," \
  " unbarred_state = CASE WHEN :to " OD_SQL_LEAD_IS_BARRED " THEN :unbarred END," \
  " unbarred_not_before_ms = :unbarred_not_before"
static const char move[] =
  "UPDATE lead SET " PLACE ", attempts = attempts + :attempt, owner_epoch = :epoch"
  " WHERE id = :id AND dial_state = :from"
  " AND (NOT :from " OD_SQL_LEAD_IS_OWNED " OR owner_epoch = :epoch)"
  " RETURNING leadset_id, status";
static const char barred[] =
  "SELECT coalesce((SELECT min(dial_state) FROM barred_number"
  " WHERE phone = (SELECT phone FROM lead WHERE id = :id)), 0)";
/* A lead that came to the queue barred has been nowhere else: one that was called is
 * through, from before this was kept. */
static const char stands[] =
  "SELECT CASE WHEN dial_state " OD_SQL_LEAD_IS_BARRED " THEN coalesce(unbarred_state,"
  " CASE WHEN attempts > 0 THEN " OD_SQL_LEAD_DONE " ELSE " OD_SQL_LEAD_READY " END)"
  " ELSE dial_state END, coalesce(unbarred_not_before_ms, not_before_ms, 0)"
  " FROM lead WHERE id = :id";
static const char with_phone[] =
  "SELECT id, leadset_id, phone, status, fields, dial_state, attempts, version"
  " FROM lead WHERE phone = :phone ORDER BY id";
static const char give_back[] =
  "UPDATE lead SET " PLACE ", attempts = attempts - 1,"
  " given_back = given_back + :by_trunk, owner_epoch = :epoch"
  " WHERE id = :id AND dial_state = " OD_SQL_LEAD_DIALING " AND owner_epoch = :epoch"
  " RETURNING leadset_id, status";
static const char spend[] =
  "UPDATE lead SET attempts = attempts + 1, given_back = given_back - 1"
  " WHERE id = :id AND given_back > 0 AND " OD_SQL_LEAD_WAITING_RETRY
  " IN (dial_state, unbarred_state) RETURNING dial_state";
static const char tries[] =
  "SELECT attempts + given_back, given_back FROM lead WHERE id = :id";
static const char wake[] =
  "UPDATE lead SET dial_state = " OD_SQL_LEAD_READY ", not_before_ms = NULL,"
  " owner_epoch = NULL WHERE not_before_ms <= :now AND id IN"
  " (SELECT id FROM lead WHERE not_before_ms <= :now ORDER BY not_before_ms, id"
  "   LIMIT :limit)";
static const char due_states[] =
  "SELECT leadset_id, status, dial_state, count(*) FROM"
  " (SELECT leadset_id, status, dial_state FROM lead WHERE not_before_ms <= :now"
  "   ORDER BY not_before_ms, id LIMIT :limit) AS due"
  " GROUP BY leadset_id, status, dial_state";
static const char all_states[] =
  "SELECT leadset_id, status, dial_state, count(*) FROM lead"
  " WHERE dial_state = :from AND dial_state " OD_SQL_LEAD_IS_OWNED
  " GROUP BY leadset_id, status, dial_state";
static const char move_all[] =
  "UPDATE lead SET dial_state = :to, not_before_ms = :not_before, owner_epoch = NULL"
  " WHERE dial_state = :from AND dial_state " OD_SQL_LEAD_IS_OWNED;
/* clang-format on */

gboolean
od_lead_state_store_count (OdTx *tx,
                           gint64 leadset_id,
                           const char *status,
                           OdLeadDialState state,
                           gint64 n,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, count, error, OD_INT (":leadset", leadset_id),
                    OD_TEXT (":status", status), OD_INT (":state", state),
                    OD_INT (":n", n));
}

gboolean
od_lead_state_store_count_move (OdTx *tx,
                                gint64 leadset_id,
                                const char *status,
                                OdLeadDialState from,
                                OdLeadDialState to,
                                gint64 n,
                                GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_lead_state_store_count (tx, leadset_id, status, from, -n, error)
         && od_lead_state_store_count (tx, leadset_id, status, to, n, error);
}

/* FALSE: the lead is not in @from, or is another epoch's. */
static gboolean
next_or_refuse (OdStatement *st, gint64 lead_id, OdLeadDialState from, GError **error)
{
  if (od_statement_next (st, error))
    return TRUE;

  return od_statement_is_through (st)
         && od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "lead=%" G_GINT64_FORMAT " is not %s here", lead_id,
                                od_lead_dial_state_get_name (from));
}

static gboolean
find_barred (OdTx *tx, gint64 lead_id, OdLeadDialState *state, GError **error)
{
  gint64 found;

  if (!od_statement_take_int (od_db_query (tx->db, barred, error,
                                           OD_INT (":id", lead_id)),
                              &found, error))
    return FALSE;

  *state = found;
  return TRUE;
}

typedef struct {
  OdLeadDialState to;
  gint64 not_before_ms; /* 0: it does not wait */
} Place;

/* Where a lead is to go, and where that would be if its number could be dialed. */
typedef struct {
  Place is;
  Place unbarred;
} Places;

static gboolean
ask_list (OdTx *tx, gint64 lead_id, Place wanted, Places *places, GError **error)
{
  OdLeadDialState state;

  *places = (Places){ wanted };
  if (od_lead_dial_state_is_owned (wanted.to))
    return TRUE;
  if (!find_barred (tx, lead_id, &state, error))
    return FALSE;

  if (od_lead_dial_state_is_barred (state))
    *places = (Places){ { state }, wanted };
  return TRUE;
}

#define BIND_PLACES(places)                                                              \
  OD_INT (":to", (places)->is.to), OD_ID (":not_before", (places)->is.not_before_ms),    \
    OD_INT (":unbarred", (places)->unbarred.to),                                         \
    OD_ID (":unbarred_not_before", (places)->unbarred.not_before_ms)

static gboolean
move_one (OdTx *tx,
          gint64 lead_id,
          OdLeadDialState from,
          const Places *places,
          GError **error)
{
  OdLeadDialState to = places->is.to;
  g_autofree char *status = NULL;
  gint64 leadset_id;
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, move, error, OD_INT (":id", lead_id),
                      OD_INT (":from", from), BIND_PLACES (places),
                      OD_INT (":attempt", to == OD_LEAD_DIALING ? 1 : 0),
                      OD_INT (":epoch", tx->epoch));

  if (!next_or_refuse (st, lead_id, from, error))
    return FALSE;

  leadset_id = od_statement_get_int (st, 0);
  status = od_statement_dup_text (st, 1);
  return od_lead_state_store_count_move (tx, leadset_id, status, from, to, 1, error);
}

gboolean
od_lead_state_store_move (OdTx *tx,
                          gint64 lead_id,
                          OdLeadDialState from,
                          OdLeadDialState to,
                          gint64 not_before_ms,
                          GError **error)
{
  OD_ASSERT_STORE (tx);

  Places places;

  return ask_list (tx, lead_id, (Place){ to, not_before_ms }, &places, error)
         && move_one (tx, lead_id, from, &places, error);
}

static gboolean
read_unbarred (OdTx *tx, gint64 lead_id, Place *place, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, stands, error, OD_INT (":id", lead_id));

  if (!od_statement_next (st, error))
    return FALSE;

  *place = (Place){ od_statement_get_int (st, 0), od_statement_get_int (st, 1) };
  return TRUE;
}

gboolean
od_lead_state_store_get_unbarred (OdTx *tx,
                                  gint64 lead_id,
                                  OdLeadDialState *state,
                                  GError **error)
{
  OD_ASSERT_STORE (tx);

  Place place;

  if (!read_unbarred (tx, lead_id, &place, error))
    return FALSE;

  *state = place.to;
  return TRUE;
}

gboolean
od_lead_state_store_follow_list (OdTx *tx, OdLead *lead, GError **error)
{
  OD_ASSERT_STORE (tx);

  Place unbarred;
  Places places;

  if (!read_unbarred (tx, lead->id, &unbarred, error)
      || !ask_list (tx, lead->id, unbarred, &places, error))
    return FALSE;
  if (places.is.to == lead->dial_state)
    return TRUE;
  if (!move_one (tx, lead->id, lead->dial_state, &places, error))
    return FALSE;

  lead->dial_state = places.is.to;
  return TRUE;
}

/* Whoever is being called is told what it will be. */
static gboolean
tell_barred (OdTx *tx, const OdLead *lead, GError **error)
{
  OdEvent event = { .leadset_id = lead->leadset_id, .lead_id = lead->id };
  OdLeadDialState state;

  if (!find_barred (tx, lead->id, &state, error))
    return FALSE;

  event.kind = od_lead_dial_state_is_barred (state) ? OD_EVENT_LEAD_BARRED
                                                    : OD_EVENT_LEAD_FREED;
  event.word = (char *) od_lead_dial_state_get_name (
    event.kind == OD_EVENT_LEAD_BARRED ? state : lead->dial_state);
  return od_tx_log (tx, &event);
}

gboolean
od_lead_state_store_bar (OdTx *tx, const char *phone, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GPtrArray)
    leads = od_tx_list (tx, &od_lead_row, with_phone, error, OD_TEXT (":phone", phone));

  for (guint i = 0; leads != NULL && i < leads->len; i++) {
    OdLead *lead = g_ptr_array_index (leads, i);

    if (!od_lead_dial_state_is_owned (lead->dial_state)
        && !od_lead_state_store_follow_list (tx, lead, error))
      return FALSE;
    if (!tell_barred (tx, lead, error))
      return FALSE;
  }

  return leads != NULL;
}

static gboolean
return_dialed (OdTx *tx,
               gint64 lead_id,
               gboolean by_trunk,
               gint64 not_before_ms,
               GError **error)
{
  const Place wait = { OD_LEAD_WAITING_RETRY, not_before_ms };
  g_autofree char *status = NULL;
  g_autoptr (OdStatement) st = NULL;
  Places places;
  gint64 leadset_id;

  if (!ask_list (tx, lead_id, wait, &places, error))
    return FALSE;
  st = od_db_query (tx->db, give_back, error, OD_INT (":id", lead_id),
                    BIND_PLACES (&places), OD_INT (":by_trunk", by_trunk),
                    OD_INT (":epoch", tx->epoch));
  if (!next_or_refuse (st, lead_id, OD_LEAD_DIALING, error))
    return FALSE;

  leadset_id = od_statement_get_int (st, 0);
  status = od_statement_dup_text (st, 1);
  return od_lead_state_store_count_move (tx, leadset_id, status, OD_LEAD_DIALING,
                                         places.is.to, 1, error);
}

gboolean
od_lead_state_store_give_back (OdTx *tx,
                               gint64 lead_id,
                               gint64 not_before_ms,
                               GError **error)
{
  OD_ASSERT_STORE (tx);
  return return_dialed (tx, lead_id, TRUE, not_before_ms, error);
}

gboolean
od_lead_state_store_unspend (OdTx *tx,
                             gint64 lead_id,
                             gint64 not_before_ms,
                             GError **error)
{
  OD_ASSERT_STORE (tx);
  return return_dialed (tx, lead_id, FALSE, not_before_ms, error);
}

gboolean
od_lead_state_store_get_tries (OdTx *tx,
                               gint64 lead_id,
                               OdLeadTries *found,
                               GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, tries, error, OD_INT (":id", lead_id));

  if (!od_statement_next (st, error))
    return FALSE;

  found->invites = od_statement_get_int (st, 0);
  found->given_back = od_statement_get_int (st, 1);
  return TRUE;
}

gboolean
od_lead_state_store_spend (OdTx *tx,
                           gint64 lead_id,
                           gboolean *spent,
                           OdLeadDialState *state,
                           GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, spend, error, OD_INT (":id", lead_id));

  *spent = od_statement_next (st, error);
  if (*spent)
    *state = od_statement_get_int (st, 0);
  return *spent || od_statement_is_through (st);
}

/* Moves the counters of a group of leads that are about to move together. */
static gboolean
count_group (OdTx *tx, OdStatement *st, OdLeadDialState to, guint *moved, GError **error)
{
  *moved = 0;
  while (od_statement_next (st, error)) {
    gint64 n = od_statement_get_int (st, 3);

    if (!od_lead_state_store_count_move (tx, od_statement_get_int (st, 0),
                                         od_statement_get_text (st, 1),
                                         od_statement_get_int (st, 2), to, n, error))
      return FALSE;
    *moved += n;
  }

  return od_statement_is_through (st);
}

gboolean
od_lead_state_store_wake (OdTx *tx, guint limit, guint *woken, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement)
    st = od_db_query (tx->db, due_states, error, OD_INT (":now", tx->steady_ms),
                      OD_INT (":limit", limit));

  if (!count_group (tx, st, OD_LEAD_READY, woken, error))
    return FALSE;

  return *woken == 0
         || od_db_run (tx->db, wake, error, OD_INT (":now", tx->steady_ms),
                       OD_INT (":limit", limit));
}

gboolean
od_lead_state_store_move_all (OdTx *tx,
                              OdLeadDialState from,
                              OdLeadDialState to,
                              gint64 not_before_ms,
                              GError **error)
{
  OD_ASSERT_STORE (tx);

  guint moved;
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, all_states, error, OD_INT (":from", from));

  return count_group (tx, st, to, &moved, error)
         && od_db_run (tx->db, move_all, error, OD_INT (":from", from),
                       OD_INT (":to", to), OD_ID (":not_before", not_before_ms));
}
