/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Users while everything runs: who may change whom, and that a right that is taken away
 * is gone at once.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"

#include <string.h>

#define PASSWORD "correct horse battery"

/* By @role, with a key of its own. */
static guint
ask (Stage *stage, OdRole role, const char *line, const char *body, json_t **answer)
{
  static guint n;
  g_autofree char *headers =
    g_strdup_printf ("Idempotency-Key: 0190a000-0000-7000-8000-%012x\r\n", ++n);

  return stage_ask (stage, stage->tokens[role], line, headers, body, answer);
}

static guint
sign_in (Stage *stage, const char *user, const char *password, json_t **answer)
{
  g_autofree char *body = g_strdup_printf ("{\"user\": \"%s\", \"password\": \"%s\"}",
                                           user, password);

  return stage_ask (stage, NULL, "POST /v1/sessions", "", body, answer);
}

/* "PUT /v1/users/{id of the stage's user of @of}/@what" */
static char *
line_of (Stage *stage, const char *method, OdRole of, const char *what)
{
  return g_strdup_printf ("%s /v1/users/%" G_GINT64_FORMAT "/%s", method, stage->ids[of],
                          what);
}

static const struct {
  OdRole by, whom;
  const char *method, *what, *body;
  guint status;
} rights[] = {
  { OD_ROLE_SUPERVISOR, OD_ROLE_ADMIN, "PUT", "state", "{\"disabled\": true}", 403 },
  { OD_ROLE_SUPERVISOR, OD_ROLE_ADMIN, "DELETE", "sessions", "", 403 },
  { OD_ROLE_SUPERVISOR, OD_ROLE_ADMIN, "PUT", "password",
    "{\"password\": \"" PASSWORD "\"}", 403 },
  { OD_ROLE_SUPERVISOR, OD_ROLE_SUPERVISOR, "PUT", "role", "{\"role\": \"admin\"}", 403 },
  { OD_ROLE_SUPERVISOR, OD_ROLE_AGENT, "PUT", "role", "{\"role\": \"supervisor\"}", 403 },
  { OD_ROLE_SUPERVISOR, OD_ROLE_AGENT, "PUT", "role", "{\"role\": \"agent\"}", 204 },
  { OD_ROLE_ADMIN, OD_ROLE_ADMIN, "PUT", "role", "{\"role\": \"agent\"}", 409 },
  { OD_ROLE_ADMIN, OD_ROLE_ADMIN, "PUT", "state", "{\"disabled\": true}", 409 },
  { OD_ROLE_ADMIN, OD_ROLE_SUPERVISOR, "PUT", "role", "{\"role\": \"king\"}", 422 },
  { OD_ROLE_ADMIN, OD_ROLE_SUPERVISOR, "PUT", "state", "{\"disabled\": 1}", 422 },
  { OD_ROLE_ADMIN, OD_ROLE_SUPERVISOR, "PUT", "password", "{\"password\": \"short\"}",
    422 },
  { OD_ROLE_ADMIN, OD_ROLE_AGENT, "PUT", "role", "{\"role\": \"supervisor\"}", 204 },
};

static void
test_who_may_change_whom (Stage *stage, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rights); i++) {
    g_autofree char *line = line_of (stage, rights[i].method, rights[i].whom,
                                     rights[i].what);

    g_test_message ("%s by %s", line, od_role_get_name (rights[i].by));
    g_assert_cmpuint (ask (stage, rights[i].by, line, rights[i].body, NULL), ==,
                      rights[i].status);
  }
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM account WHERE role = 0"), ==,
                   0);
  g_assert_cmpuint (ask (stage, OD_ROLE_SUPERVISOR, "POST /v1/users",
                         "{\"name\": \"eve\", \"role\": \"admin\", \"password\": "
                         "\"" PASSWORD "\"}",
                         NULL),
                    ==, 403);
}

/* The sessions end, the stream ends, and nobody comes in until it is undone. */
static void
test_who_is_disabled_is_out (Stage *stage, gconstpointer data)
{
  g_autofree char *line = line_of (stage, "PUT", OD_ROLE_AGENT, "state");
  g_autofree char *reset = line_of (stage, "PUT", OD_ROLE_AGENT, "password");
  g_autoptr (Client) stream = client_new (stage);
  json_t *answer;

  g_assert_cmpuint (ask (stage, OD_ROLE_SUPERVISOR, reset,
                         "{\"password\": \"" PASSWORD "\"}", NULL),
                    ==, 204);
  g_assert_cmpuint (sign_in (stage, "agent", PASSWORD, &answer), ==, 201);
  client_send (stream, "GET /v1/stream",
               json_string_value (json_object_get (answer, "token")), "", "");
  client_wait_text (stream, "event: me");
  g_assert_cmpuint (ask (stage, OD_ROLE_SUPERVISOR, line, "{\"disabled\": true}", NULL),
                    ==, 204);
  client_wait_text (stream, "\r\n0\r\n");
  g_assert_cmpuint (stage_ask (stage,
                               json_string_value (json_object_get (answer, "token")),
                               "GET /v1/me", "", "", NULL),
                    ==, 401);
  g_assert_null (od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT])->sip_user);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM session s JOIN account a"
                                       " ON a.id = s.account_id WHERE a.role = 0"),
                   ==, 0);
  g_assert_cmpuint (sign_in (stage, "agent", PASSWORD, NULL), ==, 409);
  g_assert_cmpuint (sign_in (stage, "agent", "wrong password", NULL), ==, 401);
  g_assert_cmpuint (ask (stage, OD_ROLE_SUPERVISOR, line, "{\"disabled\": false}", NULL),
                    ==, 204);
  g_assert_cmpuint (sign_in (stage, "agent", PASSWORD, NULL), ==, 201);
  json_decref (answer);
}

/* @line with a body of two octets that do not come yet. */
static Client *
send_head (Stage *stage, OdRole role, const char *line)
{
  Client *client = client_new (stage);
  g_autofree char *head =
    g_strdup_printf ("%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                     "Idempotency-Key: 0190a000-0000-7000-8000-0000000000aa\r\n"
                     "Content-Length: 2\r\n\r\n",
                     line, stage->tokens[role]);

  client_send_text (client, head);
  return client;
}

/* Whose head came in time: the rest may be half a minute late. */
static void
test_what_was_begun_ends_with_the_right (Stage *stage, gconstpointer data)
{
  g_autofree char *line = line_of (stage, "PUT", OD_ROLE_SUPERVISOR, "state");
  Client *late[] = { send_head (stage, OD_ROLE_SUPERVISOR, "POST /v1/leadsets"),
                     send_head (stage, OD_ROLE_SUPERVISOR, "GET /v1/stream") };

  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_ADMIN], "GET /v1/me", "", "",
                               NULL),
                    ==, 200); /* behind both heads */
  g_assert_cmpuint (ask (stage, OD_ROLE_ADMIN, line, "{\"disabled\": true}", NULL), ==,
                    204);
  for (gsize i = 0; i < G_N_ELEMENTS (late); i++) {
    client_send_text (late[i], "{}");
    g_assert_cmpuint (client_wait_answer (late[i], NULL, NULL), ==, 401);
    client_free (late[i]);
  }
}

static void
test_users_are_made_and_listed (Stage *stage, gconstpointer data)
{
  static const char bob[] = "{\"name\": \"bob\", \"role\": \"supervisor\","
                            " \"password\": \"" PASSWORD "\"}";
  json_t *answer, *users;

  g_assert_cmpuint (ask (stage, OD_ROLE_ADMIN, "POST /v1/users", bob, &answer), ==, 201);
  g_assert_cmpstr (json_string_value (json_object_get (answer, "name")), ==, "bob");
  json_decref (answer);
  g_assert_cmpuint (ask (stage, OD_ROLE_ADMIN, "POST /v1/users", bob, NULL), ==, 409);
  g_assert_cmpuint (sign_in (stage, "bob", PASSWORD, NULL), ==, 201);
  g_assert_cmpuint (ask (stage, OD_ROLE_SUPERVISOR, "GET /v1/users", "", &answer), ==,
                    200);
  users = json_object_get (answer, "users");
  g_assert_cmpuint (json_array_size (users), ==, 4);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpint (json_integer_value (
                       json_object_get (json_array_get (users, i), "sessions")),
                     ==, 1);
  json_decref (answer);
  /* Nothing quick is kept of the password. */
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM operation WHERE body LIKE"
                                       " '%horse%'"),
                   ==, 0);
}

static void
test_the_own_password (Stage *stage, gconstpointer data)
{
  static const char line[] = "PUT /v1/me/password";
  g_autofree char *reset = line_of (stage, "PUT", OD_ROLE_SUPERVISOR, "password");
  json_t *one, *two;
  const char *token;

  g_assert_cmpuint (ask (stage, OD_ROLE_ADMIN, reset, "{\"password\": \"" PASSWORD "\"}",
                         NULL),
                    ==, 204);
  g_assert_cmpuint (sign_in (stage, "supervisor", PASSWORD, &one), ==, 201);
  g_assert_cmpuint (sign_in (stage, "supervisor", PASSWORD, &two), ==, 201);
  token = json_string_value (json_object_get (one, "token"));
  g_assert_cmpuint (stage_ask (stage, token, line, WITH_KEY (KEY),
                               "{\"old_password\": \"guess\", \"password\": \"another "
                               "horse\"}",
                               NULL),
                    ==, 403);
  g_assert_cmpuint (stage_ask (stage, token, line, WITH_KEY (KEY_2),
                               "{\"old_password\": \"" PASSWORD
                               "\", \"password\": \"another horse\"}",
                               NULL),
                    ==, 204);
  g_assert_cmpuint (stage_ask (stage, token, "GET /v1/me", "", "", NULL), ==, 200);
  g_assert_cmpuint (stage_ask (stage, json_string_value (json_object_get (two, "token")),
                               "GET /v1/me", "", "", NULL),
                    ==, 401);
  g_assert_cmpuint (sign_in (stage, "supervisor", PASSWORD, NULL), ==, 401);
  g_assert_cmpuint (sign_in (stage, "supervisor", "another horse", NULL), ==, 201);
  json_decref (one);
  json_decref (two);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/user-routes/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("who-may-change-whom", test_who_may_change_whom);
  TEST ("who-is-disabled-is-out", test_who_is_disabled_is_out);
  TEST ("what-was-begun", test_what_was_begun_ends_with_the_right);
  TEST ("made-and-listed", test_users_are_made_and_listed);
  TEST ("own-password", test_the_own_password);
  return g_test_run ();
}
