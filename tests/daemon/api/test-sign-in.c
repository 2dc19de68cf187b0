/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing in with real passwords: who comes in, who does not, and what an answer gives
 * away.
 */
#include "daemon/api/sign-in.h"

#include "daemon/api/api-stage.h"
#include "daemon/api/sign-in-limits.h"
#include "daemon/store/password.h"
#include "daemon/store/user-store.h"

#include <string.h>

#define PASSWORD "correct horse battery"

static gboolean
set_passwords (OdTx *tx, gpointer data, GError **error)
{
  return od_user_store_set_password (tx, "agent", data, error)
         && od_user_store_set_password (tx, "supervisor", data, error);
}

static void
set_up (Stage *stage, gconstpointer data)
{
  g_autofree char *hash = od_password_hash (PASSWORD);

  stage_set_up (stage, data);
  g_assert_true (od_store_write_now (stage->store, set_passwords, hash, NULL));
}

static guint
sign_in (Stage *stage, const char *user, const char *password, json_t **answer)
{
  json_t *body = json_pack ("{s:s, s:s}", "user", user, "password", password);
  g_autofree char *text = json_dumps (body, 0);

  json_decref (body);
  return stage_ask (stage, NULL, "POST /v1/sessions", "", text, answer);
}

static const char *
get_text (json_t *answer, const char *name)
{
  return json_string_value (json_object_get (answer, name));
}

static void
test_right (Stage *stage, gconstpointer data)
{
  json_t *answer, *me;

  g_assert_cmpuint (sign_in (stage, "supervisor", PASSWORD, &answer), ==, 201);
  g_assert_cmpstr (get_text (answer, "role"), ==, "supervisor");
  g_assert_cmpuint (stage_ask (stage, get_text (answer, "token"), "GET /v1/me", "", "",
                               &me),
                    ==, 200);
  g_assert_cmpstr (get_text (me, "name"), ==, "supervisor");
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], "GET /v1/me", "",
                               "", NULL),
                    ==, 200); /* at two desks at once */
  json_decref (answer);
  json_decref (me);
}

/* The same words for both: they must not say who exists. */
static void
test_wrong_and_unknown (Stage *stage, gconstpointer data)
{
  json_t *wrong, *unknown;

  g_assert_cmpuint (sign_in (stage, "supervisor", PASSWORD "!", &wrong), ==, 401);
  g_assert_cmpuint (sign_in (stage, "nobody", PASSWORD, &unknown), ==, 401);
  g_assert_true (json_equal (wrong, unknown));
  g_assert_cmpstr (get_text (wrong, "code"), ==, "wrong-password");
  json_decref (wrong);
  json_decref (unknown);
  g_assert_cmpuint (sign_in (stage, "supervisor", "", NULL), ==, 401);
  g_assert_cmpuint (sign_in (stage, "admin", "-", NULL), ==, 401); /* its hash is none */
}

static const struct {
  const char *body, *field;
} incomplete[] = {
  { "{}", "user" },
  { "{\"user\": \"supervisor\"}", "password" },
  { "{\"user\": \"supervisor\", \"password\": 1}", "password" },
  { "{\"user\": [], \"password\": \"x\"}", "user" },
  { "{\"user\": \"a\", \"password\": \"x\", \"role\": \"admin\"}", "role" },
  { "", "body" },
};

static void
test_incomplete (Stage *stage, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (incomplete); i++) {
    json_t *answer;

    g_assert_cmpuint (stage_ask (stage, NULL, "POST /v1/sessions", "", incomplete[i].body,
                                 &answer),
                      ==, 422);
    g_assert_cmpstr (get_text (answer, "field"), ==, incomplete[i].field);
    json_decref (answer);
  }
}

static void
test_too_many_tries (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) client = client_new (stage);
  g_autofree char *headers = NULL;

  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (sign_in (stage, "supervisor", "guess", NULL), ==, 401);
  client_send (client, "POST /v1/sessions", NULL, "",
               "{\"user\": \"supervisor\", \"password\": \"" PASSWORD "\"}");
  g_assert_cmpuint (client_wait_answer (client, &headers, NULL), ==, 429);
  g_assert_nonnull (strstr (headers, "Retry-After: "));
  g_assert_cmpuint (sign_in (stage, "agent", PASSWORD, NULL), ==, 201); /* not theirs */

  g_atomic_int_add (&stage->ahead_s, 12);
  g_assert_cmpuint (sign_in (stage, "supervisor", PASSWORD, NULL), ==, 201);
  g_assert_cmpuint (sign_in (stage, "supervisor", "guess", NULL), ==, 401); /* forgiven */
}

/* Guesses from elsewhere keep nobody out who was here before, nor one who comes the first
 * time where a neighbour guesses. */
static void
test_neighbours (Stage *stage, gconstpointer data)
{
  guint status = 401, n = 0;

  g_assert_cmpuint (sign_in (stage, "agent", PASSWORD, NULL), ==, 201);
  for (; status == 401; n++) {
    g_autofree char *name = g_strdup_printf ("nobody%u", n);

    status = sign_in (stage, name, PASSWORD, NULL);
  }
  g_assert_cmpuint (status, ==, 429);
  g_assert_cmpuint (n, >, OD_SIGN_IN_ADDRESS_FAILURES);
  g_assert_cmpuint (sign_in (stage, "agent", PASSWORD, NULL), ==, 201);
  g_assert_cmpuint (sign_in (stage, "agent", "guess", NULL), ==, 401);
  g_assert_cmpuint (sign_in (stage, "supervisor", PASSWORD, NULL), ==, 201);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM known_address"), ==, 2);
}

/* Many come and do not wait: whoever comes then does not wait for them. */
static void
test_the_dead_cost_nothing (Stage *stage, gconstpointer data)
{
  gint64 begun_us;

  for (guint i = 0; i < 60; i++) {
    g_autoptr (Client) client = client_new (stage);

    client_send (client, "POST /v1/sessions", NULL, "",
                 "{\"user\": \"supervisor\", \"password\": \"guess\"}");
  }
  begun_us = g_get_monotonic_time ();
  while (sign_in (stage, "supervisor", PASSWORD, NULL) != 201)
    g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 10 * G_USEC_PER_SEC);
}

#define RUSH 40

/* A shift begins: nobody has failed, and nobody is told so. */
static void
test_a_rush_is_asked_to_come_again (Stage *stage, gconstpointer data)
{
  Client *clients[RUSH];
  guint n_in = 0;

  for (guint i = 0; i < RUSH; i++) {
    clients[i] = client_new (stage);
    client_send (clients[i], "POST /v1/sessions", NULL, "",
                 "{\"user\": \"agent\", \"password\": \"" PASSWORD "\"}");
  }
  for (guint i = 0; i < RUSH; i++) {
    json_t *answer = NULL;
    guint status = client_wait_answer (clients[i], NULL, &answer);

    n_in += status == 201;
    if (status != 201)
      g_assert_cmpstr (get_text (answer, "code"), ==, "busy");
    json_decref (answer);
    client_free (clients[i]);
  }
  g_assert_cmpuint (n_in, >, 0);
  g_assert_cmpuint (n_in, <, RUSH);
}

/* Whoever is told to come again would guess the same once more. */
static void
test_a_slip_in_a_rush_is_said_at_once (Stage *stage, gconstpointer data)
{
  static const char *const bodies[] = {
    "{\"user\": \"agent\", \"password\": \"" PASSWORD "\"}",
    "{\"user\": \"supervisor\", \"password\": \"" PASSWORD "\"}",
    "{\"user\": \"agent\", \"password\": \"slip of a hand\"}",
    "{\"user\": \"nobody\", \"password\": \"slip of a hand\"}",
  };
  Client *clients[G_N_ELEMENTS (bodies)];

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    clients[i] = client_new (stage);
    client_send (clients[i], "POST /v1/sessions", NULL, "", bodies[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_assert_cmpuint (client_wait_answer (clients[i], NULL, NULL), ==, i < 2 ? 201 : 401);
    client_free (clients[i]);
  }
}

/* Who asks is what the proxy says, on the proxy's socket. */
static void
test_address_of_the_proxy (Stage *stage, gconstpointer data)
{
  g_autofree char *path = g_build_filename (stage->dir, "api.sock", NULL);
  g_autoptr (GError) error = NULL;
  guint n_tried[2] = { 0 };

  g_assert_true (od_api_listen_unix (stage->api, path, &error));
  for (guint i = 0; i < 24; i++) {
    g_autoptr (Client) client = i % 2 == 0 ? client_new (stage)
                                           : client_new_on_socket (path);
    g_autofree char *header = g_strdup_printf ("Outdial-Client-Address: 192.0.2.%u\r\n",
                                               i);

    client_send (client, "POST /v1/sessions", NULL, header,
                 "{\"user\": \"supervisor\", \"password\": \"guess\"}");
    n_tried[i % 2] += client_wait_answer (client, NULL, NULL) == 401;
  }
  g_assert_cmpuint (n_tried[0], <, 12); /* forged: all from one address */
  g_assert_cmpuint (n_tried[1], ==, 12);
}

/* One live session at a time: the earlier program is shown out, phone and all. */
static void
test_agent_signs_in_elsewhere (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) stream = client_new (stage);
  OdFloorAgent *agent = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]);
  g_autofree char *first = NULL;
  json_t *answer, *sip;

  g_assert_cmpuint (sign_in (stage, "agent", PASSWORD, &answer), ==, 201);
  first = g_strdup (get_text (answer, "token"));
  json_decref (answer);
  client_send (stream, "GET /v1/stream", first, "", "");
  client_wait_text (stream, "event: me");
  g_assert_cmpuint (stage_ask (stage, first, "PUT /v1/me/state", WITH_KEY (KEY),
                               "{\"ready\": true}", NULL),
                    ==, 200);

  g_assert_cmpuint (sign_in (stage, "agent", PASSWORD, &answer), ==, 201);
  client_wait_text (stream, "\r\n0\r\n");
  g_assert_cmpuint (stage_ask (stage, first, "GET /v1/me", "", "", NULL), ==, 401);
  g_assert_cmpuint (stage_ask (stage, get_text (answer, "token"), "GET /v1/me/sip", "",
                               "", &sip),
                    ==, 200);
  g_assert_cmpstr (get_text (sip, "user"), ==, agent->sip_user);
  g_assert_false (agent->wants_ready);
  g_assert_cmpint (stage_count (stage, "SELECT sum(wants_ready) FROM agent"), ==, 0);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM session s JOIN account a"
                                       " ON a.id = s.account_id WHERE a.name = 'agent'"),
                   ==, 1);
  json_decref (answer);
  json_decref (sip);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/sign-in/" name, Stage, NULL, set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("right", test_right);
  TEST ("wrong-and-unknown", test_wrong_and_unknown);
  TEST ("incomplete", test_incomplete);
  TEST ("too-many-tries", test_too_many_tries);
  TEST ("neighbours", test_neighbours);
  TEST ("the-dead-cost-nothing", test_the_dead_cost_nothing);
  TEST ("rush", test_a_rush_is_asked_to_come_again);
  TEST ("slip-in-a-rush", test_a_slip_in_a_rush_is_said_at_once);
  TEST ("address-of-the-proxy", test_address_of_the_proxy);
  TEST ("agent-elsewhere", test_agent_signs_in_elsewhere);
  return g_test_run ();
}
