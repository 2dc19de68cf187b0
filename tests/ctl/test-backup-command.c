/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A backup is made beside a store that keeps writing, and is a store of its own.
 */
#include "ctl/backup-command.h"

#include "daemon/store/event-store.h"
#include "daemon/store/store.h"
#include "support/waiting.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define N_BACKUPS 10

typedef struct {
  char *dir;
  char *data_dir;
  char *file;
  OdStore *store;
  gint64 n;      /* works answered, and what the next one's event carries */
  gboolean stop; /* no work after this one */
  gboolean idle;
  gint64 n_before; /* answered when the backups began */
  gint64 n_after;  /* and when the last one was made */
  gboolean done;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place->dir = od_test_scratch_dir ();
  place->data_dir = g_build_filename (place->dir, "data", NULL);
  place->file = g_build_filename (place->dir, "backup", NULL);
  place->store = od_store_open (place->data_dir, NULL, od_clock_system (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_clear_pointer (&place->store, od_store_close);
  g_free (place->file);
  g_free (place->data_dir);
  od_test_remove_dir (place->dir);
}

/* --- a store that keeps writing --- */

static gboolean
write_one (OdTx *tx, gpointer data, GError **error)
{
  Place *place = data;
  OdEvent event = { .kind = OD_EVENT_RECOVERED, .n = place->n };

  od_tx_log (tx, &event);
  return TRUE;
}

static void
on_written (gpointer data, const GError *error, gpointer user_data)
{
  Place *place = data;

  g_assert_no_error (error);
  place->n++;
  place->idle = place->stop;
  if (!place->stop)
    od_store_write (place->store, write_one, place, NULL, on_written, NULL);
}

static gboolean
is_under_way (gpointer data)
{
  return ((Place *) data)->n > 10;
}

static gboolean
is_idle (gpointer data)
{
  return ((Place *) data)->idle;
}

/* --- and who makes backups of it, on another thread --- */

static void
make_backups (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Place *place = data;

  for (int i = 0; i < N_BACKUPS; i++) {
    g_autofree char *file = g_strdup_printf ("%s-%d", place->file, i);
    g_autoptr (GError) error = NULL;
    g_autofree char *sentence = od_backup_command (place->data_dir, file, &error);

    g_assert_no_error (error);
    g_assert_nonnull (strstr (sentence, file));
    g_assert_nonnull (strstr (sentence, "kB: "));
  }
  g_task_return_boolean (task, TRUE);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Place *place = user_data;

  place->n_after = place->n;
  place->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Place *) data)->done;
}

typedef struct {
  gint64 n_events; /* of those written here */
  gint64 last;     /* the highest number they carry */
} Found;

static gboolean
look (OdTx *tx, gpointer data, GError **error)
{
  static const char sql[] = "SELECT count(*), max(n) FROM event WHERE kind = 8"
                            " AND seq > :first";
  Found *found = data;
  g_autoptr (OdStatement) st = od_db_query (tx->db, sql, error, OD_INT (":first", 1));

  if (st == NULL || !od_statement_next (st, error))
    return FALSE;
  found->n_events = od_statement_get_int (st, 0);
  found->last = od_statement_get_int (st, 1);
  return TRUE;
}

/* What a store in whose place @file is put begins with. */
static Found
restore (Place *place, const char *file)
{
  g_autofree char *dir = g_build_filename (place->dir, "restored", NULL);
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStore) store = NULL;
  Found found;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_cmpint (g_rename (file, path), ==, 0);
  store = od_store_open (dir, NULL, od_clock_system (), &error);
  g_assert_no_error (error);
  g_assert_true (od_store_write_now (store, look, &found, &error));
  return found;
}

static void
test_backups_are_made_while_the_store_writes (Place *place, gconstpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_made, place);
  gint64 before = 0;

  od_store_write (place->store, write_one, place, NULL, on_written, NULL);
  od_test_wait_until (is_under_way, place, 10, "the first writes");
  place->n_before = place->n;
  g_task_set_task_data (task, place, NULL);
  g_task_run_in_thread (task, make_backups);
  od_test_wait_until (is_done, place, 30, "the backups");
  place->stop = TRUE;
  od_test_wait_until (is_idle, place, 10, "the last write");

  g_assert_cmpint (place->n_after, >, place->n_before);
  for (int i = 0; i < N_BACKUPS; i++) {
    g_autofree char *file = g_strdup_printf ("%s-%d", place->file, i);
    Found found = restore (place, file);

    /* The start of the restored store is an event as well: it carries 0. Nothing is
     * missing below the last number, and nothing that was there before is. */
    g_assert_cmpint (found.n_events, ==, found.last + 2);
    g_assert_cmpint (found.last, >=, MAX (before, place->n_before - 1));
    g_assert_cmpint (found.last, <, place->n);
    before = found.last;
  }
}

static void
test_a_stopped_outdiald_is_backed_up_too (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_clear_pointer (&place->store, od_store_close);
  sentence = od_backup_command (place->data_dir, place->file, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sentence);
  restore (place, place->file);
}

static void
test_a_file_that_exists_is_refused (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (place->file, "somebody's", -1, NULL));
  g_assert_null (od_backup_command (place->data_dir, place->file, &error));
  g_assert_nonnull (strstr (error->message, place->file));
  g_assert_true (g_file_get_contents (place->file, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "somebody's");
}

static void
test_a_folder_without_data_is_refused_and_not_made (Place *place, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (place->dir, "nowhere", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (od_backup_command (nowhere, place->file, &error));
  g_assert_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (place->file, G_FILE_TEST_EXISTS));
}

#define TEST(name, func)                                                                 \
  g_test_add ("/backup-command/" name, Place, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("while-the-store-writes", test_backups_are_made_while_the_store_writes);
  TEST ("while-it-is-stopped", test_a_stopped_outdiald_is_backed_up_too);
  TEST ("file-exists", test_a_file_that_exists_is_refused);
  TEST ("no-data", test_a_folder_without_data_is_refused_and_not_made);
  return g_test_run ();
}
