/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leads to be dialed again, as a supervisor asks for them.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"
#include "daemon/store/recycle-store.h"

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

#define UNDO_KEY   "0190a000-0000-7000-8000-000000000003"
#define UNDO_KEY_2 "0190a000-0000-7000-8000-000000000004"
#define ORDER      "{\"outcomes\": [\"ANSWERING MACHINE\"], \"status\": \"AGAIN\"}"

static guint
ask_undo (Stage *stage, const char *headers, json_t **answer)
{
  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                    "POST /v1/recyclings/1/undo", headers, "", answer);
}

static void
machine_answers (Stage *stage)
{
  stage_open_floor (stage, 1);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY),
                               "{\"disposition\": \"answering machine\","
                               " \"pause\": true}",
                               NULL),
                    ==, 200);
}

/* As the leadset's board offers it; 0: nothing can be undone. */
static gint64
get_offer (Stage *stage)
{
  json_t *board, *offer;
  gint64 id;

  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/leadsets/1/statistics", "", "", &board),
                    ==, 200);
  offer = json_object_get (board, "recycling");
  id = json_integer_value (json_object_get (offer, "id"));
  if (id != 0) {
    g_assert_cmpint (json_integer_value (json_object_get (offer, "leads")), ==, 1);
    g_assert_cmpint (json_integer_value (json_object_get (offer, "undo_ms")), >, 590000);
  }
  json_decref (board);
  return id;
}

static void
test_undone_once (Stage *stage, gconstpointer data)
{
  static const char as_it_was[] =
    "SELECT count(*) FROM lead WHERE status = 'NEW' AND dial_state = 3";
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  g_autoptr (Client) stream = client_new (stage);
  json_t *answer;

  machine_answers (stage);
  g_assert_cmpint (stage_count (stage, as_it_was), ==, 1);
  client_send (stream, "GET /v1/stream", sue, "", "");
  client_wait_text (stream, "event: hello");
  stage_do (stage, "PUT /v1/campaigns/1/state", "{\"active\": false}", NULL);
  g_assert_cmpuint (ask_undo (stage, WITH_KEY (UNDO_KEY), NULL), ==, 404);
  stage_do (stage, "POST /v1/leadsets/1/recycle", ORDER, &answer);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "id")), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "undo_ms")), ==, 600000);
  g_assert_cmpint (take_leads (answer), ==, 1);
  g_assert_cmpint (stage_count (stage, as_it_was), ==, 0);
  g_assert_cmpint (get_offer (stage), ==, 1);

  for (int i = 0; i < 2; i++) { /* the same request: the same answer */
    g_assert_cmpuint (ask_undo (stage, WITH_KEY (UNDO_KEY_2), &answer), ==, 200);
    g_assert_cmpint (json_integer_value (json_object_get (answer, "of")), ==, 1);
    g_assert_cmpint (take_leads (answer), ==, 1);
  }
  client_wait_text (stream, "event: recycling-undone\n");
  g_assert_cmpint (get_offer (stage), ==, 0);
  g_assert_cmpint (stage_count (stage, as_it_was), ==, 1);
  g_assert_cmpuint (ask_undo (stage, WITH_KEY (UNDO_KEY), &answer), ==, 409);
  g_assert_cmpstr (json_string_value (json_object_get (answer, "title")), ==,
                   "This was undone already");
  json_decref (answer);
}

static void
test_too_late_to_undo (Stage *stage, gconstpointer data)
{
  json_t *answer;

  machine_answers (stage);
  stage_do (stage, "POST /v1/leadsets/1/recycle", ORDER, NULL);
  g_atomic_int_add (&stage->ahead_s, 601);
  g_assert_cmpint (get_offer (stage), ==, 0);
  g_assert_cmpuint (ask_undo (stage, WITH_KEY (UNDO_KEY), &answer), ==, 409);
  json_decref (answer);
}

/* As a crash leaves it: begun, and nobody who would go on. */
static gboolean
begin_only (OdTx *tx, gpointer data, GError **error)
{
  const OdRecycleRequest request = { KEY_2, "hash" };
  const OdRecycle recycle = { .dispositions = (char *) "\nANSWERING MACHINE\n",
                              .max_attempts = OD_RECYCLE_NO_LIMIT };
  OdRecycling recycling;

  return od_recycle_store_begin (tx, 1, &recycle, "AGAIN", &request, &recycling, error);
}

static void
on_started (const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
}

static gboolean
is_through (gpointer data)
{
  return stage_count (data, "SELECT count(*) FROM recycling WHERE state = 1 AND n = 1")
         == 1;
}

static void
test_a_half_done_one_goes_on (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  machine_answers (stage);
  g_assert_true (od_store_write_now (stage->store, begin_only, NULL, &error));
  od_api_start (stage->api, on_started, NULL);
  od_test_wait_until (is_through, stage, LIMIT_S, "the recycling to be through");
  g_assert_cmpint (stage_count (stage, "SELECT n FROM lead_count WHERE status = 'AGAIN'"
                                       " AND dial_state = 0"),
                   ==, 1);
}

/* The file takes no turn after this one: as if there were no room, and then there is. */
#define NO_ROOM                                                                          \
  "CREATE TRIGGER no_room BEFORE UPDATE ON recycling WHEN OLD.after >= %d"               \
  " BEGIN SELECT RAISE (ABORT, 'database or disk is full'); END"

static gboolean
run_sql (OdTx *tx, gpointer data, GError **error)
{
  return od_db_exec (tx->db, data, error);
}

static void
do_sql (Stage *stage, const char *sql)
{
  g_autoptr (GError) error = NULL;

  od_store_write_now (stage->store, run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

/* That the server warns of it is as it should be. */
static void
fill_the_disk (Stage *stage, int after)
{
  g_autofree char *sql = g_strdup_printf (NO_ROOM, after);

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  do_sql (stage, sql);
}

static void
make_room (Stage *stage)
{
  do_sql (stage, "DROP TRIGGER no_room");
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
}

static void
on_started_again (const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_a_turn_that_fails_is_tried_again (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean started = FALSE;

  machine_answers (stage);
  g_assert_true (od_store_write_now (stage->store, begin_only, NULL, &error));
  fill_the_disk (stage, 0);
  od_api_start (stage->api, on_started_again, &started);
  od_test_wait_until (is_true, &started, LIMIT_S, "the API to start");
  make_room (stage); /* the writer has tried by then */
  od_test_wait_until (is_through, stage, LIMIT_S, "the recycling to be through");
  g_assert_cmpint (stage_count (stage, "SELECT n FROM lead_count WHERE status = 'AGAIN'"
                                       " AND dial_state = 0"),
                   ==, 1);
}

/* More leads than one turn looks at; all but one were never called. */
static void
end_many_leads (Stage *stage)
{
  stage_open_floor (stage, 501);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT],
                               "PUT /v1/calls/" CALL "/disposition", WITH_KEY (KEY),
                               "{\"disposition\": \"answering machine\","
                               " \"pause\": true}",
                               NULL),
                    ==, 200);
  do_sql (stage, "UPDATE lead SET dial_state = 3;"
                 "UPDATE lead_count SET n = 0 WHERE dial_state <> 3;"
                 "UPDATE lead_count SET n = 501 WHERE dial_state = 3;");
}

static guint
ask_recycle (Stage *stage, json_t **answer)
{
  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                    "POST /v1/leadsets/1/recycle", WITH_KEY (KEY_2), ORDER, answer);
}

/* Who asked is told what is so; whether he asks again or not, it is done, and once. */
static void
test_who_asked_hears_that_it_follows (Stage *stage, gconstpointer data)
{
  g_autofree char *told = g_strdup_printf ("SELECT count(*) FROM event WHERE kind = %d",
                                           OD_EVENT_LEADS_RECYCLED);
  json_t *answer;

  end_many_leads (stage);
  fill_the_disk (stage, 1);
  g_assert_cmpuint (ask_recycle (stage, &answer), ==, 503);
  g_assert_cmpstr (json_string_value (json_object_get (answer, "title")), ==,
                   "A part of the leads is moved; the rest follows by itself as soon as "
                   "the server can store it");
  json_decref (answer);
  g_assert_cmpint (get_offer (stage), ==, 0); /* not through: nothing to be undone */
  make_room (stage);
  od_test_wait_until (is_through, stage, LIMIT_S, "the recycling to be through");
  g_assert_cmpuint (ask_recycle (stage, &answer), ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 1);
  g_assert_cmpint (stage_count (stage, told), ==, 1);
  g_assert_cmpint (get_offer (stage), ==, 1);
}

/* It waits for its next turn: the end of the server does not. */
static void
test_the_end_does_not_wait_for_room (Stage *stage, gconstpointer data)
{
  end_many_leads (stage);
  fill_the_disk (stage, 1);
  g_assert_cmpuint (ask_recycle (stage, NULL), ==, 503);
  g_clear_pointer (&stage->api, od_api_free);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM recycling WHERE state = 0"),
                   ==, 1);
}

#define MANY "60000" /* leads: many turns of a count */

/* Never called, but done: a count looks at each of them. */
static void
add_many_leads (Stage *stage)
{
  machine_answers (stage);
  do_sql (stage, "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s"
                 " WHERE i < " MANY ") INSERT INTO lead (leadset_id, phone, status,"
                 " dial_state, attempts, version)"
                 " SELECT 1, '45' || i, 'NEW', 3, 1, 1 FROM s;"
                 "UPDATE lead_count SET n = n + " MANY " WHERE dial_state = 3;");
}

#define COUNT "GET /v1/leadsets/1/recycle?outcomes=ANSWERING%20MACHINE"

static void
test_nobody_waits_for_a_count (Stage *stage, gconstpointer data)
{
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  g_autoptr (Client) counting = client_new (stage);
  g_autoptr (Client) reading = client_new (stage);
  json_t *answer;

  add_many_leads (stage);
  client_send (counting, COUNT, sue, "", "");
  client_send (reading, "GET /v1/leadsets/1", sue, "", "");
  g_assert_cmpuint (client_wait_answer (reading, NULL, NULL), ==, 200);
  g_assert_cmpint (g_socket_condition_check (counting->socket, G_IO_IN), ==, 0);
  g_assert_cmpuint (client_wait_answer (counting, NULL, &answer), ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 1);
}

static void
test_a_later_count_ends_the_older_one (Stage *stage, gconstpointer data)
{
  const char *sue = stage->tokens[OD_ROLE_SUPERVISOR];
  g_autoptr (Client) older = client_new (stage);
  g_autoptr (Client) later = client_new (stage);
  g_autoptr (Client) of_admin = client_new (stage);
  json_t *answer;

  add_many_leads (stage);
  client_send (older, COUNT, sue, "", "");
  client_send (of_admin, COUNT, stage->tokens[OD_ROLE_ADMIN], "", "");
  client_send (later, COUNT, sue, "", "");
  g_assert_cmpuint (client_wait_answer (older, NULL, &answer), ==, 409);
  g_assert_cmpstr (json_string_value (json_object_get (answer, "code")), ==,
                   "superseded");
  json_decref (answer);
  g_assert_cmpuint (client_wait_answer (later, NULL, &answer), ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 1);
  g_assert_cmpuint (client_wait_answer (of_admin, NULL, &answer), ==, 200);
  g_assert_cmpint (take_leads (answer), ==, 1);
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
  TEST ("undone-once", test_undone_once);
  TEST ("too-late-to-undo", test_too_late_to_undo);
  TEST ("a-half-done-one-goes-on", test_a_half_done_one_goes_on);
  TEST ("a-turn-that-fails-is-tried-again", test_a_turn_that_fails_is_tried_again);
  TEST ("who-asked-hears-that-it-follows", test_who_asked_hears_that_it_follows);
  TEST ("the-end-does-not-wait-for-room", test_the_end_does_not_wait_for_room);
  TEST ("nobody-waits-for-a-count", test_nobody_waits_for_a_count);
  TEST ("a-later-count-ends-the-older-one", test_a_later_count_ends_the_older_one);
  TEST ("wrong-queries", test_wrong_queries);
  return g_test_run ();
}
