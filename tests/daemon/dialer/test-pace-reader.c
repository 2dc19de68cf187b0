/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps a campaign from dialing more is what keeps it.
 */
#include "daemon/dialer/pace-reader.h"

#include "daemon/store/campaign-store.h"
#include "dialer-stage.h"

static OdPace
read_pace (Stage *stage)
{
  OdHour hour;

  od_dialer_read_hour (stage->dialer, stage->campaign, &hour);
  return hour.now;
}

static gboolean
is_dry (gpointer data)
{
  return read_pace (data).limit == OD_PACE_NO_LEAD;
}

static gboolean
is_ringing (gpointer data)
{
  return read_pace (data).ringing == 1;
}

/* The campaign has one call for each free agent: one rings and no other is placed. */
static void
test_the_first_limit_is_told (Stage *stage, gconstpointer data)
{
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone;
  OdPace pace;

  stage->campaign = 99;
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_OFF);
  g_assert_cmpint (read_pace (stage).free_soon, ==, -1);
  stage->campaign = stage_add_campaign (stage, "Now", 0);
  stage_settle_store (stage);
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_NO_AGENT);
  phone = stage_make_ready (stage, ann, stage->campaign);
  od_test_wait_until (is_dry, stage, LIMIT_S, "the campaign to have no lead");
  g_assert_cmpint (read_pace (stage).free_agents, ==, 1);
  g_assert_cmpint (read_pace (stage).free_soon, ==, -1);
  g_assert_cmpint (read_pace (stage).soon_s, ==, -1);
  stage_add_leads (stage, stage->campaign, "44601 44602");
  stage_wait_call (stage, "44601", OD_CALL_RINGING);
  pace = read_pace (stage);
  g_assert_cmpint (pace.limit, ==, OD_PACE_AGENTS);
  g_assert_cmpint (pace.ringing, ==, 1);
  g_assert_cmpint (pace.waiting, ==, 0);
  g_assert_cmpint (pace.cap_left, ==, -1);
  stage_set_active (stage, stage->campaign, FALSE);
  stage_settle_store (stage);
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_OFF);
  sip_peer_free (phone);
}

/* Who talks is no free agent, and the cap has no part in it. */
static void
test_one_call_waits_for_each_free_agent (Stage *stage, gconstpointer data)
{
  gint64 ann = stage_add_agent (stage, "ann"), bob = stage_add_agent (stage, "bob");
  SipPeer *anns, *bobs;
  OdPace pace;

  stage->campaign = stage_add_campaign (stage, "Two", 0);
  stage_add_leads (stage, stage->campaign, "4411");
  anns = stage_make_ready (stage, ann, stage->campaign);
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  bobs = stage_make_ready (stage, bob, stage->campaign);
  stage_add_leads (stage, stage->campaign, "44601 44602");
  od_test_wait_until (is_ringing, stage, LIMIT_S, "a lead to be rung for bob");
  pace = read_pace (stage);
  g_assert_cmpint (pace.limit, ==, OD_PACE_AGENTS);
  g_assert_cmpint (pace.free_agents, ==, 1);
  g_assert_cmpint (pace.ringing, ==, 1);
  g_assert_cmpint (pace.cap_left, ==, -1);
  sip_peer_free (anns);
  sip_peer_free (bobs);
}

/* The call under way is still hers, but nobody is called for her. */
static void
test_who_asks_to_pause_is_not_free (Stage *stage, gconstpointer data)
{
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone;
  OdPace pace;

  stage->campaign = stage_add_campaign (stage, "Pause", 0);
  stage_add_leads (stage, stage->campaign, "44601");
  phone = stage_make_ready (stage, ann, stage->campaign);
  stage_wait_call (stage, "44601", OD_CALL_RINGING);
  pace = read_pace (stage);
  g_assert_cmpint (pace.free_agents, ==, 1);
  g_assert_cmpint (pace.free_soon, ==, 1);
  g_assert_cmpint (pace.soon_s, >, 0);
  od_dialer_ask_state (stage->dialer, ann, 0, FALSE);
  g_assert_cmpint (stage_agent (stage, ann)->state, ==, OD_AGENT_PAUSING);
  pace = read_pace (stage);
  g_assert_cmpint (pace.free_soon, >=, pace.free_agents);
  g_assert_cmpint (pace.free_agents, ==, 0);
  sip_peer_free (phone);
}

static gboolean
set_multiplier (OdTx *tx, gpointer data, GError **error)
{
  Stage *stage = data;
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, stage->campaign, error);

  if (campaign == NULL)
    return FALSE;
  campaign->multiplier_x10 = 15;
  return od_campaign_store_save (tx, campaign, error);
}

static gboolean
has_cap (gpointer data)
{
  return read_pace (data).cap_left >= 0;
}

/* 33 people, and who is lost has answered, too: one of 34 is not over 3 %. */
static void
test_the_cap_leaves_what_the_guard_allows (Stage *stage, gconstpointer data)
{
  OdEvent event = { .kind = OD_EVENT_CALL_DISPOSED,
                    .day = od_store_get_today (stage->store),
                    .people = 33 };

  stage->campaign = event.campaign_id = stage_add_campaign (stage, "Cap", 0);
  stage_write (stage, set_multiplier, stage);
  od_test_wait_until (has_cap, stage, LIMIT_S, "the dialer to see the multiplier");
  od_dialer_on_event (stage->dialer, &event);
  g_assert_cmpint (read_pace (stage).cap_left, ==, 1);
}

/* 1.5 calls for one agent are one. */
static void
test_the_multiplier_is_a_limit (Stage *stage, gconstpointer data)
{
  SipPeer *phone;

  stage->campaign = stage_add_campaign (stage, "Ahead", 0);
  stage_write (stage, set_multiplier, stage);
  od_test_wait_until (has_cap, stage, LIMIT_S, "the dialer to see the multiplier");
  stage_add_leads (stage, stage->campaign, "44601 44602");
  phone = stage_make_ready (stage, stage_add_agent (stage, "ann"), stage->campaign);
  od_test_wait_until (is_ringing, stage, LIMIT_S, "a lead to be rung");
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_MULTIPLIER);
  g_assert_cmpint (read_pace (stage).cap_left, ==, 0);
  sip_peer_free (phone);
}

/* After INVITEs that have just left, a second has no room. */
static void
test_calls_per_second_are_a_limit (Stage *stage, gconstpointer data)
{
  SipPeer *anns, *bobs;

  stage->trunk->calls_per_second = 1;
  stage_restart (stage);
  stage->campaign = stage_add_campaign (stage, "Slow", 0);
  stage_add_leads (stage, stage->campaign, "44601 44602");
  anns = stage_make_ready (stage, stage_add_agent (stage, "ann"), stage->campaign);
  bobs = stage_make_ready (stage, stage_add_agent (stage, "bob"), stage->campaign);
  stage_wait_book (stage, "invite", NULL, 1);
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_RATE);
  sip_peer_free (anns);
  sip_peer_free (bobs);
}

static gboolean
is_in_trouble (gpointer data)
{
  return read_pace (data).limit == OD_PACE_TROUBLE;
}

/* A trial is due, but the only agent talks: the trunk is still what comes first. */
static void
test_a_sick_trunk_is_the_limit_whoever_is_busy (Stage *stage, gconstpointer data)
{
  gint64 ann = stage_add_agent (stage, "ann"), bob = stage_add_agent (stage, "bob");
  OdEvent supply = { .kind = OD_EVENT_LEADSET_SAVED };
  SipPeer *anns, *bobs;

  stage->campaign = stage_add_campaign (stage, "Sick", 0);
  stage_add_leads (stage, stage->campaign, "4411");
  anns = stage_make_ready (stage, ann, stage->campaign);
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  bobs = stage_make_ready (stage, bob, stage->campaign);
  stage_add_leads (stage, stage->campaign, "44531 44532 44533 44534 44535 44536");
  od_test_wait_until (is_in_trouble, stage, LIMIT_S, "the trunk to be sick");
  od_dialer_ask_state (stage->dialer, bob, 0, FALSE);
  stage_wait_agent (stage, bob, OD_AGENT_PAUSED);
  stage_ahead (stage, 5);
  od_dialer_on_event (stage->dialer, &supply); /* a decision */
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_TROUBLE);
  sip_peer_free (anns);
  sip_peer_free (bobs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pace-reader/first-limit", Stage, NULL, stage_set_up,
              test_the_first_limit_is_told, stage_tear_down);
  g_test_add ("/pace-reader/free-agents", Stage, NULL, stage_set_up,
              test_one_call_waits_for_each_free_agent, stage_tear_down);
  g_test_add ("/pace-reader/pausing", Stage, NULL, stage_set_up,
              test_who_asks_to_pause_is_not_free, stage_tear_down);
  g_test_add ("/pace-reader/multiplier", Stage, NULL, stage_set_up,
              test_the_multiplier_is_a_limit, stage_tear_down);
  g_test_add ("/pace-reader/cap", Stage, NULL, stage_set_up,
              test_the_cap_leaves_what_the_guard_allows, stage_tear_down);
  g_test_add ("/pace-reader/calls-per-second", Stage, NULL, stage_set_up,
              test_calls_per_second_are_a_limit, stage_tear_down);
  g_test_add ("/pace-reader/sick-trunk", Stage, NULL, stage_set_up,
              test_a_sick_trunk_is_the_limit_whoever_is_busy, stage_tear_down);
  return g_test_run ();
}
