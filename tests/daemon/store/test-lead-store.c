/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leads are claimed once and never twice, given back, moved only from where they are;
 * every test ends with a recount of lead_count.
 */
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"

#include "daemon/store/state-sql.h"
#include "daemon/store/store-scene.h"

#include <stdlib.h>

static GPtrArray *
claim (OdTx *tx, gint64 campaign, guint n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *leads = od_lead_store_claim (tx, campaign, n, &error);

  g_assert_no_error (error);
  return leads;
}

static OdLeadDialState
state_of (OdTx *tx, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLead) lead = od_lead_store_get (tx, id, &error);

  g_assert_no_error (error);
  return lead->dial_state;
}

static void
test_a_lead_is_claimed_once_and_never_twice (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  guint total = 0;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 10);
  for (int i = 0; i < 5; i++) {
    g_autoptr (GPtrArray) leads = claim (od_scene_begin (s), s->campaign, 3);

    for (guint j = 0; j < leads->len; j++) {
      const OdLead *lead = g_ptr_array_index (leads, j);

      g_assert_cmpint (lead->dial_state, ==, OD_LEAD_CLAIMED);
      g_assert_true (g_hash_table_add (seen, GINT_TO_POINTER ((int) lead->id)));
    }
    total += leads->len;
    od_scene_commit (s);
  }

  g_assert_cmpuint (total, ==, 10);
}

static void
test_a_claim_that_is_undone_claims_nothing (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 id = od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  g_autoptr (GPtrArray) leads = claim (od_scene_begin (s), s->campaign, 1);

  g_assert_cmpuint (leads->len, ==, 1);
  od_scene_undo (s);
  g_assert_cmpint (state_of (od_scene_begin (s), id), ==, OD_LEAD_READY);
  od_scene_commit (s);
}

static void
test_a_lead_given_back_can_be_claimed_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  g_autoptr (GPtrArray) first = claim (od_scene_begin (s), s->campaign, 5);
  g_autoptr (GPtrArray) second = NULL;

  od_scene_commit (s);
  OD_OK (od_lead_state_store_move (od_scene_begin (s), id, OD_LEAD_CLAIMED, OD_LEAD_READY,
                                   0, &error));
  od_scene_commit (s);
  second = claim (od_scene_begin (s), s->campaign, 5);
  od_scene_commit (s);

  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 1);
}

static void
test_only_the_campaigns_statuses_and_active_leadsets_are_claimed (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);
  g_autoptr (GPtrArray) leads = NULL;
  const OdLead *lead;

  od_scene_add_leads (s, s->leadset, "LATER", 44100, 3);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Asleep", s->campaign, FALSE), "READY",
                      44200, 3);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Foreign", other, TRUE), "READY", 44300,
                      3);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Nobody's", 0, TRUE), "READY", 44400,
                      3);
  od_scene_add_leads (s, s->leadset, "NEW", 44500, 1);

  leads = claim (od_scene_begin (s), s->campaign, 100);
  od_scene_commit (s);
  g_assert_cmpuint (leads->len, ==, 1);
  lead = g_ptr_array_index (leads, 0);
  g_assert_cmpstr (lead->phone, ==, "44500");
  g_assert_cmpstr (lead->status, ==, "NEW");
}

static void
test_a_number_in_a_call_is_not_claimed_elsewhere (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);
  gint64 twin;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  twin = od_scene_add_leadset (s, "Twin", other, TRUE);
  od_scene_add_leads (s, twin, "READY", 44100, 2);

  for (int ended = 0; ended < 2; ended++) {
    g_autoptr (GPtrArray) leads = claim (od_scene_begin (s), other, 100);

    g_assert_cmpuint (leads->len, ==, ended ? 2 : 1);
    od_scene_undo (s);
    if (!ended)
      od_scene_step (s, "call-1", OD_CALL_FAIL, 0, OD_END_BUSY);
  }
}

static const struct {
  OdLeadDialState from;
  OdLeadDialState is;
} wrong_moves[] = {
  { OD_LEAD_READY, OD_LEAD_CLAIMED }, { OD_LEAD_DIALING, OD_LEAD_CLAIMED },
  { OD_LEAD_DONE, OD_LEAD_CLAIMED },  { OD_LEAD_WAITING_RETRY, OD_LEAD_CLAIMED },
  { OD_LEAD_CLAIMED, OD_LEAD_READY }, { OD_LEAD_INTERRUPTED, OD_LEAD_READY },
  { OD_LEAD_DIALING, OD_LEAD_READY },
};

static void
test_a_move_from_where_the_lead_is_not_is_refused (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong_moves); i++) {
    gint64 id = od_scene_add_leads (s, s->leadset, "READY", 44100 + i, 1);
    OdTx *tx = od_scene_begin (s);
    g_autoptr (GPtrArray) leads = NULL;

    if (wrong_moves[i].is == OD_LEAD_CLAIMED)
      leads = claim (tx, s->campaign, 100);
    OD_REFUSED (od_lead_state_store_move (tx, id, wrong_moves[i].from, OD_LEAD_DONE, 0,
                                          &error),
                OD_STORE_ERROR_REFUSED);
    g_assert_cmpint (state_of (tx, id), ==, wrong_moves[i].is);
    od_scene_undo (s);
  }
}

static void
test_a_lead_claimed_by_a_dead_process_is_not_ours (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  OdTx *tx = od_scene_begin (s);
  g_autoptr (GPtrArray) leads = claim (tx, s->campaign, 1);

  tx->epoch++;
  OD_REFUSED (od_lead_state_store_move (tx, id, OD_LEAD_CLAIMED, OD_LEAD_READY, 0,
                                        &error),
              OD_STORE_ERROR_REFUSED);
  tx->epoch--;
  OD_OK (od_lead_state_store_move (tx, id, OD_LEAD_CLAIMED, OD_LEAD_READY, 0, &error));
  od_scene_commit (s);
}

static void
test_leads_wake_when_their_time_has_come (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 last = od_scene_add_leads (s, s->leadset, "READY", 44100, 3);
  OdTx *tx = od_scene_begin (s);
  g_autoptr (GPtrArray) leads = claim (tx, s->campaign, 3);
  guint woken;

  for (int i = 0; i < 3; i++)
    OD_OK (od_lead_state_store_move (tx, last - i, OD_LEAD_CLAIMED, OD_LEAD_WAITING_RETRY,
                                     s->now_ms + 1000 * (i + 1), &error));
  OD_OK (od_lead_state_store_wake (tx, 10, &woken, &error));
  g_assert_cmpuint (woken, ==, 0);
  od_scene_commit (s);

  s->now_ms += 2000;
  tx = od_scene_begin (s);
  OD_OK (od_lead_state_store_wake (tx, 1, &woken, &error));
  g_assert_cmpuint (woken, ==, 1);
  g_assert_cmpint (state_of (tx, last), ==, OD_LEAD_READY);
  g_assert_cmpint (state_of (tx, last - 1), ==, OD_LEAD_WAITING_RETRY);
  OD_OK (od_lead_state_store_wake (tx, 10, &woken, &error));
  g_assert_cmpuint (woken, ==, 1);
  g_assert_cmpint (state_of (tx, last - 2), ==, OD_LEAD_WAITING_RETRY);
  od_scene_commit (s);
}

static void
test_dialing_counts_as_an_attempt (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  g_autoptr (OdLead) lead = NULL;

  od_scene_begin_call (s, s->campaign, "call-1");
  lead = od_lead_store_get (od_scene_begin (s), id, &error);
  od_scene_commit (s);
  g_assert_cmpint (lead->attempts, ==, 1);
  g_assert_cmpint (lead->dial_state, ==, OD_LEAD_DIALING);
}

static void
test_a_number_is_in_a_leadset_once (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLead) lead = od_lead_new ("44100", "NEW");
  gboolean added = TRUE;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  lead->leadset_id = s->leadset;
  OD_OK (od_lead_store_add (od_scene_begin (s), lead, &added, &error));
  g_assert_false (added);
  od_scene_commit (s);
}

static void
test_a_lead_that_is_not_there_is_not_found (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  OD_REFUSED (od_lead_store_get (od_scene_begin (s), 99, &error) != NULL,
              OD_STORE_ERROR_NOT_FOUND);
  od_scene_undo (s);
}

static GPtrArray *
one_change (const char *field, const char *was, const char *now)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (od_lead_change_free);
  OdLeadChange *change = g_new0 (OdLeadChange, 1);

  *change = (OdLeadChange){ g_strdup (field), g_strdup (was), g_strdup (now) };
  g_ptr_array_add (changes, change);
  return changes;
}

/* The scene counts the leads again when it ends. */
static void
test_an_edit_leaves_history_and_moves_the_counts (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = od_scene_add_leads (s, s->leadset, "NEW", 44100, 2);
  g_autoptr (GPtrArray) changes = one_change ("status", "NEW", "LATER");
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (OdLead) lead = NULL;
  OdTx *tx = od_scene_begin (s);

  lead = od_lead_store_get (tx, id, &error);
  g_free (lead->status);
  lead->status = g_strdup ("LATER");
  lead->fields = g_strdup ("{\"City\":\"York\"}");
  OD_OK (od_lead_store_save (tx, lead, changes, s->bob, s->ann, &error));
  g_assert_cmpint (lead->version, ==, 2);
  g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM lead_history h JOIN account u"
                                     " ON u.id = h.account_id WHERE field = 'status' AND"
                                     " was = 'NEW' AND now = 'LATER' AND u.name = 'bob'"
                                     " AND at_ms > 0"),
                   ==, 1);
  g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM lead WHERE version = 2 AND"
                                     " status = 'LATER' AND fields LIKE '%York%'"),
                   ==, 1);
  g_assert_cmpuint (tx->events->len, ==, 1);
  g_assert_cmpint (((OdEvent *) tx->events->pdata[0])->kind, ==, OD_EVENT_LEAD_SAVED);
  g_assert_cmpint (((OdEvent *) tx->events->pdata[0])->agent_id, ==, s->ann);
  od_scene_commit (s);
  rest = claim (od_scene_begin (s), s->campaign, 5);
  od_scene_commit (s);
  g_assert_cmpuint (rest->len, ==, 1);
}

static void
test_a_number_changes_only_to_a_free_one_and_not_in_a_call (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = od_scene_add_leads (s, s->leadset, "NEW", 44100, 2);
  g_autoptr (GPtrArray) changes = one_change ("phone", "44101", "44100");
  g_autoptr (GPtrArray) claimed = NULL;
  g_autoptr (OdLead) lead = NULL;
  OdTx *tx = od_scene_begin (s);

  lead = od_lead_store_get (tx, id, &error);
  g_free (lead->phone);
  lead->phone = g_strdup ("44100");
  OD_REFUSED (od_lead_store_save (tx, lead, changes, s->bob, 0, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);

  claimed = claim (od_scene_begin (s), s->campaign, 2);
  lead->dial_state = OD_LEAD_CLAIMED;
  g_free (lead->phone);
  lead->phone = g_strdup ("44109");
  OD_REFUSED (od_lead_store_save (s->tx, lead, changes, s->bob, 0, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
}

/* One bridged call of the one lead there is; @label: NULL: no word yet. */
static void
talk (OdScene *s, const char *id, const char *label)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (od_scene_begin_call (s, s->campaign, id));
  od_scene_step (s, id, OD_CALL_ANSWER, 0, OD_END_NONE);
  od_scene_step (s, id, OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  if (label == NULL)
    return;
  OD_OK (od_call_store_dispose (od_scene_begin (s), id, s->ann, label, 0, &error));
  od_scene_commit (s);
}

static OdLeadDialState
edit (OdScene *s, gint64 id, const char *city)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = one_change ("fields.City", NULL, city);
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdLead) lead = od_lead_store_get (tx, id, &error);

  OD_OK (od_lead_store_save (tx, lead, changes, s->bob, 0, &error));
  g_assert_cmpint (state_of (tx, id), ==, lead->dial_state);
  od_scene_commit (s);
  od_scene_check (s);
  return lead->dial_state;
}

static void
test_mended_details_are_dialed_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);

  talk (s, "call-1", "WRONG DETAILS");
  g_assert_cmpint (edit (s, id, "York"), ==, OD_LEAD_DIALING); /* it is up */
  od_scene_step (s, "call-1", OD_CALL_HANGUP, 0, OD_END_AGENT_HUNG_UP);
  g_assert_cmpint (edit (s, id, "Hull"), ==, OD_LEAD_READY);
  g_assert_cmpint (edit (s, id, "Bath"), ==, OD_LEAD_READY);

  s->now_ms += 1000;
  talk (s, "call-2", NULL);
  od_scene_step (s, "call-2", OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
  g_assert_cmpint (edit (s, id, "York"), ==, OD_LEAD_DONE); /* its word is owed */
  OD_OK (
    od_call_store_dispose (od_scene_begin (s), "call-2", s->ann, "SALE MADE", 0, &error));
  od_scene_commit (s);
  g_assert_cmpint (edit (s, id, "Hull"), ==, OD_LEAD_DONE); /* nothing is wrong now */
}

static void
test_the_states_of_sql_are_the_models (void)
{
  static const char *const names[] = {
    [OD_LEAD_READY] = OD_SQL_LEAD_READY,
    [OD_LEAD_CLAIMED] = OD_SQL_LEAD_CLAIMED,
    [OD_LEAD_DIALING] = OD_SQL_LEAD_DIALING,
    [OD_LEAD_DONE] = OD_SQL_LEAD_DONE,
    [OD_LEAD_WAITING_RETRY] = OD_SQL_LEAD_WAITING_RETRY,
    [OD_LEAD_INTERRUPTED] = OD_SQL_LEAD_INTERRUPTED,
    [OD_LEAD_DO_NOT_CALL] = OD_SQL_LEAD_DO_NOT_CALL,
    [OD_LEAD_BAD_NUMBER] = OD_SQL_LEAD_BAD_NUMBER,
  };
  g_autoptr (OdScene) s = od_scene_new ();
  OdTx *tx = od_scene_begin (s);

  g_assert_cmpuint (G_N_ELEMENTS (names), ==, OD_LEAD_N_DIAL_STATES);
  for (OdLeadDialState state = 0; state < OD_LEAD_N_DIAL_STATES; state++) {
    g_autofree char *sql = g_strdup_printf ("SELECT %u " OD_SQL_LEAD_IS_OWNED, state);
    g_autofree char *barred = g_strdup_printf ("SELECT %u " OD_SQL_LEAD_IS_BARRED, state);

    g_assert_cmpint (atoi (names[state]), ==, state);
    g_assert_cmpint (od_scene_ask (tx, sql), ==, od_lead_dial_state_is_owned (state));
    g_assert_cmpint (od_scene_ask (tx, barred), ==, od_lead_dial_state_is_barred (state));
  }
  od_scene_commit (s);
}

/* Partial indexes are found by the very words they were made with. */
static void
test_what_runs_all_day_finds_its_index (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) leads = NULL;
  guint woken;
  OdTx *tx;

  od_scene_reopen (s);
  tx = od_scene_begin (s);
  leads = od_lead_store_claim (tx, s->campaign, 1, &error);
  g_assert_no_error (error);
  OD_OK (od_lead_state_store_wake (tx, 1, &woken, &error));

  od_scene_assert_index (tx, "l.dial_state = " OD_SQL_LEAD_READY, "lead_ready");
  od_scene_assert_index (tx, "WHERE not_before_ms <= :now", "lead_due");
  od_scene_assert_index (tx, "WHERE dial_state = :from", "lead_owned");
  od_scene_assert_index (tx, "AND epoch < :epoch", "call_live");
  od_scene_commit (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lead-store/a-lead-is-claimed-once-and-never-twice",
                   test_a_lead_is_claimed_once_and_never_twice);
  g_test_add_func ("/lead-store/a-claim-that-is-undone-claims-nothing",
                   test_a_claim_that_is_undone_claims_nothing);
  g_test_add_func ("/lead-store/a-lead-given-back-can-be-claimed-again",
                   test_a_lead_given_back_can_be_claimed_again);
  g_test_add_func ("/lead-store/only-the-campaigns-statuses-and-active-leadsets",
                   test_only_the_campaigns_statuses_and_active_leadsets_are_claimed);
  g_test_add_func ("/lead-store/a-number-in-a-call-is-not-claimed-elsewhere",
                   test_a_number_in_a_call_is_not_claimed_elsewhere);
  g_test_add_func ("/lead-store/a-move-from-where-the-lead-is-not-is-refused",
                   test_a_move_from_where_the_lead_is_not_is_refused);
  g_test_add_func ("/lead-store/a-lead-claimed-by-a-dead-process-is-not-ours",
                   test_a_lead_claimed_by_a_dead_process_is_not_ours);
  g_test_add_func ("/lead-store/leads-wake-when-their-time-has-come",
                   test_leads_wake_when_their_time_has_come);
  g_test_add_func ("/lead-store/dialing-counts-as-an-attempt",
                   test_dialing_counts_as_an_attempt);
  g_test_add_func ("/lead-store/a-number-is-in-a-leadset-once",
                   test_a_number_is_in_a_leadset_once);
  g_test_add_func ("/lead-store/a-lead-that-is-not-there-is-not-found",
                   test_a_lead_that_is_not_there_is_not_found);
  g_test_add_func ("/lead-store/an-edit-leaves-history-and-moves-the-counts",
                   test_an_edit_leaves_history_and_moves_the_counts);
  g_test_add_func ("/lead-store/a-number-changes-only-to-a-free-one-and-not-in-a-call",
                   test_a_number_changes_only_to_a_free_one_and_not_in_a_call);
  g_test_add_func ("/lead-store/mended-details-are-dialed-again",
                   test_mended_details_are_dialed_again);
  g_test_add_func ("/lead-store/the-states-of-sql-are-the-models",
                   test_the_states_of_sql_are_the_models);
  g_test_add_func ("/lead-store/what-runs-all-day-finds-its-index",
                   test_what_runs_all_day_finds_its_index);
  return g_test_run ();
}
