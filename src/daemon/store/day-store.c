/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL that moves the sums of days. What a call adds is said once, and moved by the
 * difference: whatever happens to a call, its day has it as it stands.
 */
#include "daemon/store/day-store.h"

#include "shared/model/day.h"

#include <string.h>

/* clang-format off */
static const char add[] =
  "INSERT INTO day_sum (campaign_id, name, day, agent_id, n)"
  " VALUES (:campaign, :name, :day, :agent, :n)"
  " ON CONFLICT (campaign_id, name, day, agent_id)"
  " DO UPDATE SET n = day_sum.n + excluded.n";
static const char get_zone[] = "SELECT zone FROM calendar";
static const char set_zone[] = "UPDATE calendar SET zone = :zone";
static const char clear[] = "DELETE FROM day_sum";
/* Midnight is at a quarter of an hour of UTC, wherever there are telephones. */
static const char recount[] =
  "SELECT campaign_id, queued_at_ms / :quarter,"
  " CASE WHEN ended_at_ms IS NULL OR agent_id IS NULL THEN 0 ELSE agent_id END,"
  " sum(person), sum(CASE WHEN ended_at_ms IS NOT NULL AND answered_at_ms IS NOT NULL"
  "  AND bridged_at_ms IS NULL THEN 1 ELSE 0 END), count(*)"
  " FROM call GROUP BY 1, 2, 3";
/* clang-format on */

#define QUARTER_MS (15 * 60 * 1000)

OdDayShare
od_day_store_share (const OdCall *call)
{
  gboolean ended = call->ended_at_ms != 0;

  return (OdDayShare){ .person = call->person,
                       .abandoned = ended && call->answered_at_ms != 0
                                    && call->bridged_at_ms == 0,
                       .agent_id = ended ? call->agent_id : 0 };
}

/* The sums of which some move together. */
typedef struct {
  gint64 campaign_id;
  gint64 day;
} Place;

static gboolean
move (OdTx *tx,
      const Place *place,
      const char *name,
      gint64 agent_id,
      gint64 n,
      GError **error)
{
  return n == 0
         || od_db_run (tx->db, add, error, OD_INT (":campaign", place->campaign_id),
                       OD_TEXT (":name", name), OD_INT (":day", place->day),
                       OD_INT (":agent", agent_id), OD_INT (":n", n));
}

void
od_day_store_tell (const OdTx *tx,
                   const OdCall *call,
                   const OdDayShare *was,
                   OdEvent *event)
{
  OD_ASSERT_STORE (tx);

  OdDayShare now = od_day_store_share (call);

  event->day = od_day_of (tx->zone, call->queued_at_ms);
  event->people = now.person - was->person;
  event->abandoned = now.abandoned - was->abandoned;
}

gboolean
od_day_store_move (OdTx *tx, const OdCall *call, const OdDayShare *was, GError **error)
{
  OD_ASSERT_STORE (tx);

  OdDayShare now = od_day_store_share (call);
  Place place = { call->campaign_id, od_day_of (tx->zone, call->queued_at_ms) };

  if (!move (tx, &place, OD_DAY_PEOPLE, 0, now.person - was->person, error)
      || !move (tx, &place, OD_DAY_ABANDONED, 0, now.abandoned - was->abandoned, error))
    return FALSE;
  if (now.agent_id == was->agent_id)
    return TRUE;

  return move (tx, &place, OD_DAY_TALKED, was->agent_id, was->agent_id != 0 ? -1 : 0,
               error)
         && move (tx, &place, OD_DAY_TALKED, now.agent_id, now.agent_id != 0 ? 1 : 0,
                  error);
}

static gboolean
count_again (OdTx *tx, GError **error)
{
  g_autoptr (OdStatement) st = NULL;

  if (!od_db_run (tx->db, clear, error, { NULL }))
    return FALSE;

  st = od_db_query (tx->db, recount, error, OD_INT (":quarter", QUARTER_MS));
  while (od_statement_next (st, error)) {
    Place place = { od_statement_get_int (st, 0),
                    od_day_of (tx->zone, od_statement_get_int (st, 1) * QUARTER_MS) };
    gint64 agent_id = od_statement_get_int (st, 2);
    gint64 talked = agent_id != 0 ? od_statement_get_int (st, 5) : 0;

    if (!move (tx, &place, OD_DAY_PEOPLE, 0, od_statement_get_int (st, 3), error)
        || !move (tx, &place, OD_DAY_ABANDONED, 0, od_statement_get_int (st, 4), error)
        || !move (tx, &place, OD_DAY_TALKED, agent_id, talked, error))
      return FALSE;
  }

  return od_statement_is_through (st);
}

/* (transfer full): what the data has. */
static char *
read_zone (OdTx *tx, GError **error)
{
  g_autoptr (OdStatement) st = od_db_query (tx->db, get_zone, error, { NULL });

  return od_statement_next (st, error) ? od_statement_dup_text (st, 0) : NULL;
}

gboolean
od_day_store_set_zone (OdTx *tx, const char *name, GTimeZone **zone, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autofree char *was = read_zone (tx, error);

  if (was == NULL)
    return FALSE;
  if (name == NULL)
    name = was;
  tx->zone = *zone = od_day_zone_new (name);
  if (tx->zone == NULL)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "This machine knows no time zone “%s”: correct the name, "
                               "or install its tzdata",
                               name);
  if (strcmp (name, was) == 0)
    return TRUE;

  g_message ("days begin at midnight in %s now, and no longer in %s: their sums are "
             "counted again",
             name, was);
  return od_db_run (tx->db, set_zone, error, OD_TEXT (":zone", name))
         && count_again (tx, error);
}
