/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who and what is alive this second, with a clock that is moved by hand.
 */
#include "daemon/floor/floor.h"

typedef struct {
  gint64 us;
  OdClock clock;
  OdFloor *floor;
  GString *told; /* what the watcher heard */
} World;

static gint64
world_us (gpointer data)
{
  World *world = data;

  return world->us;
}

static void
on_agent_moved (OdFloorAgent *agent, OdAgentState from, gpointer user_data)
{
  g_string_append_printf (user_data, "%s:%s>%s ", agent->name,
                          od_agent_state_get_name (from),
                          od_agent_state_get_name (agent->state));
}

static void
on_call_moved (OdFloorCall *call, OdCallState from, gpointer user_data)
{
  g_string_append_printf (user_data, "%s:%s>%s ", call->id, od_call_state_get_name (from),
                          od_call_state_get_name (call->state));
}

static void
on_phone_measured (OdFloorAgent *agent, gpointer user_data)
{
  g_string_append_printf (user_data, "%s:%d us ", agent->name,
                          (int) agent->phone->ping_us);
}

static World *
world_new (void)
{
  static const OdFloorWatcher watcher = { on_agent_moved, on_call_moved,
                                          on_phone_measured };
  static const OdFloorWatcher deaf = { NULL, NULL, NULL };
  World *world = g_new0 (World, 1);

  world->us = 1000;
  world->clock = (OdClock){ world_us, world_us, world };
  world->floor = od_floor_new (&world->clock);
  world->told = g_string_new (NULL);
  od_floor_watch (world->floor, &deaf, NULL);
  od_floor_watch (world->floor, &watcher, world->told);
  return world;
}

static void
world_free (World *world)
{
  od_floor_free (world->floor);
  g_string_free (world->told, TRUE);
  g_free (world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static OdFloorAgent *
add_agent (World *world, gint64 id, const char *name, gint64 campaign, OdAgentState state)
{
  OdFloorAgent *agent = od_floor_add_agent (world->floor, id, name);

  od_floor_set_campaign (world->floor, agent, campaign);
  agent->state = state;
  return agent;
}

static OdFloorCall *
add_call (World *world, const char *id, guint64 leg, gint64 campaign, OdCallState state)
{
  OdFloorCall *call = od_floor_add_call (world->floor, id, leg,
                                         od_lead_new ("44116", "NEW"), campaign);

  g_assert_cmpint (call->state, ==, OD_CALL_QUEUED);
  call->state = state;
  return call;
}

static void
test_a_move_is_told_and_timed (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_OFFLINE);
  OdFloorCall *call = add_call (w, "call", 7, 5, OD_CALL_RINGING);

  w->us = 2000;
  g_assert_true (od_floor_move_agent (w->floor, ann, OD_AGENT_SIGN_IN));
  w->us = 3000;
  g_assert_true (od_floor_move_call (w->floor, call, OD_CALL_ANSWER));
  g_assert_cmpstr (w->told->str, ==, "ann:offline>paused call:ringing>waiting ");
  g_assert_cmpint (ann->since_us, ==, 2000);
  g_assert_cmpint (call->since_us, ==, 3000);
}

static void
test_parties_join_in_their_turn (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_READY);
  OdFloorCall *call = add_call (w, "call", 7, 5, OD_CALL_RINGING);
  OdCallParty *lead = od_floor_call_find_party (call, OD_PARTY_LEAD), *agent;

  g_assert_cmpstr (lead->number, ==, "44116");
  g_assert_null (od_floor_call_find_party (call, OD_PARTY_AGENT));
  w->us = 2000;
  g_assert_true (od_floor_move_call (w->floor, call, OD_CALL_ANSWER));
  od_floor_enter_call (w->floor, ann, call);
  agent = od_floor_call_find_party (call, OD_PARTY_AGENT);
  g_assert_cmpint (agent->joined_us, ==, 0);
  w->us = 3000;
  g_assert_true (od_floor_move_call (w->floor, call, OD_CALL_BRIDGE));
  w->us = 4000;
  g_assert_true (od_floor_move_call (w->floor, call, OD_CALL_HANGUP));
  g_assert_cmpint (lead->joined_us, ==, 2000);
  g_assert_cmpint (agent->joined_us, ==, 3000);
}

/* Who only was on the way is forgotten; who had joined is known as the one who left. */
static void
test_an_agent_leaves_a_call (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_READY);
  OdFloorCall *call = add_call (w, "call", 7, 5, OD_CALL_WAITING);

  od_floor_enter_call (w->floor, ann, call);
  g_assert_cmpstr (ann->call_id, ==, "call");
  od_floor_leave_call (w->floor, ann);
  g_assert_null (ann->call_id);
  g_assert_cmpint (od_floor_call_get_agent_id (call), ==, 0);
  od_floor_enter_call (w->floor, ann, call);
  g_assert_true (od_floor_move_call (w->floor, call, OD_CALL_BRIDGE));
  w->us = 3000;
  od_floor_leave_call (w->floor, ann);
  g_assert_null (ann->call_id);
  g_assert_cmpint (od_floor_call_get_agent_id (call), ==, 1);
  g_assert_cmpint (od_floor_call_find_party (call, OD_PARTY_AGENT)->left_us, ==, 3000);
}

/* By the leg of whoever is in it, also when an agent's phone comes back on another. */
static void
test_a_call_is_found_by_any_partys_leg (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_READY);
  OdFloorCall *call = add_call (w, "call", 7, 5, OD_CALL_WAITING);

  g_assert_true (od_floor_call_line (w->floor, ann, 11));
  g_assert_true (od_floor_move_line (w->floor, ann, OD_LINE_ANSWER));
  g_assert_null (od_floor_find_call_leg (w->floor, 11));
  od_floor_enter_call (w->floor, ann, call);
  g_assert_true (od_floor_find_call_leg (w->floor, 7) == call);
  g_assert_true (od_floor_find_call_leg (w->floor, 11) == call);
  g_assert_true (od_floor_move_line (w->floor, ann, OD_LINE_LOSE));
  g_assert_null (od_floor_find_call_leg (w->floor, 11));
  g_assert_true (od_floor_call_line (w->floor, ann, 12));
  g_assert_true (od_floor_find_call_leg (w->floor, 12) == call);
  od_floor_remove_call (w->floor, call);
  g_assert_null (od_floor_find_call_leg (w->floor, 7));
  g_assert_null (od_floor_find_call_leg (w->floor, 12));
  g_assert_true (od_floor_find_agent_leg (w->floor, 12) == ann);
}

static void
test_a_move_the_table_does_not_have_changes_and_tells_nothing (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_PAUSED);
  OdFloorCall *call = add_call (w, "call", 7, 5, OD_CALL_RINGING);

  w->us = 2000;
  g_assert_false (od_floor_move_agent (w->floor, ann, OD_AGENT_BRIDGE));
  g_assert_false (od_floor_move_call (w->floor, call, OD_CALL_BRIDGE));
  g_assert_cmpint (ann->state, ==, OD_AGENT_PAUSED);
  g_assert_cmpint (ann->since_us, ==, 1000);
  g_assert_cmpint (call->state, ==, OD_CALL_RINGING);
  g_assert_cmpstr (w->told->str, ==, "");
}

static void
test_what_else_changed_is_told_with_equal_states (void)
{
  g_autoptr (World) w = world_new ();

  od_floor_tell_agent (w->floor, add_agent (w, 1, "ann", 5, OD_AGENT_READY));
  od_floor_tell_call (w->floor, add_call (w, "call", 7, 5, OD_CALL_BRIDGED));
  g_assert_cmpstr (w->told->str, ==, "ann:ready>ready call:bridged>bridged ");
}

static void
test_an_agent_is_found_by_id_phone_and_leg (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_READY);
  OdFloorAgent *bob = add_agent (w, 2, "bob", 5, OD_AGENT_OFFLINE);
  g_autoptr (GPtrArray) all = od_floor_list_agents (w->floor);

  od_floor_set_phone_user (w->floor, ann, "s-ann");
  g_assert_true (od_floor_call_line (w->floor, ann, 11));
  g_assert_true (od_floor_add_agent (w->floor, 1, "other") == ann);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (od_floor_get_agent (w->floor, 2) == bob);
  g_assert_null (od_floor_get_agent (w->floor, 3));
  g_assert_true (od_floor_find_phone (w->floor, "s-ann") == ann);
  g_assert_null (od_floor_find_phone (w->floor, "s-bob"));
  g_assert_true (od_floor_find_agent_leg (w->floor, 11) == ann);
  g_assert_null (od_floor_find_agent_leg (w->floor, 12));
}

/* No phone and no leg are not a phone and a leg that agents have in common. */
static void
test_nothing_finds_nobody (void)
{
  g_autoptr (World) w = world_new ();

  add_agent (w, 1, "ann", 5, OD_AGENT_READY);
  g_assert_null (od_floor_find_phone (w->floor, NULL));
  g_assert_null (od_floor_find_agent_leg (w->floor, 0));
  g_assert_null (od_floor_get_call (w->floor, NULL));
  g_assert_null (od_floor_find_call_leg (w->floor, 0));
}

static void
test_a_call_is_found_by_id_and_leg_until_it_is_removed (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorCall *call = add_call (w, "call", 7, 5, OD_CALL_RINGING);
  g_autoptr (GPtrArray) before = od_floor_list_calls (w->floor), after = NULL;

  g_assert_true (od_floor_get_call (w->floor, "call") == call);
  g_assert_true (od_floor_find_call_leg (w->floor, 7) == call);
  g_assert_cmpuint (before->len, ==, 1);
  od_floor_remove_call (w->floor, call);
  g_assert_null (od_floor_get_call (w->floor, "call"));
  g_assert_null (od_floor_find_call_leg (w->floor, 7));
  after = od_floor_list_calls (w->floor);
  g_assert_cmpuint (after->len, ==, 0);
}

/* One agent in each state and one call in each, and as many elsewhere. */
static void
test_a_campaign_is_counted_without_the_others (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorCount count;

  for (guint i = 0; i < OD_AGENT_N_STATES; i++) {
    add_agent (w, 10 + i, "here", 5, i);
    add_agent (w, 30 + i, "there", 6, i);
  }
  for (guint i = 0; i < OD_CALL_N_STATES; i++) {
    g_autofree char *here = g_strdup_printf ("here-%u", i);
    g_autofree char *there = g_strdup_printf ("there-%u", i);

    add_call (w, here, 10 + i, 5, i);
    add_call (w, there, 30 + i, 6, i);
  }
  count = od_floor_count (w->floor, 5);
  g_assert_cmpuint (count.ready, ==, 2); /* ready and pausing */
  g_assert_cmpuint (count.pausing, ==, 1);
  g_assert_cmpuint (count.unpaused, ==, 6);
  g_assert_cmpuint (count.in_flight, ==, 3); /* queued, dialing, ringing */
  g_assert_cmpuint (count.waiting, ==, 1);
  g_assert_cmpuint (od_floor_count_calls (w->floor), ==, 10);
}

static void
test_a_waiting_call_with_an_agent_on_the_way_does_not_wait (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_READY);
  OdFloorCall *call = add_call (w, "call", 7, 5, OD_CALL_WAITING);

  od_floor_enter_call (w->floor, ann, call);
  g_assert_cmpuint (od_floor_count (w->floor, 5).waiting, ==, 0);
  od_floor_leave_call (w->floor, ann);
  g_assert_cmpuint (od_floor_count (w->floor, 5).waiting, ==, 1);
}

static void
test_an_edited_lead_is_shown_by_its_calls_only (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorCall *its = add_call (w, "its", 7, 5, OD_CALL_BRIDGED);
  OdFloorCall *other = add_call (w, "other", 8, 5, OD_CALL_BRIDGED);
  g_autoptr (OdLead) edited = od_lead_new ("44100", "NEW");

  its->lead->id = edited->id = 12;
  other->lead->id = 13;
  edited->fields = g_strdup ("{\"City\":\"York\"}");
  g_string_truncate (w->told, 0);
  od_floor_set_lead (w->floor, edited);
  g_assert_cmpstr (its->lead->fields, ==, edited->fields);
  g_assert_null (other->lead->fields);
  g_assert_cmpstr (w->told->str, ==, "its:bridged>bridged ");
}

static void
test_a_measured_phone_is_no_move_of_the_agent (void)
{
  g_autoptr (World) world = world_new ();
  OdFloorAgent *ann = add_agent (world, 1, "ann", 7, OD_AGENT_PAUSED);

  ann->phone = od_floor_phone_new ("baresip", NULL, "SIP_TCP", world->us);
  g_assert_cmpint (ann->phone->ping_us, ==, -1);
  ann->phone->ping_us = 412;
  od_floor_tell_measure (world->floor, ann);
  g_assert_cmpstr (world->told->str, ==, "ann:412 us ");
}

static void
test_an_agent_is_found_by_what_is_true_now (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_PAUSED);

  od_floor_set_phone_user (w->floor, ann, "old");
  od_floor_set_phone_user (w->floor, ann, "new");
  g_assert_null (od_floor_find_phone (w->floor, "old"));
  g_assert_true (od_floor_find_phone (w->floor, "new") == ann);
  od_floor_set_phone_user (w->floor, ann, NULL);
  g_assert_null (od_floor_find_phone (w->floor, "new"));
  g_assert_cmpuint (od_floor_get_agents (w->floor, 5)->len, ==, 1);
  od_floor_set_campaign (w->floor, ann, 6);
  g_assert_cmpuint (od_floor_get_agents (w->floor, 5)->len, ==, 0);
  g_assert_true (od_floor_get_agents (w->floor, 6)->pdata[0] == ann);
}

/* The leg is found as long as the line has it. */
static void
test_a_line_has_its_leg (void)
{
  g_autoptr (World) w = world_new ();
  OdFloorAgent *ann = add_agent (w, 1, "ann", 5, OD_AGENT_IN_CALL);

  w->us = 2000;
  g_assert_true (od_floor_call_line (w->floor, ann, 11));
  g_assert_false (od_floor_call_line (w->floor, ann, 12));
  g_assert_cmpint (ann->line.called_us, ==, 2000);
  g_assert_true (od_floor_move_line (w->floor, ann, OD_LINE_ANSWER));
  w->us = 3000;
  g_assert_true (od_floor_move_line (w->floor, ann, OD_LINE_LOSE));
  g_assert_cmpint (ann->line.lost_us, ==, 3000);
  g_assert_null (od_floor_find_agent_leg (w->floor, 11));
  w->us = 4000;
  g_assert_true (od_floor_call_line (w->floor, ann, 12));
  g_assert_true (od_floor_find_agent_leg (w->floor, 12) == ann);
  g_assert_true (od_floor_move_line (w->floor, ann, OD_LINE_END));
  g_assert_cmpint (ann->line.state, ==, OD_LINE_LOST);
  g_assert_cmpint (ann->line.lost_us, ==, 3000);
  g_assert_cmpuint (ann->line.leg, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/floor/parties-join", test_parties_join_in_their_turn);
  g_test_add_func ("/floor/leaving", test_an_agent_leaves_a_call);
  g_test_add_func ("/floor/any-partys-leg", test_a_call_is_found_by_any_partys_leg);
  g_test_add_func ("/floor/a-move-is-told-and-timed", test_a_move_is_told_and_timed);
  g_test_add_func ("/floor/a-move-the-table-does-not-have-changes-nothing",
                   test_a_move_the_table_does_not_have_changes_and_tells_nothing);
  g_test_add_func ("/floor/what-else-changed-is-told-with-equal-states",
                   test_what_else_changed_is_told_with_equal_states);
  g_test_add_func ("/floor/an-agent-is-found-by-id-phone-and-leg",
                   test_an_agent_is_found_by_id_phone_and_leg);
  g_test_add_func ("/floor/nothing-finds-nobody", test_nothing_finds_nobody);
  g_test_add_func ("/floor/a-call-is-found-until-it-is-removed",
                   test_a_call_is_found_by_id_and_leg_until_it_is_removed);
  g_test_add_func ("/floor/a-campaign-is-counted-without-the-others",
                   test_a_campaign_is_counted_without_the_others);
  g_test_add_func ("/floor/an-agent-on-the-way-ends-the-waiting",
                   test_a_waiting_call_with_an_agent_on_the_way_does_not_wait);
  g_test_add_func ("/floor/an-edited-lead-is-shown-by-its-calls-only",
                   test_an_edited_lead_is_shown_by_its_calls_only);
  g_test_add_func ("/floor/a-measured-phone",
                   test_a_measured_phone_is_no_move_of_the_agent);
  g_test_add_func ("/floor/an-agent-is-found-by-what-is-true-now",
                   test_an_agent_is_found_by_what_is_true_now);
  g_test_add_func ("/floor/a-line-has-its-leg", test_a_line_has_its_leg);
  return g_test_run ();
}
