/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The control socket: who may open it is the administrator of the machine, for what an
 * administrator keeps, and nobody else comes in there.
 */
#include "daemon/api/machine.h"

#include "daemon/api/api-stage.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define PASSWORD "correct horse battery"

static char *
listen_on (Stage *stage)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (od_api_listen_control (stage->api, stage->dir, &error));
  g_assert_no_error (error);
  return g_build_filename (stage->dir, "control", NULL);
}

static guint
ask (const char *path, const char *line, const char *body, json_t **answer)
{
  static guint n;
  g_autoptr (Client) client = client_new_on_socket (path);
  g_autofree char *headers =
    g_strdup_printf ("Idempotency-Key: 0190a000-0000-7000-8000-%012x\r\n", ++n);

  client_send (client, line, NULL, headers, body);
  return client_wait_answer (client, NULL, answer);
}

static void
test_only_its_user_can_open_it (Stage *stage, gconstpointer data)
{
  g_autofree char *path = listen_on (stage);
  GStatBuf st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
}

/* Nobody signs in: a supervisor is made, and unmade, and the list names nobody. */
static void
test_it_acts_as_an_administrator (Stage *stage, gconstpointer data)
{
  g_autofree char *path = listen_on (stage);
  json_t *answer, *word;

  g_assert_cmpuint (ask (path, "POST /v1/users",
                         "{\"name\": \"eve\", \"role\": \"admin\", \"password\": "
                         "\"" PASSWORD "\"}",
                         NULL),
                    ==, 201);
  g_assert_cmpuint (ask (path, "PUT /v1/users/1/role", "{\"role\": \"supervisor\"}",
                         NULL),
                    ==, 204);
  g_assert_cmpuint (ask (path, "POST /v1/do-not-call",
                         "{\"phones\": [\"447700900601\"], \"reason\": \"a letter\"}",
                         NULL),
                    ==, 200);
  g_assert_cmpuint (ask (path, "GET /v1/do-not-call/447700900601", "", &answer), ==, 200);
  word = json_array_get (json_object_get (answer, "history"), 0);
  g_assert_true (json_is_null (json_object_get (word, "user")));
  g_assert_true (json_is_null (json_object_get (word, "user_name")));
  json_decref (answer);
}

static void
test_the_list_names_who_has_an_account (Stage *stage, gconstpointer data)
{
  json_t *answer, *word;

  stage_do (stage, "POST /v1/do-not-call",
            "{\"phones\": [\"447700900601\"], \"reason\": \"a letter\"}", NULL);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_ADMIN],
                               "GET /v1/do-not-call/447700900601", "", "", &answer),
                    ==, 200);
  word = json_array_get (json_object_get (answer, "history"), 0);
  g_assert_cmpstr (json_string_value (json_object_get (word, "user_name")), ==,
                   "supervisor");
  json_decref (answer);
}

/* It has no account, so what is done in a person's name is not done there. */
static void
test_nobody_acts_as_a_person_there (Stage *stage, gconstpointer data)
{
  static const char *const lines[] = { "GET /v1/me",         "PUT /v1/me/password",
                                       "POST /v1/sessions",  "GET /v1/stream",
                                       "GET /v1/leadsets",   "PATCH /v1/leads/1",
                                       "GET /v1/campaigns/1" };
  g_autofree char *path = listen_on (stage);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpuint (ask (path, lines[i], "", NULL), ==, 403);
  g_assert_cmpuint (stage_ask (stage, NULL, "GET /v1/users", "", "", NULL), ==, 401);
}

/* outdialctl looks a campaign up by its name, and rehearses it. */
static void
test_a_campaign_is_looked_up_there (Stage *stage, gconstpointer data)
{
  g_autofree char *path = listen_on (stage);
  json_t *answer;

  stage_open_floor (stage, 1);
  g_assert_cmpuint (ask (path, "GET /v1/campaigns", "", &answer), ==, 200);
  g_assert_cmpuint (json_array_size (json_object_get (answer, "campaigns")), ==, 1);
  json_decref (answer);
  g_assert_cmpuint (ask (path, "GET /v1/campaigns/1/rehearsal", "", NULL), ==, 200);
}

/* Were the file's rights ever wrong, the kernel still says who asks. */
static void
test_another_user_is_refused (Stage *stage, gconstpointer data)
{
  g_autofree char *path = listen_on (stage);
  Client *stranger;

  if (geteuid () != 0) {
    g_test_skip ("only root can try as another user");
    return;
  }
  g_assert_cmpint (g_chmod (stage->dir, 0711), ==, 0);
  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  g_assert_cmpint (seteuid (65534), ==, 0);
  stranger = client_new_on_socket (path);
  g_assert_cmpint (seteuid (0), ==, 0);
  client_send (stranger, "GET /v1/users", stage->tokens[OD_ROLE_ADMIN], "", "");
  g_assert_cmpuint (client_wait_answer (stranger, NULL, NULL), ==, 403);
  client_free (stranger);
  g_assert_cmpuint (ask (path, "GET /v1/users", "", NULL), ==, 200);
}

static void
test_a_dead_ones_file_is_replaced_and_a_long_path_is_no_end (Stage *stage,
                                                             gconstpointer data)
{
  g_autofree char *path = g_build_filename (stage->dir, "control", NULL);
  g_autofree char *name = g_strnfill (110, 'x');
  g_autofree char *deep = g_build_filename (stage->dir, name, NULL);
  g_autofree char *same = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  same = listen_on (stage);
  g_assert_cmpuint (ask (same, "GET /v1/users", "", NULL), ==, 200);
  g_assert_true (od_api_listen_control (stage->api, deep, &error));
  g_assert_no_error (error);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/machine/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("file", test_only_its_user_can_open_it);
  TEST ("administrator", test_it_acts_as_an_administrator);
  TEST ("names", test_the_list_names_who_has_an_account);
  TEST ("no-person", test_nobody_acts_as_a_person_there);
  TEST ("campaign", test_a_campaign_is_looked_up_there);
  TEST ("stranger", test_another_user_is_refused);
  TEST ("start", test_a_dead_ones_file_is_replaced_and_a_long_path_is_no_end);
  return g_test_run ();
}
