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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pacing-store/the-last-word-is-kept", test_the_last_word_is_kept);
  return g_test_run ();
}
