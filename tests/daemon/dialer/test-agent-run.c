/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agent's day when things go wrong: phones that fall silent, programs that vanish,
 * wishes that come at the wrong moment.
 */
#include "daemon/dialer/agent-run.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/call-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/switch/switch-fixture.h"
#include "dialer-stage.h"
#include "shared/model/uuid.h"

/* Longer than an agent's program may be silent. */
#define LONG_S 13

static SipPeer *
open_floor (Stage *stage, gint64 wrap_up_ms, const char *numbers)
{
  SipPeer *phone;

  stage->campaign = stage_add_campaign (stage, "Floor", wrap_up_ms);
  stage->ann = stage_add_agent (stage, "ann");
  phone = stage_make_ready (stage, stage->ann, stage->campaign);
  if (numbers != NULL)
    stage_add_leads (stage, stage->campaign, numbers);
  return phone;
}

static OdFloorAgent *
get_ann (Stage *stage)
{
  return stage_agent (stage, stage->ann);
}

static gboolean
is_on_line (gpointer data)
{
  return ((OdFloorAgent *) data)->line.state == OD_LINE_UP;
}

static gboolean
is_called (gpointer data)
{
  return ((SipPeer *) data)->calls->len > 0;
}

static gboolean
has_called (gpointer data)
{
  return ((SipPeer *) data)->calls->len >= 2;
}

static gboolean
hears_lead (gpointer data)
{
  SipPeer *phone = data;
  PeerCall *last = sip_peer_find (phone, NULL);

  return phone->calls->len == 2 && rtp_ear_loudness (last->ear, 440, 200) > 0.8;
}

static gboolean
is_measured (gpointer data)
{
  const OdFloorPhone *phone = ((OdFloorAgent *) data)->phone;

  return phone != NULL && phone->ping_us >= 0;
}

static gboolean
has_no_phone (gpointer data)
{
  return ((OdFloorAgent *) data)->phone == NULL;
}

static void
test_a_phone_is_known_while_it_is_registered (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, NULL);
  const OdFloorPhone *known = get_ann (stage)->phone;

  g_assert_cmpstr (known->user_agent, ==, "hand-written 1.0");
  g_assert_cmpstr (known->protocol, ==, "SIP_TCP");
  g_assert_cmpint (known->since_us, <=, od_floor_now_us (stage->floor));
  od_test_wait_until (is_measured, get_ann (stage), LIMIT_S, "the phone to be measured");
  sip_peer_close (phone);
  od_test_wait_until (has_no_phone, get_ann (stage), LIMIT_S, "the phone to be missed");
  sip_peer_free (phone);
}

static void
test_pause_while_ringing (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44301");

  stage_wait_call (stage, "44301", OD_CALL_DIALING);
  od_dialer_ask_state (stage->dialer, stage->ann, 0, FALSE);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_PAUSING);
  stage_wait_agent (stage, stage->ann, OD_AGENT_PAUSED);
  g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  sip_peer_free (phone);
}

/* The campaign is switched off while a phone rings: the lead still needs the agent. */
static void
test_pause_when_switched_off (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44401");

  stage_wait_call (stage, "44401", OD_CALL_RINGING);
  stage_set_active (stage, stage->campaign, FALSE);
  od_dialer_ask_state (stage->dialer, stage->ann, 0, FALSE);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_PAUSING);
  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  sip_peer_free (phone);
}

/* Ready and paused again before the store has said that there is nothing to dial. */
static void
test_pause_at_once (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, NULL);

  od_dialer_ask_state (stage->dialer, stage->ann, 0, FALSE);
  stage_wait_agent (stage, stage->ann, OD_AGENT_PAUSED);
  stage_add_leads (stage, 0, "44101"); /* nobody's; wakes the campaign */
  od_dialer_ask_state (stage->dialer, stage->ann, 0, TRUE);
  od_dialer_ask_state (stage->dialer, stage->ann, 0, FALSE);
  stage_wait_agent (stage, stage->ann, OD_AGENT_PAUSED);
  sip_peer_free (phone);
}

/* A lead's phone rings for an agent who would rather be elsewhere: first the lead. */
static void
test_switch_while_ringing (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44401");
  gint64 other = stage_add_campaign (stage, "Other", 0);

  stage_wait_call (stage, "44401", OD_CALL_RINGING);
  od_dialer_ask_state (stage->dialer, stage->ann, other, TRUE);
  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  g_assert_cmpint (get_ann (stage)->campaign_id, ==, stage->campaign);
  g_assert_true (
    od_dialer_hang_up (stage->dialer, stage->ann, get_ann (stage)->call_id, NULL));
  stage_wait_agent (stage, stage->ann, OD_AGENT_DISPOSING);
  stage_dispose (stage, stage->ann, FALSE);
  stage_wait_agent (stage, stage->ann, OD_AGENT_READY);
  g_assert_cmpint (get_ann (stage)->campaign_id, ==, other);
  sip_peer_free (phone);
}

static void
test_switch_while_ringing_busy (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44301");
  gint64 other = stage_add_campaign (stage, "Other", 0);

  stage_wait_call (stage, "44301", OD_CALL_DIALING);
  od_dialer_ask_state (stage->dialer, stage->ann, other, TRUE);
  stage_wait_moves (stage, "agent:1 paused ready", 2);
  g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  g_assert_cmpint (get_ann (stage)->campaign_id, ==, other);
  stage_add_leads (stage, other, "44201");
  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  sip_peer_free (phone);
}

/* With nothing in flight the agent is there at once. */
static void
test_switch (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, NULL);
  gint64 other = stage_add_campaign (stage, "Other", 0);

  stage_settle_store (stage);
  od_dialer_ask_state (stage->dialer, stage->ann, other, TRUE);
  g_assert_cmpint (get_ann (stage)->campaign_id, ==, other);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_READY);
  sip_peer_free (phone);
}

/* What the agent is doing when the program falls silent or the agent leaves. */
static void
go_to (Stage *stage, OdAgentState state)
{
  if (state == OD_AGENT_PAUSED) {
    od_dialer_ask_state (stage->dialer, stage->ann, 0, FALSE);
  } else if (state != OD_AGENT_READY) {
    stage_add_leads (stage, stage->campaign, "44101");
    stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  }
  if (state == OD_AGENT_DISPOSING || state == OD_AGENT_WRAP_UP) {
    od_dialer_hang_up (stage->dialer, stage->ann, get_ann (stage)->call_id, NULL);
    stage_wait_agent (stage, stage->ann, OD_AGENT_DISPOSING);
  }
  if (state == OD_AGENT_WRAP_UP)
    stage_dispose (stage, stage->ann, FALSE);
  stage_wait_agent (stage, stage->ann, state);
}

static void
check_gone (Stage *stage, OdAgentState state)
{
  stage_wait_agent (stage, stage->ann, OD_AGENT_OFFLINE);
  g_assert_cmpstr (get_ann (stage)->call_id, ==, NULL);
  g_assert_cmpint (get_ann (stage)->line.leg, ==, 0);
  if (state == OD_AGENT_IN_CALL) {
    g_assert_cmpint (stage_wait_end (stage, "44101")->agent_id, ==, stage->ann);
    g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  }
}

/* Back, and the last call has no disposition yet: first that, then what was asked for. */
static void
dispose_earlier (Stage *stage, OdAgentState then)
{
  const OdCall *call = stage_wait_end (stage, "44101");

  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_DISPOSING);
  g_assert_cmpstr (get_ann (stage)->call_id, ==, call->id);
  od_dialer_ask_state (stage->dialer, stage->ann, 0, then != OD_AGENT_PAUSED);
  stage_settle_store (stage);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_DISPOSING);
  stage_dispose (stage, stage->ann, FALSE);
  stage_wait_agent (stage, stage->ann, then);
  g_assert_cmpuint (get_ann (stage)->undisposed->len, ==, 0);
}

static void
test_lost (Stage *stage, gconstpointer data)
{
  OdAgentState state = GPOINTER_TO_INT (data);
  SipPeer *phone = open_floor (stage, 60000, NULL);

  go_to (stage, state);
  stage_ahead (stage, LONG_S);
  check_gone (stage, state);
  od_dialer_seen (stage->dialer, stage->ann);
  if (state == OD_AGENT_IN_CALL || state == OD_AGENT_DISPOSING)
    dispose_earlier (stage, OD_AGENT_WRAP_UP);
  else
    stage_wait_agent (stage, stage->ann,
                      state == OD_AGENT_PAUSED ? OD_AGENT_PAUSED : OD_AGENT_READY);
  sip_peer_free (phone);
}

static void
test_signed_out (Stage *stage, gconstpointer data)
{
  OdAgentState state = GPOINTER_TO_INT (data);
  SipPeer *phone = open_floor (stage, 60000, NULL);

  go_to (stage, state);
  od_dialer_sign_out (stage->dialer, stage->ann);
  check_gone (stage, state);
  od_dialer_seen (stage->dialer, stage->ann);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_OFFLINE);
  sip_peer_free (phone);
}

/* The same agent at another desk: the old phone is out, the call it had is over. */
static void
test_signed_in_again (Stage *stage, gconstpointer data)
{
  OdAgentState state = GPOINTER_TO_INT (data);
  SipPeer *old = open_floor (stage, 60000, NULL), *new;

  go_to (stage, state);
  new = stage_sign_in (stage, stage->ann);
  if (state == OD_AGENT_IN_CALL || state == OD_AGENT_DISPOSING)
    dispose_earlier (stage, OD_AGENT_PAUSED);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_PAUSED);
  g_assert_cmpstr (get_ann (stage)->call_id, ==, NULL);
  od_dialer_ask_state (stage->dialer, stage->ann, stage->campaign, TRUE);
  stage_wait_agent (stage, stage->ann, OD_AGENT_READY);
  g_assert_cmpuint (new->calls->len, ==, 1);
  g_assert_cmpuint (old->calls->len, ==, 1);
  sip_peer_free (old);
  sip_peer_free (new);
}

/* The phone hangs up in the middle of a call and comes back: the lead is still there. */
static void
test_phone_back (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44101");

  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  od_dialer_ask_state (stage->dialer, stage->ann, 0,
                       FALSE); /* a pause, after this call */
  sip_peer_bye (phone, sip_peer_find (phone, NULL));
  od_test_wait_until (hears_lead, phone, LIMIT_S, "the lead to be heard again");
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_IN_CALL);
  sip_peer_free (phone);
}

/* Held before is held after. */
static void
test_phone_back_held (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44101");
  PeerCall *again;

  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  od_dialer_hold (stage->dialer, stage->ann, get_ann (stage)->call_id, TRUE, NULL);
  sip_peer_bye (phone, sip_peer_find (phone, NULL));
  od_test_wait_until (has_called, phone, LIMIT_S, "the phone to be called again");
  od_test_wait_until (is_on_line, get_ann (stage), LIMIT_S, "the leg to come back");
  stage_settle_store (stage);
  again = sip_peer_find (phone, NULL);
  hear_from_now (again->ear);
  g_assert_cmpfloat (rtp_ear_loudness (again->ear, 440, 400), <, 0.1);
  sip_peer_free (phone);
}

/* The agent's program is there all the time, only the phone is not. */
static gboolean
is_alive_and_disposing (gpointer data)
{
  Stage *stage = data;

  od_dialer_seen (stage->dialer, stage->ann);
  return get_ann (stage)->state == OD_AGENT_DISPOSING;
}

/* The phone does not come back: after ten seconds the lead is let go. */
static void
test_phone_not_back (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44101");

  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  phone->refuse = TRUE;
  sip_peer_bye (phone, sip_peer_find (phone, NULL));
  od_test_wait_until (has_called, phone, LIMIT_S, "the phone to be called again");
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_IN_CALL);
  stage_ahead (stage, 11);
  od_test_wait_until (is_alive_and_disposing, stage, LIMIT_S, "the lead to be let go");
  g_assert_cmpint (stage_wait_end (stage, "44101")->end_reason, ==, OD_END_AGENT_HUNG_UP);
  sip_peer_free (phone);
}

/* A phone that declines is not rung without pause, and is rung again later. */
static void
test_phone_refuses (Stage *stage, gconstpointer data)
{
  SipPeer *phone;

  stage->campaign = stage_add_campaign (stage, "Floor", 0);
  stage->ann = stage_add_agent (stage, "ann");
  phone = stage_sign_in (stage, stage->ann);
  phone->refuse = TRUE;
  od_dialer_ask_state (stage->dialer, stage->ann, stage->campaign, TRUE);
  od_test_wait_until (is_called, phone, LIMIT_S, "the phone to be called");
  for (guint i = 0; i < 50; i++)
    stage_settle_store (stage);
  g_assert_cmpuint (phone->calls->len, <, 5);
  phone->refuse = FALSE;
  stage_ahead (stage, 5);
  stage_wait_agent (stage, stage->ann, OD_AGENT_READY);
  sip_peer_free (phone);
}

/* Ready, and the phone hangs up: no lead is dialed for somebody who cannot hear. */
static void
test_phone_lost_when_ready (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, NULL);

  phone->refuse = TRUE;
  sip_peer_bye (phone, sip_peer_find (phone, NULL));
  stage_wait_agent (stage, stage->ann, OD_AGENT_PAUSED);
  stage_add_leads (stage, stage->campaign, "44101");
  stage_settle_store (stage);
  g_assert_cmpuint (stage_count_book (stage, "invite", NULL), ==, 0);
  phone->refuse = FALSE;
  stage_ahead (stage, 5);
  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  sip_peer_free (phone);
}

/* The same while a lead's phone rings for an agent who has asked to pause: nobody can
 * hear that lead any more. */
static void
test_phone_lost_when_pausing (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44401");

  stage_wait_call (stage, "44401", OD_CALL_RINGING);
  od_dialer_ask_state (stage->dialer, stage->ann, 0, FALSE);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_PAUSING);
  sip_peer_bye (phone, sip_peer_find (phone, NULL));
  stage_wait_agent (stage, stage->ann, OD_AGENT_PAUSED);
  g_assert_cmpint (stage_wait_end (stage, "44401")->end_reason, ==, OD_END_NO_AGENT);
  sip_peer_free (phone);
}

/* The disposition is given while they talk, and again after: neither moves the agent
 * twice. */
static void
test_disposed_in_the_call (Stage *stage, gconstpointer data)
{
  gboolean pause = GPOINTER_TO_INT (data);
  SipPeer *phone = open_floor (stage, 60000, "44101");
  g_autofree char *call_id = NULL;

  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  call_id = g_strdup (get_ann (stage)->call_id);
  stage_settle_store (stage);
  stage_dispose (stage, stage->ann, pause);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_IN_CALL);
  g_assert_cmpstr (od_floor_get_call (stage->floor, call_id)->disposition, ==, "SALE");
  od_dialer_hang_up (stage->dialer, stage->ann, call_id, NULL);
  stage_wait_agent (stage, stage->ann, pause ? OD_AGENT_PAUSED : OD_AGENT_WRAP_UP);
  g_assert_null (get_ann (stage)->call_id);
  g_assert_cmpuint (stage_count_moves (stage, "agent:1 in-call disposing"), ==, 0);
  g_assert_cmpstr (stage_wait_end (stage, "44101")->disposition, ==, "SALE");
  od_dialer_disposed (stage->dialer, stage->ann, call_id, "SALE", FALSE);
  g_assert_cmpint (get_ann (stage)->state, ==,
                   pause ? OD_AGENT_PAUSED : OD_AGENT_WRAP_UP);
  sip_peer_free (phone);
}

/* The campaign is switched off while they talk: its wrap-up is still the agent's, so that
 * nobody waits for long when it goes on at once. */
static void
test_wrap_up_when_switched_off (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 200, "44101 44102");

  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  stage_set_active (stage, stage->campaign, FALSE);
  od_dialer_hang_up (stage->dialer, stage->ann, get_ann (stage)->call_id, NULL);
  stage_wait_agent (stage, stage->ann, OD_AGENT_DISPOSING);
  stage_dispose (stage, stage->ann, FALSE);
  stage_set_active (stage, stage->campaign, TRUE);
  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  sip_peer_free (phone);
}

/* A call of @ann's that was begun, talked on and over without a disposition. */
static gboolean
write_talked_call (OdTx *tx, gpointer data, GError **error)
{
  static const OdCallEvent events[] = { OD_CALL_ANSWER, OD_CALL_BRIDGE, OD_CALL_HANGUP };
  OdCall *call = data;
  g_autoptr (GPtrArray) leads = od_lead_store_claim (tx, call->campaign_id, 1, error);
  const OdLead *lead = leads != NULL && leads->len == 1 ? leads->pdata[0] : NULL;
  gboolean begun = FALSE;

  g_assert_nonnull (lead);
  call->leadset_id = lead->leadset_id;
  call->lead_id = lead->id;
  call->phone = g_strdup (lead->phone);
  if (!od_call_store_begin (tx, call, &begun, error) || !begun)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (events); i++) {
    OdCallStep step = { .call_id = call->id,
                        .event = events[i],
                        .agent_id = call->agent_id,
                        .end = OD_END_LEAD_HUNG_UP };

    if (!od_call_store_step (tx, &step, error))
      return FALSE;
  }

  return TRUE;
}

static char *
add_talked_call (Stage *stage, const char *number)
{
  g_autoptr (OdCall) call = od_call_new ();

  stage_add_leads (stage, stage->campaign, number);
  call->id = od_uuid_new (od_clock_now_ms (&stage->clock));
  call->campaign_id = stage->campaign;
  call->agent_id = stage->ann;
  call->caller_id = g_strdup ("442079460000");
  stage_write (stage, write_talked_call, call);
  return g_strdup (call->id);
}

/* As the API does it: the campaign is known after the restart. */
static gboolean
choose_campaign (OdTx *tx, gpointer data, GError **error)
{
  Stage *stage = data;

  return od_campaign_store_set_agents (tx, stage->campaign, &stage->ann, 1, error)
         && od_agent_store_set_wish (tx, stage->ann, stage->campaign, TRUE, error);
}

/* Calls of before wait, one after the other: no new one comes in between. */
static void
test_undisposed_after_a_restart (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 0, "44101");
  g_autofree char *first = NULL, *second = NULL;

  stage_write (stage, choose_campaign, stage);
  stage_wait_agent (stage, stage->ann, OD_AGENT_IN_CALL);
  first = g_strdup (get_ann (stage)->call_id);
  second = add_talked_call (stage, "44103");
  stage_restart (stage);
  sip_peer_free (phone);

  phone = stage_sign_in (stage, stage->ann);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_DISPOSING);
  g_assert_cmpstr (get_ann (stage)->call_id, ==, first);
  stage_add_leads (stage, stage->campaign, "44102");
  od_dialer_ask_state (stage->dialer, stage->ann, stage->campaign, TRUE);
  od_test_wait_until (is_on_line, get_ann (stage), LIMIT_S, "the leg to come up");
  stage_dispose (stage, stage->ann, FALSE);
  stage_settle_store (stage);
  g_assert_cmpint (get_ann (stage)->state, ==, OD_AGENT_DISPOSING);
  g_assert_cmpstr (get_ann (stage)->call_id, ==, second);
  g_assert_cmpuint (od_floor_count_calls (stage->floor), ==, 0);
  stage_dispose (stage, stage->ann, FALSE);
  stage_wait_call (stage, "44102", OD_CALL_BRIDGED);
  sip_peer_free (phone);
}

/* Gone for good, the disposition came late from the outbox: there is nothing to ask for.
 */
static void
test_disposed_while_away (Stage *stage, gconstpointer data)
{
  SipPeer *phone = open_floor (stage, 60000, NULL);
  g_autofree char *call_id = NULL;

  go_to (stage, OD_AGENT_IN_CALL);
  call_id = g_strdup (get_ann (stage)->call_id);
  stage_ahead (stage, LONG_S);
  check_gone (stage, OD_AGENT_IN_CALL);
  od_dialer_disposed (stage->dialer, stage->ann, call_id, "SALE", FALSE);
  od_dialer_seen (stage->dialer, stage->ann);
  stage_wait_agent (stage, stage->ann, OD_AGENT_READY);
  sip_peer_free (phone);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/agent-run/" name, Stage, NULL, stage_set_up, func, stage_tear_down)
#define IN_STATE(name, state, func)                                                      \
  g_test_add ("/agent-run/" name "/" #state, Stage, GINT_TO_POINTER (OD_AGENT_##state),  \
              stage_set_up, func, stage_tear_down)
#define IN_EVERY_STATE(name, func)                                                       \
  IN_STATE (name, PAUSED, func);                                                         \
  IN_STATE (name, READY, func);                                                          \
  IN_STATE (name, IN_CALL, func);                                                        \
  IN_STATE (name, DISPOSING, func);                                                      \
  IN_STATE (name, WRAP_UP, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("pause/while-ringing", test_pause_while_ringing);
  TEST ("pause/when-switched-off", test_pause_when_switched_off);
  TEST ("pause/at-once", test_pause_at_once);
  TEST ("switch", test_switch);
  TEST ("switch/while-ringing", test_switch_while_ringing);
  TEST ("switch/while-ringing-busy", test_switch_while_ringing_busy);
  IN_EVERY_STATE ("lost", test_lost);
  IN_EVERY_STATE ("signed-out", test_signed_out);
  IN_EVERY_STATE ("signed-in-again", test_signed_in_again);
  g_test_add ("/agent-run/disposed-in-the-call/wrap-up", Stage, GINT_TO_POINTER (FALSE),
              stage_set_up, test_disposed_in_the_call, stage_tear_down);
  g_test_add ("/agent-run/disposed-in-the-call/pause", Stage, GINT_TO_POINTER (TRUE),
              stage_set_up, test_disposed_in_the_call, stage_tear_down);
  TEST ("wrap-up-when-switched-off", test_wrap_up_when_switched_off);
  TEST ("disposed-while-away", test_disposed_while_away);
  TEST ("undisposed-after-a-restart", test_undisposed_after_a_restart);
  TEST ("phone/known", test_a_phone_is_known_while_it_is_registered);
  TEST ("phone/back", test_phone_back);
  TEST ("phone/back-held", test_phone_back_held);
  TEST ("phone/not-back", test_phone_not_back);
  TEST ("phone/refuses", test_phone_refuses);
  TEST ("phone/lost-when-ready", test_phone_lost_when_ready);
  TEST ("phone/lost-when-pausing", test_phone_lost_when_pausing);
  return g_test_run ();
}
