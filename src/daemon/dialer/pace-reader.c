/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a campaign stands, for people: what the floor has, and what its run found to be the
 * limit when it dialed last: after every event, and twice a second where ages count. Main
 * thread.
 */
#include "daemon/dialer/pace-reader.h"

#include "daemon/dialer/campaign-run.h"
#include "daemon/dialer/pace-feed.h"
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
  OdPacerView view;

  OD_ASSERT_MAIN ();
  *pace = (OdPace){ .free_soon = -1, .soon_s = -1, .cap_left = -1, .limit = OD_PACE_OFF };
  if (run == NULL)
    return;

  view = od_pace_feed_get_view (engine, campaign_id, run->claiming);
  pace->free_agents = view.ready - view.pausing;
  if (run->limit != OD_PACE_NO_LEAD) {
    OdPacerOutlook outlook = od_pacer_look_ahead (run->pacer, &view);

    pace->free_soon = outlook.free;
    pace->soon_s = outlook.within_s;
  }
  pace->ringing = view.in_flight;
  pace->waiting = view.waiting;
  pace->cap_left = count_cap_left (run);
  pace->limit = run->limit;
}
