/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign keeps to its calls a second and calls at once, by the carrier's own log, and
 * takes nothing from another campaign.
 */
#include "daemon/dialer/call-quota.h"

#include "daemon/store/campaign-store.h"
#include "dialer-stage.h"

typedef struct {
  gint64 campaign_id;
  guint per_second;
  guint channels;
} Limits;

static gboolean
save_limits (OdTx *tx, gpointer data, GError **error)
{
  const Limits *limits = data;
  g_autoptr (OdCampaign)
    campaign = od_campaign_store_get (tx, limits->campaign_id, error);

  if (campaign == NULL)
    return FALSE;
  campaign->calls_per_second = limits->per_second;
  campaign->channels = limits->channels;
  return od_campaign_store_save (tx, campaign, error);
}

static gint64
add_campaign (Stage *stage, const char *name, guint per_second, guint channels)
{
  Limits limits = { stage_add_campaign (stage, name, 0), per_second, channels };

  stage_set_active (stage, limits.campaign_id, FALSE);
  stage_write (stage, save_limits, &limits);
  stage_set_active (stage, limits.campaign_id, TRUE);
  return limits.campaign_id;
}

/* Who switches it off and on again does not begin a new second. */
static void
test_no_second_has_more_calls (Stage *stage, gconstpointer data)
{
  gint64 campaign = add_campaign (stage, "Slow", 3, 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  stage_add_leads (stage, campaign, "44501 44502 44503 44504 44505 44506 44507 44508");
  stage_wait_book (stage, "invite", NULL, 3);
  stage_set_active (stage, campaign, FALSE);
  stage_set_active (stage, campaign, TRUE);
  stage_wait_book (stage, "invite", NULL, 8);
  stage_assert_pace (stage, 3);
  sip_peer_free (phone);
}

static void
test_no_more_channels_are_used (Stage *stage, gconstpointer data)
{
  gint64 narrow = add_campaign (stage, "Narrow", 0, 1);
  gint64 wide = add_campaign (stage, "Wide", 0, 0);
  gint64 ann = stage_add_agent (stage, "ann");
  gint64 bob = stage_add_agent (stage, "bob");
  gint64 cid = stage_add_agent (stage, "cid");
  SipPeer *phones[] = { stage_make_ready (stage, ann, narrow),
                        stage_make_ready (stage, bob, narrow),
                        stage_make_ready (stage, cid, wide) };

  stage_add_leads (stage, narrow, "44101 44102");
  stage_wait_call (stage, "44101", OD_CALL_BRIDGED);
  stage_add_leads (stage, wide, "44103");
  stage_wait_call (stage, "44103", OD_CALL_BRIDGED);
  stage_ahead (stage, 5); /* time is not what it waits for */
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", "44102"), ==, 0);
  for (int i = 0; i < 2; i++) {
    gint64 agent = i == 0 ? ann : bob;

    if (stage_agent (stage, agent)->call_id != NULL)
      od_dialer_hang_up (stage->dialer, agent, stage_agent (stage, agent)->call_id, NULL);
  }
  stage_wait_book (stage, "invite", "44102", 1);
  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++)
    sip_peer_free (phones[i]);
}

static void
assert_room (const OdCallQuota *quota, guint claiming, guint calls, OdCallRoom expected)
{
  gint64 next_us;
  OdCallRoom room = od_call_quota_get_room (quota, claiming, calls, 1, &next_us);

  g_assert_cmpint (room.calls, ==, expected.calls);
  g_assert_cmpint (room.limit, ==, expected.limit);
  g_assert_cmpint (next_us, ==, 0);
}

static void
test_what_is_on_the_way_counts (void)
{
  OdCallQuota quota;
  gint64 next_us;

  od_call_quota_init (&quota, 4, 6);
  assert_room (&quota, 0, 0, (OdCallRoom){ 4, OD_PACE_RATE });
  quota.queued = 2;
  assert_room (&quota, 1, 2, (OdCallRoom){ 1, OD_PACE_RATE });
  assert_room (&quota, 0, 5, (OdCallRoom){ 1, OD_PACE_CHANNELS });
  assert_room (&quota, 9, 9, (OdCallRoom){ 0, OD_PACE_CHANNELS });
  od_call_quota_set (&quota, 0, 0);
  g_assert_cmpint (od_call_quota_get_room (&quota, 9, 9, 1, &next_us).calls, >, 1000);
  od_call_quota_clear (&quota);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-quota/on-the-way", test_what_is_on_the_way_counts);
  g_test_add ("/call-quota/rate", Stage, NULL, stage_set_up,
              test_no_second_has_more_calls, stage_tear_down);
  g_test_add ("/call-quota/channels", Stage, NULL, stage_set_up,
              test_no_more_channels_are_used, stage_tear_down);

  return g_test_run ();
}
