/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How calls end, and what is written down about it.
 */
#include "daemon/dialer/call-run.h"

#include "daemon/store/dnc-store.h"
#include "dialer-stage.h"

#include <string.h>

typedef struct {
  const char *number;
  OdEndReason end;
  guint sip_code;
  const char *slice;
} Ending;

static const Ending endings[] = {
  { "4450", OD_END_BUSY, 486, "Rejected" },
  { "4451", OD_END_DECLINED, 603, "Rejected" },
  { "4452", OD_END_BAD_NUMBER, 404, "Rejected" },
  { "4453", OD_END_TRUNK_REFUSED, 503, "Connection Error" },
  { "4454", OD_END_NO_ANSWER, 480, "Rejected" },
};

/* None of them needs an agent: the one there is gets call after call. */
static void
test_endings (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Endings", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  stage_add_leads (stage, campaign, "4450 4451 4452 4453 4454");
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++) {
    const OdCall *call = stage_wait_end (stage, endings[i].number);

    g_assert_cmpint (call->state, ==, OD_CALL_ENDED);
    g_assert_cmpint (call->end_reason, ==, endings[i].end);
    g_assert_cmpuint (call->sip_code, ==, endings[i].sip_code);
    g_assert_cmpstr (od_call_get_slice (call), ==, endings[i].slice);
    g_assert_cmpint (call->agent_id, ==, 0);
  }

  stage_settle_store (stage);
  g_assert_cmpint (stage_agent (stage, ann)->state, ==, OD_AGENT_READY);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 5);
  sip_peer_free (phone);
}

/* Somebody picked up when we had looked away: the cap counts that. */
static void
test_late_answer (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Slow", 0);
  SipPeer *phone = stage_make_ready (stage, stage_add_agent (stage, "ann"), campaign);
  OdAbandonment windows[OD_TALLY_N_WINDOWS];
  OdFact late = { .kind = OD_FACT_LATE_ANSWER };

  stage_add_leads (stage, campaign, "4450");
  late.call_id = stage_wait_end (stage, "4450")->id;
  for (int i = 0; i < 2; i++) {
    od_dialer_on_fact (&late, stage->dialer);
    stage_settle_store (stage);
    g_assert_true (od_dialer_get_abandonment (stage->dialer, campaign, windows));
    g_assert_cmpint (windows[OD_TALLY_DAY].abandoned, ==, 1);
    g_assert_cmpint (windows[OD_TALLY_DAY].people, ==, 1);
  }
  sip_peer_free (phone);
}

/* A machine that slept does not dial on what it committed before. */
static void
test_late_commit (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Late", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  stage_add_leads (stage, campaign, "44101");
  stage_wait_call (stage, "44101", OD_CALL_QUEUED);
  stage_ahead (stage, 3);
  g_assert_cmpint (stage_wait_end (stage, "44101")->end_reason, ==, OD_END_NOT_PLACED);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 0);
  sip_peer_free (phone);
}

/* The agent vanishes in the instant between the pick and the bridge. The lead, who may
 * have been bridged with the vanishing leg, must not be left in silence. */
static void
test_agent_gone_when_picked (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Gone", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);
  OdAbandonment windows[OD_TALLY_N_WINDOWS];
  const OdCall *call;

  stage_add_leads (stage, campaign, "44101");
  stage_wait_agent (stage, ann, OD_AGENT_RESERVED);
  od_dialer_sign_out (stage->dialer, ann);
  call = stage_wait_end (stage, "44101");
  g_assert_cmpint (call->end_reason, ==, OD_END_NO_AGENT);
  g_assert_cmpint (call->agent_id, ==, 0);
  g_assert_cmpstr (od_call_get_slice (call), ==, "Agent Unavailable");
  g_assert_true (od_dialer_get_abandonment (stage->dialer, campaign, windows));
  g_assert_cmpint (windows[OD_TALLY_DAY].abandoned, ==, 1);
  g_assert_cmpint (windows[OD_TALLY_DAY].people, ==, 1);
  sip_peer_free (phone);
}

/* The same, and another agent is there: the lead is theirs. */
static void
test_next_agent_when_picked (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Next", 0);
  gint64 ann = stage_add_agent (stage, "ann"), bob = stage_add_agent (stage, "bob");
  SipPeer *anns = stage_make_ready (stage, ann, campaign);
  SipPeer *bobs = stage_make_ready (stage, bob, campaign);
  g_autoptr (GError) error = NULL;

  stage_add_leads (stage, campaign, "44101");
  stage_wait_agent (stage, ann, OD_AGENT_RESERVED);
  od_dialer_sign_out (stage->dialer, ann);
  stage_wait_agent (stage, bob, OD_AGENT_IN_CALL);
  g_assert_true (
    od_dialer_hang_up (stage->dialer, bob, stage_agent (stage, bob)->call_id, &error));
  g_assert_cmpint (stage_wait_end (stage, "44101")->agent_id, ==, bob);
  sip_peer_free (anns);
  sip_peer_free (bobs);
}

/* What an agent of another campaign saves of the same number. */
static gboolean
say_do_not_call (OdTx *tx, gpointer number, GError **error)
{
  const OdCall call = { .id = (char *) "another",
                        .phone = number,
                        .disposition = (char *) "DO NOT CALL" };

  return od_dnc_store_hear (tx, &call, call.agent_id, TRUE, error);
}

static void
test_no_number_is_dialed_once_it_is_listed (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Listed", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_put_on_line (stage, ann, campaign);

  stage_add_leads (stage, campaign, "44101");
  stage_write (stage, say_do_not_call, (gpointer) "44101");
  stage_add_leads (stage, campaign, "44101");
  od_dialer_ask_state (stage->dialer, ann, 0, TRUE);
  stage_settle_store (stage);
  stage_add_leads (stage, campaign, "44201");
  stage_wait_book (stage, "invite", "44201", 1);
  g_assert_cmpuint (stage_count_book (stage, "invite", "44101"), ==, 0);
  sip_peer_free (phone);
}

/* Said while its claim or its attempt is on the way to the disk: who comes first on the
 * writer is right, and what leaves after the word is on disk is wrong. */
static void
test_a_word_races_with_an_attempt (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Race", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  for (guint i = 0; i < 8; i++) {
    g_autofree char *number = g_strdup_printf ("443%02u", i);
    guint before;

    stage_add_leads (stage, campaign, number);
    if (i % 4 == 1)
      stage_wait_call (stage, number, OD_CALL_QUEUED);
    for (guint turn = 0; i % 4 >= 2 && turn < i % 4; turn++)
      g_main_context_iteration (NULL, FALSE);
    stage_write (stage, say_do_not_call, (gpointer) number);
    stage_settle_store (stage);
    before = stage_count_book (stage, "invite", number);
    stage_add_leads (stage, campaign, number);
    if (before > 0 || od_floor_count_calls (stage->floor) > 0)
      stage_wait_end (stage, number);
    stage_settle_store (stage);
    g_assert_cmpuint (stage_count_book (stage, "invite", number), <=, 1);
    g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  }
  sip_peer_free (phone);
}

static void
test_who_answers_after_the_word_gets_an_agent (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Answers", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  stage_add_leads (stage, campaign, "44401");
  stage_wait_call (stage, "44401", OD_CALL_RINGING);
  stage_write (stage, say_do_not_call, (gpointer) "44401");
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  sip_peer_free (phone);
}

static gboolean
has_ended (gpointer data)
{
  return ((Stage *) data)->ends->len > 0;
}

/* Who does not, hears their phone ring the 15 s that every call must, of the campaign's
 * 60. */
static void
test_what_rings_is_cancelled_after_its_least_time (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Rings", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);
  const OdCall *call;

  stage_add_leads (stage, campaign, "44601");
  stage_wait_call (stage, "44601", OD_CALL_RINGING);
  stage_write (stage, say_do_not_call, (gpointer) "44601");
  od_test_wait_until (has_ended, stage, 20, "the end of a call that is not wanted");
  call = stage_wait_end (stage, "44601");
  g_assert_cmpint (call->end_reason, ==, OD_END_NO_ANSWER);
  g_assert_cmpint (call->ended_at_ms - call->ringing_at_ms, >=, 15000);
  sip_peer_free (phone);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/call-run/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("endings", test_endings);
  TEST ("late-answer", test_late_answer);
  TEST ("late-commit", test_late_commit);
  TEST ("agent-gone-when-picked", test_agent_gone_when_picked);
  TEST ("next-agent-when-picked", test_next_agent_when_picked);
  TEST ("listed", test_no_number_is_dialed_once_it_is_listed);
  TEST ("word-races", test_a_word_races_with_an_attempt);
  TEST ("word-then-answer", test_who_answers_after_the_word_gets_an_agent);
  TEST ("word-then-silence", test_what_rings_is_cancelled_after_its_least_time);
  return g_test_run ();
}
