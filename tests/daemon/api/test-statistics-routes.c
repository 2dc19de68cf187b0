/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of a campaign's screen, as it is dialing and as it stands still.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"

#include "shared/model/hour.h"

#define CALL "0190a000-0000-7000-8000-00000000ca11"

static gint64
get_number (json_t *board, const char *window, const char *name)
{
  json_t *abandonment = json_object_get (board, "abandonment");

  g_assert_cmpfloat (json_number_value (json_object_get (abandonment, "cap_percent")), >,
                     0);
  return json_integer_value (
    json_object_get (json_object_get (abandonment, window), name));
}

static json_t *
read_board (Stage *stage)
{
  json_t *board;

  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/campaigns/1/statistics", "", "", &board),
                    ==, 200);
  return board;
}

static void
assert_board (Stage *stage, gint64 people)
{
  json_t *board = read_board (stage), *calls = json_object_get (board, "agent_calls");

  g_assert_cmpint (get_number (board, "day", "people"), ==, people);
  g_assert_cmpint (get_number (board, "month", "people"), ==, people);
  g_assert_cmpint (get_number (board, "day", "abandoned"), ==, 0);
  g_assert_cmpuint (json_array_size (calls), ==, 1);
  calls = json_array_get (calls, 0);
  g_assert_cmpint (json_integer_value (json_object_get (calls, "agent")), ==,
                   stage->ids[OD_ROLE_AGENT]);
  g_assert_cmpint (json_integer_value (json_object_get (calls, "count")), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (calls, "today")), ==, 1);
  json_decref (board);
}

static gboolean
is_stopped (gpointer data)
{
  const OdCampaign *campaign = od_dialer_get_campaign (((Stage *) data)->dialer, 1);

  return campaign != NULL && !campaign->active;
}

/* The pacer's own count and the one from the calls are the same. */
static void
test_abandonment_and_agents_calls (Stage *stage, gconstpointer data)
{
  stage_open_floor (stage, 1);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM call"), ==, 1);
  assert_board (stage, 0);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY),
                               "{\"disposition\": \"SALE MADE\"}", NULL),
                    ==, 200);
  assert_board (stage, 1);
  stage_do (stage, "PUT /v1/campaigns/1/state", "{\"active\": false}", NULL);
  od_test_wait_until (is_stopped, stage, LIMIT_S, "the campaign to stop");
  assert_board (stage, 1);
  assert_board (stage, 1);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY_2),
                               "{\"disposition\": \"ANSWERING MACHINE\"}", NULL),
                    ==, 200);
  assert_board (stage, 0); /* what stood still has moved */
}

/* All of the hour, of what cannot be known nothing. */
static json_t *
read_hour (Stage *stage, gint64 *answered, guint *n_unknown)
{
  json_t *hour, *minute;
  gint64 at_ms = 0;
  gsize i;

  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/campaigns/1/last-hour", "", "", &hour),
                    ==, 200);
  *answered = *n_unknown = 0;
  g_assert_cmpuint (json_array_size (json_object_get (hour, "minutes")), ==,
                    OD_HOUR_MINUTES);
  json_array_foreach (json_object_get (hour, "minutes"), i, minute)
  {
    gint64 began_ms = json_integer_value (json_object_get (minute, "at_ms"));

    g_assert_cmpint (began_ms % 60000, ==, 0);
    g_assert_true (i == 0 || began_ms == at_ms + 60000);
    at_ms = began_ms;
    *answered += json_integer_value (json_object_get (minute, "answered"));
    *n_unknown += json_is_null (json_object_get (minute, "idle_agents"));
  }
  return hour;
}

static void
test_the_last_hour (Stage *stage, gconstpointer data)
{
  gint64 answered;
  guint n_unknown;
  json_t *hour;

  stage_open_floor (stage, 1);
  hour = read_hour (stage, &answered, &n_unknown);
  g_assert_cmpint (answered, ==, 0);
  g_assert_cmpuint (n_unknown, ==, OD_HOUR_MINUTES - 1);
  g_assert_true (
    json_is_null (json_object_get (json_object_get (hour, "answer_to_agent_ms"), "p50")));
  json_decref (hour);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_atomic_int_add (&stage->ahead_s, 60);
  hour = read_hour (stage, &answered, &n_unknown);
  g_assert_cmpint (answered, ==, 1);
  g_assert_cmpuint (n_unknown, ==, OD_HOUR_MINUTES - 2);
  json_decref (hour);
}

/* Whoever asks plays it: the campaign's own, and what the trunk takes. */
static void
test_what_a_rehearsal_begins_with (Stage *stage, gconstpointer data)
{
  json_t *past;

  stage_open_floor (stage, 3);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM call"), ==, 1);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/campaigns/1/rehearsal", "", "", &past),
                    ==, 200);
#define NUMBER(name) json_integer_value (json_object_get (past, name))
  g_assert_cmpint (NUMBER ("agents"), ==, 1);
  g_assert_cmpint (NUMBER ("leads"), ==, 2);
  g_assert_cmpint (NUMBER ("talked"), ==, 1);
  g_assert_cmpint (NUMBER ("people"), ==, 0);
  g_assert_cmpint (NUMBER ("calls_per_second"), ==, 0);
  g_assert_cmpint (NUMBER ("channels"), ==, STAGE_CHANNELS);
#undef NUMBER
  g_assert_cmpstr (json_string_value (json_object_get (past, "learned")), ==, "");
  json_decref (past);
}

/* A minute before the next midnight of New York, which is no midnight of UTC. */
static void
set_up_in_new_york (Stage *stage, gconstpointer data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime)
    midnight = g_date_time_new (zone, g_date_time_get_year (tomorrow),
                                g_date_time_get_month (tomorrow),
                                g_date_time_get_day_of_month (tomorrow), 0, 0, 0);

  stage->time_zone = "America/New_York";
  stage->ahead_s = g_date_time_difference (midnight, now) / G_USEC_PER_SEC - 60;
  stage_set_up (stage, data);
}

static gboolean
is_tomorrow (gpointer data)
{
  json_t *board = read_board (data);
  gint64 people = get_number (board, "day", "people");

  json_decref (board);
  return people == 0;
}

static void
assert_tomorrow (Stage *stage)
{
  json_t *board = read_board (stage), *calls = json_object_get (board, "agent_calls");

  g_assert_cmpint (get_number (board, "day", "people"), ==, 0);
  calls = json_array_get (calls, 0);
  g_assert_cmpint (json_integer_value (json_object_get (calls, "count")), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (calls, "today")), ==, 0);
  json_decref (board);
}

/* By the pacer, which goes on through the night, and by the rows. */
static void
test_today_ends_at_the_call_centres_midnight (Stage *stage, gconstpointer data)
{
  stage_open_floor (stage, 1);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY),
                               "{\"disposition\": \"SALE MADE\"}", NULL),
                    ==, 200);
  assert_board (stage, 1);
  g_atomic_int_add (&stage->ahead_s, 60);
  od_test_wait_until (is_tomorrow, stage, LIMIT_S, "the new day");
  assert_tomorrow (stage);
  stage_do (stage, "PUT /v1/campaigns/1/state", "{\"active\": false}", NULL);
  od_test_wait_until (is_stopped, stage, LIMIT_S, "the campaign to stop");
  assert_tomorrow (stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/statistics-routes/abandonment", Stage, NULL, stage_set_up,
              test_abandonment_and_agents_calls, stage_tear_down);
  g_test_add ("/statistics-routes/last-hour", Stage, NULL, stage_set_up,
              test_the_last_hour, stage_tear_down);
  g_test_add ("/statistics-routes/rehearsal", Stage, NULL, stage_set_up,
              test_what_a_rehearsal_begins_with, stage_tear_down);
  g_test_add ("/statistics-routes/today-ends-at-the-call-centres-midnight", Stage, NULL,
              set_up_in_new_york, test_today_ends_at_the_call_centres_midnight,
              stage_tear_down);
  return g_test_run ();
}
