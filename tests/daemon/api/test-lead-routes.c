/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One lead that somebody edits: who may, what is merged, and that the agent who talks to
 * it sees it at once.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-stage.h"

#include <string.h>

#define CALL "0190a000-0000-7000-8000-00000000ca11"

/* By the agent or by the supervisor, with a key of its own. */
static guint
edit (Stage *stage, OdRole role, const char *line, const char *body, json_t **answer)
{
  static guint n;
  g_autofree char *headers =
    g_strdup_printf ("Idempotency-Key: 0190a000-0000-7000-8000-%012x\r\n", ++n);

  return stage_ask (stage, stage->tokens[role], line, headers, body, answer);
}

static const char *
get_field (json_t *lead, const char *name)
{
  return json_string_value (json_object_get (json_object_get (lead, "fields"), name));
}

static void
test_an_edit_is_merged (Stage *stage, gconstpointer data)
{
  static const char line[] = "PATCH /v1/leads/1";
  json_t *lead;

  stage_open_floor (stage, 2);
  g_assert_cmpuint (edit (stage, OD_ROLE_SUPERVISOR, line,
                          "{\"fields\": {\"City\": \"York\"}}", NULL),
                    ==, 200);
  g_assert_cmpuint (edit (stage, OD_ROLE_SUPERVISOR, line,
                          "{\"fields\": {\"First Name\": null, \"Age\": \"7\"},"
                          " \"status\": \"later\", \"phone\": \"441999\"}",
                          &lead),
                    ==, 200);
  g_assert_cmpstr (get_field (lead, "City"), ==, "York");
  g_assert_cmpstr (get_field (lead, "Age"), ==, "7");
  g_assert_null (get_field (lead, "First Name"));
  g_assert_cmpint (json_integer_value (json_object_get (lead, "version")), ==, 3);
  json_decref (lead);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM lead_history"), ==, 5);
  g_assert_cmpint (stage_count (stage, "SELECT n FROM lead_count WHERE status = 'LATER'"),
                   ==, 1);
  g_assert_cmpint (stage_count (stage, "SELECT n FROM lead_count WHERE status = 'NEW'"),
                   ==, 1);

  /* What changes nothing is no change. */
  g_assert_cmpuint (edit (stage, OD_ROLE_SUPERVISOR, line, "{\"phone\": \"441999\"}",
                          &lead),
                    ==, 200);
  g_assert_cmpint (json_integer_value (json_object_get (lead, "version")), ==, 3);
  json_decref (lead);
  g_assert_cmpuint (edit (stage, OD_ROLE_SUPERVISOR, line, "{\"phone\": \"441002\"}",
                          NULL),
                    ==, 409);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM lead_history"), ==, 5);
}

static void
test_an_agent_edits_its_own_contacts_only (Stage *stage, gconstpointer data)
{
  static const char body[] = "{\"fields\": {\"City\": \"York\"}}";
  OdFloorCall *call;

  stage_open_floor (stage, 2);
  g_assert_cmpuint (edit (stage, OD_ROLE_AGENT, "PATCH /v1/leads/1", body, NULL), ==,
                    403);
  call = stage_talk (stage, CALL);
  g_assert_cmpint (call->lead->id, ==, 1);
  g_assert_cmpuint (edit (stage, OD_ROLE_AGENT, "PATCH /v1/leads/1", body, NULL), ==,
                    200);
  g_assert_cmpuint (edit (stage, OD_ROLE_AGENT, "PATCH /v1/leads/2", body, NULL), ==,
                    403);
  g_assert_cmpuint (edit (stage, OD_ROLE_AGENT, "PATCH /v1/leads/1",
                          "{\"status\": \"NEW\"}", NULL),
                    ==, 403);
  g_assert_cmpuint (edit (stage, OD_ROLE_AGENT, "PATCH /v1/leads/1",
                          "{\"phone\": \"441999\"}", NULL),
                    ==, 403);
  stage_hang_up (stage, call);
  g_assert_cmpuint (edit (stage, OD_ROLE_AGENT, "PATCH /v1/leads/1",
                          "{\"fields\": {\"City\": \"Leeds\"}}", NULL),
                    ==, 200);
  g_assert_cmpint (stage_count (stage, "SELECT count(*) FROM lead_history h"
                                       " JOIN account u ON u.id = h.account_id"
                                       " WHERE u.name = 'agent'"),
                   ==, 2);
}

/* The number on the phone is not another one, whatever is written down. */
static void
test_the_talking_agent_sees_the_edit (Stage *stage, gconstpointer data)
{
  g_autoptr (Client) ann = client_new (stage), sue = client_new (stage);
  OdFloorCall *call;
  json_t *me, *lead;

  stage_open_floor (stage, 1);
  call = stage_talk (stage, CALL);
  client_send (ann, "GET /v1/stream", stage->tokens[OD_ROLE_AGENT], "", "");
  client_wait_text (ann, "event: me");
  client_send (sue, "GET /v1/stream", stage->tokens[OD_ROLE_SUPERVISOR], "", "");
  client_wait_text (sue, "event: hello");
  g_assert_cmpuint (edit (stage, OD_ROLE_SUPERVISOR, "PATCH /v1/leads/1",
                          "{\"phone\": \"441999\"}", NULL),
                    ==, 409);
  g_assert_cmpuint (edit (stage, OD_ROLE_SUPERVISOR, "PATCH /v1/leads/1",
                          "{\"fields\": {\"City\": \"York\"}}", NULL),
                    ==, 200);
  client_wait_text (ann, "\"City\":\"York\"");
  client_wait_text (sue, "event: lead-saved\n");
  g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_AGENT], "GET /v1/me", "", "",
                               &me),
                    ==, 200);
  lead = json_object_get (json_object_get (json_object_get (me, "agent"), "call"),
                          "lead");
  g_assert_cmpstr (get_field (lead, "City"), ==, "York");
  g_assert_cmpstr (get_field (lead, "First Name"), ==, "Ann");
  json_decref (me);
  stage_hang_up (stage, call);
}

/* The screen pops before the bridge is on disk. */
static void
test_who_is_on_the_line_need_not_be_on_disk (Stage *stage, gconstpointer data)
{
  OdFloorAgent *agent = od_floor_get_agent (stage->floor, stage->ids[OD_ROLE_AGENT]);
  OdFloor *floor = stage->floor;
  OdLead *lead = od_lead_new ("441001", "NEW");
  OdFloorCall *call;

  stage_open_floor (stage, 1);
  lead->id = 1;
  call = od_floor_add_call (floor, CALL, 1000000, lead, 1);
  g_assert_true (od_floor_move_call (floor, call, OD_CALL_ORIGINATE));
  g_assert_true (od_floor_move_call (floor, call, OD_CALL_ANSWER));
  g_assert_true (od_floor_call_line (floor, agent, 1000001));
  g_assert_true (od_floor_move_line (floor, agent, OD_LINE_ANSWER));
  g_assert_true (od_floor_move_agent (floor, agent, OD_AGENT_MAKE_READY));
  g_assert_true (od_floor_move_agent (floor, agent, OD_AGENT_RESERVE));
  od_floor_enter_call (floor, agent, call);
  g_assert_cmpuint (edit (stage, OD_ROLE_AGENT, "PATCH /v1/leads/1",
                          "{\"fields\": {\"City\": \"York\"}}", NULL),
                    ==, 200);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/lead-routes/" name, Stage, NULL, stage_set_up, func, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("merged", test_an_edit_is_merged);
  TEST ("own-contacts", test_an_agent_edits_its_own_contacts_only);
  TEST ("seen", test_the_talking_agent_sees_the_edit);
  TEST ("not-on-disk", test_who_is_on_the_line_need_not_be_on_disk);
  return g_test_run ();
}
