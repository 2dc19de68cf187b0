/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pacer hears of calls and agents: taught by moves on the floor when talks end, it
 * places calls for agents who will be free, and none for those who will not.
 */
#include "daemon/dialer/pace-feed.h"

#include <stdlib.h>

enum { AGENTS = 10, TALK_S = 60 };

typedef struct {
  gint64 us;
  OdClock clock;
  OdEngine engine;
  OdPacer *pacer;
  OdFloorAgent agents[AGENTS];
} Room;

static gint64
room_us (gpointer data)
{
  return ((Room *) data)->us;
}

static void
move (Room *room, OdFloorAgent *agent, OdAgentState to)
{
  OdAgentState from = agent->state;

  agent->state = to;
  if (to == OD_AGENT_IN_CALL)
    od_pace_feed_tell (&room->engine, room->pacer, OD_PACER_CONNECT, 0, agent->id);
  od_pace_feed_agent (&room->engine, room->pacer, agent, from);
}

static void
pass (Room *room, int seconds)
{
  room->us += seconds * G_USEC_PER_SEC;
}

/* One of four calls is answered after 8 s; a talk takes a minute. */
static void
teach (Room *room)
{
  for (guint64 call = 1; call < 2000; call += 4) {
    for (int i = 0; i < 4; i++)
      od_pace_feed_tell (&room->engine, room->pacer, OD_PACER_LAUNCH, call + i, 0);
    pass (room, 8);
    od_pace_feed_tell (&room->engine, room->pacer, OD_PACER_ANSWER, call, 0);
    for (int i = 1; i < 4; i++)
      od_pace_feed_tell (&room->engine, room->pacer, OD_PACER_FAIL, call + i, 0);
    move (room, &room->agents[0], OD_AGENT_IN_CALL);
    pass (room, TALK_S);
    move (room, &room->agents[0], OD_AGENT_DISPOSING);
    pass (room, 1);
    move (room, &room->agents[0], OD_AGENT_WRAP_UP);
    pass (room, 1);
    move (room, &room->agents[0], OD_AGENT_READY);
  }
}

static Room *
room_new (void)
{
  static const OdPacerSettings settings = { 30, 30 };
  Room *room = g_new0 (Room, 1);

  room->clock = (OdClock){ .mono_us = room_us, .data = room };
  room->engine.clock = &room->clock;
  room->pacer = od_pacer_new (&settings, 100000, 0);
  for (int i = 0; i < AGENTS; i++)
    room->agents[i] =
      (OdFloorAgent){ .id = i + 1, .state = OD_AGENT_READY, .wants_ready = TRUE };
  teach (room);
  for (int i = 0; i < AGENTS; i++)
    move (room, &room->agents[i], OD_AGENT_IN_CALL);
  pass (room, TALK_S - 1);
  return room;
}

static void
room_free (Room *room)
{
  od_pacer_free (room->pacer);
  g_free (room);
}

static int
count_calls (Room *room)
{
  OdPacerView view = { .unpaused = AGENTS, .now_s = room->us / 1e6 };

  return od_pacer_decide (room->pacer, &view);
}

static void
test_calls_are_placed_for_agents_whose_talks_end_soon (void)
{
  Room *room = room_new ();

  g_assert_cmpint (count_calls (room), >, 1);
  room_free (room);
}

static void
test_none_are_placed_for_agents_who_want_to_pause (void)
{
  Room *room = room_new ();

  for (int i = 0; i < AGENTS; i++) {
    room->agents[i].wants_ready = FALSE;
    od_pace_feed_agent (&room->engine, room->pacer, &room->agents[i], OD_AGENT_IN_CALL);
  }
  g_assert_cmpint (count_calls (room), ==, 0);
  room_free (room);
}

static void
test_none_are_placed_for_agents_who_go_to_another_campaign (void)
{
  Room *room = room_new ();

  for (int i = 0; i < AGENTS; i++) {
    room->agents[i].wanted_campaign_id = 2;
    od_pace_feed_agent (&room->engine, room->pacer, &room->agents[i], OD_AGENT_IN_CALL);
  }
  g_assert_cmpint (count_calls (room), ==, 0);
  room_free (room);
}

static void
test_none_are_placed_for_agents_who_are_gone (void)
{
  Room *room = room_new ();

  for (int i = 0; i < AGENTS; i++)
    move (room, &room->agents[i], i % 2 == 0 ? OD_AGENT_OFFLINE : OD_AGENT_PAUSED);
  g_assert_cmpint (count_calls (room), ==, 0);
  room_free (room);
}

/* Both have heard, and learned, the same. */
static void
assert_alike (const Room *room, const Room *told)
{
  char *text = od_pacer_save (room->pacer), *expected = od_pacer_save (told->pacer);
  OdLedger ledger = od_pacer_get_ledger (room->pacer, OD_PACER_DAY);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (ledger.abandoned, ==,
                   od_pacer_get_ledger (told->pacer, OD_PACER_DAY).abandoned);
  free (expected);
  free (text);
}

static void
test_a_talk_that_is_lost_has_no_end (void)
{
  Room *room = room_new (), *told = room_new ();

  for (int i = 0; i < AGENTS; i++) {
    move (room, &room->agents[i], OD_AGENT_OFFLINE);
    od_pace_feed_tell (&told->engine, told->pacer, OD_PACER_LEAVE, 0, i + 1);
  }
  assert_alike (room, told);
  room_free (told);
  room_free (room);
}

/* clang-format off */
static const struct {
  OdCallEvent moves[5];
  OdPacerEventKind told[5];
  int n_moves, n_told;
  gboolean pauses; /* the agent, after it */
} calls[] = {
  { { OD_CALL_ORIGINATE, OD_CALL_RING, OD_CALL_FAIL }, { OD_PACER_LAUNCH, OD_PACER_FAIL },
    3, 2, FALSE },
  { { OD_CALL_ORIGINATE, OD_CALL_FAIL }, { OD_PACER_LAUNCH, OD_PACER_FAIL }, 2, 2, FALSE },
  { { OD_CALL_ORIGINATE, OD_CALL_RING, OD_CALL_ANSWER, OD_CALL_EXPIRE },
    { OD_PACER_LAUNCH, OD_PACER_ANSWER, OD_PACER_ABANDON }, 4, 3, FALSE },
  { { OD_CALL_ORIGINATE, OD_CALL_RING, OD_CALL_ANSWER, OD_CALL_BRIDGE },
    { OD_PACER_LAUNCH, OD_PACER_ANSWER, OD_PACER_CONNECT }, 4, 3, FALSE },
  { { OD_CALL_ORIGINATE, OD_CALL_RING, OD_CALL_ANSWER, OD_CALL_BRIDGE },
    { OD_PACER_LAUNCH, OD_PACER_ANSWER, OD_PACER_CONNECT, OD_PACER_LEAVE }, 4, 4, TRUE },
};
/* clang-format on */

static void
on_call_moved (OdFloorCall *call, OdCallState from, gpointer user_data)
{
  Room *room = user_data;

  if (call->state != from)
    od_pace_feed_call (&room->engine, room->pacer, call, from);
}

/* A second after the other; who is talked to then talks for a minute more. */
static void
move_call (Room *room, int i)
{
  static const OdFloorWatcher watcher = { .call_moved = on_call_moved };
  OdFloor *floor = room->engine.floor = od_floor_new (&room->clock);
  OdFloorCall *call = od_floor_add_call (floor, "call", 9999,
                                         od_lead_new ("44101", "READY"), 0);
  OdFloorAgent *agent = od_floor_add_agent (floor, 1, "ann");

  od_floor_watch (floor, &watcher, room);
  agent->state = OD_AGENT_IN_CALL;
  agent->wants_ready = !calls[i].pauses;
  for (int j = 0; j < calls[i].n_moves; j++) {
    pass (room, 1);
    if (calls[i].moves[j] == OD_CALL_BRIDGE)
      od_floor_enter_call (floor, agent, call);
    g_assert_true (od_floor_move_call (floor, call, calls[i].moves[j]));
  }
  od_floor_free (floor);
}

static void
tell_call (Room *room, int i)
{
  for (int j = 0; j < calls[i].n_told; j++) {
    gboolean at_once = calls[i].told[j] == OD_PACER_LEAVE;
    gboolean rang = calls[i].told[j] != OD_PACER_LAUNCH && j == 1 && calls[i].n_moves > 2;

    pass (room, at_once ? 0 : rang ? 2 : 1);
    od_pace_feed_tell (&room->engine, room->pacer, calls[i].told[j], 9999, 1);
  }
}

static void
test_a_call_tells_what_became_of_it (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++) {
    Room *room = room_new (), *told = room_new ();

    move_call (room, i);
    tell_call (told, i);
    for (int j = 0; j < 2; j++) {
      Room *either = j == 0 ? room : told;

      pass (either, TALK_S);
      od_pace_feed_tell (&either->engine, either->pacer, OD_PACER_TALK_END, 0, 1);
    }
    assert_alike (room, told);
    room_free (told);
    room_free (room);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pace-feed/agents-whose-talks-end-soon",
                   test_calls_are_placed_for_agents_whose_talks_end_soon);
  g_test_add_func ("/pace-feed/agents-who-want-to-pause",
                   test_none_are_placed_for_agents_who_want_to_pause);
  g_test_add_func ("/pace-feed/agents-who-go-to-another-campaign",
                   test_none_are_placed_for_agents_who_go_to_another_campaign);
  g_test_add_func ("/pace-feed/agents-who-are-gone",
                   test_none_are_placed_for_agents_who_are_gone);
  g_test_add_func ("/pace-feed/a-talk-that-is-lost", test_a_talk_that_is_lost_has_no_end);
  g_test_add_func ("/pace-feed/a-call-tells-what-became-of-it",
                   test_a_call_tells_what_became_of_it);
  return g_test_run ();
}
