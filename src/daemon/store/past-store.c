/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about what a rehearsal of a campaign begins with that is not another store's.
 */
#include "daemon/store/past-store.h"

#include "daemon/store/day-store.h"
#include "daemon/store/pacing-store.h"
#include "daemon/store/state-sql.h"
#include "daemon/store/tally-store.h"
#include "shared/model/calling-rules.h"
#include "shared/model/day.h"

#include <string.h>

/* clang-format off */
static const char agents[] =
  "SELECT count(*) FROM campaign_agent WHERE campaign_id = :campaign";
/* Who waits for a retry is called, too. */
static const char leads[] =
  "SELECT coalesce(sum(n.n), 0) FROM leadset s JOIN lead_count n ON n.leadset_id = s.id"
  " WHERE s.campaign_id = :campaign AND s.active = 1 AND ((n.dial_state = "
  OD_SQL_LEAD_READY " AND EXISTS (SELECT 1 FROM campaign_status w"
  "  WHERE w.campaign_id = s.campaign_id AND w.status = n.status))"
  " OR n.dial_state = " OD_SQL_LEAD_WAITING_RETRY ")";
static const char talks[] =
  "SELECT name, sum(n) FROM day_sum WHERE campaign_id = :campaign"
  " AND name IN ('" OD_DAY_PEOPLE "', '" OD_DAY_TALKED "') AND day > :before"
  " GROUP BY name";
/* clang-format on */

static gboolean
read_talks (OdTx *tx, gint64 campaign_id, gint64 today, OdPast *past, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, talks, error, OD_INT (":campaign", campaign_id),
                      OD_INT (":before", today - OD_PAST_DAYS));

  while (od_statement_next (st, error)) {
    gboolean people = strcmp (od_statement_get_text (st, 0), OD_DAY_PEOPLE) == 0;

    *(people ? &past->people : &past->talked) = od_statement_get_int (st, 1);
  }
  return od_statement_is_through (st);
}

static gboolean
read_month (OdTx *tx, gint64 campaign_id, gint64 today, OdPast *past, GError **error)
{
  gint64 first_day = od_calling_rules_get_first_day (OD_TALLY_MONTH, today);
  OdAbandonment month;

  if (!od_tally_store_get_ledger (tx, campaign_id, first_day, &month, error))
    return FALSE;

  past->month_people = month.people;
  past->month_abandoned = month.abandoned;
  return TRUE;
}

static gboolean
read_learned (OdTx *tx, gint64 campaign_id, OdPast *past, GError **error)
{
  char *learned;

  if (!od_pacing_store_get (tx, campaign_id, &learned, error))
    return FALSE;
  if (learned == NULL)
    return TRUE;

  g_free (past->learned);
  past->learned = learned;
  return TRUE;
}

OdPast *
od_past_store_get (OdTx *tx, gint64 campaign_id, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdPast) past = od_past_new ();
  gint64 today = od_day_of (tx->zone, tx->now_ms);

  if (!od_statement_take_int (od_db_query (tx->db, agents, error,
                                           OD_INT (":campaign", campaign_id)),
                              &past->agents, error)
      || !od_statement_take_int (od_db_query (tx->db, leads, error,
                                              OD_INT (":campaign", campaign_id)),
                                 &past->leads, error)
      || !read_talks (tx, campaign_id, today, past, error)
      || !read_month (tx, campaign_id, today, past, error)
      || !read_learned (tx, campaign_id, past, error))
    return NULL;

  return g_steal_pointer (&past);
}
