/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Retry rules as a supervisor sets them, and a call that finds one.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"

#define CALL "0190a000-0000-7000-8000-00000000ca11"
#define GET  "GET /v1/leadsets/1/retry-rules"
#define PUT  "PUT /v1/leadsets/1/retry-rules"
#define NONE "{\"rules\": []}"
#define RULE                                                                             \
  "{\"outcome\": \"ANSWERING MACHINE\", \"delay_ms\": 120000, \"max_attempts\": 3}"
#define RULE_2 "{\"outcome\": \"busy\", \"delay_ms\": 3600000, \"max_attempts\": 10}"
#define RULES  "{\"rules\": [" RULE ", " RULE_2 "]}"

static guint
put (Stage *stage, const char *headers, const char *body, json_t **answer)
{
  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], PUT, headers, body, answer);
}

/* Takes @is. */
static void
assert_rules (json_t *is, const char *expected)
{
  json_t *object = json_loads (expected, 0, NULL);

  g_assert_true (json_equal (is, object));
  json_decref (object);
  json_decref (is);
}

static void
test_set_whole_and_read_back (Stage *stage, gconstpointer data)
{
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  g_autoptr (Client) stream = client_new (stage);
  json_t *answer;

  stage_open_floor (stage, 1);
  client_send (stream, "GET /v1/stream", sue, "", "");
  client_wait_text (stream, "event: hello");
  g_assert_cmpuint (stage_ask (stage, sue, GET, "", "", &answer), ==, 200);
  assert_rules (answer, NONE);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY), RULES, &answer), ==, 200);
  assert_rules (answer, RULES);
  client_wait_text (stream, "event: retry-rules-saved\n");
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_ADMIN], GET, "", "", &answer),
                    ==, 200);
  assert_rules (answer, RULES);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY_2), NONE, &answer), ==, 200);
  assert_rules (answer, NONE);
}

/* Asked again after somebody else has set others: the answer of then, and theirs stay. */
static void
test_the_same_request_is_done_once (Stage *stage, gconstpointer data)
{
  json_t *answer;

  stage_open_floor (stage, 1);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY), RULES, NULL), ==, 200);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY_2), NONE, NULL), ==, 200);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY), RULES, &answer), ==, 200);
  assert_rules (answer, RULES);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM retry_rule"), ==, 0);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY), NONE, &answer), !=, 200);
  json_decref (answer);
}

static void
test_refused_whole (Stage *stage, gconstpointer data)
{
  static const struct {
    const char *body, *says;
  } wrong[] = {
    { "{\"rules\": [" RULE ", " RULE "]}", "“ANSWERING MACHINE” stands there twice" },
    { "{\"rules\": [" RULE ", {\"outcome\": \"busy\", \"delay_ms\": 119999,"
      " \"max_attempts\": 3}]}",
      "“busy” needs a delay_ms of 120000 to 2592000000" },
    { "{\"rules\": [" RULE ", {\"outcome\": \"SALE MADE\", \"delay_ms\": 120000,"
      " \"max_attempts\": 3}]}",
      "“SALE MADE” is not an outcome to dial again after" },
  };

  stage_open_floor (stage, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    json_t *answer;

    g_test_message ("%s", wrong[i].says);
    g_assert_cmpuint (put (stage, WITH_KEY (KEY), wrong[i].body, &answer), ==, 422);
    g_assert_cmpstr (json_string_value (json_object_get (answer, "field")), ==, "rules");
    g_assert_nonnull (
      strstr (json_string_value (json_object_get (answer, "title")), wrong[i].says));
    json_decref (answer);
  }
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM retry_rule"), ==, 0);
}

static guint
offer (Stage *stage, const char *key, const char *own)
{
  g_autofree char *headers = g_strconcat ("Idempotency-Key: ", key, "\r\n", NULL);
  g_autofree char *body = g_strdup_printf ("{\"dispositions\": [%s]}", own);
  json_t *campaign;
  g_autofree char *match = NULL, *all = NULL;

  stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], "GET /v1/campaigns/1", "", "",
             &campaign);
  match = g_strdup_printf ("If-Match: %d\r\n", (int) json_integer_value (
                                                 json_object_get (campaign, "version")));
  json_decref (campaign);
  all = g_strconcat (headers, match, NULL);
  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], "PATCH /v1/campaigns/1",
                    all, body, NULL);
}

/* A campaign's own disposition that is not final is an outcome as BUSY is; once it is
 * final, its rule stands but no other can be made. */
static void
test_a_campaigns_own_outcome (Stage *stage, gconstpointer data)
{
  static const char message[] = "{\"rules\": [{\"outcome\": \"LEFT A MESSAGE\","
                                " \"delay_ms\": 120000, \"max_attempts\": 3}]}";

  stage_open_floor (stage, 1);
  g_assert_cmpuint (offer (stage, "0190a000-0000-7000-8000-0000000000a1",
                           "\"LEFT A MESSAGE\""),
                    ==, 200);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY), message, NULL), ==, 422);
  g_assert_cmpuint (offer (stage, "0190a000-0000-7000-8000-0000000000a2",
                           "{\"label\": \"left a message\", \"final\": false}"),
                    ==, 200);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY), message, NULL), ==, 200);
  g_assert_cmpuint (offer (stage, "0190a000-0000-7000-8000-0000000000a3",
                           "\"LEFT A MESSAGE\""),
                    ==, 200);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY_2), message, NULL), ==, 200);
  g_assert_cmpuint (put (stage,
                         "Idempotency-Key: 0190a000-0000-7000-8000-0000000000a4\r\n",
                         NONE, NULL),
                    ==, 200);
  g_assert_cmpuint (put (stage,
                         "Idempotency-Key: 0190a000-0000-7000-8000-0000000000a5\r\n",
                         message, NULL),
                    ==, 422);
}

static void
test_whose_they_are (Stage *stage, gconstpointer data)
{
  const char *ann = stage->tokens[OD_ROLE_AGENT];

  stage_open_floor (stage, 1);
  g_assert_cmpuint (stage_ask (stage, ann, GET, "", "", NULL), ==, 403);
  g_assert_cmpuint (stage_ask (stage, ann, PUT, WITH_KEY (KEY), RULES, NULL), ==, 403);
  g_assert_cmpuint (stage_ask (stage, NULL, GET, "", "", NULL), ==, 401);
  g_assert_cmpuint (put (stage, "", RULES, NULL), ==, 400); /* no key */
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "PUT /v1/leadsets/9/retry-rules", WITH_KEY (KEY_2), RULES,
                               NULL),
                    ==, 404);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/leadsets/9/retry-rules", "", "", NULL),
                    ==, 404);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM retry_rule"), ==, 0);
}

static void
test_a_machine_that_answered_waits (Stage *stage, gconstpointer data)
{
  static const char waits[] =
    "SELECT count(*) FROM lead l JOIN call c ON c.lead_id = l.id WHERE l.dial_state = 4"
    " AND l.status = 'NEW' AND l.not_before_ms - c.disposed_at_ms BETWEEN 120000 AND"
    " 120999";

  stage_open_floor (stage, 1);
  g_assert_cmpuint (put (stage, WITH_KEY (KEY), RULES, NULL), ==, 200);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY_2),
                               "{\"disposition\": \"answering machine\","
                               " \"pause\": true}",
                               NULL),
                    ==, 200);
  g_assert_cmpint (stage_count (stage, waits), ==, 1);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/retry-rule-routes/" name, Stage, NULL, stage_set_up, func,               \
              stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("set-whole-and-read-back", test_set_whole_and_read_back);
  TEST ("done-once", test_the_same_request_is_done_once);
  TEST ("refused-whole", test_refused_whole);
  TEST ("a-campaigns-own", test_a_campaigns_own_outcome);
  TEST ("whose-they-are", test_whose_they_are);
  TEST ("a-machine-waits", test_a_machine_that_answered_waits);
  return g_test_run ();
}
