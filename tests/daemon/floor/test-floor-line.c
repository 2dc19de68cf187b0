/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every edge of the line's drawing and nothing else; an answer to every question of every
 * state.
 */
#include "daemon/floor/floor-line.h"

/* clang-format off */
/* OD_LINE_N_STATES: the drawing has no such step. */
#define NO OD_LINE_N_STATES
static const OdLineState drawing[OD_LINE_N_STATES][OD_LINE_N_EVENTS] = {
  /*                      call               answer      end           lose          let go           drop */
  [OD_LINE_DOWN]      = { OD_LINE_CALLING,   NO,         NO,           NO,           NO,              OD_LINE_DOWN },
  [OD_LINE_CALLING]   = { NO,                OD_LINE_UP, OD_LINE_DOWN, NO,           NO,              OD_LINE_DOWN },
  [OD_LINE_UP]        = { NO,                NO,         OD_LINE_DOWN, OD_LINE_LOST, NO,              OD_LINE_DOWN },
  [OD_LINE_LOST]      = { OD_LINE_REGAINING, NO,         NO,           NO,           OD_LINE_DOWN,    OD_LINE_DOWN },
  [OD_LINE_REGAINING] = { NO,                OD_LINE_UP, OD_LINE_LOST, NO,           OD_LINE_CALLING, OD_LINE_DOWN },
};
/* clang-format on */

static void
test_the_table_is_the_drawing (void)
{
  for (guint from = 0; from < OD_LINE_N_STATES; from++) {
    for (guint event = 0; event < OD_LINE_N_EVENTS; event++) {
      OdLineState to = NO; /* untouched when refused */
      gboolean allowed = od_floor_line_next (from, event, &to);

      g_assert_cmpint (to, ==, drawing[from][event]);
      g_assert_cmpint (allowed, ==, to != NO);
    }
  }
}

static void
test_every_state_is_decided_about (void)
{
  static const gboolean has_leg[OD_LINE_N_STATES] = { FALSE, TRUE, TRUE, FALSE, TRUE };
  static const gboolean lost[OD_LINE_N_STATES] = { FALSE, FALSE, FALSE, TRUE, TRUE };

  for (guint state = 0; state < OD_LINE_N_STATES; state++) {
    g_assert_cmpint (od_floor_line_has_leg (state), ==, has_leg[state]);
    g_assert_cmpint (od_floor_line_is_lost (state), ==, lost[state]);
    for (guint other = 0; other < state; other++)
      g_assert_cmpstr (od_floor_line_get_name (state), !=,
                       od_floor_line_get_name (other));
  }
}

/* Somebody has added a state at the end of the enum and nothing more. */
static void
test_a_state_nobody_decided_about_aborts (gconstpointer data)
{
  gboolean (*const *is) (OdLineState) = data;

  if (g_test_subprocess ()) {
    (*is) (OD_LINE_N_STATES);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*OD_LINE_N_STATES*");
}

int
main (int argc, char *argv[])
{
  static gboolean (*const has_leg) (OdLineState) = od_floor_line_has_leg;
  static gboolean (*const is_lost) (OdLineState) = od_floor_line_is_lost;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/floor-line/the-table-is-the-drawing", test_the_table_is_the_drawing);
  g_test_add_func ("/floor-line/decided", test_every_state_is_decided_about);
  g_test_add_data_func ("/floor-line/added/has-leg", &has_leg,
                        test_a_state_nobody_decided_about_aborts);
  g_test_add_data_func ("/floor-line/added/is-lost", &is_lost,
                        test_a_state_nobody_decided_about_aborts);
  return g_test_run ();
}
