/*
 * Leads to be dialed again, as a supervisor asks for them.
 */
#include "daemon/api/routes.h"

#include "daemon/api/api-stage.h"

#define CALL "0190a000-0000-7000-8000-00000000ca11"

static gint64
take_leads (json_t *answer)
{
  gint64 n = json_integer_value (json_object_get (answer, "leads"));

  json_decref (answer);
  return n;
}

static void
test_counted_then_moved (Stage *stage, gconstpointer data)
{
  static const char asked[] = "GET /v1/leadsets/1/recycle?outcomes=busy,"
                              "ANSWERING%20MACHINE&min_age_ms=0&max_attempts=2";
  static const char order[] = "{\"outcomes\": [\"ANSWERING MACHINE\"],"
                              " \"max_attempts\": 2, \"status\": \"NEW\"}";
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  g_autoptr (Client) stream = client_new (stage);
  json_t *answer;

  stage_open_floor (stage, 2);
  client_send (stream, "GET /v1/stream", sue, "", "");
  client_wait_text (stream, "event: hello");
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY),
                               "{\"disposition\": \"answering machine\","
                               " \"pause\": true}",
                               NULL),
                    ==, 200);
  g_assert_cmpuint (stage_ask (stage, sue, asked, "", "", &answer), ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 1);
  g_assert_cmpuint (stage_ask (stage, sue,
                               "GET /v1/leadsets/1/recycle?outcomes="
                               "ANSWERING+MACHINE%2Cbusy",
                               "", "", &answer),
                    ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 1);
  g_assert_cmpuint (stage_ask (stage, sue, "POST /v1/leadsets/1/recycle",
                               WITH_KEY (KEY_2), order, &answer),
                    ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 1);
  client_wait_text (stream, "event: leads-recycled\n");
  g_assert_cmpuint (stage_ask (stage, sue, "POST /v1/leadsets/1/recycle",
                               WITH_KEY (KEY_2), order, &answer),
                    ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 1); /* the same request: the same answer */
  g_assert_cmpuint (stage_ask (stage, sue, asked, "", "", &answer), ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 0);
  g_assert_cmpint (stage_count (stage, "SELECT n FROM lead_count WHERE dial_state = 0"),
                   ==, 2);
}

static const struct {
  const char *query, *field;
} wrong[] = {
  { "", "outcomes" },
  { "?outcomes=", "outcomes" },
  { "?outcomes=busy,bad-number", "outcomes" },
  { "?outcomes=busy,%ff", "outcomes" },
  { "?outcomes=busy,%zz", "outcomes" },
  { "?outcomes=busy&min_age_ms=soon", "min_age_ms" },
  { "?outcomes=busy&max_attempts=0", "max_attempts" },
};

static void
test_wrong_queries (Stage *stage, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *line = g_strconcat ("GET /v1/leadsets/1/recycle", wrong[i].query,
                                         NULL);
    json_t *answer;

    g_test_message ("%s", line);
    g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], line, "", "",
                                 &answer),
                      ==, 422);
    g_assert_cmpstr (json_string_value (json_object_get (answer, "field")), ==,
                     wrong[i].field);
    json_decref (answer);
  }
}

#define TEST(name, func)                                                                 \
  g_test_add ("/recycle-routes/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("counted-then-moved", test_counted_then_moved);
  TEST ("wrong-queries", test_wrong_queries);
  return g_test_run ();
}
