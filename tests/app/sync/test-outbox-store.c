/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outbox's file.
 */
#include "app/sync/outbox-store.h"

#include "support/waiting.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

typedef struct {
  char *folder;
  char *path;
  OdDb *db;
} Fixture;

static void
open_file (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->db = od_outbox_store_open (f->path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = od_test_scratch_dir ();
  f->path = g_build_filename (f->folder, "deep", "outbox.sqlite", NULL);
  open_file (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_db_close (f->db);
  g_free (f->path);
  od_test_remove_dir (f->folder);
}

static gint64
add (Fixture *f, const char *key, const char *body)
{
  OdOutboxEntry entry = {
    0, (char *) "lane", (char *) "PUT", (char *) "/x", (char *) body, (char *) key
  };
  g_autoptr (GError) error = NULL;

  od_outbox_store_add (f->db, &entry, &error);
  g_assert_no_error (error);
  return entry.id;
}

static void
test_what_was_added_is_there_in_order_after_a_restart (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  const OdOutboxEntry *second;

  add (f, "k1", NULL);
  add (f, "k2", "{\"a\":1}");
  od_db_close (f->db);
  open_file (f);

  entries = od_outbox_store_list (f->db, NULL);
  g_assert_cmpuint (entries->len, ==, 2);
  second = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (second->key, ==, "k2");
  g_assert_cmpstr (second->body, ==, "{\"a\":1}");
  g_assert_cmpstr (second->method, ==, "PUT");
  g_assert_cmpstr (second->path, ==, "/x");
  g_assert_cmpstr (second->lane, ==, "lane");
  g_assert_null (((OdOutboxEntry *) g_ptr_array_index (entries, 0))->body);
}

static void
test_a_key_stands_there_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;

  g_assert_cmpint (add (f, "k1", "1"), >, 0);
  g_assert_cmpint (add (f, "k1", "2"), ==, 0);
  entries = od_outbox_store_list (f->db, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
}

static void
test_an_answered_request_is_gone_and_its_number_not_given_again (Fixture *f,
                                                                 gconstpointer data)
{
  gint64 id = add (f, "k1", NULL);
  g_autoptr (GPtrArray) entries = NULL;

  g_assert_true (od_outbox_store_remove (f->db, id, NULL));
  g_assert_cmpint (add (f, "k2", NULL), >, id);
  entries = od_outbox_store_list (f->db, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
}

static void
test_only_its_owner_can_read_it (Fixture *f, gconstpointer data)
{
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);
  GStatBuf st;

  add (f, "k1", NULL);
  g_assert_cmpint (g_stat (f->path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (log, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
}

static void
test_a_file_that_cannot_be_is_named (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->path, "no", "folder", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (od_outbox_store_open (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_nonnull (g_strstr_len (error->message, -1, f->path));
}

static void
test_a_file_that_is_no_database_is_named (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "text", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (
    g_file_set_contents (path, "this is certainly no database, is it?", -1, NULL));
  g_assert_null (od_outbox_store_open (path, &error));
  g_assert_error (error, OD_DB_ERROR, OD_DB_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, path));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                  \
  g_test_add ("/outbox-store/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("restart", test_what_was_added_is_there_in_order_after_a_restart);
  ADD ("once", test_a_key_stands_there_once);
  ADD ("answered", test_an_answered_request_is_gone_and_its_number_not_given_again);
  ADD ("mode", test_only_its_owner_can_read_it);
  ADD ("no-folder", test_a_file_that_cannot_be_is_named);
  ADD ("no-database", test_a_file_that_is_no_database_is_named);
  return g_test_run ();
}
