/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many calls to place: the fences one by one in a table, then a hundred random
 * shifts in which the cap must hold at every instant.
 */
#include "daemon/pacing/pacer.h"

#include "daemon/pacing/learned.h"

#include <glib.h>
#include <stdlib.h>

static const OdPacerSettings bold = { 100, 30 };

/* clang-format off */
static const struct {
  int multiplier_x10, cap;
  long answered, abandoned;
  OdPacerView view; /* ready, pausing, unpaused, in flight, waiting */
  int calls;
  const char *why;
} decisions[] = {
  { 10, 30, 0,    0, { 3, 0, 3, 0, 0 },      3, "progressive: one call per ready agent" },
  { 10, 30, 0,    0, { 3, 0, 3, 2, 0 },      1, "less those in flight" },
  { 10, 30, 0,    0, { 3, 0, 3, 1, 1 },      1, "and those who wait for an agent" },
  { 10, 30, 9999, 0, { 3, 0, 9, 3, 0 },      0, "whatever the ledger allows" },
  { 10, 30, 9999, 0, { 3, 1, 3, 0, 0 },      2, "none is placed for who asked to pause" },
  { 50, 30, 0,    0, { 2, 0, 2, 0, 0 },      2, "no over-dialing on an empty ledger" },
  { 50, 30, 33,   0, { 2, 0, 2, 0, 0 },      3, "33 answers buy one" },
  { 50, 0,  9999, 0, { 2, 0, 2, 0, 0 },      2, "a cap of nothing is progressive" },
  { 20, 30, 9999, 0, { 2, 0, 2, 0, 0 },      4, "the multiplier is a ceiling" },
  { 15, 30, 9999, 0, { 3, 0, 3, 0, 0 },      4, "rounded down" },
  { 20, 30, 9999, 0, { 0, 0, 5, 0, 0 },     10, "of all who are not paused" },
  { 100, 30, 66,  0, { 0, 0, 5, 0, 0 },      2, "and the ledger still says how many" },
  { 100, 30, 99,  3, { 4, 0, 4, 0, 0 },      4, "a full ledger is progressive" },
  { 100, 30, 99,  9, { 4, 0, 4, 0, 0 },      4, "so is one that is over" },
  { 10, 30, 0,    0, { 1, 0, 1, 0, 5 },      0, "more waiting than ready" },
  { 100, 30, 0,   0, { 1, 0, 1, 0, 5 },      0, "more waiting than ready, boldly" },
  { 100, 30, 0,   0, { 0, 3, 0, 0, 0 },      0, "more pausing than ready" },
  { 10, 30, 0,    0, { 0, 0, 0, 0, 0 },      0, "nobody there" },
};

static const struct {
  int multiplier_x10;
  long answered, abandoned;
  OdPacerView view;
  bool may;
  const char *why;
} releases[] = {
  { 10, 0,    0, { 1, 1, 1, 0, 0 }, true,  "nothing in flight" },
  { 10, 0,    0, { 1, 1, 1, 1, 0 }, false, "the only agent of a call in flight" },
  { 10, 0,    0, { 2, 1, 2, 1, 0 }, true,  "the other agent takes it" },
  { 10, 0,    0, { 2, 1, 2, 1, 1 }, false, "one is needed for each" },
  { 10, 9999, 0, { 1, 1, 1, 1, 0 }, false, "progressive leaves no call without an agent" },
  { 20, 9999, 0, { 1, 1, 1, 1, 0 }, true,  "above it the ledger decides" },
  { 20, 20,   0, { 1, 1, 1, 1, 0 }, false, "either way" },
};
/* clang-format on */

/* Hardly anybody answers, and whoever is busy comes free at once: no call is unwise, so
 * that the other fences can be seen. */
static void
make_bold (OdPacer *pacer, int busy)
{
  OdPacerEvent event = { 0 };

  for (int i = 1; i <= 9000; i++) {
    event = (OdPacerEvent){ i, OD_PACER_LAUNCH, (uint64_t) i, 0 };
    od_pacer_event (pacer, &event);
    event = (OdPacerEvent){ i + .5, OD_PACER_FAIL, (uint64_t) i, 0 };
    od_pacer_event (pacer, &event);
  }
  for (int i = 0; i < 4000 + busy; i++) {
    for (int kind = OD_PACER_CONNECT; kind <= OD_PACER_WRAP_END; kind++) {
      event = (OdPacerEvent){ 10000, (OdPacerEventKind) kind, 0, i };
      if (kind != OD_PACER_ABANDON && (kind != OD_PACER_WRAP_END || i < 4000))
        od_pacer_event (pacer, &event);
    }
  }
}

static void
test_each_fence_lowers_the_number (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++) {
    OdPacerSettings settings = { decisions[i].multiplier_x10, decisions[i].cap };
    OdPacer *pacer = od_pacer_new (&settings, decisions[i].answered,
                                   decisions[i].abandoned);
    OdPacerView view = decisions[i].view;
    int calls;

    make_bold (pacer, view.unpaused - view.ready);
    view.now_s = 10000;
    calls = od_pacer_decide (pacer, &view);
    if (calls != decisions[i].calls)
      g_error ("%s: %d calls, not %d", decisions[i].why, decisions[i].calls, calls);
    od_pacer_free (pacer);
  }
}

static void
test_an_agent_is_released_when_nobody_loses_by_it (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (releases); i++) {
    OdPacerSettings settings = { releases[i].multiplier_x10, 30 };
    OdPacer *pacer = od_pacer_new (&settings, releases[i].answered,
                                   releases[i].abandoned);

    if (od_pacer_may_release (pacer, &releases[i].view) != releases[i].may)
      g_error ("wrong about: %s", releases[i].why);
    od_pacer_free (pacer);
  }
}

static void
test_a_decision_ends_for_any_view (void)
{
  static const int values[] = { -3, 0, 1, 7, 400 };
  enum { N = G_N_ELEMENTS (values) };
  OdPacerSettings settings = { 100, 30 };
  OdPacer *pacer = od_pacer_new (&settings, 100000, 0);

  for (int i = 0; i < N * N * N * N * N; i++) {
    OdPacerView view = { values[i % N], values[i / N % N], values[i / N / N % N],
                         values[i / N / N / N % N], values[i / N / N / N / N] };
    int calls = od_pacer_decide (pacer, &view);

    g_assert_cmpint (calls, >=, 0);
    g_assert_cmpint (calls, <=, 4100);
  }
  od_pacer_free (pacer);
}

static void
test_the_ledger_learns_from_events_and_keeps_through_changes (void)
{
  OdPacerSettings settings = { 10, 30 }, bolder = { 50, 10 };
  OdPacer *pacer = od_pacer_new (&settings, 5, 1);
  OdLedger ledger;

  for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
    od_pacer_count (pacer, i, 1, 0);
  od_pacer_event (pacer, &(OdPacerEvent){ .kind = OD_PACER_ABANDON });
  od_pacer_event (pacer, &(OdPacerEvent){ .kind = OD_PACER_ANSWER });
  od_pacer_event (pacer, &(OdPacerEvent){ .kind = OD_PACER_FAIL });
  od_pacer_set (pacer, &bolder);
  ledger = od_pacer_get_ledger (pacer, OD_PACER_DAY);
  g_assert_cmpint (ledger.answered, ==, 7);
  g_assert_cmpint (ledger.abandoned, ==, 2);
  g_assert_cmpint (ledger.cap_permille, ==, 10);
  od_pacer_free (pacer);
}

/* --- random shifts ---------------------------------------------------------------- */

enum { MAX_AGENTS = 20, MAX_CALLS = 400, TICKS = 2000 };

typedef struct {
  enum { AWAY, READY, PAUSING, TALKING, WRAPPING } state;
  int until;       /* tick at which the talk or the wrap-up ends */
  gboolean person; /* who is talked to: else a machine */
} Agent;

typedef struct {
  gboolean waiting; /* else it rings */
  int until;
  int id;
} Call;

typedef struct {
  GRand *rand;
  OdPacer *pacer;
  int multiplier_x10, cap;
  int answer_percent, machine_percent, talk, wrap;
  Agent agents[MAX_AGENTS];
  int n_agents;
  Call calls[MAX_CALLS];
  int n_calls, last_call;
  int now;
  long over_dialed; /* decisions above one call per ready agent */
} Shift;

static OdPacerView
look (const Shift *shift)
{
  OdPacerView view = { .now_s = shift->now };

  for (int i = 0; i < shift->n_agents; i++) {
    view.unpaused += shift->agents[i].state != AWAY;
    view.pausing += shift->agents[i].state == PAUSING;
    view.ready += shift->agents[i].state == READY || shift->agents[i].state == PAUSING;
  }
  for (int i = 0; i < shift->n_calls; i++) {
    view.waiting += shift->calls[i].waiting;
    view.in_flight += !shift->calls[i].waiting;
  }
  return view;
}

static void
tell (Shift *shift, OdPacerEventKind kind, int call, int agent)
{
  OdPacerEvent event = { shift->now, kind, (uint64_t) call, agent };
  OdLedger ledger;

  od_pacer_event (shift->pacer, &event);
  ledger = od_pacer_get_ledger (shift->pacer, OD_PACER_DAY);
  if (ledger.abandoned * 1000 > ledger.cap_permille * ledger.answered)
    g_error ("%ld of %ld abandoned: over %d permille", ledger.abandoned, ledger.answered,
             ledger.cap_permille);
}

static void
drop_call (Shift *shift, int i)
{
  shift->calls[i] = shift->calls[--shift->n_calls];
}

/* Hands the call to a free agent, if there is one; READY before PAUSING. */
static gboolean
connect_call (Shift *shift, int i)
{
  for (int wanted = READY; wanted <= PAUSING; wanted++) {
    for (int j = 0; j < shift->n_agents; j++) {
      if ((int) shift->agents[j].state != wanted)
        continue;
      shift->agents[j] =
        (Agent){ TALKING, shift->now + g_rand_int_range (shift->rand, 1, shift->talk),
                 g_rand_int_range (shift->rand, 0, 100) >= shift->machine_percent };
      tell (shift, OD_PACER_CONNECT, shift->calls[i].id, j);
      drop_call (shift, i);
      return TRUE;
    }
  }
  return FALSE;
}

static void
move_calls (Shift *shift)
{
  for (int i = shift->n_calls - 1; i >= 0; i--) {
    Call *call = &shift->calls[i];

    if (!call->waiting && shift->now >= call->until) {
      if (g_rand_int_range (shift->rand, 0, 100) >= shift->answer_percent) {
        tell (shift, OD_PACER_FAIL, call->id, 0);
        drop_call (shift, i);
        continue;
      }
      tell (shift, OD_PACER_ANSWER, call->id, 0);
      *call = (Call){ TRUE, shift->now + 2, call->id };
    }
    if (call->waiting && !connect_call (shift, i) && shift->now >= call->until) {
      tell (shift, OD_PACER_ABANDON, call->id, 0);
      drop_call (shift, i);
    }
  }
}

static void
count_person (Shift *shift)
{
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
    od_pacer_count (shift->pacer, i, 1, 0);
}

static void
move_agents (Shift *shift)
{
  for (int i = 0; i < shift->n_agents; i++) {
    Agent *agent = &shift->agents[i];
    OdPacerView view = look (shift);

    if (agent->state == TALKING && shift->now >= agent->until) {
      if (agent->person)
        count_person (shift);
      tell (shift, OD_PACER_TALK_END, 0, i);
      *agent = (Agent){ WRAPPING,
                        shift->now + g_rand_int_range (shift->rand, 0, shift->wrap) };
    } else if (agent->state == WRAPPING && shift->now >= agent->until) {
      tell (shift, OD_PACER_WRAP_END, 0, i);
      agent->state = READY;
    } else if (agent->state == READY && g_rand_int_range (shift->rand, 0, 300) == 0) {
      agent->state = PAUSING;
    } else if (agent->state == PAUSING && od_pacer_may_release (shift->pacer, &view)) {
      agent->state = AWAY;
    } else if (agent->state == AWAY && g_rand_int_range (shift->rand, 0, 30) == 0) {
      agent->state = READY;
    }
  }
}

static void
place_calls (Shift *shift)
{
  OdPacerView view = look (shift);
  int n = od_pacer_decide (shift->pacer, &view);

  for (int i = 0; i < n; i++) {
    g_assert_cmpint (shift->n_calls, <, MAX_CALLS);
    shift->calls[shift->n_calls++] = (Call){
      FALSE, shift->now + g_rand_int_range (shift->rand, 1, 30), ++shift->last_call
    };
    tell (shift, OD_PACER_LAUNCH, shift->last_call, 0);
  }
  view = look (shift);
  shift->over_dialed += view.in_flight + view.waiting > view.ready;
  if (shift->multiplier_x10 <= 10)
    g_assert_cmpint (view.in_flight, <=, view.ready);
}

/* Returns: how often there were more calls than agents. */
static long
run_shift (guint32 seed, int multiplier_x10, int cap, OdLedger *ledger)
{
  Shift *shift = g_new0 (Shift, 1);
  OdPacerSettings settings = { multiplier_x10, cap };
  long over_dialed;

  shift->rand = g_rand_new_with_seed (seed);
  shift->pacer = od_pacer_new (&settings, 0, 0);
  shift->multiplier_x10 = multiplier_x10;
  shift->n_agents = g_rand_int_range (shift->rand, 1, MAX_AGENTS + 1);
  shift->answer_percent = g_rand_int_range (shift->rand, 5, 101);
  shift->machine_percent = g_rand_int_range (shift->rand, 0, 90);
  shift->talk = g_rand_int_range (shift->rand, 2, 120);
  shift->wrap = g_rand_int_range (shift->rand, 1, 60);
  for (shift->now = 0; shift->now < TICKS; shift->now++) {
    move_calls (shift);
    move_agents (shift);
    place_calls (shift);
  }

  *ledger = od_pacer_get_ledger (shift->pacer, OD_PACER_DAY);
  over_dialed = shift->over_dialed;
  od_pacer_free (shift->pacer);
  g_rand_free (shift->rand);
  g_free (shift);
  return over_dialed;
}

static void
test_the_cap_holds_at_every_instant_of_a_hundred_shifts (void)
{
  long over_dialed = 0, abandoned = 0;

  for (guint32 seed = 1; seed <= 100; seed++) {
    OdLedger ledger;

    over_dialed += run_shift (seed, 11 + seed % 90, 30, &ledger);
    abandoned += ledger.abandoned;
  }
  /* Or else nothing was tried. */
  g_assert_cmpint (over_dialed, >, 1000);
  g_assert_cmpint (abandoned, >, 100);
}

static void
test_progressive_never_has_more_calls_than_ready_agents (void)
{
  for (guint32 seed = 1; seed <= 100; seed++) {
    OdLedger ledger;
    int cap = seed % 2 == 0 ? 30 : 0;

    g_assert_cmpint (run_shift (seed, 10, cap, &ledger), ==, 0);
    g_assert_cmpint (ledger.abandoned, ==, 0);
  }
}

static void
test_each_window_holds_by_itself (void)
{
  static const OdPacerView view = { .unpaused = 5, .now_s = 10000 };
  OdPacer *pacer = od_pacer_new (&bold, 1000, 0);

  make_bold (pacer, 5);
  g_assert_cmpint (od_pacer_decide (pacer, &view), >, 0);
  od_pacer_begin_window (pacer, OD_PACER_DAY, 0, 0);
  g_assert_cmpint (od_pacer_decide (pacer, &view), ==, 0);
  od_pacer_begin_window (pacer, OD_PACER_DAY, 1000, 0);
  od_pacer_begin_window (pacer, OD_PACER_30_DAYS, 1000, 30);
  g_assert_cmpint (od_pacer_decide (pacer, &view), ==, 0);
  od_pacer_free (pacer);
}

/* Of a call of yesterday, say. */
static void
test_a_verdict_is_taken_back_where_it_counts (void)
{
  OdPacer *pacer = od_pacer_new (&bold, 5, 1);

  od_pacer_count (pacer, OD_PACER_30_DAYS, -1, -1);
  g_assert_cmpint (od_pacer_get_ledger (pacer, OD_PACER_DAY).answered, ==, 5);
  g_assert_cmpint (od_pacer_get_ledger (pacer, OD_PACER_30_DAYS).answered, ==, 4);
  g_assert_cmpint (od_pacer_get_ledger (pacer, OD_PACER_30_DAYS).abandoned, ==, 0);
  od_pacer_free (pacer);
}

static void
test_what_was_learned_is_restored (void)
{
  static const OdPacerView view = { .ready = 5, .unpaused = 5, .now_s = 10000 };
  OdPacer *pacer = od_pacer_new (&bold, 10000, 0);
  OdPacer *next = od_pacer_new (&bold, 10000, 0);
  char *text;

  make_bold (pacer, 0);
  text = od_pacer_save (pacer);
  g_assert_cmpint (od_pacer_decide (next, &view), <, od_pacer_decide (pacer, &view));
  g_assert_true (od_pacer_restore (next, text));
  g_assert_cmpint (od_pacer_decide (next, &view), ==, od_pacer_decide (pacer, &view));
  text[20] = 'x';
  g_assert_false (od_pacer_restore (next, text));
  g_assert_cmpint (od_pacer_decide (next, &view), ==, od_pacer_decide (pacer, &view));
  free (text);
  od_pacer_free (next);
  od_pacer_free (pacer);
}

static double
get_price (const OdPacer *pacer)
{
  char *text = od_pacer_save (pacer);
  OdLearned learned;

  g_assert_true (od_learned_read (&learned, text));
  free (text);
  return learned.price;
}

/* Returns: the price after @people more were served. */
static double
serve (OdPacer *pacer, int people)
{
  for (int i = 0; i < people * OD_PACER_N_WINDOWS; i++)
    od_pacer_count (pacer, i % OD_PACER_N_WINDOWS, 1, 0);
  return get_price (pacer);
}

/* People whom a progressive campaign or a low multiplier served do not wind the price up:
 * the first minute of a bolder setting would spend it all. */
static void
test_the_price_is_learned_where_it_decides (void)
{
  static const OdPacerSettings progressive = { 10, 30 }, low = { 20, 30 };
  static const OdPacerView view = { .ready = 5, .unpaused = 5, .now_s = 10000 },
                           nobody = { .now_s = 10000 };
  OdPacer *pacer = od_pacer_new (&progressive, 1000, 0);

  make_bold (pacer, 0);
  g_assert_cmpint (od_pacer_decide (pacer, &view), ==, 5);
  g_assert_cmpfloat (serve (pacer, 5000), ==, 0);
  od_pacer_set (pacer, &low);
  g_assert_cmpint (od_pacer_decide (pacer, &view), ==, 10);
  g_assert_cmpfloat (serve (pacer, 5000), ==, 0);
  od_pacer_free (pacer);

  pacer = od_pacer_new (&bold, 1000, 0); /* and people may well answer */
  g_assert_cmpint (od_pacer_decide (pacer, &view), <, 50);
  g_assert_cmpfloat (serve (pacer, 1000), >, 0.5);
  od_pacer_decide (pacer, &nobody);
  g_assert_cmpfloat (get_price (pacer), ==, serve (pacer, 100));
  od_pacer_free (pacer);
}

/* clang-format off */
static const struct {
  int multiplier_x10;
  long answered;
  OdPacerView view; /* ready, pausing, unpaused, in flight, waiting, now, bounded, room */
  OdPacerLimit limit;
  const char *why;
} told[] = {
  { 10,  0,    { 2, 0, 4, 0, 0, 0 },          OD_PACER_BY_AGENTS,     "progressive" },
  { 10,  0,    { 2, 0, 4, 0, 0, 0, true, 2 }, OD_PACER_BY_AGENTS,     "room for both" },
  { 10,  0,    { 2, 0, 4, 0, 0, 0, true, 1 }, OD_PACER_BY_ROOM,       "for one of both" },
  { 20,  9999, { 2, 0, 2, 0, 0, 0 },          OD_PACER_BY_MULTIPLIER, "the ceiling" },
  { 20,  9999, { 2, 0, 2, 0, 0, 0, true, 3 }, OD_PACER_BY_ROOM,       "below the ceiling" },
  { 20,  9999, { 0, 0, 2, 5, 0, 0 },          OD_PACER_BY_MULTIPLIER, "above it" },
  { 100, 0,    { 2, 0, 2, 0, 0, 0 },          OD_PACER_BY_RISK,       "the ledger" },
  { 100, 0,    { 0, 0, 2, 0, 0, 0, true, 0 }, OD_PACER_BY_RISK,       "no room, no wish" },
};
/* clang-format on */

static void
test_it_says_what_the_limit_was (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++) {
    OdPacerSettings settings = { told[i].multiplier_x10, 30 };
    OdPacer *pacer = od_pacer_new (&settings, told[i].answered, 0);
    OdPacerView view = told[i].view;

    make_bold (pacer, view.unpaused - view.ready);
    view.now_s = 10000;
    od_pacer_decide (pacer, &view);
    if (od_pacer_get_limit (pacer) != told[i].limit)
      g_error ("wrong about: %s", told[i].why);
    od_pacer_free (pacer);
  }
}

/* Ten minutes without room enough, in which people were served and lost: as if nobody had
 * been. A pacer that had room in half of them learns half. */
static void
test_the_price_is_not_learned_without_room (void)
{
  OdPacerView view = { .ready = 5, .unpaused = 5, .now_s = 10000, .is_bounded = true };
  OdPacer *pacer = od_pacer_new (&bold, 1000, 0);
  double bounded;

  for (view.room = 3; view.room >= -1; view.room--) {
    g_assert_cmpint (od_pacer_decide (pacer, &view), ==, MAX (view.room, 0));
    view.now_s += 600;
  }
  od_pacer_decide (pacer, &view);
  g_assert_cmpfloat (serve (pacer, 1000), <, 0.01);
  for (int i = 0; i < 10; i++)
    od_pacer_event (pacer, &(OdPacerEvent){ view.now_s, OD_PACER_ABANDON, 0, 0 });
  g_assert_cmpfloat (get_price (pacer), >, -0.01);

  for (int second = 0; second < 1200; second++) {
    view.room = second % 2 == 0 ? 0 : 100;
    view.now_s++;
    od_pacer_decide (pacer, &view);
  }
  bounded = serve (pacer, 1000);
  view.room = 100;
  view.now_s += 600;
  od_pacer_decide (pacer, &view);
  view.now_s += 600;
  od_pacer_decide (pacer, &view);
  g_assert_cmpfloat_with_epsilon (serve (pacer, 1000) - bounded, 2 * bounded, 0.1);
  od_pacer_free (pacer);
}

/* What would not have been placed anyway is not kept back by the room. */
static void
test_the_price_is_learned_with_room_for_what_is_wise (void)
{
  OdPacerView view = { .ready = 5, .unpaused = 5, .in_flight = 30, .now_s = 10000 };
  OdPacer *pacer = od_pacer_new (&bold, 1000, 0);

  view.is_bounded = true;
  for (int i = 0; i < 10; i++) {
    g_assert_cmpint (od_pacer_decide (pacer, &view), ==, 0);
    view.now_s += 60;
  }
  g_assert_cmpfloat (serve (pacer, 1000), >, 0.5);
  od_pacer_free (pacer);
}

/* Ten minutes without leads, then agents who are busy, or all away: who does not ask says
 * neither that there is room nor that the price decides. */
static void
test_who_does_not_ask_says_nothing (void)
{
  OdPacerView view = { .now_s = 10000, .is_bounded = true };

  for (int busy = 0; busy <= 5; busy += 5) {
    OdPacer *pacer = od_pacer_new (&bold, 1000, 0);

    for (int i = 0; i < 13; i++, view.now_s += 60) {
      view.ready = i < 10 ? 5 : 0;
      view.unpaused = i < 10 ? 5 : busy;
      g_assert_cmpint (od_pacer_decide (pacer, &view), ==, 0);
    }
    g_assert_cmpfloat (serve (pacer, 100), <, 0.01);
    od_pacer_free (pacer);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pacer/each-fence", test_each_fence_lowers_the_number);
  g_test_add_func ("/pacer/an-agent-is-released-when-nobody-loses-by-it",
                   test_an_agent_is_released_when_nobody_loses_by_it);
  g_test_add_func ("/pacer/any-view", test_a_decision_ends_for_any_view);
  g_test_add_func ("/pacer/the-ledger-learns-and-keeps",
                   test_the_ledger_learns_from_events_and_keeps_through_changes);
  g_test_add_func ("/pacer/the-cap-holds-at-every-instant",
                   test_the_cap_holds_at_every_instant_of_a_hundred_shifts);
  g_test_add_func ("/pacer/progressive-never-has-more-calls-than-ready-agents",
                   test_progressive_never_has_more_calls_than_ready_agents);
  g_test_add_func ("/pacer/each-window-holds", test_each_window_holds_by_itself);
  g_test_add_func ("/pacer/a-verdict-is-taken-back-where-it-counts",
                   test_a_verdict_is_taken_back_where_it_counts);
  g_test_add_func ("/pacer/what-was-learned", test_what_was_learned_is_restored);
  g_test_add_func ("/pacer/the-price-is-learned-where-it-decides",
                   test_the_price_is_learned_where_it_decides);
  g_test_add_func ("/pacer/it-says-what-the-limit-was", test_it_says_what_the_limit_was);
  g_test_add_func ("/pacer/the-price-is-not-learned-without-room",
                   test_the_price_is_not_learned_without_room);
  g_test_add_func ("/pacer/the-price-is-learned-with-room-for-what-is-wise",
                   test_the_price_is_learned_with_room_for_what_is_wise);
  g_test_add_func ("/pacer/who-does-not-ask", test_who_does_not_ask_says_nothing);
  return g_test_run ();
}
