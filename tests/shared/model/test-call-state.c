/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every edge of the drawing and nothing else; an answer to every question of every state.
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

/* clang-format off */
static const struct {
  const char *name;
  gboolean (*is) (OdCallState state);
  gboolean expected[OD_CALL_N_STATES];
} predicates[] = {
  /*                                            queued dialing ringing waiting bridged */
  { "unanswered", od_call_state_is_unanswered, { TRUE,  TRUE,   TRUE } },
  { "live",       od_call_state_is_live,       { FALSE, TRUE,   TRUE,   TRUE,   TRUE } },
  { "connected",  od_call_state_is_connected,  { FALSE, FALSE,  FALSE,  TRUE,   TRUE } },
  { "over",       od_call_state_is_over, { [OD_CALL_ENDED] = TRUE, [OD_CALL_INTERRUPTED] = TRUE } },
};
/* clang-format on */

static void
test_every_state_is_decided_about (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  for (guint state = 0; state < OD_CALL_N_STATES; state++)
    g_assert_cmpint (predicates[i].is (state), ==, predicates[i].expected[state]);
}

/* Their numbers are on disk: a new one comes after them. */
static void
test_the_numbers_stay (void)
{
  static const char *const names[] = { "queued",  "dialing", "ringing",    "waiting",
                                       "bridged", "ended",   "interrupted" };

  for (guint state = 0; state < G_N_ELEMENTS (names); state++)
    g_assert_cmpstr (od_call_state_get_name (state), ==, names[state]);
}

/* Somebody has added a state at the end of the enum and nothing more. */
static void
test_a_state_nobody_decided_about_aborts (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  if (g_test_subprocess ()) {
    predicates[i].is (OD_CALL_N_STATES);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*OD_CALL_N_STATES*");
}

/* Waited for, with the lead, over: each state is one of the three. */
static void
test_a_state_is_unanswered_connected_or_over (void)
{
  for (guint state = 0; state < OD_CALL_N_STATES; state++)
    g_assert_cmpint (od_call_state_is_unanswered (state)
                       + od_call_state_is_connected (state)
                       + od_call_state_is_over (state),
                     ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-state/the-table-is-the-drawing", test_the_table_is_the_drawing);
  g_test_add_func ("/call-state/every-state-has-a-name-of-its-own",
                   test_every_state_has_a_name_of_its_own);
  g_test_add_func ("/call-state/unanswered-connected-or-over",
                   test_a_state_is_unanswered_connected_or_over);
  g_test_add_func ("/call-state/the-numbers-stay", test_the_numbers_stay);
  for (guint i = 0; i < G_N_ELEMENTS (predicates); i++) {
    g_autofree char *decided = g_strconcat ("/call-state/decided/", predicates[i].name,
                                            NULL);
    g_autofree char *added = g_strconcat ("/call-state/added/", predicates[i].name, NULL);

    g_test_add_data_func (decided, GUINT_TO_POINTER (i),
                          test_every_state_is_decided_about);
    g_test_add_data_func (added, GUINT_TO_POINTER (i),
                          test_a_state_nobody_decided_about_aborts);
  }
  return g_test_run ();
}
