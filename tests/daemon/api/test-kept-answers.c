/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long an answer may be given again.
 */
#include "daemon/api/kept-answers.h"

#include "daemon/api/api-stage.h"

#define PATH "GET /v1/statistics/dashboard"

static gboolean
write_nothing (OdTx *tx, gpointer data, GError **error)
{
  return TRUE;
}

static void
write_now (Stage *stage)
{
  g_assert_true (od_store_write_now (stage->store, write_nothing, NULL, NULL));
}

static void
test_until_something_is_written (Stage *stage, gconstpointer data)
{
  OdKeptAnswers *kept = od_kept_answers_new (stage->store);
  guint64 version = od_store_get_version (stage->store);

  g_assert_null (od_kept_answers_find (kept, PATH));
  od_kept_answers_keep (kept, PATH, version, "one");
  g_assert_cmpstr (od_kept_answers_find (kept, PATH), ==, "one");
  g_assert_null (od_kept_answers_find (kept, PATH "2"));
  write_now (stage);
  g_assert_null (od_kept_answers_find (kept, PATH));
  /* It was read before the writing: nobody may have it. */
  od_kept_answers_keep (kept, PATH, version, "one");
  g_assert_null (od_kept_answers_find (kept, PATH));
  od_kept_answers_keep (kept, PATH, od_store_get_version (stage->store), "two");
  g_assert_cmpstr (od_kept_answers_find (kept, PATH), ==, "two");
  od_kept_answers_free (kept);
}

static gboolean
is_forgotten (gpointer data)
{
  return od_kept_answers_find (data, PATH) == NULL;
}

static void
test_for_a_second_at_most (Stage *stage, gconstpointer data)
{
  OdKeptAnswers *kept = od_kept_answers_new (stage->store);

  od_kept_answers_keep (kept, PATH, od_store_get_version (stage->store), "one");
  g_assert_false (is_forgotten (kept));
  od_test_wait_until (is_forgotten, kept, LIMIT_S, "the second to pass");
  od_kept_answers_free (kept);
}

/* What a change is answered to, the next reading has. */
static void
test_a_change_is_seen_at_once (Stage *stage, gconstpointer data)
{
  stage_open_floor (stage, 3);
  for (int i = 0; i < 4; i++) {
    gboolean active = i % 2 == 0;

    stage_do (stage, "PUT /v1/campaigns/1/state",
              active ? "{\"active\": true}" : "{\"active\": false}", NULL);
    for (int again = 0; again < 2; again++) {
      json_t *tiles;

      g_assert_cmpuint (stage_ask (stage, stage->tokens[OD_ROLE_SUPERVISOR],
                                   "GET /v1/statistics/dashboard", "", "", &tiles),
                        ==, 200);
      g_assert_cmpint (json_integer_value (json_object_get (tiles, "data_remaining")), ==,
                       active ? 3 : 0);
      json_decref (tiles);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kept-answers/until-something-is-written", Stage, NULL, stage_set_up,
              test_until_something_is_written, stage_tear_down);
  g_test_add ("/kept-answers/for-a-second-at-most", Stage, NULL, stage_set_up,
              test_for_a_second_at_most, stage_tear_down);
  g_test_add ("/kept-answers/a-change-is-seen-at-once", Stage, NULL, stage_set_up,
              test_a_change_is_seen_at_once, stage_tear_down);
  return g_test_run ();
}
