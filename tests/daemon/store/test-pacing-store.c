/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pacer has learned is kept for its campaign, the last word only.
 */
#include "daemon/store/pacing-store.h"

#include "daemon/store/store-scene.h"

static char *
get (OdTx *tx, gint64 campaign_id)
{
  g_autoptr (GError) error = NULL;
  char *learned;

  OD_OK (od_pacing_store_get (tx, campaign_id, &learned, &error));
  return learned;
}

static void
test_the_last_word_is_kept (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  g_autofree char *learned = NULL;

  g_assert_null (get (tx, s->campaign));
  OD_OK (od_pacing_store_set (tx, s->campaign, "1 2 3", &error));
  OD_OK (od_pacing_store_set (tx, s->campaign, "1 4 5", &error));
  learned = get (tx, s->campaign);
  g_assert_cmpstr (learned, ==, "1 4 5");
  g_assert_null (get (tx, s->campaign + 1));
  od_scene_undo (s);
}

static gint64
get_at_ms (OdTx *tx)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, "SELECT at_ms FROM pacing WHERE at_ms > :none", &error,
                      OD_INT (":none", 0));

  OD_OK (od_statement_next (st, &error));
  return od_statement_get_int (st, 0);
}

/* A campaign that is on and dials nobody writes nothing each minute. */
static void
test_what_is_known_is_not_written_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  gint64 first_ms = tx->now_ms;

  OD_OK (od_pacing_store_set (tx, s->campaign, "1 2 3", &error));
  tx->now_ms += 60000;
  OD_OK (od_pacing_store_set (tx, s->campaign, "1 2 3", &error));
  g_assert_cmpint (get_at_ms (tx), ==, first_ms);
  OD_OK (od_pacing_store_set (tx, s->campaign, "1 2 4", &error));
  g_assert_cmpint (get_at_ms (tx), ==, first_ms + 60000);
  od_scene_undo (s);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pacing-store/the-last-word-is-kept", test_the_last_word_is_kept);
  g_test_add_func ("/pacing-store/what-is-known",
                   test_what_is_known_is_not_written_again);
  return g_test_run ();
}
