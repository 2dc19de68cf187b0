/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every edge of the drawing, and nothing else.
 */
#include "shared/model/agent-state.h"

/* clang-format off */
static const struct {
  OdAgentState from;
  OdAgentEvent event;
  OdAgentState to;
} drawing[] = {
  { OD_AGENT_OFFLINE,   OD_AGENT_SIGN_IN,          OD_AGENT_PAUSED },
  { OD_AGENT_OFFLINE,   OD_AGENT_SIGN_IN_OWING,    OD_AGENT_DISPOSING },
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
  { OD_AGENT_WRAP_UP,   OD_AGENT_REST,             OD_AGENT_READY },
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-state/the-table-is-the-drawing",
                   test_the_table_is_the_drawing);
  g_test_add_func ("/agent-state/every-state-has-a-name-of-its-own",
                   test_every_state_has_a_name_of_its_own);
  return g_test_run ();
}
