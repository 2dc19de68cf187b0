/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is dialed again and who never; every test ends with a recount of all sums.
 */
#include "daemon/store/recycle-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"
#include "shared/model/uuid.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

/* All that can be asked for at all. */
static OdRecycle
everything (void)
{
  return (OdRecycle){ .ends = 1u << OD_END_BUSY | 1u << OD_END_DECLINED
                              | 1u << OD_END_NO_ANSWER | 1u << OD_END_TRUNK_REFUSED
                              | 1u << OD_END_NO_REPLY | 1u << OD_END_TRANSPORT
                              | 1u << OD_END_NO_AGENT | 1u << OD_END_LEAD_LEFT,
                      .dispositions = (char *) "\nBUSY\nANSWERING MACHINE\n",
                      .max_attempts = OD_RECYCLE_NO_LIMIT };
}

static gint64
count_leads (OdScene *s, const OdRecycle *recycle)
{
  g_autoptr (GError) error = NULL;
  OdRecycleCount count = { 0 };

  while (!count.through) {
    OD_OK (
      od_recycle_store_count (od_scene_begin (s), s->leadset, recycle, &count, &error));
    od_scene_undo (s);
  }
  return count.n;
}

/* All the turns that are left. */
static void
finish (OdScene *s, OdRecycling *recycling)
{
  g_autoptr (GError) error = NULL;

  while (od_recycling_is_open (recycling)) {
    OD_OK (od_recycle_store_turn (od_scene_begin (s), recycling->id, recycling, &error));
    od_scene_commit (s);
  }
}

static OdRecycling
begin (OdScene *s, const OdRecycle *recycle)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = od_uuid_new (s->now_ms);
  const OdRecycleRequest request = { key, "hash" };
  OdRecycling recycling;

  OD_OK (od_recycle_store_begin (od_scene_begin (s), s->leadset, recycle, "READY",
                                 &request, &recycling, &error));
  od_scene_commit (s);
  return recycling;
}

static gint64
run (OdScene *s, const OdRecycle *recycle)
{
  OdRecycling recycling = begin (s, recycle);

  finish (s, &recycling);
  g_assert_cmpint (recycling.state, ==, OD_RECYCLING_MOVED);
  return recycling.n;
}

/* clang-format off */
static const struct {
  OdEndReason end;
  gboolean answered;
  const char *label;
  gboolean again;
} outcomes[] = {
  { OD_END_BUSY,          FALSE, NULL,                TRUE },
  { OD_END_NO_ANSWER,     FALSE, NULL,                TRUE },
  { OD_END_BAD_NUMBER,    FALSE, NULL,                FALSE },
  { OD_END_INTERNAL,      FALSE, NULL,                FALSE },
  { OD_END_LEAD_LEFT,     TRUE,  NULL,                TRUE },
  { OD_END_TRANSPORT,     TRUE,  NULL,                TRUE },
  { OD_END_LEAD_HUNG_UP,  TRUE,  "BUSY",              TRUE },
  { OD_END_AGENT_HUNG_UP, TRUE,  "ANSWERING MACHINE", TRUE },
  { OD_END_TRANSPORT,     TRUE,  "DO NOT CALL",       FALSE },
  { OD_END_LEAD_HUNG_UP,  TRUE,  "SALE MADE",         FALSE },
  { OD_END_LEAD_HUNG_UP,  TRUE,  "CALL BACK",         FALSE },
  { OD_END_TRANSPORT,     TRUE,  "",                  FALSE }, /* the word is owed */
};
/* clang-format on */

static void
test_only_outcomes_that_prove_nothing_are_dialed_again (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    g_autoptr (OdScene) s = od_scene_new ();
    OdRecycle recycle = everything ();
    g_autoptr (GPtrArray) leads = NULL;

    g_test_message ("%s, %s", od_end_reason_get_name (outcomes[i].end),
                    outcomes[i].label);
    od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
    od_scene_attempt (s, "call-1", outcomes[i].end, outcomes[i].answered,
                      outcomes[i].label);
    g_assert_cmpint (count_leads (s, &recycle), ==, outcomes[i].again);
    g_assert_cmpint (run (s, &recycle), ==, outcomes[i].again);
    g_assert_cmpint (count_leads (s, &recycle), ==, 0);
    leads = od_lead_store_claim (od_scene_begin (s), s->campaign, 5, NULL);
    g_assert_cmpuint (leads->len, ==, outcomes[i].again ? 1 : 0);
    if (outcomes[i].again)
      g_assert_cmpstr (((OdLead *) leads->pdata[0])->status, ==, "READY");
    od_scene_undo (s);
  }
}

static void
test_only_what_was_asked_for_is_dialed_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdRecycle busy = { .ends = 1u << OD_END_BUSY, .max_attempts = OD_RECYCLE_NO_LIMIT };
  OdRecycle said = { .dispositions = (char *) "\nBUSY\n",
                     .max_attempts = OD_RECYCLE_NO_LIMIT };

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  g_assert_cmpint (count_leads (s, &said), ==, 0);
  g_assert_cmpint (count_leads (s, &busy), ==, 1);
  busy.ends = 1u << OD_END_NO_ANSWER;
  g_assert_cmpint (count_leads (s, &busy), ==, 0);
}

/* The last attempt counts, and what was ever said for good. */
static void
test_earlier_attempts_are_not_forgotten (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdRecycle busy = { .ends = 1u << OD_END_BUSY, .max_attempts = OD_RECYCLE_NO_LIMIT };
  OdRecycle all = everything ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  s->now_ms += HOUR_MS;
  g_assert_cmpint (run (s, &busy), ==, 1);
  od_scene_attempt (s, "call-2", OD_END_LEAD_HUNG_UP, TRUE, "ANSWERING MACHINE");
  s->now_ms += HOUR_MS;
  g_assert_cmpint (count_leads (s, &busy), ==, 0);
  g_assert_cmpint (run (s, &all), ==, 1);
  od_scene_attempt (s, "call-3", OD_END_BUSY, FALSE, NULL);
  g_assert_cmpint (count_leads (s, &busy), ==, 1);
  od_scene_dispose (s, "call-2", "DO NOT CALL"); /* corrected late */
  g_assert_cmpint (run (s, &all), ==, 0);
}

static void
test_age_and_attempts_have_their_limits (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdRecycle recycle = everything ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  recycle.min_age_ms = HOUR_MS;
  s->now_ms += HOUR_MS - 1;
  g_assert_cmpint (count_leads (s, &recycle), ==, 0);
  s->now_ms++;
  recycle.max_attempts = 1;
  g_assert_cmpint (count_leads (s, &recycle), ==, 0);
  recycle.max_attempts = 2;
  g_assert_cmpint (count_leads (s, &recycle), ==, 1);
}

static void
test_a_number_in_a_call_is_left_alone (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdRecycle recycle = everything ();
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  od_scene_attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Twin", other, TRUE), "NEW", 44100, 1);
  g_assert_true (od_scene_begin_call (s, other, "call-2"));
  g_assert_cmpint (count_leads (s, &recycle), ==, 0);
  g_assert_cmpint (run (s, &recycle), ==, 0);
  od_scene_step (s, "call-2", OD_CALL_FAIL, 0, OD_END_BUSY);
  g_assert_cmpint (run (s, &recycle), ==, 1);
}

/* --- many, in turns --------------------------------------------------------------- */

#define MANY 2500 /* six turns */

/* Leads 1 to MANY, "NEW" and "OLD" in turn, each was busy once. */
static void
add_busy_leads (OdScene *s)
{
  /* clang-format off */
  static const char leads[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
    " INSERT INTO lead (id, leadset_id, phone, status, dial_state, attempts, version)"
    " SELECT i, 1, 441000000 + i, CASE i % 2 WHEN 0 THEN 'NEW' ELSE 'OLD' END, 3, 1, 1"
    " FROM n";
  static const char calls[] =
    "INSERT INTO call (id, epoch, campaign_id, leadset_id, lead_id, phone, caller_id,"
    " state, end_reason, sip_code, queued_at_ms, ended_at_ms, slice)"
    " SELECT 'call-' || id, 1, 1, 1, id, phone, '', 5, :busy, 486, 1, 2, :slice"
    " FROM lead WHERE leadset_id = 1";
  static const char counters[] =
    "INSERT INTO counter (campaign_id, leadset_id, agent_id, name, n)"
    " VALUES (1, 0, 0, 'placed', 2500), (1, 0, 0, 'failed', 2500),"
    "  (1, 0, 0, :slice, 2500), (0, 1, 0, 'placed', 2500), (0, 1, 0, 'failed', 2500),"
    "  (0, 1, 0, :slice, 2500)";
  /* clang-format on */
  g_autoptr (GError) error = NULL;
  const char *slice = od_system_disposition_get_name (
    od_system_disposition_of_end (OD_END_BUSY, FALSE, FALSE));
  g_autofree char *counter = g_strconcat ("slice:", slice, NULL);
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_db_run_binds (tx->db, leads, &error, (const OdBind[]){ { NULL } }));
  OD_OK (od_db_run (tx->db, calls, &error, OD_INT (":busy", OD_END_BUSY),
                    OD_TEXT (":slice", slice)));
  OD_OK (od_db_run (tx->db, counters, &error, OD_TEXT (":slice", counter)));
  OD_OK (od_lead_state_store_count (tx, 1, "NEW", OD_LEAD_DONE, MANY / 2, &error));
  OD_OK (od_lead_state_store_count (tx, 1, "OLD", OD_LEAD_DONE, MANY / 2, &error));
  od_scene_commit (s);
}

static const char n_ready[] =
  "SELECT count(*) FROM lead WHERE dial_state = 0 AND status = 'READY' AND version = 2";
static const char n_as_before[] =
  "SELECT count(*) FROM lead WHERE dial_state = 3 AND not_before_ms IS NULL"
  " AND status = CASE id % 2 WHEN 0 THEN 'NEW' ELSE 'OLD' END";
static const char n_told[] =
  "SELECT coalesce(sum(n), 0) FROM event WHERE kind IN (10, 11)";
static const char n_tellings[] = "SELECT count(*) FROM event WHERE kind IN (10, 11)";

/* A claim comes between any two turns, and a crash loses none of them. */
static void
test_many_move_in_turns_and_tell_once (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claimed = NULL;
  g_autoptr (GArray) open = NULL;
  OdRecycle recycle = everything ();
  OdRecycling recycling;

  add_busy_leads (s);
  recycling = begin (s, &recycle);
  OD_OK (od_recycle_store_turn (od_scene_begin (s), recycling.id, &recycling, &error));
  od_scene_commit (s);
  g_assert_cmpint (recycling.n, >, 0);
  g_assert_cmpint (recycling.n, <, MANY);
  g_assert_cmpint (od_scene_look (s, n_ready), ==, recycling.n);
  g_assert_cmpint (od_scene_look (s, n_tellings), ==, 0);
  od_scene_check (s);

  od_scene_reopen (s);
  claimed = od_lead_store_claim (od_scene_begin (s), s->campaign, 1, &error);
  g_assert_cmpuint (claimed->len, ==, 1);
  od_scene_undo (s);
  open = od_recycle_store_list_open (od_scene_begin (s), &error);
  od_scene_undo (s);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpint (g_array_index (open, gint64, 0), ==, recycling.id);
  finish (s, &recycling);
  g_assert_cmpint (recycling.n, ==, MANY);
  g_assert_cmpint (od_scene_look (s, n_ready), ==, MANY);
  g_assert_cmpint (od_scene_look (s, n_tellings), ==, 1);
  g_assert_cmpint (od_scene_look (s, n_told), ==, MANY);
}

static OdRecycling
undo (OdScene *s, gint64 id, const char *key)
{
  g_autoptr (GError) error = NULL;
  OdRecycling recycling;

  OD_OK (od_recycle_store_undo (od_scene_begin (s), id, key, &recycling, &error));
  od_scene_commit (s);
  return recycling;
}

static void
test_undone_leads_are_where_they_were (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdRecycle recycle = everything ();
  OdRecycling recycling;

  add_busy_leads (s);
  recycling = begin (s, &recycle);
  finish (s, &recycling);
  recycling = undo (s, recycling.id, "undo-1");
  OD_OK (od_recycle_store_turn (od_scene_begin (s), recycling.id, &recycling, &error));
  od_scene_commit (s);
  g_assert_cmpint (recycling.n_back, >, 0);
  g_assert_cmpint (recycling.n_back, <, MANY);
  od_scene_check (s);
  od_scene_reopen (s); /* a crash half way */
  finish (s, &recycling);
  g_assert_cmpint (recycling.state, ==, OD_RECYCLING_BACK);
  g_assert_cmpint (recycling.n, ==, MANY);
  g_assert_cmpint (recycling.n_back, ==, MANY);
  g_assert_cmpint (od_scene_look (s, n_as_before), ==, MANY);
  g_assert_cmpint (od_scene_look (s, "SELECT count(*) FROM lead WHERE version <> 3"), ==,
                   0);
  g_assert_cmpint (od_scene_look (s, n_tellings), ==, 2);
  g_assert_cmpint (count_leads (s, &recycle), ==, MANY); /* and may be recycled again */
}

static void
edit (OdScene *s, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdLead) lead = od_lead_store_get (tx, id, &error);
  OdLeadChange change = { (char *) "fields.City", NULL, (char *) "Bath" };

  g_ptr_array_add (changes, &change);
  OD_OK (od_lead_store_save (tx, lead, changes, s->ann, 0, &error));
  od_scene_commit (s);
}

/* One was called and is done again, one is in a call, one is claimed, one was edited; one
 * was claimed and given back, which is nothing. */
static void
test_leads_touched_since_stay_as_they_are (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claimed = NULL;
  OdRecycle recycle = everything ();
  OdRecycling recycling;
  gint64 given_back;
  OdTx *tx;

  add_busy_leads (s);
  recycling = begin (s, &recycle);
  finish (s, &recycling);
  od_scene_attempt (s, "again-1", OD_END_BUSY, FALSE, NULL);
  g_assert_true (od_scene_begin_call (s, s->campaign, "again-2"));
  tx = od_scene_begin (s);
  claimed = od_lead_store_claim (tx, s->campaign, 2, &error);
  given_back = ((OdLead *) claimed->pdata[0])->id;
  OD_OK (
    od_lead_state_store_move (tx, given_back, OD_LEAD_CLAIMED, OD_LEAD_READY, 0, &error));
  od_scene_commit (s);
  edit (s, MANY);

  recycling = undo (s, recycling.id, "undo-1");
  finish (s, &recycling);
  g_assert_cmpint (recycling.n_back, ==, MANY - 4);
  g_assert_cmpint (od_scene_look (s, n_as_before), ==, MANY - 4);
  g_assert_cmpint (od_scene_look (s,
                                  "SELECT count(*) FROM lead WHERE status = 'READY' AND "
                                  "dial_state = 0"),
                   ==, 1);
  g_assert_cmpint (od_scene_look (s,
                                  "SELECT count(*) FROM lead WHERE status = 'READY' AND "
                                  "dial_state = 1"),
                   ==, 1);
  g_assert_cmpint (od_scene_look (s,
                                  "SELECT count(*) FROM lead WHERE status = 'READY' AND "
                                  "dial_state = 2"),
                   ==, 1);
  g_assert_cmpint (od_scene_look (s,
                                  "SELECT count(*) FROM lead WHERE status = 'READY' AND "
                                  "dial_state = 3"),
                   ==, 1);
}

static void
test_undo_has_its_time_and_happens_once (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdRecycle recycle = everything ();
  OdRecycling recycling, again;

  add_busy_leads (s);
  recycling = begin (s, &recycle);
  OD_REFUSED (od_recycle_store_undo (od_scene_begin (s), recycling.id, "undo-1", &again,
                                     &error),
              OD_STORE_ERROR_REFUSED); /* still moving */
  od_scene_undo (s);
  finish (s, &recycling);
  s->now_ms += OD_RECYCLE_UNDO_MS + 1;
  OD_REFUSED (od_recycle_store_undo (od_scene_begin (s), recycling.id, "undo-1", &again,
                                     &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
  s->now_ms--;
  recycling = undo (s, recycling.id, "undo-1");
  finish (s, &recycling);
  again = undo (s, recycling.id, "undo-1"); /* the same request: the same answer */
  g_assert_cmpint (again.n_back, ==, MANY);
  OD_REFUSED (od_recycle_store_undo (od_scene_begin (s), recycling.id, "undo-2", &again,
                                     &error),
              OD_STORE_ERROR_REFUSED);
  OD_REFUSED (od_recycle_store_undo (s->tx, 99, "undo-3", &again, &error),
              OD_STORE_ERROR_NOT_FOUND);
  od_scene_undo (s);
}

static void
test_the_same_request_begins_one_recycling (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdRecycleRequest request = { "key-1", "hash" };
  OdRecycle recycle = everything ();
  OdRecycling first, second, found;
  OdTx *tx = od_scene_begin (s);

  OD_OK (
    od_recycle_store_begin (tx, s->leadset, &recycle, "READY", &request, &first, &error));
  OD_OK (od_recycle_store_begin (tx, s->leadset, &recycle, "READY", &request, &second,
                                 &error));
  g_assert_cmpint (first.id, ==, second.id);
  OD_OK (od_recycle_store_find (tx, "key-1", &found, &error));
  g_assert_cmpint (found.id, ==, first.id);
  OD_OK (od_recycle_store_find (tx, "key-2", &found, &error));
  g_assert_cmpint (found.id, ==, 0);
  request.hash = "another";
  OD_REFUSED (od_recycle_store_begin (tx, s->leadset, &recycle, "READY", &request,
                                      &second, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recycle-store/only-outcomes-that-prove-nothing",
                   test_only_outcomes_that_prove_nothing_are_dialed_again);
  g_test_add_func ("/recycle-store/only-what-was-asked-for",
                   test_only_what_was_asked_for_is_dialed_again);
  g_test_add_func ("/recycle-store/earlier-attempts-are-not-forgotten",
                   test_earlier_attempts_are_not_forgotten);
  g_test_add_func ("/recycle-store/age-and-attempts-have-their-limits",
                   test_age_and_attempts_have_their_limits);
  g_test_add_func ("/recycle-store/a-number-in-a-call-is-left-alone",
                   test_a_number_in_a_call_is_left_alone);
  g_test_add_func ("/recycle-store/many-move-in-turns",
                   test_many_move_in_turns_and_tell_once);
  g_test_add_func ("/recycle-store/undone-leads-are-where-they-were",
                   test_undone_leads_are_where_they_were);
  g_test_add_func ("/recycle-store/leads-touched-since-stay",
                   test_leads_touched_since_stay_as_they_are);
  g_test_add_func ("/recycle-store/undo-has-its-time-and-happens-once",
                   test_undo_has_its_time_and_happens_once);
  g_test_add_func ("/recycle-store/the-same-request-begins-one",
                   test_the_same_request_begins_one_recycling);
  return g_test_run ();
}
