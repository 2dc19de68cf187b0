/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is ticked: told once, in the list's order, and gone with the row.
 */
#include "app/list/row-ticks.h"

#include "app/desk/record-list.h"

typedef struct {
  OdRecordList *rows;
  OdRowTicks *ticks;
  guint n_told;
} Fixture;

static void
load (Fixture *f, const char *text)
{
  json_t *array = json_loads (text, 0, NULL);

  g_assert_nonnull (array);
  od_record_list_replace (f->rows, array);
  json_decref (array);
}

static void
on_changed (OdRowTicks *ticks, Fixture *f)
{
  f->n_told++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  OdListColumn column = { .name = "name", .title = "Name" };
  g_autoptr (OdListMaker) maker = od_list_maker_new (&column, NULL, NULL, NULL);

  f->rows = od_record_list_new ();
  f->ticks = od_row_ticks_new (G_LIST_MODEL (f->rows), maker);
  g_signal_connect (f->ticks, "changed", G_CALLBACK (on_changed), f);
  load (f, "[{\"id\":1,\"name\":\"A\"},{\"id\":2,\"name\":\"B\"},"
           "{\"id\":3,\"name\":\"C\"}]");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->ticks);
  g_assert_finalize_object (f->rows);
}

static void
tick (Fixture *f, gint64 id, gboolean ticked)
{
  od_row_ticks_set (f->ticks, od_record_list_find (f->rows, id), ticked);
}

/* The ids of the ticked rows as a number: 13 for 1 and 3. */
static guint
get_ticked (Fixture *f)
{
  g_autoptr (GPtrArray) rows = od_row_ticks_list (f->ticks, G_LIST_MODEL (f->rows));
  guint ids = 0;

  for (guint i = 0; i < rows->len; i++)
    ids = 10 * ids + (guint) od_record_get_id (rows->pdata[i]);
  return ids;
}

static void
test_only_a_change_is_told (Fixture *f, gconstpointer data)
{
  tick (f, 3, TRUE);
  tick (f, 1, TRUE);
  tick (f, 1, TRUE);
  g_assert_cmpuint (f->n_told, ==, 2);
  g_assert_cmpuint (get_ticked (f), ==, 13);
  tick (f, 3, FALSE);
  tick (f, 3, FALSE);
  g_assert_cmpuint (f->n_told, ==, 3);
  g_assert_cmpuint (get_ticked (f), ==, 1);
}

static void
test_all_are_ticked_at_once (Fixture *f, gconstpointer data)
{
  tick (f, 2, TRUE);
  od_row_ticks_set_all (f->ticks, G_LIST_MODEL (f->rows), TRUE);
  g_assert_cmpuint (get_ticked (f), ==, 123);
  g_assert_cmpuint (f->n_told, ==, 2);
  od_row_ticks_set_all (f->ticks, G_LIST_MODEL (f->rows), FALSE);
  g_assert_cmpuint (get_ticked (f), ==, 0);
  g_assert_cmpuint (f->n_told, ==, 3);
}

static void
test_who_leaves_the_list_is_ticked_no_more (Fixture *f, gconstpointer data)
{
  tick (f, 2, TRUE);
  tick (f, 3, TRUE);
  load (f, "[{\"id\":1,\"name\":\"A\"},{\"id\":3,\"name\":\"C\"}]");
  g_assert_cmpuint (get_ticked (f), ==, 3);
  g_assert_cmpuint (f->n_told, ==, 3);
  load (f, "[{\"id\":2,\"name\":\"B\"},{\"id\":3,\"name\":\"C\"}]");
  g_assert_cmpuint (get_ticked (f), ==, 3);
  g_assert_cmpuint (f->n_told, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/row-ticks/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("only-a-change-is-told", test_only_a_change_is_told);
  ADD ("all-at-once", test_all_are_ticked_at_once);
  ADD ("who-leaves", test_who_leaves_the_list_is_ticked_no_more);
  return g_test_run ();
}
