/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The last hour is what the carrier's own log has, whoever started in between.
 */
#include "daemon/dialer/hour-keeper.h"

#include "dialer-stage.h"

typedef struct {
  gint64 placed, answered, abandoned;
  guint idle_known; /* minutes */
} Sum;

static Sum
read_sum (Stage *stage, gint64 campaign)
{
  OdHour hour;
  Sum sum = { 0 };

  od_dialer_read_hour (stage->dialer, campaign, &hour);
  for (guint i = 0; i < OD_HOUR_MINUTES; i++) {
    sum.placed += hour.minutes[i].placed;
    sum.answered += hour.minutes[i].answered;
    sum.abandoned += hour.minutes[i].abandoned;
    sum.idle_known += hour.minutes[i].idle_hundredths >= 0;
  }
  return sum;
}

static void
assert_sum (Stage *stage, gint64 abandoned)
{
  Sum sum = read_sum (stage, stage->campaign);

  g_assert_cmpint (sum.placed, ==, stage_count_book (stage, "invite", NULL));
  g_assert_cmpint (sum.answered, ==, stage_count_book (stage, "answer", NULL));
  g_assert_cmpint (sum.abandoned, ==, abandoned);
}

/* One is busy, one talks; the next outdiald knows as much, but who was idle. */
static void
test_the_hour_outlives_a_start (Stage *stage, gconstpointer data)
{
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone;

  stage->campaign = stage_add_campaign (stage, "Lately", 0);
  phone = stage_make_ready (stage, ann, stage->campaign);
  stage_add_leads (stage, stage->campaign, "4450 44201");
  stage_wait_end (stage, "4450");
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  stage_wait_agent (stage, ann, OD_AGENT_DISPOSING);
  stage_settle_store (stage);
  assert_sum (stage, 0);
  g_assert_cmpint (read_sum (stage, stage->campaign + 1).placed, ==, 0);
  sip_peer_free (phone);

  stage_ahead (stage, 10 * 60);
  stage_restart (stage);
  assert_sum (stage, 0);
  g_assert_cmpuint (read_sum (stage, stage->campaign).idle_known, <=, 1);
  stage_ahead (stage, 51 * 60);
  g_assert_cmpint (read_sum (stage, stage->campaign).placed, ==, 0);
}

/* Whoever picks up while nobody is there, and after the call had ended. */
static void
test_who_met_silence_is_abandoned (Stage *stage, gconstpointer data)
{
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone;
  Sum sum;

  stage->campaign = stage_add_campaign (stage, "Silence", 0);
  phone = stage_make_ready (stage, ann, stage->campaign);
  stage_add_leads (stage, stage->campaign, "44401");
  stage_wait_call (stage, "44401", OD_CALL_RINGING);
  od_dialer_sign_out (stage->dialer, ann);
  stage_wait_end (stage, "44401");
  sum = read_sum (stage, stage->campaign);
  g_assert_cmpint (sum.answered, ==, 1);
  g_assert_cmpint (sum.abandoned, ==, 1);
  stage_settle_store (stage);
  stage_restart (stage);
  sum = read_sum (stage, stage->campaign);
  g_assert_cmpint (sum.answered, ==, 1);
  g_assert_cmpint (sum.abandoned, ==, 1);
  sip_peer_free (phone);
}

/* Somebody sets the clock back while outdiald is down: what was placed after the time
 * that it shows now has no minute, and comes up in none later. */
static void
test_a_clock_set_back_dates_nothing_ahead (Stage *stage, gconstpointer data)
{
  SipPeer *phone;

  stage->campaign = stage_add_campaign (stage, "Winter", 0);
  phone = stage_make_ready (stage, stage_add_agent (stage, "ann"), stage->campaign);
  stage_add_leads (stage, stage->campaign, "4450");
  stage_wait_end (stage, "4450");
  stage_settle_store (stage);
  sip_peer_free (phone);

  stage_set_wall (stage, -10 * 60);
  stage_restart (stage);
  g_assert_cmpint (read_sum (stage, stage->campaign).placed, ==, 0);
  stage_ahead (stage, 20 * 60);
  g_assert_cmpint (read_sum (stage, stage->campaign).placed, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/hour-keeper/outlives-a-start", Stage, NULL, stage_set_up,
              test_the_hour_outlives_a_start, stage_tear_down);
  g_test_add ("/hour-keeper/silence", Stage, NULL, stage_set_up,
              test_who_met_silence_is_abandoned, stage_tear_down);
  g_test_add ("/hour-keeper/set-back", Stage, NULL, stage_set_up,
              test_a_clock_set_back_dates_nothing_ahead, stage_tear_down);
  return g_test_run ();
}
