/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of numbers that are not dialed, as a supervisor keeps it.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"

#define CALL  "0190a000-0000-7000-8000-00000000ca11"
#define KEY_3 "0190a000-0000-7000-8000-0000000000d3"

static guint
ask (Stage *stage, const char *what, const char *headers, const char *body, json_t **is)
{
  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], what, headers, body, is);
}

/* What the list says of @phone: how many words, and whether it is on it. */
static void
assert_listed (Stage *stage, const char *phone, gboolean listed, gsize n_words)
{
  g_autofree char *path = g_strconcat ("GET /v1/do-not-call/", phone, NULL);
  json_t *answer;

  g_assert_cmpuint (ask (stage, path, "", "", &answer), ==, 200);
  g_assert_true (json_boolean_value (json_object_get (answer, "listed")) == listed);
  g_assert_cmpuint (json_array_size (json_object_get (answer, "history")), ==, n_words);
  json_decref (answer);
}

static void
test_added_looked_up_and_taken_out (Stage *stage, gconstpointer data)
{
  json_t *answer;

  stage_open_floor (stage, 1);
  assert_listed (stage, "447700900601", FALSE, 0);
  g_assert_cmpuint (ask (stage, "POST /v1/do-not-call", WITH_KEY (KEY),
                         "{\"phones\": [\"447700900601\", \"447700900602\"],"
                         " \"reason\": \"a letter\"}",
                         &answer),
                    ==, 200);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "added")), ==, 2);
  json_decref (answer);
  assert_listed (stage, "447700900601", TRUE, 1);

  g_assert_cmpuint (ask (stage, "POST /v1/do-not-call/take-out", WITH_KEY (KEY_2),
                         "{\"phone\": \"447700900601\", \"reason\": \"asked us\"}", NULL),
                    ==, 200);
  assert_listed (stage, "447700900601", FALSE, 2);
  assert_listed (stage, "447700900602", TRUE, 1);
  g_assert_cmpuint (ask (stage, "POST /v1/do-not-call", WITH_KEY (KEY_3),
                         "{\"phones\": [\"447700900602\"], \"reason\": \"again\"}",
                         &answer),
                    ==, 200);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "duplicates")), ==, 1);
  json_decref (answer);
}

/* (transfer full): a body with @n numbers. */
static char *
body_of (guint n)
{
  GString *body = g_string_new ("{\"reason\": \"a list\", \"phones\": [");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (body, "%s\"44%u\"", i > 0 ? ", " : "", 770000000 + i);
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

static void
test_a_thousand_at_once_and_no_more (Stage *stage, gconstpointer data)
{
  g_autofree char *most = body_of (1000);
  g_autofree char *too_many = body_of (1001);
  json_t *answer;

  g_assert_cmpuint (ask (stage, "POST /v1/do-not-call", WITH_KEY (KEY), too_many, NULL),
                    ==, 422);
  g_assert_cmpuint (ask (stage, "POST /v1/do-not-call", WITH_KEY (KEY), most, &answer),
                    ==, 200);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "added")), ==, 1000);
  json_decref (answer);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM barred_number"), ==, 1000);
}

static void
test_refused_by_field (Stage *stage, gconstpointer data)
{
  static const struct {
    const char *what, *body, *field;
  } wrong[] = {
    { "POST /v1/do-not-call", "{\"phones\": [\"44116\"]}", "reason" },
    { "POST /v1/do-not-call", "{\"phones\": [], \"reason\": \"x\"}", "phones" },
    { "POST /v1/do-not-call", "{\"phones\": [\"+44 116\"], \"reason\": \"x\"}",
      "phones" },
    { "POST /v1/do-not-call/take-out", "{\"phone\": \"44116\"}", "reason" },
    { "POST /v1/do-not-call/take-out", "{\"phone\": \"0116\", \"reason\": \"x\"}",
      "phone" },
  };

  stage_open_floor (stage, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    json_t *answer;

    g_test_message ("%s %s", wrong[i].what, wrong[i].body);
    g_assert_cmpuint (ask (stage, wrong[i].what, WITH_KEY (KEY), wrong[i].body, &answer),
                      ==, 422);
    g_assert_cmpstr (json_string_value (json_object_get (answer, "field")), ==,
                     wrong[i].field);
    json_decref (answer);
  }
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM barred_number"), ==, 0);
}

/* What an agent saves is on the list before the answer comes. */
static void
test_a_disposition_is_on_the_list (Stage *stage, gconstpointer data)
{
  stage_open_floor (stage, 1);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY),
                               "{\"disposition\": \"do not call\", \"pause\": true}",
                               NULL),
                    ==, 200);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM barred_number b JOIN call c"
                                       " ON c.id = b.call_id AND c.phone = b.phone"
                                       " AND b.account_id = c.agent_id"),
                   ==, 1);
}

static void
test_a_call_back_has_its_time (Stage *stage, gconstpointer data)
{
  static const char body[] = "{\"disposition\": \"call back\", \"pause\": true,"
                             " \"call_back_at_ms\": 4102444800000}";
  static const char sale[] = "{\"disposition\": \"sale made\","
                             " \"call_back_at_ms\": 4102444800000}";

  stage_open_floor (stage, 1);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY), sale,
                               NULL),
                    ==, 422);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY_2),
                               body, NULL),
                    ==, 200);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM lead"
                                       " WHERE not_before_ms = 4102444800000"),
                   ==, 1);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/dnc-routes/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("kept", test_added_looked_up_and_taken_out);
  TEST ("thousand", test_a_thousand_at_once_and_no_more);
  TEST ("refused", test_refused_by_field);
  TEST ("disposition", test_a_disposition_is_on_the_list);
  TEST ("call-back", test_a_call_back_has_its_time);
  return g_test_run ();
}
