/*
 * Who is dialed again and who never; every test ends with a recount of all sums.
 */
#include "daemon/store/recycle-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/store-scene.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

/* All that can be asked for at all. */
static OdRecycle
everything (void)
{
  return (OdRecycle){ .ends = 1u << OD_END_BUSY | 1u << OD_END_DECLINED
                              | 1u << OD_END_NO_ANSWER | 1u << OD_END_TRUNK_REFUSED
                              | 1u << OD_END_NO_REPLY | 1u << OD_END_TRANSPORT
                              | 1u << OD_END_NO_AGENT | 1u << OD_END_LEAD_LEFT,
                      .busy = TRUE,
                      .machine = TRUE,
                      .max_attempts = OD_RECYCLE_NO_LIMIT };
}

static gint64
count (OdScene *s, const OdRecycle *recycle)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  OD_OK (od_recycle_store_count (od_scene_begin (s), s->leadset, recycle, &n, &error));
  od_scene_undo (s);
  return n;
}

static gint64
run (OdScene *s, const OdRecycle *recycle)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  OD_OK (
    od_recycle_store_run (od_scene_begin (s), s->leadset, recycle, "READY", &n, &error));
  od_scene_commit (s);
  return n;
}

static void
dispose (OdScene *s, const char *id, const char *label)
{
  g_autoptr (GError) error = NULL;

  OD_OK (od_call_store_dispose (od_scene_begin (s), id, s->ann, label, &error));
  od_scene_commit (s);
}

/* One attempt on the one lead that can be claimed. @label: by an agent; "": none yet;
 * NULL: it did not come to one. */
static void
attempt (OdScene *s,
         const char *id,
         OdEndReason end,
         gboolean answered,
         const char *label)
{
  g_assert_true (od_scene_begin_call (s, s->campaign, id));
  if (answered)
    od_scene_step (s, id, OD_CALL_ANSWER, 0, OD_END_NONE);
  if (label != NULL)
    od_scene_step (s, id, OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  od_scene_step (s, id, answered ? OD_CALL_HANGUP : OD_CALL_FAIL, 0, end);
  if (label != NULL && label[0] != '\0')
    dispose (s, id, label);
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
    attempt (s, "call-1", outcomes[i].end, outcomes[i].answered, outcomes[i].label);
    g_assert_cmpint (count (s, &recycle), ==, outcomes[i].again);
    g_assert_cmpint (run (s, &recycle), ==, outcomes[i].again);
    g_assert_cmpint (count (s, &recycle), ==, 0);
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
  OdRecycle said = { .busy = TRUE, .max_attempts = OD_RECYCLE_NO_LIMIT };

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  g_assert_cmpint (count (s, &said), ==, 0);
  g_assert_cmpint (count (s, &busy), ==, 1);
  busy.ends = 1u << OD_END_NO_ANSWER;
  g_assert_cmpint (count (s, &busy), ==, 0);
}

/* The last attempt counts, and what was ever said for good. */
static void
test_earlier_attempts_are_not_forgotten (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdRecycle busy = { .ends = 1u << OD_END_BUSY, .max_attempts = OD_RECYCLE_NO_LIMIT };
  OdRecycle all = everything ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  s->now_ms += HOUR_MS;
  g_assert_cmpint (run (s, &busy), ==, 1);
  attempt (s, "call-2", OD_END_LEAD_HUNG_UP, TRUE, "ANSWERING MACHINE");
  s->now_ms += HOUR_MS;
  g_assert_cmpint (count (s, &busy), ==, 0);
  g_assert_cmpint (run (s, &all), ==, 1);
  attempt (s, "call-3", OD_END_BUSY, FALSE, NULL);
  g_assert_cmpint (count (s, &busy), ==, 1);
  dispose (s, "call-2", "DO NOT CALL"); /* corrected late */
  g_assert_cmpint (run (s, &all), ==, 0);
}

static void
test_age_and_attempts_have_their_limits (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdRecycle recycle = everything ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  recycle.min_age_ms = HOUR_MS;
  s->now_ms += HOUR_MS - 1;
  g_assert_cmpint (count (s, &recycle), ==, 0);
  s->now_ms++;
  recycle.max_attempts = 1;
  g_assert_cmpint (count (s, &recycle), ==, 0);
  recycle.max_attempts = 2;
  g_assert_cmpint (count (s, &recycle), ==, 1);
}

static void
test_a_number_in_a_call_is_left_alone (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  OdRecycle recycle = everything ();
  gint64 other = od_scene_add_campaign (s, "Wind", TRUE);

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  attempt (s, "call-1", OD_END_BUSY, FALSE, NULL);
  od_scene_add_leads (s, od_scene_add_leadset (s, "Twin", other, TRUE), "NEW", 44100, 1);
  g_assert_true (od_scene_begin_call (s, other, "call-2"));
  g_assert_cmpint (count (s, &recycle), ==, 0);
  g_assert_cmpint (run (s, &recycle), ==, 0);
  od_scene_step (s, "call-2", OD_CALL_FAIL, 0, OD_END_BUSY);
  g_assert_cmpint (run (s, &recycle), ==, 1);
}

static void
test_many_move_their_counts_exactly_and_tell_once (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdRecycle recycle = everything ();
  gint64 n;
  OdTx *tx;

  for (int i = 0; i < 12; i++) {
    g_autofree char *id = g_strdup_printf ("call-%d", i);

    od_scene_add_leads (s, s->leadset, i % 2 ? "NEW" : "READY", 44100 + i, 1);
    attempt (s, id, i % 3 ? OD_END_BUSY : OD_END_BAD_NUMBER, FALSE, NULL);
  }
  tx = od_scene_begin (s);
  OD_OK (od_recycle_store_run (tx, s->leadset, &recycle, "AGAIN", &n, &error));
  g_assert_cmpint (n, ==, 8);
  g_assert_cmpuint (tx->events->len, ==, 1);
  g_assert_cmpint (((OdEvent *) tx->events->pdata[0])->kind, ==, OD_EVENT_LEADS_RECYCLED);
  g_assert_cmpint (((OdEvent *) tx->events->pdata[0])->n, ==, 8);
  g_assert_cmpint (od_scene_ask (tx, "SELECT n FROM lead_count WHERE status = 'AGAIN'"
                                     " AND dial_state = 0"),
                   ==, 8);
  g_assert_cmpint (od_scene_ask (tx,
                                 "SELECT sum(n) FROM lead_count WHERE dial_state = 3"),
                   ==, 4);
  od_scene_commit (s);
  od_scene_check (s);
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
  g_test_add_func ("/recycle-store/many-move-their-counts-exactly",
                   test_many_move_their_counts_exactly_and_tell_once);
  return g_test_run ();
}
