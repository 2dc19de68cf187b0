/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who hears whom, after each thing that may happen to a conversation.
 */
#include "daemon/switch/bridge.h"

#include "shared/model/thread.h"

#include <errno.h>
#include <glib.h>

/* The bridge never looks into a leg: any address will do. */
static char legs[3];

#define LEG(i) ((struct od_leg *) (gpointer) &legs[i])

typedef struct {
  OdParty lead, agent, other;
} World;

static void
set_up (World *w, gconstpointer data)
{
  w->lead.leg = LEG (0);
  w->agent.leg = LEG (1);
  w->other.leg = LEG (2);
  g_assert_cmpint (od_bridge_join (&w->lead, &w->agent), ==, 0);
}

static void
tear_down (World *w, gconstpointer data)
{
  od_bridge_leave (&w->lead);
}

/* Each hears the other, or not; and both ends of each way agree. */
static void
assert_heard (World *w, bool lead_by_agent, bool agent_by_lead)
{
  g_assert_true (w->lead.hearer == (lead_by_agent ? LEG (1) : NULL));
  g_assert_true (w->agent.speaker == (lead_by_agent ? LEG (0) : NULL));
  g_assert_true (w->agent.hearer == (agent_by_lead ? LEG (0) : NULL));
  g_assert_true (w->lead.speaker == (agent_by_lead ? LEG (1) : NULL));
}

static void
test_both_hear_each_other (World *w, gconstpointer data)
{
  assert_heard (w, true, true);
}

static void
test_who_may_not_talk_still_hears (World *w, gconstpointer data)
{
  od_bridge_allow (&w->agent, false, true);
  assert_heard (w, true, false);
}

static void
test_who_may_not_hear_is_still_heard (World *w, gconstpointer data)
{
  od_bridge_allow (&w->agent, true, false);
  assert_heard (w, false, true);
}

static void
test_on_hold_there_is_silence_and_then_again_none (World *w, gconstpointer data)
{
  od_bridge_allow (&w->lead, false, false);
  assert_heard (w, false, false);
  od_bridge_allow (&w->lead, true, true);
  assert_heard (w, true, true);
}

static void
test_nobody_is_left_talking_alone (World *w, gconstpointer data)
{
  od_bridge_leave (&w->agent);
  assert_heard (w, false, false);
  g_assert_null (w->lead.bridge);
  od_bridge_leave (&w->agent); /* again: nothing */
  od_bridge_allow (&w->lead, true, true);
  assert_heard (w, false, false);
}

static void
test_nobody_is_in_two_conversations (World *w, gconstpointer data)
{
  g_assert_cmpint (od_bridge_join (&w->other, &w->agent), ==, EALREADY);
  g_assert_cmpint (od_bridge_join (&w->lead, &w->other), ==, EALREADY);
  assert_heard (w, true, true);
  g_assert_null (w->other.bridge);
}

static void
test_a_new_conversation_is_not_held (World *w, gconstpointer data)
{
  od_bridge_allow (&w->lead, false, false);
  od_bridge_leave (&w->lead);
  g_assert_cmpint (od_bridge_join (&w->lead, &w->agent), ==, 0);
  assert_heard (w, true, true);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/bridge/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  od_thread_become (OD_THREAD_SWITCH);
  TEST ("both", test_both_hear_each_other);
  TEST ("may-not-talk", test_who_may_not_talk_still_hears);
  TEST ("may-not-hear", test_who_may_not_hear_is_still_heard);
  TEST ("hold", test_on_hold_there_is_silence_and_then_again_none);
  TEST ("left", test_nobody_is_left_talking_alone);
  TEST ("two-conversations", test_nobody_is_in_two_conversations);
  TEST ("not-held", test_a_new_conversation_is_not_held);
  return g_test_run ();
}
