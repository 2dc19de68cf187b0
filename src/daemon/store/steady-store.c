/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clock that waits run on. A wall clock that is set moves one row here, and the call
 * backs; no other wait is touched, so that it costs the same with a million of them.
 */
#include "daemon/store/steady-store.h"

#include "daemon/store/state-sql.h"

#include <string.h>

#define NOTE_MS 60000
/* A clock that is kept by the network is moved by less, and often. */
#define JUMP_MS 1000

/* clang-format off */
static const char get[] =
  "SELECT boot, offset_ms, seen_ms, ahead_ms FROM steady WHERE id = :id";
static const char set[] =
  "INSERT INTO steady (id, boot, offset_ms, seen_ms, ahead_ms)"
  " VALUES (1, :boot, :offset, :seen, :ahead) ON CONFLICT (id) DO UPDATE"
  " SET boot = excluded.boot, offset_ms = excluded.offset_ms,"
  " seen_ms = excluded.seen_ms";
static const char note[] = "UPDATE steady SET seen_ms = :seen";
static const char follow[] = "UPDATE steady SET ahead_ms = :ahead";
/* Those that are due, or were, have been woken and wait for nothing. */
#define MOVE_CALL_BACKS(state, until) \
  "UPDATE lead SET " until " = " until " - (:ahead - :was) WHERE id IN" \
  " (SELECT l.id FROM call c JOIN lead l ON l.id = c.lead_id" \
  "  WHERE c.call_back_at_ms > :since AND l." state " = " OD_SQL_LEAD_WAITING_RETRY \
  "  AND l." until " = c.call_back_at_ms - :was)"
static const char move_call_backs[] = MOVE_CALL_BACKS ("dial_state", "not_before_ms");
static const char move_barred_call_backs[] =
  MOVE_CALL_BACKS ("unbarred_state", "unbarred_not_before_ms");
/* clang-format on */

typedef struct {
  gboolean found;
  gboolean same_boot;
  gint64 offset_ms;
  gint64 seen_ms;
  gint64 ahead_ms;
} Steady;

static gboolean
read_row (OdTx *tx, const char *boot, Steady *steady, GError **error)
{
  g_autoptr (OdStatement) st = od_db_query (tx->db, get, error, OD_INT (":id", 1));

  *steady = (Steady){ .found = od_statement_next (st, error) };
  if (!steady->found)
    return od_statement_is_through (st);

  steady->same_boot = g_strcmp0 (od_statement_get_text (st, 0), boot) == 0;
  steady->offset_ms = od_statement_get_int (st, 1);
  steady->seen_ms = od_statement_get_int (st, 2);
  steady->ahead_ms = od_statement_get_int (st, 3);
  return TRUE;
}

gboolean
od_steady_store_begin (OdTx *tx,
                       const char *boot,
                       gint64 boot_ms,
                       gint64 *offset_ms,
                       GError **error)
{
  OD_ASSERT_STORE (tx);

  Steady steady;

  if (!read_row (tx, boot, &steady, error))
    return FALSE;
  if (!steady.found)
    *offset_ms = tx->now_ms - boot_ms;
  else
    *offset_ms = steady.same_boot ? steady.offset_ms : steady.seen_ms;

  tx->steady_ms = boot_ms + *offset_ms;
  return od_db_run (tx->db, set, error, OD_TEXT (":boot", boot),
                    OD_INT (":offset", *offset_ms), OD_INT (":seen", tx->steady_ms),
                    OD_INT (":ahead", tx->now_ms - tx->steady_ms))
         && od_steady_store_keep (tx, error);
}

static gboolean
follow_wall (OdTx *tx, gint64 was_ms, gint64 ahead_ms, GError **error)
{
  const gint64 since_ms = tx->steady_ms + was_ms;

  return od_db_run (tx->db, move_call_backs, error, OD_INT (":was", was_ms),
                    OD_INT (":ahead", ahead_ms), OD_INT (":since", since_ms))
         && od_db_run (tx->db, move_barred_call_backs, error, OD_INT (":was", was_ms),
                       OD_INT (":ahead", ahead_ms), OD_INT (":since", since_ms))
         && od_db_run (tx->db, follow, error, OD_INT (":ahead", ahead_ms));
}

gboolean
od_steady_store_keep (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  gint64 ahead_ms = tx->now_ms - tx->steady_ms;
  Steady steady;

  if (!read_row (tx, NULL, &steady, error))
    return FALSE;
  if (ABS (ahead_ms - steady.ahead_ms) > JUMP_MS
      && !follow_wall (tx, steady.ahead_ms, ahead_ms, error))
    return FALSE;

  return tx->steady_ms - steady.seen_ms < NOTE_MS
         || od_db_run (tx->db, note, error, OD_INT (":seen", tx->steady_ms));
}

gboolean
od_steady_store_from_wall (OdTx *tx, gint64 wall_ms, gint64 *steady_ms, GError **error)
{
  OD_ASSERT_STORE (tx);

  Steady steady;

  if (!read_row (tx, NULL, &steady, error))
    return FALSE;

  *steady_ms = wall_ms - steady.ahead_ms;
  return TRUE;
}
