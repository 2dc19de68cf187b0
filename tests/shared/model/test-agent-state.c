/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every edge of the drawing and nothing else; an answer to every question of every state.
 */
#include "shared/model/agent-state.h"

/* clang-format off */
static const struct {
  OdAgentState from;
  OdAgentEvent event;
  OdAgentState to;
} drawing[] = {
  { OD_AGENT_OFFLINE,   OD_AGENT_SIGN_IN,          OD_AGENT_PAUSED },
  { OD_AGENT_OFFLINE,   OD_AGENT_SIGN_IN_TO_DISPOSE, OD_AGENT_DISPOSING },
  { OD_AGENT_PAUSED,    OD_AGENT_MAKE_READY,       OD_AGENT_READY },
  { OD_AGENT_PAUSED,    OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_READY,     OD_AGENT_ASK_PAUSE,        OD_AGENT_PAUSING },
  { OD_AGENT_READY,     OD_AGENT_RESERVE,          OD_AGENT_RESERVED },
  { OD_AGENT_READY,     OD_AGENT_BRIDGE,           OD_AGENT_IN_CALL },
  { OD_AGENT_READY,     OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_PAUSING,   OD_AGENT_GRANT,            OD_AGENT_PAUSED },
  { OD_AGENT_PAUSING,   OD_AGENT_MAKE_READY,       OD_AGENT_READY },
  { OD_AGENT_PAUSING,   OD_AGENT_RESERVE,          OD_AGENT_RESERVED },
  { OD_AGENT_PAUSING,   OD_AGENT_BRIDGE,           OD_AGENT_IN_CALL },
  { OD_AGENT_PAUSING,   OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_RESERVED,  OD_AGENT_BRIDGE,           OD_AGENT_IN_CALL },
  { OD_AGENT_RESERVED,  OD_AGENT_RELEASE,          OD_AGENT_READY },
  { OD_AGENT_RESERVED,  OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_IN_CALL,   OD_AGENT_END_CALL,         OD_AGENT_DISPOSING },
  { OD_AGENT_IN_CALL,   OD_AGENT_SUBMIT,           OD_AGENT_WRAP_UP },
  { OD_AGENT_IN_CALL,   OD_AGENT_SUBMIT_AND_PAUSE, OD_AGENT_PAUSED },
  { OD_AGENT_IN_CALL,   OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_DISPOSING, OD_AGENT_SUBMIT,           OD_AGENT_WRAP_UP },
  { OD_AGENT_DISPOSING, OD_AGENT_SUBMIT_AND_PAUSE, OD_AGENT_PAUSED },
  { OD_AGENT_DISPOSING, OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
  { OD_AGENT_WRAP_UP,   OD_AGENT_END_WRAP_UP,      OD_AGENT_READY },
  { OD_AGENT_WRAP_UP,   OD_AGENT_ASK_PAUSE,        OD_AGENT_PAUSED },
  { OD_AGENT_WRAP_UP,   OD_AGENT_SIGN_OUT,         OD_AGENT_OFFLINE },
};
/* clang-format on */

/* OD_AGENT_N_STATES: the drawing has no such step. */
static OdAgentState
drawn (OdAgentState from, OdAgentEvent event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (drawing); i++) {
    if (drawing[i].from == from && drawing[i].event == event)
      return drawing[i].to;
  }
  return OD_AGENT_N_STATES;
}

static void
test_the_table_is_the_drawing (void)
{
  for (guint from = 0; from < OD_AGENT_N_STATES; from++) {
    for (guint event = 0; event < OD_AGENT_N_EVENTS; event++) {
      OdAgentState to = OD_AGENT_N_STATES; /* untouched when refused */
      gboolean allowed = od_agent_state_next (from, event, &to);

      g_assert_cmpint (to, ==, drawn (from, event));
      g_assert_cmpint (allowed, ==, to != OD_AGENT_N_STATES);
    }
  }
}

static void
test_every_state_has_a_name_of_its_own (void)
{
  OdAgentState back;

  for (guint state = 0; state < OD_AGENT_N_STATES; state++) {
    g_assert_true (od_agent_state_from_name (od_agent_state_get_name (state), &back));
    g_assert_cmpint (back, ==, state);
  }
  g_assert_false (od_agent_state_from_name ("in call", &back));
  g_assert_false (od_agent_state_from_name (NULL, &back));
}

/* clang-format off */
static const struct {
  const char *name;
  gboolean (*is) (OdAgentState state);
  gboolean not[OD_AGENT_N_STATES]; /* every other state is */
} predicates[] = {
  { "working", od_agent_state_is_working,
    { [OD_AGENT_OFFLINE] = TRUE, [OD_AGENT_PAUSED] = TRUE } },
  { "available", od_agent_state_is_available,
    { [OD_AGENT_OFFLINE] = TRUE, [OD_AGENT_PAUSED] = TRUE, [OD_AGENT_RESERVED] = TRUE,
      [OD_AGENT_IN_CALL] = TRUE, [OD_AGENT_DISPOSING] = TRUE, [OD_AGENT_WRAP_UP] = TRUE } },
  { "with-call", od_agent_state_is_with_call,
    { [OD_AGENT_OFFLINE] = TRUE, [OD_AGENT_PAUSED] = TRUE, [OD_AGENT_READY] = TRUE,
      [OD_AGENT_PAUSING] = TRUE, [OD_AGENT_WRAP_UP] = TRUE } },
  { "settled", od_agent_state_is_settled,
    { [OD_AGENT_READY] = TRUE, [OD_AGENT_PAUSING] = TRUE, [OD_AGENT_RESERVED] = TRUE,
      [OD_AGENT_IN_CALL] = TRUE, [OD_AGENT_DISPOSING] = TRUE } },
};
/* clang-format on */

static void
test_every_state_is_decided_about (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  for (guint state = 0; state < OD_AGENT_N_STATES; state++)
    g_assert_cmpint (predicates[i].is (state), ==, !predicates[i].not [state]);
}

/* Their numbers are on disk: a new one comes after them. */
static void
test_the_numbers_stay (void)
{
  static const char *const names[] = { "offline",  "paused",  "ready",     "pausing",
                                       "reserved", "in-call", "disposing", "wrap-up" };

  for (guint state = 0; state < G_N_ELEMENTS (names); state++)
    g_assert_cmpstr (od_agent_state_get_name (state), ==, names[state]);
}

/* Somebody has added a state at the end of the enum and nothing more. */
static void
test_a_state_nobody_decided_about_aborts (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  if (g_test_subprocess ()) {
    predicates[i].is (OD_AGENT_N_STATES);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*OD_AGENT_N_STATES*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-state/the-table-is-the-drawing",
                   test_the_table_is_the_drawing);
  g_test_add_func ("/agent-state/every-state-has-a-name-of-its-own",
                   test_every_state_has_a_name_of_its_own);
  g_test_add_func ("/agent-state/the-numbers-stay", test_the_numbers_stay);
  for (guint i = 0; i < G_N_ELEMENTS (predicates); i++) {
    g_autofree char *decided = g_strconcat ("/agent-state/decided/", predicates[i].name,
                                            NULL);
    g_autofree char *added = g_strconcat ("/agent-state/added/", predicates[i].name,
                                          NULL);

    g_test_add_data_func (decided, GUINT_TO_POINTER (i),
                          test_every_state_is_decided_about);
    g_test_add_data_func (added, GUINT_TO_POINTER (i),
                          test_a_state_nobody_decided_about_aborts);
  }
  return g_test_run ();
}
