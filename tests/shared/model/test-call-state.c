/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every edge of the drawing, and nothing else.
 */
#include "shared/model/call-state.h"

/* clang-format off */
static const struct {
  OdCallState from;
  OdCallEvent event;
  OdCallState to;
} drawing[] = {
  { OD_CALL_QUEUED,  OD_CALL_ORIGINATE, OD_CALL_DIALING },
  { OD_CALL_QUEUED,  OD_CALL_FAIL,      OD_CALL_ENDED },
  { OD_CALL_QUEUED,  OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
  { OD_CALL_DIALING, OD_CALL_RING,      OD_CALL_RINGING },
  { OD_CALL_DIALING, OD_CALL_ANSWER,    OD_CALL_WAITING },
  { OD_CALL_DIALING, OD_CALL_FAIL,      OD_CALL_ENDED },
  { OD_CALL_DIALING, OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
  { OD_CALL_RINGING, OD_CALL_ANSWER,    OD_CALL_WAITING },
  { OD_CALL_RINGING, OD_CALL_FAIL,      OD_CALL_ENDED },
  { OD_CALL_RINGING, OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
  { OD_CALL_WAITING, OD_CALL_BRIDGE,    OD_CALL_BRIDGED },
  { OD_CALL_WAITING, OD_CALL_HANGUP,    OD_CALL_ENDED },
  { OD_CALL_WAITING, OD_CALL_EXPIRE,    OD_CALL_ENDED },
  { OD_CALL_WAITING, OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
  { OD_CALL_BRIDGED, OD_CALL_HANGUP,    OD_CALL_ENDED },
  { OD_CALL_BRIDGED, OD_CALL_CRASH,     OD_CALL_INTERRUPTED },
};
/* clang-format on */

/* OD_CALL_N_STATES: the drawing has no such step. */
static OdCallState
drawn (OdCallState from, OdCallEvent event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (drawing); i++) {
    if (drawing[i].from == from && drawing[i].event == event)
      return drawing[i].to;
  }
  return OD_CALL_N_STATES;
}

static void
test_the_table_is_the_drawing (void)
{
  for (guint from = 0; from < OD_CALL_N_STATES; from++) {
    for (guint event = 0; event < OD_CALL_N_EVENTS; event++) {
      OdCallState to = OD_CALL_N_STATES; /* untouched when refused */
      gboolean allowed = od_call_state_next (from, event, &to);

      g_assert_cmpint (to, ==, drawn (from, event));
      g_assert_cmpint (allowed, ==, to != OD_CALL_N_STATES);
    }
  }
}

static void
test_every_state_has_a_name_of_its_own (void)
{
  OdCallState back;

  for (guint state = 0; state < OD_CALL_N_STATES; state++) {
    g_assert_true (od_call_state_from_name (od_call_state_get_name (state), &back));
    g_assert_cmpint (back, ==, state);
  }
  g_assert_false (od_call_state_from_name ("Ringing", &back));
  g_assert_false (od_call_state_from_name (NULL, &back));
}

static void
test_a_call_is_live_between_the_invite_and_the_end (void)
{
  static const gboolean live[OD_CALL_N_STATES] = { [OD_CALL_DIALING] = TRUE,
                                                   [OD_CALL_RINGING] = TRUE,
                                                   [OD_CALL_WAITING] = TRUE,
                                                   [OD_CALL_BRIDGED] = TRUE };

  for (guint state = 0; state < OD_CALL_N_STATES; state++)
    g_assert_cmpint (od_call_state_is_live (state), ==, live[state]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-state/the-table-is-the-drawing", test_the_table_is_the_drawing);
  g_test_add_func ("/call-state/every-state-has-a-name-of-its-own",
                   test_every_state_has_a_name_of_its_own);
  g_test_add_func ("/call-state/a-call-is-live-between-the-invite-and-the-end",
                   test_a_call_is_live_between_the_invite_and_the_end);
  return g_test_run ();
}
