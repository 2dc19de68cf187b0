/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Data decision 12, with its real seconds.
 */
#include "daemon/switch/ring-clock.h"

#define S G_USEC_PER_SEC

/* clang-format off */
static const struct {
  const char *name;
  int rang_s; /* after the INVITE, -1: never */
  gboolean unwanted;
  int from_s; /* after the INVITE: not over a moment before, over then */
  int ring_limit_s;
  int setup_limit_s;
} cases[] = {
  { "rings for its limit",                  2, FALSE, 27, 25, 10 },
  { "unwanted, rings its 15 s",             2, TRUE,  17, 25, 10 },
  { "a limit of 5 s is made 15",            2, FALSE, 17,  5, 10 },
  { "never rings",                         -1, FALSE, 20, 25, 20 },
  { "never rings, unwanted",               -1, TRUE,  10, 25, 20 },
  { "a set-up limit of 4 s is made 10",    -1, FALSE, 10, 25,  4 },
  { "rings late, then has its full time",   9, FALSE, 34, 25, 10 },
};
/* clang-format on */

static void
test_a_call_has_its_time_and_no_more (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 start = 1000 * S;
    gint64 due = start + cases[i].from_s * S;
    OdRingClock clock = {
      .invited_us = start,
      .rang_us = cases[i].rang_s < 0 ? 0 : start + cases[i].rang_s * S,
      .ring_limit_us = cases[i].ring_limit_s * S,
      .setup_limit_us = cases[i].setup_limit_s * S,
      .min_ring_us = 15 * S,
      .min_unrung_us = 10 * S,
    };

    g_test_message ("%s", cases[i].name);
    g_assert_false (od_ring_clock_is_over (&clock, cases[i].unwanted, due - 1));
    g_assert_true (od_ring_clock_is_over (&clock, cases[i].unwanted, due));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ring-clock/table", test_a_call_has_its_time_and_no_more);
  return g_test_run ();
}
