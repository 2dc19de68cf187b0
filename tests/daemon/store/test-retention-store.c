/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has run out goes; what has not stays.
 */
#include "daemon/store/retention-store.h"

#include "daemon/store/operation-store.h"
#include "daemon/store/recycle-store.h"
#include "daemon/store/state-sql.h"
#include "daemon/store/store-scene.h"
#include "daemon/store/user-store.h"

#include <stdlib.h>

static void
keep_operation (OdScene *s, const char *key)
{
  const OdOperation operation = { key, s->ann, "hash" };
  g_autoptr (GError) error = NULL;

  OD_OK (od_operation_store_keep (od_scene_begin (s), &operation, 200, "{}", &error));
  od_scene_commit (s);
}

static gint64
count (OdScene *s, const char *sql)
{
  gint64 n = od_scene_ask (od_scene_begin (s), sql);

  od_scene_commit (s);
  return n;
}

static void
tidy (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  gboolean more;

  OD_OK (od_retention_store_tidy (od_scene_begin (s), &more, &error));
  od_scene_commit (s);
}

static void
test_answers_are_kept_for_thirty_days (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  keep_operation (s, "old");
  s->now_ms += OD_RETENTION_OPERATION_MS;
  keep_operation (s, "new");
  tidy (s);
  g_assert_cmpint (count (s, "SELECT count(*) FROM operation"), ==, 2);

  s->now_ms += 1;
  tidy (s);
  g_assert_cmpint (count (s, "SELECT count(*) FROM operation"), ==, 1);
}

static void
test_sessions_end_when_they_said (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  const OdSessionRow row = { .user_id = s->ann,
                             .role = OD_ROLE_AGENT,
                             .token_hash = (char *) "t",
                             .sip_user = (char *) "s-1",
                             .sip_ha1 = (char *) "h",
                             .expires_at_ms = s->now_ms + 1000 };

  OD_OK (od_user_store_add_session (od_scene_begin (s), &row, &error));
  od_scene_commit (s);
  tidy (s);
  g_assert_cmpint (count (s, "SELECT count(*) FROM session"), ==, 1);

  s->now_ms += 1000;
  tidy (s);
  g_assert_cmpint (count (s, "SELECT count(*) FROM session"), ==, 0);
}

static void
test_a_crashed_calls_number_is_free_when_the_gap_is_over (void)
{
  g_autoptr (OdScene) s = od_scene_new ();

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  tidy (s);
  od_scene_reopen (s);
  tidy (s);
  g_assert_cmpint (count (s, "SELECT count(*) FROM active_number"), ==, 1);

  s->now_ms += OD_STORE_RETRY_GAP_MS;
  tidy (s);
  g_assert_cmpint (count (s, "SELECT count(*) FROM active_number"), ==, 0);
}

static void
test_a_recycling_is_known_for_an_hour (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  const OdRecycleRequest request = { "key", "hash" };
  OdRecycle recycle = { .ends = 1u << OD_END_BUSY, .max_attempts = OD_RECYCLE_NO_LIMIT };
  OdRecycling recycling;

  od_scene_add_leads (s, s->leadset, "READY", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_FAIL, 0, OD_END_BUSY);
  OD_OK (od_recycle_store_begin (od_scene_begin (s), s->leadset, &recycle, "READY",
                                 &request, &recycling, &error));
  od_scene_commit (s);
  s->now_ms += 2 * OD_RETENTION_RECYCLING_MS;
  tidy (s); /* not through yet */
  OD_OK (od_recycle_store_turn (od_scene_begin (s), recycling.id, &recycling, &error));
  od_scene_commit (s);
  g_assert_cmpint (recycling.n, ==, 1);
  s->now_ms += OD_RETENTION_RECYCLING_MS;
  tidy (s);
  g_assert_cmpint (count (s, "SELECT count(*) FROM recycled_lead"), ==, 1);

  s->now_ms += 1;
  tidy (s);
  g_assert_cmpint (count (s, "SELECT count(*) FROM recycled_lead"), ==, 0);
  g_assert_cmpint (count (s, "SELECT count(*) FROM recycling"), ==, 0);
}

static void
test_the_states_of_sql_are_those_of_a_recycling (void)
{
  g_assert_cmpint (atoi (OD_SQL_RECYCLING_MOVING), ==, OD_RECYCLING_MOVING);
  g_assert_cmpint (atoi (OD_SQL_RECYCLING_MOVED), ==, OD_RECYCLING_MOVED);
  g_assert_cmpint (atoi (OD_SQL_RECYCLING_BACKING), ==, OD_RECYCLING_BACKING);
  g_assert_cmpint (atoi (OD_SQL_RECYCLING_BACK), ==, OD_RECYCLING_BACK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retention-store/answers", test_answers_are_kept_for_thirty_days);
  g_test_add_func ("/retention-store/sessions", test_sessions_end_when_they_said);
  g_test_add_func ("/retention-store/numbers",
                   test_a_crashed_calls_number_is_free_when_the_gap_is_over);
  g_test_add_func ("/retention-store/recyclings", test_a_recycling_is_known_for_an_hour);
  g_test_add_func ("/retention-store/the-states-of-sql-are-those-of-a-recycling",
                   test_the_states_of_sql_are_those_of_a_recycling);
  return g_test_run ();
}
