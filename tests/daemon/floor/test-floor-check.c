/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A floor on which everything holds; then each invariant is broken and seen by its
 * number.
 */
#include "daemon/floor/floor-check.h"

#include "daemon/floor/floor.h"

#define CAMPAIGN 5

/* One who talks, one who is ready, one who is reserved, one who has left: and a call
 * that waits for nobody yet. */
typedef struct {
  OdFloorIndex index;
  OdFloorAgent *talking, *ready, *reserved, *offline;
  OdFloorCall *bridged, *picked, *waiting;
} World;

static OdFloorAgent *
add_agent (World *w, gint64 id, OdAgentState state, guint64 leg)
{
  g_autofree char *user = g_strdup_printf ("s-%d", (int) id);
  OdFloorAgent *agent = od_floor_index_add_agent (&w->index, id, user);

  od_floor_index_set_campaign (&w->index, agent, CAMPAIGN);
  agent->wanted_campaign_id = CAMPAIGN;
  agent->state = state;
  if (leg != 0) {
    od_floor_index_set_phone (&w->index, agent, user);
    od_floor_index_set_leg (&w->index, agent, leg);
    agent->line.state = OD_LINE_UP;
  }
  return agent;
}

static OdCallParty *
lead_of (const OdFloorCall *call)
{
  return od_floor_call_find_party (call, OD_PARTY_LEAD);
}

static OdCallParty *
agent_of (const OdFloorCall *call)
{
  return od_floor_call_find_party (call, OD_PARTY_AGENT);
}

static OdFloorCall *
add_call (World *w, const char *id, guint64 leg, OdCallState state, OdFloorAgent *agent)
{
  OdFloorCall *call = od_floor_index_add_call (&w->index, id, leg,
                                               od_lead_new ("44116", "NEW"), CAMPAIGN);

  call->state = state;
  lead_of (call)->joined_us = 500;
  if (agent != NULL) {
    OdCallParty *party = od_call_party_new (OD_PARTY_AGENT, agent->id, NULL,
                                            agent->line.leg);

    party->joined_us = state == OD_CALL_BRIDGED ? 1000 : 0;
    od_floor_index_add_party (&w->index, call, party);
    agent->call_id = g_strdup (id);
  }
  return call;
}

/* What only the call knows of. */
static void
add_agent_party (World *w, OdFloorCall *call, const OdFloorAgent *agent)
{
  od_floor_index_add_party (&w->index, call,
                            od_call_party_new (OD_PARTY_AGENT, agent->id, NULL, 0));
}

static void
set_up (World *w, gconstpointer data)
{
  od_floor_index_init (&w->index);
  w->talking = add_agent (w, 1, OD_AGENT_IN_CALL, 11);
  w->ready = add_agent (w, 2, OD_AGENT_READY, 12);
  w->reserved = add_agent (w, 3, OD_AGENT_RESERVED, 13);
  w->offline = add_agent (w, 4, OD_AGENT_OFFLINE, 0);
  w->bridged = add_call (w, "bridged", 21, OD_CALL_BRIDGED, w->talking);
  w->picked = add_call (w, "picked", 22, OD_CALL_WAITING, w->reserved);
  w->waiting = add_call (w, "waiting", 23, OD_CALL_WAITING, NULL);
  g_assert_null (od_floor_index_check (&w->index));
}

static void
tear_down (World *w, gconstpointer data)
{
  od_floor_index_clear (&w->index);
}

static void
keep_a_call_when_ready (World *w)
{
  w->ready->call_id = g_strdup ("waiting");
}

static void
talk_without_a_call (World *w)
{
  g_clear_pointer (&w->talking->call_id, g_free);
}

static void
point_at_a_call_that_is_gone (World *w)
{
  g_free (w->talking->call_id);
  w->talking->call_id = g_strdup ("gone");
}

static void
be_reserved_for_a_call_that_rings (World *w)
{
  w->picked->state = OD_CALL_RINGING;
}

static void
be_pointed_at_by_nobody (World *w)
{
  agent_of (w->bridged)->agent_id = w->ready->id;
}

static void
be_ready_without_a_campaign (World *w)
{
  od_floor_index_set_campaign (&w->index, w->ready, 0);
}

static void
be_ready_without_a_line (World *w)
{
  w->ready->line.state = OD_LINE_CALLING;
}

static void
leave_with_the_line_up (World *w)
{
  w->ready->state = OD_AGENT_OFFLINE;
}

static void
be_up_without_a_leg (World *w)
{
  od_floor_index_set_leg (&w->index, w->talking, 0);
}

static void
be_lost_in_a_pause (World *w)
{
  w->ready->state = OD_AGENT_PAUSED;
  w->ready->line.state = OD_LINE_REGAINING;
}

static void
be_asked_twice (World *w)
{
  g_ptr_array_add (w->talking->undisposed, g_strdup ("bridged"));
}

static void
stay_when_over (World *w)
{
  w->waiting->state = OD_CALL_ENDED;
}

static void
ring_for_somebody (World *w)
{
  w->waiting->state = OD_CALL_RINGING;
  add_agent_party (w, w->waiting, w->offline);
}

static void
wait_for_somebody_who_does_not_know (World *w)
{
  add_agent_party (w, w->waiting, w->ready);
}

static void
be_held_while_waiting (World *w)
{
  w->waiting->held = TRUE;
}

static void
be_bridged_at_no_time (World *w)
{
  agent_of (w->bridged)->joined_us = 0;
}

static void
have_no_leg (World *w)
{
  lead_of (w->waiting)->leg = 0;
}

static void
have_no_campaign (World *w)
{
  w->waiting->campaign_id = 0;
}

static void
have_the_lead_twice (World *w)
{
  od_floor_index_add_party (&w->index, w->waiting,
                            od_call_party_new (OD_PARTY_LEAD, 0, "44117", 24));
}

static void
have_two_agents (World *w)
{
  add_agent_party (w, w->bridged, w->ready);
}

static void
talk_before_it_is_answered (World *w)
{
  w->waiting->state = OD_CALL_RINGING;
}

static void
be_waited_for_at_no_time (World *w)
{
  lead_of (w->waiting)->joined_us = 0;
}

static void
talk_on_another_leg (World *w)
{
  agent_of (w->bridged)->leg = 99;
}

static void
leave_with_the_leg (World *w)
{
  agent_of (w->bridged)->left_us = 2000;
}

static void
leave_on_the_way (World *w)
{
  agent_of (w->picked)->left_us = 2000;
}

static void
go_without_leaving (World *w)
{
  w->talking->state = OD_AGENT_PAUSED;
  g_clear_pointer (&w->talking->call_id, g_free);
}

static void
leave_before_the_call_is_over (World *w)
{
  lead_of (w->bridged)->left_us = 2000;
}

static void
be_found_by_a_leg_that_is_gone (World *w)
{
  lead_of (w->waiting)->leg = 99;
}

static void
be_found_by_another_leg (World *w)
{
  w->ready->line.leg = 99;
}

static void
be_in_another_campaign (World *w)
{
  w->waiting->campaign_id = CAMPAIGN + 1;
}

static void
leave_a_trace (World *w)
{
  static guint64 leg = 77;

  g_hash_table_insert (w->index.agent_legs, &leg, w->ready);
}

static void
share_a_leg (World *w)
{
  od_floor_index_set_leg (&w->index, w->ready, od_floor_call_get_leg (w->waiting));
}

static const struct {
  const char *number;
  const char *what;
  void (*break_it) (World *w);
} breaks[] = {
  { "A1", "a-call-when-ready", keep_a_call_when_ready },
  { "A1", "no-call-in-call", talk_without_a_call },
  { "A2", "a-call-that-is-gone", point_at_a_call_that_is_gone },
  { "A2", "a-call-that-rings", be_reserved_for_a_call_that_rings },
  { "A2", "another-ones-call", be_pointed_at_by_nobody },
  { "A3", "no-campaign", be_ready_without_a_campaign },
  { "A3", "no-line", be_ready_without_a_line },
  { "A4", "line-up", leave_with_the_line_up },
  { "A5", "no-leg", be_up_without_a_leg },
  { "A6", "lost-in-a-pause", be_lost_in_a_pause },
  { "A7", "asked-twice", be_asked_twice },
  { "C1", "over", stay_when_over },
  { "C2", "rings-for-somebody", ring_for_somebody },
  { "C2", "somebody-does-not-know", wait_for_somebody_who_does_not_know },
  { "C3", "held", be_held_while_waiting },
  { "C4", "no-campaign", have_no_campaign },
  { "P1", "no-leg", have_no_leg },
  { "P1", "the-lead-twice", have_the_lead_twice },
  { "P1", "two-agents", have_two_agents },
  { "P2", "bridged-at-no-time", be_bridged_at_no_time },
  { "P2", "talks-before-the-answer", talk_before_it_is_answered },
  { "P2", "waits-since-no-time", be_waited_for_at_no_time },
  { "P3", "another-leg", talk_on_another_leg },
  { "P3", "left-with-the-leg", leave_with_the_leg },
  { "P3", "left-on-the-way", leave_on_the_way },
  { "P3", "gone-without-leaving", go_without_leaving },
  { "P3", "the-lead-left", leave_before_the_call_is_over },
  { "I1", "a-leg-that-is-gone", be_found_by_a_leg_that_is_gone },
  { "I1", "another-leg", be_found_by_another_leg },
  { "I1", "another-campaign", be_in_another_campaign },
  { "I1", "a-trace", leave_a_trace },
  { "I2", "one-leg-for-two", share_a_leg },
};

static void
test_a_break_is_named (World *w, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *expected = g_strconcat (breaks[i].number, ": ", NULL);
  g_autofree char *broken = NULL;

  breaks[i].break_it (w);
  broken = od_floor_index_check (&w->index);
  g_assert_nonnull (broken);
  g_test_message ("%s", broken);
  g_assert_true (g_str_has_prefix (broken, expected));
}

static void
test_an_empty_floor_holds (void)
{
  OdFloor *floor = od_floor_new (od_clock_system ());

  g_assert_null (od_floor_check (floor));
  od_floor_free (floor);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/floor-check/empty", test_an_empty_floor_holds);
  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++) {
    g_autofree char *path = g_strdup_printf ("/floor-check/%s/%s", breaks[i].number,
                                             breaks[i].what);

    g_test_add (path, World, GUINT_TO_POINTER (i), set_up, test_a_break_is_named,
                tear_down);
  }
  return g_test_run ();
}
