/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of the screens on the wire; percentiles by nearest rank.
 */
#include "shared/wire/tally-json.h"

/* clang-format off */
static const struct {
  guint n; /* latencies of 1, 2, … n ms */
  double p50, p95, p99, max; /* 0: null */
} samples[] = {
  { 0,    0,   0,   0,   0 },
  { 1,    1,   1,   0,   1 },
  { 2,    1,   2,   0,   2 },
  { 3,    2,   3,   0,   3 },
  { 20,   10,  19,  0,   20 },
  { 99,   50,  95,  0,   99 },
  { 100,  50,  95,  99,  100 },
  { 101,  51,  96,  100, 101 },
  { 1000, 500, 950, 990, 1000 },
};
/* clang-format on */

static void
assert_value (json_t *object, const char *name, double expected)
{
  json_t *value = json_object_get (object, name);

  if (expected == 0)
    g_assert_true (json_is_null (value));
  else
    g_assert_cmpfloat_with_epsilon (json_number_value (value), expected, 1e-9);
}

static void
test_percentiles_are_calls_that_were_made (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GArray) latencies = g_array_new (FALSE, FALSE, sizeof (OdLatency));
    json_t *object;

    for (gint64 ms = 1; ms <= samples[i].n; ms++) {
      OdLatency one = { ms * 1000, 1 };

      g_array_append_val (latencies, one);
    }
    object = od_tally_json_latency_to (latencies);
    g_assert_cmpint (json_integer_value (json_object_get (object, "n")), ==,
                     samples[i].n);
    assert_value (object, "p50", samples[i].p50);
    assert_value (object, "p95", samples[i].p95);
    assert_value (object, "p99", samples[i].p99);
    assert_value (object, "max", samples[i].max);
    json_decref (object);
  }
}

static void
test_many_calls_in_one_place_count_as_many (void)
{
  g_autoptr (GArray) latencies = g_array_new (FALSE, FALSE, sizeof (OdLatency));
  const OdLatency ninety_four = { 2000, 94 }, five = { 3000, 5 }, last = { 4000, 1 };
  json_t *object;

  g_array_append_val (latencies, ninety_four);
  g_array_append_val (latencies, five);
  g_array_append_val (latencies, last);
  object = od_tally_json_latency_to (latencies);
  g_assert_cmpint (json_integer_value (json_object_get (object, "n")), ==, 100);
  assert_value (object, "p50", 2);
  assert_value (object, "p95", 3);
  assert_value (object, "p99", 3);
  assert_value (object, "max", 4);
  json_decref (object);
}

static json_int_t
at (json_t *object, const char *group, const char *name)
{
  json_t *inner = group != NULL ? json_object_get (object, group) : object;

  g_assert_true (json_is_integer (json_object_get (inner, name)));
  return json_integer_value (json_object_get (inner, name));
}

static void
test_a_board_says_every_number_under_its_name (void)
{
  g_autoptr (OdBoard) board = od_board_new ();
  static const char *const names[] = { "placed",     "dialing",     "ringing",
                                       "waiting",    "in_progress", "bridged_now",
                                       "answered",   "bridged",     "disposed",
                                       "abandoned",  "failed",      "dropped",
                                       "interrupted" };
  json_t *object, *slice, *slices, *wanted;

  g_assert_cmpuint (sizeof board->calls, ==, sizeof (gint64) * G_N_ELEMENTS (names));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    ((gint64 *) &board->calls)[i] = 100 + i;
  board->seq = 9;
  board->leads_total = 20;
  board->leads_dialable = 10;
  od_board_add_leads (board, OD_TALLY_WHY_CALLING, "NEW", 4);
  od_board_add_leads (board, OD_TALLY_WHY_STATUS, "LATER", 6);
  board->agents_active = 3;
  board->agents_waiting = 4;
  od_board_add_slice (board->pie, "Null", 0, 5);
  od_board_add_slice (board->activity, "SALE MADE", 7, 6);
  object = od_tally_json_board_to (board, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (at (object, "calls", names[i]), ==, 100 + i);
  g_assert_cmpint (at (object, NULL, "seq"), ==, 9);
  g_assert_cmpint (at (object, "leads", "total"), ==, 20);
  g_assert_cmpint (at (object, "leads", "dialable"), ==, 10);
  g_assert_cmpint (at (object, "agents", "active"), ==, 3);
  g_assert_cmpint (at (object, "agents", "waiting"), ==, 4);
  slices = json_object_get (json_object_get (object, "leads"), "not_dialable");
  wanted = json_pack ("[{s:s, s:i}, {s:s, s:i, s:s}]", "why", "calling", "count", 4,
                      "why", "status", "count", 6, "status", "LATER");
  g_assert_true (json_equal (slices, wanted));
  json_decref (wanted);
  slice = json_array_get (json_object_get (object, "pie"), 0);
  g_assert_cmpint (at (slice, NULL, "count"), ==, 5);
  g_assert_null (json_object_get (slice, "agent"));
  slice = json_array_get (json_object_get (object, "activity"), 0);
  g_assert_cmpint (at (slice, NULL, "agent"), ==, 7);
  g_assert_cmpstr (json_string_value (json_object_get (slice, "disposition")), ==,
                   "SALE MADE");
  json_decref (object);
}

static void
test_the_dashboard_says_every_tile_under_its_name (void)
{
  OdDashboard d = { .seq = 1,
                    .agents_logged_in = 2,
                    .agents_paused = 3,
                    .agents_waiting = 4,
                    .agents_reserved = 5,
                    .agents_in_call = 6,
                    .agents_disposing = 7,
                    .agents_wrap_up = 8,
                    .active_calls = 9,
                    .calls_waiting = 10,
                    .calls_ringing = 11,
                    .data_remaining = 12 };
  json_t *object = od_tally_json_dashboard_to (&d);

  g_assert_cmpint (at (object, NULL, "seq"), ==, 1);
  g_assert_cmpint (at (object, "agents", "logged_in"), ==, 2);
  g_assert_cmpint (at (object, "agents", "paused"), ==, 3);
  g_assert_cmpint (at (object, "agents", "waiting"), ==, 4);
  g_assert_cmpint (at (object, "agents", "reserved"), ==, 5);
  g_assert_cmpint (at (object, "agents", "in_call"), ==, 6);
  g_assert_cmpint (at (object, "agents", "disposing"), ==, 7);
  g_assert_cmpint (at (object, "agents", "wrap_up"), ==, 8);
  g_assert_cmpint (at (object, NULL, "active_calls"), ==, 9);
  g_assert_cmpint (at (object, NULL, "calls_waiting"), ==, 10);
  g_assert_cmpint (at (object, NULL, "calls_ringing"), ==, 11);
  g_assert_cmpint (at (object, NULL, "data_remaining"), ==, 12);
  json_decref (object);
}

static void
test_abandonment_says_both_windows_and_the_cap (void)
{
  const OdAbandonment windows[] = { { 100, 2 }, { 3000, 70 } };
  json_t *object = od_tally_json_abandonment_to (windows, 30);

  assert_value (object, "cap_percent", 3.0);
  g_assert_cmpint (at (object, "day", "people"), ==, 100);
  g_assert_cmpint (at (object, "day", "abandoned"), ==, 2);
  g_assert_cmpint (at (object, "month", "people"), ==, 3000);
  g_assert_cmpint (at (object, "month", "abandoned"), ==, 70);
  json_decref (object);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tally-json/percentiles-are-calls-that-were-made",
                   test_percentiles_are_calls_that_were_made);
  g_test_add_func ("/tally-json/many-calls-in-one-place-count-as-many",
                   test_many_calls_in_one_place_count_as_many);
  g_test_add_func ("/tally-json/a-board-says-every-number",
                   test_a_board_says_every_number_under_its_name);
  g_test_add_func ("/tally-json/the-dashboard-says-every-tile",
                   test_the_dashboard_says_every_tile_under_its_name);
  g_test_add_func ("/tally-json/abandonment-says-both-windows-and-the-cap",
                   test_abandonment_says_both_windows_and_the_cap);
  return g_test_run ();
}
