/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An hour on the wire: what is not known is null, and never a nought.
 */
#include "shared/wire/hour-json.h"

#include "shared/model/tally.h"

static void
assert_null (json_t *object, const char *name)
{
  g_assert_true (json_is_null (json_object_get (object, name)));
}

static void
test_what_is_not_known_is_null (void)
{
  g_autoptr (GArray) latencies = g_array_new (FALSE, FALSE, sizeof (OdLatency));
  OdLatency latency = { 90000, 2 };
  OdHour hour = {
    .minutes = { [0] = { 60000, -1, -1, -1, -1 }, [1] = { 120000, 5, 2, 1, 150 } },
    .now = { .free_agents = 2,
             .free_soon = 4,
             .soon_s = -1,
             .ringing = 3,
             .waiting = 1,
             .cap_left = -1,
             .limit = OD_PACE_RATE }
  };
  json_t *object, *minutes, *minute;

  g_array_append_val (latencies, latency);
  object = od_hour_json_to (&hour, latencies);
  minutes = json_object_get (object, "minutes");
  g_assert_cmpuint (json_array_size (minutes), ==, OD_HOUR_MINUTES);
  minute = json_array_get (minutes, 0);
  g_assert_cmpint (json_integer_value (json_object_get (minute, "at_ms")), ==, 60000);
  assert_null (minute, "placed");
  assert_null (minute, "answered");
  assert_null (minute, "abandoned");
  assert_null (minute, "idle_agents");
  minute = json_array_get (minutes, 1);
  g_assert_cmpint (json_integer_value (json_object_get (minute, "placed")), ==, 5);
  g_assert_cmpint (json_integer_value (json_object_get (minute, "answered")), ==, 2);
  g_assert_cmpint (json_integer_value (json_object_get (minute, "abandoned")), ==, 1);
  g_assert_cmpfloat (json_real_value (json_object_get (minute, "idle_agents")), ==, 1.5);
  minute = json_object_get (object, "answer_to_agent_ms");
  g_assert_cmpfloat (json_real_value (json_object_get (minute, "p50")), ==, 90);
  assert_null (minute, "p99");
  minute = json_object_get (object, "now");
  g_assert_cmpint (json_integer_value (json_object_get (minute, "free_agents")), ==, 2);
  g_assert_cmpint (json_integer_value (json_object_get (minute, "ringing")), ==, 3);
  g_assert_cmpint (json_integer_value (json_object_get (minute, "waiting")), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (minute, "free_soon")), ==, 4);
  assert_null (minute, "soon_s");
  assert_null (minute, "cap_left");
  g_assert_cmpstr (json_string_value (json_object_get (minute, "next_limit")), ==,
                   "calls-per-second");
  json_decref (object);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hour-json/null", test_what_is_not_known_is_null);
  return g_test_run ();
}
