/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts and the sessions that survive a restart.
 */
#include "daemon/store/user-store.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/store-scene.h"

#include <string.h>

static void
add_session (OdScene *s, gint64 user, OdRole role, const char *token, gint64 life_ms)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sip_user = g_strconcat ("s-", token, NULL);
  OdSessionRow row = { .user_id = user,
                       .role = role,
                       .token_hash = (char *) token,
                       .sip_user = sip_user,
                       .sip_ha1 = (char *) "ha1",
                       .expires_at_ms = s->now_ms + life_ms };

  OD_OK (od_user_store_add_session (od_scene_begin (s), &row, &error));
  od_scene_commit (s);
}

static GPtrArray *
sessions (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = od_user_store_list_sessions (od_scene_begin (s), &error);

  od_scene_commit (s);
  g_assert_no_error (error);
  return rows;
}

static void
assert_sessions (OdScene *s, guint n)
{
  g_autoptr (GPtrArray) rows = sessions (s);

  g_assert_cmpuint (rows->len, ==, n);
}

static void
test_a_user_comes_back_with_its_hash (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (OdUser) user = NULL;
  gint64 id;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_user_store_add (tx, "sue", OD_ROLE_SUPERVISOR, "hash-s", &id, &error));
  user = od_user_store_get (tx, "sue", &hash, &error);
  od_scene_commit (s);
  g_assert_no_error (error);
  g_assert_cmpint (user->id, ==, id);
  g_assert_cmpint (user->role, ==, OD_ROLE_SUPERVISOR);
  g_assert_cmpstr (user->name, ==, "sue");
  g_assert_cmpstr (hash, ==, "hash-s");
}

static void
test_a_name_is_taken_once_and_nobody_is_found_by_another (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  OD_REFUSED (od_user_store_add (od_scene_begin (s), "ann", OD_ROLE_ADMIN, "x", &id,
                                 &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
  OD_REFUSED (od_user_store_get (od_scene_begin (s), "anna", NULL, &error) != NULL,
              OD_STORE_ERROR_NOT_FOUND);
  od_scene_undo (s);
}

static void
test_only_a_user_who_answers_calls_is_an_agent (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdAgent) agent = NULL;
  gint64 id;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_user_store_add (tx, "adam", OD_ROLE_ADMIN, "x", &id, &error));
  OD_REFUSED (od_agent_store_get (tx, id, &error) != NULL, OD_STORE_ERROR_NOT_FOUND);
  agent = od_agent_store_get (tx, s->ann, &error);
  od_scene_commit (s);
  g_assert_no_error (error);
  g_assert_cmpstr (agent->name, ==, "ann");
}

static void
test_an_agents_earlier_session_ends_and_a_supervisors_does_not (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  gint64 sue;

  OD_OK (
    od_user_store_add (od_scene_begin (s), "sue", OD_ROLE_SUPERVISOR, "x", &sue, &error));
  od_scene_commit (s);
  add_session (s, sue, OD_ROLE_SUPERVISOR, "sue-1", 1000);
  add_session (s, sue, OD_ROLE_SUPERVISOR, "sue-2", 1000);
  add_session (s, s->ann, OD_ROLE_AGENT, "ann-1", 1000);
  add_session (s, s->bob, OD_ROLE_AGENT, "bob-1", 1000);
  assert_sessions (s, 4);
  add_session (s, s->ann, OD_ROLE_AGENT, "ann-2", 1000);
  assert_sessions (s, 4);
}

static void
test_a_session_survives_a_restart_whole (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GPtrArray) rows = NULL;
  const OdSessionRow *row;

  add_session (s, s->ann, OD_ROLE_AGENT, "token", 1000);
  od_scene_reopen (s);
  rows = sessions (s);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->user_id, ==, s->ann);
  g_assert_cmpstr (row->user_name, ==, "ann");
  g_assert_cmpint (row->role, ==, OD_ROLE_AGENT);
  g_assert_cmpstr (row->token_hash, ==, "token");
  g_assert_cmpstr (row->sip_user, ==, "s-token");
  g_assert_cmpstr (row->sip_ha1, ==, "ha1");
  g_assert_cmpint (row->expires_at_ms, ==, s->now_ms + 1000);
}

static void
test_a_session_ends_by_time_by_leaving_and_by_a_new_password (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  add_session (s, s->ann, OD_ROLE_AGENT, "token-1", 1000);
  s->now_ms += 1000;
  assert_sessions (s, 0);

  add_session (s, s->ann, OD_ROLE_AGENT, "token-2", 1000);
  OD_OK (od_user_store_end_session (od_scene_begin (s), "token-2", &error));
  od_scene_commit (s);
  assert_sessions (s, 0);

  add_session (s, s->ann, OD_ROLE_AGENT, "token-3", 1000);
  OD_OK (od_user_store_set_password (od_scene_begin (s), "ann", "new", &error));
  od_scene_commit (s);
  assert_sessions (s, 0);
  OD_REFUSED (od_user_store_set_password (od_scene_begin (s), "zoe", "new", &error),
              OD_STORE_ERROR_NOT_FOUND);
  od_scene_undo (s);
}

static gboolean
wants_ready (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdAgent) ann = od_agent_store_get (od_scene_begin (s), s->ann, &error);

  od_scene_commit (s);
  g_assert_no_error (error);
  return ann->wants_ready;
}

static void
ask_for_calls (OdScene *s)
{
  g_autoptr (GError) error = NULL;

  OD_OK (od_agent_store_set_wish (od_scene_begin (s), s->ann, 0, TRUE, &error));
  od_scene_commit (s);
  g_assert_true (wants_ready (s));
}

/* Else a restart would make an agent ready who has just come, or gone. */
static void
test_a_wish_for_calls_lasts_as_long_as_its_session (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  add_session (s, s->ann, OD_ROLE_AGENT, "token-1", 1000);
  ask_for_calls (s);
  add_session (s, s->ann, OD_ROLE_AGENT, "token-2", 1000);
  g_assert_false (wants_ready (s));

  ask_for_calls (s);
  OD_OK (od_user_store_end_session (od_scene_begin (s), "token-1", &error));
  od_scene_commit (s);
  g_assert_true (wants_ready (s)); /* that one was over long ago */
  OD_OK (od_user_store_end_session (od_scene_begin (s), "token-2", &error));
  od_scene_commit (s);
  g_assert_false (wants_ready (s));
}

static GPtrArray *
add_agents (OdScene *s, guint n, GError **error)
{
  static char *hash = (char *) "hash";
  g_autoptr (GPtrArray) hashes = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (hashes, hash);
  return od_user_store_add_agents (od_scene_begin (s), 12600, 12609, hashes, error);
}

static const char *
name_of (GPtrArray *agents, guint i)
{
  return ((OdAgent *) g_ptr_array_index (agents, i))->name;
}

static void
add_user (OdScene *s, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  OD_OK (od_user_store_add (od_scene_begin (s), name, OD_ROLE_ADMIN, "-", &id, &error));
  od_scene_commit (s);
}

/* In a row if there is a row; what only looks like a number of the block is none. */
static void
test_new_agents_are_called_by_the_next_free_numbers (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = NULL, second = NULL;

  add_user (s, "12601");
  add_user (s, "12607");
  add_user (s, "126a3");
  add_user (s, "012604");
  add_user (s, "126030");
  first = add_agents (s, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name_of (first, 0), ==, "12602");
  g_assert_cmpstr (name_of (first, 2), ==, "12604");
  od_scene_commit (s);
  second = add_agents (s, 4, &error); /* 12600, 12605, 12606, 12608: no row is left */
  g_assert_no_error (error);
  g_assert_cmpstr (name_of (second, 0), ==, "12600");
  g_assert_cmpstr (name_of (second, 1), ==, "12605");
  g_assert_cmpstr (name_of (second, 3), ==, "12608");
  od_scene_commit (s);
  g_assert_cmpint (od_scene_ask (od_scene_begin (s),
                                 "SELECT count(*) FROM agent a JOIN account u"
                                 " ON u.id = a.id WHERE u.name LIKE '126%' AND role = 0"),
                   ==, 7);
  od_scene_undo (s);
}

static void
test_too_few_free_numbers_make_no_agent (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  add_user (s, "12605");
  OD_OK (od_user_store_check_block (od_scene_begin (s), 12600, 12609, 9, &error));
  od_scene_undo (s);
  OD_REFUSED (od_user_store_check_block (od_scene_begin (s), 12600, 12609, 10, &error),
              OD_STORE_ERROR_NO_ROOM);
  od_scene_undo (s);
  g_assert_null (add_agents (s, 10, &error));
  g_assert_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NO_ROOM);
  g_assert_nonnull (strstr (error->message, "Only 9 numbers"));
  od_scene_undo (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/user-store/a-user-comes-back-with-its-hash",
                   test_a_user_comes_back_with_its_hash);
  g_test_add_func ("/user-store/a-name-is-taken-once",
                   test_a_name_is_taken_once_and_nobody_is_found_by_another);
  g_test_add_func ("/user-store/only-a-user-who-answers-calls-is-an-agent",
                   test_only_a_user_who_answers_calls_is_an_agent);
  g_test_add_func ("/user-store/an-agents-earlier-session-ends",
                   test_an_agents_earlier_session_ends_and_a_supervisors_does_not);
  g_test_add_func ("/user-store/a-session-survives-a-restart-whole",
                   test_a_session_survives_a_restart_whole);
  g_test_add_func ("/user-store/a-session-ends-by-time-leaving-or-password",
                   test_a_session_ends_by_time_by_leaving_and_by_a_new_password);
  g_test_add_func ("/user-store/a-wish-for-calls-lasts-as-long-as-its-session",
                   test_a_wish_for_calls_lasts_as_long_as_its_session);
  g_test_add_func ("/user-store/new-agents-are-called-by-the-next-free-numbers",
                   test_new_agents_are_called_by_the_next_free_numbers);
  g_test_add_func ("/user-store/too-few-free-numbers-make-no-agent",
                   test_too_few_free_numbers_make_no_agent);
  return g_test_run ();
}
