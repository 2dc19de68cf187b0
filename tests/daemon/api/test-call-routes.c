/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The disposition of a call, while it is up and after.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"
#include "daemon/store/user-store.h"

#include <string.h>

#define CALL       "0190a000-0000-7000-8000-00000000ca11"
#define OTHER_CALL "0190a000-0000-7000-8000-00000000ca12"

static guint
dispose_call (Stage *stage, const char *call_id, const char *body)
{
  static guint n;
  g_autofree char *line = g_strdup_printf ("PUT /v1/calls/%s/disposition", call_id);
  g_autofree char *headers =
    g_strdup_printf ("Idempotency-Key: 0190a000-0000-7000-8000-%012x\r\n", ++n);

  return stage_ask (stage, stage->tokens[OD_ROLE_AGENT], line, headers, body, NULL);
}

static guint
dispose (Stage *stage, const char *body)
{
  return dispose_call (stage, CALL, body);
}

/* The call as on disk, after all that was given to the writer. */
static void
assert_call (Stage *stage, const char *disposition, const char *reason)
{
  json_t *call;

  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM call"), ==, 1);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "GET /v1/calls/" CALL,
                               "", "", &call),
                    ==, 200);
  g_assert_cmpstr (json_string_value (json_object_get (call, "disposition")), ==,
                   disposition);
  g_assert_cmpstr (json_string_value (json_object_get (call, "reason")), ==, reason);
  json_decref (call);
}

/* The disk first: what was answered is there, whatever comes next. */
static void
test_disposed_while_the_call_is_up (Stage *stage, gconstpointer data)
{
  OdFloorAgent *agent = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]);
  g_autoptr (Client) ann = client_new (stage);
  OdFloorCall *call;

  stage_open_floor (stage, 1);
  call = stage_talk (stage, CALL);
  client_send (ann, "GET /v1/stream", stage->tokens[OD_ROLE_AGENT], "", "");
  client_wait_text (ann, "\"disposition\":null");
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"Wrong details\","
                                    " \"reason\": \"another city\"}"),
                    ==, 200);
  assert_call (stage, "WRONG DETAILS", "another city");
  client_wait_text (ann, "\"disposition\":\"WRONG DETAILS\"");
  g_assert_cmpint (agent->state, ==, OD_AGENT_IN_CALL);
  stage_hang_up (stage, call);
  g_assert_cmpint (agent->state, ==, OD_AGENT_WRAP_UP);

  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"CALL BACK\"}"), ==, 200);
  assert_call (stage, "CALL BACK", NULL);
  g_assert_cmpint (agent->state, ==, OD_AGENT_WRAP_UP);
  g_assert_cmpint (stage_count (stage, "SELECT sum(n) FROM counter WHERE name ="
                                       " 'slice:CALL BACK' AND agent_id = 0"
                                       " AND leadset_id = 0"),
                   ==, 1);
}

static gboolean
add_bob (OdTx *tx, gpointer data, GError **error)
{
  return od_user_store_add (tx, "bob", OD_ROLE_AGENT, "-", data, error);
}

static void
test_only_its_agent_and_only_when_it_has_come (Stage *stage, gconstpointer data)
{
  static const char body[] = "{\"disposition\": \"BUSY\"}";
  OdFloorAgent *ann = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]), *bob;
  OdFloorCall *call;
  gint64 id;

  stage_open_floor (stage, 2);
  g_assert_true (od_store_write_now (stage->store, add_bob, &id, NULL));
  od_dialer_sign_in (stage->dialer, id, "bob", "s-bob",
                     "0123456789abcdef0123456789abcdef");
  bob = od_floor_get_agent (stage->floor, id);
  od_floor_set_campaign (stage->floor, bob, 1);
  call = stage_reserve (stage, bob, CALL);
  stage_bridge (stage, call);
  g_assert_cmpuint (dispose (stage, body), ==, 409);
  stage_hang_up (stage, call);

  call = stage_reserve (stage, ann, OTHER_CALL);
  g_assert_cmpuint (dispose_call (stage, OTHER_CALL, body), ==, 409);
  stage_bridge (stage, call);
  g_assert_cmpuint (dispose_call (stage, OTHER_CALL,
                                  "{\"disposition\": \"BUSY\", \"pause\": true}"),
                    ==, 200);
  stage_hang_up (stage, call);
  g_assert_cmpint (ann->state, ==, OD_AGENT_PAUSED);
}

static guint
correct_by_supervisor (Stage *stage, const char *call_id, const char *body)
{
  static guint n;
  g_autofree char *line = g_strdup_printf ("PUT /v1/calls/%s/disposition", call_id);
  g_autofree char *headers =
    g_strdup_printf ("Idempotency-Key: 0190a000-0000-7000-8001-%012x\r\n", ++n);

  return stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], line, headers, body, NULL);
}

/* The agent until its next call, a supervisor at any time. */
/* What the agent may still correct, as GET /v1/me has it; NULL: nothing. */
static void
check_last_call (Stage *stage, const char *disposition)
{
  json_t *answer, *last;

  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "GET /v1/me", "", "",
                               &answer),
                    ==, 200);
  last = json_object_get (answer, "last_call");
  g_assert_cmpstr (json_string_value (json_object_get (last, "disposition")), ==,
                   disposition);
  json_decref (answer);
}

static void
test_an_outcome_is_corrected (Stage *stage, gconstpointer data)
{
  OdFloorAgent *ann = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]);
  json_t *answer, *calls, *corrections;

  stage_open_floor (stage, 2);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (correct_by_supervisor (stage, CALL, "{\"disposition\": \"BUSY\"}"),
                    ==, 409);
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"DO NOT CALL\"}"), ==, 200);
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"SALE MADE\"}"), ==, 200);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM barred_number"), ==, 0);
  check_last_call (stage, "SALE MADE");

  od_dialer_ask_state (stage->dialer, ann->id, 1, FALSE); /* the wrap-up is over */
  stage_talk (stage, OTHER_CALL);
  check_last_call (stage, NULL);
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"BUSY\"}"), ==, 409);
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"SALE MADE\"}"), ==, 200);
  g_assert_cmpuint (correct_by_supervisor (stage, CALL,
                                           "{\"disposition\": \"NO SUCH WORD\"}"),
                    ==, 422);
  g_assert_cmpuint (
    correct_by_supervisor (stage, CALL, "{\"disposition\": \"BUSY\", \"pause\": true}"),
    ==, 422);
  g_assert_cmpuint (correct_by_supervisor (stage, CALL, "{\"disposition\": \"BUSY\"}"),
                    ==, 200);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/leads/1/calls", "", "", &answer),
                    ==, 200);
  calls = json_object_get (answer, "calls");
  corrections = json_object_get (json_array_get (calls, 0), "corrections");
  g_assert_cmpuint (json_array_size (calls), ==, 1);
  g_assert_cmpuint (json_array_size (corrections), ==, 2);
  g_assert_cmpstr (json_string_value (
                     json_object_get (json_array_get (corrections, 1), "was")),
                   ==, "SALE MADE");
  json_decref (answer);
}

/* The appointment is gone, and what it was can still be read. */
static void
test_the_time_of_a_call_back_stays_readable (Stage *stage, gconstpointer data)
{
  json_t *answer, *corrections;

  stage_open_floor (stage, 1);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"CALL BACK\","
                                    " \"call_back_at_ms\": 4100000000000}"),
                    ==, 200);
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"SALE MADE\"}"), ==, 200);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                               "GET /v1/leads/1/calls", "", "", &answer),
                    ==, 200);
  corrections = json_object_get (json_array_get (json_object_get (answer, "calls"), 0),
                                 "corrections");
  g_assert_cmpuint (json_array_size (corrections), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (json_array_get (corrections, 0),
                                                        "was_call_back_at_ms")),
                   ==, G_GINT64_CONSTANT (4100000000000));
  json_decref (answer);
}

/* The agent thinks of it in the middle of the next call. */
static void
test_no_more_calls_is_heard_late (Stage *stage, gconstpointer data)
{
  OdFloorAgent *ann = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]);

  stage_open_floor (stage, 2);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"SALE MADE\"}"), ==, 200);
  od_dialer_ask_state (stage->dialer, ann->id, 1, FALSE); /* the wrap-up is over */
  stage_talk (stage, OTHER_CALL);
  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"DO NOT CALL\"}"), ==, 200);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM barred_number"), ==, 1);
}

static gboolean
read_out_first_edition (OdTx *tx, gpointer data, GError **error)
{
  return od_db_exec (tx->db, "UPDATE call SET script_id = 1, script_version = 1", error);
}

/* Who ends the program in a call and starts it again has the person and the script. */
static void
test_what_has_ended_is_told_again (Stage *stage, gconstpointer data)
{
  static const char edit[] = "PATCH /v1/scripts/1";
  g_autoptr (GError) error = NULL;
  json_t *answer, *me, *call;

  stage_do (stage, "POST /v1/scripts", "{\"name\": \"Hello\", \"text\": \"first\"}",
            NULL);
  g_assert_cmpuint (
    stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR], edit,
               WITH_KEY ("0190a000-0000-7000-8000-0000000000aa") "If-Match: 1\r\n",
               "{\"text\": \"second\"}", NULL),
    ==, 200);
  stage_open_floor (stage, 1);
  stage_hang_up (stage, stage_talk (stage, CALL));
  g_assert_true (od_store_write_now (stage->store, read_out_first_edition, NULL, &error));
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "GET /v1/me", "", "",
                               &answer),
                    ==, 200);
  me = json_object_get (answer, "agent");
  g_assert_cmpstr (json_string_value (json_object_get (me, "state")), ==, "disposing");
  call = json_object_get (me, "call");
  g_assert_cmpstr (json_string_value (json_object_get (call, "id")), ==, CALL);
  g_assert_cmpstr (json_string_value (json_object_get (call, "state")), ==, "ended");
  g_assert_cmpstr (json_string_value (
                     json_object_get (json_object_get (call, "lead"), "phone")),
                   ==, "441001");
  g_assert_cmpstr (json_string_value (
                     json_object_get (json_object_get (json_object_get (call, "lead"),
                                                       "fields"),
                                      "First Name")),
                   ==, "Ann");
  g_assert_cmpstr (json_string_value (
                     json_object_get (json_object_get (call, "script"), "text")),
                   ==, "first");
  json_decref (answer);

  g_assert_cmpuint (dispose (stage, "{\"disposition\": \"BUSY\", \"pause\": true}"), ==,
                    200);
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "GET /v1/me", "", "",
                               &answer),
                    ==, 200);
  g_assert_null (json_object_get (json_object_get (answer, "agent"), "call"));
  json_decref (answer);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/call-routes/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("disposed/up", test_disposed_while_the_call_is_up);
  TEST ("disposed/whose", test_only_its_agent_and_only_when_it_has_come);
  TEST ("corrected", test_an_outcome_is_corrected);
  TEST ("call-back-time", test_the_time_of_a_call_back_stays_readable);
  TEST ("no-more-calls", test_no_more_calls_is_heard_late);
  TEST ("what-has-ended-is-told-again", test_what_has_ended_is_told_again);
  return g_test_run ();
}
