/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps a campaign from dialing more is what keeps it.
 */
#include "daemon/dialer/pace-reader.h"

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

/* The campaign has one call for each agent: one rings and no other is placed. */
static void
test_the_first_limit_is_told (Stage *stage, gconstpointer data)
{
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone;
  OdPace pace;

  stage->campaign = 99;
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_OFF);
  stage->campaign = stage_add_campaign (stage, "Now", 0);
  stage_settle_store (stage);
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_NO_AGENT);
  phone = stage_make_ready (stage, ann, stage->campaign);
  od_test_wait_until (is_dry, stage, LIMIT_S, "the campaign to have no lead");
  g_assert_cmpint (read_pace (stage).free_agents, ==, 1);
  stage_add_leads (stage, stage->campaign, "44601 44602");
  stage_wait_call (stage, "44601", OD_CALL_RINGING);
  pace = read_pace (stage);
  g_assert_cmpint (pace.limit, ==, OD_PACE_MULTIPLIER);
  g_assert_cmpint (pace.ringing, ==, 1);
  g_assert_cmpint (pace.waiting, ==, 0);
  g_assert_cmpint (pace.cap_left, ==, -1);
  stage_set_active (stage, stage->campaign, FALSE);
  stage_settle_store (stage);
  g_assert_cmpint (read_pace (stage).limit, ==, OD_PACE_OFF);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pace-reader/first-limit", Stage, NULL, stage_set_up,
              test_the_first_limit_is_told, stage_tear_down);
  g_test_add ("/pace-reader/calls-per-second", Stage, NULL, stage_set_up,
              test_calls_per_second_are_a_limit, stage_tear_down);
  return g_test_run ();
}
