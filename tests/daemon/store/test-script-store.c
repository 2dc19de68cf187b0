/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts: every edition that was ever saved is kept, also of those that were deleted.
 */
#include "daemon/store/script-store.h"

#include "daemon/store/campaign-store.h"
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

static void
test_a_deleted_script_leaves_its_editions_and_its_name (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdScript) script = script_new ("Hello", "one"), old = NULL;
  g_autoptr (OdScript) successor = script_new ("HELLO", "two"), edition = NULL;
  g_autoptr (GPtrArray) all = NULL;
  OdTx *tx = od_scene_begin (s);
  const OdEvent *event;

  OD_OK (od_script_store_add (tx, script, &error));
  OD_OK (od_script_store_delete (tx, script->id, 1, &error));
  event = tx->events->pdata[1];
  g_assert_cmpint (event->kind, ==, OD_EVENT_SCRIPT_DELETED);
  old = od_script_store_get (tx, script->id, &error);
  g_assert_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (old);
  OD_OK (od_script_store_add (tx, successor, &error));
  g_assert_cmpint (successor->id, !=, script->id);
  all = od_script_store_list (tx, &error);
  g_assert_cmpuint (all->len, ==, 1);
  edition = od_script_store_get_edition (tx, script->id, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (edition->name, ==, "Hello");
  g_assert_cmpstr (edition->text, ==, "one");
  od_scene_commit (s);
}

static void
test_what_somebody_else_changed_or_deleted_is_not_deleted (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdScript) script = script_new ("Hello", "one");
  OdTx *tx = od_scene_begin (s);

  OD_OK (od_script_store_add (tx, script, &error));
  OD_OK (od_script_store_save (tx, script, &error));
  OD_REFUSED (od_script_store_delete (tx, script->id, 1, &error), OD_STORE_ERROR_STALE);
  OD_OK (od_script_store_delete (tx, script->id, 2, &error));
  OD_REFUSED (od_script_store_delete (tx, script->id, 2, &error),
              OD_STORE_ERROR_NOT_FOUND);
  OD_REFUSED (od_script_store_save (tx, script, &error), OD_STORE_ERROR_STALE);
  od_scene_commit (s);
}

static void
add_user (OdScene *s, const char *name, gint64 script)
{
  g_autoptr (GError) error = NULL;
  gint64 id = od_scene_add_campaign (s, name, FALSE);
  OdTx *tx = od_scene_begin (s);
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, id, &error);

  campaign->script_id = script;
  OD_OK (od_campaign_store_save (tx, campaign, &error));
  od_scene_commit (s);
}

/* One more campaign uses it each time; the sentence grows up to three names. */
static void
test_a_used_script_is_refused_and_names_its_users (void)
{
  static const struct {
    const char *campaign;
    const char *sentence;
  } cases[] = {
    { "B", "“Hello” is the script of “B”: give that campaign another script first" },
    { "A",
      "“Hello” is the script of “A” and “B”: give those campaigns another script first" },
    { "D", "“Hello” is the script of “A”, “B” and “D”: give those campaigns another"
           " script first" },
    { "C", "“Hello” is the script of “A”, “B”, “C” and 1 more: give those campaigns"
           " another script first" },
  };
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OdScript) script = script_new ("Hello", "one");

  OD_OK (od_script_store_add (od_scene_begin (s), script, &error));
  od_scene_commit (s);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    add_user (s, cases[i].campaign, script->id);
    g_assert_false (od_script_store_delete (od_scene_begin (s), script->id, 1, &error));
    g_assert_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED);
    g_assert_cmpstr (error->message, ==, cases[i].sentence);
    g_clear_error (&error);
    od_scene_undo (s);
  }
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
  g_test_add_func ("/script-store/a-deleted-script-leaves-its-editions",
                   test_a_deleted_script_leaves_its_editions_and_its_name);
  g_test_add_func ("/script-store/what-somebody-else-changed-is-not-deleted",
                   test_what_somebody_else_changed_or_deleted_is_not_deleted);
  g_test_add_func ("/script-store/a-used-script-names-its-users",
                   test_a_used_script_is_refused_and_names_its_users);
  return g_test_run ();
}
