/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a rehearsal begins with: the campaign's own, whether it is active or not.
 */
#include "daemon/store/past-store.h"

#include "daemon/store/campaign-store.h"
#include "daemon/store/pacing-store.h"
#include "daemon/store/store-scene.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static OdPast *
read_past (OdScene *s, gint64 campaign)
{
  g_autoptr (GError) error = NULL;
  OdPast *past = od_past_store_get (od_scene_begin (s), campaign, &error);

  g_assert_no_error (error);
  od_scene_undo (s);
  return past;
}

static void
test_a_new_campaign_has_none (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 campaign = od_scene_add_campaign (s, "Wind", FALSE);
  g_autoptr (OdPast) past = read_past (s, campaign);

  g_assert_cmpint (past->agents, ==, 0);
  g_assert_cmpint (past->leads, ==, 0);
  g_assert_cmpint (past->talked, ==, 0);
  g_assert_cmpint (past->month_people, ==, 0);
  g_assert_cmpstr (past->learned, ==, "");
}

static void
set_past (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  const gint64 agents[] = { s->ann, s->bob };

  OD_OK (od_campaign_store_set_agents (tx, s->campaign, agents, 2, &error));
  OD_OK (od_pacing_store_set (tx, s->campaign, "1 2 3", &error));
  od_scene_commit (s);
}

/* One talk with a person, one that nobody has said anything of. */
static void
test_it_is_the_campaigns_own (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);
  g_autoptr (OdPast) past = NULL, later = NULL, others = NULL;

  od_scene_add_leads (s, s->leadset, "NEW", 447700900001, 2);
  od_scene_talk (s, s->campaign, "call-1", s->ann);
  od_scene_dispose (s, "call-1", "SALE MADE");
  od_scene_talk (s, s->campaign, "call-2", s->bob);
  set_past (s);

  past = read_past (s, s->campaign);
  g_assert_cmpint (past->agents, ==, 2);
  g_assert_cmpint (past->talked, ==, 2);
  g_assert_cmpint (past->people, ==, 1);
  g_assert_cmpint (past->month_people, ==, 1);
  g_assert_cmpint (past->month_abandoned, ==, 0);
  g_assert_cmpstr (past->learned, ==, "1 2 3");
  others = read_past (s, other);
  g_assert_cmpint (others->talked, ==, 0);

  s->now_ms += (OD_PAST_DAYS + 1) * DAY_MS;
  later = read_past (s, s->campaign);
  g_assert_cmpint (later->talked, ==, 0);
  g_assert_cmpint (later->people, ==, 0);
}

/* Ready ones of its statuses in active leadsets, and those that wait for a retry. */
static void
test_leads_are_those_it_would_call (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 inactive = od_scene_add_leadset (s, "Autumn", s->campaign, FALSE);
  gint64 elsewhere = od_scene_add_leadset (s, "Winter", 0, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCampaign) campaign = NULL;
  g_autoptr (OdPast) active = NULL, stopped = NULL;

  od_scene_add_leads (s, s->leadset, "NEW", 447700900001, 5);
  od_scene_add_leads (s, s->leadset, "OLD", 447700900101, 7);
  od_scene_add_leads (s, inactive, "NEW", 447700900201, 11);
  od_scene_add_leads (s, elsewhere, "NEW", 447700900301, 13);
  active = read_past (s, s->campaign);
  g_assert_cmpint (active->leads, ==, 5);

  campaign = od_campaign_store_get (od_scene_begin (s), s->campaign, &error);
  g_assert_no_error (error);
  campaign->active = FALSE;
  OD_OK (od_campaign_store_save (s->tx, campaign, &error));
  od_scene_commit (s);
  stopped = read_past (s, s->campaign);
  g_assert_cmpint (stopped->leads, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/past-store/new", test_a_new_campaign_has_none);
  g_test_add_func ("/past-store/own", test_it_is_the_campaigns_own);
  g_test_add_func ("/past-store/leads", test_leads_are_those_it_would_call);
  return g_test_run ();
}
