/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialer as a whole: a day, the end of a day, a broken store.
 */
#include "daemon/dialer/dialer.h"

#include "daemon/store/campaign-store.h"
#include "dialer-stage.h"

#include <stdlib.h>
#include <string.h>

static gint64
read_invite_us (Stage *stage)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents (stage->book, &text, NULL, NULL));
  line = strstr (text, "\"mono_us\":");
  g_assert_nonnull (line); /* the first line of the book is the first INVITE */
  return g_ascii_strtoll (line + strlen ("\"mono_us\":"), NULL, 10);
}

static void
test_day (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Day", 200);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);
  const OdCall *call;
  OdFloorCall *live;

  stage_add_leads (stage, campaign, "44201");
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  g_assert_cmpint (read_invite_us (stage), >=, stage->committed_us);
  live = stage_wait_call (stage, "44201", OD_CALL_BRIDGED);
  g_assert_cmpint (od_floor_call_get_agent_id (live), ==, ann);
  stage_wait_agent (stage, ann, OD_AGENT_DISPOSING);
  call = stage_wait_end (stage, "44201");
  stage_dispose (stage, ann, FALSE);
  stage_wait_moves (stage, "agent:1 wrap-up ready", 1);

  g_assert_cmpstr (stage->moves->str, ==,
                   "\nagent:1 offline paused\nagent:1 paused ready\n"
                   "call:44201 queued dialing\ncall:44201 dialing ringing\n"
                   "call:44201 ringing waiting\nagent:1 ready reserved\n"
                   "call:44201 waiting bridged\nagent:1 reserved in-call\n"
                   "call:44201 bridged ended\nagent:1 in-call disposing\n"
                   "agent:1 disposing wrap-up\nagent:1 wrap-up ready\n");
  g_assert_cmpint (call->end_reason, ==, OD_END_LEAD_HUNG_UP);
  g_assert_cmpint (call->agent_id, ==, ann);
  g_assert_cmpint (call->queued_at_ms, <=, call->ringing_at_ms);
  g_assert_cmpint (call->ringing_at_ms, <=, call->answered_at_ms);
  g_assert_cmpint (call->answered_at_ms, <=, call->bridged_at_ms);
  g_assert_cmpint (call->bridged_at_ms, <=, call->ended_at_ms);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 1);
  g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  sip_peer_free (phone);
}

/* The agent's side of a live call, and that it is nobody else's. */
static void
test_own_call (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Own", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  stage_add_leads (stage, campaign, "44101");
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  id = g_strdup (stage_agent (stage, ann)->call_id);
  g_assert_false (od_dialer_hang_up (stage->dialer, ann + 1, id, &error));
  g_assert_error (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_YOURS);
  g_clear_error (&error);
  g_assert_true (od_dialer_send_digits (stage->dialer, ann, id, "5", &error));
  stage_wait_book (stage, "digit", "44101", 1);
  g_assert_true (od_dialer_hold (stage->dialer, ann, id, TRUE, &error));
  g_assert_true (od_floor_get_call (stage->floor, id)->held);
  g_assert_true (od_dialer_hang_up (stage->dialer, ann, id, &error));
  g_assert_cmpint (stage_wait_end (stage, "44101")->end_reason, ==, OD_END_AGENT_HUNG_UP);
  stage_wait_agent (stage, ann, OD_AGENT_DISPOSING);
  g_assert_false (od_dialer_hold (stage->dialer, ann, id, TRUE, &error));
  g_assert_error (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_THERE);
  sip_peer_free (phone);
}

static gboolean
on_idle (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
wait_idle (gboolean *idle)
{
  od_test_wait_until (is_true, idle, LIMIT_S, "the drain to end");
}

static void
test_drain (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Drain", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);
  gboolean idle = FALSE;

  stage_add_leads (stage, campaign, "44201 44202");
  stage_wait_agent (stage, ann, OD_AGENT_IN_CALL);
  od_dialer_drain (stage->dialer, on_idle, &idle);
  g_assert_false (idle);
  wait_idle (&idle);
  g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  stage_dispose (stage, ann, FALSE);
  stage_wait_agent (stage, ann, OD_AGENT_READY);
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 1);
  sip_peer_free (phone);
}

/* A lead who has answered and waits for somebody is a call like any other. */
static void
test_drain_waiting (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Drain", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);
  gboolean idle = FALSE;

  stage_add_leads (stage, campaign, "44401");
  stage_wait_call (stage, "44401", OD_CALL_RINGING);
  od_dialer_sign_out (stage->dialer, ann);
  stage_wait_call (stage, "44401", OD_CALL_WAITING);
  od_dialer_drain (stage->dialer, on_idle, &idle);
  g_assert_false (idle);
  wait_idle (&idle);
  g_assert_cmpint (stage_wait_end (stage, "44401")->end_reason, ==, OD_END_NO_AGENT);
  sip_peer_free (phone);
}

/* The last call in flight was never placed: its commit came too late. */
static void
test_drain_late_commit (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Drain", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);
  gboolean idle = FALSE;

  stage_add_leads (stage, campaign, "44101");
  stage_wait_call (stage, "44101", OD_CALL_QUEUED);
  stage_ahead (stage, 3);
  od_dialer_drain (stage->dialer, on_idle, &idle);
  wait_idle (&idle);
  g_assert_cmpint (stage_wait_end (stage, "44101")->end_reason, ==, OD_END_NOT_PLACED);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 0);
  sip_peer_free (phone);
}

/* The claim that was under way fails: nothing is in flight any more. */
static void
test_drain_failed_claim (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Drain", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_put_on_line (stage, ann, campaign);
  gboolean idle = FALSE;

  stage_allow_warnings ();
  stage_add_leads (stage, campaign, "44101");
  stage_break_store (TRUE);
  od_dialer_ask_state (stage->dialer, ann, 0, TRUE);
  od_dialer_drain (stage->dialer, on_idle, &idle);
  g_assert_false (idle);
  wait_idle (&idle);
  stage_break_store (FALSE);
  sip_peer_free (phone);
}

/* Nothing new is dialed while the store fails; dialing goes on by itself afterwards. */
static void
test_broken_store (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Broken", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_put_on_line (stage, ann, campaign);

  stage_allow_warnings ();
  stage_add_leads (stage, campaign, "44201");
  stage_break_store (TRUE);
  od_dialer_ask_state (stage->dialer, ann, 0, TRUE);
  stage_settle_store (stage);
  g_assert_cmpint (stage_agent (stage, ann)->state, ==, OD_AGENT_READY);
  g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 0);
  stage_break_store (FALSE);
  stage_wait_end (stage, "44201");
  sip_peer_free (phone);
}

/* The store breaks between the wish for a call and its row, wherever that is just now:
 * the lead is dialed later. */
static void
test_broken_begin (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Broken", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_put_on_line (stage, ann, campaign);

  stage_allow_warnings ();
  stage_add_leads (stage, campaign, "44201");
  od_dialer_ask_state (stage->dialer, ann, 0, TRUE);
  stage_break_store (TRUE);
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 0);
  g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  stage_break_store (FALSE);
  stage_wait_end (stage, "44201");
  sip_peer_free (phone);
}

/* What happened while the disk was full is written afterwards, in its order. */
static void
test_broken_in_a_call (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Broken", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);
  const OdCall *call;

  stage_allow_warnings ();
  stage_add_leads (stage, campaign, "44201");
  stage_wait_call (stage, "44201", OD_CALL_RINGING);
  stage_break_store (TRUE);
  stage_wait_agent (stage, ann, OD_AGENT_DISPOSING);
  stage_break_store (FALSE);
  call = stage_wait_end (stage, "44201");
  g_assert_cmpint (call->agent_id, ==, ann);
  g_assert_cmpint (call->answered_at_ms, !=, 0);
  g_assert_cmpint (call->bridged_at_ms, !=, 0);
  g_assert_cmpint (call->end_reason, ==, OD_END_LEAD_HUNG_UP);
  sip_peer_free (phone);
}

static gboolean
assign_nobody (OdTx *tx, gpointer data, GError **error)
{
  return od_campaign_store_set_agents (tx, *(gint64 *) data, NULL, 0, error);
}

static void
test_who_is_removed_gets_no_more_calls (Stage *stage, gconstpointer data)
{
  gint64 campaign = stage_add_campaign (stage, "Removed", 0);
  gint64 ann = stage_add_agent (stage, "ann");
  SipPeer *phone = stage_make_ready (stage, ann, campaign);

  stage_write (stage, assign_nobody, &campaign);
  stage_wait_agent (stage, ann, OD_AGENT_PAUSED);
  stage_settle_store (stage);
  g_assert_cmpint (stage_agent (stage, ann)->campaign_id, ==, 0);
  stage_add_leads (stage, campaign, "44201");
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 0);
  sip_peer_free (phone);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/dialer/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("day", test_day);
  TEST ("own-call", test_own_call);
  TEST ("drain", test_drain);
  TEST ("drain/waiting", test_drain_waiting);
  TEST ("drain/late-commit", test_drain_late_commit);
  TEST ("drain/failed-claim", test_drain_failed_claim);
  TEST ("broken-store", test_broken_store);
  TEST ("broken-store/begin", test_broken_begin);
  TEST ("broken-store/in-a-call", test_broken_in_a_call);
  TEST ("removed", test_who_is_removed_gets_no_more_calls);
  return g_test_run ();
}
