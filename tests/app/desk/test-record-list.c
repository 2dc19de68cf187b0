/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows stay the same objects, changes are gathered, and only what moved is told.
 */
#include "app/desk/record-list.h"

#include "support/waiting.h"

typedef struct {
  OdRecordList *list;
  guint n_changes; /* of the model */
  guint position, removed, added;
  guint n_told; /* "changed" of the first row */
} Fixture;

static void
on_items_changed (GListModel *model,
                  guint position,
                  guint removed,
                  guint added,
                  Fixture *f)
{
  f->n_changes++;
  f->position = position;
  f->removed = removed;
  f->added = added;
}

static void
on_row_changed (OdRecord *row, Fixture *f)
{
  f->n_told++;
}

static void
replace (Fixture *f, const char *text)
{
  json_t *array = json_loads (text, 0, NULL);

  g_assert_nonnull (array);
  od_record_list_replace (f->list, array);
  json_decref (array);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->list = od_record_list_new ();
  replace (f, "[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"},{\"id\":3,\"name\":"
              "\"c\"}]");
  g_signal_connect (f->list, "items-changed", G_CALLBACK (on_items_changed), f);
  g_signal_connect (od_record_list_find (f->list, 1), "changed",
                    G_CALLBACK (on_row_changed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->list);
}

static void
test_a_row_stays_the_same_object (Fixture *f, gconstpointer data)
{
  OdRecord *third = od_record_list_find (f->list, 3);

  replace (f, "[{\"id\":1,\"name\":\"a\"},{\"id\":4,\"name\":\"d\"},{\"id\":3,\"name\":"
              "\"cc\"}]");

  g_assert_true (od_record_list_find (f->list, 3) == third);
  g_assert_cmpstr (od_record_get_text (third, "name"), ==, "cc");
  g_assert_null (od_record_list_find (f->list, 2));
  g_assert_cmpuint (f->n_changes, ==, 1);
  g_assert_cmpuint (f->position, ==, 1);
  g_assert_cmpuint (f->removed, ==, 1);
  g_assert_cmpuint (f->added, ==, 1);
}

static void
test_nothing_new_moves_nothing (Fixture *f, gconstpointer data)
{
  replace (f, "[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"},{\"id\":3,\"name\":"
              "\"c\"}]");
  g_assert_cmpuint (f->n_changes, ==, 0);
}

static void
merge (Fixture *f, gint64 id, const char *field, const char *value)
{
  json_t *fields = json_pack ("{s:s}", field, value);

  g_assert_true (od_record_list_merge (f->list, id, fields));
  json_decref (fields);
}

static gboolean
was_told (gpointer data)
{
  return ((Fixture *) data)->n_told > 0;
}

static void
test_many_changes_are_told_once (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 100; i++) {
    g_autofree char *state = g_strdup_printf ("state-%u", i);

    merge (f, 1, "state", state);
  }
  g_assert_cmpuint (f->n_told, ==, 0);
  od_test_wait_until (was_told, f, 5, "the row to speak");
  g_assert_cmpuint (f->n_told, ==, 1);
  g_assert_cmpstr (od_record_get_text (od_record_list_find (f->list, 1), "state"), ==,
                   "state-99");
  g_assert_cmpuint (f->n_changes, ==, 0);
}

static void
test_what_only_the_stream_tells_stays (Fixture *f, gconstpointer data)
{
  merge (f, 2, "state", "ready");
  replace (f, "[{\"id\":2,\"name\":\"bb\"}]");
  g_assert_cmpstr (od_record_get_text (od_record_list_find (f->list, 2), "state"), ==,
                   "ready");
}

static void
test_a_further_page_moves_nothing (Fixture *f, gconstpointer data)
{
  OdRecord *first = od_record_list_find (f->list, 1);
  json_t *page = json_loads ("[{\"id\":3,\"name\":\"cc\"},{\"id\":4},{\"id\":5}]", 0,
                             NULL);

  od_record_list_append (f->list, page);
  g_assert_cmpuint (f->n_changes, ==, 1);
  g_assert_cmpuint (f->position, ==, 3);
  g_assert_cmpuint (f->removed, ==, 0);
  g_assert_cmpuint (f->added, ==, 2);
  g_assert_true (od_record_list_find (f->list, 1) == first);
  g_assert_cmpint (od_record_get_id (od_record_list_find (f->list, 5)), ==, 5);
  g_assert_cmpstr (od_record_get_text (od_record_list_find (f->list, 3), "name"), ==,
                   "cc");

  od_record_list_append (f->list, page); /* all of them are there */
  g_assert_cmpuint (f->n_changes, ==, 1);
  json_decref (page);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/record-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-row-stays-the-same-object", test_a_row_stays_the_same_object);
  ADD ("nothing-new-moves-nothing", test_nothing_new_moves_nothing);
  ADD ("many-changes-are-told-once", test_many_changes_are_told_once);
  ADD ("what-only-the-stream-tells-stays", test_what_only_the_stream_tells_stays);
  ADD ("a-further-page-moves-nothing", test_a_further_page_moves_nothing);
  return g_test_run ();
}
