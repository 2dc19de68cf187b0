/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script is deleted: by whom, when not, who hears of it, and what calls keep of it.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"

#include <string.h>

#define CALL "0190a000-0000-7000-8000-00000000ca11"

static const char delete_first[] = "DELETE /v1/scripts/1";

static void
add_script (Stage *stage)
{
  stage_do (stage, "POST /v1/scripts", "{\"name\": \"Opening\", \"text\": \"Hello\"}",
            NULL);
}

/* Asks by the supervisor; @headers may be NULL: a key of its own and version 1. */
static guint
ask (Stage *stage, const char *line, const char *headers, json_t **answer)
{
  static guint n;
  g_autofree char *own =
    g_strdup_printf ("Idempotency-Key: 0190a000-0000-7000-8000-%012x\r\nIf-Match: 1\r\n",
                     ++n);

  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], line,
                    headers != NULL ? headers : own, "", answer);
}

static void
assert_problem (json_t *answer, const char *code, const char *words)
{
  const char *title = json_string_value (json_object_get (answer, "title"));

  g_assert_cmpstr (json_string_value (json_object_get (answer, "code")), ==, code);
  g_assert_nonnull (strstr (title, words));
  json_decref (answer);
}

static void
test_a_deleted_script_is_gone_and_its_name_is_free (Stage *stage, gconstpointer data)
{
  json_t *answer;

  add_script (stage);
  g_assert_cmpuint (ask (stage, delete_first, NULL, NULL), ==, 204);
  g_assert_cmpuint (ask (stage, delete_first, NULL, NULL), ==, 404);
  g_assert_cmpuint (ask (stage, "GET /v1/scripts/1", "", NULL), ==, 404);
  g_assert_cmpuint (ask (stage, "GET /v1/scripts", "", &answer), ==, 200);
  g_assert_cmpuint (json_array_size (json_object_get (answer, "scripts")), ==, 0);
  json_decref (answer);
  add_script (stage);
  g_assert_cmpuint (ask (stage, "GET /v1/scripts/2", "", NULL), ==, 200);
}

static void
test_a_repeated_deletion_is_answered_as_the_first (Stage *stage, gconstpointer data)
{
  static const char same[] = WITH_KEY (KEY) "If-Match: 1\r\n";

  add_script (stage);
  g_assert_cmpuint (ask (stage, delete_first, same, NULL), ==, 204);
  g_assert_cmpuint (ask (stage, delete_first, same, NULL), ==, 204);
}

static void
test_only_what_was_seen_is_deleted (Stage *stage, gconstpointer data)
{
  json_t *answer;

  add_script (stage);
  stage_do (stage, "PATCH /v1/scripts/1", "{\"text\": \"Good morning\"}", NULL);
  g_assert_cmpuint (ask (stage, delete_first, WITH_KEY (KEY), NULL), ==, 428);
  g_assert_cmpuint (ask (stage, delete_first, NULL, &answer), ==, 409);
  assert_problem (answer, "stale", "Somebody else");
  g_assert_cmpuint (ask (stage, "GET /v1/scripts/1", "", NULL), ==, 200);
}

static void
test_a_used_script_stays_and_says_by_whom (Stage *stage, gconstpointer data)
{
  json_t *answer;

  add_script (stage);
  stage_open_floor (stage, 1);
  stage_do (stage, "PATCH /v1/campaigns/1", "{\"script\": 1}", NULL);
  g_assert_cmpuint (ask (stage, delete_first, NULL, &answer), ==, 409);
  assert_problem (answer, "refused",
                  "“Opening” is the script of “Solar”: give that campaign another script"
                  " first");
}

static void
test_a_deleted_script_is_given_to_no_campaign (Stage *stage, gconstpointer data)
{
  json_t *answer;

  add_script (stage);
  stage_open_floor (stage, 1);
  g_assert_cmpuint (ask (stage, delete_first, NULL, NULL), ==, 204);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "PATCH /v1/campaigns/1", WITH_KEY (KEY) "If-Match: 1\r\n",
                               "{\"script\": 1}", &answer),
                    ==, 409);
  assert_problem (answer, "refused", "is gone");
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "PATCH /v1/scripts/1", WITH_KEY (KEY_2) "If-Match: 1\r\n",
                               "{\"text\": \"late\"}", NULL),
                    ==, 404);
}

static void
test_a_deletion_is_news_for_supervisors (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) sue = client_new (stage);

  add_script (stage);
  client_send (sue, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], "", "");
  client_wait_text (sue, "event: hello");
  g_assert_cmpuint (ask (stage, delete_first, NULL, NULL), ==, 204);
  client_wait_text (sue, "event: script-deleted");
}

static gboolean
read_out (OdTx *tx, gpointer data, GError **error)
{
  return od_db_exec (tx->db, "UPDATE call SET script_id = 1, script_version = 1", error);
}

static void
test_a_call_keeps_what_was_read_out (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  json_t *answer, *call;

  add_script (stage);
  stage_open_floor (stage, 1);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_true (od_store_write_now (stage->store, read_out, NULL, &error));
  g_assert_cmpuint (ask (stage, delete_first, NULL, NULL), ==, 204);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "GET /v1/me", "", "",
                               &answer),
                    ==, 200);
  call = json_object_get (json_object_get (answer, "agent"), "call");
  g_assert_cmpstr (json_string_value (
                     json_object_get (json_object_get (call, "script"), "text")),
                   ==, "Hello");
  json_decref (answer);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/script-routes/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("gone", test_a_deleted_script_is_gone_and_its_name_is_free);
  TEST ("repeated", test_a_repeated_deletion_is_answered_as_the_first);
  TEST ("stale", test_only_what_was_seen_is_deleted);
  TEST ("used", test_a_used_script_stays_and_says_by_whom);
  TEST ("no-campaign", test_a_deleted_script_is_given_to_no_campaign);
  TEST ("news", test_a_deletion_is_news_for_supervisors);
  TEST ("calls", test_a_call_keeps_what_was_read_out);
  return g_test_run ();
}
