/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sums, whatever happens: random days on two campaigns that share numbers, with
 * crashes in between, recounted from the rows again and again.
 */
#include "daemon/store/counter-store.h"

#include "daemon/store/lead-state-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"

enum { DAYS = 12, STEPS = 80, NUMBERS = 12 };

typedef struct {
  OdScene *scene;
  GRand *rand;
  gint64 campaigns[2];
  guint n_calls; /* ids are call-0, call-1, … */
  guint done[6]; /* how often each kind of step went through */
} Day;

static guint
pick (Day *day, guint n)
{
  return g_rand_int_range (day->rand, 0, n);
}

static char *
pick_call (Day *day)
{
  return g_strdup_printf ("call-%u", day->n_calls > 0 ? pick (day, day->n_calls) : 0);
}

static gboolean
finish (Day *day, gboolean ok, GError *error)
{
  if (ok) {
    g_assert_no_error (error);
    od_scene_commit (day->scene);
  } else {
    g_assert_cmpuint (error->domain, ==, OD_STORE_ERROR);
    od_scene_undo (day->scene);
  }
  return ok;
}

/* Claims one or two leads and begins them, so that twins meet at the lock; now and then
 * gives them back instead. */
static gboolean
claim_and_begin (Day *day)
{
  g_autoptr (GError) error = NULL;
  gint64 campaign = day->campaigns[pick (day, 2)];
  gboolean give_back = pick (day, 5) == 0;
  OdTx *tx = od_scene_begin (day->scene);
  g_autoptr (GPtrArray)
    leads = od_lead_store_claim (tx, campaign, 1 + pick (day, 2), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < leads->len; i++) {
    const OdLead *lead = g_ptr_array_index (leads, i);
    g_autoptr (OdCall) call = od_call_new ();
    gboolean begun;

    call->id = g_strdup_printf ("call-%u", day->n_calls);
    call->campaign_id = campaign;
    call->leadset_id = lead->leadset_id;
    call->lead_id = lead->id;
    call->phone = g_strdup (lead->phone);
    call->caller_id = g_strdup ("44199");
    if (give_back) {
      OD_OK (od_lead_state_store_move (tx, lead->id, OD_LEAD_CLAIMED, OD_LEAD_READY, 0,
                                       &error));
      continue;
    }
    OD_OK (od_call_store_begin (tx, call, &begun, &error));
    day->n_calls += begun;
  }
  return finish (day, TRUE, NULL) && leads->len > 0;
}

static gboolean
move_call (Day *day)
{
  static const OdEndReason failures[] = { OD_END_BUSY, OD_END_NO_REPLY, OD_END_TRANSPORT,
                                          OD_END_SHUTDOWN };
  static const OdEndReason hang_ups[] = { OD_END_LEAD_HUNG_UP, OD_END_AGENT_HUNG_UP,
                                          OD_END_NO_AUDIO, OD_END_TRANSPORT };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pick_call (day);
  OdCallStep step = { .call_id = id, .event = pick (day, OD_CALL_CRASH) };
  gboolean ok;

  step.agent_id = pick (day, 2) ? day->scene->ann : day->scene->bob;
  step.end = step.event == OD_CALL_FAIL ? failures[pick (day, 4)]
                                        : hang_ups[pick (day, 4)];
  ok = od_call_store_step (od_scene_begin (day->scene), &step, &error);
  return finish (day, ok, error);
}

/* Of a call that has ended; for any other it is nothing. */
static gboolean
answer_late (Day *day)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pick_call (day);
  OdTx *tx = od_scene_begin (day->scene);
  gboolean ok = od_call_store_answer_late (tx, id, day->scene->now_ms, &error);

  return finish (day, ok, error);
}

static gboolean
dispose (Day *day)
{
  static const char *const labels[] = { "SALE MADE", "ANSWERING MACHINE", "BUSY" };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pick_call (day);
  gint64 agent = pick (day, 2) ? day->scene->ann : day->scene->bob;
  gboolean ok;

  ok = od_call_store_dispose (od_scene_begin (day->scene), id, agent,
                              labels[pick (day, 3)], 0, &error);
  return finish (day, ok, error);
}

static gboolean
let_time_pass (Day *day)
{
  g_autoptr (GError) error = NULL;
  guint woken;

  day->scene->now_ms += pick (day, 40) * pick (day, 40) * 60000;
  OD_OK (od_lead_state_store_wake (od_scene_begin (day->scene), 1 + pick (day, 3), &woken,
                                   &error));
  return finish (day, TRUE, NULL) && woken > 0;
}

static gboolean
crash (Day *day)
{
  if (pick (day, 4) != 0)
    return FALSE;
  od_scene_reopen (day->scene);
  return TRUE;
}

static void
live (Day *day)
{
  static gboolean (*const ways[]) (Day *) = { claim_and_begin, move_call, dispose,
                                              let_time_pass,   crash,     answer_late };
  static const guint8 mix[] = { 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 5 };

  for (int i = 0; i < STEPS; i++) {
    guint way = mix[pick (day, G_N_ELEMENTS (mix))];

    day->done[way] += ways[way](day);
    if (i % 8 == 0)
      od_scene_check (day->scene);
  }
}

static void
test_the_sums_hold_on_random_days (void)
{
  guint done[6] = { 0 };

  for (guint32 seed = 1; seed <= DAYS; seed++) {
    g_autoptr (OdScene) s = od_scene_new ();
    Day day = { s, g_rand_new_with_seed (seed) };

    /* Every other one where midnight comes at another time. */
    s->time_zone = seed % 2 == 0 ? "America/New_York" : "UTC";
    od_scene_reopen (s);
    day.campaigns[0] = s->campaign;
    day.campaigns[1] = od_scene_add_campaign (s, "Wind", TRUE);
    od_scene_add_leads (s, s->leadset, "READY", 44100, NUMBERS);
    od_scene_add_leads (s, od_scene_add_leadset (s, "Twin", day.campaigns[1], TRUE),
                        "NEW", 44100, NUMBERS);
    od_scene_add_leads (s, od_scene_add_leadset (s, "Triplet", day.campaigns[1], TRUE),
                        "NEW", 44105, NUMBERS);
    live (&day);
    for (gsize i = 0; i < G_N_ELEMENTS (done); i++)
      done[i] += day.done[i];
    g_rand_free (day.rand);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (done); i++)
    g_assert_cmpuint (done[i], >, DAYS); /* or else nothing was tried */
}

static void
test_a_sum_moves_both_ways (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_counter_store_add (tx, 1, 2, 0, "placed", 5, &error));
  OD_OK (od_counter_store_add (tx, 1, 2, 0, "placed", -2, &error));
  OD_OK (od_counter_store_add (tx, 1, 2, 7, "placed", 1, &error));
  g_assert_cmpint (od_scene_ask (tx, "SELECT n FROM counter WHERE agent_id = 0"
                                     " AND campaign_id = 1 AND leadset_id = 0"),
                   ==, 3);
  g_assert_cmpint (od_scene_ask (tx, "SELECT n FROM counter WHERE agent_id = 0"
                                     " AND campaign_id = 0 AND leadset_id = 2"),
                   ==, 3);
  g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM counter"), ==, 4);
  od_scene_undo (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counter-store/a-sum-moves-both-ways", test_a_sum_moves_both_ways);
  g_test_add_func ("/counter-store/the-sums-hold-on-random-days",
                   test_the_sums_hold_on_random_days);
  return g_test_run ();
}
