/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person's word is kept by number: whatever leadset has it, and in whatever queue or
 * hands its leads are when it is said. Every test ends with a recount, which asks of each
 * lead whether it stands where its number puts it.
 */
#include "daemon/store/dnc-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/disposition-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"
#include "daemon/store/upload-store.h"

/* The scene's campaign has 44100; so have another leadset of it and another campaign. */
typedef struct {
  OdScene *s;
  gint64 second;
  gint64 other, others; /* campaign and its leadset */
} World;

static void
set_up (World *w, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  w->s = od_scene_new ();
  w->second = od_scene_add_leadset (w->s, "Second", w->s->campaign, TRUE);
  w->other = od_scene_add_campaign (w->s, "Other", TRUE);
  w->others = od_scene_add_leadset (w->s, "Others", w->other, TRUE);
  OD_OK (od_campaign_store_set_agents (od_scene_begin (w->s), w->other, &w->s->ann, 1,
                                       &error));
  od_scene_commit (w->s);
}

static void
tear_down (World *w, gconstpointer data)
{
  od_scene_free (w->s);
}

static OdLeadDialState
state (World *w, gint64 lead_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLead) lead = od_lead_store_get (od_scene_begin (w->s), lead_id, &error);

  g_assert_no_error (error);
  od_scene_undo (w->s);
  return lead->dial_state;
}

static void
assert_cannot_be_claimed (World *w, gint64 campaign)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    leads = od_lead_store_claim (od_scene_begin (w->s), campaign, 10, &error);

  g_assert_no_error (error);
  od_scene_undo (w->s);
  g_assert_cmpuint (leads->len, ==, 0);
}

/* --- one word --------------------------------------------------------------------- */

static void
test_it_stops_the_number_in_every_leadset (World *w, gconstpointer data)
{
  gint64 first = od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);
  gint64 ready, elsewhere, later;

  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  ready = od_scene_add_leads (w->s, w->second, "NEW", 44100, 1);
  elsewhere = od_scene_add_leads (w->s, w->others, "NEW", 44100, 1);
  od_scene_dispose (w->s, "said", "DO NOT CALL");
  later = od_scene_add_leads (w->s, od_scene_add_leadset (w->s, "Later", w->other, TRUE),
                              "NEW", 44100, 1);

  g_assert_cmpint (state (w, first), ==, OD_LEAD_DO_NOT_CALL);
  g_assert_cmpint (state (w, ready), ==, OD_LEAD_DO_NOT_CALL);
  g_assert_cmpint (state (w, elsewhere), ==, OD_LEAD_DO_NOT_CALL);
  g_assert_cmpint (state (w, later), ==, OD_LEAD_DO_NOT_CALL);
  assert_cannot_be_claimed (w, w->s->campaign);
  assert_cannot_be_claimed (w, w->other);
  g_assert_cmpint (
    od_scene_look (w->s, "SELECT count(*) FROM barred_number WHERE phone = '44100'"
                         " AND call_id = 'said' AND reason = 'DO NOT CALL'"),
    ==, 1);
}

static void
test_a_batch_that_comes_later_is_stopped (World *w, gconstpointer data)
{
  g_autoptr (GPtrArray)
    leads = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
  OdBatch batch = { .upload = "later", .sha256 = "x", .leadset_id = w->others };
  g_autoptr (GError) error = NULL;
  gint64 added, twice;

  od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);
  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  od_scene_dispose (w->s, "said", "DO NOT CALL");
  g_ptr_array_add (leads, od_lead_new ("44100", "NEW"));
  g_ptr_array_add (leads, od_lead_new ("44101", "NEW"));
  batch.leads = leads;
  OD_OK (
    od_upload_store_add_batch (od_scene_begin (w->s), &batch, &added, &twice, &error));
  od_scene_commit (w->s);
  g_assert_cmpint (added, ==, 2);
  g_assert_cmpint (od_scene_look (w->s,
                                  "SELECT count(*) FROM lead_count WHERE dial_state = 0"
                                  " AND n = 1"),
                   ==, 1);
}

/* The campaign's own word, and one that means nothing of the kind. */
static void
test_an_own_word_may_mean_it (World *w, gconstpointer data)
{
  g_autoptr (GPtrArray) own = od_disposition_list_new ();
  OdDisposition *never = od_disposition_new ("NEVER AGAIN");
  g_autoptr (GError) error = NULL;
  gint64 lead = od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);

  never->do_not_call = TRUE;
  g_ptr_array_add (own, never);
  OD_OK (od_disposition_store_set (od_scene_begin (w->s), w->s->campaign, own, &error));
  od_scene_commit (w->s);
  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  od_scene_dispose (w->s, "said", "NOT INTERESTED");
  g_assert_cmpint (state (w, lead), ==, OD_LEAD_DONE);
  od_scene_dispose (w->s, "said", "NEVER AGAIN");
  g_assert_cmpint (state (w, lead), ==, OD_LEAD_DO_NOT_CALL);
}

static void
test_a_correction_takes_back_what_its_call_said (World *w, gconstpointer data)
{
  gint64 first = od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1), second;

  od_scene_talk (w->s, w->s->campaign, "one", w->s->ann);
  second = od_scene_add_leads (w->s, w->others, "NEW", 44100, 1);
  od_scene_dispose (w->s, "one", "DO NOT CALL");
  od_scene_dispose (w->s, "one", "SALE MADE");
  g_assert_cmpint (state (w, first), ==, OD_LEAD_DONE);
  g_assert_cmpint (state (w, second), ==, OD_LEAD_READY);
  g_assert_cmpint (od_scene_look (w->s, "SELECT sum(listed) * 10 + count(*) FROM "
                                        "barred_history"),
                   ==, 12);

  od_scene_dispose (w->s, "one", "DO NOT CALL");
  g_assert_cmpint (state (w, second), ==, OD_LEAD_DO_NOT_CALL);
}

static void
test_each_word_is_logged_without_the_number (World *w, gconstpointer data)
{
  g_autofree char *said = NULL, *back = NULL;

  od_scene_hear_log ();
  od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);
  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  od_scene_dispose (w->s, "said", "DO NOT CALL");
  said = od_scene_take_log ();
  g_assert_nonnull (strstr (said, "100 do-not-call by user="));
  g_assert_null (strstr (said, "44100"));
  od_scene_dispose (w->s, "said", "SALE MADE");
  back = od_scene_take_log ();
  g_assert_nonnull (strstr (back, "100 taken back by user="));
}

static void
test_the_word_of_another_call_stands (World *w, gconstpointer data)
{
  gint64 second;

  od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);
  od_scene_talk (w->s, w->s->campaign, "one", w->s->ann);
  second = od_scene_add_leads (w->s, w->others, "NEW", 44100, 1);
  od_scene_talk (w->s, w->other, "two", w->s->ann);
  od_scene_dispose (w->s, "one", "DO NOT CALL");
  od_scene_dispose (w->s, "two", "DO NOT CALL");
  od_scene_dispose (w->s, "one", "SALE MADE");
  g_assert_cmpint (state (w, second), ==, OD_LEAD_DO_NOT_CALL);
}

static void
edit_phone (World *w, gint64 lead_id, const char *phone)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (od_lead_change_free);
  OdLeadChange *change = g_new0 (OdLeadChange, 1);
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (w->s);
  g_autoptr (OdLead) lead = od_lead_store_get (tx, lead_id, &error);

  *change = (OdLeadChange){ g_strdup ("phone"), g_strdup (lead->phone),
                            g_strdup (phone) };
  g_ptr_array_add (changes, change);
  g_free (lead->phone);
  lead->phone = g_strdup (phone);
  OD_OK (od_lead_store_save (tx, lead, changes, w->s->ann, 0, &error));
  od_scene_commit (w->s);
}

static void
test_an_edit_moves_a_lead_to_its_new_number (World *w, gconstpointer data)
{
  gint64 lead;

  od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);
  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  od_scene_dispose (w->s, "said", "DO NOT CALL");
  lead = od_scene_add_leads (w->s, w->others, "NEW", 44101, 1);
  edit_phone (w, lead, "44100");
  g_assert_cmpint (state (w, lead), ==, OD_LEAD_DO_NOT_CALL);
  edit_phone (w, lead, "44102");
  g_assert_cmpint (state (w, lead), ==, OD_LEAD_READY);
}

/* --- numbers that reach nobody ------------------------------------------------------ */

static void
edit_city (World *w, gint64 lead_id)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (od_lead_change_free);
  OdLeadChange *change = g_new0 (OdLeadChange, 1);
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (w->s);
  g_autoptr (OdLead) lead = od_lead_store_get (tx, lead_id, &error);

  *change = (OdLeadChange){ g_strdup ("fields.City"), NULL, g_strdup ("York") };
  g_ptr_array_add (changes, change);
  OD_OK (od_lead_store_save (tx, lead, changes, w->s->ann, 0, &error));
  od_scene_commit (w->s);
}

static void
test_a_disconnected_number_rests_until_it_is_edited (World *w, gconstpointer data)
{
  gint64 first = od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1), other;

  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  od_scene_dispose (w->s, "said", "DISCONNECTED NUMBER");
  other = od_scene_add_leads (w->s, w->others, "NEW", 44100, 1);
  g_assert_cmpint (state (w, first), ==, OD_LEAD_BAD_NUMBER);
  g_assert_cmpint (state (w, other), ==, OD_LEAD_BAD_NUMBER);
  edit_city (w, first);
  edit_city (w, other);
  g_assert_cmpint (state (w, first), ==, OD_LEAD_BAD_NUMBER);
  g_assert_cmpint (state (w, other), ==, OD_LEAD_BAD_NUMBER);

  edit_phone (w, first, "44101");
  edit_phone (w, other, "44102");
  g_assert_cmpint (state (w, first), ==, OD_LEAD_READY);
  g_assert_cmpint (state (w, other), ==, OD_LEAD_READY);
  g_assert_true (od_scene_begin_call (w->s, w->s->campaign, "again"));
  od_scene_step (w->s, "again", OD_CALL_FAIL, 0, OD_END_NO_ANSWER);
}

static void
test_wrong_details_rest_until_they_are_mended (World *w, gconstpointer data)
{
  gint64 first = od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1), other;

  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  other = od_scene_add_leads (w->s, w->others, "NEW", 44100, 1);
  od_scene_dispose (w->s, "said", "WRONG DETAILS");
  g_assert_cmpint (state (w, first), ==, OD_LEAD_BAD_NUMBER);
  edit_city (w, other); /* another's details */
  g_assert_cmpint (state (w, other), ==, OD_LEAD_BAD_NUMBER);
  edit_city (w, first);
  g_assert_cmpint (state (w, first), ==, OD_LEAD_READY);
  g_assert_cmpint (state (w, other), ==, OD_LEAD_READY);
}

static void
test_do_not_call_outweighs_a_bad_number (World *w, gconstpointer data)
{
  gint64 first = od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1), other;

  od_scene_talk (w->s, w->s->campaign, "one", w->s->ann);
  other = od_scene_add_leads (w->s, w->others, "NEW", 44100, 1);
  od_scene_talk (w->s, w->other, "two", w->s->ann);
  od_scene_dispose (w->s, "one", "WRONG DETAILS");
  od_scene_dispose (w->s, "two", "DO NOT CALL");
  g_assert_cmpint (state (w, first), ==, OD_LEAD_DO_NOT_CALL);
  edit_city (w, first);
  g_assert_cmpint (state (w, first), ==, OD_LEAD_DO_NOT_CALL);
  od_scene_dispose (w->s, "two", "SALE MADE");
  g_assert_cmpint (state (w, first), ==, OD_LEAD_DONE);
  g_assert_cmpint (state (w, other), ==, OD_LEAD_DONE);
}

/* --- in somebody's hands ---------------------------------------------------------- */

/* clang-format off */
static const struct {
  OdEndReason end;
  gboolean crash;
} ends[] = {
  { OD_END_NO_ANSWER, FALSE }, { OD_END_TRUNK_REFUSED, FALSE }, { OD_END_SHUTDOWN, FALSE },
  { OD_END_NOT_PLACED, FALSE }, { OD_END_BAD_NUMBER, FALSE }, { OD_END_CRASH, TRUE },
};
/* clang-format on */

static void
test_what_rings_already_is_stopped_when_it_ends (World *w, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *name = g_strdup_printf ("Set %d", (int) i);
    g_autofree char *said = g_strdup_printf ("said-%d", (int) i);
    g_autofree char *rings = g_strdup_printf ("rings-%d", (int) i);
    gint64 leadset = od_scene_add_leadset (w->s, name, w->other, TRUE), first, lead;

    g_test_message ("%s", od_end_reason_get_name (ends[i].end));
    first = od_scene_add_leads (w->s, w->s->leadset, "NEW", 44200 + i, 1);
    od_scene_talk (w->s, w->s->campaign, said, w->s->ann);
    lead = od_scene_add_leads (w->s, leadset, "NEW", 44200 + i, 1);
    g_assert_true (od_scene_begin_call (w->s, w->other, rings));
    od_scene_dispose (w->s, said, "DO NOT CALL");
    g_assert_cmpint (state (w, lead), ==, OD_LEAD_DIALING);
    if (ends[i].crash)
      od_scene_reopen (w->s);
    else
      od_scene_step (w->s, rings, OD_CALL_FAIL, 0, ends[i].end);
    g_assert_cmpint (state (w, lead), ==, OD_LEAD_DO_NOT_CALL);
    g_assert_cmpint (state (w, first), ==, OD_LEAD_DO_NOT_CALL);
  }
}

/* Claimed for one campaign when it is said in another. */
static void
test_what_is_claimed_already_is_not_begun (World *w, gconstpointer data)
{
  g_autoptr (GPtrArray) leads = NULL;
  g_autoptr (OdCall) call = od_call_new ();
  g_autoptr (GError) error = NULL;
  gboolean begun = TRUE;
  const OdLead *lead;

  od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);
  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  od_scene_add_leads (w->s, w->others, "NEW", 44100, 1);
  leads = od_lead_store_claim (od_scene_begin (w->s), w->other, 1, &error);
  od_scene_commit (w->s);
  od_scene_dispose (w->s, "said", "DO NOT CALL");

  lead = g_ptr_array_index (leads, 0);
  call->id = g_strdup ("late");
  call->campaign_id = w->other;
  call->leadset_id = w->others;
  call->lead_id = lead->id;
  call->phone = g_strdup (lead->phone);
  call->caller_id = g_strdup ("");
  OD_OK (od_call_store_begin (od_scene_begin (w->s), call, &begun, &error));
  od_scene_commit (w->s);
  g_assert_false (begun);
  g_assert_cmpint (state (w, lead->id), ==, OD_LEAD_DO_NOT_CALL);
  od_scene_dispose (w->s, "said", "SALE MADE"); /* nobody ever called this one */
  g_assert_cmpint (state (w, lead->id), ==, OD_LEAD_READY);
}

static void
test_what_is_claimed_and_given_back_is_stopped (World *w, gconstpointer data)
{
  g_autoptr (GPtrArray) leads = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, 1);
  od_scene_talk (w->s, w->s->campaign, "said", w->s->ann);
  id = od_scene_add_leads (w->s, w->others, "NEW", 44100, 1);
  leads = od_lead_store_claim (od_scene_begin (w->s), w->other, 1, &error);
  od_scene_commit (w->s);
  g_assert_cmpuint (leads->len, ==, 1);
  od_scene_dispose (w->s, "said", "DO NOT CALL");
  OD_OK (od_lead_state_store_move (od_scene_begin (w->s), id, OD_LEAD_CLAIMED,
                                   OD_LEAD_READY, 0, &error));
  od_scene_commit (w->s);
  g_assert_cmpint (state (w, id), ==, OD_LEAD_DO_NOT_CALL);
}

/* --- whatever races --------------------------------------------------------------- */

#define N_NUMBERS 4

typedef struct {
  World *w;
  GPtrArray *claimed; /* (element-type OdLead) */
  GPtrArray *live;    /* (element-type utf8): calls */
  gboolean said[N_NUMBERS];
  guint n_calls;
  guint n_after; /* begun after somebody had said no */
} Race;

static guint
number_of (const char *phone)
{
  return atoi (phone) - 44100;
}

static void
race_claim (Race *race)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (race->w->s);
  gint64 campaign = g_test_rand_bit () ? race->w->other : race->w->s->campaign;
  GPtrArray *leads = od_lead_store_claim (tx, campaign, 2, &error);

  g_assert_no_error (error);
  od_scene_commit (race->w->s);
  g_ptr_array_extend_and_steal (race->claimed, leads);
}

static void
race_begin (Race *race)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCall) call = od_call_new ();
  g_autoptr (OdLead) lead = NULL;
  gboolean begun;

  if (race->claimed->len == 0)
    return;
  lead = g_ptr_array_steal_index (race->claimed, 0);
  call->id = g_strdup_printf ("call-%u", race->n_calls++);
  call->campaign_id = lead->leadset_id == race->w->others ? race->w->other
                                                          : race->w->s->campaign;
  call->leadset_id = lead->leadset_id;
  call->lead_id = lead->id;
  call->phone = g_strdup (lead->phone);
  call->caller_id = g_strdup ("");
  OD_OK (od_call_store_begin (od_scene_begin (race->w->s), call, &begun, &error));
  od_scene_commit (race->w->s);
  if (begun)
    g_ptr_array_add (race->live, g_strdup (call->id));
  race->n_after += begun && race->said[number_of (lead->phone)];
}

/* Ends the oldest call: unanswered, or with a word. */
static void
race_end (Race *race)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (OdCall) call = NULL;
  OdScene *s = race->w->s;

  if (race->live->len == 0)
    return;
  id = g_ptr_array_steal_index (race->live, 0);
  if (g_test_rand_bit ()) {
    od_scene_step (s, id, OD_CALL_FAIL, 0,
                   g_test_rand_bit () ? OD_END_TRUNK_REFUSED : OD_END_SHUTDOWN);
    return;
  }
  od_scene_step (s, id, OD_CALL_ANSWER, 0, OD_END_NONE);
  od_scene_step (s, id, OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  od_scene_step (s, id, OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
  if (!g_test_rand_bit ())
    return; /* says it later, or never */
  od_scene_dispose (s, id, "DO NOT CALL");
  call = od_call_store_get (od_scene_begin (s), id, &error);
  od_scene_undo (s);
  race->said[number_of (call->phone)] = TRUE;
}

static void
race_wake (Race *race)
{
  g_autoptr (GError) error = NULL;
  guint woken;

  race->w->s->now_ms += 3600 * 1000;
  OD_OK (od_lead_state_store_wake (od_scene_begin (race->w->s), 100, &woken, &error));
  od_scene_commit (race->w->s);
}

static void
race_import (Race *race)
{
  g_autofree char *name = g_strdup_printf ("Import %u", race->n_calls++);

  od_scene_add_leads (race->w->s,
                      od_scene_add_leadset (race->w->s, name, race->w->s->campaign, TRUE),
                      "NEW", 44100, N_NUMBERS);
}

static void
test_nothing_is_begun_after_the_word (World *w, gconstpointer data)
{
  static void (*const moves[]) (Race *) = { race_claim, race_begin, race_begin, race_end,
                                            race_end,   race_wake,  race_import };
  Race race = { .w = w };

  race.claimed = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
  race.live = g_ptr_array_new_with_free_func (g_free);
  od_scene_add_leads (w->s, w->s->leadset, "NEW", 44100, N_NUMBERS);
  od_scene_add_leads (w->s, w->others, "NEW", 44100, N_NUMBERS);
  for (guint i = 0; i < 400; i++) {
    moves[g_test_rand_int_range (0, G_N_ELEMENTS (moves))](&race);
    g_assert_cmpuint (race.n_after, ==, 0);
    if (i % 20 == 19)
      od_scene_check (w->s);
  }
  g_ptr_array_unref (race.claimed);
  g_ptr_array_unref (race.live);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/dnc-store/" name, World, NULL, set_up, func, tear_down)
  ADD ("every-leadset", test_it_stops_the_number_in_every_leadset);
  ADD ("imported-later", test_a_batch_that_comes_later_is_stopped);
  ADD ("own-word", test_an_own_word_may_mean_it);
  ADD ("correction", test_a_correction_takes_back_what_its_call_said);
  ADD ("logged", test_each_word_is_logged_without_the_number);
  ADD ("two-words", test_the_word_of_another_call_stands);
  ADD ("edited", test_an_edit_moves_a_lead_to_its_new_number);
  ADD ("disconnected", test_a_disconnected_number_rests_until_it_is_edited);
  ADD ("wrong-details", test_wrong_details_rest_until_they_are_mended);
  ADD ("both", test_do_not_call_outweighs_a_bad_number);
  ADD ("rings", test_what_rings_already_is_stopped_when_it_ends);
  ADD ("claimed", test_what_is_claimed_already_is_not_begun);
  ADD ("given-back", test_what_is_claimed_and_given_back_is_stopped);
  ADD ("whatever-races", test_nothing_is_begun_after_the_word);
  return g_test_run ();
}
