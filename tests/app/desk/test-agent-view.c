/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * States are states, ages grow, and what was not told is not known.
 */
#include "app/desk/agent-view.h"

static OdRecord *
new_agent (const char *text)
{
  json_t *body = json_loads (text, 0, NULL);
  OdRecord *agent = od_record_new (body);

  json_decref (body);
  return agent;
}

static void
test_states_are_known_by_name (void)
{
  g_autoptr (OdRecord) ready = new_agent ("{\"id\":1,\"state\":\"ready\","
                                          "\"campaign\":4}");
  g_autoptr (OdRecord) offline = new_agent ("{\"id\":1,\"state\":\"offline\"}");
  g_autoptr (OdRecord) newer = new_agent ("{\"id\":1,\"state\":\"on-the-moon\"}");

  g_assert_cmpint (od_agent_view_get_state (ready), ==, OD_AGENT_READY);
  g_assert_true (od_agent_view_is_online (ready));
  g_assert_cmpint (od_agent_view_get_campaign (ready), ==, 4);
  g_assert_cmpint (od_agent_view_get_state (offline), ==, OD_AGENT_OFFLINE);
  g_assert_false (od_agent_view_is_online (offline));
  g_assert_cmpint (od_agent_view_get_campaign (offline), ==, 0);
  g_assert_cmpint (od_agent_view_get_state (newer), ==, OD_AGENT_N_STATES);
  g_assert_false (od_agent_view_is_online (newer));
}

static void
test_an_age_grows_by_itself (void)
{
  g_autoptr (OdRecord) agent = new_agent ("{\"id\":1,\"age_ms\":4000}");
  g_autoptr (OdRecord) silent = new_agent ("{\"id\":1}");
  gint64 heard_us = od_record_heard_us (agent);

  g_assert_cmpint (od_agent_view_get_age_ms (agent, heard_us), ==, 4000);
  g_assert_cmpint (od_agent_view_get_age_ms (agent, heard_us + 2500000), ==, 6500);
  g_assert_cmpint (od_agent_view_get_age_ms (silent, heard_us), ==, -1);
}

static void
test_a_phone_is_told_by_the_live_stream_alone (void)
{
  g_autoptr (OdRecord) silent = new_agent ("{\"id\":1}");
  g_autoptr (OdRecord) without = new_agent ("{\"id\":1,\"registered\":false,"
                                            "\"phone\":null}");
  g_autoptr (OdRecord) agent = new_agent ("{\"id\":1,\"registered\":true,\"phone\":"
                                          "{\"user_agent\":\"x\",\"protocol\":null,"
                                          "\"age_ms\":5000,\"ping_us\":412}}");
  gint64 now_us = od_record_heard_us (agent) + 2 * G_USEC_PER_SEC;

  g_assert_false (od_agent_view_has_no_phone (silent));
  g_assert_true (od_agent_view_has_no_phone (without));
  g_assert_cmpint (od_agent_view_get_registered_ms (without, now_us), ==, -1);
  g_assert_cmpint (od_agent_view_get_ping_us (without), ==, -1);
  g_assert_false (od_agent_view_has_no_phone (agent));
  g_assert_cmpint (od_agent_view_get_registered_ms (agent, now_us), ==, 7000);
  g_assert_cmpint (od_agent_view_get_ping_us (agent), ==, 412);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-view/states", test_states_are_known_by_name);
  g_test_add_func ("/agent-view/age", test_an_age_grows_by_itself);
  g_test_add_func ("/agent-view/phone", test_a_phone_is_told_by_the_live_stream_alone);
  return g_test_run ();
}
