/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which leads a campaign dials, and when it does not.
 */
#include "daemon/dialer/campaign-run.h"

#include "daemon/pacing/learned.h"
#include "daemon/store/call-store.h"
#include "daemon/store/campaign-store.h"
#include "dialer-stage.h"

static void
test_switched_off (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Off", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  stage_add_leads (stage, campaign, "44201 44202");
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  stage_set_active (stage, campaign, FALSE);
  stage_wait_agent (stage, ann, OD_AGENT_DISPOSING);
  stage_dispose (stage, ann, TRUE);
  od_dialer_ask_state (stage->dialer, ann, 0, TRUE);
  g_assert_cmpint (stage_agent (stage, ann)->state, ==, OD_AGENT_READY);
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 1);
  stage_set_active (stage, campaign, TRUE);
  stage_wait_moves (stage, "agent:1 ready reserved", 2);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 2);
  sip_peer_free (phone);
}

/* Nobody is ever in two calls; who was spared is called when the other call is over. */
static void
test_same_number (Stage *stage, gconstpointer data)
{
  gint64 one = stage_add_campaign (stage, "One", 0);
  gint64 two = stage_add_campaign (stage, "Two", 0);
  gint64 ann = stage_add_agent (stage, "ann"), bob = stage_add_agent (stage, "bob");
  SipPeer *anns = stage_make_ready (stage, ann, one);
  SipPeer *bobs = stage_make_ready (stage, bob, two);
  g_autoptr (GError) error = NULL;

  stage_add_leads (stage, one, "44101");
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  stage_add_leads (stage, two, "44101");
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", "44101"), ==, 1);
  g_assert_true (
    od_dialer_hang_up (stage->dialer, ann, stage_agent (stage, ann)->call_id, &error));
  stage_wait_agent (stage, bob, OD_AGENT_IN_CALL);
  g_assert_cmpuint (stage_count_book (stage, "end", "44101"), ==, 1);
  g_assert_cmpuint (stage_count_book (stage, "invite", "44101"), ==, 2);
  sip_peer_free (anns);
  sip_peer_free (bobs);
}

/* Both claim before either has begun: one is dialed, the other waits a minute. */
static void
test_same_number_at_once (Stage *stage, gconstpointer data)
{
  gint64 one = stage_add_campaign (stage, "One", 0);
  gint64 two = stage_add_campaign (stage, "Two", 0);
  gint64 ann = stage_add_agent (stage, "ann"), bob = stage_add_agent (stage, "bob");
  SipPeer *anns = stage_put_on_line (stage, ann, one);
  SipPeer *bobs = stage_put_on_line (stage, bob, two);

  stage_add_leads (stage, one, "44201");
  stage_add_leads (stage, two, "44201");
  od_dialer_ask_state (stage->dialer, ann, 0, TRUE);
  od_dialer_ask_state (stage->dialer, bob, 0, TRUE);
  stage_wait_end (stage, "44201");
  g_assert_cmpuint (stage_count_book (stage, "invite", "44201"), ==, 1);
  od_dialer_seen (stage->dialer, ann);
  od_dialer_seen (stage->dialer, bob);
  stage_ahead (stage, 61);
  od_dialer_seen (stage->dialer, ann);
  od_dialer_seen (stage->dialer, bob);
  stage_wait_book (stage, "answer", "44201", 2);
  sip_peer_free (anns);
  sip_peer_free (bobs);
}

/* The lead that was claimed for agents who left at once goes back, and is dialed when
 * somebody is there again. */
static void
test_given_back (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Back", 0);
  gint64 ann = stage_add_agent (stage, "ann"), bob = stage_add_agent (stage, "bob");
  SipPeer *anns = stage_put_on_line (stage, ann, campaign);
  SipPeer *bobs = stage_put_on_line (stage, bob, campaign);

  stage_add_leads (stage, campaign, "44201");
  od_dialer_ask_state (stage->dialer, ann, 0, TRUE);
  od_dialer_ask_state (stage->dialer, bob, 0, TRUE);
  od_dialer_ask_state (stage->dialer, ann, 0, FALSE);
  od_dialer_ask_state (stage->dialer, bob, 0, FALSE);
  stage_wait_agent (stage, ann, OD_AGENT_PAUSED);
  stage_wait_agent (stage, bob, OD_AGENT_PAUSED);
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 0);
  od_dialer_ask_state (stage->dialer, ann, 0, TRUE);
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  sip_peer_free (anns);
  sip_peer_free (bobs);
}

/* The carrier says that they picked up, in words about audio that we cannot use. */
static void
cut_off (Stage *stage, const char *number)
{
  OdFloorCall *call = stage_wait_call (stage, number, OD_CALL_RINGING);
  OdFact fact = { .kind = OD_FACT_ENDED,
                  .leg = od_floor_call_get_leg (call),
                  .at_us = g_get_monotonic_time (),
                  .end = OD_END_NO_AUDIO,
                  .answered = TRUE };

  od_dialer_on_fact (&fact, stage->dialer);
}

static gboolean
is_stopped (gpointer data)
{
  Stage *stage = data;
  const OdCampaign *campaign = od_dialer_get_campaign (stage->dialer, stage->campaign);

  return campaign != NULL && !campaign->active;
}

static void
test_people_who_are_cut_off_stop_it (Stage *stage, gconstpointer data)
{
  static const char *const numbers[] = { "44601", "44602", "44603" };
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone;

  stage->campaign = stage_add_campaign (stage, "Deaf", 0);
  phone = stage_make_ready (stage, ann, stage->campaign);
  stage_add_leads (stage, stage->campaign, "44601 44602 44603 44101");
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    cut_off (stage, numbers[i]);
  od_test_wait_until (is_stopped, stage, LIMIT_S, "the campaign to stop");
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", "44101"), ==, 0);
  sip_peer_free (phone);
}

static gboolean
set_uk_rules (OdTx *tx, gpointer data, GError **error)
{
  Stage *stage = data;
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, stage->campaign, error);

  if (campaign == NULL)
    return FALSE;
  campaign->rules = OD_RULES_UK;
  return od_campaign_store_save (tx, campaign, error);
}

/* A list with a 112 in it calls nobody's police. */
static void
test_short_numbers_are_for_tests_only (Stage *stage, gconstpointer data)
{
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone;

  stage->campaign = stage_add_campaign (stage, "Lawful", 0);
  stage_set_active (stage, stage->campaign, FALSE);
  stage_write (stage, set_uk_rules, stage);
  stage_set_active (stage, stage->campaign, TRUE);
  phone = stage_make_ready (stage, ann, stage->campaign);
  stage_add_leads (stage, stage->campaign, "44101 441015550100");
  g_assert_cmpint (stage_wait_end (stage, "44101")->end_reason, ==, OD_END_BAD_NUMBER);
  stage_wait_book (stage, "invite", "441015550100", 1);
  g_assert_cmpuint (stage_count_book (stage, "invite", "44101"), ==, 0);
  sip_peer_free (phone);
}

#define DAY_S 86400

static gint64
count_people (Stage *stage, OdTallyWindow window)
{
  OdAbandonment windows[OD_TALLY_N_WINDOWS];

  g_assert_true (od_dialer_get_abandonment (stage->dialer, stage->campaign, windows));
  return windows[window].people;
}

static gboolean
is_nobody_today (gpointer data)
{
  return count_people (data, OD_TALLY_DAY) == 0;
}

static gboolean
is_one_today (gpointer data)
{
  return count_people (data, OD_TALLY_DAY) == 1;
}

static gboolean
are_two_today (gpointer data)
{
  return count_people (data, OD_TALLY_DAY) == 2;
}

static void
talk_with (Stage *stage, const char *number)
{
  stage_add_leads (stage, stage->campaign, number);
  stage_wait_end (stage, number);
  stage_wait_agent (stage, stage->ann, OD_AGENT_DISPOSING);
  stage_dispose (stage, stage->ann, FALSE);
  od_test_wait_until (is_one_today, stage, LIMIT_S, "a person in the ledger");
}

static gboolean
say_machine (OdTx *tx, gpointer call_id, GError **error)
{
  return od_call_store_correct (tx, call_id, 1, "ANSWERING MACHINE", 0, error);
}

static gboolean
say_sale (OdTx *tx, gpointer call_id, GError **error)
{
  return od_call_store_correct (tx, call_id, 1, "SALE MADE", 0, error);
}

static void
test_a_word_counts_where_its_call_was_placed (Stage *stage, gconstpointer data)
{
  g_autofree char *first = NULL;
  SipPeer *phone;

  stage->ann = stage_add_agent (stage, "ann");
  stage->campaign = stage_add_campaign (stage, "Days", 0);
  phone = stage_make_ready (stage, stage->ann, stage->campaign);
  talk_with (stage, "44201");
  stage_set_wall (stage, DAY_S);
  od_test_wait_until (is_nobody_today, stage, LIMIT_S, "the next day");
  talk_with (stage, "44202");
  first = g_strdup (stage_wait_end (stage, "44201")->id);
  stage_write (stage, say_machine, first);
  g_assert_cmpint (count_people (stage, OD_TALLY_DAY), ==, 1);
  stage_write (stage, say_sale, first);
  g_assert_cmpint (count_people (stage, OD_TALLY_DAY), ==, 1);

  stage_set_wall (stage, -DAY_S); /* both are of that day, or later */
  od_test_wait_until (are_two_today, stage, LIMIT_S, "the ledger of that day");
  stage_set_wall (stage, DAY_S); /* and midnight passes once more */
  od_test_wait_until (is_one_today, stage, LIMIT_S, "the ledger of the day after");
  sip_peer_free (phone);
}

/* In her paper work she goes to another campaign: the first one's pacer has watched it so
 * long, and saw no end. */
static void
test_who_goes_to_another_campaign_is_lost_to_the_first (Stage *stage, gconstpointer data)
{
  gint64 first = stage_add_campaign (stage, "First", 60000);
  gint64 second = stage_add_campaign (stage, "Second", 0);
  g_autofree char *text = NULL;
  OdLearned learned;
  SipPeer *phone;

  stage->ann = stage_add_agent (stage, "ann");
  phone = stage_make_ready (stage, stage->ann, first);
  stage_add_leads (stage, first, "44201");
  stage_wait_agent (stage, stage->ann, OD_AGENT_DISPOSING);
  stage_dispose (stage, stage->ann, FALSE);
  stage_wait_agent (stage, stage->ann, OD_AGENT_WRAP_UP);
  stage_ahead (stage, 5);
  od_dialer_ask_state (stage->dialer, stage->ann, second, TRUE);
  stage_set_active (stage, first, FALSE); /* writes it */
  text = stage_dup_learned (stage, first);
  g_assert_true (od_learned_read (&learned, text));
  g_assert_cmpfloat (learned.wrap.watched_s[4], >, 0);
  for (int i = 0; i < OD_HAZARD_BINS; i++)
    g_assert_cmpfloat (learned.wrap.ended[0][i], ==, 0);
  sip_peer_free (phone);
}

static gboolean
make_bold (OdTx *tx, gpointer data, GError **error)
{
  Stage *stage = data;
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, stage->campaign, error);

  if (campaign == NULL)
    return FALSE;
  campaign->multiplier_x10 = 30;
  return od_campaign_store_save (tx, campaign, error);
}

/* Who has not picked up for so long does not any more, which no event says. */
static void
test_ages_alone_place_a_call (Stage *stage, gconstpointer data)
{
  OdEvent people = { .kind = OD_EVENT_CALL_DISPOSED,
                     .day = od_store_get_today (stage->store),
                     .people = 1000 };
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone;

  stage->campaign = people.campaign_id = stage_add_campaign (stage, "Bold", 0);
  stage_set_active (stage, stage->campaign, FALSE);
  stage_write (stage, make_bold, stage);
  stage_set_active (stage, stage->campaign, TRUE);
  od_dialer_on_event (stage->dialer, &people);
  phone = stage_make_ready (stage, ann, stage->campaign);
  stage_add_leads (stage, stage->campaign, "44601 44602");
  stage_wait_call (stage, "44601", OD_CALL_RINGING);
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", "44602"), ==, 0);
  stage_ahead (stage, 25);
  od_dialer_seen (stage->dialer, ann);
  stage_wait_book (stage, "invite", "44602", 1);
  sip_peer_free (phone);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/campaign-run/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("switched-off", test_switched_off);
  TEST ("same-number", test_same_number);
  TEST ("same-number/at-once", test_same_number_at_once);
  TEST ("given-back", test_given_back);
  TEST ("shorts", test_short_numbers_are_for_tests_only);
  TEST ("cut-off", test_people_who_are_cut_off_stop_it);
  TEST ("a-word-counts-where-its-call-was-placed",
        test_a_word_counts_where_its_call_was_placed);
  TEST ("another-campaign", test_who_goes_to_another_campaign_is_lost_to_the_first);
  TEST ("ages-alone", test_ages_alone_place_a_call);
  return g_test_run ();
}
