/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leadsets: whole, by name, and never over somebody else's change.
 */
#include "daemon/store/leadset-store.h"

#include "daemon/store/store-scene.h"

static OdLeadset *
leadset_new (const char *name, gint64 campaign)
{
  OdLeadset *leadset = od_leadset_new ();

  leadset->name = g_strdup (name);
  leadset->description = g_strdup ("why");
  leadset->campaign_id = campaign;
  leadset->active = TRUE;
  return leadset;
}

static void
test_a_leadset_comes_back_whole (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLeadset) given = leadset_new ("Été", s->campaign), back = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_leadset_store_add (tx, given, &error));
  g_assert_cmpint (((OdEvent *) g_ptr_array_index (tx->events, 0))->leadset_id, ==,
                   given->id);
  back = od_leadset_store_get (tx, given->id, &error);
  od_scene_commit (s);
  g_assert_cmpstr (back->name, ==, "Été");
  g_assert_cmpstr (back->description, ==, "why");
  g_assert_cmpint (back->campaign_id, ==, s->campaign);
  g_assert_true (back->active);
  g_assert_cmpint (back->version, ==, 1);
}

static void
test_a_change_needs_the_version_that_was_read (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdLeadset) mine = od_leadset_store_get (tx, s->leadset, &error);
  g_autoptr (OdLeadset) yours = od_leadset_store_get (tx, s->leadset, &error);
  g_autoptr (OdLeadset) back = NULL;

  mine->campaign_id = 0;
  mine->active = FALSE;
  OD_OK (od_leadset_store_save (tx, mine, &error));
  g_assert_cmpint (mine->version, ==, 2);
  OD_REFUSED (od_leadset_store_save (tx, yours, &error), OD_STORE_ERROR_STALE);
  g_assert_cmpint (yours->version, ==, 1);
  back = od_leadset_store_get (tx, s->leadset, &error);
  g_assert_cmpint (back->campaign_id, ==, 0);
  g_assert_false (back->active);
  od_scene_commit (s);
}

static const struct {
  const char *name;
  gint64 campaign;
} refused[] = { { "SPRING", 0 }, { "spring", 0 }, { "Fine", 999 } };

static void
test_a_taken_name_or_a_lost_campaign_is_refused (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (OdLeadset) leadset = leadset_new (refused[i].name, refused[i].campaign);

    OD_REFUSED (od_leadset_store_add (od_scene_begin (s), leadset, &error),
                OD_STORE_ERROR_REFUSED);
    od_scene_undo (s);
  }
  OD_REFUSED (od_leadset_store_get (od_scene_begin (s), 999, &error) != NULL,
              OD_STORE_ERROR_NOT_FOUND);
  od_scene_undo (s);
}

static void
test_leadsets_are_listed_by_name (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  od_scene_add_leadset (s, "autumn", 0, TRUE);
  od_scene_add_leadset (s, "Winter", 0, TRUE);
  all = od_leadset_store_list (od_scene_begin (s), &error);
  od_scene_commit (s);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (((OdLeadset *) g_ptr_array_index (all, 0))->name, ==, "autumn");
  g_assert_cmpstr (((OdLeadset *) g_ptr_array_index (all, 2))->name, ==, "Winter");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leadset-store/a-leadset-comes-back-whole",
                   test_a_leadset_comes_back_whole);
  g_test_add_func ("/leadset-store/a-change-needs-the-version-that-was-read",
                   test_a_change_needs_the_version_that_was_read);
  g_test_add_func ("/leadset-store/a-taken-name-or-a-lost-campaign-is-refused",
                   test_a_taken_name_or_a_lost_campaign_is_refused);
  g_test_add_func ("/leadset-store/leadsets-are-listed-by-name",
                   test_leadsets_are_listed_by_name);
  return g_test_run ();
}
