/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a campaign stands, for people: what the floor has, and what its run found to be the
 * limit when it dialed last: after every event, and twice a second where ages count. Main
 * thread.
 */
#include "daemon/dialer/pace-reader.h"

#include "daemon/dialer/campaign-run.h"
#include "shared/model/thread.h"

static gint64
count_cap_left (const OdCampaignRun *run)
{
  gint64 left = G_MAXINT64;

  if (!od_pacer_is_predictive (run->pacer))
    return -1;

  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    OdLedger ledger = od_pacer_get_ledger (run->pacer, i);

    left = MIN (left, od_abandon_guard_count_left (&ledger));
  }
  return left;
}

void
od_pace_reader_read (OdEngine *engine, gint64 campaign_id, OdPace *pace)
{
  OdCampaignRun *run = od_campaign_run_find (engine, campaign_id);
  OdFloorCount count;

  OD_ASSERT_MAIN ();
  *pace = (OdPace){ .cap_left = -1, .limit = OD_PACE_OFF };
  if (run == NULL)
    return;

  count = od_floor_count (engine->floor, campaign_id);
  pace->free_agents = count.ready;
  pace->ringing = count.in_flight + run->claiming;
  pace->waiting = count.waiting;
  pace->cap_left = count_cap_left (run);
  pace->limit = run->limit;
}
