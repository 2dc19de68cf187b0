/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is dialed again by a rule, when, and who never; every test ends with a recount of
 * all sums.
 */
#include "daemon/store/retry-rule-store.h"
#include "daemon/store/settle-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"
#include "daemon/store/tally-store.h"

#include <string.h>

#define DELAY_MS   1000 /* people may not ask for so little */
#define NOT_A_RULE 60000

static void
set_rules (OdScene *s, const OdRetryRule *rules, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (OdRetryRule));

  g_array_append_vals (all, rules, n);
  OD_OK (od_retry_rule_store_set (od_scene_begin (s), s->leadset, all, &error));
  od_scene_commit (s);
}

static void
set_rule (OdScene *s, const char *outcome, gint64 max_attempts)
{
  const OdRetryRule rule = { (char *) outcome, DELAY_MS, max_attempts };

  set_rules (s, &rule, 1);
}

static guint
wake (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  guint woken;

  OD_OK (od_lead_state_store_wake (od_scene_begin (s), 100, &woken, &error));
  od_scene_commit (s);
  return woken;
}

/* Of the one lead there is. */
static OdLeadDialState
state (OdScene *s)
{
  return od_scene_look (s, "SELECT dial_state FROM lead");
}

static OdScene *
new_scene_of_one_lead (void)
{
  OdScene *s = od_scene_new ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  return s;
}

/* --- each outcome ----------------------------------------------------------------- */

/* clang-format off */
static const struct {
  OdEndReason end;
  gboolean answered;
  const char *label;
  const char *outcome; /* whose rule speaks of it */
  gint64 without_ms;   /* how long it waits without one; 0: it is done */
} outcomes[] = {
  { OD_END_BUSY,          FALSE, NULL,                "busy",              0 },
  { OD_END_DECLINED,      FALSE, NULL,                "declined",          0 },
  { OD_END_NO_ANSWER,     FALSE, NULL,                "no-answer",         0 },
  { OD_END_TRANSPORT,     TRUE,  NULL,                "transport",         0 },
  { OD_END_NO_AGENT,      TRUE,  NULL,                "no-agent",          0 },
  { OD_END_LEAD_LEFT,     TRUE,  NULL,                "lead-left",         0 },
  { OD_END_LEAD_HUNG_UP,  TRUE,  "BUSY",              "BUSY",              0 },
  { OD_END_AGENT_HUNG_UP, TRUE,  "ANSWERING MACHINE", "ANSWERING MACHINE", 0 },
  { OD_END_TRANSPORT,     TRUE,  "ANSWERING MACHINE", "ANSWERING MACHINE", 0 },
};

/* No rule speaks of these: what the trunk refused has not come out in any way yet. */
static const struct {
  OdEndReason end;
  gboolean answered;
  const char *label;
  gint64 waits_ms;
} others[] = {
  { OD_END_TRUNK_REFUSED, FALSE, NULL,            OD_SETTLE_GIVEN_BACK_MS },
  { OD_END_NO_REPLY,      FALSE, NULL,            OD_SETTLE_GIVEN_BACK_MS },
  { OD_END_TRANSPORT,     FALSE, NULL,            OD_SETTLE_GIVEN_BACK_MS },
  { OD_END_BAD_NUMBER,    FALSE, NULL,            0 },
  { OD_END_INTERNAL,      FALSE, NULL,            0 },
  { OD_END_SHUTDOWN,      FALSE, NULL,            NOT_A_RULE },
  { OD_END_NOT_PLACED,    FALSE, NULL,            NOT_A_RULE },
  { OD_END_NO_AUDIO,      TRUE,  NULL,            0 },
  { OD_END_TRANSPORT,     TRUE,  "NOT INTERESTED", 0 },
  { OD_END_LEAD_HUNG_UP,  TRUE,  "SALE MADE",     0 },
  { OD_END_LEAD_HUNG_UP,  TRUE,  "CALL BACK",     0 },
  { OD_END_LEAD_HUNG_UP,  TRUE,  "DECLINED SALE", 0 },
  { OD_END_LEAD_HUNG_UP,  TRUE,  "NO-ANSWER",     0 }, /* a campaign's own word */
  { OD_END_TRANSPORT,     TRUE,  "",              0 }, /* the word is owed */
};
/* clang-format on */

static void
set_all_rules (OdScene *s)
{
  OdRetryRule rules[G_N_ELEMENTS (outcomes)];
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    if (i == 0 || !g_str_equal (outcomes[i].outcome, outcomes[i - 1].outcome))
      rules[n++] = (OdRetryRule){ (char *) outcomes[i].outcome, DELAY_MS, 10 };
  }
  g_assert_cmpuint (n, ==, 8);
  set_rules (s, rules, n);
}

static void
assert_waits (OdScene *s, gint64 waits_ms)
{
  g_assert_cmpint (state (s), ==, waits_ms != 0 ? OD_LEAD_WAITING_RETRY : OD_LEAD_DONE);
  s->now_ms += waits_ms - 1;
  g_assert_cmpuint (wake (s), ==, 0);
  s->now_ms += 1;
  g_assert_cmpuint (wake (s), ==, waits_ms != 0);
  g_assert_cmpint (state (s), ==, waits_ms != 0 ? OD_LEAD_READY : OD_LEAD_DONE);
  g_assert_cmpint (od_scene_look (s, "SELECT status = 'NEW' FROM lead"), ==, 1);
}

static void
test_each_outcome_waits_by_its_own_rule (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    for (int ruled = 0; ruled < 3; ruled++) {
      g_autoptr (OdScene) s = new_scene_of_one_lead ();

      g_test_message ("%s: %s", outcomes[i].outcome,
                      ruled == 0   ? "no rule"
                      : ruled == 1 ? "a rule"
                                   : "a rule of another outcome");
      if (ruled > 0)
        set_rule (s,
                  outcomes[(i + (ruled == 1 ? 0 : 2)) % G_N_ELEMENTS (outcomes)].outcome,
                  5);
      od_scene_attempt (s, "call-1", outcomes[i].end, outcomes[i].answered,
                        outcomes[i].label);
      assert_waits (s, ruled == 1 ? DELAY_MS : outcomes[i].without_ms);
    }
  }
}

static void
test_what_is_final_or_unspent_is_not_ruled (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (OdScene) s = new_scene_of_one_lead ();

    g_test_message ("%s, %s", od_end_reason_get_name (others[i].end), others[i].label);
    set_all_rules (s);
    od_scene_attempt (s, "call-1", others[i].end, others[i].answered, others[i].label);
    assert_waits (s, others[i].waits_ms);
  }
}

static void
test_who_was_called_so_often_is_left_alone (void)
{
  g_autoptr (OdScene) s = new_scene_of_one_lead ();

  set_rule (s, "no-answer", 3);
  for (int n = 1; n <= 3; n++) {
    g_autofree char *id = g_strdup_printf ("call-%d", n);

    od_scene_attempt (s, id, OD_END_NO_ANSWER, FALSE, NULL);
    assert_waits (s, n < 3 ? DELAY_MS : 0);
  }
  g_assert_cmpint (od_scene_look (s, "SELECT attempts FROM lead"), ==, 3);
}

static void
test_another_leadsets_rule_says_nothing (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 other = od_scene_add_leadset (s, "Autumn", s->campaign, TRUE);

  set_rule (s, "busy", 5);
  od_scene_add_leads (s, other, "NEW", 44100, 1);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  g_assert_cmpint (state (s), ==, OD_LEAD_DONE);
}

/* --- the agent's word ------------------------------------------------------------- */

/* Said while the call is up: it counts when the call ends. */
static void
test_a_word_said_during_the_call_counts_at_its_end (void)
{
  static const char *const words[] = { "BUSY", "SALE MADE" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (OdScene) s = new_scene_of_one_lead ();

    set_all_rules (s);
    g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
    od_scene_step (s, "call-1", OD_CALL_ANSWER, 0, OD_END_NONE);
    od_scene_step (s, "call-1", OD_CALL_BRIDGE, s->ann, OD_END_NONE);
    od_scene_dispose (s, "call-1", words[i]);
    g_assert_cmpint (state (s), ==, OD_LEAD_DIALING);
    od_scene_step (s, "call-1", OD_CALL_HANGUP, 0, OD_END_TRANSPORT);
    assert_waits (s, i == 0 ? DELAY_MS : 0);
  }
}

/* clang-format off */
static const struct {
  const char *first;
  gboolean woken; /* before it is corrected */
  const char *then;
  OdLeadDialState state;
} corrections[] = { /* with a rule for BUSY alone */
  { "BUSY",              FALSE, "DO NOT CALL",       OD_LEAD_DO_NOT_CALL },
  { "BUSY",              TRUE,  "DO NOT CALL",       OD_LEAD_DO_NOT_CALL },
  { "BUSY",              FALSE, "ANSWERING MACHINE", OD_LEAD_DONE },
  { "BUSY",              TRUE,  "ANSWERING MACHINE", OD_LEAD_READY },
  { "SALE MADE",         FALSE, "BUSY",              OD_LEAD_WAITING_RETRY },
  { "SALE MADE",         FALSE, "DO NOT CALL",       OD_LEAD_DO_NOT_CALL },
  { "ANSWERING MACHINE", FALSE, "BUSY",              OD_LEAD_WAITING_RETRY },
  { "ANSWERING MACHINE", FALSE, "DO NOT CALL",       OD_LEAD_DO_NOT_CALL },
};
/* clang-format on */

static void
test_a_corrected_word_is_what_counts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (corrections); i++) {
    g_autoptr (OdScene) s = new_scene_of_one_lead ();

    g_test_message ("%s, then %s", corrections[i].first, corrections[i].then);
    set_rule (s, "BUSY", 5);
    od_scene_attempt (s, "call-1", OD_END_LEAD_HUNG_UP, TRUE, corrections[i].first);
    if (corrections[i].woken) {
      s->now_ms += DELAY_MS;
      g_assert_cmpuint (wake (s), ==, 1);
    }
    od_scene_dispose (s, "call-1", corrections[i].then);
    g_assert_cmpint (state (s), ==, corrections[i].state);
  }
}

static void
test_the_same_word_again_puts_nothing_off (void)
{
  g_autoptr (OdScene) s = new_scene_of_one_lead ();

  set_rule (s, "BUSY", 5);
  od_scene_attempt (s, "call-1", OD_END_LEAD_HUNG_UP, TRUE, "BUSY");
  s->now_ms += DELAY_MS - 1;
  od_scene_dispose (s, "call-1", "BUSY");
  s->now_ms += 1;
  g_assert_cmpuint (wake (s), ==, 1);
  od_scene_dispose (s, "call-1", "BUSY");
  g_assert_cmpint (state (s), ==, OD_LEAD_READY);
}

/* Said of the first call while the second is up: it is the last one. */
static void
test_a_final_word_on_an_earlier_call_ends_it (void)
{
  g_autoptr (OdScene) s = new_scene_of_one_lead ();

  set_all_rules (s);
  od_scene_attempt (s, "call-1", OD_END_LEAD_HUNG_UP, TRUE, "ANSWERING MACHINE");
  assert_waits (s, DELAY_MS);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-2"));
  od_scene_dispose (s, "call-1", "NOT INTERESTED");
  g_assert_cmpint (state (s), ==, OD_LEAD_DIALING);
  od_scene_step (s, "call-2", OD_CALL_FAIL, 0, OD_END_BUSY);
  g_assert_cmpint (state (s), ==, OD_LEAD_DONE);
}

/* The last call counts; what an earlier one proves nothing about changes nothing. */
static void
test_a_word_on_an_earlier_call_begins_nothing (void)
{
  g_autoptr (OdScene) s = new_scene_of_one_lead ();

  set_rule (s, "ANSWERING MACHINE", 5);
  od_scene_attempt (s, "call-1", OD_END_LEAD_HUNG_UP, TRUE, "ANSWERING MACHINE");
  assert_waits (s, DELAY_MS);
  set_rule (s, "BUSY", 5);
  od_scene_attempt (s, "call-2", OD_END_NO_ANSWER, FALSE, NULL);
  od_scene_dispose (s, "call-1", "BUSY");
  g_assert_cmpint (state (s), ==, OD_LEAD_DONE);
}

/* --- what else may happen meanwhile ----------------------------------------------- */

static void
test_a_crash_is_nobodys_outcome (void)
{
  g_autoptr (OdScene) s = new_scene_of_one_lead ();

  set_all_rules (s);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_ANSWER, 0, OD_END_NONE);
  od_scene_step (s, "call-1", OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  od_scene_reopen (s);
  g_assert_cmpint (state (s), ==, OD_LEAD_INTERRUPTED);
  od_scene_dispose (s, "call-1", "BUSY"); /* finished business, as ever */
  g_assert_cmpint (state (s), ==, OD_LEAD_DONE);
  od_scene_dispose (s, "call-1", "ANSWERING MACHINE");
  g_assert_cmpint (state (s), ==, OD_LEAD_DONE);
}

static void
test_who_waits_still_waits_after_a_crash (void)
{
  g_autoptr (OdScene) s = new_scene_of_one_lead ();

  set_rule (s, "busy", 5);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  od_scene_reopen (s);
  assert_waits (s, DELAY_MS);
}

/* One more call for who waits already; then there is no rule. */
static void
test_a_removed_rule_lets_go_after_one_more_call (void)
{
  g_autoptr (OdScene) s = new_scene_of_one_lead ();

  set_rule (s, "busy", 5);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  set_rules (s, NULL, 0);
  assert_waits (s, DELAY_MS);
  od_scene_attempt (s, "call-2", OD_END_BUSY, FALSE, NULL);
  assert_waits (s, 0);
}

static void
edit (OdScene *s, const char *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdLead) lead = od_lead_store_get (tx, 1, &error);
  OdLeadChange changed[] = { { (char *) "phone", lead->phone, (char *) "44200" },
                             { (char *) "status", (char *) "NEW", (char *) status } };

  g_ptr_array_add (changes, &changed[0]);
  g_ptr_array_add (changes, &changed[1]);
  lead->phone = g_strdup ("44200");
  g_free (lead->status);
  lead->status = g_strdup (status);
  OD_OK (od_lead_store_save (tx, lead, changes, s->ann, 0, &error));
  od_scene_commit (s);
  g_free (changed[0].was);
}

/* By the number it has then; and not at all if no campaign dials its status. */
static void
test_who_is_edited_while_waiting_is_called_as_edited (void)
{
  static const char *const statuses[] = { "READY", "LATER" };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (OdScene) s = new_scene_of_one_lead ();
    g_autoptr (GPtrArray) leads = NULL;

    set_rule (s, "busy", 5);
    od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
    edit (s, statuses[i]);
    s->now_ms += DELAY_MS;
    g_assert_cmpuint (wake (s), ==, 1);
    leads = od_lead_store_claim (od_scene_begin (s), s->campaign, 5, NULL);
    g_assert_cmpuint (leads->len, ==, i == 0 ? 1 : 0);
    if (i == 0)
      g_assert_cmpstr (((OdLead *) leads->pdata[0])->phone, ==, "44200");
    od_scene_undo (s);
  }
}

static void
test_a_number_in_another_call_is_not_dialed_again (void)
{
  g_autoptr (OdScene) s = new_scene_of_one_lead ();
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);

  set_rule (s, "busy", 5);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  s->now_ms += DELAY_MS;
  od_scene_add_leads (s, od_scene_add_leadset (s, "Twin", other, TRUE), "NEW", 44100, 1);
  g_assert_true (od_scene_begin_call (s, other, "call-2"));
  od_scene_reopen (s); /* and may be up for long after the crash */
  g_assert_cmpuint (wake (s), ==, 1);
  for (int over = 0; over < 2; over++) {
    g_autoptr (GPtrArray)
      leads = od_lead_store_claim (od_scene_begin (s), s->campaign, 5, NULL);

    g_assert_cmpuint (leads->len, ==, over);
    od_scene_undo (s);
    s->now_ms += OD_STORE_RETRY_GAP_MS;
  }
}

static void
assert_board (OdScene *s, gint64 dialable)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdBoard) board = od_tally_store_get_leadset (tx, s->leadset, &error);

  g_assert_no_error (error);
  g_assert_cmpint (board->leads_dialable, ==, dialable);
  g_assert_cmpint (board->leads_total, ==, 3);
  od_scene_undo (s);
}

static void
test_who_waits_is_not_dialable (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  set_all_rules (s);
  od_scene_add_leads (s, s->leadset, "NEW", 44100, 3);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  assert_board (s, 2);
  od_scene_attempt (s, "call-2", OD_END_LEAD_HUNG_UP, TRUE, "");
  assert_board (s, 1);
  od_scene_dispose (s, "call-2", "ANSWERING MACHINE");
  assert_board (s, 1);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead WHERE dial_state = 4"),
                   ==, 2);
  s->now_ms += DELAY_MS;
  g_assert_cmpuint (wake (s), ==, 2);
  assert_board (s, 3);
}

/* --- the rules themselves --------------------------------------------------------- */

static void
test_rules_are_replaced_and_told (void)
{
  static const OdRetryRule first[] = { { (char *) "busy", 120000, 3 },
                                       { (char *) "BUSY", 240000, 2 } };
  static const OdRetryRule second[] = { { (char *) "ANSWERING MACHINE", 360000, 10 } };
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rules = NULL;
  const OdRetryRule *rule;

  set_rules (s, first, G_N_ELEMENTS (first));
  set_rules (s, second, G_N_ELEMENTS (second));
  rules = od_retry_rule_store_list (od_scene_begin (s), s->leadset, &error);
  g_assert_no_error (error);
  od_scene_undo (s);
  g_assert_cmpuint (rules->len, ==, 1);
  rule = &g_array_index (rules, OdRetryRule, 0);
  g_assert_cmpstr (rule->outcome, ==, "ANSWERING MACHINE");
  g_assert_cmpint (rule->delay_ms, ==, 360000);
  g_assert_cmpint (rule->max_attempts, ==, 10);
  g_assert_cmpint (od_scene_look (s, "SELECT 10 * count(*) + sum(n) FROM event WHERE "
                                     "kind = 13"
                                     " AND leadset_id = 1"),
                   ==, 23);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/retry-rule-store/" name, func)
  ADD ("each-outcome", test_each_outcome_waits_by_its_own_rule);
  ADD ("final-or-unspent", test_what_is_final_or_unspent_is_not_ruled);
  ADD ("attempts", test_who_was_called_so_often_is_left_alone);
  ADD ("another-leadset", test_another_leadsets_rule_says_nothing);
  ADD ("during-the-call", test_a_word_said_during_the_call_counts_at_its_end);
  ADD ("corrected", test_a_corrected_word_is_what_counts);
  ADD ("the-same-word", test_the_same_word_again_puts_nothing_off);
  ADD ("final-earlier", test_a_final_word_on_an_earlier_call_ends_it);
  ADD ("earlier", test_a_word_on_an_earlier_call_begins_nothing);
  ADD ("interrupted", test_a_crash_is_nobodys_outcome);
  ADD ("crash-while-waiting", test_who_waits_still_waits_after_a_crash);
  ADD ("rule-removed", test_a_removed_rule_lets_go_after_one_more_call);
  ADD ("edited", test_who_is_edited_while_waiting_is_called_as_edited);
  ADD ("number-in-a-call", test_a_number_in_another_call_is_not_dialed_again);
  ADD ("not-dialable", test_who_waits_is_not_dialable);
  ADD ("replaced", test_rules_are_replaced_and_told);
  return g_test_run ();
}
