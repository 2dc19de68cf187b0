/*
 * Scripts: every edition that was ever saved is kept.
 */
#include "daemon/store/script-store.h"

#include "daemon/store/store-scene.h"

static OdScript *
script_new (const char *name, const char *text)
{
  OdScript *script = od_script_new ();

  script->name = g_strdup (name);
  script->text = g_strdup (text);
  return script;
}

static void
test_every_edition_is_kept_and_the_newest_is_shown (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdScript) script = script_new ("Hello", "one"), back = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_script_store_add (tx, script, &error));
  g_free (script->text);
  script->text = g_strdup ("two");
  OD_OK (od_script_store_save (tx, script, &error));
  back = od_script_store_get (tx, script->id, &error);
  g_assert_cmpstr (back->text, ==, "two");
  g_assert_cmpint (back->version, ==, 2);
  g_assert_cmpint (od_scene_ask (tx, "SELECT count(*) FROM script_text"
                                     " WHERE version = 1 AND text = 'one'"),
                   ==, 1);
  g_assert_cmpuint (tx->events->len, ==, 2);
  od_scene_commit (s);
}

static void
test_a_stale_change_or_a_taken_name_is_refused (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdScript) script = script_new ("Hello", "one");
  g_autoptr (OdScript) again = script_new ("HELLO", "x");

  OD_OK (od_script_store_add (od_scene_begin (s), script, &error));
  od_scene_commit (s);
  script->version = 7;
  OD_REFUSED (od_script_store_save (od_scene_begin (s), script, &error),
              OD_STORE_ERROR_STALE);
  od_scene_undo (s);
  OD_REFUSED (od_script_store_add (od_scene_begin (s), again, &error),
              OD_STORE_ERROR_REFUSED);
  od_scene_undo (s);
  OD_REFUSED (od_script_store_get (od_scene_begin (s), 999, &error) != NULL,
              OD_STORE_ERROR_NOT_FOUND);
  od_scene_undo (s);
}

static void
test_scripts_are_listed_by_name_with_their_newest_text (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdScript) b = script_new ("Beta", "b"), a = script_new ("alpha", "a");
  g_autoptr (GPtrArray) all = NULL;
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_script_store_add (tx, b, &error));
  OD_OK (od_script_store_add (tx, a, &error));
  OD_OK (od_script_store_save (tx, b, &error));
  all = od_script_store_list (tx, &error);
  od_scene_commit (s);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((OdScript *) g_ptr_array_index (all, 0))->text, ==, "a");
  g_assert_cmpint (((OdScript *) g_ptr_array_index (all, 1))->version, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script-store/every-edition-is-kept",
                   test_every_edition_is_kept_and_the_newest_is_shown);
  g_test_add_func ("/script-store/a-stale-change-or-a-taken-name-is-refused",
                   test_a_stale_change_or_a_taken_name_is_refused);
  g_test_add_func ("/script-store/scripts-are-listed-by-name",
                   test_scripts_are_listed_by_name_with_their_newest_text);
  return g_test_run ();
}
