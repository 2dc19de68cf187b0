/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands between a campaign and its next call. A run takes the least of what the
 * quotas and its pacer allow; here they are asked one after the other, and the first that
 * allows no call is the limit. Main thread.
 */
#include "daemon/dialer/pace-reader.h"

#include "daemon/dialer/campaign-run.h"
#include "shared/model/thread.h"

static gint64
count_cap_left (const OdCampaignRun *run)
{
  gint64 cap = od_calling_rules_get (run->campaign->rules)->cap;
  gint64 left = G_MAXINT64;

  if (!od_pacer_is_predictive (run->pacer))
    return -1;

  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    OdLedger ledger = od_pacer_get_ledger (run->pacer, i);

    left = MIN (left, ledger.answered * cap / 1000 - ledger.abandoned);
  }
  return MAX (left, 0);
}

/* FALSE: there is room. */
static gboolean
is_full (const OdCallQuota *quota,
         guint claiming,
         guint calls,
         gint64 now_us,
         OdPaceLimit *limit)
{
  gint64 next_us;

  if (od_call_quota_get_room (quota, claiming, calls, now_us, &next_us) > 0)
    return FALSE;

  *limit = quota->channels != 0 && calls + claiming >= quota->channels ? OD_PACE_CHANNELS
                                                                       : OD_PACE_RATE;
  return TRUE;
}

/* As the pacer counts: who waits for an agent has answered. */
static OdPaceLimit
find_pacer_limit (const OdCampaignRun *run, const OdFloorCount *count)
{
  guint ceiling = count->unpaused * (guint) run->campaign->multiplier_x10 / 10;

  if (!od_pacer_is_predictive (run->pacer))
    return OD_PACE_AGENTS;

  return count->in_flight + run->claiming >= ceiling ? OD_PACE_MULTIPLIER : OD_PACE_PACER;
}

static OdPaceLimit
find_limit (const OdCampaignRun *run, const OdFloorCount *count)
{
  OdEngine *engine = run->engine;
  gint64 now_us = od_clock_mono_us (engine->clock);
  guint calls = od_floor_get_calls (engine->floor, run->campaign->id)->len;
  OdPaceLimit limit;

  if (run->stopping)
    return OD_PACE_OFF;
  if (engine->store_fails || engine->draining || engine->want != NULL
      || engine->trunk_trouble != NULL)
    return OD_PACE_TROUBLE;
  if (count->unpaused == 0)
    return OD_PACE_NO_AGENT;
  if (run->dry && run->dry_supply == engine->supply)
    return OD_PACE_NO_LEAD;
  if (is_full (od_engine_get_quota (engine, run->campaign->id), run->claiming, calls,
               now_us, &limit)
      || is_full (&engine->quota, engine->claiming, od_floor_count_calls (engine->floor),
                  now_us, &limit))
    return limit;

  return find_pacer_limit (run, count);
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
  pace->limit = find_limit (run, &count);
}
