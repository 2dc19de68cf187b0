/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request's way as a client sees it: who may ask what, keys, versions, bodies.
 */
#include "daemon/api/dispatch.h"

#include "daemon/api/api-stage.h"
#include "daemon/api/route-table.h"

#include <string.h>

#define MIB (1024 * 1024)

/* A key of its own for every request. Free with g_free (). */
static char *
with_new_key (guint n)
{
  return g_strdup_printf (
    "Idempotency-Key: 0190a000-0000-7000-8000-%012x\r\nIf-Match: 1\r\n", n);
}

typedef enum { ALL, DESK, BOSS, OPEN } Who;

/* By hand, and so on purpose not made from the route table: what a role may do changes
 * only when somebody changes it here, too. The status is that of who may. */
static const struct {
  const char *line;
  const char *body;
  Who who;
  guint status;
} rights[] = {
  { "GET /v1/meta", "", OPEN, 200 },
  { "POST /v1/sessions", "{}", OPEN, 422 },
  { "GET /v1/me", "", ALL, 200 },
  { "GET /v1/me/sip", "", DESK, 200 },
  { "POST /v1/me/ping", "", ALL, 204 },
  { "PUT /v1/me/state", "{\"ready\": false}", DESK, 200 },
  { "GET /v1/stream", "", ALL, 200 },
  { "GET /v1/leadsets", "", BOSS, 200 },
  { "POST /v1/leadsets", "{}", BOSS, 422 },
  { "GET /v1/leadsets/99", "", BOSS, 404 },
  { "PATCH /v1/leadsets/99", "{}", BOSS, 404 },
  { "POST /v1/leadsets/99/batches", "{}", BOSS, 422 },
  { "GET /v1/leadsets/99/leads", "", BOSS, 404 },
  { "GET /v1/leadsets/99/statistics", "", BOSS, 404 },
  { "GET /v1/leadsets/99/recycle?outcomes=busy", "", BOSS, 404 },
  { "POST /v1/leadsets/99/recycle", "{\"outcomes\": [\"busy\"], \"status\": \"NEW\"}",
    BOSS, 404 },
  { "GET /v1/leadsets/99/retry-rules", "", BOSS, 404 },
  { "PUT /v1/leadsets/99/retry-rules", "{\"rules\": []}", BOSS, 404 },
  { "POST /v1/recyclings/99/undo", "", BOSS, 404 },
  { "POST /v1/do-not-call", "{}", BOSS, 422 },
  { "GET /v1/do-not-call/0116", "", BOSS, 404 },
  { "GET /v1/do-not-call/447700900601", "", BOSS, 200 },
  { "POST /v1/do-not-call/take-out", "{\"phone\": \"44100\", \"reason\": \"asked\"}",
    BOSS, 404 },
  { "PATCH /v1/leads/99", "{}", ALL, 404 },
  { "GET /v1/leads/99/calls", "", BOSS, 404 },
  { "GET /v1/campaigns", "", ALL, 200 },
  { "POST /v1/campaigns", "{}", BOSS, 422 },
  { "GET /v1/campaigns/99", "", BOSS, 404 },
  { "PATCH /v1/campaigns/99", "{}", BOSS, 404 },
  { "PUT /v1/campaigns/99/state", "{\"active\": true}", BOSS, 404 },
  { "GET /v1/campaigns/99/agents", "", BOSS, 404 },
  { "PUT /v1/campaigns/99/agents", "{\"agents\": []}", BOSS, 404 },
  { "GET /v1/campaigns/99/statistics", "", BOSS, 404 },
  { "GET /v1/campaigns/99/last-hour", "", BOSS, 404 },
  { "GET /v1/campaigns/99/rehearsal", "", BOSS, 404 },
  { "GET /v1/scripts", "", BOSS, 200 },
  { "POST /v1/scripts", "{}", BOSS, 422 },
  { "GET /v1/scripts/99", "", BOSS, 404 },
  { "PATCH /v1/scripts/99", "{}", BOSS, 404 },
  { "DELETE /v1/scripts/99", "", BOSS, 404 },
  { "GET /v1/agents", "", BOSS, 200 },
  { "POST /v1/agents", "{\"passwords\": [\"correct horse\"]}", BOSS, 409 },
  { "PUT /v1/agents/99/state", "{\"ready\": false}", BOSS, 404 },
  { "PUT /v1/me/password", "{}", ALL, 422 },
  { "GET /v1/users", "", BOSS, 200 },
  { "POST /v1/users", "{}", BOSS, 422 },
  { "PUT /v1/users/99/role", "{\"role\": \"agent\"}", BOSS, 404 },
  { "PUT /v1/users/99/password", "{}", BOSS, 422 },
  { "PUT /v1/users/99/state", "{\"disabled\": true}", BOSS, 404 },
  { "DELETE /v1/users/99/sessions", "", BOSS, 404 },
  { "GET /v1/calls/" KEY, "", ALL, 404 },
  { "POST /v1/calls/" KEY "/hold", "", DESK, 409 },
  { "POST /v1/calls/" KEY "/resume", "", DESK, 409 },
  { "POST /v1/calls/" KEY "/digits", "{\"digits\": \"1\"}", DESK, 409 },
  { "POST /v1/calls/" KEY "/hang-up", "", DESK, 409 },
  { "PUT /v1/calls/" KEY "/disposition", "{\"disposition\": \"SALE MADE\"}", ALL, 404 },
  { "GET /v1/statistics/dashboard", "", BOSS, 200 },
  { "DELETE /v1/sessions/current", "", ALL, 204 }, /* the last: it signs out */
};

static gboolean
may (Who who, OdRole role)
{
  return who == OPEN || who == ALL || (who == DESK && role == OD_ROLE_AGENT)
         || (who == BOSS && role != OD_ROLE_AGENT);
}

/* The row's route: NULL if there is none. */
static const OdRoute *
find_route (const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, " ?", -1);
  g_autofree char *id = NULL;
  gboolean path_known;

  return od_route_table_find (words[0], words[1], &id, &path_known);
}

static void
test_every_route_has_rights (void)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  const OdRoute *route;

  for (gsize i = 0; i < G_N_ELEMENTS (rights); i++)
    g_hash_table_add (told, (gpointer) find_route (rights[i].line));
  for (gsize i = 0; (route = od_route_table_get (i)) != NULL; i++) {
    if (!g_hash_table_contains (told, route))
      g_error ("%s %s: say who may ask it, in the rights of test-dispatch.c",
               route->method, route->path);
  }
}

static void
test_rights (Stage *stage, gconstpointer data)
{
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rights); i++) {
    guint status;

    for (OdRole role = OD_ROLE_AGENT; role <= OD_ROLE_ADMIN; role++) {
      g_autofree char *headers = with_new_key (n++);

      status = stage_ask (stage, stage->tokens[role], rights[i].line, headers,
                          rights[i].body, NULL);
      g_test_message ("%s %s: %u", rights[i].line, od_role_get_name (role), status);
      g_assert_cmpuint (status, ==, may (rights[i].who, role) ? rights[i].status : 403);
    }
    {
      g_autofree char *headers = with_new_key (n++);

      status = stage_ask (stage, NULL, rights[i].line, headers, rights[i].body, NULL);
      g_assert_cmpuint (status, ==, rights[i].who == OPEN ? rights[i].status : 401);
      status = stage_ask (stage, "bm90IGEgdG9rZW4", rights[i].line, headers,
                          rights[i].body, NULL);
      g_assert_cmpuint (status, ==, rights[i].who == OPEN ? rights[i].status : 401);
    }
  }
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_ADMIN], "GET /v1/me", "", "",
                               NULL),
                    ==, 401);
}

/* --- keys ------------------------------------------------------------------------- */

static void
test_same_key_is_same_request (Stage *stage, gconstpointer data)
{
  static const char line[] = "POST /v1/leadsets", body[] = "{\"name\": \"Spring\"}";
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  g_autoptr (Client) client = client_new (stage);
  g_autofree char *first = NULL, *again = NULL;
  json_t *answer, *repeated;

  client_send (client, line, sue, WITH_KEY (KEY), body);
  g_assert_cmpuint (client_wait_answer (client, &first, &answer), ==, 201);
  g_assert_null (strstr (first, "Idempotency-Replayed"));
  client_send (client, line, sue, WITH_KEY (KEY), body);
  g_assert_cmpuint (client_wait_answer (client, &again, &repeated), ==, 201);
  g_assert_nonnull (strstr (again, "Idempotency-Replayed: true"));
  g_assert_true (json_equal (answer, repeated));
  json_decref (answer);
  json_decref (repeated);

  /* Another body, another path, another user: not the same request. */
  g_assert_cmpuint (stage_ask (stage, sue, line, WITH_KEY (KEY), "{\"name\": \"Autumn\"}",
                               NULL),
                    ==, 409);
  g_assert_cmpuint (stage_ask (stage, sue, "POST /v1/scripts", WITH_KEY (KEY),
                               "{\"name\": \"Spring\", \"text\": \"Hello\"}", NULL),
                    ==, 409);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_ADMIN], line, WITH_KEY (KEY),
                               body, NULL),
                    ==, 409);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM leadset"), ==, 1);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM script"), ==, 0);

  g_assert_cmpuint (stage_ask (stage, sue, line, "", body, NULL), ==, 400);
  g_assert_cmpuint (stage_ask (stage, sue, line, WITH_KEY ("1"), body, NULL), ==, 400);
}

/* Many at once with one key: each effect once, each answer the same. */
static void
test_same_key_at_once (Stage *stage, gconstpointer data)
{
  Client *clients[8];

  for (gsize i = 0; i < G_N_ELEMENTS (clients); i++) {
    clients[i] = client_new (stage);
    client_send (clients[i], "POST /v1/leadsets", stage->tokens[OD_ROLE_SUPERVISOR],
                 WITH_KEY (KEY), "{\"name\": \"Spring\"}");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (clients); i++) {
    g_assert_cmpuint (client_wait_answer (clients[i], NULL, NULL), ==, 201);
    client_free (clients[i]);
  }
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM leadset"), ==, 1);
}

static void
test_live_at_once (Stage *stage, gconstpointer data)
{
  Client *clients[8];

  for (gsize i = 0; i < G_N_ELEMENTS (clients); i++) {
    clients[i] = client_new (stage);
    client_send (clients[i], "POST /v1/calls/" KEY "/hold", stage->tokens[OD_ROLE_AGENT],
                 WITH_KEY (KEY), "");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (clients); i++) {
    g_assert_cmpuint (client_wait_answer (clients[i], NULL, NULL), ==, 409);
    client_free (clients[i]);
  }
}

static void
test_versions (Stage *stage, gconstpointer data)
{
  static const char line[] = "PATCH /v1/leadsets/1", body[] = "{\"name\": \"Autumn\"}";
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  json_t *answer;

  g_assert_cmpuint (stage_ask (stage, sue, "POST /v1/leadsets", WITH_KEY (KEY),
                               "{\"name\": \"Spring\"}", NULL),
                    ==, 201);
  g_assert_cmpuint (stage_ask (stage, sue, line, WITH_KEY (KEY_2), body, NULL), ==, 428);
  g_assert_cmpuint (stage_ask (stage, sue, line, WITH_KEY (KEY_2) "If-Match: *\r\n", body,
                               NULL),
                    ==, 428);
  g_assert_cmpuint (stage_ask (stage, sue, line, WITH_KEY (KEY_2) "If-Match: 7\r\n", body,
                               &answer),
                    ==, 409);
  g_assert_cmpstr (json_string_value (json_object_get (answer, "code")), ==, "stale");
  json_decref (answer);
  g_assert_cmpint (stage_count (stage,
                                "SELECT count(*) FROM leadset WHERE name = 'Spring'"),
                   ==, 1);
  g_assert_cmpuint (stage_ask (stage, sue, line, WITH_KEY (KEY_2) "If-Match: 1\r\n", body,
                               &answer),
                    ==, 200);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "version")), ==, 2);
  json_decref (answer);
}

/* --- bodies ----------------------------------------------------------------------- */

static const struct {
  const char *line, *body;
  const char *field;
} wrong[] = {
  { "POST /v1/leadsets", "{\"name\": \"x\", \"colour\": \"red\"}", "colour" },
  { "POST /v1/leadsets", "{\"name\": \"\"}", "name" },
  { "POST /v1/leadsets", "{\"name\": 5}", "name" },
  { "POST /v1/leadsets", "{\"name\": \"x\", \"name\": \"y\"}", "body" },
  { "POST /v1/leadsets", "{\"name\": \"x\"", "body" },
  { "POST /v1/leadsets", "{\"name\": \"x\"} {}", "body" },
  { "POST /v1/leadsets", "[]", "body" },
  { "POST /v1/leadsets", "", "body" },
  { "POST /v1/leadsets", "{\"name\": \"x\\u0000y\"}", "body" },
  { "POST /v1/leadsets", "{\"name\": \"\xff\"}", "body" },
  { "POST /v1/leadsets", "{\"name\": \"a\\u202eb\"}", "name" },
  { "POST /v1/campaigns", "{\"name\": \"a\\u2066b\"}", "name" },
  { "POST /v1/campaigns",
    "{\"name\": \"a\", \"caller_id\": \"442079460000\", \"calling_rules\": \"TEST\","
    " \"source_statuses\": [\"NEW\"], \"dispositions\": [\"SALE\\u200fMADE\"]}",
    "dispositions" },
  { "POST /v1/scripts", "{\"name\": \"a\\u000bb\", \"text\": \"x\"}", "name" },
  { "POST /v1/leadsets", "{\"\\\xc3\x84\": 1}", "body" }, /* cut inside a letter */
  { "POST /v1/campaigns", "{\"name\": \"x\", \"active\": 1}", "active" },
  { "POST /v1/leadsets/1/batches", "{\"n\": 0, \"leads\": []}", "upload" },
  { "POST /v1/leadsets/1/batches",
    "{\"upload\": \"" KEY "\", \"n\": 0, \"leads\": [{\"phone\": \"4411600\","
    " \"status\": \"ßßßßßßßßßßßßßßßßßßßß\"}]}",
    "leads[0].status" },
};

static void
test_wrong_bodies (Stage *stage, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *headers = with_new_key (i);
    json_t *answer;

    g_test_message ("%s", wrong[i].field);
    g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], wrong[i].line,
                                 headers, wrong[i].body, &answer),
                      ==, 422);
    g_assert_nonnull (answer);
    g_assert_cmpstr (json_string_value (json_object_get (answer, "field")), ==,
                     wrong[i].field);
    g_assert_cmpuint (strlen (json_string_value (json_object_get (answer, "title"))), >,
                      strlen (wrong[i].field) + 2);
    json_decref (answer);
  }
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM leadset"), ==, 0);
}

/* A batch of 1000 leads. @bad: the row with no phone; -1: none. Free with g_free (). */
static char *
make_batch (gsize note_length, int bad)
{
  g_autofree char *note = g_strnfill (note_length, 'x');
  GString *body = g_string_new ("{\"upload\": \"" KEY "\", \"n\": 0, \"leads\": [");

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (body,
                            "%s{\"phone\": \"%d\", \"status\": \"NEW\","
                            " \"fields\": {\"note\": \"%s\"}}",
                            i > 0 ? "," : "", i == bad ? 1 : 441000000 + i, note);
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

static void
test_batch_near_the_limit (Stage *stage, gconstpointer data)
{
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  g_autofree char *body = make_batch (975, -1), *bad = make_batch (975, 617);
  g_autofree char *large = make_batch (1000, -1);
  g_autoptr (Client) client = client_new (stage);
  json_t *answer;

  g_assert_cmpuint (strlen (body), <=, MIB);
  g_assert_cmpuint (strlen (body), >, MIB - 30000);
  g_assert_cmpuint (strlen (large), >, MIB);
  g_assert_cmpuint (stage_ask (stage, sue, "POST /v1/leadsets", WITH_KEY (KEY),
                               "{\"name\": \"Spring\"}", NULL),
                    ==, 201);

  g_assert_cmpuint (stage_ask (stage, sue, "POST /v1/leadsets/1/batches",
                               WITH_KEY (KEY_2), bad, &answer),
                    ==, 422);
  g_assert_cmpstr (json_string_value (json_object_get (answer, "field")), ==,
                   "leads[617].phone");
  json_decref (answer);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM lead"), ==, 0);

  /* Refused by its length, before it is sent. */
  {
    g_autofree char *head =
      g_strdup_printf ("POST /v1/leadsets/1/batches HTTP/1.1\r\nHost: x\r\n"
                       "Authorization: Bearer %s\r\n" WITH_KEY (
                         KEY_2) "Content-Length: %zu\r\n\r\n",
                       sue, strlen (large));

    client_send_text (client, head);
    g_assert_cmpuint (client_wait_answer (client, NULL, NULL), ==, 413);
    client_wait_closed (client);
  }

  g_assert_cmpuint (stage_ask (stage, sue, "POST /v1/leadsets/1/batches",
                               WITH_KEY (KEY_2), body, &answer),
                    ==, 200);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "added")), ==, 1000);
  json_decref (answer);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM lead"), ==, 1000);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/dispatch/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dispatch/every-route-has-rights", test_every_route_has_rights);
  TEST ("rights", test_rights);
  TEST ("key/same-request", test_same_key_is_same_request);
  TEST ("key/at-once", test_same_key_at_once);
  TEST ("key/live-at-once", test_live_at_once);
  TEST ("versions", test_versions);
  TEST ("wrong-bodies", test_wrong_bodies);
  TEST ("batch-near-the-limit", test_batch_near_the_limit);
  return g_test_run ();
}
