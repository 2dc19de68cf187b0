/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A final word on any call of a lead is the end of it, in whatever queue it stands when
 * the word comes; every test ends with a recount of all sums.
 */
#include "daemon/store/disposition-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/retry-rule-store.h"
#include "daemon/store/store-scene.h"

#define DELAY_MS  1000 /* people may not ask for so little */
#define NOT_SPENT 60000

static OdScene *
new_scene (void)
{
  const OdRetryRule rule = { (char *) "ANSWERING MACHINE", DELAY_MS, 9 };
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (OdRetryRule));
  g_autoptr (GError) error = NULL;
  OdScene *s = od_scene_new ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  g_array_append_val (rules, rule);
  OD_OK (od_retry_rule_store_set (od_scene_begin (s), s->leadset, rules, &error));
  od_scene_commit (s);
  return s;
}

static void
talk (OdScene *s, const char *id, const char *label)
{
  od_scene_talk (s, s->campaign, id, s->ann);
  od_scene_dispose (s, id, label);
}

static void
let_pass (OdScene *s, gint64 ms)
{
  g_autoptr (GError) error = NULL;
  guint woken;

  s->now_ms += ms;
  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 100, &woken, &error));
  od_scene_commit (s);
}

static OdLeadDialState
state (OdScene *s)
{
  gint64 is = od_scene_ask (od_scene_begin (s), "SELECT dial_state FROM lead");

  od_scene_undo (s);
  return is;
}

static gint64
count_calls (OdScene *s)
{
  gint64 n = od_scene_ask (od_scene_begin (s), "SELECT count(*) FROM call");

  od_scene_undo (s);
  return n;
}

/* Whether it can be claimed at all, and if so, what becomes of the attempt. */
static void
is_never_called (OdScene *s)
{
  gint64 calls = count_calls (s);

  let_pass (s, OD_STORE_RETRY_GAP_MS + NOT_SPENT);
  if (state (s) == OD_LEAD_READY)
    g_assert_false (od_scene_begin_call (s, s->campaign, "never"));
  g_assert_cmpint (count_calls (s), ==, calls);
  g_assert_cmpint (state (s), ==, OD_LEAD_DONE);
}

/* An answering machine, and by the rule a second call is due. */
static OdScene *
new_scene_of_a_second_call (void)
{
  OdScene *s = new_scene ();

  talk (s, "call-1", "ANSWERING MACHINE");
  let_pass (s, DELAY_MS);
  g_assert_cmpint (state (s), ==, OD_LEAD_READY);
  return s;
}

static void
test_it_takes_whoever_is_ready_or_waits (void)
{
  g_autoptr (OdScene) ready = new_scene_of_a_second_call ();
  g_autoptr (OdScene) waits = new_scene ();

  od_scene_dispose (ready, "call-1", "NOT INTERESTED");
  g_assert_cmpint (state (ready), ==, OD_LEAD_DONE);
  talk (waits, "call-1", "ANSWERING MACHINE");
  g_assert_cmpint (state (waits), ==, OD_LEAD_WAITING_RETRY);
  od_scene_dispose (waits, "call-1", "NOT INTERESTED");
  g_assert_cmpint (state (waits), ==, OD_LEAD_DONE);
}

static void
test_it_outlives_a_call_that_was_not_spent (void)
{
  static const OdEndReason ends[] = { OD_END_SHUTDOWN, OD_END_NOT_PLACED, OD_END_NO_REPLY,
                                      OD_END_TRANSPORT };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autoptr (OdScene) s = new_scene_of_a_second_call ();

    g_assert_true (od_scene_begin_call (s, s->campaign, "call-2"));
    od_scene_dispose (s, "call-1", "NOT INTERESTED");
    g_assert_cmpint (state (s), ==, OD_LEAD_DIALING); /* nobody is cut off */
    od_scene_step (s, "call-2", OD_CALL_FAIL, 0, ends[i]);
    is_never_called (s);
  }
}

static void
test_it_outlives_a_crash (void)
{
  g_autoptr (OdScene) s = new_scene_of_a_second_call ();

  g_assert_true (od_scene_begin_call (s, s->campaign, "call-2"));
  od_scene_reopen (s);
  g_assert_cmpint (state (s), ==, OD_LEAD_INTERRUPTED);
  od_scene_dispose (s, "call-1", "NOT INTERESTED");
  g_assert_cmpint (state (s), ==, OD_LEAD_DONE);
  is_never_called (s);
}

/* The agent's word waited in her program until the server was back, and longer. */
static void
test_it_is_heard_on_a_call_that_a_crash_cut (void)
{
  g_autoptr (OdScene) s = new_scene ();

  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_ANSWER, 0, OD_END_NONE);
  od_scene_step (s, "call-1", OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  od_scene_reopen (s);
  let_pass (s, OD_STORE_RETRY_GAP_MS);
  g_assert_cmpint (state (s), ==, OD_LEAD_READY);
  od_scene_dispose (s, "call-1", "NOT INTERESTED");
  is_never_called (s);
}

static void
mend (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (od_lead_change_free);
  OdLeadChange *change = g_new0 (OdLeadChange, 1);
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdLead)
    lead = od_lead_store_get (tx, od_scene_ask (tx, "SELECT id FROM lead"), &error);

  change->field = g_strdup ("fields.City");
  change->now = g_strdup ("York");
  g_ptr_array_add (changes, change);
  OD_OK (od_lead_store_save (tx, lead, changes, s->bob, 0, &error));
  od_scene_commit (s);
}

static void
test_it_is_heard_after_mended_details (void)
{
  g_autoptr (OdScene) s = new_scene ();

  talk (s, "call-1", "WRONG DETAILS");
  mend (s);
  g_assert_cmpint (state (s), ==, OD_LEAD_READY);
  od_scene_dispose (s, "call-1", "NOT INTERESTED");
  g_assert_cmpint (state (s), ==, OD_LEAD_DONE);
  is_never_called (s);
}

static void
test_it_is_heard_between_claim_and_call (void)
{
  g_autoptr (OdScene) s = new_scene_of_a_second_call ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    leads = od_lead_store_claim (od_scene_begin (s), s->campaign, 5, &error);
  OdCall call = { .id = (char *) "call-2",
                  .campaign_id = s->campaign,
                  .leadset_id = s->leadset,
                  .phone = (char *) "44100",
                  .caller_id = (char *) "442079460000" };
  gboolean begun = TRUE;

  od_scene_commit (s);
  g_assert_cmpuint (leads->len, ==, 1);
  call.lead_id = ((OdLead *) leads->pdata[0])->id;
  od_scene_dispose (s, "call-1", "NOT INTERESTED");
  OD_OK (od_call_store_begin (od_scene_begin (s), &call, &begun, &error));
  od_scene_commit (s);
  g_assert_false (begun);
  is_never_called (s);
}

static void
test_words_that_prove_nothing_forbid_nothing (void)
{
  g_autoptr (OdScene) s = new_scene_of_a_second_call ();
  g_autoptr (GError) error = NULL;
  gint64 lead = od_scene_ask (od_scene_begin (s), "SELECT id FROM lead");
  gboolean forbids;

  OD_OK (od_disposition_store_forbids (s->tx, lead, &forbids, &error));
  g_assert_false (forbids);
  od_scene_undo (s);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-2"));
  od_scene_step (s, "call-2", OD_CALL_FAIL, 0, OD_END_BUSY);
}

/* As a supervisor changes what a campaign's own disposition means. */
static void
offer_own (OdScene *s, const char *label, gboolean final)
{
  g_autoptr (GPtrArray) own = od_disposition_list_new ();
  g_autoptr (GError) error = NULL;
  OdDisposition *is;

  if (label != NULL) {
    is = od_disposition_new (label);
    is->final = final;
    g_ptr_array_add (own, is);
  }
  OD_OK (od_disposition_store_set (od_scene_begin (s), s->campaign, own, &error));
  od_scene_commit (s);
}

static gboolean
is_final (OdScene *s, const char *label)
{
  g_autoptr (GError) error = NULL;
  gboolean final, forbids;
  gint64 lead;

  od_scene_begin (s);
  lead = od_scene_ask (s->tx, "SELECT id FROM lead");
  OD_OK (od_disposition_store_is_final (s->tx, s->campaign, label, &final, &error));
  OD_OK (od_disposition_store_forbids (s->tx, lead, &forbids, &error));
  od_scene_commit (s);
  g_assert_cmpint (final, ==, forbids);
  return final;
}

static void
test_a_campaigns_own_means_what_it_says (void)
{
  g_autoptr (OdScene) s = new_scene_of_a_second_call ();
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  offer_own (s, "LEFT A MESSAGE", FALSE);
  od_scene_dispose (s, "call-1", "LEFT A MESSAGE");
  g_assert_false (is_final (s, "LEFT A MESSAGE"));
  offer_own (s, "LEFT A MESSAGE", TRUE);
  g_assert_true (is_final (s, "LEFT A MESSAGE"));
  offer_own (s, "LEFT A MESSAGE", FALSE);
  offer_own (s, NULL, FALSE); /* it is offered no more, and means what it meant */
  g_assert_false (is_final (s, "LEFT A MESSAGE"));
  left = od_disposition_store_list (od_scene_begin (s), s->campaign, &error);
  od_scene_commit (s);
  g_assert_cmpuint (left->len, ==, 0);
}

static void
test_no_campaign_changes_what_all_have (void)
{
  g_autoptr (OdScene) s = new_scene_of_a_second_call ();

  offer_own (s, "NOT INTERESTED", FALSE);
  od_scene_dispose (s, "call-1", "NOT INTERESTED");
  g_assert_true (is_final (s, "NOT INTERESTED"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/disposition-store/" name, func)
  ADD ("ready-or-waiting", test_it_takes_whoever_is_ready_or_waits);
  ADD ("not-spent", test_it_outlives_a_call_that_was_not_spent);
  ADD ("crash", test_it_outlives_a_crash);
  ADD ("cut-by-a-crash", test_it_is_heard_on_a_call_that_a_crash_cut);
  ADD ("mended-details", test_it_is_heard_after_mended_details);
  ADD ("claimed", test_it_is_heard_between_claim_and_call);
  ADD ("proves-nothing", test_words_that_prove_nothing_forbid_nothing);
  ADD ("own", test_a_campaigns_own_means_what_it_says);
  ADD ("own-and-predefined", test_no_campaign_changes_what_all_have);
  return g_test_run ();
}
