/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who there is: the list with the floor's word on it, and many new agents at once.
 */
#include "daemon/jobs/new-agents.h"

#include "daemon/api/api-state.h"
#include "daemon/api/api-stage.h"

#include <string.h>

#define LINE "POST /v1/agents"

static void
set_up (Stage *stage, gconstpointer data)
{
  stage->first_number = 12600;
  stage->last_number = 12603;
  stage_set_up (stage, data);
}

/* Passwords "password-0", "password-1", … Free with g_free (). */
static char *
make_body (guint n)
{
  GString *body = g_string_new ("{\"passwords\": [");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (body, "%s\"password-%u\"", i > 0 ? ", " : "", i);
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

static guint
add (Stage *stage, const char *key, guint n, json_t **answer)
{
  g_autofree char *body = make_body (n);
  g_autofree char *headers = g_strdup_printf ("Idempotency-Key: %s\r\n", key);

  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], LINE, headers, body,
                    answer);
}

static const char *
get_text (json_t *object, const char *name)
{
  return json_string_value (json_object_get (object, name));
}

static void
assert_code (json_t *answer, const char *code)
{
  g_assert_cmpstr (get_text (answer, "code"), ==, code);
}

static guint
sign_in (Stage *stage, const char *user, const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"user\": \"%s\", \"password\": \"%s\"}",
                                           user, password);

  return stage_ask (stage, NULL, "POST /v1/sessions", "", body, NULL);
}

static void
test_new_agents_can_sign_in_at_once (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) stream = client_new (stage), of_agent = client_new (stage);
  json_t *answer, *again, *agents;

  client_send (stream, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], "", "");
  client_wait_text (stream, "event: hello");
  client_send (of_agent, "GET /v1/stream", stage->tokens[OD_ROLE_AGENT], "", "");
  client_wait_text (of_agent, "event: me");
  g_assert_cmpuint (add (stage, KEY, 2, &answer), ==, 201);
  agents = json_object_get (answer, "agents");
  g_assert_cmpuint (json_array_size (agents), ==, 2);
  g_assert_cmpstr (get_text (json_array_get (agents, 0), "name"), ==, "12600");
  g_assert_cmpstr (get_text (json_array_get (agents, 1), "name"), ==, "12601");
  g_assert_cmpstr (get_text (json_array_get (agents, 1), "state"), ==, "offline");
  client_wait_text (stream, "event: agents-saved");
  stage_do (stage, "POST /v1/scripts", "{\"name\": \"Hello\", \"text\": \"Hello\"}",
            NULL);
  client_wait_text (of_agent, "event: script-saved"); /* nobody's colleagues before it */
  g_assert_null (strstr (of_agent->in->str, "event: agents-saved"));

  g_assert_cmpuint (sign_in (stage, "12600", "password-0"), ==, 201);
  g_assert_cmpuint (sign_in (stage, "12601", "password-1"), ==, 201);
  g_assert_cmpuint (sign_in (stage, "12601", "password-0"), ==, 401);
  g_assert_cmpuint (add (stage, KEY, 2, &again), ==, 201);
  g_assert_true (json_equal (answer, again));
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM account"), ==, 5);
  g_assert_cmpuint (add (stage, KEY, 1, NULL), ==, 409); /* another request */
  json_decref (answer);
  json_decref (again);
}

/* The hash under which the answer is kept must not be a quick one. */
static void
test_nothing_quick_is_kept_of_passwords (Stage *stage, gconstpointer data)
{
  g_autofree char *body = make_body (1);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *sql = NULL;

  g_checksum_update (sum, (const guchar *) LINE, strlen (LINE) + 1);
  g_checksum_update (sum, (const guchar *) body, strlen (body));
  sql = g_strdup_printf ("SELECT count(*) FROM operation WHERE request_hash = '%s'",
                         g_checksum_get_string (sum));
  g_assert_cmpuint (add (stage, KEY, 1, NULL), ==, 201);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM operation"), ==, 1);
  g_assert_cmpint (stage_count (stage, sql), ==, 0);
}

static void
test_too_small_a_block (Stage *stage, gconstpointer data)
{
  json_t *answer;

  g_assert_cmpuint (add (stage, KEY, 1, NULL), ==, 201);
  g_assert_cmpuint (add (stage, KEY_2, 4, &answer), ==, 409);
  assert_code (answer, "block-too-small");
  g_assert_nonnull (strstr (get_text (answer, "title"), "Only 3 numbers"));
  json_decref (answer);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM account"), ==, 4);
  g_assert_cmpuint (add (stage, KEY_2, 3, NULL), ==, 201); /* the key is not used up */
}

static void
test_no_block (Stage *stage, gconstpointer data)
{
  json_t *answer;

  g_assert_cmpuint (add (stage, KEY, 1, &answer), ==, 409);
  assert_code (answer, "no-number-block");
  g_assert_nonnull (strstr (get_text (answer, "title"), "agent_numbers"));
  json_decref (answer);
}

static const struct {
  const char *body, *field;
} wrong[] = {
  { "{}", "passwords" },
  { "{\"passwords\": []}", "passwords" },
  { "{\"passwords\": \"correct horse\"}", "passwords" },
  { "{\"passwords\": [\"correct horse\", \"short\"]}", "passwords[1]" },
  { "{\"passwords\": [5]}", "passwords[0]" },
  { "{\"passwords\": [\"correct horse\"], \"names\": []}", "names" },
};

static void
test_wrong_bodies (Stage *stage, gconstpointer data)
{
  g_autofree char *many = make_body (201);
  json_t *answer;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_ADMIN], LINE,
                                 WITH_KEY (KEY), wrong[i].body, &answer),
                      ==, 422);
    g_assert_cmpstr (get_text (answer, "field"), ==, wrong[i].field);
    json_decref (answer);
  }
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_ADMIN], LINE, WITH_KEY (KEY),
                               many, NULL),
                    ==, 422);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM account"), ==, 3);
}

/* Many agents are long work: who signs in meanwhile, or stops the server, does not wait
 * for all of it. */
static void
test_others_come_in_between (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) sue = client_new (stage);
  g_autofree char *body = make_body (100);
  g_autofree char *headers = NULL;

  client_send (sue, LINE, stage->tokens[OD_ROLE_SUPERVISOR], WITH_KEY (KEY), body);
  g_assert_cmpuint (sign_in (stage, "nobody", "password-0"), ==, 401);
  g_assert_cmpuint (sue->in->len, ==, 0);
  g_clear_pointer (&stage->api, od_api_free); /* a warning would end the test */
  g_assert_cmpuint (client_wait_answer (sue, &headers, NULL), ==, 503);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM account"), ==, 3);
}

/* A program that waited too long sends it again: that costs no second hashing. Few are
 * hashed, so that a busy machine has them in time; the many never are. */
static void
test_the_same_request_meanwhile_waits (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) first = client_new (stage), again = client_new (stage);
  g_autoptr (Client) other = client_new (stage);
  g_autofree char *body = make_body (3), *other_body = make_body (100);
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  json_t *one, *two;

  client_send (first, LINE, sue, WITH_KEY (KEY), body);
  client_send (again, LINE, sue, WITH_KEY (KEY), body);
  client_send (other, LINE, sue, WITH_KEY (KEY), other_body);
  g_assert_cmpuint (client_wait_answer (first, NULL, &one), ==, 201);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM account"), ==, 3 + 3);
  g_assert_cmpuint (stage->api->n_working, ==, 0);
  g_assert_cmpuint (client_wait_answer (again, NULL, &two), ==, 201);
  g_assert_true (json_equal (one, two));
  g_assert_cmpuint (client_wait_answer (other, NULL, NULL), ==, 409);
  json_decref (one);
  json_decref (two);
}

static void
set_up_large (Stage *stage, gconstpointer data)
{
  stage->first_number = 12000;
  stage->last_number = 12999;
  stage_set_up (stage, data);
}

/* --- the list --------------------------------------------------------------------- */

static json_t *
find (json_t *agents, const char *name)
{
  json_t *item;
  gsize i;

  json_array_foreach (agents, i, item)
  {
    if (strcmp (get_text (item, "name"), name) == 0)
      return item;
  }

  return NULL;
}

/* As the stream's agent news tells it, and with the same names. */
static void
test_the_list_is_live (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) stream = client_new (stage);
  json_t *answer, *ann, *new;

  client_send (stream, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], "", "");
  client_wait_text (stream, "event: hello");
  g_assert_cmpuint (add (stage, KEY, 1, NULL), ==, 201);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "PUT /v1/me/state",
                               WITH_KEY (KEY_2), "{\"ready\": true}", NULL),
                    ==, 200);
  client_wait_text (stream, "event: agent\n");
  client_wait_text (stream, "\"wants_ready\":true,\"registered\":false,"
                            "\"on_line\":false,\"phone\":null");
  g_atomic_int_set (&stage->ahead_s, 5);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], "GET /v1/agents",
                               "", "", &answer),
                    ==, 200);
  ann = find (json_object_get (answer, "agents"), "agent");
  g_assert_cmpstr (get_text (ann, "state"), ==, "paused");
  g_assert_true (json_is_true (json_object_get (ann, "wants_ready")));
  g_assert_true (json_is_false (json_object_get (ann, "registered")));
  g_assert_true (json_is_false (json_object_get (ann, "on_line")));
  g_assert_true (json_is_null (json_object_get (ann, "campaign")));
  g_assert_cmpint (json_integer_value (json_object_get (ann, "age_ms")), >=, 5000);
  g_assert_true (json_is_null (json_object_get (ann, "phone")));
  g_assert_cmpuint (json_object_size (ann), ==, 9);
  new = find (json_object_get (answer, "agents"), "12600");
  g_assert_cmpstr (get_text (new, "state"), ==, "offline");
  g_assert_true (json_is_null (json_object_get (new, "phone")));
  g_assert_cmpuint (json_object_size (new), ==, 9);
  json_decref (answer);
}

/* What is measured is the supervisors' news alone: the agent's screen has no use for it.
 */
static void
test_the_phone_is_told_to_supervisors (Stage *stage, gconstpointer data)
{
  OdFloorAgent *agent = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]);
  g_autoptr (Client) sue = client_new (stage), ann = client_new (stage);
  json_t *answer, *phone;

  client_send (sue, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], "", "");
  client_wait_text (sue, "event: hello");
  client_send (ann, "GET /v1/stream", stage->tokens[OD_ROLE_AGENT], "", "");
  client_wait_text (ann, "event: me");
  agent->phone = od_floor_phone_new ("baresip v1.0.0", "127.0.0.1:5060", "SIP_TCP",
                                     od_floor_now_us (stage->floor));
  od_floor_tell_agent (stage->floor, agent);
  client_wait_text (sue, "\"phone\":{\"user_agent\":\"baresip v1.0.0\","
                         "\"registrar\":\"127.0.0.1:5060\",\"protocol\":\"SIP_TCP\"");
  client_wait_text (ann, "\"registered\":true");
  agent->phone->ping_us = 412;
  od_floor_tell_measure (stage->floor, agent);
  client_wait_text (sue, "\"ping_us\":412");
  g_assert_null (strstr (ann->in->str, "\"phone\""));

  g_atomic_int_set (&stage->ahead_s, 5);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], "GET /v1/agents",
                               "", "", &answer),
                    ==, 200);
  phone = json_object_get (find (json_object_get (answer, "agents"), "agent"), "phone");
  g_assert_cmpint (json_integer_value (json_object_get (phone, "age_ms")), >=, 5000);
  g_assert_cmpint (json_integer_value (json_object_get (phone, "ping_us")), ==, 412);
  json_decref (answer);
}

#define TEST(name, set_up_, func)                                                        \
  g_test_add ("/agent-routes/" name, Stage, NULL, set_up_, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("new/sign-in", set_up, test_new_agents_can_sign_in_at_once);
  TEST ("new/nothing-quick", set_up, test_nothing_quick_is_kept_of_passwords);
  TEST ("new/too-small-a-block", set_up, test_too_small_a_block);
  TEST ("new/no-block", stage_set_up, test_no_block);
  TEST ("new/wrong-bodies", set_up, test_wrong_bodies);
  TEST ("new/in-between", set_up_large, test_others_come_in_between);
  TEST ("new/meanwhile", set_up_large, test_the_same_request_meanwhile_waits);
  TEST ("list", set_up, test_the_list_is_live);
  TEST ("phone", set_up, test_the_phone_is_told_to_supervisors);
  return g_test_run ();
}
