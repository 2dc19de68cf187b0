/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request that may be repeated for ever happens once.
 */
#include "daemon/store/operation-store.h"

#include "daemon/store/store-scene.h"

static const OdOperation given = { "key", 7, "hash" };

static void
test_the_first_time_there_is_no_answer (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  guint status = 1;

  OD_OK (od_operation_store_find (od_scene_begin (s), &given, &status, &body, &error));
  od_scene_commit (s);
  g_assert_cmpuint (status, ==, 0);
  g_assert_null (body);
}

static void
test_the_kept_answer_survives_a_restart (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  guint status;

  OD_OK (od_operation_store_keep (od_scene_begin (s), &given, 201, "{\"id\":1}", &error));
  od_scene_commit (s);
  od_scene_reopen (s);
  OD_OK (od_operation_store_find (od_scene_begin (s), &given, &status, &body, &error));
  od_scene_commit (s);
  g_assert_cmpuint (status, ==, 201);
  g_assert_cmpstr (body, ==, "{\"id\":1}");
}

static const OdOperation others[] = { { "key", 8, "hash" }, { "key", 7, "other" } };

static void
test_a_key_belongs_to_one_user_and_one_request (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  char *body;
  guint status;

  OD_OK (od_operation_store_keep (tx, &given, 200, "{}", &error));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    OD_REFUSED (od_operation_store_find (tx, &others[i], &status, &body, &error),
                OD_STORE_ERROR_REFUSED);
    g_assert_null (body);
  }
  od_scene_commit (s);
}

static void
test_a_key_is_kept_once (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_operation_store_keep (tx, &given, 200, "{}", &error));
  g_assert_false (od_operation_store_keep (tx, &given, 200, "{}", &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_CONFLICT);
  od_scene_undo (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operation-store/the-first-time-there-is-no-answer",
                   test_the_first_time_there_is_no_answer);
  g_test_add_func ("/operation-store/the-kept-answer-survives-a-restart",
                   test_the_kept_answer_survives_a_restart);
  g_test_add_func ("/operation-store/a-key-belongs-to-one-user-and-one-request",
                   test_a_key_belongs_to_one_user_and_one_request);
  g_test_add_func ("/operation-store/a-key-is-kept-once", test_a_key_is_kept_once);
  return g_test_run ();
}
