/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * While something else than the price of a call keeps a campaign from dialing, the price
 * learns nothing.
 */
#include "daemon/dialer/pace-room.h"

#include "daemon/pacing/learned.h"
#include "daemon/store/campaign-store.h"
#include "dialer-stage.h"

/* clang-format off */
typedef struct {
  const char *leads; /* NULL: none */
  guint channels;
  OdPaceLimit limit;
} Limited;

static const Limited limits[] = {
  { NULL, 0, OD_PACE_NO_LEAD },
  { "44601 44602 44603", 1, OD_PACE_CHANNELS },
  { "44531 44532 44533 44534 44535 44536", 0, OD_PACE_TROUBLE },
  { "44601 44602 44603 44604 44605 44606 44607 44608", 0, OD_PACE_PACER },
};
/* clang-format on */

typedef struct {
  Stage *stage;
  const Limited *limited;
} Case;

static gboolean
make_bold (OdTx *tx, gpointer data, GError **error)
{
  Case *now = data;
  g_autoptr (OdCampaign)
    campaign = od_campaign_store_get (tx, now->stage->campaign, error);

  if (campaign == NULL)
    return FALSE;
  campaign->multiplier_x10 = 30;
  campaign->channels = now->limited->channels;
  return od_campaign_store_save (tx, campaign, error);
}

static double
get_price (Stage *stage)
{
  g_autofree char *text = NULL;
  OdLearned learned;

  stage_set_active (stage, stage->campaign, FALSE); /* writes it */
  text = stage_dup_learned (stage, stage->campaign);
  g_assert_true (od_learned_read (&learned, text));
  return learned.price;
}

static void
count_people (Stage *stage, int people)
{
  OdEvent event = { .kind = OD_EVENT_CALL_DISPOSED,
                    .campaign_id = stage->campaign,
                    .day = od_store_get_today (stage->store),
                    .people = people };

  od_dialer_on_event (stage->dialer, &event);
}

static gboolean
is_limited (gpointer data)
{
  Case *now = data;
  OdHour hour;

  od_dialer_read_hour (now->stage->dialer, now->stage->campaign, &hour);
  return hour.now.limit == now->limited->limit;
}

/* Twenty minutes under a limit. Returns: the price after who was served before it. */
static double
serve_under_limit (Stage *stage, gconstpointer data)
{
  Case now = { stage, data };
  gint64 ann = stage_add_agent (stage, "ann"), bob = stage_add_agent (stage, "bob");
  OdEvent supply = { .kind = OD_EVENT_LEADSET_SAVED };
  SipPeer *anns, *bobs;
  double price;

  stage->campaign = stage_add_campaign (stage, "Limited", 0);
  stage_set_active (stage, stage->campaign, FALSE);
  stage_write (stage, make_bold, &now);
  stage_set_active (stage, stage->campaign, TRUE);
  count_people (stage, 1000);
  anns = stage_make_ready (stage, ann, stage->campaign);
  bobs = stage_make_ready (stage, bob, stage->campaign);
  if (now.limited->leads != NULL)
    stage_add_leads (stage, stage->campaign, now.limited->leads);
  od_test_wait_until (is_limited, &now, LIMIT_S, "the campaign to be limited");
  stage_ahead (stage, 1200);
  od_dialer_on_event (stage->dialer, &supply); /* a decision */
  count_people (stage, 1000);
  price = get_price (stage);
  sip_peer_free (anns);
  sip_peer_free (bobs);
  return price;
}

/* Agents are free and nobody may be called: who was served before does not wind it up. */
static void
test_the_price_stands_still (Stage *stage, gconstpointer data)
{
  g_assert_cmpfloat (serve_under_limit (stage, data), <, 0.01);
}

/* With room for what is wise it does: else the others would show nothing. */
static void
test_the_price_rises_with_room (Stage *stage, gconstpointer data)
{
  g_assert_cmpfloat (serve_under_limit (stage, data), >, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pace-room/no-lead", Stage, &limits[0], stage_set_up,
              test_the_price_stands_still, stage_tear_down);
  g_test_add ("/pace-room/channels", Stage, &limits[1], stage_set_up,
              test_the_price_stands_still, stage_tear_down);
  g_test_add ("/pace-room/trunk", Stage, &limits[2], stage_set_up,
              test_the_price_stands_still, stage_tear_down);
  g_test_add ("/pace-room/room", Stage, &limits[3], stage_set_up,
              test_the_price_rises_with_room, stage_tear_down);
  return g_test_run ();
}
