/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pacer hears of agents: taught by moves on the floor when talks end, it places
 * calls for agents who will be free, and none for those who will not.
 */
#include "daemon/dialer/pace-feed.h"

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
  return g_test_run ();
}
